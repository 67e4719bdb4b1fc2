"""Sums about people, cut so that no piece of one rests on too few of them.

A « masse » is all that comes from people, or is paid to them, of one kind, in a périmètre
and an exercice. It is cut by who pays and by phase where every piece of it rests on
enough people; else it stays whole, and is given or withheld as one. The cut depends on
nothing that a funder may see: two copies of the same books hold the same pieces or sums
of them, so that setting them side by side tells nothing more. Agreements, months and
proofs never cut it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.publication.copie.personnes import Effectifs


class CleDeMasse(NamedTuple):
    """What the facts of a masse have in common, in the books as in any copy of them."""

    exercice: int
    #: « emploi » for jobs, which are no facts: their `type` is then a statut.
    nature: str
    perimetre: str
    projet: str
    type: str
    #: Nobody asks the origin of a charge: "".
    origine: str = ""
    #: A resource may be booked as a charge: a fund set aside (6894).
    au_debit: bool = False
    #: Financing is shown apart when it is repaid, an investment when it is given up.
    rembourse: bool = False


class Piece(NamedTuple):
    """Facts that are given as one sum, or withheld as one."""

    facts: tuple[Fact, ...]
    personnes: int


def masse_of(releve: Releve, fact: Fact) -> CleDeMasse:
    """Name the masse of a fact about people; `releve` is that of its own ledger."""
    return CleDeMasse(
        fact.exercice,
        fact.nature,
        fact.perimetre,
        # A function of the cell is paid with the rest of the cell.
        fact.projet if fact.perimetre == "projet" else "",
        fact.type,
        "" if fact.nature == "charge" else fact.origine,
        is_debited(releve, fact),
        is_repaid(fact),
    )


def is_debited(releve: Releve, fact: Fact) -> bool:
    """Tell a resource that is booked as a charge."""
    role = releve.comptes[fact.compte].role if fact.compte else ""
    return role == "charge" and fact.nature == "produit"


def is_repaid(fact: Fact) -> bool:
    """Tell a financing that goes back, or an investment that is given up."""
    return fact.nature in ("financement", "investissement") and fact.montant < 0


def cut(
    facts: Sequence[Fact], effectifs: Effectifs, minimum: int
) -> tuple[list[Piece], bool]:
    """Cut the facts of a masse as finely as each piece rests on enough people.

    The second value tells whether they do; when not, the one piece is the masse.
    """
    pieces: list[Piece] = []
    for finesse in _FINESSES:
        groupes: dict[tuple[str, ...], list[Fact]] = {}
        for fact in facts:
            groupes.setdefault(finesse(fact), []).append(fact)
        entiere = len(groupes) == 1 and _is_pay(facts[0])
        pieces = [
            Piece(tuple(siens), effectifs.count(siens, entiere=entiere))
            for siens in groupes.values()
        ]
        if all(piece.personnes >= minimum for piece in pieces):
            return pieces, True
    return pieces, False


def whole(facts: Sequence[Fact], effectifs: Effectifs) -> Piece:
    """Give a masse as one piece."""
    return Piece(tuple(facts), effectifs.count(facts, entiere=_is_pay(facts[0])))


def join(pieces: Sequence[Piece]) -> Piece:
    """Give some pieces as one."""
    facts = tuple(fact for piece in pieces for fact in piece.facts)
    return Piece(facts, max(piece.personnes for piece in pieces))


def _is_pay(fact: Fact) -> bool:
    """Tell pay: the masse is then all that a périmètre pays in the exercice."""
    return fact.nature == "charge"


def _by_phase(fact: Fact) -> tuple[str, ...]:
    # Only resources are told by phase.
    return (*_by_payer(fact), fact.phase if fact.nature == "produit" else "")


def _by_payer(fact: Fact) -> tuple[str, ...]:
    # Whom the pole pays is nobody's business, unless it is one of its own.
    paye = fact.nature != "charge" or fact.interne
    return (fact.interne, fact.tiers if paye else "")


def _by_side(fact: Fact) -> tuple[str, ...]:
    return (fact.interne,)


def _all(fact: Fact) -> tuple[str, ...]:  # noqa: ARG001
    return ()


#: From the finest to the whole: each adds pieces of the one before.
_FINESSES: tuple[Callable[[Fact], tuple[str, ...]], ...] = (
    _by_phase,
    _by_payer,
    _by_side,
    _all,
)
