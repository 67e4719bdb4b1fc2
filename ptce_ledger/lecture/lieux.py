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

from ptce_ledger.lecture.saisie.habitudes import explain_line
from ptce_ledger.mots import source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.erreurs.base import PtceError

_INCLUDE = re.compile(r'include\s+"([^"]*)"')
_DIRECTIVE = re.compile(
    r"\ufeff?\s*(?P<mot>plugin|include|option|pushtag|pushmeta)\s+"
    r'(?:"(?P<texte>[^"]*)"|#?(?P<nom>[^\s":#]+))'
)


class Reperes:
    """What was read of a ledger, looked at when an error is being explained."""

    def __init__(self, entries: Sequence[Any], fichiers: Sequence[str]) -> None:
        self.entries = entries
        #: Main one first.
        self.fichiers = fichiers
        self._expliquees: dict[tuple[str, int], PtceError | None] = {}

    def explain(self, lieu: Mapping[str, Any]) -> PtceError | None:
        """Say what is wrong at a place, once: a line may be refused word by word."""
        cle = str(lieu["filename"]), int(lieu["lineno"])
        if cle not in self._expliquees:
            self._expliquees[cle] = explain_line(lieu)
        return self._expliquees[cle]

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

    def find(self, mot: str, nomme: str) -> Mapping[str, Any]:
        """Find the first line where a keyword names something: some errors give none."""
        depart = {"filename": self.fichiers[0], "lineno": 0}
        return self._directives.get((mot, _plain(nomme)), depart)

    @functools.cached_property
    def _directives(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """What each directive without a date names first, and where."""
        places: dict[tuple[str, str], Mapping[str, Any]] = {}
        for fichier in self.fichiers:
            for numero, ligne in enumerate(source.read_lines(fichier), 1):
                if trouve := _DIRECTIVE.match(ligne):
                    nomme = trouve["texte"] or trouve["nom"] or ""
                    place = {"filename": fichier, "lineno": numero}
                    places.setdefault((trouve["mot"], _plain(nomme)), place)
        return places

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


def _plain(nomme: str) -> str:
    # Beancount gives a text without the backslashes it was typed with.
    return nomme.replace("\\", "")


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
