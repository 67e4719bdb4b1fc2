"""What a funder is told of its own agreements: rows of the follow-up, each figure whole.

A figure is that of « ptce conventions », or it is withheld. It is told when each fact that
it rests on is in what the copy tells: those of people only where a whole piece of theirs
is under the agreement, since pay and time are never cut by agreement. What it rests on
decides, never its amount: bounds, such as what is granted, change nothing to it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots.euros import RETENU
from ptce_ledger.registre.declarations.echeance import VERSEMENT
from ptce_ledger.registre.declarations.publication import CONVENTION
from ptce_ledger.suivi.conventions import COLONNES
from ptce_ledger.suivi.conventions import followed
from ptce_ledger.suivi.etats import state
from ptce_ledger.suivi.remises import key_of
from ptce_ledger.suivi.subventions import AVANCE
from ptce_ledger.suivi.subventions import CREANCE
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.parts import Part
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.suivi.execution import Execution


class Suivie(NamedTuple):
    """A row of the follow-up as a copy holds it."""

    date: datetime.date
    tableau: str
    convention: str
    cles: dict[str, Any]


class _Connu:
    """What a copy tells of the facts of the books."""

    def __init__(self, permission: Permission, parts: Sequence[Part]) -> None:
        self._permission = permission
        self._parts = {id(fact): part for part in parts for fact in part.facts}

    def holds(self, facts: Collection[Fact]) -> bool:
        """Tell facts whose sum says nothing that the parts of the copy do not say."""
        siens = {id(fact) for fact in facts}
        parts = {id(p): p for p in map(self._parts.get, siens) if p is not None}
        return all(fait in self._parts for fait in siens) and not any(
            part.retenue or (part.masse and not siens.issuperset(map(id, part.facts)))
            for part in parts.values()
        )

    def covers(self, suivi: Suivi, pieces: Collection[Any]) -> bool:
        """Tell lines of the balance sheet that are all of published exercices."""
        annees = {suivi.registre.exercice(piece.date) for piece in pieces}
        return annees.issubset(self._permission.exercices)

    def spent_before(self, une: Execution) -> bool:
        """Tell what was spent before the book: nobody says how many people it paid."""
        versions = une.suivi.registre.avenants[une.convention.code]
        sous = self._permission.diffusion == CONVENTION
        return sous or not any(version.deja_depense for version in versions)


def gather_followed(
    suivi: Suivi, permission: Permission, noms: Noms, parts: Sequence[Part]
) -> list[Suivie]:
    """Gather the rows of the agreements of a funder, exercice by exercice."""
    connu = _Connu(permission, parts)
    siennes = set(permission.agreements(suivi.registre))
    rangees: list[Suivie] = []
    for exercice in permission.exercices if siennes else ():
        fin = suivi.registre.bornes(exercice)[1]
        etat = state(suivi, "conventions", exercice)
        dites = {
            une.convention.code: _told(une, exercice, connu)
            for une in followed(suivi, fin)
            if une.convention.code in siennes
        }
        for code, cles in _agreements(etat.tableau("conventions"), noms, dites):
            rangees.append(Suivie(fin, "conventions", code, cles))
        for code, cles in _deadlines(etat.tableau("echeances"), dites):
            rangees.append(Suivie(fin, "echeances", code, cles))
    return rangees


def compare_followed(
    prive: Dossier, public: Dossier, permission: Permission
) -> Iterator[tuple[int, Adresse, Any, Any]]:
    """Yield the figures of the follow-up of a copy: exercice, address, books, copy."""
    suivis = Suivi(prive), Suivi(public)
    for exercice in permission.exercices:
        livre, copie = (
            state(suivi, "conventions", exercice).tableau("conventions")
            for suivi in suivis
        )
        attendues = {ligne.cles: ligne for ligne in livre.lignes}
        for ligne in copie.lignes:
            for rang, colonne in enumerate(copie.colonnes):
                valeur = ligne.valeurs[rang]
                if isinstance(valeur, Decimal | int):
                    attendu = attendues[ligne.cles].valeurs[rang]
                    yield exercice, copie.adresse(ligne.cles, colonne), attendu, valeur


def _agreements(
    table: Tableau, noms: Noms, dites: dict[str, frozenset[str]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for ligne in table.lignes:
        code = ligne.cles[0]
        if code in dites:
            valeurs = {
                colonne.code: valeur if colonne.code in dites[code] else RETENU
                for colonne, valeur in zip(COLONNES, ligne.valeurs, strict=True)
                if colonne.genre == "euros" and valeur is not None
            }
            financeur, perimetre, debut, fin = (
                ligne.valeurs[table.rang(nom)]
                for nom in ("financeur", "perimetre", "debut", "fin")
            )
            yield (
                code,
                {
                    "financeur": financeur,
                    "perimetre": noms.project(perimetre),
                    "debut": debut,
                    "fin": fin,
                    **{key_of(nom): valeur for nom, valeur in valeurs.items()},
                },
            )


def _deadlines(
    table: Tableau, dites: dict[str, frozenset[str]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for ligne in table.lignes:
        cles = {c.code: v for c, v in zip(table.colonnes, ligne.valeurs, strict=True)}
        code = cles.pop("convention")
        if code in dites:
            if cles["objet"] == VERSEMENT and "encaisse" not in dites[code]:
                cles |= {"recu": RETENU, "etat": RETENU}
            yield code, cles


def _told(une: Execution, exercice: int, connu: _Connu) -> frozenset[str]:
    """List the figures of an agreement that a copy may tell."""
    dites = {
        "accorde_initial",
        "accorde",
        *_received(une, exercice, connu),
        *_spent(une, exercice, connu),
    }
    if "comptabilise" in dites:
        dites.add("pca_attendu")
    avec = une.convention.avec_contributions
    if avec and "contributions" not in dites:
        return frozenset(dites)
    if "depense" in dites:
        dites |= {"emploi", "reste_a_employer", "depassement"}
    if {"justifie", "forfait", "encaisse"} <= dites:
        dites.add("reste_a_justifier")
    if {"emploi", "comptabilise"} <= dites:
        dites.add("fonds_dedies_attendus")
    return frozenset(dites)


def _received(une: Execution, exercice: int, connu: _Connu) -> Iterator[str]:
    """Yield what may be told of what was booked and received."""
    if connu.holds([f for f in une.produits if f.exercice == exercice]):
        yield "constate_exercice"
    if not connu.holds(une.produits):
        return
    yield "constate"
    code, subventions = une.convention.code, une.suivi.subventions
    familles = (
        subventions.of(code, AVANCE),
        subventions.of(code, CREANCE),
        subventions.pertes.get(code, ()),
    )
    avance, creance, perte = (
        connu.covers(une.suivi, [piece for piece in pieces if piece.date <= une.au])
        for pieces in familles
    )
    if creance:
        yield "creance"
    if avance:
        yield from ("pca", "comptabilise")
    if avance and creance and perte:
        yield from ("encaisse", "reste_a_percevoir")


def _spent(une: Execution, exercice: int, connu: _Connu) -> Iterator[str]:
    """Yield what may be told of what was spent, paid in kind included."""
    directes = [fact for fact in une.charges if not fact.cle]
    avant = connu.spent_before(une)
    # The rate may have been another: what is of the exercice is a difference.
    versions = une.suivi.registre.avenants[une.convention.code]
    au_taux = any(version.taux_indirects for version in versions)
    forfait = connu.holds(directes) or not au_taux
    if forfait:
        yield "forfait"
    if avant and connu.holds(directes):
        yield "direct"
    if connu.holds([fact for fact in une.charges if fact.cle]):
        yield "reparti"
    de_l_annee = [fact for fact in une.charges if fact.exercice == exercice]
    if avant and forfait and connu.holds(de_l_annee):
        yield "depense_exercice"
    if avant and forfait and connu.holds(une.charges):
        yield "depense"
    justifiees = [fact for fact in une.charges if fact.preuve == "justifie"]
    if avant and connu.holds(une.charges) and connu.holds(justifiees):
        yield "justifie"
    if connu.holds(une.in_kind):
        yield "contributions"
