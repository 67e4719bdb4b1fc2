"""What remarks are made from: the entries typed, the lines, and who read them already.

One `Regard` serves every detector, so that files and entries are gone through once.
"""

from __future__ import annotations

import bisect
import functools
import os
import re
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Open
from beancount.core.data import Pad
from beancount.core.data import Transaction
from beancount.core.flags import FLAG_PADDING

from ptce_ledger.lecture.limites import OCTETS_D_UN_FICHIER
from ptce_ledger.mots import lexique
from ptce_ledger.mots.source import read_lines
from ptce_ledger.remarques.base import LUE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from decimal import Decimal

    from beancount.core.data import Posting

    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.remarques.base import Remarque


#: Beyond it, a line is no text that someone typed.
_LARGEUR = 5_000


#: A text between quotes; or a comment, or a line that Beancount passes over.
_TEXTE = re.compile(
    r'"((?:[^"\\]|\\.)*+)("?)|;.*|^(?:[*:!&?%]|#(?![A-Za-z0-9_/.-])).*', re.MULTILINE
)


class Feuillet:
    """The text of a file, and the place of each of its signs."""

    def __init__(self, nom: str, texte: str) -> None:
        self.nom = nom
        self.texte = texte

    @functools.cached_property
    def _debuts(self) -> list[int]:
        return [0, *(trouve.end() for trouve in re.finditer("\n", self.texte))]

    def place(self, position: int) -> dict[str, Any]:
        """Give the place of a sign."""
        ligne = bisect.bisect_right(self._debuts, position)
        return {"filename": self.nom, "lineno": ligne}

    def iter_textes(self) -> Iterator[tuple[int, str]]:
        """Yield each text between quotes, comments apart, and where it begins."""
        for trouve in _TEXTE.finditer(self.texte):
            if trouve[2]:
                yield trouve.start(1), trouve[1]


class Regard:
    """A ledger as its remarks look at it."""

    def __init__(self, livre: Livre) -> None:
        self.livre = livre
        noms = dict.fromkeys((str(livre.chemin), *livre.options.get("include", ())))
        #: Files of the ledger, the main one first, and the rank of each.
        self.fichiers = list(noms)
        self._rangs = {nom: rang for rang, nom in enumerate(noms)}

    @functools.cached_property
    def ecritures(self) -> list[Transaction]:
        """Entries that someone typed: those that `pad` makes are not among them."""
        return [
            entry
            for entry in self.livre.entries
            if type(entry) is Transaction and entry.flag != FLAG_PADDING
        ]

    def exercice(self, entry: Any) -> int:
        """Name the exercice of an entry."""
        return self.livre.registre.exercice(entry.date)

    def nom(self, meta: Mapping[str, Any]) -> str:
        """Name a file as the ledger's folder sees it."""
        return self.livre.releve.fichier(str(meta["filename"]))

    def iter_lines(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield each line of each file, with its place; its start when it has no end."""
        for fichier in filter(_is_readable, self.fichiers):
            for numero, ligne in enumerate(read_lines(fichier), 1):
                if ligne:
                    yield {"filename": fichier, "lineno": numero}, ligne[:_LARGEUR]

    @functools.cached_property
    def feuillets(self) -> list[Feuillet]:
        """Each file, whole."""
        return [
            Feuillet(fichier, "\n".join(read_lines(fichier)))
            for fichier in filter(_is_readable, self.fichiers)
        ]

    def rank(self, remarque: Remarque) -> tuple[int, int, str]:
        """Order remarks by file, then by line."""
        source = remarque.source
        rang = self._rangs.get(source["filename"], len(self._rangs))
        return rang, _number(source), remarque.code

    def is_read(self, remarque: Remarque) -> bool:
        """Tell whether its line, or what bears it, says why all is well."""
        source = remarque.source
        meta = self.around(source["filename"], _number(source))
        return any(str(niveau.get(LUE) or "").strip() for niveau in meta)

    def around(self, fichier: str, ligne: int) -> tuple[Mapping[str, Any], ...]:
        """Give what is typed around a line: its posting's keys, its entry's, its open's.

        A comment in the margin belongs to nothing.
        """
        lignes = read_lines(fichier)
        if not 0 < ligne <= len(lignes) or lignes[ligne - 1][:1] in (";", "*"):
            return ()
        reperes, niveaux = self._niveaux.get(fichier, ([], []))
        rang = bisect.bisect_right(reperes, ligne) - 1
        return niveaux[rang] if rang >= 0 else ()

    @functools.cached_property
    def _niveaux(
        self,
    ) -> dict[str, tuple[list[int], list[tuple[Mapping[str, Any], ...]]]]:
        """For each file: the lines where an entry or a posting starts, and its levels."""
        par_fichier: dict[str, dict[int, tuple[Mapping[str, Any], ...]]] = {}
        for entry in self.livre.entries:
            if type(entry) is Transaction and entry.flag == FLAG_PADDING:
                continue
            lieux = par_fichier.setdefault(entry.meta["filename"], {})
            lieux[_number(entry.meta)] = (entry.meta,)
            for posting in getattr(entry, "postings", ()):
                if posting.meta and "lineno" in posting.meta:
                    compte = self._opens.get(posting.account, {})
                    lieux[_number(posting.meta)] = (posting.meta, entry.meta, compte)
        return {
            fichier: (sorted(lieux), [lieux[ligne] for ligne in sorted(lieux)])
            for fichier, lieux in par_fichier.items()
        }

    @functools.cached_property
    def _opens(self) -> dict[str, Mapping[str, Any]]:
        return {e.account: e.meta for e in self.livre.entries if type(e) is Open}

    @functools.cached_property
    def pads(self) -> list[Pad]:
        """The `pad` directives."""
        return [entry for entry in self.livre.entries if type(entry) is Pad]


def _is_readable(fichier: str) -> bool:
    return os.path.isfile(fichier) and os.path.getsize(fichier) <= OCTETS_D_UN_FICHIER


def _number(meta: Mapping[str, Any]) -> int:
    """Give a line number; a ledger may hold anything under that name."""
    ligne = meta["lineno"]
    return ligne if isinstance(ligne, int) else 0


def euros_of(posting: Posting) -> Decimal | None:
    """Give the euros of a posting, or None: hours, another currency, nothing."""
    units = posting.units
    if units is None or units.currency != lexique.EURO:
        return None
    nombre: Decimal | None = units.number
    return nombre


def place_of(posting: Posting, entry: Transaction) -> Mapping[str, Any]:
    """Give the place of a posting; one that a plugin wrote has that of its entry."""
    meta = posting.meta
    return meta if meta and "lineno" in meta else entry.meta
