"""What cannot be, of what follows from the entries: looked at last, on a sound ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.erreurs.bareme import BaremeAmbigu
from ptce_ledger.registre.declarations.doubles import place_of
from ptce_ledger.suivi.cotisations import TYPES
from ptce_ledger.suivi.dus import closest
from ptce_ledger.suivi.dus import first_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.suivi.dus import Baremes
    from ptce_ledger.suivi.suivi import Suivi


def check(suivi: Suivi) -> Iterator[PtceError]:
    """Report all that cannot be."""
    yield from check_baremes(suivi, suivi.registre.baremes)


def check_baremes(suivi: Suivi, baremes: Baremes) -> Iterator[PtceError]:
    """Report two scales that name a member as closely: once a pair."""
    registre = suivi.registre
    dits: set[tuple[str, ...]] = set()
    for exercice in suivi.releve.exercices() if baremes else ():
        for membre in registre.membres():
            jour = first_day(registre, membre, exercice)
            if jour is None:
                continue
            for type_ in TYPES:
                trouves = closest(registre, baremes, type_, membre, jour)
                trouves.sort(key=lambda b: (b.date, b.entry.meta["lineno"]))
                paire = tuple(b.code for b in trouves[-2:])
                if len(paire) < 2 or paire in dits:
                    continue
                dits.add(paire)
                premier, second = trouves[-2:]
                yield BaremeAmbigu.at(
                    second.entry.meta,
                    second.entry,
                    code=second.code,
                    autre=premier.code,
                    membre=membre,
                    exercice=exercice,
                    **place_of(premier.entry),
                )
