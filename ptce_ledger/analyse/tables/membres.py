"""Each member's attributable turnover, its whole turnover and the share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.euros import ratio

if TYPE_CHECKING:
    from ptce_ledger.analyse.ensemble import Ensemble


def build(ensemble: Ensemble) -> Tableau:
    """List the members of the exercice; what one did not declare is None."""
    lignes = []
    for code in ensemble.membres():
        imputable = ensemble.ca_imputable(code)
        montant = cube.total(imputable.cases) if imputable else None
        total, entier = ensemble.ca_entier(code)
        part = None
        if montant is not None and total is not None:
            part = ratio(montant, total)
        sur = imputable.over(entier) if part is not None else Source()
        lignes.append(Ligne((code,), (montant, total, part), (imputable, entier, sur)))
    colonnes = (
        Colonne("ca_imputable", "Imputable", "euros", "ca-imputable"),
        Colonne("ca_total", "Chiffre d’affaires"),
        Colonne("part", "Part", "ratio"),
    )
    cles = (Colonne("membre", "Membre", "code"),)
    titre = "Chiffre d’affaires des membres imputable au pôle"
    return Tableau("membres", titre, cles, colonnes, tuple(lignes))
