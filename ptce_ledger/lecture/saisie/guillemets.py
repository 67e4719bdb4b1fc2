"""Mend what stands around the words of a line: quotes, spaces, invisible signs, NFC.

What is between straight quotes is someone's text, and a comment is nobody's business:
both stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

#: Opening sign → those that may close it. Word sometimes writes the same twice.
_FERMANTS = {"“": "”“", "”": "”", "„": "“”", "«": "»"}
_COURBES = "“”„«»"
_INVISIBLES = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ESPACE = "[\u00a0\u202f\u2002-\u200a\u3000]"
_ESPACES = re.compile(rf"(?<!\d){_ESPACE}|{_ESPACE}(?!\d)")
_BORD = " \u00a0\u202f"


class Morceau(NamedTuple):
    """A piece of a line: outside of texts (« code »), a text, or the comment."""

    genre: str
    texte: str


def cut(ligne: str, *, dedans: bool = False) -> tuple[list[Morceau], bool]:
    """Cut a line at its straight quotes; tell whether it ends inside a text.

    >>> [m.genre for m in cut('  piece: "a;b" ; note')[0]]
    ['code', 'texte', 'code', 'commentaire']
    """
    morceaux: list[Morceau] = []
    debut = i = 0
    while i < len(ligne):
        signe = ligne[i]
        if dedans and signe == "\\":
            i += 1
        elif signe == '"':
            fin = i + 1 if dedans else i
            morceaux.append(Morceau("texte" if dedans else "code", ligne[debut:fin]))
            debut, dedans = fin, not dedans
        elif not dedans and signe == ";":
            morceaux.append(Morceau("code", ligne[debut:i]))
            morceaux.append(Morceau("commentaire", ligne[i:]))
            return [m for m in morceaux if m.texte], False
        elif not dedans and signe in _COURBES and (fin := _close(ligne, i)):
            # A « ; » between curly quotes starts no comment.
            i = fin
        i += 1
    morceaux.append(Morceau("texte" if dedans else "code", ligne[debut:]))
    return [m for m in morceaux if m.texte], dedans


def _close(ligne: str, debut: int) -> int:
    """Find the end of a text between curly quotes, or 0 when it is not sure.

    It is when no other quote is inside, and nothing is glued to either end: before it
    is a space, a key or another text.
    """
    fermants = _FERMANTS.get(ligne[debut])
    avant = ligne[debut - 1 : debut] if debut else ""
    if fermants is None or not (avant in ("", ":", '"') or avant.isspace()):
        return 0
    for i in range(debut + 1, len(ligne)):
        if ligne[i] in fermants:
            return (
                i if ligne[i + 1 : i + 2] in ("", " ", "\t", "\r", ";", "“", "«") else 0
            )
        if ligne[i] in _COURBES or ligne[i] in '"\\':
            return 0
    return 0


def straighten(code: str) -> str:
    """Make straight the curly quotes that surely delimit a text.

    >>> straighten("2025-01-31 * “Région” « Solde »")
    '2025-01-31 * "Région" "Solde"'
    """
    propre, i = "", 0
    while i < len(code):
        fin = _close(code, i) if code[i] in _COURBES else 0
        if fin:
            texte = code[i + 1 : fin]
            propre += f'"{texte.strip(_BORD) if code[i] == "«" else texte}"'
            i = fin
        else:
            propre += code[i]
        i += 1
    return propre


def compose(code: str) -> str:
    r"""Take out what does not show, and join letters with their accents (NFC).

    >>> compose("Cafe\u0301\u200b") == "Café"
    True
    """
    return unicodedata.normalize("NFC", code.translate(_INVISIBLES))


def space(code: str) -> str:
    """Make no-break spaces plain; between digits they are for the amount to tell."""
    return _ESPACES.sub(" ", code)
