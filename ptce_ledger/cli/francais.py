"""Make click speak French: its own sentences come from the catalogue beside."""

from __future__ import annotations

import gettext
from pathlib import Path

_DOMAINE = "click"


# At import: whoever imports a command finds click speaking French already.
gettext.bindtextdomain(_DOMAINE, str(Path(__file__).parent / "locale"))
gettext.textdomain(_DOMAINE)
