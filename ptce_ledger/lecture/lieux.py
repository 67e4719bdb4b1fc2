"""Where one of Beancount's errors stands, and what its words can be compared with."""

from __future__ import annotations

import fnmatch
import functools
import os
import re
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core import getters
from beancount.core.data import Close
from beancount.core.data import Open

from ptce_ledger.mots import source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

_INCLUDE = re.compile(r'include\s+"([^"]*)"')


class Reperes:
    """What was read of a ledger, looked at when an error is being explained."""

    def __init__(self, entries: Sequence[Any], fichiers: Sequence[str]) -> None:
        self.entries = entries
        #: Main one first.
        self.fichiers = fichiers

    @functools.cached_property
    def opens(self) -> dict[str, Open]:
        """The `open` of each account."""
        return {e.account: e for e in self.entries if type(e) is Open}

    @functools.cached_property
    def closes(self) -> dict[str, Close]:
        """The `close` of each closed account."""
        return {e.account: e for e in self.entries if type(e) is Close}

    @functools.cached_property
    def emplois(self) -> dict[str, Any]:
        """The first directive that names each account."""
        emplois: dict[str, Any] = {}
        for entry in self.entries:
            for compte in getters.get_entry_accounts(entry):
                emplois.setdefault(compte, entry)
        return emplois

    def find(self, motif: str) -> Mapping[str, Any]:
        """Find the first line that a pattern starts, among all the files."""
        regle = re.compile(rf"\ufeff?\s*{motif}")
        for fichier in self.fichiers:
            for numero, ligne in enumerate(source.read_lines(fichier), 1):
                if regle.match(ligne):
                    return {"filename": fichier, "lineno": numero}
        return {"filename": self.fichiers[0], "lineno": 0}

    def find_quoting(self, motif: str, texte: str) -> Mapping[str, Any]:
        """Find the line where a keyword names a text: load errors give no line."""
        # Beancount gives a text without the backslashes it was typed with.
        signes = "".join(rf"\\*{re.escape(signe)}" for signe in texte)
        return self.find(rf'{motif}\s+"{signes}"')

    def iter_includes(self, fichier: str) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Yield the `include` lines that bring a file, and how they name it."""
        for parent in self.fichiers:
            dossier = os.path.dirname(parent)
            for numero, ligne in enumerate(source.read_lines(parent), 1):
                trouve = _INCLUDE.match(ligne)
                if trouve:
                    motif = os.path.normpath(os.path.join(dossier, trouve[1]))
                    if fnmatch.fnmatch(fichier, motif):
                        yield {"filename": parent, "lineno": numero}, trouve[1]


class Lieu(NamedTuple):
    """Where an error stands, in a ledger."""

    meta: Mapping[str, Any]
    entry: Any
    lecture: Reperes

    def posting(self, compte: str) -> Any:
        """Find the posting of the entry on an account, when it has one."""
        postings = getattr(self.entry, "postings", None) or ()
        return next((p for p in postings if p.account == compte), None)

    def on(self, compte: str) -> Mapping[str, Any]:
        """Narrow the place to that posting."""
        meta = getattr(self.posting(compte), "meta", None)
        return meta if meta and "lineno" in meta else self.meta

    def line(self) -> str:
        """Give the line of the ledger."""
        return source.read_line(self.meta)
