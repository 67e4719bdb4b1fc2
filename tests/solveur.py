"""What published figures give back of the books: exact linear algebra, on fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Mapping
    from typing import Any


class Connu:
    """The span of what is known: every combination of the figures it was told."""

    def __init__(self) -> None:
        self._pivots: dict[Hashable, dict[Hashable, Fraction]] = {}
        self._dits: set[frozenset[tuple[Hashable, int]]] = set()

    def tell(self, vecteur: Mapping[Any, int]) -> None:
        """Tell a figure by what it adds."""
        dit = frozenset((x, n) for x, n in vecteur.items() if n)
        if dit in self._dits:
            return
        self._dits.add(dit)
        reste = self._reduce(dict(dit))
        if not reste:
            return
        pivot, tete = next(iter(reste.items()))
        ligne = {x: n / tete for x, n in reste.items()}
        for autre in self._pivots.values():
            _take(autre, ligne, autre.get(pivot, Fraction(0)))
        self._pivots[pivot] = ligne

    def gives(self, vecteur: Mapping[Any, int]) -> bool:
        """Tell whether some combination of the figures is this sum."""
        return not self._reduce(vecteur)

    def _reduce(self, vecteur: Mapping[Any, int]) -> dict[Hashable, Fraction]:
        reste = {x: Fraction(n) for x, n in vecteur.items() if n}
        for pivot, ligne in self._pivots.items():
            _take(reste, ligne, reste.get(pivot, Fraction(0)))
        return reste


def _take(
    de: dict[Hashable, Fraction], ligne: Mapping[Hashable, Fraction], fois: Fraction
) -> None:
    """Take a row away some times; what comes to nothing is left out."""
    if not fois:
        return
    for inconnue, n in ligne.items():
        somme = de.get(inconnue, Fraction(0)) - fois * n
        if somme:
            de[inconnue] = somme
        else:
            de.pop(inconnue, None)
