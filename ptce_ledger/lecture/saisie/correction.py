"""Mend the text of one file: what is certain is written again, what is not is told.

Running it over its own result changes nothing. A text left open stops it: from there
on, nobody knows what is a text and what is not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ptce_ledger.lecture.saisie.decodage import decode
from ptce_ledger.lecture.saisie.guillemets import cut
from ptce_ledger.lecture.saisie.guillemets import explain_quotes
from ptce_ledger.lecture.saisie.habitudes import CERTAINES
from ptce_ledger.lecture.saisie.habitudes import explain_quantity
from ptce_ledger.lecture.saisie.ligne import LigneTypee

_DATEE = re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?\s")
#: A line that Beancount reads: of an entry, below one, or a word of its own.
_LIGNE = re.compile(r"[\d\s\u200b\ufeff]|option|include|plugin|push|pop")
#: Beyond it, a line is no line that someone typed.
_LARGEUR = 5_000
_BLANCS = " \t\u00a0\u202f"


class Doute(NamedTuple):
    """What is left for a person to decide: the line, and why."""

    ligne: int
    raison: str


class Correction(NamedTuple):
    """A file before and after, and what is left in doubt."""

    avant: str
    apres: str
    #: How it was encoded, « UTF-8 » when it is as it should be.
    encodage: str
    doutes: tuple[Doute, ...]


def correct_bytes(contenu: bytes) -> Correction:
    """Mend the content of a file."""
    lu = decode(contenu)
    if lu is None:
        raison = "l’encodage du fichier n’est pas sûr : enregistrez-le en UTF-8"
        return Correction("", "", "UTF-8", (Doute(0, raison),))
    apres, doutes = correct_text(lu.texte)
    return Correction(lu.texte, apres, lu.encodage, doutes)


def correct_text(texte: str) -> tuple[str, tuple[Doute, ...]]:
    """Mend a text; give it with what is left in doubt."""
    fin, lignes = _lines(texte)
    propres: list[str] = []
    doutes: list[Doute] = []
    arret = _find_open(lignes)
    dedans = False
    for numero, ligne in enumerate(lignes, 1):
        if arret and numero >= arret:
            propres.append(ligne)
            continue
        ouvert = dedans
        _, dedans = cut(ligne, dedans=dedans)
        propre, doute = ligne, ""
        if not ouvert and len(ligne) < _LARGEUR and _LIGNE.match(ligne):
            propre, doute = _mend(ligne, dedans=dedans)
        propres.append(propre)
        if doute:
            doutes.append(Doute(numero, doute))
    if arret:
        raison = "un guillemet n’est pas fermé : rien n’est corrigé à partir d’ici"
        doutes.append(Doute(arret, raison))
    return fin.join(propres), tuple(doutes)


def _lines(texte: str) -> tuple[str, list[str]]:
    """Cut a text into lines, and choose their end: Windows' own when it is everywhere."""
    seules = texte.replace("\r\n", "")
    windows = len(seules) < len(texte) and "\r" not in seules and "\n" not in seules
    unis = texte.replace("\r\n", "\n").replace("\r", "\n")
    return "\r\n" if windows else "\n", unis.split("\n")


def _find_open(lignes: list[str]) -> int:
    """Find the line where a text is opened and never closed, or 0.

    A text that would hold the start of an entry is one whose quote was forgotten.
    """
    dedans, debut = False, 0
    for numero, ligne in enumerate(lignes, 1):
        if dedans and _DATEE.match(ligne):
            return debut
        ouvert = dedans
        _, dedans = cut(ligne, dedans=dedans)
        if (dedans and not ouvert) or (dedans and '"' in ligne):
            debut = numero
    return debut if dedans else 0


def _mend(ligne: str, *, dedans: bool) -> tuple[str, str]:
    """Mend a line, and say what only its author can decide: that stays as it is.

    Where its texts begin and end must be known. One that it opens stays as it is, and so
    does the amount before it.
    """
    texte = cut(ligne)[0][-1].texte if dedans else ""
    propre, doute = ligne[: len(ligne) - len(texte)], ""
    for explain in CERTAINES:
        if dedans and explain is explain_quantity:
            continue
        while (coquille := explain(LigneTypee("", 0, propre))) and coquille.sure:
            propre = coquille.mend(propre)
        if coquille and coquille.doute:
            if explain is explain_quotes:
                return ligne, coquille.doute
            doute = coquille.doute
    return (propre + texte) if dedans else propre.rstrip(_BLANCS), doute
