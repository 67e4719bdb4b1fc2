"""What has no périmètre, type or origin, with the place of each of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.axes import missing_axes
from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.faits.facts import Fact


def build(ensemble: Ensemble) -> Tableau:
    """Set an axis a row: the sum of what lacks it, and where that is written."""
    groupes: dict[str, list[Fact]] = {}
    for fact in ensemble.facts:
        for axe in missing_axes(fact.nature, fact.perimetre, fact.type, fact.origine):
            groupes.setdefault(axe, []).append(fact)
    cles = (Colonne("axe", "Axe", "code"),)
    colonnes = (Colonne("montant", "Montant"), Colonne("lignes", "Lignes", "liste"))
    lignes = tuple(_row(axe, groupes[axe]) for axe in lexique.AXES if axe in groupes)
    return Tableau("non_ventile", "Non ventilé", cles, colonnes, lignes)


def _row(axe: str, facts: list[Fact]) -> Ligne:
    cases = cube.gather(facts)
    lieux = sorted({(fact.fichier, fact.ligne) for fact in facts})
    places = tuple(f"{fichier}:{ligne}" for fichier, ligne in lieux)
    return Ligne((axe,), (cube.total(cases), places), (Source.of(cases), Source()))
