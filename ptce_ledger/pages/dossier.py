"""What the pages of a pole are made from, computed once for each exercice."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_ledger.analyse.comparaison import compare
from ptce_ledger.analyse.synthese import synthesize
from ptce_ledger.analyse.tables.annexes import annex

if TYPE_CHECKING:
    from ptce_ledger.analyse.comparaison import Comparaison
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.registre.pole import Registre


@dataclass(frozen=True)
class Dossier:
    """A ledger without error, and the syntheses made of it, each once."""

    releve: Releve

    @property
    def registre(self) -> Registre:
        """The register of the pole."""
        return self.releve.registre

    @functools.cached_property
    def exercices(self) -> list[int]:
        """The exercices that have a transaction."""
        return self.releve.exercices()

    @functools.cached_property
    def _syntheses(self) -> dict[int, Synthese]:
        return {}

    @functools.cached_property
    def _annexes(self) -> dict[int, Groupe]:
        return {}

    def synthese(self, exercice: int) -> Synthese:
        """Give the synthesis of an exercice, phases included."""
        if exercice not in self._syntheses:
            # Two threads may compute the same: the last one kept is equal to the first.
            self._syntheses[exercice] = synthesize(self.releve, exercice, par="phase")
        return self._syntheses[exercice]

    def annexe(self, exercice: int) -> Groupe:
        """Give the tables beside the levels."""
        if exercice not in self._annexes:
            self._annexes[exercice] = annex(self.releve, exercice)
        return self._annexes[exercice]

    @functools.cached_property
    def comparaison(self) -> Comparaison:
        """All the exercices side by side."""
        return compare([self.synthese(exercice) for exercice in self.exercices])
