"""Write a file, or a folder, whole or not at all: temporary place, then rename."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_ledger.mots.dits import later
from ptce_ledger.mots.typographie import fold

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
    errno.EBUSY: later(
        "il est ouvert dans un autre programme, tel qu’Excel : fermez-le, puis recommencez"
    ),
    errno.ENAMETOOLONG: later("le nom est trop long"),
}


def say_refusal(erreur: OSError) -> str:
    """Say why the system refused; its own words when they are rare."""
    dit = _REFUS.get(erreur.errno or 0)
    return str(dit or erreur.strerror or type(erreur).__name__)


#: What Windows hides at the end of a name, folded; and what a ledger's own name ends by.
_EXTENSIONS = (".txt", ".text", ".beancount", ".bean")
#: Names of a folder that are looked at.
_REGARDES = 10_000


def find_namesake(chemin: str | Path) -> str:
    """Find, where a file is not, the one that bears its name but for what one overlooks.

    An extension that Windows hides, a missing one, capitals, accents; "" when none does.
    """
    dossier, nom = os.path.split(os.path.abspath(chemin))
    try:
        with os.scandir(dossier) as entrees:
            noms = [entree.name for entree in itertools.islice(entrees, _REGARDES)]
    except (OSError, ValueError):
        return ""
    fins = (*_EXTENSIONS, os.path.splitext(fold(nom))[1])
    cherche = _strip(nom, fins)
    memes = [a for a in noms if a != nom and _strip(a, fins) == cherche]
    # The name that was asked for, and more: the nearest.
    return min(memes, key=lambda autre: (not autre.startswith(nom), autre), default="")


def _strip(nom: str, fins: tuple[str, ...]) -> str:
    nom = fold(nom)
    while (coupe := os.path.splitext(nom))[1] and coupe[1] in fins:
        nom = coupe[0]
    return nom


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
        _put(Path(provisoire), chemin)
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


def _put(neuf: Path, chemin: Path) -> None:
    """Put a file in the place of another; say it when that one is held open.

    Its folder took a new file a moment ago: what Windows then refuses is to replace what
    Excel shows.
    """
    try:
        neuf.replace(chemin)
    except PermissionError as refus:
        if refus.errno != errno.EACCES or not chemin.is_file():
            raise
        raise OSError(errno.EBUSY, "open elsewhere", str(chemin)) from refus


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
            _set_aside(dossier, ancien)
        try:
            neuf.rename(dossier)
        except OSError:
            if ancien.exists():
                ancien.rename(dossier)
            raise
    finally:
        shutil.rmtree(brut, ignore_errors=True)


def _set_aside(dossier: Path, ancien: Path) -> None:
    """Move a folder away; on Windows, none of its files may be open."""
    try:
        dossier.rename(ancien)
    except PermissionError as refus:
        if refus.errno != errno.EACCES:
            raise
        raise OSError(errno.EBUSY, "open elsewhere", str(dossier)) from refus
