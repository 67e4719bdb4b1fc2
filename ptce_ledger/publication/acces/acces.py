"""Who may enter a publication now: asked at each visit, so that revoking is immediate."""

from __future__ import annotations

import datetime
import logging
import os
import threading
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.publication.acces import jetons
from ptce_ledger.publication.acces.carnet import Carnet
from ptce_ledger.publication.acces.carnet import path_of
from ptce_ledger.publication.acces.carnet import read_carnet
from ptce_ledger.publication.acces.fautes import FauteAcces
from ptce_ledger.publication.fiche import FICHE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ptce_ledger.publication.acces.carnet import Lien

_journal = logging.getLogger(__name__)
_UN_JOUR = datetime.timedelta(days=1)


class _Etat(NamedTuple):
    """Both files as last read, and what tells that they changed."""

    signature: tuple[tuple[int, ...], ...]
    carnet: Carnet
    audience: jetons.Audience


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Acces:
    """The links of one publication. Any number of threads may ask."""

    def __init__(
        self, dossier: Path, horloge: Callable[[], datetime.datetime] = _now
    ) -> None:
        self._dossier = dossier
        self._horloge = horloge
        self._verrou = threading.Lock()
        self._etat = self._read()

    @classmethod
    def open(
        cls, dossier: Path, horloge: Callable[[], datetime.datetime] = _now
    ) -> Acces:
        """Read the links of a publication; no file: none is valid. Raises FauteAcces.

        `horloge` gives the time, with its zone.
        """
        return cls(dossier, horloge)

    def check(self, jeton: str) -> Lien | None:
        """Give the link of a token that is good now, else None. Never raises."""
        try:
            etat = self._current()
        except FauteAcces as faute:
            # Broken after the opening: nobody enters until it is mended.
            _journal.error("%s", faute)
            return None
        if not etat.carnet.secrets:
            return None
        lu = jetons.read(etat.carnet.secrets, etat.audience, jeton)
        lien = etat.carnet.lien(lu.numero) if lu else None
        if lu is None or lien is None or lien.revocation is not None:
            return None
        maintenant = self._horloge()
        # The file says the last day, which counts whole; the token, how old it is.
        duree = lien.expiration - lien.creation + _UN_JOUR
        jeune = maintenant - lu.signature <= duree
        jour = maintenant.astimezone().date()
        return lien if jeune and jour <= lien.expiration else None

    def _current(self) -> _Etat:
        with self._verrou:
            if self._etat.signature != self._sign():
                self._etat = self._read()
            return self._etat

    def _read(self) -> _Etat:
        # Signed before it is read: a change in between is seen the next time.
        signature = self._sign()
        carnet = read_carnet(self._dossier)
        return _Etat(signature, carnet, jetons.read_audience(self._dossier))

    def _sign(self) -> tuple[tuple[int, ...], ...]:
        chemins = (path_of(self._dossier), self._dossier / FICHE)
        return tuple(_stat(chemin) for chemin in chemins)


def _stat(chemin: Path) -> tuple[int, ...]:
    try:
        vu = os.stat(chemin)
    except OSError:
        return ()
    return (vu.st_ino, vu.st_size, vu.st_mtime_ns, vu.st_ctime_ns)
