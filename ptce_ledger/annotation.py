"""Run plugins over a ledger in one pass: check each line, write its axes back.

A `Volet` is what one plugin contributes: the metadata it writes and the checks it
makes. Running several volets together costs one walk and one rebuilt posting. Nothing
but metadata is ever added, and only what a careful treasurer could have typed, so the
result is again a valid ledger, on which a second run changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.data import Open
from beancount.core.data import Transaction

from ptce_ledger import lexique
from ptce_ledger.affectation import read_units
from ptce_ledger.facts import Releve
from ptce_ledger.registre import read_registre

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Posting

    from ptce_ledger.affectation import Axes
    from ptce_ledger.comptes import Compte
    from ptce_ledger.erreurs.base import PtceError


class Contexte(NamedTuple):
    """A posting with all that is known of it."""

    releve: Releve
    entry: Transaction
    posting: Posting
    compte: Compte
    axes: Axes


def _no_notes(_axes: Axes) -> dict[str, str]:
    return {}


def _no_check(*_: Any) -> Iterator[PtceError]:
    return iter(())


class Volet(NamedTuple):
    """What a plugin contributes.

    `notes` gives the metadata to write for resolved axes. `check_meta` looks at keys as
    typed (entry, metadata, reader); `check_ligne` at each posting that counts;
    `check_ecriture` at an entry and its resolved axes; `check_livre` at the whole, last,
    when all else is right.
    """

    notes: Callable[[Axes], dict[str, str]] = _no_notes
    check_meta: Callable[[Any, Mapping[str, Any], Releve], Iterator[PtceError]] = (
        _no_check
    )
    check_ligne: Callable[[Contexte], Iterator[PtceError]] = _no_check
    check_ecriture: Callable[
        [Releve, Transaction, Sequence[Axes]], Iterator[PtceError]
    ] = _no_check
    check_livre: Callable[[Releve], Iterator[PtceError]] = _no_check


def annotate(
    entries: list[Any],
    options: Mapping[str, Any],
    volets: Sequence[Volet],
    *,
    registre_aussi: bool = False,
) -> tuple[list[Any], list[PtceError]]:
    """Give the entries with their axes written on the postings, and the errors.

    The errors of the register itself are left to whoever passes `registre_aussi`, so
    that plugins loaded one by one do not each repeat them.
    """
    registre, errors = read_registre(entries)
    if not registre_aussi:
        errors = []
    releve = Releve(entries, options, registre)
    passage = _Passage(releve, volets, errors)
    resultat = [passage.annotate(entry) for entry in entries]
    # A figure over a broken ledger says nothing: totals are checked on a sound one.
    if not errors:
        for volet in volets:
            errors += volet.check_livre(releve)
    return resultat, errors


class _Passage:
    """One walk over the entries, with what it has already met."""

    def __init__(
        self, releve: Releve, volets: Sequence[Volet], errors: list[PtceError]
    ) -> None:
        self.releve = releve
        self.volets = volets
        self.errors = errors
        self._meta = [v.check_meta for v in volets if v.check_meta is not _no_check]
        self._lignes = [v.check_ligne for v in volets if v.check_ligne is not _no_check]
        self._ecritures = [
            v.check_ecriture for v in volets if v.check_ecriture is not _no_check
        ]
        self._notes: dict[Axes, dict[str, str]] = {}
        #: (account, axes, currency) of the lines found right, whatever the day.
        self._justes: set[tuple[str, Axes, str]] = set()

    def annotate(self, entry: Any) -> Any:
        type_ = type(entry)
        if type_ is Transaction:
            return self._annotate(entry)
        if type_ is Open and len(entry.meta) > 2:
            self._check_meta(entry, entry.meta)
        return entry

    def _annotate(self, entry: Transaction) -> Transaction:
        releve = self.releve
        axes = releve.affectation.resolve_entry(entry)
        if len(entry.meta) > 2:
            self._check_meta(entry, entry.meta)
        postings = None
        for rang, (posting, axe) in enumerate(zip(entry.postings, axes, strict=True)):
            meta = posting.meta
            if meta is not None and len(meta) > 2:
                self._check_meta(entry, meta)
            if not axe.nature:
                continue
            self._check_ligne(entry, posting, axe)
            notes = self._notes.get(axe)
            if notes is None:
                notes = self._notes[axe] = self._write(axe)
            if meta is None or any(meta.get(cle) != notes[cle] for cle in notes):
                postings = postings or list(entry.postings)
                postings[rang] = posting._replace(meta={**(meta or {}), **notes})
        if releve.registre:
            for check in self._ecritures:
                self.errors += check(releve, entry, axes)
        return entry if postings is None else entry._replace(postings=postings)

    def _write(self, axes: Axes) -> dict[str, str]:
        notes: dict[str, str] = {}
        for volet in self.volets:
            notes.update(volet.notes(axes))
        return notes

    def _check_meta(self, entry: Any, meta: Mapping[str, Any]) -> None:
        for check in self._meta:
            self.errors += check(entry, meta, self.releve)

    def _check_ligne(self, entry: Transaction, posting: Posting, axes: Axes) -> None:
        devise = read_units(posting)[1]
        cas = (posting.account, axes, devise)
        if not self.releve.registre or cas in self._justes:
            return
        avant = len(self.errors)
        compte = self.releve.comptes[posting.account]
        contexte = Contexte(self.releve, entry, posting, compte, axes)
        for check in self._lignes:
            self.errors += check(contexte)
        # What a key or an hour is worth depends on the day: looked at each time.
        date_compte = axes.cle or devise != lexique.EURO
        if len(self.errors) == avant and not date_compte:
            self._justes.add(cas)
