"""Which version of a ledger is shown: the last one that was whole and without error.

A thread looks at the files. When they changed and have been quiet for a while, and
nobody is writing, it loads another ledger beside the one being shown, checks that the
files are still the same, then swaps them in one assignment. A version with errors is
not shown: the last good one stays, with its date, and the errors are told.

A load is made in this process, once a child has proved that it holds within the limits
of a command (`preuve.py`).
"""

from __future__ import annotations

import datetime
import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.lecture.surveillance import Limites
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import later_count
from ptce_ledger.mots.langue import DEFAUT
from ptce_ledger.mots.langue import speaking
from ptce_ledger.mots.langue import tell
from ptce_ledger.rendu.terminal.erreurs import as_data
from ptce_ledger.serveur.livre.livre_servi import LivreRefuseError
from ptce_ledger.serveur.livre.livre_servi import LivreServi
from ptce_ledger.serveur.livre.livre_servi import Refus
from ptce_ledger.serveur.livre.preuve import prove
from ptce_ledger.serveur.livre.signature import Surveille
from ptce_ledger.serveur.livre.signature import changed
from ptce_ledger.serveur.livre.signature import is_busy
from ptce_ledger.serveur.livre.signature import newest
from ptce_ledger.serveur.livre.signature import sign
from ptce_ledger.serveur.livre.signature import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.serveur.livre.signature import Etat

_journal = logging.getLogger(__name__)
#: Between two looks at the files, and the quiet that a change must be followed by.
REGARD = 0.3
CALME = 1.0
#: How long a start waits for a ledger that does not keep still, in seconds.
PATIENCE = 15.0
#: Beancount's parser, and the plugins' reading, are for one load at a time.
_UN_SEUL = threading.Lock()
#: How many errors the console quotes.
_DITES = 3
#: What a load may take; it is that of a command.
LIMITES = Limites()
#: Dates of files are no finer than a tick of the system, in seconds.
_GRAIN = 0.02


@dataclass
class _Essai:
    """A load: a ledger, or why there is none, and what it was made from."""

    etat: Etat
    vus: Surveille
    ledger: LivreServi | None
    errors: tuple[Any, ...]

    def holds(self) -> bool:
        """Tell whether the disk is still what was loaded."""
        return self.etat == sign(self.vus)


