"""Open a figure: each line behind it, with what it counts for.

The lines re-add to the figure, sign and all: charges of a result count negatively, and
what a sum adds then takes away counts for nothing. A ratio opens to what it adds, then
to what it divides by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from ptce_ledger.analyse.chiffres.recherche import Chiffre
    from ptce_ledger.analyse.termes import Terme
    from ptce_ledger.faits.facts import Fact


class Poste(NamedTuple):
    """A line, and what it counts for in the figure (euros, hours, or jobs)."""

    fact: Fact
    compte: Decimal

    def row(self) -> Fact:
        """Give it as a row: what is no fact has no amount but what it counts for."""
        if self.fact.nature not in lexique.SANS_FAIT:
            return self.fact
        return self.fact._replace(montant=self.compte, quantite=self.compte)


class Detail(NamedTuple):
    """A figure opened: its lines by date then place."""

    chiffre: Chiffre
    postes: tuple[Poste, ...]
    #: Lines that a sum adds then takes away: they count for nothing.
    neutres: int = 0
    #: Of a ratio, the lines of what it divides by.
    sur: tuple[Poste, ...] = ()

    def total(self) -> Decimal:
        """Add what the lines count for; it equals the value, unless it is a ratio."""
        return total(self.postes)


def total(postes: Iterable[Poste]) -> Decimal:
    """Add what some lines count for."""
    return sum((poste.compte for poste in postes), ZERO)


def open_figure(chiffre: Chiffre) -> Detail:
    """Open a figure."""
    postes, neutres = _postes(chiffre.source.termes)
    return Detail(chiffre, postes, neutres, _postes(chiffre.source.sur)[0])


def _postes(termes: Iterable[Terme]) -> tuple[tuple[Poste, ...], int]:
    """Give what each line counts for in some terms, those at zero apart."""
    comptes: dict[int, Poste] = {}
    for terme in termes:
        for fact in terme.case.facts:
            mesure = _measure(fact, terme.mesure)
            if mesure or terme.mesure == "montant":
                ancien = comptes.get(id(fact), Poste(fact, ZERO))
                compte = ancien.compte + (mesure if terme.signe > 0 else -mesure)
                comptes[id(fact)] = Poste(fact, compte)
    utiles = [poste for poste in comptes.values() if poste.compte]
    neutres = sum(1 for p in comptes.values() if not p.compte and p.fact.montant)
    utiles.sort(key=lambda p: (p.fact.date, p.fact.fichier, p.fact.ligne))
    return tuple(utiles), neutres


def _measure(fact: Fact, mesure: str) -> Decimal:
    if mesure == "montant":
        return fact.montant
    if mesure == "quantite":
        return fact.quantite
    en_heures = fact.unite != lexique.EURO and lexique.est_heure(fact.unite)
    return fact.quantite if en_heures else ZERO
