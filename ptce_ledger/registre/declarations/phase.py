"""« ptce-phase »: the phase of its making that the pole enters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import Choix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def _declare(
    registre: Registre, lu: Lu, _premiers: dict[str, Lu]
) -> Iterable[PtceError]:
    registre.phases.append((lu.entry.date, lu.valeurs["phase"]))
    return ()


DECLARATION = Declaration(
    Directive(
        "La phase de construction où le pôle entre.", {"phase": Choix(lexique.PHASES)}
    ),
    declare=_declare,
    # A pole enters one phase a day.
    identite=lambda _lu: "",
)
