"""Dues and commissions: what each member owes, what was called, what is paid, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.dettes import by_tiers
from ptce_ledger.suivi.dettes import debts
from ptce_ledger.suivi.dus import Du
from ptce_ledger.suivi.dus import owed
from ptce_ledger.suivi.dus import parts_of
from ptce_ledger.suivi.etat import Etat

if TYPE_CHECKING:
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.suivi.creances import CreanceSuivie
    from ptce_ledger.suivi.suivi import Suivi

COTISATIONS, COMMISSIONS = TYPES = ("cotisations", "commissions")
_TITRES = {COTISATIONS: "Cotisations", COMMISSIONS: "Commissions"}
_CLES = (Colonne("membre", "Membre", "code"),)
_DU = (
    Colonne("bareme", "Barème", "texte"),
    Colonne("base", "Base", "mot"),
    Colonne("base_valeur", "Valeur de la base", "nombre"),
    Colonne("base_exercice", "Exercice de la base", "annee"),
    Colonne("base_preuve", "Preuve de la base", "mot"),
    Colonne("fixe", "Part fixe"),
    Colonne("variable", "Part variable"),
    Colonne("annuel", "Pour l’année"),
    Colonne("prorata", "Prorata", "texte"),
    Colonne("droit_entree", "Droit d’entrée"),
    Colonne("du", "Dû", chemin="du"),
    Colonne("manque", "Manque", "mot"),
)
_APPELS = (
    Colonne("appele", "Appelé", chemin="appele"),
    Colonne("avoirs_anterieurs", "Avoirs antérieurs", chemin="avoirs-anterieurs"),
    Colonne("annule", "Annulé", chemin="annule"),
    Colonne("regle", "Réglé", chemin="regle"),
    Colonne("regle_apres", "Réglé après", chemin="regle-apres"),
    Colonne("a_appeler", "À appeler", chemin="a-appeler"),
    Colonne("a_regler", "À régler", chemin="a-regler"),
    Colonne("arrieres", "Arriérés", chemin="arrieres"),
)
COLONNES = (*_DU, *_APPELS)
_TOTAUX = (_DU[10], *_APPELS)
#: What a page and a terminal show of a row; files have it all.
_MONTREES = ("du", "appele", "regle", "a_appeler", "a_regler")


def build(suivi: Suivi, exercice: int) -> Etat:
    """Set the dues and the commissions of an exercice, a member a row."""
    registre = suivi.registre
    tables = [_table(suivi, type_, exercice) for type_ in TYPES]
    return Etat(
        "cotisations",
        "Cotisations et commissions",
        registre.code,
        registre.libelle,
        {"exercice": exercice},
        (*tables, *map(_total, tables)),
        suivi.libelles,
        lettres=TYPES,
        formes={code: tiers.forme for code, tiers in registre.tiers.items()},
        montrees={table.code: _shown(table) for table in tables},
    )


def _shown(table: Tableau) -> tuple[str, ...]:
    """Name the columns of a page; unpaid dues of other years, where there are some."""
    rang = table.rang("arrieres")
    anciens = any(ligne.valeurs[rang] for ligne in table.lignes)
    return (*_MONTREES, "arrieres") if anciens else _MONTREES


def _table(suivi: Suivi, type_: str, exercice: int) -> Tableau:
    ensemble = suivi.dossier.ensemble(exercice)
    appels: dict[str, list[Fact]] = {}
    for case in ensemble.of(nature="produit", type=type_):
        appels.setdefault(case.cle.tiers, []).extend(case.facts)
    creances = by_tiers(suivi, type_)
    anciennes = {
        code
        for code, siennes in creances.items()
        if any(c.ouvert and c.exercice < exercice for c in siennes)
    }
    membres = set(ensemble.membres())
    lignes = []
    for code in sorted(membres | (appels.keys() - {""}) | anciennes):
        du = owed(suivi, suivi.registre.baremes, type_, code, exercice)
        ligne = _row(suivi, du, appels.get(code, []), creances.get(code, []), exercice)
        if _is_shown(ligne, du, type_, membre=code in membres):
            lignes.append(ligne)
    if appels.get(""):
        lignes.append(_nobody(suivi, appels[""], exercice))
    return Tableau(type_, _TITRES[type_], _CLES, COLONNES, tuple(lignes), groupe=type_)


def absent(
    suivi: Suivi, type_: str, exercice: int, cles: tuple[str, ...]
) -> Ligne | None:
    """Give the row of somebody of whom there is nothing to show; None of nobody known."""
    code = cles[0] if cles else ""
    if code not in suivi.registre.tiers:
        return None
    du = owed(suivi, suivi.registre.baremes, type_, code, exercice)
    return _row(suivi, du, [], by_tiers(suivi, type_).get(code, []), exercice)


def _is_shown(ligne: Ligne, du: Du, type_: str, *, membre: bool) -> bool:
    """Tell a row that says something: each member has dues, not each has commissions."""
    valeurs = dict(zip((c.code for c in COLONNES), ligne.valeurs, strict=True))
    dit = bool(valeurs["appele"] or valeurs["arrieres"])
    if type_ == COTISATIONS:
        return membre or dit
    inconnue = du.manque == "base"
    # A flat one has no base that could be zero.
    forfait = du.bareme is not None and not du.bareme.base and bool(du.du)
    return dit or inconnue or forfait or bool(du.base.valeur)


def _row(
    suivi: Suivi,
    du: Du,
    appels: list[Fact],
    creances: list[CreanceSuivie],
    exercice: int,
) -> Ligne:
    dettes = debts(suivi, appels, creances, exercice)
    voulu = _source_of_due(suivi, du)
    connu = du.du is not None
    if connu:
        a_appeler = voulu.less(dettes["appele"]).less(dettes["avoirs_anterieurs"])
    else:
        a_appeler = Source()
    bareme, base = du.bareme, du.base
    dits: dict[str, Any] = {
        "bareme": bareme.code if bareme else "",
        "base": bareme.base if bareme else "",
        "base_valeur": base.valeur,
        "base_exercice": base.exercice,
        "base_preuve": base.preuve,
        "fixe": du.fixe,
        # Reckoned unrounded; shown to the cent, on every face.
        "variable": None if du.variable is None else round_euros(du.variable),
        "annuel": None if du.annuel is None else round_euros(du.annuel),
        "prorata": du.prorata,
        "droit_entree": du.droit_entree,
        "du": du.du,
        "manque": du.manque,
        **{nom: source.total() for nom, source in dettes.items()},
        "a_appeler": a_appeler.total() if connu else None,
    }
    fonds = {**dettes, "du": voulu, "a_appeler": a_appeler}
    return Ligne(
        (du.membre,),
        tuple(dits[c.code] for c in COLONNES),
        tuple(fonds.get(c.code, Source()) for c in COLONNES),
    )


def _source_of_due(suivi: Suivi, du: Du) -> Source:
    """Rest a due on the scale, and on what declares its base."""
    if du.bareme is None or du.du is None:
        return Source()
    fixe, variable = parts_of(du)
    base = du.base.entry or du.bareme.entry
    nom = suivi.registre.label(du.membre)
    return sources.of_directives(
        suivi.releve,
        [
            (du.bareme.entry, f"{nom} — barème « {du.bareme.code} »", fixe),
            (base, f"{nom} — {du.bareme.base}", variable),
        ],
    )


def _nobody(suivi: Suivi, appels: list[Fact], exercice: int) -> Ligne:
    """Set what was called from nobody known: what is due, nobody can say."""
    inconnu = Du("", fixe=None, variable=None, annuel=None, droit_entree=None, du=None)
    return _row(suivi, inconnu, appels, [], exercice)


def _total(table: Tableau) -> Tableau:
    """Add the rows of a table; what is not known is not added."""
    rangs = [table.rang(c.code) for c in _TOTAUX]
    ligne = Ligne(
        (),
        tuple(
            sum(
                (li.valeurs[r] for li in table.lignes if li.valeurs[r] is not None),
                ZERO,
            )
            for r in rangs
        ),
        tuple(table.source_of(r, ()) for r in rangs),
    )
    titre = f"{table.titre} : total"
    code = f"total.{table.code}"
    return Tableau(code, titre, (), _TOTAUX, (ligne,), "objet", groupe=table.groupe)
