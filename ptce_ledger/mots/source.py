"""Read the text of a ledger again: its lines, and where a key was typed in them.

Only an error that is being built or printed needs it: what Beancount gives of a key is
its value, not its line. A file is read once, as long as it does not change.
"""

from __future__ import annotations

import functools
import os
import re
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

#: What may stand between an entry, or a posting, and one of its keys.
_SUITE = re.compile(r"\s+(?:[a-z][\w-]*:|[;#^])")
_TEXTE = re.compile(r'"(?:[^"\\]|\\.)*+("?)')
#: Each of many keys may be looked for under its entry.
_PORTEE = 500
#: What holds digits that are no number: accounts, tags and links, dates.
_SANS_NOMBRE = re.compile(
    r"(?<![\w-])[^\W\d_][\w-]*+(?::[\w-]++)++|(?<![\w])[#^][\w/.-]+"
    r"|(?<![\d.:/-])(?<!\d,)\d{4,}[-/]\d+[-/]\d+(?![\d.,/-])"
)


def read_lines(fichier: str) -> tuple[str, ...]:
    """Give the lines of a file as Beancount counts them; none when it has no text."""
    try:
        etat = os.stat(fichier)
        return _read(fichier, etat.st_mtime_ns, etat.st_size)
    except OSError:
        return ()


@functools.lru_cache(maxsize=32)
def _read(fichier: str, _date: int, _taille: int) -> tuple[str, ...]:
    with open(fichier, encoding="utf-8-sig", errors="replace", newline="\n") as flux:
        return tuple(ligne.rstrip("\r\n") for ligne in flux)


def read_line(lieu: Mapping[str, Any]) -> str:
    """Give the line of a place, or "" when there is none."""
    lignes = read_lines(str(lieu.get("filename") or ""))
    numero = lieu.get("lineno")
    connu = isinstance(numero, int) and 0 < numero <= len(lignes)
    return lignes[numero - 1] if connu and isinstance(numero, int) else ""


def place_of_key(lieu: Mapping[str, Any] | None, cle: str) -> Mapping[str, Any]:
    """Narrow the place of an entry, an `open` or a posting to one of its keys.

    A key that nobody typed there (pushed, or written by another plugin) leaves the
    place as it is.
    """
    for numero, ligne in _below(lieu):
        if not _SUITE.match(ligne):
            break
        if ligne.lstrip().startswith(f"{cle}:"):
            return _at(lieu, numero)
    return lieu or {}


def place_of_second(lieu: Mapping[str, Any], cle: str) -> Mapping[str, Any]:
    """Narrow the place of an entry to where it, or a posting, has a key again."""
    trouvees = 0
    for numero, ligne in _below(lieu):
        if ligne[:1] not in (" ", "\t"):
            break
        if not _SUITE.match(ligne):
            trouvees = 0
        elif ligne.lstrip().startswith(f"{cle}:"):
            trouvees += 1
            if trouvees == 2:
                return _at(lieu, numero)
    return lieu


def _below(lieu: Mapping[str, Any] | None) -> Iterator[tuple[int, str]]:
    """Yield the lines under a place, with their numbers: as far as keys may be."""
    numero = (lieu or {}).get("lineno")
    if lieu is not None and isinstance(numero, int):
        lignes = read_lines(str(lieu.get("filename") or ""))
        fin = min(numero + _PORTEE, len(lignes))
        for suivant in range(numero + 1, fin + 1):
            yield suivant, lignes[suivant - 1]


def _at(lieu: Mapping[str, Any] | None, numero: int) -> Mapping[str, Any]:
    return {**(lieu or {}), "lineno": numero}


def typed_value(lieu: Mapping[str, Any], cle: str) -> str:
    """Give what was typed after a key on its own line, or "" when it is elsewhere."""
    nom, deux_points, valeur = read_line(lieu).partition(":")
    return strip_comment(valeur) if deux_points and nom.strip() == cle else ""


def strip_comment(ligne: str) -> str:
    """Take the comment off a line, and the spaces around.

    >>> strip_comment('projet: "a;b" ; un commentaire')
    'projet: "a;b"'
    """
    return ligne[: len(mask(ligne).partition(";")[0])].strip()


def mask(ligne: str) -> str:
    """Hide what is between straight quotes, each sign in its place.

    >>> mask('* "un;deux" ; trois')
    '* "_______" ; trois'
    """
    return _TEXTE.sub(_hide, ligne)


def _hide(trouve: re.Match[str]) -> str:
    # What a quote left open takes is as it was, and is looked at once.
    return f'"{"_" * (len(trouve[0]) - 2)}"' if trouve[1] else trouve[0]


def hide_words(ligne: str) -> str:
    """Hide what has digits and is no number, the texts of a line being hidden.

    >>> hide_words("2025-01-31 balance Assets:512-Banque  12.50 EUR")
    '__________ balance _________________  12.50 EUR'
    """
    return _SANS_NOMBRE.sub(lambda m: "_" * len(m[0]), ligne)
