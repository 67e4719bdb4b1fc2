"""A scale of dues as the register holds it: its bases, its tranches, for whom it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots.euros import CENT
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.typographie import fold

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal


class Tranche(NamedTuple):
    """What holds once the base reaches a threshold: an amount, or a rate beyond it."""

    seuil: int
    #: « plus de »: the threshold itself is not in it.
    au_dela: bool
    montant: Decimal | None = None
    taux: Decimal | None = None

    def holds(self, base: Decimal) -> bool:
        """Tell whether a base has reached it: « dès » at equality, « plus de » above."""
        return base > self.seuil if self.au_dela else base >= self.seuil


@dataclass(frozen=True, slots=True)
class Bareme:
    """A scale, as it was written on its day."""

    code: str
    date: datetime.date
    #: « cotisations » or « commissions ».
    type: str = "cotisations"
    #: Folded codes, formes or origines; none: all others.
    pour: tuple[str, ...] = ()
    base: str = ""
    #: How many exercices before the one that is due the base is of.
    recul: int = 1
    methode: str = ""
    forfait: Decimal = ZERO
    taux: Decimal = ZERO
    #: By threshold, « dès » before « plus de ».
    tranches: tuple[Tranche, ...] = ()
    plancher: Decimal | None = None
    plafond: Decimal | None = None
    a_defaut: Decimal | None = None
    droit_entree: Decimal = ZERO
    prorata: str = ""
    prorata_sortie: bool = False
    arrondi: Decimal = CENT
    #: The directive that states it.
    entry: Any = None

    def rank(self, noms: tuple[str, ...]) -> int | None:
        """Say how closely it names who has a code, a forme, an origine: 0 is closest.

        None when it is for others.
        """
        if not self.pour:
            return 3
        rangs = [r for r, nom in enumerate(noms) if nom and fold(nom) in self.pour]
        return min(rangs, default=None)
