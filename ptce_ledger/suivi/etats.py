"""The states that a command may ask for, and the figures that each of them has."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ptce_ledger.suivi import budget
from ptce_ledger.suivi import conventions
from ptce_ledger.suivi import cotisations
from ptce_ledger.suivi import fonds_dedies
from ptce_ledger.suivi import membres
from ptce_ledger.suivi import preuves
from ptce_ledger.suivi import remises

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.suivi.etat import Etat
    from ptce_ledger.suivi.suivi import Suivi


def _absent_due(
    type_: str, suivi: Suivi, exercice: int, cles: tuple[str, ...]
) -> Ligne | None:
    return cotisations.absent(suivi, type_, exercice, cles)


def _agreements(suivi: Suivi, exercice: int) -> Etat:
    """Follow the agreements of a book; of a copy, give what it says of them."""
    build = remises.build if suivi.registre.copie_pour else conventions.build
    return build(suivi, exercice)


#: Code of the state → how it is made for an exercice.
ETATS: dict[str, Callable[[Suivi, int], Etat]] = {
    "cotisations": cotisations.build,
    "conventions": _agreements,
    "budget": budget.build,
    "membres": membres.build,
    "preuves": preuves.build,
}
#: The first word of a figure's name → the state that has it.
CHEMINS = {
    "cotisations": "cotisations",
    "commissions": "cotisations",
    "conventions": "conventions",
    "fonds-dedies": "conventions",
    "budget": "budget",
}
#: Group of a figure → the row of what is known and of which there is nothing to show.
ABSENTS: dict[str, Callable[[Suivi, int, tuple[str, ...]], Ligne | None]] = {
    **{type_: functools.partial(_absent_due, type_) for type_ in cotisations.TYPES},
    "fonds-dedies": fonds_dedies.absent,
    "budget": budget.absent,
}


def state(suivi: Suivi, code: str, exercice: int) -> Etat:
    """Give a state of an exercice, made once."""
    if (code, exercice) not in suivi.etats:
        suivi.etats[code, exercice] = ETATS[code](suivi, exercice)
    return suivi.etats[code, exercice]
