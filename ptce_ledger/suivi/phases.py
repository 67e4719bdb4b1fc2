"""What the pole lived on, phase after phase: all the exercices of the book together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots import lexique
from ptce_ledger.mots.ordre import ORDRES
from ptce_ledger.mots.ordre import sort_rows
from ptce_ledger.suivi.etat import Etat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.cube import Selection
    from ptce_ledger.suivi.suivi import Suivi

#: Net resources, what is given in kind, financing received.
_SELECTIONS: tuple[Selection, ...] = (
    (cube.RESSOURCES[0], {**cube.RESSOURCES[1], "interne": ["pole"]}),
    ({"nature": ["contribution"]}, {}),
    ({"nature": ["financement"], "sens": ["recu"]}, {}),
)
_CLES = ("type", "origine")


def build(suivi: Suivi, _exercice: int) -> Etat:
    """Set resources by type and origin, a phase a column; it is of no exercice."""
    registre = suivi.registre
    cases = [
        case
        for annee in suivi.dossier.exercices
        for selection in _SELECTIONS
        for case in cube.select(suivi.dossier.ensemble(annee).cases, selection)
    ]
    vues = {case.cle.phase for case in cases}
    phases = tuple(phase for phase in ORDRES["phase"] if phase in vues)
    return Etat(
        "phases",
        "Ressources par phase",
        registre.code,
        registre.libelle,
        {"phases": phases},
        (_table(cases, phases),),
        suivi.libelles,
    )


def _table(cases: Sequence[Case], phases: Sequence[str]) -> Tableau:
    rangees: dict[tuple[str, ...], list[Case]] = {}
    for case in cases:
        rangees.setdefault((case.cle.type, case.cle.origine), []).append(case)
    colonnes = [
        Colonne(
            f"montants.{phase}",
            lexique.PHASES[phase].libelle if phase else "Avant toute phase",
        )
        for phase in phases
    ]
    return Tableau(
        "lignes",
        "Ressources, par phase",
        (Colonne("type", "Type", "code"), Colonne("origine", "Origine", "code")),
        (*colonnes, Colonne("total", "Total")),
        tuple(_row(cle, rangees[cle], phases) for cle in sort_rows(_CLES, rangees)),
        groupe="phases",
    )


def _row(cle: tuple[str, ...], cases: Sequence[Case], phases: Sequence[str]) -> Ligne:
    fonds = [
        Source.of(case for case in cases if case.cle.phase == phase) for phase in phases
    ]
    fonds.append(Source.of(cases))
    return Ligne(cle, tuple(f.total() for f in fonds), tuple(fonds))
