"""What an entry cancels of the claims that it settles: a loss, or a credit note.

VAT and deferred income that are taken back with it are cancelled with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots import euros
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.suivi.tiers import typed_tiers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Transaction

    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.suivi.tiers import Cle
    from ptce_ledger.suivi.tiers import Net

_PERTE = "654"
#: What is taken back with the produit it came with: VAT, deferred income.
_AVEC = ("445", "487")


class Annulations(NamedTuple):
    """How much an entry may cancel, by tiers and type: by credit notes, by losses."""

    avoirs: Mapping[Cle, Decimal]
    pertes: Mapping[Cle, Decimal]


def find_annulations(
    releve: Releve,
    entry: Transaction,
    produits: Mapping[Cle, Decimal],
    nets: Sequence[Net],
) -> Annulations:
    """Give what an entry cancels of the claims that its credits settle."""
    credites = {(n.tiers, n.type): -n.montant for n in nets if n.montant < 0}
    avoirs = {c: -m for c, m in produits.items() if m < 0 and c in credites}
    pertes: dict[Cle, Decimal] = {}
    avec = ZERO
    for posting in entry.postings:
        numero, nombre = (
            releve.comptes[posting.account].numero,
            read_units(posting)[0],
        )
        if nombre > 0 and numero.startswith(_PERTE):
            tiers = typed_tiers(releve, entry, posting)
            siens = {c: m for c, m in credites.items() if not tiers or c[0] == tiers}
            _add_shared(pertes, nombre, siens)
        elif nombre > 0 and numero.startswith(_AVEC):
            avec += nombre
    if avec:
        bases = [(avoirs, c, m) for c, m in avoirs.items()]
        bases += [(pertes, c, m) for c, m in pertes.items()]
        parts = euros.split(avec, [m for _, _, m in bases]) if bases else []
        for (ou, cle, montant), part in zip(bases, parts, strict=True):
            ou[cle] = montant + part
    return Annulations(avoirs, pertes)


def _add_shared(
    sommes: dict[Cle, Decimal], montant: Decimal, poids: Mapping[Cle, Decimal]
) -> None:
    if not poids:
        return
    parts = euros.split(montant, list(poids.values()))
    for cle, part in zip(poids, parts, strict=True):
        sommes[cle] = sommes.get(cle, ZERO) + part
