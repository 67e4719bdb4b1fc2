"""What stands around a number in a line, and may be its sign, its side, more of it.

A dash that is no minus sign, « ± », « D » or « C » : whoever typed it knows what it
means, and nobody else. A unit is looked over, on either side.
"""

from __future__ import annotations

import re

from ptce_ledger.mots.nombres import BLANCS
from ptce_ledger.mots.unites import is_side
from ptce_ledger.mots.unites import read_unite

#: What may touch a number, or come next to it, and says nothing of it.
_VOISINS = frozenset('"_:;{}@~#,.^&!?*\n')
_MOT_AVANT = re.compile(r"(?:€|(?<!\w)[^\W\d_]+)$")
_MOT_APRES = re.compile(rf"[{BLANCS}]*(€|[^\W\d_]+)(?!\w)")
#: Letters glued to a number, and digits again: it is but the beginning of a word.
_SUITE_DU_MOT = re.compile(r"[^\W_][\w.,]*")
#: As far back as one looks for a word.
_PORTEE = 16


def widen(ligne: str, debut: int, fin: int) -> tuple[int, int]:
    """Widen a place to what leaves its number in doubt; it is then no longer the same.

    >>> ligne = "  ± 12,50 EUR D"
    >>> ligne[slice(*widen(ligne, 4, 9))], ligne[slice(*widen(ligne, 4, 13))]
    ('± 12,50 EUR D', '± 12,50 EUR D')
    """
    return _before(ligne, debut), _after(ligne, fin)


def _before(ligne: str, debut: int) -> int:
    fin = len(ligne[:debut].rstrip(BLANCS))
    mot = _MOT_AVANT.search(ligne, max(0, fin - _PORTEE), fin)
    if mot and read_unite(mot[0]):
        fin = len(ligne[: mot.start()].rstrip(BLANCS))
        mot = _MOT_AVANT.search(ligne, max(0, fin - _PORTEE), fin)
    if mot and is_side(mot[0]):
        return mot.start()
    return fin - 1 if fin and _is_odd(ligne[fin - 1]) else debut


def _after(ligne: str, fin: int) -> int:
    if colle := _SUITE_DU_MOT.match(ligne, fin):
        return colle.end()
    debut = fin
    unie = mot = _MOT_APRES.match(ligne, fin)
    if unie and read_unite(unie[1]):
        debut = unie.end()
        mot = _MOT_APRES.match(ligne, debut)
    if mot and is_side(mot[1]):
        return mot.end()
    debut = len(ligne) - len(ligne[debut:].lstrip(BLANCS))
    signe = ligne[debut : debut + 1] or "\n"
    # Digits right after a unit: « 1 h 45 ».
    plus = signe.isdigit() and not ligne[fin - 1].isdigit()
    return debut + 1 if plus or _is_odd(signe) else fin


def _is_odd(signe: str) -> bool:
    return not (signe.isalnum() or signe in _VOISINS)
