"""Whether two words are one, mistyped: few slips of the hand for as many letters.

Words that only share letters are not near: a wrong « vouliez-vous dire » is worse than
none.
"""

from __future__ import annotations

import bisect
import difflib
import functools
import heapq
from typing import TYPE_CHECKING

from ptce_ledger.mots.typographie import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

#: One slip, and one more for as many letters.
_LETTRES = 6
#: A shorter word that is the whole of a longer one but its end names it.
_ENTIER = 4
#: Signs of a name that someone may have mistyped; names looked at for one mistake; and
#: those of them that are measured to the letter.
_LONG, _NOMBREUX, _MESURES = 120, 400, 20


def nearest(mot: str, connus: Iterable[str], seuil: float = 0.7) -> str:
    """Find the known word closest to a mistyped one, or "" when none is near.

    A ledger may hold thousands of mistakes, thousands of names, and long ones: what is
    looked at for one mistake has a ceiling.

    >>> nearest("orgine", ["origine", "tiers"]), nearest("barème", ["retenu", "budget"])
    ('origine', '')
    >>> nearest("Recolte", ["Récolte", "Récoltes"]), nearest("x" * 200, ["x" * 199])
    ('Récolte', '')
    """
    plie = fold(mot) if len(mot) <= _LONG else ""
    if not plie:
        return ""
    plies, ordre = _fold_all(tuple(connus))
    if plie in plies:
        return plies[plie]
    if len(ordre) > _NOMBREUX:
        rang = bisect.bisect(ordre, plie)
        ordre = ordre[max(0, rang - _NOMBREUX // 2) : rang + _NOMBREUX // 2]
    return plies.get(_closest(plie, ordre, seuil), "")


@functools.lru_cache(maxsize=32)
def _fold_all(connus: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    """Fold the names that a mistake may be meant for, and set them in order."""
    plies = {fold(connu): connu for connu in connus if len(connu) <= _LONG}
    return plies, sorted(plies)


def _closest(mot: str, connus: Iterable[str], seuil: float) -> str:
    """Find the closest of those that are near, measuring only what may be the best."""
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
        if mesure.ratio() >= meilleur[0] and is_near(mot, connu):
            meilleur = max(meilleur, (mesure.ratio(), connu))
    return meilleur[1]


def is_near(mot: str, connu: str) -> bool:
    """Tell whether a folded word is another, mistyped."""
    court, long = sorted((mot, connu), key=len)
    if len(court) >= _ENTIER and court in long:
        return True
    return count_slips(mot, connu) <= allowed_slips(len(long))


def allowed_slips(longueur: int) -> int:
    """Say how many slips a word of some letters may have."""
    return 1 + (longueur - 1) // _LETTRES


def count_slips(mot: str, autre: str) -> int:
    """Count the letters put in, left out, changed, or swapped with the next.

    >>> count_slips("ferme", "frome"), count_slips("moulin", "moulin")
    (2, 0)
    """
    avant: list[int] = []
    lignes = list(range(len(autre) + 1))
    for i, signe in enumerate(mot, 1):
        neuves = [i]
        for j, vu in enumerate(autre, 1):
            cout = min(lignes[j] + 1, neuves[-1] + 1, lignes[j - 1] + (signe != vu))
            if i > 1 and j > 1 and signe == autre[j - 2] and mot[i - 2] == vu:
                cout = min(cout, avant[j - 2] + 1)
            neuves.append(cout)
        avant, lignes = lignes, neuves
    return lignes[-1]
