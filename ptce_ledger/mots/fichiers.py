"""Write a file whole or not at all: temporary file, fsync, rename."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(chemin: Path, contenu: bytes) -> None:
    """Replace a file by new content in one rename; the old one stays on any failure.

    Raises OSError. The temporary file is beside the target, so that the rename never
    crosses a file system, and is removed on failure.
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
        Path(provisoire).chmod(0o666 & ~masque)
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
