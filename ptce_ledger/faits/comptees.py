"""What the lines of an entry count for together: what cancels, and mandates.

Most lines count for what is written on them, alone. Those of a financing, of an
investment or of a mandate (467) are read with the rest of their entry: a loan renewed
is no new loan, works completed (23 → 21) acquire nothing, and a client paid the same
whether the pole keeps its commission before or after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.faits.axes import Axes

#: Natures of lines that are read with the rest of their entry.
ENSEMBLE = ("financement", "investissement", "ca")
_QUOTE_PART = "subventions-investissement"


class LigneDEcriture(NamedTuple):
    """A line of an entry: its rank, its axes, its number as booked (a debit is > 0)."""

    rang: int
    axes: Axes
    nombre: Decimal


def keep_mandates(
    lignes: Iterable[LigneDEcriture], connus: Container[str]
) -> frozenset[int]:
    """Give the ranks of the mandates' lines that make turnover, in one entry.

    For each member: its credits; without any, the debits whose tiers is known and is
    not the member, which give a client its money back. `connus` are the codes that a
    tiers may have.
    """
    gardes: set[int] = set()
    for siennes in _by_member(lignes).values():
        credits_ = [ligne for ligne in siennes if ligne.nombre < 0]
        rendus = [
            ligne
            for ligne in siennes
            if ligne.nombre > 0
            and ligne.axes.tiers in connus
            and ligne.axes.tiers != ligne.axes.membre
        ]
        gardes |= {ligne.rang for ligne in credits_ or rendus}
    return frozenset(gardes)


def count_together(
    lignes: Sequence[LigneDEcriture],
    debits: Sequence[tuple[str, Decimal]],
    *,
    au_produit: bool,
) -> list[LigneDEcriture]:
    """Give the lines of an entry that count, each with the number that counts.

    `debits` are what is booked at the debit of its mandates: member, number.
    `au_produit` tells an entry that credits an Income account.
    """
    restes = _cancelled(lignes)
    comptees = []
    for ligne in lignes:
        reste = restes.get(ligne.rang, ligne.nombre)
        if ligne.nombre and not reste:
            continue
        if reste > 0 and au_produit and ligne.axes.type == _QUOTE_PART:
            continue  # what is released to the result is not repaid
        comptees.append(ligne._replace(nombre=reste))
    return [*comptees, *_commissions(lignes, debits)]


def _cancelled(lignes: Iterable[LigneDEcriture]) -> dict[int, Decimal]:
    """Have lines of one type cancel, first written first; give what each has left."""
    restes: dict[int, Decimal] = {}
    ouvertes: dict[str, list[int]] = {}
    for ligne in lignes:
        if ligne.axes.nature not in ("financement", "investissement"):
            continue
        reste = ligne.nombre
        avant = ouvertes.setdefault(ligne.axes.type, [])
        for rang in avant:
            if restes[rang] * reste < 0:
                part = min(abs(restes[rang]), abs(reste))
                signe = 1 if reste > 0 else -1
                reste -= signe * part
                restes[rang] += signe * part
        restes[ligne.rang] = reste
        avant.append(ligne.rang)
    return restes


def _commissions(
    lignes: Iterable[LigneDEcriture], debits: Sequence[tuple[str, Decimal]]
) -> Iterator[LigneDEcriture]:
    """Give, for each member, the commission that changes what its clients paid.

    Kept before (net), it is no credit of the mandate, but the client paid it. On money
    given back, it is what the client does not get from the member.
    """
    lignes = list(lignes)
    for membre, siennes in _by_member(lignes).items():
        prises = [
            ligne
            for ligne in lignes
            if (ligne.axes.nature, ligne.axes.type) == ("produit", "commissions")
            and ligne.axes.tiers == membre
        ]
        # At the credit as booked: minus what is received.
        recue = -sum((ligne.nombre for ligne in prises), ZERO)
        premier = siennes[0]
        if premier.nombre < 0:
            recue -= sum((nombre for code, nombre in debits if code == membre), ZERO)
            recue = max(recue, ZERO)
        if recue:
            yield LigneDEcriture(prises[0].rang, premier.axes, -recue)


def _by_member(lignes: Iterable[LigneDEcriture]) -> dict[str, list[LigneDEcriture]]:
    groupes: dict[str, list[LigneDEcriture]] = {}
    for ligne in lignes:
        if ligne.axes.nature == "ca":
            groupes.setdefault(ligne.axes.membre, []).append(ligne)
    return groupes
