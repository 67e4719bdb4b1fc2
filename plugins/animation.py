"""The cellule d'animation: writes `perimetre: "cellule"` on what is the cell's.

So it does for what the body that keeps the books does for itself (« hors-pole »).

Avant, sous un pôle dont le « perimetre-defaut » est "cellule" :

    2025-11-15 * "Imprimeur" "Plaquette du pôle"
      Expenses:62-Services   350.00 EUR
      Assets:512-Banque

Après :

    2025-11-15 * "Imprimeur" "Plaquette du pôle"
      Expenses:62-Services   350.00 EUR
        perimetre: "cellule"
      Assets:512-Banque
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.annotation import Volet
from ptce_ledger.faits.annotation import annotate
from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.axes import Axes

__plugins__ = ("animation",)


def _notes(axes: Axes) -> dict[str, str]:
    ecrits = lexique.PERIMETRES_TYPES
    return {"perimetre": axes.perimetre} if axes.perimetre in ecrits else {}


VOLET = Volet(notes=_notes)


def animation(
    entries: list[Any], options: Mapping[str, Any], _config: str | None = None
) -> tuple[list[Any], list[PtceError]]:
    """Mark what belongs to the cell."""
    return annotate(entries, options, (VOLET,))
