"""`plugin "ptce_ledger.plugins"`: animation, projets, membres and contrôle, in one pass.

Each can also be loaded alone (`plugin "ptce_ledger.plugins.projets"`); « strict » is
always apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.annotation import annotate

from . import animation
from . import controle
from . import membres
from . import projets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError

__plugins__ = ("ptce",)

VOLETS = (animation.VOLET, projets.VOLET, membres.VOLET, controle.VOLET)


def ptce(
    entries: list[Any], options: Mapping[str, Any], _config: str | None = None
) -> tuple[list[Any], list[PtceError]]:
    """Resolve and write back every axis, and check everything."""
    return annotate(entries, options, VOLETS, registre_aussi=True)
