"""The cube: facts summed once over the few columns that reports select on.

A synthesis asks some hundred sums of the same facts. Summing them into cases first
makes each sum a walk over a few hundred cases instead of every fact, and each case
keeps its facts, so that any figure opens down to its lines.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact


class CleDeCase(NamedTuple):
    """The columns a definition may select or group by."""

    phase: str
    perimetre: str
    projet: str
    membre: str
    nature: str
    type: str
    origine: str
    tiers: str
    interne: str
    echelon: str
    preuve: str
    #: The sign of a financing (« recu », « rembourse ») or of an investment
    #: (« acquis », « cede »).
    sens: str

    @property
    def home(self) -> str:
        """The code of its périmètre: its project's, unless it is of the cell."""
        return self.projet if self.perimetre == "projet" else self.perimetre


_RANGS = {nom: rang for rang, nom in enumerate(CleDeCase._fields)}
#: The columns of a fact that are in its key: all but « sens », which is deduced.
_colonnes = operator.attrgetter(*CleDeCase._fields[:-1])


class Case:
    """The facts that share a key, and their sums."""

    __slots__ = ("cle", "facts", "heures", "montant")

    def __init__(self, cle: CleDeCase) -> None:
        self.cle = cle
        self.montant = ZERO
        self.heures = ZERO
        self.facts: list[Fact] = []

    @property
    def quantite(self) -> Decimal:
        """What is counted: full-time equivalents, cooperations."""
        return sum((fact.quantite for fact in self.facts), ZERO)


#: What the sign of a fact tells, by its nature: at the plus, at the minus.
SENS = {"financement": ("recu", "rembourse"), "investissement": ("acquis", "cede")}
#: The key of facts put together whatever their columns.
_SANS_CLE = CleDeCase._make([""] * len(CleDeCase._fields))
#: Allowed values, and refused ones, by column of the key.
Selection = tuple["Mapping[str, Sequence[str]]", "Mapping[str, Sequence[str]]"]
#: The monetary resources of operation, whose sum is R.
RESSOURCES: Selection = ({"nature": ["produit"]}, {"type": ["hors-ressources"]})


def build(facts: Iterable[Fact]) -> list[Case]:
    """Sum facts into cases, in the order first met."""
    cases: dict[tuple[Any, ...], Case] = {}
    for fact in facts:
        for sens in _senses(fact):
            cle = (*_colonnes(fact), sens)
            case = cases.get(cle)
            if case is None:
                case = cases[cle] = Case(CleDeCase._make(cle))
            case.montant += fact.montant
            if fact.unite != lexique.EURO and lexique.est_heure(fact.unite):
                case.heures += fact.quantite
            case.facts.append(fact)
    return list(cases.values())


def gather(facts: Sequence[Fact]) -> tuple[Case, ...]:
    """Put facts in one case whatever their columns; no case where there is none."""
    if not facts:
        return ()
    case = Case(_SANS_CLE)
    case.facts = list(facts)
    case.montant = sum((fact.montant for fact in facts), ZERO)
    return (case,)


class CaseDifferee(Case):
    """A case whose facts are made when somebody asks, its sum being known already."""

    __slots__ = ("_facts", "_make")

    def __init__(self, montant: Decimal, make: Callable[[], list[Fact]]) -> None:
        self._make = make
        self._facts: list[Fact] | None = None
        super().__init__(_SANS_CLE)
        self.montant = montant

    @property
    def facts(self) -> list[Fact]:
        """The facts, made once."""
        if self._facts is None:
            self._facts = self._make()
        return self._facts

    @facts.setter
    def facts(self, facts: list[Fact]) -> None:
        """Leave out the empty list that a case starts with."""


def _senses(fact: Fact) -> tuple[str, ...]:
    """Tell received from repaid, acquired from given up; of a withheld one, nobody can."""
    plus, moins = SENS.get(fact.nature, SENS["financement"])
    if is_withheld(fact.montant) and fact.nature in SENS:
        return (plus, moins)
    return (moins,) if fact.montant.is_signed() and fact.montant else (plus,)


def select(cases: Iterable[Case], selection: Selection) -> list[Case]:
    """Keep the cases whose columns are all allowed and none refused."""
    filtre, sauf = selection
    gardes = list(cases)
    # One column after the other: each pass is over what the ones before have left.
    for nom, admis in filtre.items():
        rang = _RANGS[nom]
        gardes = [case for case in gardes if case.cle[rang] in admis]
    for nom, refuses in sauf.items():
        rang = _RANGS[nom]
        gardes = [case for case in gardes if case.cle[rang] not in refuses]
    return gardes


def total(cases: Iterable[Case], mesure: str = "montant") -> Decimal:
    """Add a measure, « montant », « heures » or « quantite », exactly."""
    return sum((getattr(case, mesure) for case in cases), ZERO)
