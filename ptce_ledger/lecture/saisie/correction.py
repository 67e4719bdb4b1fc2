"""Mend the text of one file: what is certain is written again, what is not is told.

Running it over its own result changes nothing. A text left open stops it: from there
on, nobody knows what is a text and what is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.lecture.saisie.decodage import decode
from ptce_ledger.lecture.saisie.guillemets import Morceau
from ptce_ledger.lecture.saisie.guillemets import compose
from ptce_ledger.lecture.saisie.guillemets import cut
from ptce_ledger.lecture.saisie.guillemets import space
from ptce_ledger.lecture.saisie.guillemets import straighten
from ptce_ledger.lecture.saisie.reecriture import doubtful_amount
from ptce_ledger.lecture.saisie.reecriture import rewrite_amount

if TYPE_CHECKING:
    from collections.abc import Callable

_DATEE = re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?\s")
#: A line that Beancount reads: of an entry, below one, or a word of its own.
_LIGNE = re.compile(r"[\d\s\u200b\ufeff]|option|include|plugin|push|pop")
_COURBES = re.compile("[“”„«»]")
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
        morceaux, dedans = cut(ligne, dedans=dedans)
        mienne = not ouvert and len(ligne) < _LARGEUR and _LIGNE.match(ligne)
        propre = _mend(ligne, morceaux, dedans=dedans) if mienne else ligne
        propres.append(propre)
        if mienne and (raison := _doubts(propre)):
            doutes.append(Doute(numero, raison))
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


def _mend(ligne: str, morceaux: list[Morceau], *, dedans: bool) -> str:
    """Mend a line from its pieces; one that opens a text keeps its end.

    It is left as it is when its quotes or its amount may be read in several ways.
    """
    droite = _on_code(straighten, morceaux)
    # Texts that were between curly quotes are now out of reach, as the others are.
    composee = _on_code(compose, cut(droite)[0])
    if _doubt(composee):
        return ligne
    utile, commentaire = _split_comment(composee)
    montant = utile if dedans else rewrite_amount(utile)
    if not dedans and doubtful_amount(montant):
        return ligne
    propre = _on_code(space, cut(montant)[0]) + commentaire
    return propre if dedans else propre.rstrip(_BLANCS)


def _on_code(change: Callable[[str], str], morceaux: list[Morceau]) -> str:
    return "".join(change(m.texte) if m.genre == "code" else m.texte for m in morceaux)


def _split_comment(ligne: str) -> tuple[str, str]:
    morceaux, _ = cut(ligne)
    commentaire = "".join(m.texte for m in morceaux if m.genre == "commentaire")
    return ligne[: len(ligne) - len(commentaire)], commentaire


def _doubt(ligne: str) -> str:
    """Say what, in a line, only its author can decide about its quotes."""
    code = "".join(m.texte for m in cut(ligne)[0] if m.genre == "code")
    if _COURBES.search(code):
        return "on ne sait pas où ce texte commence et finit"
    return ""


def _doubts(ligne: str) -> str:
    montant = doubtful_amount(_split_comment(ligne)[0])
    if montant:
        return f"« {montant} » peut se lire de plusieurs façons"
    return _doubt(ligne)
