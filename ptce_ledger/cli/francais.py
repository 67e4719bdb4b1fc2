"""Make click speak French: its own sentences come from the catalogue beside."""

from __future__ import annotations

import gettext
from pathlib import Path

_DOMAINE = "click"


def install() -> None:
    """Point gettext, which click asks for every sentence, to our catalogue."""
    gettext.bindtextdomain(_DOMAINE, str(Path(__file__).parent / "locale"))
    gettext.textdomain(_DOMAINE)
