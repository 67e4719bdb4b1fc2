"""Claims and what settles them: class 41 of the whole book, entry by entry.

Nothing of it is typed: a claim opens where a tiers is debited, and what credits the tiers
settles it, by a link first, then on its account, then at its exact amount, then by age.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from ptce_ledger.mots.euros import ZERO
from ptce_ledger.suivi.pertes import find_annulations
from ptce_ledger.suivi.tiers import net_lines
from ptce_ledger.suivi.tiers import sum_produits

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from decimal import Decimal

    from beancount.core.data import Transaction

    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.suivi.pertes import Annulations
    from ptce_ledger.suivi.tiers import Cle
    from ptce_ledger.suivi.tiers import Net

#: How a claim is settled: paid, lost, or cancelled by a credit note.
REGLE, PERTE, AVOIR = "regle", "perte", "avoir"


@dataclass(eq=False)
class CreanceSuivie:
    """A claim on a tiers, what is open of it, what has settled the rest."""

    net: Net
    entry: Transaction
    exercice: int
    rang: int
    #: The share of it that is of its type: VAT and deferred income are not.
    part: Fraction
    ouvert: Decimal
    reglements: list[Reglement] = field(default_factory=list)


@dataclass(eq=False)
class Credit:
    """What credits a tiers, and what is left of it for the claims to come."""

    net: Net
    entry: Transaction
    exercice: int
    reste: Decimal


@dataclass(eq=False)
class Reglement:
    """What a credit has settled of a claim, since when."""

    creance: CreanceSuivie
    credit: Credit
    genre: str
    montant: Decimal
    date: datetime.date
    rang: int


class Creances:
    """The claims of a book, matched with what settles them."""

    def __init__(self, releve: Releve, entries: Iterable[Transaction]) -> None:
        self.releve = releve
        self.creances: list[CreanceSuivie] = []
        #: What no tiers explains, by account.
        self.sans_tiers: dict[str, Decimal] = {}
        self._ouvertes: dict[str, list[CreanceSuivie]] = {}
        self._credits: dict[str, list[Credit]] = {}
        self._reglements: dict[str, list[Reglement]] = {}
        for entry in entries:
            self._take(entry)

    def credits(self) -> Iterator[Credit]:
        """Yield what has credited somebody, with what is left of it."""
        for siens in self._credits.values():
            yield from siens

    def _take(self, entry: Transaction) -> None:
        """Read an entry that moves class 41."""
        lignes = [p for p in entry.postings if is_claim(self.releve, p.account)]
        produits = sum_produits(self.releve, entry)
        nets = net_lines(self.releve, entry, lignes, produits)
        for net in nets:
            for posting, montant in () if net.tiers else net.lignes:
                avant = self.sans_tiers.get(posting.account, ZERO)
                self.sans_tiers[posting.account] = avant + montant
        connus = [net for net in nets if net.tiers and net.montant]
        annulations = find_annulations(self.releve, entry, produits, connus)
        for net in sorted(connus, key=lambda n: n.montant < 0):
            if net.montant < 0:
                self._settle(net, entry, annulations)
            elif _earns(produits, net):
                self._open(net, entry, net.montant, produits)
            else:
                self._reopen(net, entry)

    def _open(
        self,
        net: Net,
        entry: Transaction,
        montant: Decimal,
        produits: dict[Cle, Decimal],
    ) -> None:
        """Open a claim, which what is left of the tiers' credits settles first."""
        produit = produits.get((net.tiers, net.type))
        part = Fraction(1)
        if produit is not None and net.debits:
            part = min(part, Fraction(produit) / Fraction(net.debits))
        exercice = self.releve.registre.exercice(entry.date)
        creance = CreanceSuivie(net, entry, exercice, len(self.creances), part, montant)
        self.creances.append(creance)
        self._ouvertes.setdefault(net.tiers, []).append(creance)
        credits_ = [c for c in self._credits.get(net.tiers, ()) if c.reste]

        def rank(credit: Credit) -> tuple[bool, ...]:
            exact = credit.reste == creance.ouvert
            return (*_apart(credit.net, credit.entry, net, entry), not exact)

        for credit in sorted(credits_, key=rank):
            self._pay(creance, credit, REGLE, min(creance.ouvert, credit.reste))

    def _settle(self, net: Net, entry: Transaction, annulations: Annulations) -> None:
        """Have a credit settle the open claims of its tiers."""
        exercice = self.releve.registre.exercice(entry.date)
        credit = Credit(net, entry, exercice, -net.montant)
        self._credits.setdefault(net.tiers, []).append(credit)
        avoir = annulations.avoirs.get((net.tiers, net.type), ZERO)
        perte = annulations.pertes.get((net.tiers, net.type), ZERO)
        total = credit.reste

        def rank(creance: CreanceSuivie) -> tuple[bool, ...]:
            autre = bool(avoir) and creance.net.type != net.type
            exact = creance.ouvert == total
            loin = _apart(creance.net, creance.entry, net, entry)
            return (autre, *loin, not exact)

        ouvertes = [c for c in self._ouvertes.get(net.tiers, ()) if c.ouvert]
        self._ouvertes[net.tiers] = ouvertes
        for creance in sorted(ouvertes, key=rank):
            if creance.net.type == net.type:
                part = min(creance.ouvert, credit.reste, avoir)
                avoir -= part
                self._pay(creance, credit, AVOIR, part)
            part = min(creance.ouvert, credit.reste, perte)
            perte -= part
            self._pay(creance, credit, PERTE, part)
            self._pay(creance, credit, REGLE, min(creance.ouvert, credit.reste))

    def _pay(
        self, creance: CreanceSuivie, credit: Credit, genre: str, montant: Decimal
    ) -> None:
        if montant <= 0:
            return
        creance.ouvert -= montant
        credit.reste -= montant
        siens = self._reglements.setdefault(credit.net.tiers, [])
        date = max(credit.entry.date, creance.entry.date)
        fait = Reglement(creance, credit, genre, montant, date, len(siens))
        siens.append(fait)
        creance.reglements.append(fait)

    def _reopen(self, net: Net, entry: Transaction) -> None:
        """Take back what was paid: a direct debit that is rejected, money given back."""
        reste = net.montant
        credits_ = [c for c in self._credits.get(net.tiers, ()) if c.reste]
        credits_.sort(key=lambda c: c.entry.date, reverse=True)
        for credit in sorted(credits_, key=lambda c: not _linked(c.entry, entry)):
            pris = min(reste, credit.reste)
            credit.reste -= pris
            reste -= pris
        payes = [r for r in self._reglements.get(net.tiers, ()) if r.genre == REGLE]

        def rank(fait: Reglement) -> tuple[bool, int]:
            lie = _linked(fait.credit.entry, entry) or _linked(
                fait.creance.entry, entry
            )
            return (not lie, -fait.rang)

        for paye in sorted(payes, key=rank):
            pris = min(reste, paye.montant)
            paye.montant -= pris
            paye.creance.ouvert += pris
            reste -= pris
            if pris:
                self._open_again(paye.creance)
        if reste:
            self._open(net._replace(type=""), entry, reste, {})

    def _open_again(self, creance: CreanceSuivie) -> None:
        ouvertes = self._ouvertes.setdefault(creance.net.tiers, [])
        if creance not in ouvertes:
            ouvertes.append(creance)
            ouvertes.sort(key=lambda c: c.rang)


def is_claim(releve: Releve, account: str) -> bool:
    """Tell an account of class 41, among Assets."""
    compte = releve.comptes[account]
    return compte.role == "actif" and compte.numero.startswith("41")


def _earns(produits: Mapping[Cle, Decimal], net: Net) -> bool:
    """Tell a debit that claims what an entry earns, be it from others than its tiers."""
    sien = produits.get((net.tiers, net.type))
    if sien is None:
        return any(montant > 0 for montant in produits.values())
    return sien > 0


def _apart(
    sien: Net, de: Transaction, net: Net, entry: Transaction
) -> tuple[bool, bool]:
    """Say whether two movements share no link, and no account."""
    return not _linked(de, entry), sien.comptes.isdisjoint(net.comptes)


def _linked(un: Transaction, autre: Transaction) -> bool:
    return not (un.links or frozenset()).isdisjoint(autre.links or frozenset())
