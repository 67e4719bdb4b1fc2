"""The budget: what was voted, what is done on a day, where the year is heading."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.mots.libelles import label
from ptce_ledger.registre.declarations.budget import TYPES
from ptce_ledger.registre.declarations.budget import is_line
from ptce_ledger.registre.pole import UN_JOUR
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.etat import Etat
from ptce_ledger.suivi.postes import EN_UNE_FOIS
from ptce_ledger.suivi.postes import ORDRE_ORIGINES
from ptce_ledger.suivi.postes import ORDRE_TYPES
from ptce_ledger.suivi.postes import LigneDeBudget
from ptce_ledger.suivi.postes import fill
from ptce_ledger.suivi.postes import montant_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.suivi.postes import CleDeBudget
    from ptce_ledger.suivi.suivi import Suivi

_COLONNES = (
    Colonne("vote", "Voté", chemin="vote"),
    Colonne("revise", "Révisé", chemin="revise"),
    Colonne("realise", "Réalisé", chemin="realise"),
    Colonne("ecart", "Écart"),
    Colonne("part", "Part", "ratio"),
    Colonne("atterrissage", "Atterrissage", chemin="atterrissage"),
)


def build(suivi: Suivi, exercice: int, au: datetime.date | None = None) -> Etat:
    """Set the budget of an exercice beside what is done by a day."""
    registre = suivi.registre
    debut, fin = registre.bornes(exercice)
    veille = debut - UN_JOUR
    jour = max(min(au or suivi.dernier or veille, fin), veille)
    postes = fill(suivi, exercice, jour)
    lignes = [_row(suivi, poste, jour, exercice) for poste in postes]
    table = Tableau(
        "lignes",
        "Budget",
        (
            Colonne("perimetre", "Périmètre", "code"),
            Colonne("ligne", "Ligne", "code"),
            Colonne("origine", "Origine", "code"),
        ),
        _COLONNES,
        tuple(lignes),
        groupe="budget",
        cles_avant=1,
    )
    return Etat(
        "budget",
        "Budget",
        registre.code,
        registre.libelle,
        {"exercice": exercice, "au": jour},
        (table, _totals(table)),
        suivi.libelles,
        montrees={
            "lignes": ("revise", "realise", "atterrissage"),
            "total": ("prevu_resultat", "realise_resultat", "atterrissage_resultat"),
        },
    )


def absent(suivi: Suivi, exercice: int, cles: tuple[str, ...]) -> Ligne | None:
    """Give a line of which nothing was voted nor done; None of what is no line."""
    perimetre, ligne, origine = (*cles, "", "", "")[:3]
    connu = perimetre in ("cellule", *suivi.registre.projets) and is_line(ligne)
    # A charge has no origine.
    origines = ORDRE_ORIGINES if ligne in TYPES else ("",)
    if not connu or origine not in origines:
        return None
    au = suivi.registre.bornes(exercice)[1]
    return _row(suivi, LigneDeBudget((perimetre, ligne, origine)), au, exercice)


def _row(suivi: Suivi, poste: LigneDeBudget, au: datetime.date, exercice: int) -> Ligne:
    voted = poste.votes[0] if poste.votes else None
    revu = poste.revised(au)
    vote, revise = _said(suivi, voted, "Voté"), _said(suivi, revu, "Révisé")
    realise = sources.of_facts(poste.facts)
    prevu, fait = revise.total(), realise.total()
    fin_estimee = _landing(suivi, poste, au, exercice, prevu, fait)
    suite = _rest(suivi, revu, fin_estimee - fait)
    return Ligne(
        poste.cle,
        (
            vote.total() if voted else None,
            prevu if revu else None,
            fait,
            fait - prevu,
            ratio(fait, prevu),
            fin_estimee,
        ),
        (
            vote,
            revise,
            realise,
            realise.less(revise),
            realise.over(revise),
            realise.plus(suite),
        ),
        titre=_title(suivi, poste.cle),
    )


def _title(suivi: Suivi, cle: CleDeBudget) -> str:
    """Name a line: a type of no origine is of all those that have no line."""
    noms = ("perimetre", "ligne", "origine")
    dits = zip(noms, cle if cle[2] else cle[:2], strict=False)
    return " · ".join(label(nom, code, suivi.libelles) for nom, code in dits)


def _said(suivi: Suivi, lu: Lu | None, mot: str) -> Source:
    if lu is None:
        return Source()
    return sources.of_directives(suivi.releve, [(lu.entry, mot, montant_of(lu))])


def _rest(suivi: Suivi, lu: Lu | None, montant: Decimal) -> Source:
    """Rest what is still to come on the vote that foresees it."""
    if lu is None or not montant:
        return Source()
    return sources.of_directives(suivi.releve, [(lu.entry, "À venir", montant)])


def _landing(
    suivi: Suivi,
    poste: LigneDeBudget,
    au: datetime.date,
    exercice: int,
    prevu: Decimal,
    fait: Decimal,
) -> Decimal:
    """Say where a line is heading, from what is done and from how it is spent."""
    debut, fin = suivi.registre.bornes(exercice)
    if au == fin:
        return fait
    if poste.rythme(au) == EN_UNE_FOIS:
        return prevu if abs(prevu) > abs(fait) else fait
    jours = (fin - debut).days + 1
    reste = round_euros(prevu * (fin - au).days / jours)
    if poste.charge:
        return fait + reste
    return fait + max(ZERO, min(prevu - fait, reste))


def _totals(table: Tableau) -> Tableau:
    """Set what each périmètre foresees, has done, and is heading to."""
    groupes: dict[str, list[Ligne]] = {}
    for ligne in table.lignes:
        groupes.setdefault(ligne.cles[0], []).append(ligne)
    mesures = {"prevu": "revise", "realise": "realise", "atterrissage": "atterrissage"}
    colonnes = (
        Colonne("prevu_ressources", "Ressources prévues"),
        Colonne("prevu_charges", "Charges prévues"),
        Colonne("realise_ressources", "Ressources réalisées"),
        Colonne("realise_charges", "Charges réalisées"),
        Colonne("atterrissage_ressources", "Ressources à l’atterrissage"),
        Colonne("atterrissage_charges", "Charges à l’atterrissage"),
        Colonne("prevu_resultat", "Résultat prévu"),
        Colonne("realise_resultat", "Résultat réalisé"),
        Colonne("atterrissage_resultat", "Résultat à l’atterrissage"),
    )
    lignes = []
    for perimetre, siennes in groupes.items():
        fondes: dict[str, Source] = {}
        for nom, colonne in mesures.items():
            rang = table.rang(colonne)
            fondes[f"{nom}_ressources"] = _sum(siennes, rang, _is_resource)
            fondes[f"{nom}_charges"] = _sum(siennes, rang, _is_charge)
            fondes[f"{nom}_resultat"] = fondes[f"{nom}_ressources"].less(
                fondes[f"{nom}_charges"]
            )
        ordonnes = tuple(fondes[colonne.code] for colonne in colonnes)
        totaux = tuple(source.total() for source in ordonnes)
        lignes.append(Ligne((perimetre,), totaux, ordonnes))
    titre = "Budget : totaux par périmètre"
    return Tableau("total", titre, table.cles[:1], colonnes, tuple(lignes))


def _is_resource(ligne: str) -> bool:
    """Tell a produit: financings and contributions stay in their rows."""
    return ligne == "" or (ligne in TYPES and TYPES[ligne].nature == "produit")


def _is_charge(ligne: str) -> bool:
    return ligne not in ORDRE_TYPES


def _sum(lignes: Iterable[Ligne], rang: int, garde: Any) -> Source:
    source = Source()
    for ligne in lignes:
        if garde(ligne.cles[1]):
            source = source.plus(ligne.source(rang))
    return source
