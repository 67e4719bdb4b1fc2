"""How words compare and how French is set: folding, close names, no-break spaces."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_EFFACES = re.compile(r"[\s'’ʼ´`]+")
_AVANT = re.compile(r" (?=[»;:?!%€])")
_APRES = re.compile(r"(?<=«) ")
#: C0, DEL, C1, zero-width and bidirectional controls, invisible tags: never sent to a
#: terminal or a page as they are.
COMMANDES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def fold(texte: str) -> str:
    """Fold case, accents, ligatures, apostrophes and spaces.

    >>> fold("Brasserie de l’Orne") == fold("BRASSERIE DE L'ORNE")
    True
    """
    plat = unicodedata.normalize("NFKD", texte.replace("œ", "oe").replace("Œ", "OE"))
    sans_accent = "".join(c for c in plat if not unicodedata.combining(c))
    return _EFFACES.sub("", sans_accent).casefold()


def nearest(mot: str, connus: Iterable[str], seuil: float = 0.7) -> str:
    """Find the known word closest to a mistyped one, or "" when none is close."""
    plies = {fold(connu): connu for connu in connus}
    proches = difflib.get_close_matches(fold(mot), plies, n=1, cutoff=seuil)
    return plies[proches[0]] if proches else ""


def typeset(texte: str) -> str:
    """Put no-break spaces where French typography wants them.

    >>> typeset("« a » : 1 €").count(chr(0xA0))
    4
    """
    return _APRES.sub("\u00a0", _AVANT.sub("\u00a0", texte))


def disarm(texte: str) -> str:
    """Make control and direction characters visible and harmless."""
    if texte.isascii() and texte.isprintable():
        return texte
    return COMMANDES.sub(lambda m: f"\\x{ord(m[0]):02x}", texte)
