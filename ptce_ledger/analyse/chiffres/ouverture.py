"""Open a figure: each fact behind it, with what it counts for.

A figure is named by its path (« niveau-1.ressources.ventes », design §6) or, where the
grammar has none, by the address of its cell: « niveau-2/pont/projets »,
« niveau-2/echanges/cae.velo/montant »; the first keys alone name a subtotal, none the
total. Charges of a result count negatively, and what a sum adds then takes away counts
for nothing, so that the facts re-add to the figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.chiffres.chemins import CheminInconnu
from ptce_ledger.analyse.chiffres.chemins import figures_of
from ptce_ledger.analyse.chiffres.chemins import find
from ptce_ledger.analyse.definitions import load_niveaux
from ptce_ledger.analyse.tableau import Groupe
from ptce_ledger.analyse.tableau import address_of
from ptce_ledger.analyse.tableau import said
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.definitions import DefChiffre
    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.faits.facts import Fact


class Poste(NamedTuple):
    """A fact, and what it counts for in the figure (euros, or hours)."""

    fact: Fact
    compte: Decimal


class Detail(NamedTuple):
    """A figure opened: where it stands, its value, its facts by date then place."""

    groupe: Groupe
    tableau: Tableau
    cles: tuple[str, ...]
    colonne: Colonne
    valeur: Decimal
    postes: tuple[Poste, ...]
    #: Facts that a sum adds then takes away: they count for nothing.
    neutres: int = 0

    def total(self) -> Decimal:
        """Add what the facts count for; it equals the value."""
        return sum((poste.compte for poste in self.postes), ZERO)


def path_of(
    synthese: Synthese, prefixe: str, table: Tableau, ligne: Ligne, colonne: Colonne
) -> str:
    """Name the figure of a cell: its path if it has one, else its address."""
    niveau, _, sous = prefixe.partition(".")
    parent = next((n for n in synthese.niveaux if _dashed(n.code) == niveau), None)
    connu = parent is not None and sous not in figures_of(parent)
    par_phase = table.code.endswith("_par_phase")
    if parent is None or not connu or par_phase:
        return address_of(prefixe, table, ligne, colonne)
    groupe = next((g for g in parent.groupes if g.code == sous), parent)
    if colonne.chemin in figures_of(groupe):
        return ".".join((prefixe, colonne.chemin, *map(said, ligne.cles)))
    return address_of(prefixe, table, ligne, colonne)


def open_figure(
    synthese: Synthese,
    annexe: Groupe | None,
    chiffre: str,
    projets: Container[str] = (),
) -> Detail:
    """Open a figure of a synthesis, or of its annex. Raises CheminInconnu."""
    if "/" in chiffre:
        return _open_address(synthese, annexe, chiffre)
    trouve = find(synthese, chiffre, projets)
    niveau = chiffre.partition(".")[0]
    postes, neutres = _postes(niveau, trouve.tableau, trouve.lignes, trouve.rang)
    return Detail(
        trouve.groupe,
        trouve.tableau,
        trouve.cles,
        trouve.tableau.colonnes[trouve.rang],
        trouve.valeur,
        postes,
        neutres,
    )


def _open_address(synthese: Synthese, annexe: Groupe | None, adresse: str) -> Detail:
    morceaux = adresse.split("/")
    if not 3 <= len(morceaux) <= 4:
        raise CheminInconnu(adresse, [])
    prefixe, code, *milieu, nom = morceaux
    groupe = _group(synthese, annexe, prefixe)
    table = groupe.tableau(code)
    if table is None:
        raise CheminInconnu(code, [t.code for t in groupe.tableaux])
    colonnes = [colonne.code for colonne in table.colonnes]
    if nom not in colonnes:
        raise CheminInconnu(nom, colonnes)
    rang = colonnes.index(nom)
    cles = tuple(milieu[0].split(".")) if milieu else ()
    voulues = tuple("" if cle == lexique.NON_VENTILE else cle for cle in cles)
    lignes = [li for li in table.lignes if li.cles[: len(voulues)] == voulues]
    if not lignes:
        raise CheminInconnu(
            "/".join(milieu), [".".join(li.cles) for li in table.lignes]
        )
    if table.colonnes[rang].genre not in ("euros", "heures"):
        raise CheminInconnu(nom, [c.code for c in table.colonnes if c.genre == "euros"])
    valeur = sum((ligne.valeurs[rang] or ZERO for ligne in lignes), ZERO)
    postes, neutres = _postes(prefixe.partition(".")[0], table, lignes, rang)
    if valeur and not postes and not is_withheld(valeur):
        # Declared as a whole, such as a member's whole turnover: no line makes it.
        raise CheminInconnu(nom, [c.code for c in table.colonnes if c.chemin])
    return Detail(groupe, table, voulues, table.colonnes[rang], valeur, postes, neutres)


def _group(synthese: Synthese, annexe: Groupe | None, prefixe: str) -> Groupe:
    code, point, sous = prefixe.partition(".")
    controle = Groupe("controle", "Contrôle", synthese.controles)
    groupes = {_dashed(g.code): g for g in (*synthese.niveaux, annexe, controle) if g}
    if code not in groupes:
        raise CheminInconnu(code, groupes)
    if not point:
        return groupes[code]
    siens = {g.code: g for g in groupes[code].groupes}
    if sous not in siens:
        raise CheminInconnu(sous, siens)
    return siens[sous]


def _postes(
    niveau: str, table: Tableau, lignes: Sequence[Ligne], rang: int
) -> tuple[tuple[Poste, ...], int]:
    """Give what each fact counts for in a column of some rows, those at zero apart."""
    chiffres = _chiffres(niveau, table.code)
    codes = [colonne.code for colonne in table.colonnes]
    comptes: dict[int, Poste] = {}
    for ligne in lignes:
        for code, signe, mesure in _terms(chiffres, codes[rang]):
            cases = ligne.cases[codes.index(code)] if ligne.cases else ()
            for fact in (fact for case in cases for fact in case.facts):
                ancien = comptes.get(id(fact), Poste(fact, ZERO))
                # A fund set aside (6894) is a resource, but booked among the charges.
                inverse = code == "charges_faits" and fact.nature == "produit"
                compte = _measure(fact, mesure) * (-signe if inverse else signe)
                compte += ancien.compte
                comptes[id(fact)] = Poste(fact, compte)
    if codes[rang] == "heures":
        comptes = {k: p for k, p in comptes.items() if lexique.est_heure(p.fact.unite)}
    utiles = [poste for poste in comptes.values() if poste.compte]
    neutres = sum(1 for p in comptes.values() if not p.compte and p.fact.montant)
    utiles.sort(key=lambda p: (p.fact.date, p.fact.fichier, p.fact.ligne))
    return tuple(utiles), neutres


def _measure(fact: Fact, mesure: str) -> Decimal:
    if mesure == "montant":
        return fact.montant
    en_heures = fact.unite != lexique.EURO and lexique.est_heure(fact.unite)
    return fact.quantite if en_heures else ZERO


def _chiffres(niveau: str, code: str) -> dict[str, DefChiffre]:
    """Give the definitions of the columns of a table; none for a named block."""
    for definition in load_niveaux():
        if _dashed(definition.code) == niveau:
            for table in definition.tableaux:
                if code in (table.code, f"{table.code}_par_phase"):
                    return {chiffre.code: chiffre for chiffre in table.colonnes}
            for fiche in definition.fiches:
                if fiche.code == code:
                    return {chiffre.code: chiffre for chiffre in fiche.chiffres}
    return {}


def _terms(
    chiffres: dict[str, DefChiffre], code: str, signe: int = 1
) -> Iterator[tuple[str, int, str]]:
    """Unfold a figure into the plain sums it adds and takes away."""
    chiffre = chiffres.get(code)
    if chiffre is None:
        yield code, signe, "heures" if code == "heures" else "montant"
    elif chiffre.somme:
        for nom in chiffre.somme:
            moins = -signe if nom.startswith("-") else signe
            yield from _terms(chiffres, nom.lstrip("-"), moins)
    else:
        yield code, signe * chiffre.signe, chiffre.mesure


def _dashed(code: str) -> str:
    return code.replace("_", "-")
