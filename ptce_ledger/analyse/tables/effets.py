"""What the pole and its projects have set in motion, beside the euros of level 3.

Visitors, tonnes, MWh: what bears one name and one unit adds up, and nothing else does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import set_in_motion
from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.registre.lecteur import Lu

_FORCES = tuple(lexique.PREUVES)


def build(ensemble: Ensemble) -> Tableau:
    """Set what is counted, a périmètre, a name and a unit a row."""
    groupes: dict[tuple[str, str, str], list[Lu]] = {}
    for lu in ensemble.registre.declared("ptce-indicateur", ensemble.exercice):
        cle = lu.valeurs["périmètre"], lu.valeurs["libellé"], lu.cles.get("unite", "")
        groupes.setdefault(cle, []).append(lu)
    ordre = sorted(groupes, key=lambda cle: (cle[0] != "cellule", cle))
    return Tableau(
        "effets",
        "Ce que le pôle a mis en mouvement",
        (
            Colonne("perimetre", "Périmètre", "code"),
            Colonne("libelle", "Effet", "code"),
            Colonne("unite", "Unité", "precision"),
        ),
        (
            Colonne("nombre", "Nombre", "nombre"),
            Colonne("preuve", "Preuve", "mot", compare=False),
        ),
        tuple(_row(ensemble, cle, groupes[cle]) for cle in ordre),
    )


def _row(ensemble: Ensemble, cle: tuple[str, ...], lus: list[Lu]) -> Ligne:
    facts = [*set_in_motion(ensemble.releve, lus)]
    source = Source.of(cube.gather(facts), mesure="quantite")
    faible = min((fact.preuve for fact in facts), key=_FORCES.index)
    return Ligne(cle, (source.total(), faible), (source, Source()))
