"""What each agreement granted, what was booked under it so far, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import agreement

if TYPE_CHECKING:
    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.registre.convention import Convention


def build(ensemble: Ensemble) -> Tableau:
    """Set an agreement a row, with all that bears it up to the end of the exercice."""
    fin = ensemble.registre.bornes(ensemble.exercice)[1]
    par_code: dict[str, list[Fact]] = {}
    for fact in ensemble.so_far():
        dans_le_pole = fact.perimetre != "hors-pole"
        if fact.convention and dans_le_pole and fact.date <= fin:
            par_code.setdefault(fact.convention, []).append(fact)
    lignes = tuple(
        _row(ensemble, convention, par_code.get(code, []))
        for code, convention in sorted(ensemble.registre.conventions.items())
    )
    colonnes = (
        Colonne("financeur", "Financeur", "code"),
        Colonne("destination", "Pour", "code"),
        Colonne("objet", "Objet", "texte"),
        Colonne("accorde", "Accordé"),
        Colonne("annee", "Ressources de l’exercice"),
        Colonne("recu", "Ressources cumulées"),
        Colonne("reste", "Reste à constater"),
        Colonne("depense", "Charges cumulées"),
        Colonne("a_depenser", "Reste à dépenser"),
    )
    cles = (Colonne("convention", "Convention", "texte"),)
    titre = "Suivi des conventions, fonds dédiés compris"
    return Tableau("conventions", titre, cles, colonnes, lignes)


def _row(ensemble: Ensemble, convention: Convention, facts: list[Fact]) -> Ligne:
    accorde = Source.of(cube.gather([agreement(ensemble.releve, convention)]))
    recu = Source.of(cube.select(cube.build(facts), cube.RESSOURCES))
    de_l_annee = [fact for fact in facts if fact.exercice == ensemble.exercice]
    annee = Source.of(cube.select(cube.build(de_l_annee), cube.RESSOURCES))
    depense = Source.of(cube.select(cube.build(facts), ({"nature": ["charge"]}, {})))
    # Where no charge bears the agreement, what is left to spend is not known.
    connu = bool(depense)
    sources = (
        accorde,
        annee,
        recu,
        accorde.less(recu),
        depense,
        accorde.less(depense) if connu else Source(),
    )
    montants = [source.total() for source in sources]
    valeurs = (
        convention.financeur,
        convention.projet or "cellule",
        convention.objet or "—",
        *montants[:4],
        *(montants[4:] if connu else (None, None)),
    )
    return Ligne((convention.code,), valeurs, (Source(), Source(), Source(), *sources))
