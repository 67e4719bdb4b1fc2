"""The functions of the cell, each with its own account, inside level 1.

A watch, a service to members may pay for itself while the rest of the cell does not. Its
lines are the cell's; what no function bears is a row too, so that all rows re-add.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.bases import Base
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.euros import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.ensemble import Ensemble

_COLONNES = (
    Colonne("ressources", "Ressources"),
    Colonne("hors_ressources", "Hors ressources"),
    Colonne("charges", "Charges"),
    Colonne("contributions", "En nature"),
    Colonne("resultat", "Résultat"),
    Colonne("couverture", "Couverture", "ratio"),
)


def build(ensemble: Ensemble) -> Tableau:
    """Set a function a row, then the rest of the cell; nothing where there is none."""
    cellule = ensemble.of(perimetre="cellule")
    connues = ensemble.registre.fonctions
    vues = sorted({case.cle.projet for case in cellule} & set(connues))
    # A copy holds the cell whole.
    montrees = [] if ensemble.registre.copie_pour else vues
    lignes = [
        _row(code, cube.select(cellule, ({"projet": [code]}, {})))
        for code in (*montrees, *([""] if montrees else []))
    ]
    return Tableau(
        "fonctions",
        "Fonctions de la cellule",
        (Colonne("fonction", "Fonction", "code"),),
        _COLONNES,
        tuple(lignes),
    )


def _row(code: str, cases: Sequence[Case]) -> Ligne:
    base = Base(cases)
    autres = Source.of(cube.select(cases, ({"type": ["hors-ressources"]}, {})))
    resultat = base.r.plus(autres).less(base.charges)
    sommes = (base.r, autres, base.charges, base.cvn, resultat)
    couverture = ratio(base.rp.total(), base.charges.total())
    return Ligne(
        (code,),
        (*(somme.total() for somme in sommes), couverture),
        (*sommes, base.rp.over(base.charges)),
    )
