"""Write a file, or a folder, whole or not at all: temporary place, then rename."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Iterator


#: The refusals of a system that a treasurer meets.
_REFUS = {
    errno.ENOENT: later("le dossier n’existe pas"),
    errno.ENOTDIR: later("l’un des dossiers est un fichier"),
    errno.EISDIR: later("c’est un dossier"),
    errno.EEXIST: later("il existe déjà"),
    errno.EACCES: later("l’accès est refusé"),
    errno.EPERM: later("l’accès est refusé"),
    errno.EROFS: later("le support est en lecture seule"),
    errno.ENOSPC: later("il n’y a plus de place"),
    errno.EDQUOT: later("il n’y a plus de place"),
    errno.EFBIG: later("le fichier serait trop gros"),
    errno.EBUSY: later("il est utilisé par un autre programme"),
    errno.ENAMETOOLONG: later("le nom est trop long"),
}


def say_refusal(erreur: OSError) -> str:
    """Say why the system refused; its own words when they are rare."""
    dit = _REFUS.get(erreur.errno or 0)
    return str(dit or erreur.strerror or type(erreur).__name__)


def write_whole(chemin: Path, contenu: bytes, *, prive: bool = False) -> None:
    """Replace a file by new content in one rename; the old one stays on any failure.

    Raises OSError. The temporary file is beside the target, so that the rename never
    crosses a file system, and is removed on failure. What is `prive` is never readable
    by another user, not for an instant, save by the group that its old file was lent to.
    """
    chemin = Path(chemin)
    numero, provisoire = tempfile.mkstemp(
        prefix=f".{chemin.name}.", suffix=".tmp", dir=chemin.parent
    )
    try:
        with os.fdopen(numero, "wb") as sortie:
            sortie.write(contenu)
            sortie.flush()
            os.fsync(sortie.fileno())
        # mkstemp makes private files; the result follows the usual rights.
        masque = os.umask(0)
        os.umask(masque)
        if not prive:
            Path(provisoire).chmod(0o666 & ~masque)
        elif chemin.exists():
            _lend_again(Path(provisoire), chemin.stat())
        Path(provisoire).replace(chemin)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(provisoire).unlink()
        raise
    with contextlib.suppress(OSError):  # Windows cannot open a folder
        dossier = os.open(chemin.parent, os.O_RDONLY)
        try:
            os.fsync(dossier)
        finally:
            os.close(dossier)


def _lend_again(neuf: Path, ancien: os.stat_result) -> None:
    """Give a private file the group of the one it replaces, where that one had it."""
    if ancien.st_mode & 0o040 and hasattr(os, "chown"):
        os.chown(neuf, -1, ancien.st_gid)
        neuf.chmod(0o640)


@contextlib.contextmanager
def replacing_folder(dossier: Path) -> Iterator[Path]:
    """Give an empty folder to fill, put in the place of another by one rename.

    The old folder stays whole until then, and on any failure. Raises OSError.
    """
    dossier = Path(os.path.abspath(dossier))
    brut = tempfile.mkdtemp(prefix=f".{dossier.name}.", dir=dossier.parent)
    neuf, ancien = Path(brut) / dossier.name, Path(brut) / ".ancien"
    try:
        # mkdtemp makes a private folder; the result follows the usual rights.
        neuf.mkdir()
        yield neuf
        if dossier.exists():
            dossier.rename(ancien)
        try:
            neuf.rename(dossier)
        except OSError:
            if ancien.exists():
                ancien.rename(dossier)
            raise
    finally:
        shutil.rmtree(brut, ignore_errors=True)
