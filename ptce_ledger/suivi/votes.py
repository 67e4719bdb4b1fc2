"""The budget as it was voted: each line once, what was voted first, what revised it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.registre.declarations.budget import TYPES
from ptce_ledger.registre.declarations.budget import exercice_of

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

#: A line of a budget: its périmètre ("" where none is known), its type or its charge,
#: its origin.
Poste = tuple[str, str, str]

#: Resources that come or go at once; the others run over the year.
_D_UN_COUP = (
    "subventions",
    "dons-mecenat",
    "fonds-dedies",
    "apports",
    "prets",
    "subventions-investissement",
)
#: Charges whose account tells no class.
AUTRES = "autres-charges"


class Vote(NamedTuple):
    """What the pole foresaw of a line: first, and last by a day."""

    premier: Lu
    dernier: Lu
    rythme: str

    @property
    def vote(self) -> Decimal:
        """What was voted first."""
        return _amount(self.premier)

    @property
    def revise(self) -> Decimal:
        """What was voted last."""
        return _amount(self.dernier)


def _amount(lu: Lu) -> Decimal:
    montant: Decimal = lu.valeurs["montant"].number
    return montant


def is_charge(ligne: str) -> bool:
    """Tell a charge; what has no type is a resource."""
    return bool(ligne) and ligne not in TYPES


def rhythm(ligne: str) -> str:
    """Say how a line is spent over the year when nobody said it."""
    return "en-une-fois" if ligne in _D_UN_COUP else "reparti"


def read_votes(
    registre: Registre, exercice: int, au: datetime.date
) -> dict[Poste, Vote]:
    """Give the lines voted for an exercice, as they stand on a day.

    A line that was voted after that day is foreseen all the same: a budget is often
    voted when its year has begun.
    """
    lus: dict[Poste, list[Lu]] = {}
    for lu in registre.declarations.get("ptce-budget", ()):
        if exercice_of(registre, lu) == exercice:
            valeurs = lu.valeurs
            origine = lu.cles.get("origine", "")
            poste = valeurs["périmètre"], valeurs["ligne"], origine
            lus.setdefault(poste, []).append(lu)
    votes = {}
    for poste, versions in lus.items():
        tenues = [lu for lu in versions if lu.entry.date <= au] or versions[:1]
        dits = [lu.cles["rythme"] for lu in tenues if "rythme" in lu.cles]
        rythme = dits[-1] if dits else rhythm(poste[1])
        votes[poste] = Vote(versions[0], tenues[-1], rythme)
    return votes
