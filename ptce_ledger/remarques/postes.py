"""Open claims, one by one: what each was for, and the product that may be its payment.

A product received while a claim is open may be its payment, typed as a product. It is
one if the claim is then never settled: whoever pays it later says that it was not.
"""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.partenaires import A_ETABLIR
from ptce_ledger.remarques.partenaires import FINANCEURS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.remarques.partenaires import PartDue

#: A part of what is due, said by who typed it.
_PARTIEL = re.compile(r"acompte|solde|versement|echeance|tranche")
#: A call may be typed after the payment that it asks for.
_PEU_AVANT = datetime.timedelta(45)
#: Due once: a part of it received is a part of it paid.
_UNE_FOIS = ("subventions", "cotisations")
#: Beyond so many open claims, a tiers is many people.
_FOULE = 100


class Recu(NamedTuple):
    """A product as it came: where it stands, its axes, its amount (> 0)."""

    entry: Transaction
    rang: int
    axes: Axes
    convention: str
    exercice: int
    montant: Decimal

    @property
    def posting(self) -> Posting:
        """Its line."""
        return self.entry.postings[self.rang]

    @property
    def piece(self) -> str:
        """Its voucher."""
        return piece_of(self.posting, self.entry)

    @property
    def dit(self) -> str:
        """Its words."""
        return fold(self.entry.narration or "")

    @property
    def situe(self) -> tuple[str, str, str]:
        """Where it counts."""
        return situate(self.axes)


@dataclass
class Creance:
    """A claim that is open: its line, what is left of it, the products that made it."""

    entry: Transaction
    compte: Compte
    famille: str
    montant: Decimal
    reste: Decimal
    convention: str
    produits: Sequence[Recu]

    @classmethod
    def of(
        cls, entry: Transaction, compte: Compte, part: PartDue, produits: Sequence[Recu]
    ) -> Creance:
        """Open the claim that a line makes."""
        montant, convention = part.montant, part.qui.convention
        return cls(entry, compte, part.famille, montant, montant, convention, produits)

    @functools.cached_property
    def _types(self) -> frozenset[str]:
        return frozenset(produit.axes.type for produit in self.produits)

    @functools.cached_property
    def _lieux(self) -> frozenset[tuple[str, str, str]]:
        return frozenset(produit.situe for produit in self.produits)

    @functools.cached_property
    def _pieces(self) -> frozenset[str]:
        return frozenset(produit.piece for produit in self.produits)

    @functools.cached_property
    def _noms(self) -> frozenset[str]:
        return frozenset(produit.posting.account for produit in self.produits)

    def may_be_paid_by(self, recu: Recu) -> bool:
        """Tell whether nothing says that it is about another thing."""
        if self.convention and recu.convention not in ("", self.convention):
            return False
        type_ = recu.axes.type
        if self.famille == FINANCEURS and type_ not in ("", "subventions"):
            return False
        if not self.produits:
            return type_ != "dons-mecenat"
        if type_ and not self._types & {"", type_}:
            return False
        if self.famille != FINANCEURS and "" not in self._pieces:
            return recu.piece in self._pieces | {""} and self._is_placed_as(recu)
        return self._is_placed_as(recu)

    def _is_placed_as(self, recu: Recu) -> bool:
        """Tell whether no other project is named; a hurried hand names none."""
        projets = {lieu[1] for lieu in self._lieux}
        return not recu.axes.projet or bool(projets & {"", recu.axes.projet})

    def is_of(self, recu: Recu) -> bool:
        """Tell whether a part of it alone may have been received as that product."""
        if recu.convention:
            return self.convention == recu.convention
        if recu.situe not in self._lieux and self.produits:
            return False
        # Dues of another year are other dues, unless one says « solde ».
        if recu.axes.type == "cotisations" and not _PARTIEL.search(recu.dit):
            annees = {produit.exercice for produit in self.produits}
            return recu.exercice in annees and recu.posting.account in self._noms
        return self.famille == FINANCEURS or recu.posting.account in self._noms

    def comes_after(self, recu: Recu) -> bool:
        """Tell whether it asks for what was received, as a product, not long before."""
        if self.reste != recu.montant or not self.produits:
            return False
        peu_avant = self.entry.date - recu.entry.date <= _PEU_AVANT
        siens = recu.posting.account in self._noms and peu_avant
        return siens and self.may_be_paid_by(recu)

    @property
    def a_etablir(self) -> bool:
        """Tell a claim whose invoice is yet to come."""
        return self.compte.numero.startswith(A_ETABLIR)


