"""The faces of a state, by the name of their format: one literal list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Protocol

if TYPE_CHECKING:
    from ptce_ledger.suivi.etat import Etat


class FaceDEtat(Protocol):
    """What turns a state into a text or bytes."""

    def __call__(self, etat: Etat, *, provisoire: bool = False) -> str | bytes:
        """Render a state."""


def _terminal(etat: Etat, *, provisoire: bool = False) -> str:
    from ptce_ledger.rendu.terminal.etat import render  # noqa: PLC0415

    return render(etat, provisoire=provisoire)


def _csv(etat: Etat, *, provisoire: bool = False) -> bytes:
    from ptce_ledger.rendu.fichiers.etats import as_csv  # noqa: PLC0415

    return as_csv(etat, provisoire=provisoire)


def _xlsx(etat: Etat, *, provisoire: bool = False) -> bytes:
    from ptce_ledger.rendu.fichiers.etats import as_workbook  # noqa: PLC0415

    return as_workbook(etat, provisoire=provisoire)


def _json(etat: Etat, *, provisoire: bool = False) -> bytes:
    from ptce_ledger.rendu.fichiers.etats import as_json  # noqa: PLC0415

    return as_json(etat, provisoire=provisoire)


#: Each imports what it writes with when it is asked for.
FORMATS_D_ETAT: dict[str, FaceDEtat] = {
    "terminal": _terminal,
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
}
