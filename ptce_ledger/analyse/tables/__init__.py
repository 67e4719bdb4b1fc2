"""Tables that are no sums by key, one module each; BLOCS is what a definition may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.tables import bouclage
from ptce_ledger.analyse.tables import contribution
from ptce_ledger.analyse.tables import conventions
from ptce_ledger.analyse.tables import echanges
from ptce_ledger.analyse.tables import emplois
from ptce_ledger.analyse.tables import engagement
from ptce_ledger.analyse.tables import membres
from ptce_ledger.analyse.tables import non_ventile

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.analyse.tableau import Tableau

#: Code of the table → what builds it.
BLOCS: dict[str, Callable[[Ensemble], Tableau]] = {
    "bouclage": bouclage.build,
    "contribution": contribution.build,
    "conventions": conventions.build,
    "echanges": echanges.build,
    "etp": emplois.build,
    "membres": membres.build,
    "non_ventile": non_ventile.build,
    "projet": engagement.build,
}
