"""The dossier of a pole: each synthesis and annex of its ledger, computed once."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.affichage import as_shown
from ptce_ledger.analyse.chiffres.recherche import find
from ptce_ledger.analyse.chiffres.retenues import withhold
from ptce_ledger.analyse.chiffres.retenues import withhold_all
from ptce_ledger.analyse.comparaison import compare
from ptce_ledger.analyse.definitions.propres import load_propres
from ptce_ledger.analyse.ensemble import Ensemble
from ptce_ledger.analyse.synthese import annex
from ptce_ledger.analyse.synthese import synthesize

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.analyse.chiffres.recherche import Chiffre
    from ptce_ledger.analyse.comparaison import Comparaison
    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.registre.pole import Registre


@dataclass(frozen=True)
class Dossier:
    """A ledger without error, and what is computed from it; two threads may share it.

    `par="phase"` has the syntheses hold their tables by phase, "" leaves them out.
    """

    releve: Releve
    par: str = "phase"

    @property
    def registre(self) -> Registre:
        """The register of the pole."""
        return self.releve.registre

    @functools.cached_property
    def exercices(self) -> list[int]:
        """The exercices that have a transaction or a declaration."""
        return self.releve.exercices()

    @functools.cached_property
    def suivis(self) -> list[int]:
        """Those that the follow-up speaks of too, before their first entry."""
        return self.releve.calendrier.suivis()

    @property
    def defaut(self) -> int:
        """The exercice that is shown unless another is asked for."""
        return self.releve.calendrier.defaut() or self.suivis[-1]

    @functools.cached_property
    def propres(self) -> tuple[DefGroupe, ...]:
        """The definitions that the pole keeps. Raises DefinitionFausseError."""
        return load_propres(self.releve)

    @functools.cached_property
    def _ensembles(self) -> dict[int, Ensemble]:
        return {}

    @functools.cached_property
    def _syntheses(self) -> dict[int, Synthese]:
        return {}

    @functools.cached_property
    def _annexes(self) -> dict[int, Groupe]:
        return {}

    def ensemble(self, exercice: int) -> Ensemble:
        """Give the facts of an exercice and their cases."""
        if exercice not in self._ensembles:
            # Two threads may compute the same: the last one kept is equal to the first.
            facts = list(self.releve.iter_facts({exercice}))
            self._ensembles[exercice] = Ensemble(
                self.releve,
                exercice,
                facts,
                # What is outside the pole is in no level: only the bouclage shows it.
                cube.build(f for f in facts if f.perimetre != "hors-pole"),
                functools.partial(self._so_far, exercice),
            )
        return self._ensembles[exercice]

    def _so_far(self, exercice: int) -> Iterator[Fact]:
        for annee in self.exercices:
            if annee <= exercice:
                yield from self.ensemble(annee).facts

    def synthese(self, exercice: int) -> Synthese:
        """Give the synthesis of an exercice. Raises DefinitionFausseError."""
        if exercice not in self._syntheses:
            self._syntheses[exercice] = synthesize(
                self.ensemble(exercice), self.propres, self.par
            )
        return self._syntheses[exercice]

    def montree(self, exercice: int) -> Synthese:
        """Give the synthesis as it is shown: to the cent, its rows re-adding."""
        return as_shown(self.synthese(exercice))

    def annexe(self, exercice: int) -> Groupe:
        """Give the tables beside the levels."""
        if exercice not in self._annexes:
            self._annexes[exercice] = annex(self.ensemble(exercice))
        return self._annexes[exercice]

    @functools.cached_property
    def comparaison(self) -> Comparaison:
        """All the exercices side by side."""
        return compare([self.montree(exercice) for exercice in self.exercices])

    def withholding(self, retenues: Mapping[int, Collection[Adresse]]) -> Dossier:
        """Give the same with some cells withheld, by exercice; nothing is computed again."""
        copie = Dossier(self.releve, self.par)
        for annee in self.exercices:
            siennes = retenues.get(annee, ())
            copie._syntheses[annee] = withhold_all(self.synthese(annee), siennes)
            copie._annexes[annee] = withhold(self.annexe(annee), siennes)
            copie._ensembles[annee] = self.ensemble(annee)
        return copie

    def find(self, exercice: int, nom: str) -> Chiffre:
        """Find a figure of an exercice by its written name. Raises CheminInconnu."""
        synthese = self.synthese(exercice)
        annexe = self.annexe(exercice) if nom.startswith("annexe") else None
        return find(synthese.groupes(annexe), nom, self.registre.projets)
