"""How words compare and how French is set: folding, no-break spaces."""

from __future__ import annotations

import re
import unicodedata

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
