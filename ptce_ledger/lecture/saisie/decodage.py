"""Read the bytes of a ledger as text, when there is only one way to; name what they are."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ptce_ledger.mots.dits import later

#: What Windows, in French, writes beyond ASCII: letters, quotes, dashes, the euro.
_FRANCAIS = frozenset("àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ’‘“”«»–—…€°²³ºª§·\u00a0")
_MARQUES = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: UTF-8 among other bytes: accents, quotes, the euro.
_ACCENTS = re.compile(rb"[\xc3\xc5][\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")
#: Bytes that only Windows uses: curly quotes, the euro, « œ ».
_WINDOWS = re.compile(rb"[\x80-\x9f]")


class Decodage(NamedTuple):
    """A text, and how it was found: « UTF-8 », « UTF-8 avec BOM », « Windows »…"""

    texte: str
    encodage: str


def decode(contenu: bytes) -> Decodage | None:
    """Decode a file: UTF-8, else the one encoding that makes it French; else None.

    >>> decode("Région".encode("cp1252"))
    Decodage(texte='Région', encodage='Windows-1252')
    >>> decode(bytes([0xE9, 0x81])) is None
    True
    """
    for marque, codage in _MARQUES.items():
        if contenu.startswith(marque):
            return _try(contenu, codage, "UTF-16")
    if contenu.startswith(codecs.BOM_UTF8):
        return _try(contenu, "utf-8-sig", "UTF-8 avec BOM")
    lu = _try(contenu, "utf-8", "UTF-8")
    if lu is not None or b"\0" in contenu:
        return lu
    # Of Latin-1 and Windows-1252, the second reads all that French writes in the first.
    windows = _try(contenu, "cp1252", "Windows-1252")
    if windows is None or not _is_french(windows.texte):
        return None
    return windows


def _try(contenu: bytes, codage: str, nom: str) -> Decodage | None:
    try:
        texte = contenu.decode(codage)
    except UnicodeDecodeError:
        return None
    return None if "\0" in texte else Decodage(texte, nom)


def _is_french(texte: str) -> bool:
    """Tell whether every sign beyond ASCII is one of French."""
    return all(ord(c) < 128 or c in _FRANCAIS for c in texte)


def is_utf16(contenu: bytes) -> bool:
    """Tell whether one byte in three at least is null, or the mark is there."""
    debut = contenu[:1000]
    return debut.startswith(tuple(_MARQUES)) or debut.count(0) * 3 > len(debut) > 0


def name_encoding(contenu: bytes) -> object:
    """Name what a file that is not in UTF-8 seems to be in, as editors do."""
    if is_utf16(contenu):
        return later("UTF-16 (« Unicode » d’Excel ou du Bloc-notes)")
    if _ACCENTS.search(contenu):
        return later("un mélange d’UTF-8 et de Windows-1252")
    if _WINDOWS.search(contenu):
        return "Windows-1252 (ANSI)"
    return "Latin-1 (ISO-8859-1)"
