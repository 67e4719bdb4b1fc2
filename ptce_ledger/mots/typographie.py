"""How words compare and how French is set: folding, close names, no-break spaces."""

from __future__ import annotations

import bisect
import difflib
import functools
import heapq
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_EFFACES = re.compile(r"[\s'’ʼ´`]+")
_AVANT = re.compile(r" (?=[»;:?!%€])")
_APRES = re.compile(r"(?<=«) ")
#: Signs of a name that someone may have mistyped; names looked at for one mistake; and
#: those of them that are measured to the letter.
_LONG, _NOMBREUX, _MESURES = 120, 400, 20
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
    """Find the known word closest to a mistyped one, or "" when none is close.

    A ledger may hold thousands of mistakes, thousands of names, and long ones: what is
    looked at for one mistake has a ceiling.

    >>> nearest("Recolte", ["Récolte", "Récoltes"]), nearest("x" * 200, ["x" * 199])
    ('Récolte', '')
    """
    plie = fold(mot) if len(mot) <= _LONG else ""
    plies, ordre = _fold_all(tuple(connus))
    if plie in plies:
        return plies[plie]
    if len(ordre) > _NOMBREUX:
        rang = bisect.bisect(ordre, plie)
        ordre = ordre[max(0, rang - _NOMBREUX // 2) : rang + _NOMBREUX // 2]
    proche = _closest(plie, ordre, seuil) if plie else ""
    return plies[proche] if proche else ""


@functools.lru_cache(maxsize=32)
def _fold_all(connus: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    """Fold the names that a mistake may be meant for, and set them in order."""
    plies = {fold(connu): connu for connu in connus if len(connu) <= _LONG}
    return plies, sorted(plies)


def _closest(mot: str, connus: Iterable[str], seuil: float) -> str:
    """Find as difflib does, without measuring what cannot be the best."""
    mesure = difflib.SequenceMatcher()
    mesure.set_seq2(mot)
    bornes: list[tuple[float, str]] = []
    for connu in connus:
        mesure.set_seq1(connu)
        if mesure.real_quick_ratio() >= seuil and mesure.quick_ratio() >= seuil:
            bornes.append((mesure.quick_ratio(), connu))
    meilleur = (seuil, "")
    for borne, connu in heapq.nlargest(_MESURES, bornes):
        if borne < meilleur[0]:
            break
        mesure.set_seq1(connu)
        meilleur = max(meilleur, (mesure.ratio(), connu))
    return meilleur[1]


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
