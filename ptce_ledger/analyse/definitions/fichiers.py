"""The file of a definition: its text, read with care; its TOML; where its words stand."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.erreurs.definitions import DefinitionIllisible
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.mots.dits import Dit

#: No report is longer, nor any of its lines: beyond, it is something else. A line of
#: one key with thousands of parts takes Python minutes.
OCTETS_MAX = 64 * 1024
_LIGNE_MAX = 1000
#: Never a link, never a wait for who would write in a pipe, where the system has these.
_OUVERTURE = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class DefinitionFausseError(Exception):
    """A definition that is not right: nothing of it serves."""

    def __init__(self, errors: Iterable[PtceError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(error.message for error in self.errors))


class IllisibleError(Exception):
    """A file that gives no text, and why."""

    def __init__(self, raison: Dit) -> None:
        super().__init__(str(raison))
        self.raison = raison


class Fichier(NamedTuple):
    """The text of a definition, and where it is."""

    chemin: str
    #: As it is told: « niveau-1.toml ».
    nom: str
    texte: str

    def parse(self) -> dict[str, Any]:
        """Read the TOML. Raises DefinitionFausseError."""
        for numero, ligne in enumerate(self.texte.split("\n"), 1):
            if len(ligne) > _LIGNE_MAX:
                trop = later("une ligne a plus de {combien} signes", combien=_LIGNE_MAX)
                raise self._unread(numero, trop)
        try:
            return tomllib.loads(self.texte)
        # A number of thousands of digits is a ValueError too.
        except (ValueError, RecursionError) as erreur:
            # « Expected '=' after a key (at line 3, column 5) »
            trouve = re.search(r"at line (\d+)", str(erreur))
            a_la_fin = "end of document" in str(erreur)
            numero = self.texte.rstrip().count("\n") + 1 if a_la_fin else 1
            raison = later("ce n’est pas du TOML")
            raise self._unread(int(trouve[1]) if trouve else numero, raison) from erreur

    def _unread(self, numero: int, raison: Dit) -> DefinitionFausseError:
        lieu = {"filename": self.chemin, "lineno": numero}
        faute = DefinitionIllisible.at(lieu, fichier=self.nom, raison=raison)
        return DefinitionFausseError([faute])

    def place_of(self, *mots: str) -> dict[str, Any]:
        """Find the line of the last of some words, each looked for after the one before.

        What is nowhere further is looked for from the start; what is nowhere is passed.
        """
        ici = 0
        for mot in mots:
            entier = re.compile(rf"(?<![\w-]){re.escape(mot)}(?![\w-])")
            trouve = entier.search(self.texte, ici) or entier.search(self.texte)
            ici = trouve.start() if trouve and mot else ici
        return {"filename": self.chemin, "lineno": self.texte.count("\n", 0, ici) + 1}


def read_text(chemin: str) -> str:
    """Read a text of UTF-8, of a plain file that is no longer than a report.

    Raises IllisibleError.
    """
    try:
        numero = os.open(chemin, _OUVERTURE)
    except FileNotFoundError:
        raise IllisibleError(later("ce fichier n’existe pas")) from None
    except OSError:
        raise IllisibleError(later("le système refuse de l’ouvrir")) from None
    if not stat.S_ISREG(os.fstat(numero).st_mode):
        os.close(numero)
        raise IllisibleError(later("ce n’est pas un fichier de texte"))
    with open(numero, "rb") as flux:
        lu = flux.read(OCTETS_MAX + 1)
    if len(lu) > OCTETS_MAX:
        trop = later("ce fichier a plus de {combien} octets", combien=OCTETS_MAX)
        raise IllisibleError(trop)
    try:
        # As Windows writes it: with a mark, and two signs at the end of a line.
        return lu.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise IllisibleError(later("ce n’est pas un texte en UTF-8")) from None
