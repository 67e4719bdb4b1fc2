"""What a figure adds, part by part: the books and a copy compared without their amounts.

Each figure knows its terms, and each term its facts. A figure of a copy is that of the
books when both add the same facts, each as many times; whether their amounts happen to be
equal would tell something of those that are not given.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.cube import CaseDifferee
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.termes import Source
    from ptce_ledger.analyse.termes import Terme
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.publication.copie.parts import Part

#: Rank of the part of a fact that no part has.
AUCUNE = -1
#: The rank of a part, and what is measured of it.
Grandeur = tuple[int, str]


class Composition(NamedTuple):
    """How many facts of each part a figure adds, and what it adds besides them."""

    parts: Mapping[Grandeur, int]
    #: Declarations, agreements, postings: they are in no part, and of no person.
    autres: Decimal


Compose = tuple[Composition, Composition]
VIDE = Composition({}, ZERO)


class Compositions:
    """Tells what figures are made of. `rangs` gives the parts of a fact, and how many."""

    def __init__(self, rangs: Callable[[Fact, str], tuple[int, int] | None]) -> None:
        self._rangs = rangs
        self._cases: dict[tuple[int, str], tuple[Case, Composition]] = {}

    def of(self, source: Source) -> Compose:
        """Give what a figure adds, and what it divides by."""
        return self._add(source.termes), self._add(source.sur)

    def _add(self, termes: Sequence[Terme]) -> Composition:
        if not termes:
            return VIDE
        parts: Counter[Grandeur] = Counter()
        autres = ZERO
        for terme in termes:
            sienne = self._of_case(terme.case, terme.mesure)
            for grandeur, combien in sienne.parts.items():
                parts[grandeur] += combien * terme.signe
            autres += sienne.autres if terme.signe > 0 else -sienne.autres
        return Composition({g: n for g, n in parts.items() if n}, autres)

    def _of_case(self, case: Case, mesure: str) -> Composition:
        cle = id(case), mesure
        if cle not in self._cases:
            # The case is kept: its identity is not given to another meanwhile.
            self._cases[cle] = case, self._compose(case, mesure)
        return self._cases[cle][1]

    def _compose(self, case: Case, mesure: str) -> Composition:
        if isinstance(case, CaseDifferee):
            return Composition({}, case.montant)
        parts: Counter[Grandeur] = Counter()
        autres = ZERO
        for fact in case.facts:
            if mesure == "heures" and not lexique.est_heure(fact.unite):
                continue
            rang = self._rangs(fact, mesure)
            if rang is None:
                autres += fact.quantite if mesure == "quantite" else fact.montant
            else:
                parts[rang[0], mesure] += rang[1]
        return Composition(parts, autres)


def of_books(parts: Sequence[Part], facts: Iterable[Fact]) -> Compositions:
    """Read the figures of the books, whose facts are in some parts or in none."""
    rangs = {id(fact): AUCUNE for fact in facts}
    for rang, part in enumerate(parts):
        rangs.update({id(fact): rang for fact in part.facts})

    def rank(fact: Fact, mesure: str) -> tuple[int, int] | None:
        del mesure
        rang = rangs.get(id(fact))
        return None if rang is None else (rang, 1)

    return Compositions(rank)


def of_copy(parts: Sequence[Part], lieux: Mapping[int, int]) -> Compositions:
    """Read the figures of a copy, each line of which is a part; `lieux` says which."""
    combien = {
        "montant": [len(part.facts) for part in parts],
        "heures": [
            sum(lexique.est_heure(fact.unite) for fact in part.facts) for part in parts
        ],
    }

    def rank(fact: Fact, mesure: str) -> tuple[int, int] | None:
        # Jobs, cooperations and agreements are no facts, whatever their line.
        if fact.nature not in lexique.NATURES:
            return None
        rang = lieux[fact.ligne]
        # Hours are on a line of their own, worth nothing: their value is on another.
        vaut = mesure != "montant" or not lexique.est_heure(fact.unite)
        return rang, combien[mesure][rang] if vaut else 0

    return Compositions(rank)
