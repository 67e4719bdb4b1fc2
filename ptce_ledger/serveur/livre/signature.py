"""What tells that a ledger on disk changed, and that nobody is busy changing it."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

try:
    import fcntl
except ImportError:  # Windows: quietness alone must do
    fcntl = None  # type: ignore[assignment]

#: Endings of ledger files: a new one beside the others may be included by a pattern.
_LIVRES = (".beancount", ".bean", ".bc")

Etat = tuple[tuple[str, ...], ...]


class Surveille(NamedTuple):
    """What to look at: files that were read, and folders of documents."""

    fichiers: tuple[str, ...]
    dossiers: tuple[str, ...] = ()


def sign(quoi: Surveille) -> Etat:
    """Sign files and folders: any change makes another signature."""
    signes = [(nom, *_stat(nom)) for nom in quoi.fichiers]
    autour = dict.fromkeys(os.path.dirname(nom) for nom in quoi.fichiers)
    signes += [(dossier, *_list_livres(dossier)) for dossier in autour]
    for dossier in quoi.dossiers:
        for racine, sous, noms in os.walk(dossier):
            sous.sort()
            signes.append((racine, *sorted(noms)))
    return tuple(signes)


def changed(avant: Etat, apres: Etat) -> set[str]:
    """Name the files and folders whose signature is not the same, links followed."""
    signes = [{signe[0]: signe for signe in etat} for etat in (avant, apres)]
    noms = {*signes[0], *signes[1]}
    return {
        os.path.realpath(nom)
        for nom in noms
        if signes[0].get(nom) != signes[1].get(nom)
    }


def _stat(nom: str) -> tuple[str, ...]:
    try:
        vu = os.stat(nom)
    except OSError:
        return ("absent",)
    traits = (vu.st_dev, vu.st_ino, vu.st_size, vu.st_mtime_ns, vu.st_ctime_ns)
    return tuple(map(str, traits))


def _list_livres(dossier: str) -> list[str]:
    try:
        noms = os.listdir(dossier)
    except OSError:
        return []
    return sorted(nom for nom in noms if nom.endswith(_LIVRES))


def is_busy(quoi: Surveille) -> bool:
    """Tell whether git, or a program with a file open, is in the middle of a change."""
    dossiers = {os.path.dirname(nom) for nom in quoi.fichiers}
    return any(map(_git_is_busy, dossiers)) or any(
        map(_is_being_written, quoi.fichiers)
    )


def _git_is_busy(dossier: str) -> bool:
    """Tell whether git is writing in the repository that holds a folder."""
    for lieu in (Path(dossier), *Path(dossier).parents):
        depot = lieu / ".git"
        if depot.is_dir():
            return (depot / "index.lock").exists()
        if depot.is_file():  # a worktree: the file says where its repository is
            with contextlib.suppress(OSError, UnicodeDecodeError):
                ou = depot.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
                return (lieu / ou / "index.lock").exists()
            return False
    return False


def _is_being_written(nom: str) -> bool:
    """Tell whether a program has a file open for writing, where the system says it.

    Linux grants a read lease only on a file that nobody has open for writing.
    """
    if fcntl is None or not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        numero = os.open(nom, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # Who opens the file while the lease is held makes a signal: one that is
        # ignored by nature, not SIGIO, which would end the process.
        fcntl.fcntl(numero, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(numero, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(numero, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:  # no lease on this file system, or on a file of someone else
        return False
    finally:
        os.close(numero)
    return False


def newest(fichiers: Iterable[str]) -> float:
    """Give when the latest of some files changed, in seconds; 0 when none is there."""
    dates = [0.0]
    for nom in fichiers:
        with contextlib.suppress(OSError):
            vu = os.stat(nom)
            dates.append(max(vu.st_mtime, vu.st_ctime))
    return max(dates)


def written(fichiers: Iterable[str]) -> float:
    """Give when the latest of some files was written, in seconds; 0 when none is there."""
    dates = [0.0]
    for nom in fichiers:
        with contextlib.suppress(OSError):
            dates.append(os.stat(nom).st_mtime)
    return max(dates)
