"""Whether two words are one, mistyped: few slips of the hand for as many letters.

Words that only share letters are not near: a wrong « vouliez-vous dire » is worse than
none.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ptce_ledger.mots.typographie import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

#: One slip, and one more for as many letters.
_LETTRES = 6
#: A shorter word that is the whole of a longer one but its end names it.
_ENTIER = 4
#: No hand types a longer word; comparing it would take for ever.
_LONG = 200


def nearest(mot: str, connus: Iterable[str], seuil: float = 0.7) -> str:
    """Find the known word closest to a mistyped one, or "" when none is near.

    >>> nearest("orgine", ["origine", "tiers"]), nearest("barème", ["retenu", "budget"])
    ('origine', '')
    """
    if len(mot) > _LONG:
        return ""
    plies = {fold(connu): connu for connu in connus}
    plie = fold(mot)
    proches = difflib.get_close_matches(plie, plies, n=3, cutoff=seuil)
    return next((plies[p] for p in proches if _is_near(plie, p)), "")


def _is_near(mot: str, connu: str) -> bool:
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
