"""What members sold to one another, by seller and buyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source

if TYPE_CHECKING:
    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.ensemble import Ensemble


def build(ensemble: Ensemble) -> Tableau:
    """Sum the turnover declared between two members, a pair a row."""
    paires: dict[tuple[str, str], list[Case]] = {}
    for case in ensemble.of(nature="ca", interne="membre"):
        paires.setdefault((case.cle.membre, case.cle.tiers), []).append(case)
    lignes = tuple(
        Ligne(paire, (cube.total(cases),), (Source.of(cases),))
        for paire, cases in sorted(paires.items())
    )
    cles = (
        Colonne("vendeur", "Vendeur", "code"),
        Colonne("acheteur", "Acheteur", "code"),
    )
    colonnes = (Colonne("montant", "Montant"),)
    return Tableau("echanges", "Échanges entre membres", cles, colonnes, lignes)