class Paiement(NamedTuple):
    """A product that seems to be the payment of a claim."""

    recu: Recu
    poste: Creance


class Ouverts:
    """The open claims of somebody, and the products that seem to be their payment."""

    def __init__(self) -> None:
        self.postes: list[Creance] = []
        self.paiements: list[Paiement] = []
        #: What is due once, and came as a product before it was asked.
        self._recus: list[Recu] = []
        #: Settled before it was due.
        self._avance = ZERO

    def owes(self, montant: Decimal) -> bool:
        """Tell whether a claim is open for just that amount."""
        return any(poste.reste == montant for poste in self.postes)

    def owe(self, poste: Creance) -> None:
        """Take a new claim: of what came already as a product, or paid in advance."""
        deja = next((recu for recu in self._recus if poste.comes_after(recu)), None)
        if deja:
            self._recus.remove(deja)
            self.paiements.append(Paiement(deja, poste))
            return
        pris = min(self._avance, poste.reste)
        self._avance -= pris
        poste.reste -= pris
        if poste.reste:
            self.postes.append(poste)
        if len(self.postes) > _FOULE:
            self.postes.clear()

    def settle(self, montant: Decimal) -> Decimal:
        """Settle the claim of that amount, else the oldest; give back what is left."""
        exacts = [poste for poste in self.postes if poste.reste == montant]
        for poste in exacts[:1] or list(self.postes):
            pris = min(poste.reste, montant)
            poste.reste -= pris
            montant -= pris
        self.postes = [poste for poste in self.postes if poste.reste]
        return montant

    def advance(self, montant: Decimal) -> None:
        """Take a settlement of nothing that is open."""
        self._avance += montant
        # Settled after all, at once or in parts: what seemed its payment was a product.
        for paiement in self.paiements:
            if montant and paiement.recu.montant in (montant, self._avance):
                self._avance -= paiement.recu.montant
                self.paiements.remove(paiement)
                break

    def receive(self, recu: Recu, *, facture: bool) -> None:
        """Take a product; `facture` tells one that makes a claim of its own."""
        siens = [poste for poste in self.postes if poste.a_etablir or not facture]
        choisis = _choose(siens, recu)
        if facture and sum((p.reste for p in choisis), ZERO) != recu.montant:
            return
        if choisis:
            self.paiements.append(Paiement(recu, choisis[0]))
        elif recu.axes.type in _UNE_FOIS and not facture:
            self._recus.append(recu)
        montant = recu.montant
        for poste in choisis:
            pris = min(poste.reste, montant)
            poste.reste -= pris
            montant -= pris
        self.postes = [poste for poste in self.postes if poste.reste]


def _choose(postes: Sequence[Creance], recu: Recu) -> list[Creance]:
    """Choose what a product may settle: one claim, all of them, or a part."""
    for poste in postes:
        # What it was for, even where an advance has paid some of it.
        exact = recu.montant in (poste.reste, poste.montant)
        if exact and poste.may_be_paid_by(recu):
            return [poste]
    total = sum((poste.reste for poste in postes), ZERO)
    if total < recu.montant or not (total == recu.montant or _may_be_partial(recu)):
        return []
    siens = [poste for poste in postes if poste.may_be_paid_by(recu)]
    if sum((poste.reste for poste in siens), ZERO) == recu.montant:
        return siens
    partiels = [poste for poste in siens if poste.is_of(recu)]
    total = sum((poste.reste for poste in partiels), ZERO)
    return partiels if recu.montant < total and _may_be_partial(recu) else []


def _may_be_partial(recu: Recu) -> bool:
    """Tell a product that may be a part of what is due: by its kind, or its words."""
    if recu.axes.type in _UNE_FOIS or recu.convention:
        return True
    return bool(_PARTIEL.search(recu.dit))


def piece_of(posting: Posting, entry: Transaction) -> str:
    """Give the voucher of a line."""
    return str((posting.meta or {}).get("piece") or entry.meta.get("piece") or "")


def situate(axes: Axes) -> tuple[str, str, str]:
    """Say where a line counts."""
    return axes.perimetre, axes.projet, axes.cle
