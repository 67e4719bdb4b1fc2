"""What changed since a copy that a funder holds must rest on enough people too.

The difference of two copies is what was added between them. It is told when nothing
changed; when what is new is of days after those of the older copy, and of enough people;
or when a masse is only cut finer, into pieces that each rest on enough of them. Else the
masse is told whole, or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.publication.copie.personnes import round_up
from ptce_ledger.publication.copie.precedentes import Somme
from ptce_ledger.publication.copie.precedentes import Souvenir
from ptce_ledger.publication.copie.precedentes import sum_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.publication.copie.masses import CleDeMasse
    from ptce_ledger.publication.copie.personnes import Effectifs
    from ptce_ledger.publication.copie.precedentes import Copie
    from ptce_ledger.publication.copie.precedentes import Place

#: What may be told of a masse: each of its pieces, their sum alone, nothing.
TOUT, ENSEMBLE, RIEN_DU_TOUT = range(3)


class Recoupement:
    """Sets the masses of a new copy beside what older ones gave of them."""

    def __init__(
        self, copies: Sequence[Copie], effectifs: Effectifs, minimum: int
    ) -> None:
        self._copies = copies
        self._effectifs = effectifs
        self._minimum = minimum

    def settle(self, cle: CleDeMasse, pieces: Mapping[Place, Collection[Fact]]) -> int:
        """Say what may be told of a masse: TOUT, ENSEMBLE or RIEN_DU_TOUT."""
        return max((self._settle(c, cle, pieces) for c in self._copies), default=TOUT)

    def settle_jobs(self, cle: CleDeMasse, nombre: Decimal) -> int:
        """Say what may be told of some jobs: nobody holds more than a full-time one."""
        for copie in self._copies:
            souvenir = copie.given().get(cle)
            if souvenir and souvenir.somme.montant != nombre:
                change = round_up(abs(nombre - souvenir.somme.montant))
                if change < self._minimum:
                    return RIEN_DU_TOUT
        return TOUT

    def _settle(
        self, copie: Copie, cle: CleDeMasse, pieces: Mapping[Place, Collection[Fact]]
    ) -> int:
        places = copie.masses.get(cle)
        if places is None:
            if cle not in copie.gardees:
                return TOUT
            entiere = self._allows(copie.gardees[cle], _all_of(pieces))
            return ENSEMBLE if entiere else RIEN_DU_TOUT
        if places.keys() <= pieces.keys():
            justes = (
                self._allows(Souvenir(somme, copie.arrete), pieces[place])
                for place, somme in places.items()
            )
            return TOUT if all(justes) else RIEN_DU_TOUT
        avant = Souvenir(sum_of(places.values()), copie.arrete)
        if not self._allows(avant, _all_of(pieces)):
            return RIEN_DU_TOUT
        plus_fin = len(places) == 1 and avant.somme == _sum(_all_of(pieces))
        return TOUT if plus_fin else ENSEMBLE

    def _allows(self, avant: Souvenir, facts: Collection[Fact]) -> bool:
        """Tell whether what facts add to a sum is of nobody, or of enough people."""
        if _sum(facts) == avant.somme:
            return True
        if avant.arrete is None:
            return False
        nouveaux = [fact for fact in facts if fact.date > avant.arrete]
        anciens = [fact for fact in facts if fact.date <= avant.arrete]
        assez = self._effectifs.count(nouveaux) >= self._minimum
        return assez and _sum(anciens) == avant.somme


def _all_of(pieces: Mapping[Place, Iterable[Fact]]) -> list[Fact]:
    return [fact for facts in pieces.values() for fact in facts]


def _sum(facts: Iterable[Fact]) -> Somme:
    montant = heures = ZERO
    for fact in facts:
        montant += fact.montant
        heures += fact.quantite if lexique.est_heure(fact.unite) else ZERO
    return Somme(montant, heures)
