"""The follow-up of a pole: its facts, and one walk over what moves its balance sheet."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.suivi.creances import Creances
from ptce_ledger.suivi.creances import is_claim
from ptce_ledger.suivi.subventions import Subventions
from ptce_ledger.suivi.subventions import family
from ptce_ledger.suivi.subventions import is_resource

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.registre.pole import Registre
    from ptce_ledger.suivi.etat import Etat


@dataclass(frozen=True)
class Suivi:
    """What the states of a book are made from, computed once for all of them."""

    dossier: Dossier
    #: (code, exercice) → the states already made.
    etats: dict[tuple[str, int], Etat] = field(default_factory=dict, compare=False)

    @property
    def releve(self) -> Releve:
        """What its facts are read with."""
        return self.dossier.releve

    @property
    def registre(self) -> Registre:
        """The register of the pole."""
        return self.releve.registre

    @functools.cached_property
    def ecritures(self) -> list[Transaction]:
        """The transactions of the book, in order."""
        return [e for e in self.releve.entries if type(e) is Transaction]

    @functools.cached_property
    def libelles(self) -> dict[str, str]:
        """Code → typeset label, for members, third parties, projects."""
        registre = self.registre
        return {code: registre.label(code) for code in registre.codes()}

    def facts(self, exercice: int) -> Sequence[Fact]:
        """Give the facts of an exercice."""
        return self.dossier.ensemble(exercice).facts

    @functools.cached_property
    def facts_of_conventions(self) -> dict[str, list[Fact]]:
        """The facts of the whole book that bear an agreement, by its code."""
        par_code: dict[str, list[Fact]] = {}
        for exercice in self.dossier.exercices if self.registre.conventions else ():
            for fact in self.facts(exercice):
                if fact.convention:
                    par_code.setdefault(fact.convention, []).append(fact)
        return par_code

    @functools.cached_property
    def constates(self) -> dict[str, list[tuple[datetime.date, Decimal]]]:
        """What was booked under each agreement, by day: lighter than its facts."""
        sommes: dict[str, list[tuple[datetime.date, Decimal]]] = {}
        resolve = self.releve.affectation.resolve_entry
        for entry in self.ecritures:
            for posting, axe in zip(entry.postings, resolve(entry), strict=True):
                if axe.convention and is_resource(axe.nature, axe.type):
                    du_jour = entry.date, -read_units(posting)[0]
                    sommes.setdefault(axe.convention, []).append(du_jour)
        return sommes

    @functools.cached_property
    def dernier(self) -> datetime.date | None:
        """The day of the last transaction of the book."""
        return self.ecritures[-1].date if self.ecritures else None

    @functools.cached_property
    def creances(self) -> Creances:
        """The claims of the whole book, and what settles them."""
        comptes = {
            nom for nom in self.releve.comptes.opens if is_claim(self.releve, nom)
        }
        return Creances(self.releve, self._moving(comptes))

    @functools.cached_property
    def subventions(self) -> Subventions:
        """The lines of 441, 487 and 19x, each of its agreement."""
        comptes = {nom for nom in self.releve.comptes.opens if family(self.releve, nom)}
        return Subventions(self.releve, self._moving(comptes))

    def _moving(self, comptes: set[str]) -> list[Transaction]:
        """List the entries that move some accounts."""
        if not comptes:
            return []
        return [
            entry
            for entry in self.ecritures
            if any(posting.account in comptes for posting in entry.postings)
        ]
