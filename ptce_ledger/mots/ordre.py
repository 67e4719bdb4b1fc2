"""The order of rows: that of the vocabulary, never of the alphabet or the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

#: The words of each key that has some, in the order of rows; "" is « non ventilé ».
ORDRES: dict[str, tuple[str, ...]] = {
    "type": (*lexique.TYPES, ""),
    "origine": (*lexique.ORIGINES, ""),
    "classe": (*lexique.IMMOBILISATIONS, *lexique.CLASSES),
    "phase": ("", *lexique.PHASES),
    "perimetre": (*lexique.PERIMETRES, ""),
    "echelon": (*lexique.ECHELONS, ""),
    "preuve": tuple(lexique.PREUVES),
    "nature": tuple(lexique.NATURES),
    "axe": tuple(lexique.AXES),
}


def sort_rows(
    noms: Sequence[str], cles: Iterable[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Sort the keys of rows: by vocabulary where there is one, else by code."""

    def rank(cle: tuple[str, ...]) -> list[tuple[int, str]]:
        return [_place(nom, code) for nom, code in zip(noms, cle, strict=True)]

    return sorted(cles, key=rank)


def _place(nom: str, code: str) -> tuple[int, str]:
    """Give the place of a word in its list; what no list has comes after, by code."""
    mots = ORDRES.get(nom, ())
    return (mots.index(code), "") if code in mots else (len(mots), code)
