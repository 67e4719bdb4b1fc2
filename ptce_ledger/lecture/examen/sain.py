"""Pass over what is plainly right, and stop at each line that deserves a look.

A ledger is nearly all plain: dates, accounts, amounts, texts, comments. One compiled
pattern walks over these at some hundred megabytes a second, and knows nothing of the
rest. A line where it stops is not wrong, only unusual: it is read for what it does, and
`saisie` says what a hand meant by it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.lecture.saisie.ligne import IGNOREE
from ptce_ledger.lecture.saisie.ligne import INVISIBLES
from ptce_ledger.lecture.saisie.ligne import SAUT
from ptce_ledger.lecture.saisie.ligne import LigneTypee

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTRE = "A-Za-z0-9À-ÖØ-öø-ſ"
_FIN = r"(?=[ \t\n])"
#: Each kind of word, whole: a blank before, a blank after. The most frequent first.
_MOTS = rf"""
   (?<=[ \t])[A-Z][a-z]+(?::[A-Z0-9À-ÖØ-Þ][{_LETTRE}-]*+){{1,20}}+{_FIN}
 | -?[0-9]{{1,10}}+(?:\.[0-9]{{1,5}}+)?+(?=[ \t]*+[A-Z{{@;\n])
 | "[^"\\\n{INVISIBLES}]{{0,2000}}+"{_FIN}
 | [A-Z][A-Z._-]*+(?:,[A-Z][A-Z._-]*+)*+{_FIN}(?![ \t]++[-+0-9])
 | (?:19|20|21)[0-9][0-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]){_FIN}
 | (?<=[ \t])[*!]{_FIN}
 | (?<=[ \t])(?!document|filename|lineno)[a-z][A-Za-z0-9_-]++:{_FIN}
 | price[ ]++[A-Z][A-Z._-]*+(?=[ ]++[0-9])
 | (?:open|close|balance|custom(?=[ ]"(?!fava))|note|pad|commodity|price|event|query|txn
   |pushtag|poptag|pushmeta|popmeta){_FIN}
 | (?<=[ \t])[\#^][A-Za-z0-9_/.-]++{_FIN}
 | ;[^\n{INVISIBLES}]*+
 | (?<=[ \t])@{_FIN}
"""
_SAIN = re.compile(rf"[ \t\n]*+(?:(?:{_MOTS})[ \t\n]*+)*+", re.VERBOSE)
#: A directive that only its words can make wrong.
_DIRECTIVE = re.compile(
    r"(?:(?:19|20|21)\d\d-\d\d-\d\d custom|option|plugin|include)"
    rf'(?: "[^"\\\n{INVISIBLES}]{{0,2000}}+")++[ \t]*'
)
#: A line with the texts that it opens, on several lines if need be, or a quote that
#: nothing closes: none of those after it is closed either.
_LOGIQUE = re.compile(
    r'(?:[^"\n;]++|"(?:[^"\\]|\\.)*+"|;.*+)*+(?:\n|(?P<ouvert>").*+\n)'
)
_PHYSIQUE = re.compile(r".*+\n")


def iter_unusual(fichier: str, texte: str) -> Iterator[LigneTypee]:
    """Yield the lines of a text, ended by a line feed, that are not plainly right."""
    position, numero, compte = 0, 1, 0
    regle = _LOGIQUE
    while True:
        arret = _plain(texte, position)
        if arret == len(texte):
            return
        debut = max(texte.rfind("\n", 0, arret) + 1, position)
        ignoree = IGNOREE.match(texte, debut)
        trouve = (_PHYSIQUE if ignoree else regle).match(texte, debut)
        if trouve and trouve.lastgroup == "ouvert":
            regle = _PHYSIQUE
        fin = trouve.end() if trouve else len(texte)
        numero += texte.count(SAUT, compte, debut)
        compte = debut
        yield LigneTypee(fichier, numero, texte[debut : fin - 1], texte, fin)
        position = fin


def find_too_wide(texte: str, limite: int) -> int:
    r"""Give the number of the first line that is longer than a limit, 0 when none is.

    It goes by strides, from the end of a line to that of another.

    >>> find_too_wide("court\nbien plus long\n", 8), find_too_wide("court\n", 8)
    (2, 0)
    """
    debut = 0
    while debut < len(texte):
        fin = texte.rfind("\n", debut, debut + limite + 1)
        if fin < 0:
            return texte.count(SAUT, 0, debut) + 1
        debut = fin + 1
    return 0


def is_well_formed(ligne: LigneTypee) -> bool:
    """Tell whether the form of an unusual line needs no look, only what it asks for."""
    return _DIRECTIVE.fullmatch(ligne.brut) is not None


def _plain(texte: str, position: int) -> int:
    trouve = _SAIN.match(texte, position)
    return trouve.end() if trouve else position
