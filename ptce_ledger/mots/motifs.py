"""Expand a pattern of file names over a folder: each name looked at once, within a budget.

A `**` that follows another makes a plain expansion visit each folder once per way of
sharing its depth between them: some hundred thousand ways for eight of them over
fourteen folders. Here all places of the pattern go down the folder together.
"""

from __future__ import annotations

import contextlib
import fnmatch
import os
import re
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

_JOKER = re.compile(r"[*?\[]")
#: Any number of folders, none included; a hidden one, or a link, is not one of them.
_TOUS = "**"
#: What following a link costs, in names.
_UN_LIEN = 500


class BudgetDepasseError(Exception):
    """There is more to look at than a ledger may ask for."""


class Budget:
    """How many names may still be looked at; a name counts once per place of a pattern."""

    def __init__(self, noms: int) -> None:
        self._reste = noms

    def spend(self, noms: int) -> None:
        """Take some. Raises BudgetDepasseError."""
        self._reste -= noms
        if self._reste < 0:
            raise BudgetDepasseError


def is_pattern(chemin: str) -> bool:
    """Tell whether a path has a joker.

    >>> is_pattern("2025/*.beancount"), is_pattern("2025.beancount")
    (True, False)
    """
    return _JOKER.search(chemin) is not None


def expand(
    racine: str, motif: str, enter: Callable[[str], bool], budget: Budget
) -> Iterator[str]:
    """Yield what a pattern names under a folder, links included, each path once.

    As Python does for Beancount: `**` is any folders and, last, any name in them; a
    hidden name is matched by a pattern that begins with a point alone. `enter` says
    whether a link may be followed. Raises BudgetDepasseError.
    """
    parties = [p for p in motif.split(os.sep) if p not in ("", ".")]
    attente = [(racine, _open(parties, {0}))]
    while attente:
        dossier, places = attente.pop()
        for nom in _names(dossier, {parties[place] for place in places}):
            budget.spend(len(places))
            trouve, nommees, profondes = _advance(parties, places, nom.name)
            if trouve:
                yield nom.path
            lien = nom.is_symlink()
            suites = nommees if lien else nommees | profondes
            if not suites or not nom.is_dir():
                continue
            if lien:
                # Links make a small folder endless: few are worth following.
                budget.spend(_UN_LIEN)
            if not lien or enter(nom.path):
                attente.append((nom.path, _open(parties, suites)))


def _open(parties: list[str], places: set[int]) -> frozenset[int]:
    """Add to places of a pattern those that are reached without a folder."""
    toutes = set(places)
    for place in sorted(places):
        suivante = place
        while parties[suivante] == _TOUS and suivante + 1 < len(parties):
            suivante += 1
            toutes.add(suivante)
    return frozenset(toutes)


def _advance(
    parties: list[str], places: frozenset[int], nom: str
) -> tuple[bool, set[int], set[int]]:
    """Say of a name: whether it is one, where it leads, and where by `**` alone."""
    dernier = len(parties) - 1
    trouve, nommees, profondes = False, set(), set()
    for place in places:
        if parties[place] == _TOUS:
            if nom.startswith("."):
                continue
            profondes.add(place)
        elif not _matches(nom, parties[place]):
            continue
        elif place < dernier:
            nommees.add(place + 1)
        trouve = trouve or place == dernier
    return trouve, nommees, profondes


def _names(dossier: str, parties: set[str]) -> Iterator[os.DirEntry[str] | _Chemin]:
    """Yield what is in a folder, or of it what is named whole when all is."""
    if not any(map(is_pattern, parties)):
        chemins = (_Chemin(os.path.join(dossier, partie), partie) for partie in parties)
        yield from (chemin for chemin in chemins if os.path.lexists(chemin.path))
        return
    with contextlib.suppress(OSError), os.scandir(dossier) as noms:
        yield from noms


class _Chemin(NamedTuple):
    """A name that was not listed, as if it had been."""

    path: str
    name: str

    def is_symlink(self) -> bool:
        """Tell whether it is a link."""
        return os.path.islink(self.path)

    def is_dir(self) -> bool:
        """Tell whether it is a folder, or leads to one."""
        return os.path.isdir(self.path)


def _matches(nom: str, motif: str) -> bool:
    cache = nom.startswith(".") and not motif.startswith(".")
    return not cache and fnmatch.fnmatchcase(nom, motif)
