"""Of whom a line of the balance sheet is: lines of class 41 of an entry, netted.

A line is of the tiers typed on it, else it is shared as the produits of its entry are,
else it is of the tiers of its entry.
"""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots import euros
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.faits.releve import Releve

#: A tiers and a type of produit; "" where nothing tells.
Cle = tuple[str, str]


class Net(NamedTuple):
    """What an entry does to one tiers and one type on class 41."""

    tiers: str
    type: str
    montant: Decimal
    #: Its debits before netting.
    debits: Decimal
    #: Its lines, each with what is of this tiers and this type.
    lignes: tuple[tuple[Posting, Decimal], ...]

    @property
    def comptes(self) -> set[str]:
        """The accounts of the lines that go its way."""
        return {posting.account for posting, m in self.lignes if m * self.montant > 0}

    @property
    def posting(self) -> Posting:
        """The line that stands for it."""
        return max(self.lignes, key=lambda ligne: ligne[1] * self.montant)[0]


def typed_tiers(releve: Releve, entry: Transaction, posting: Posting) -> str:
    """Give the tiers typed on a line, or on its account unless the entry has one."""
    sien = (posting.meta or {}).get("tiers")
    if not sien and not entry.meta.get("tiers"):
        ouverture = releve.comptes.opens.get(posting.account)
        sien = ouverture.meta.get("tiers") if ouverture else None
    return str(sien or "")


def entry_tiers(releve: Releve, entry: Transaction) -> str:
    """Give the tiers of an entry: its key, else its payee."""
    dit = entry.meta.get("tiers")
    return str(dit) if dit else releve.registre.tiers_of(entry.payee, entry.date)


def sum_produits(releve: Releve, entry: Transaction) -> dict[Cle, Decimal]:
    """Add the produits of an entry by tiers and type, as earned."""
    sommes: dict[Cle, Decimal] = {}
    axes = releve.affectation.resolve_entry(entry)
    for posting, axe in zip(entry.postings, axes, strict=True):
        if (
            axe.nature == "produit"
            and releve.comptes[posting.account].role == "produit"
        ):
            montant = -read_units(posting)[0]
            dehors = _outside(releve, axe, entry.date, montant)
            # What the body that keeps the books earns for itself is no due of the pole.
            for type_, part in ((axe.type, montant - dehors), ("", dehors)):
                if part:
                    cle = axe.tiers, type_
                    sommes[cle] = sommes.get(cle, ZERO) + part
    return sommes


def _outside(
    releve: Releve, axe: Axes, jour: datetime.date, montant: Decimal
) -> Decimal:
    """Give what of a produit is outside the pole: all, nothing, or parts of a key."""
    if not axe.cle:
        return montant if axe.perimetre == "hors-pole" else ZERO
    cle = releve.registre.cle(axe.cle, jour)
    if cle is None or "hors-pole" not in dict(cle.parts):
        return ZERO
    parts = euros.split(montant, [poids for _, poids in cle.parts])
    codes = [code for code, _ in cle.parts]
    return parts[codes.index("hors-pole")]


def net_lines(
    releve: Releve,
    entry: Transaction,
    lignes: Sequence[Posting],
    produits: Mapping[Cle, Decimal],
) -> list[Net]:
    """Net the lines of class 41 of an entry by tiers and type."""
    typees = {id(li): typed_tiers(releve, entry, li) for li in lignes}
    propres = {tiers for tiers in typees.values() if tiers}
    partages = {c: m for c, m in produits.items() if c[0] not in propres and m}
    nets: dict[Cle, list[tuple[Posting, Decimal]]] = {}
    for ligne in lignes:
        tiers = typees[id(ligne)]
        if tiers:
            poids = {c: m for c, m in produits.items() if c[0] == tiers and m}
            poids = poids or {(tiers, ""): Decimal(1)}
        else:
            seul = entry_tiers(releve, entry)
            poids = partages or {(seul, ""): Decimal(1)}
        for cle, montant in _share(read_units(ligne)[0], poids).items():
            nets.setdefault(cle, []).append((ligne, montant))
    return [_net(cle, parts) for cle, parts in nets.items()]


def _net(cle: Cle, parts: Sequence[tuple[Posting, Decimal]]) -> Net:
    montant = sum((m for _, m in parts), ZERO)
    debits = sum((m for _, m in parts if m > 0), ZERO)
    return Net(*cle, montant, debits, tuple(parts))


def _share(montant: Decimal, poids: Mapping[Cle, Decimal]) -> dict[Cle, Decimal]:
    """Share an amount by weights; credit notes make some of them negative."""
    cles, valeurs = list(poids), list(poids.values())
    if all(v > 0 for v in valeurs) or all(v < 0 for v in valeurs):
        parts = euros.split(montant, [abs(v) for v in valeurs])
        return dict(zip(cles, parts, strict=True))
    total = sum(valeurs, ZERO)
    if not total:
        return dict.fromkeys(cles, ZERO)
    # By differences of rounded sums: they re-add.
    sommes, cumul = [ZERO], Fraction(0)
    for valeur in valeurs:
        cumul += Fraction(montant) * Fraction(valeur) / Fraction(total)
        sommes.append(euros.round_step(cumul, euros.CENT))
    suites = [b - a for a, b in itertools.pairwise(sommes)]
    return dict(zip(cles, suites, strict=True))
