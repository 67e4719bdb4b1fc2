"""From bytes to text: UTF-8 alone, with or without its mark; others are named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.fichiers import EncodageInvalide
from ptce_ledger.erreurs.texte import FinDeLigneInvalide
from ptce_ledger.lecture.saisie.decodage import is_utf16
from ptce_ledger.lecture.saisie.decodage import name_encoding
from ptce_ledger.lecture.saisie.ligne import SAUT

if TYPE_CHECKING:
    from ptce_ledger.erreurs.base import PtceError

_CR = re.compile(r"\r(?!\n)")


def read_text(fichier: str, octets: bytes) -> tuple[str, list[PtceError]]:
    """Decode a file, its line ends made one, and ended by one; "" when it has no text."""
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        debut = 0 if is_utf16(octets) else erreur.start
        ligne = octets.count(SAUT.encode(), 0, debut) + 1
        lieu = {"filename": fichier, "lineno": ligne}
        return "", [EncodageInvalide.at(lieu, encodage=name_encoding(octets))]
    if is_utf16(octets):
        lieu = {"filename": fichier, "lineno": 1}
        return "", [EncodageInvalide.at(lieu, encodage=name_encoding(octets))]
    texte = texte.replace("\r\n", "\n")
    seul = _CR.search(texte) if "\r" in texte else None
    if seul:
        ligne = texte.count(SAUT, 0, seul.start()) + 1
        return "", [FinDeLigneInvalide.at({"filename": fichier, "lineno": ligne})]
    return texte if texte.endswith("\n") else f"{texte}\n", []
