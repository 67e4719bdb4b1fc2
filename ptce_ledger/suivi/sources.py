"""What a figure of the follow-up rests on: facts, postings, or directives.

Postings and directives are no facts; they are put in the shape of one when somebody opens
the figure, each with what it counts for.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import posted
from ptce_ledger.faits.declarations import stated
from ptce_ledger.mots.euros import CENT
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import round_step

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve


class PartDeLigne(NamedTuple):
    """A posting, and what it counts for in a figure."""

    entry: Transaction
    posting: Posting
    montant: Fraction | Decimal


def of_facts(facts: Sequence[Fact]) -> Source:
    """Rest on facts."""
    return Source.of(cube.gather(facts))


def of_postings(releve: Releve, parts: Iterable[PartDeLigne]) -> Source:
    """Rest on postings; the sum is rounded once, each part being what it adds to it."""
    gardees, montants = list(parts), []
    cumul, avant = Fraction(0), ZERO
    for part in gardees:
        cumul += Fraction(part.montant)
        apres = round_step(cumul, CENT)
        montants.append(apres - avant)
        avant = apres
    if not gardees:
        return Source()

    def make() -> list[Fact]:
        return [
            posted(releve, part.entry, part.posting, montant)
            for part, montant in zip(gardees, montants, strict=True)
        ]

    return Source.of([cube.CaseDifferee(avant, make)])


def of_shares(facts: Iterable[Fact], part: Decimal | Fraction) -> Source:
    """Rest on a share of facts; the sum is rounded once, each being what it adds to it."""
    gardes, cumul, avant = [], Fraction(0), ZERO
    for fact in facts:
        cumul += Fraction(fact.montant) * Fraction(part)
        apres = round_step(cumul, CENT)
        gardes.append(fact._replace(montant=apres - avant))
        avant = apres
    return of_facts(gardes)


def of_directives(releve: Releve, dites: Iterable[tuple[Any, str, Decimal]]) -> Source:
    """Rest on directives: each with its label and what it counts for."""
    gardees = [dite for dite in dites if dite[0] is not None]
    somme = sum((montant for _, _, montant in gardees), ZERO)
    if not gardees:
        return Source()

    def make() -> list[Fact]:
        return [stated(releve, entry, mot, montant) for entry, mot, montant in gardees]

    return Source.of([cube.CaseDifferee(somme, make)])