class Versions:
    """The versions of one ledger: the one shown, and what the disk holds."""

    def __init__(
        self, chemin: Path, *, calme: float = CALME, limites: Limites = LIMITES
    ) -> None:
        self.chemin = str(chemin)
        self._examine = prove(limites)
        #: Held by whoever writes in the ledger.
        self.writing = threading.RLock()
        self._arret = threading.Event()
        self._fil: threading.Thread | None = None
        self._dernier = 0
        self._on_swap: Callable[[], None] | None = None
        #: What is wrong with the version on disk, when it is not shown.
        self.erreurs: tuple[Any, ...] = ()
        self._describe: Callable[[PtceError, Path], str] = describe
        essai = self._first(calme)
        if essai.ledger is None:
            raise LivreRefuseError(essai.errors)
        self.ledger = essai.ledger
        self._vu, self._vus = essai.etat, essai.vus
        self.date = _date(essai)

    def _first(self, calme: float) -> _Essai:
        """Load for the first time; wait a little for a ledger that is being written."""
        # The main file alone: all that it includes is then new, and must be quiet.
        seul = Surveille((self.chemin,))
        limite = time.monotonic() + PATIENCE
        while True:
            recent = newest(seul.fichiers) > time.time() - calme
            essai = self._try(seul, sign(seul), calme)
            if (essai.holds() and not recent) or time.monotonic() > limite:
                return essai
            time.sleep(REGARD)

    def avis(self) -> str:
        """Say which version is shown when the disk holds a wrong one, else ""."""
        if not self.erreurs:
            return ""
        combien = later_count("1 erreur", "{nombre} erreurs", len(self.erreurs))
        return tell(
            "Le livre sur le disque a {erreurs} : les chiffres sont ceux de la version "
            "du {date}.",
            erreurs=combien,
            date=f"{self.date:%d/%m/%Y %H:%M}",
        )

    def explain(self, combien: int) -> list[str]:
        """Say the first errors of that wrong one, and where they are."""
        ou = Path(self.chemin).parent
        return [self._describe(error, ou) for error in self.erreurs[:combien]]

    def sign(self) -> Etat:
        """Sign what is on disk."""
        return sign(self._vus)

    def is_seen(self, etat: Etat) -> bool:
        """Tell whether a state of the disk is that of the last load, right or wrong."""
        return etat == self._vu

    def is_only_ours(self, etat: Etat, ecrits: set[str]) -> bool:
        """Tell whether the disk came to a state by these writes of ours alone."""
        documents = self._vus.dossiers
        return all(
            nom in ecrits or nom.startswith(documents)
            for nom in changed(self._vu, etat)
        )

    def watch(self, on_swap: Callable[[], None] | None = None) -> None:
        """Start looking at the files."""
        self._on_swap = on_swap
        self._fil = threading.Thread(target=self._look, daemon=True)
        self._fil.start()

    def stop(self) -> None:
        """Stop looking at the files."""
        self._arret.set()
        if self._fil is not None:
            self._fil.join()

    def renew(self, etat: Etat) -> None:
        """Load this state of the disk, and show it if it is whole and right."""
        essai = self._try(self._vus, etat, CALME)
        if essai.holds():
            self._take(essai)

    def _look(self) -> None:
        candidat, depuis = self._vu, time.monotonic()
        while not self._arret.wait(REGARD):
            try:
                etat = self.sign()
                if self.is_seen(etat):
                    continue
                # Quiet is counted from the last change, and from the last file closed:
                # who has just closed one may be about to open the next.
                if etat != candidat or is_busy(self._vus):
                    candidat, depuis = etat, time.monotonic()
                elif time.monotonic() - depuis >= CALME:
                    with self.writing:
                        self.renew(etat)
            except Exception:  # noqa: BLE001  the next look comes all the same
                _journal.exception("surveillance du livre")

    def _take(self, essai: _Essai) -> None:
        self._vu, self._vus = essai.etat, essai.vus
        ancien = self.ledger
        bon = not essai.errors
        # Until a version was right, a wrong one is shown as Fava does: without a figure.
        if essai.ledger is not None and (bon or ancien.load_errors):
            self.erreurs = ()
            self.date = _date(essai)
            self.ledger = essai.ledger
        else:
            self.erreurs = essai.errors
            self._describe = describe if essai.ledger is None else summarize
            with speaking(DEFAUT):
                _journal.warning("%s\n%s", self.avis(), "\n".join(self.explain(_DITES)))
            ancien.errors_on_disk = essai.errors
            # Fava's pages ask again when this date moves.
            ancien.watcher.last_checked = self._next()
        if self._on_swap is not None:
            self._on_swap()

    def _try(self, vus: Surveille, etat: Etat, calme: float) -> _Essai:
        """Load a state once; what is given holds if the disk stayed so all along."""
        with _UN_SEUL:
            debut = time.time()
            livre = load_livre(Path(self.chemin), notes=True, examine=self._examine)
            try:
                ledger = self._show(livre)
            except LivreRefuseError as refuse:
                return _Essai(etat, vus, None, tuple(refuse.refus))
            lus = _watched(ledger)
            # A file that is read for the first time has not been looked at: its date
            # says how long it has been quiet.
            nouveaux = set(lus.fichiers) - set(vus.fichiers)
            recent = newest(nouveaux) > debut - max(calme, _GRAIN)
            if recent or sign(vus) != etat or is_busy(lus):
                etat = ()
            elif lus != vus:
                etat = sign(lus)
        # Beancount's own words are no help: the same errors, in ours.
        errors = tuple(livre.errors) if ledger.load_errors else ()
        return _Essai(etat, lus, ledger, errors)

    def _show(self, livre: Livre) -> LivreServi:
        try:
            return LivreServi(livre, self._next())
        except LivreRefuseError:
            raise
        except Exception as erreur:
            # What makes Fava itself fail is an error like others.
            errors: list[Any] = list(livre.errors)
            nature = type(erreur).__name__
            dit = later("le livre n’a pas pu être lu ({nature})", nature=nature)
            refus = Refus.at({"filename": self.chemin}, raison=dit)
            raise LivreRefuseError(errors or [refus]) from erreur

    def _next(self) -> int:
        """Give a date later than any before, for Fava's pages to compare."""
        self._dernier = max(time.time_ns(), self._dernier + 1)
        return self._dernier


def summarize(error: PtceError, dossier: Path) -> str:
    """Say where and why a line is wrong."""
    (faute,) = as_data([error], dossier)
    lieu = f"{faute['chemin']}:{faute['ligne']}"
    return tell("{lieu} : {dit}", lieu=lieu, dit=faute["message"])


def describe(refus: PtceError, dossier: Path) -> str:
    """Say where and why a line is refused, and what to do."""
    source: Any = refus.source
    fichier = os.path.relpath(str(source.get("filename", "")), dossier)
    ligne = source.get("lineno")
    lieu = f"{fichier}:{ligne}" if ligne else fichier
    return tell("{lieu} : {dit}", lieu=lieu, dit=refus.message)


def _watched(ledger: LivreServi) -> Surveille:
    fichiers, dossiers = ledger.paths_to_watch()
    noms = dict.fromkeys((ledger.beancount_file_path, *map(str, fichiers)))
    return Surveille(tuple(noms), tuple(map(str, dossiers)))


def _date(essai: _Essai) -> datetime.datetime:
    ecrit = written(essai.vus.fichiers)
    return datetime.datetime.fromtimestamp(ecrit, datetime.UTC).astimezone()
