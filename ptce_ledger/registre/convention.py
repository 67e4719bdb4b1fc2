"""A grant agreement as the register holds it, as it is from one of its dates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    import datetime


@dataclass(frozen=True, slots=True)
class Convention:
    """A grant agreement: who pays, how much was granted, for which project ("": cell)."""

    code: str
    financeur: str
    montant: Decimal
    projet: str = ""
    objet: str = ""
    debut: datetime.date | None = None
    fin: datetime.date | None = None
    #: For a defined project, whose expenses are tagged: what is not tagged is not spent.
    affectee: bool = False
    #: The share of costs that the grant pays.
    part_financee: Decimal = Decimal(1)
    #: The flat rate of indirect costs, over direct ones.
    taux_indirects: Decimal = Decimal(0)
    #: The most that public money may be of the costs of its périmètre.
    plafond_public: Decimal | None = None
    #: Whether contributions in kind are costs.
    avec_contributions: bool = False
    regime_aide: str = ""
    #: Of one begun before the book: booked and spent by then.
    deja_constate: Decimal = Decimal(0)
    deja_depense: Decimal = Decimal(0)
    #: The directive that declares it.
    entry: Any = None

    @property
    def perimetre(self) -> str:
        """The périmètre that it pays for: a project, or the cell."""
        return self.projet or "cellule"
