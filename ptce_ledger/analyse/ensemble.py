"""What the tables of an exercice are made from: the register, its facts, their cases."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import whole_turnovers

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.registre.pole import Registre


@dataclass(frozen=True)
class Ensemble:
    """An exercice as its tables read it; `projet` narrows it to one shared project."""

    releve: Releve
    exercice: int
    #: All of its facts, those outside the pole (« hors-pole ») included.
    facts: Sequence[Fact]
    #: Those of the pole, summed.
    cases: Sequence[Case]
    #: Gives the facts of this exercice and of those before it.
    so_far: Callable[[], Iterable[Fact]]
    projet: str = ""

    @property
    def registre(self) -> Registre:
        """The register of the pole."""
        return self.releve.registre

    @property
    def perimetre(self) -> str:
        """The code under which jobs are declared: the project's, else that of the cell."""
        return self.projet or "cellule"

    def narrow(self, projet: str) -> Ensemble:
        """Give the same for one project."""
        return replace(self, projet=projet)

    def of(self, **colonnes: str) -> list[Case]:
        """Keep the cases equal to some columns."""
        filtre = {nom: [valeur] for nom, valeur in colonnes.items()}
        return cube.select(self.cases, (filtre, {}))

    def ca_imputable(self, membre: str) -> Source:
        """Give a member's attributable turnover; nothing where undeclared."""
        return Source.of(self.of(nature="ca", membre=membre))

    def ca_entier(self, membre: str) -> tuple[Decimal | None, Source]:
        """Give a member's whole turnover and its line, None where undeclared."""
        lu = self.registre.donnees_lues(membre, self.exercice)
        if lu is None or "ca" not in lu.cles:
            return None, Source()
        case = cube.CaseDifferee(
            lu.cles["ca"].number, lambda: [*whole_turnovers(self.releve, [lu])]
        )
        return lu.cles["ca"].number, Source.of([case])

    def membres(self) -> list[str]:
        """List the members at any time in the exercice, by code."""
        return [
            code
            for code in self.registre.membres()
            if self.registre.was_member(code, self.exercice)
        ]

    def projets(self) -> list[str]:
        """List the projects that have a fact or a declaration in the exercice."""
        avec = {case.cle.projet for case in self.cases}
        for nom, cle in (("ptce-emploi", ""), ("ptce-cooperation", "projet")):
            for lu in self.registre.declared(nom, self.exercice):
                avec.add(lu.cles.get(cle, "") if cle else lu.valeurs["périmètre"])
        return sorted(avec & set(self.registre.communs))
