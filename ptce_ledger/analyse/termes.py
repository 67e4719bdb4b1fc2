"""What a figure rests on: terms that it adds, each with its case, its sign, its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import Self

from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case


class Terme(NamedTuple):
    """What a figure adds: a case, its sign, and what is measured of it."""

    case: Case
    signe: int = 1
    #: « montant », « heures » or « quantite ».
    mesure: str = "montant"

    def value(self) -> Decimal:
        """Give what it adds."""
        somme: Decimal = getattr(self.case, self.mesure)
        return somme if self.signe > 0 else ZERO - somme

    def taken_away(self) -> Terme:
        """Give the same with the other sign."""
        return self._replace(signe=-self.signe)


class Source(NamedTuple):
    """What a figure rests on: terms that it adds; for a ratio, those that it divides by."""

    termes: tuple[Terme, ...] = ()
    sur: tuple[Terme, ...] = ()

    @classmethod
    def of(cls, cases: Iterable[Case], signe: int = 1, mesure: str = "montant") -> Self:
        """Add a measure of some cases."""
        return cls(tuple(Terme(case, signe, mesure) for case in cases))

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases added."""
        return tuple(terme.case for terme in self.termes)

    def total(self) -> Decimal:
        """Add the terms, exactly."""
        return sum((terme.value() for terme in self.termes), ZERO)

    def plus(self, autre: Source) -> Source:
        """Add another."""
        return Source(self.termes + autre.termes)

    def less(self, autre: Source) -> Source:
        """Take another away."""
        return Source(self.termes + tuple(t.taken_away() for t in autre.termes))

    def over(self, autre: Source) -> Source:
        """Divide by another."""
        return Source(self.termes, autre.termes)

    def __bool__(self) -> bool:
        """Tell whether anything is behind the figure."""
        return bool(self.termes or self.sur)


RIEN = Source()
