"""What may count twice of a member's turnover: collected (467), then declared."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.remarques.regard import Regard


class ChiffreDAffairesEnDouble(Remarque):
    """Le chiffre d’affaires d’un membre est déclaré alors que le compte 467 le compte déjà.

    Ce que le pôle encaisse pour un membre (compte 467, « membre: ») est déjà de son
    chiffre d’affaires imputable : « ptce-ca » ne dit que le reste.
    """

    __slots__ = ()
    constat = "« {membre} » déclare {montant}, que le compte 467 compte déjà pour lui : ligne {ligne} de {fichier}, le {jour}."
    remede = "Retirez cette ligne « ptce-ca », si c’est le même chiffre d’affaires."


def iter_doubles(regard: Regard) -> Iterator[Remarque]:
    """Yield each declared turnover that equals what its member's mandates make.

    One declaration may be of the year, of a quarter, of a month or of one sale; several,
    together, of the year.
    """
    releve = regard.livre.releve
    encaisses: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in releve.iter_turnover():
        if fact.compte:
            encaisses[fact.membre, fact.exercice].append(fact)
    declares: dict[tuple[str, int], list[Lu]] = defaultdict(list)
    for lu in releve.registre.declarations.get("ptce-ca", ()):
        declares[lu.valeurs["membre"], regard.exercice(lu.entry)].append(lu)
    for cle, lus in declares.items():
        facts = encaisses.get(cle, [])
        seuls = [(lu, _same(regard, lu, facts)) for lu in lus]
        tous = sum((lu.valeurs["montant"].number for lu in lus), ZERO)
        if facts and tous in _sums(regard, facts) and tous:
            seuls = [(lu, memes or facts[:1]) for lu, memes in seuls]
        for lu, memes in seuls:
            if memes:
                yield ChiffreDAffairesEnDouble.at(
                    lu.entry.meta,
                    lu.entry,
                    membre=cle[0],
                    montant=Montant(lu.valeurs["montant"].number, EURO),
                    ligne=memes[0].ligne,
                    fichier=memes[0].fichier.rpartition("/")[2],
                    jour=Jour(memes[0].date),
                )


def _same(regard: Regard, lu: Lu, facts: list[Fact]) -> list[Fact]:
    """Give the mandates' lines that make the same amount, of the same client and project."""
    client, projet = lu.cles.get("client"), lu.cles.get("projet")
    siens = [
        fact
        for fact in facts
        if client in (None, fact.tiers) and projet in (None, fact.projet)
    ]
    montant = lu.valeurs["montant"].number
    if not montant:
        return []
    for periode in _PERIODES:
        groupes: dict[object, list[Fact]] = defaultdict(list)
        for fact in siens:
            groupes[periode(fact)].append(fact)
        for groupe in groupes.values():
            if montant in _sums(regard, groupe):
                return groupe
    return []


#: How one may count what was collected: in all, by quarter, by month, by entry, by line.
_PERIODES: tuple[Callable[[Fact], object], ...] = (
    lambda _: None,
    lambda fact: (fact.date.year, (fact.date.month - 1) // 3),
    lambda fact: (fact.date.year, fact.date.month),
    lambda fact: (fact.date, fact.libelle),
    lambda fact: (fact.fichier, fact.ligne),
)


def _sums(regard: Regard, facts: list[Fact]) -> tuple[Decimal, Decimal]:
    """Add what the clients paid, and what is left of it once the commission is kept."""
    comptes = regard.livre.releve.comptes
    nets = [fact.montant for fact in facts if comptes[fact.compte].mandat]
    return sum((fact.montant for fact in facts), ZERO), sum(nets, ZERO)
