"""The last version of a ledger that git knows, read without running anything of it.

Plumbing only, in an environment of its own: no hook, no pager, no filter, no network,
no lock. Where there is no git, or it says anything but yes, there is no version.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from typing import TYPE_CHECKING

from ptce_ledger.mots.programmes import find_program
from ptce_ledger.mots.programmes import safe_environ

if TYPE_CHECKING:
    from pathlib import Path

#: Seconds, for each of two or three calls that take some milliseconds.
_DELAI = 10
_SANS_RIEN = (
    "--no-optional-locks",
    "--no-pager",
    "--no-replace-objects",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.fsmonitor=false",
)


class Depot:
    """The files under a folder in the last commit: their names, and their contents."""

    def __init__(self, dossier: Path) -> None:
        self._dossier = dossier
        self._git = find_program("git")
        #: Name, from the folder, with slashes → identifier of its content.
        self.fichiers = self._list()

    def read(self, nom: str) -> bytes | None:
        """Give the content of a file in the last commit."""
        empreinte = self.fichiers.get(nom)
        return self._run("cat-file", "blob", empreinte) if empreinte else None

    def has(self, nom: str, contenu: bytes) -> bool:
        """Tell whether a content is that of the last commit, without a call of git."""
        entete = b"blob %d\x00" % len(contenu)
        empreinte = self.fichiers.get(nom, "")
        hache = hashlib.sha256 if len(empreinte) == 64 else hashlib.sha1
        return hache(entete + contenu).hexdigest() == empreinte

    def _list(self) -> dict[str, str]:
        liste = self._run("ls-tree", "-r", "-z", "HEAD")
        fichiers = {}
        for ligne in (liste or b"").decode("utf-8", "replace").split("\0"):
            etat, _, nom = ligne.partition("\t")
            genre = etat.split()
            # 120000 is a link, 160000 another repository.
            if len(genre) == 3 and genre[0] in ("100644", "100755"):
                fichiers[nom] = genre[2]
        return fichiers

    def _run(self, *arguments: str) -> bytes | None:
        if self._git is None:
            return None
        try:
            fini = subprocess.run(  # noqa: S603  git itself, by its whole path
                [self._git, *_SANS_RIEN, *arguments],
                cwd=self._dossier,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_DELAI,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return fini.stdout


def _environment() -> dict[str, str]:
    """Keep the way to programs, and shut what a user or a variable may have set.

    How high git may look for a repository is kept: it can only make it see less.
    """
    gardees = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "GIT_CEILING_DIRECTORIES")
    sure = safe_environ()
    return {
        **{nom: sure[nom] for nom in gardees if nom in sure},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
