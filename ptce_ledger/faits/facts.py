"""The fact: one row per resource, charge, contribution or declaration.

`Fact` is the only schema; every output reads it, and the columns of the files derive
from it. `releve` makes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal


class Fact(NamedTuple):
    """A row of the facts table.

    `montant` is exact, in euros, with its natural sign (a repayment is negative);
    `quantite` and `unite` are what was written, hours or euros. An empty string is
    « non ventilé » or « sans objet ». `fichier` is relative to the main file.
    """

    date: datetime.date
    exercice: int
    phase: str
    pole: str
    perimetre: str
    projet: str
    membre: str
    nature: str
    type: str
    origine: str
    echelon: str
    tiers: str
    interne: str
    convention: str
    cle: str
    montant: Decimal
    quantite: Decimal
    unite: str
    preuve: str
    compte: str
    libelle: str
    fichier: str
    ligne: int

    @property
    def home(self) -> str:
        """The code of its périmètre: its project's, unless it is of the cell."""
        return self.projet if self.perimetre == "projet" else self.perimetre
