"""Letters that a program read in another encoding than their own: « Ã© » is « é »."""

from __future__ import annotations

import re

#: How a program may have read the two or three bytes of a letter, one sign for each:
#: Windows, Macintosh, DOS.
_CODAGES = ("cp1252", "mac_roman", "cp850")
_AUTRES = "œŒŸŠšŽž’‘“”–—…€•™\u202f"


def _misread() -> dict[str, str]:
    """List what each letter becomes when its bytes are read as signs."""
    lues: dict[str, str] = {}
    for lettre in (*map(chr, range(0xA0, 0x100)), *_AUTRES):
        for codage in _CODAGES:
            vu = lettre.encode().decode(codage, "replace")
            if "\ufffd" not in vu:
                lues.setdefault(vu, lettre)
    return lues


_LUES = _misread()
_PREMIERS = "".join(sorted({vu[0] for vu in _LUES}))
#: « Ã », quoted alone, is a letter.
DOUBLE = re.compile(
    rf"(?=[{_PREMIERS}])(?<!«)(?<!«[ \u00a0\u202f])(?:{'|'.join(map(re.escape, _LUES))})"
    r"|\ufffd"
)


def restore(texte: str) -> str:
    """Give its letters back to a text read twice; what is lost stays so.

    >>> restore("RÃ©glÃ© à temps")
    'Réglé à temps'
    """
    return DOUBLE.sub(lambda trouve: _LUES.get(trouve[0], trouve[0]), texte)
