"""From bytes to text: UTF-8 alone, with or without its mark; others are named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.fichiers import EncodageInvalide
from ptce_ledger.erreurs.texte import FinDeLigneInvalide
from ptce_ledger.lecture.saisie.ligne import SAUT
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from ptce_ledger.erreurs.base import PtceError

_MARQUES = (b"\xff\xfe", b"\xfe\xff")
_CR = re.compile(r"\r(?!\n)")
_ACCENTS = re.compile(rb"[\xc3\xc5][\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")
#: Bytes that only Windows uses: curly quotes, the euro, « œ ».
_WINDOWS = re.compile(rb"[\x80-\x9f]")


def read_text(fichier: str, octets: bytes) -> tuple[str, list[PtceError]]:
    """Decode a file, its line ends made one, and ended by one; "" when it has no text."""
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        debut = 0 if _is_utf16(octets) else erreur.start
        ligne = octets.count(SAUT.encode(), 0, debut) + 1
        lieu = {"filename": fichier, "lineno": ligne}
        return "", [EncodageInvalide.at(lieu, encodage=_name(octets))]
    if _is_utf16(octets):
        lieu = {"filename": fichier, "lineno": 1}
        return "", [EncodageInvalide.at(lieu, encodage=_name(octets))]
    texte = texte.replace("\r\n", "\n")
    seul = _CR.search(texte) if "\r" in texte else None
    if seul:
        ligne = texte.count(SAUT, 0, seul.start()) + 1
        return "", [FinDeLigneInvalide.at({"filename": fichier, "lineno": ligne})]
    return texte if texte.endswith("\n") else f"{texte}\n", []


def _is_utf16(octets: bytes) -> bool:
    """Tell whether one byte in three at least is null, or the mark is there."""
    debut = octets[:1000]
    return debut.startswith(_MARQUES) or debut.count(0) * 3 > len(debut) > 0


def _name(octets: bytes) -> object:
    if _is_utf16(octets):
        return later("UTF-16 (« Unicode » d’Excel ou du Bloc-notes)")
    if _ACCENTS.search(octets):
        return later("un mélange d’UTF-8 et de Windows-1252")
    if _WINDOWS.search(octets):
        return "Windows-1252 (ANSI)"
    return "Latin-1 (ISO-8859-1)"
