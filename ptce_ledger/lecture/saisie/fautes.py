"""What is wrong with the form of a line: the first check that finds its own speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.lecture.saisie import calculs
from ptce_ledger.lecture.saisie import formes
from ptce_ledger.lecture.saisie import jours
from ptce_ledger.lecture.saisie import montants
from ptce_ledger.lecture.saisie import signes

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

#: What spoils the reading of all the rest comes first.
_CHECKS: tuple[Callable[[LigneTypee], PtceError | None], ...] = (
    signes.explain_invisible,
    formes.explain_merge,
    formes.explain_pasted,
    formes.explain_open_quote,
    formes.explain_passed_over,
    signes.explain_foreign,
    jours.explain_date,
    calculs.explain_calculation,
    montants.explain_number,
    formes.explain_margin,
    formes.explain_glued,
)


def explain_form(ligne: LigneTypee) -> PtceError | None:
    """Say what is wrong with the form of a line, if anything is."""
    for check in _CHECKS:
        erreur = check(ligne)
        if erreur is not None:
            return erreur
    return None
