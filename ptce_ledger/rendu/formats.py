"""The faces of a synthesis, by the name of their format: one literal list.

Each takes the syntheses of one or more exercices, the numbers of the levels to show (all
by default), and gives a text or bytes. `provisoire` says that the ledger has errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Protocol

from ptce_ledger.analyse.comparaison import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.tableau import Synthese


class Face(Protocol):
    """What turns syntheses into a text or bytes."""

    def __call__(
        self,
        syntheses: Sequence[Synthese],
        niveaux: Sequence[int] = (),
        *,
        provisoire: bool = False,
    ) -> str | bytes:
        """Render one exercice, or several side by side."""


def _terminal(
    syntheses: Sequence[Synthese],
    niveaux: Sequence[int] = (),
    *,
    provisoire: bool = False,
) -> str:
    from ptce_ledger.rendu.terminal import synthese  # noqa: PLC0415

    if len(syntheses) == 1:
        return synthese.render(syntheses[0], niveaux, provisoire=provisoire)
    comparaison = compare(syntheses)
    return synthese.render_comparison(comparaison, niveaux, provisoire=provisoire)


def _csv(
    syntheses: Sequence[Synthese],
    niveaux: Sequence[int] = (),
    *,
    provisoire: bool = False,
) -> bytes:
    from ptce_ledger.rendu.fichiers.donnees import as_csv  # noqa: PLC0415

    return as_csv(syntheses, niveaux, provisoire=provisoire)


def _xlsx(
    syntheses: Sequence[Synthese],
    niveaux: Sequence[int] = (),
    *,
    provisoire: bool = False,
) -> bytes:
    from ptce_ledger.rendu.fichiers.classeur import as_workbook  # noqa: PLC0415

    return as_workbook(syntheses, niveaux, provisoire=provisoire)


def _json(
    syntheses: Sequence[Synthese],
    niveaux: Sequence[int] = (),
    *,
    provisoire: bool = False,
) -> bytes:
    from ptce_ledger.rendu.fichiers import donnees  # noqa: PLC0415

    if len(syntheses) > 1:
        data = donnees.as_comparison(compare(syntheses), niveaux)
    else:
        data = donnees.as_data(syntheses[0], niveaux)
    if provisoire:
        data = {"provisoire": True, **data}
    return donnees.as_json(data).encode()


#: Each imports what it writes with when it is asked for.
SYNTHESES: dict[str, Face] = {
    "terminal": _terminal,
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
}
