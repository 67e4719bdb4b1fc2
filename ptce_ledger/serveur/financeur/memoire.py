"""Whole answers kept in memory, the least recent forgotten: the same key, the same bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import NamedTuple

#: Bytes of bodies that are kept.
TAILLE_MAX = 64 * 2**20


class Reponse(NamedTuple):
    """An answer, ready to be sent again."""

    statut: str
    entetes: list[tuple[str, str]]
    corps: bytes


class Memoire:
    """A bounded cache that threads share."""

    def __init__(self, taille_max: int = TAILLE_MAX) -> None:
        self._max = taille_max
        self._verrou = threading.Lock()
        self._gardees: OrderedDict[object, Reponse] = OrderedDict()
        self._taille = 0

    def get(self, cle: object) -> Reponse | None:
        """Give an answer that was kept."""
        with self._verrou:
            reponse = self._gardees.get(cle)
            if reponse is not None:
                self._gardees.move_to_end(cle)
            return reponse

    def keep(self, cle: object, reponse: Reponse) -> None:
        """Keep an answer, and forget the oldest beyond the bound."""
        with self._verrou:
            ancienne = self._gardees.pop(cle, None)
            if ancienne is not None:
                self._taille -= len(ancienne.corps)
            self._gardees[cle] = reponse
            self._taille += len(reponse.corps)
            while self._taille > self._max:
                _, oubliee = self._gardees.popitem(last=False)
                self._taille -= len(oubliee.corps)

    def clear(self) -> None:
        """Forget everything."""
        with self._verrou:
            self._gardees.clear()
            self._taille = 0
