"""What the ratios of a level are computed on: R, RP, CVN, SP, F and FP."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.termes import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from ptce_ledger.analyse.cube import Case

PROPRES = (
    "cotisations",
    "ventes",
    "facturation-interne",
    "commissions",
    "dons-mecenat",
    "autres",
)
MARCHE = ("ventes", "facturation-interne", "commissions", "autres")
SUBVENTIONS = ("subventions", "fonds-dedies")
RECIPROCITE = ("cotisations", "dons-mecenat", "prise-en-charge")


class Base:
    """What the ratios of one level are computed on: its cases, gross or net."""

    def __init__(self, cases: Iterable[Case], *, net: bool = False) -> None:
        cases = list(cases)
        ressources = cube.select(cases, cube.RESSOURCES)
        if net:
            ressources = cube.select(ressources, ({}, {"interne": ["pole"]}))
        self.ressources = ressources
        self.dons_en_nature = cube.select(cases, ({"nature": ["contribution"]}, {}))
        self.r = Source.of(ressources)
        self.cvn = Source.of(self.dons_en_nature)
        self.rp = self.of(PROPRES)
        self.sp = self.of(SUBVENTIONS, origine="public")
        self.charges = Source.of(cube.select(cases, ({"nature": ["charge"]}, {})))
        recus: cube.Selection = ({"nature": ["financement"], "sens": ["recu"]}, {})
        publics: cube.Selection = ({"origine": ["public"]}, {})
        financements = cube.select(cases, recus)
        #: Financing received, and the part of it that is public.
        self.f = Source.of(financements)
        self.fp = Source.of(cube.select(financements, publics))
        #: All that public bodies pay, purchases included.
        self.public = Source.of(cube.select(ressources, publics))
        #: All that is given, in money or in kind.
        self.tout = self.r.plus(self.cvn)

    def of(self, types: Sequence[str], **colonnes: str) -> Source:
        """Sum the monetary resources of some types, narrowed by columns."""
        filtre = {"type": types, **{nom: [v] for nom, v in colonnes.items()}}
        return Source.of(cube.select(self.ressources, (filtre, {})))

    def in_kind(self, type_: str, **colonnes: str) -> Source:
        """Sum the contributions in kind of one type, narrowed by columns."""
        filtre = {"type": [type_], **{nom: [v] for nom, v in colonnes.items()}}
        return Source.of(cube.select(self.dons_en_nature, (filtre, {})))

    def by(self, colonne: str) -> dict[str, list[Case]]:
        """Gather the monetary resources by a column."""
        groupes: dict[str, list[Case]] = {}
        for case in self.ressources:
            groupes.setdefault(getattr(case.cle, colonne), []).append(case)
        return groupes


class Bases(NamedTuple):
    """Every base a ratio may need: its own level's, and those of the other levels."""

    niveau: Base
    cellule: Base
    pole: Base
    projets: Base
    #: The same without the flows inside the pole's own books.
    projets_nets: Base
    #: Attributable and whole turnover of each member that declared both.
    membres: Sequence[tuple[Source, Source]]
