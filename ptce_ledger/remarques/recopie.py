"""The right entry, ready to copy: the one typed, with what must change in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import Posting
from beancount.parser.printer import format_entry

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots.dits import ACopier
from ptce_ledger.remarques.base import LUE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from beancount.core.data import Transaction

#: What a line of balance sheet has no use for: its product's own meaning.
_DU_PRODUIT = frozenset({"type", "origine", "preuve", LUE})


def write_entry(
    entry: Transaction, postings: Iterable[Posting], **cles: object
) -> ACopier:
    """Write an entry with these postings; `cles` are keys set on it, or taken off (None)."""
    meta: dict[str, Any] = {**entry.meta, **cles}
    meta = {cle: valeur for cle, valeur in meta.items() if valeur is not None}
    return _write(entry._replace(meta=meta, postings=list(postings)))


def write_directive(entry: Any) -> ACopier:
    """Write a directive as it stands."""
    return _write(entry)


def _write(entry: Any) -> ACopier:
    return ACopier(tuple(format_entry(entry).rstrip("\n").split("\n")))


def with_number(posting: Posting, nombre: Decimal) -> Posting:
    """Give the same line for another number."""
    return posting._replace(units=Amount(nombre, read_units(posting)[1]))


def with_account(posting: Posting, compte: str) -> Posting:
    """Give the same line on a balance sheet account: what made it a product goes."""
    meta = {c: v for c, v in (posting.meta or {}).items() if c not in _DU_PRODUIT}
    return posting._replace(account=compte, meta=meta)


def on_account(compte: str, nombre: Decimal, devise: str) -> Posting:
    """Make a line that nobody typed yet."""
    return Posting(compte, Amount(nombre, devise), None, None, None, {})


def replaced(entry: Transaction, lignes: Mapping[int, Posting]) -> list[Posting]:
    """Give the postings of an entry, some of them others."""
    return [lignes.get(rang, posting) for rang, posting in enumerate(entry.postings)]
