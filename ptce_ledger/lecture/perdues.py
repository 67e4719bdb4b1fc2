"""What a line that was not read would have declared: its uses are then no fault.

« Compte inconnu : ouvrez-le » is said of no account whose `open` is there, mistyped: its
own line has an error, and that one is enough.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import codes
from ptce_ledger.erreurs.comptes import CompteInconnu
from ptce_ledger.erreurs.nature import PrixAbsent
from ptce_ledger.erreurs.registre import PoleAbsent
from ptce_ledger.mots import source
from ptce_ledger.mots.typographie import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ptce_ledger.erreurs.base import PtceError

#: What says that something is declared by no line, and the word of it that names it.
_INCONNUS: dict[type[PtceError], str] = {
    CompteInconnu: "compte",
    PrixAbsent: "devise",
    codes.MembreInconnu: "code",
    codes.TiersInconnu: "code",
    codes.ProjetInconnu: "code",
    codes.ConventionInconnue: "code",
    codes.CleInconnue: "code",
}
#: Lines that name an account, and open none.
_EMPLOIENT = re.compile(r"(?:\S+\s+)?(?:close|balance|pad|note|document|[*!])\s")
_MOT = re.compile(r"[^\s\"“”«»,;]+")
_RETRAIT = (" ", "\t")
#: Lines that one goes up at most: no directive is longer.
_HAUT = 100


def find_lost(errors: Iterable[PtceError]) -> list[str]:
    """Give the first line of each directive that was not read, from its error."""
    return [
        ligne
        for error in errors
        # What was read is with its error.
        if error.entry is None and (ligne := _first_line(error))
        if not _EMPLOIENT.match(ligne)
    ]


def _first_line(error: PtceError) -> str:
    numero = error.source["lineno"]
    if not isinstance(numero, int):
        return ""
    lignes = source.read_lines(str(error.source["filename"]))
    for rang in range(min(numero, len(lignes)) - 1, max(-1, numero - _HAUT), -1):
        if lignes[rang].strip() and lignes[rang][:1] not in _RETRAIT:
            return lignes[rang]
    return ""


def leave_out(errors: Iterable[PtceError], perdues: Sequence[str]) -> list[PtceError]:
    """Leave out what is declared by a line that was not read."""
    mots = {fold(mot) for ligne in perdues for mot in _MOT.findall(ligne)}
    return [error for error in errors if mots.isdisjoint(_named(error))]


def _named(error: PtceError) -> Iterator[str]:
    if isinstance(error, PoleAbsent):
        yield "ptce-pole"
    elif type(error) in _INCONNUS:
        yield fold(str(error.mots[_INCONNUS[type(error)]]))
