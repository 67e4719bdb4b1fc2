"""What Fava writes is written whole: a temporary file, then one rename.

Fava opens ledger files with `Path(…).open("w")`, which empties them first: a full disk
or a kill leaves half a ledger. `CheminEntier` is a path whose `open("w")` gathers the
text and replaces the file when it closes. It is put in the one place where Fava makes
such paths: the name `Path` of `fava.core.file`.
"""

from __future__ import annotations

import contextlib
import contextvars
import io
import os
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import fava.core.file
from fava.core.file import FileModule
from fava.json_api import FavaJSONAPIError

from ptce_ledger.mots.dits import later
from ptce_ledger.mots.fichiers import say_refusal
from ptce_ledger.mots.fichiers import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from werkzeug.datastructures import FileStorage

    from ptce_ledger.mots.dits import Dit


#: Files replaced since someone began to note them.
_ECRITS: contextvars.ContextVar[set[str] | None] = contextvars.ContextVar(
    "ptce_ecrits", default=None
)


class EcritureImpossibleError(FavaJSONAPIError):
    """Nothing was written, and why."""

    status = HTTPStatus.INSUFFICIENT_STORAGE

    def __init__(self, message: Dit) -> None:
        super().__init__(str(message))


class _Brouillon(io.StringIO):
    """A text being written: it replaces the file when it ends without an exception."""

    def __init__(self, chemin: Path, encoding: str, newline: str | None) -> None:
        super().__init__(newline=os.linesep if newline is None else newline)
        self._chemin = chemin
        self._encoding = encoding

    def __exit__(
        self,
        genre: type[BaseException] | None,
        erreur: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Replace the file, unless writing failed."""
        if genre is None:
            replace_whole(self._chemin, self.getvalue().encode(self._encoding))
        super().__exit__(genre, erreur, trace)


class CheminEntier(type(Path())):  # type: ignore[misc]  # before 3.12, Path() has no heir
    """A path whose text is replaced whole."""

    def open(self, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        """Open as any path, save that « w » gathers first."""
        if mode == "w":
            encodage = kwargs.get("encoding")
            # Ledgers are UTF-8, whatever the machine writes otherwise.
            connu = "utf-8" if encodage in (None, "locale") else str(encodage)
            return _Brouillon(self, connu, kwargs.get("newline"))
        return super().open(mode, *args, **kwargs)


class FichiersEntiers(FileModule):
    """Fava's writer of files; the editor gives it a path of its own making."""

    def set_source(self, path: Path, source: str, sha256sum: str) -> str:
        """Write a source file whole."""
        return super().set_source(CheminEntier(path), source, sha256sum)


@contextlib.contextmanager
def noted() -> Iterator[set[str]]:
    """Note the files that are replaced."""
    ecrits: set[str] = set()
    jeton = _ECRITS.set(ecrits)
    try:
        yield ecrits
    finally:
        _ECRITS.reset(jeton)


def install() -> None:
    """Have Fava make paths that are written whole."""
    fava.core.file.Path = CheminEntier  # type: ignore[attr-defined]


def replace_whole(chemin: Path, contenu: bytes) -> None:
    """Replace a file, with its rights; a symbolic link stays, its target changes."""
    reel = Path(os.path.realpath(chemin))
    try:
        droits = reel.stat().st_mode & 0o7777
    except OSError:
        droits = None
    notes = _ECRITS.get()
    if notes is not None:
        notes.add(str(reel))
    # Private until it has the rights of the old one, if there is an old one.
    write_whole(reel, contenu, prive=droits is not None)
    if droits is not None:
        with contextlib.suppress(OSError):
            reel.chmod(droits)


def save_upload(depot: FileStorage, chemin: Path) -> None:
    """Save an uploaded file whole."""
    replace_whole(chemin, depot.stream.read())


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Say that a write failed: what was there is still there."""
    try:
        yield
    except OSError as erreur:
        dit = later(
            "Le disque refuse d’écrire ({cause}) : rien n’a été changé.",
            cause=say_refusal(erreur),
        )
        raise EcritureImpossibleError(dit) from erreur
