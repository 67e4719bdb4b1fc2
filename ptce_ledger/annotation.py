"""Run plugins over a ledger in one pass: check each line, write its axes back.

A `Volet` is what one plugin contributes: the metadata it writes and the checks it
makes. Running several volets together costs one walk and one rebuilt posting. Nothing
but metadata is ever added, and only what a careful treasurer could have typed, so the
result is again a valid ledger, on which a second run changes nothing.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.data import Open
from beancount.core.data import Posting
from beancount.core.data import Transaction

from ptce_ledger import lexique
from ptce_ledger.affectation import EN_NATURE
from ptce_ledger.affectation import MACHINE
from ptce_ledger.affectation import RIEN
from ptce_ledger.affectation import read_units
from ptce_ledger.facts import Releve
from ptce_ledger.registre import read_registre

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.affectation import Axes
    from ptce_ledger.comptes import Compte
    from ptce_ledger.erreurs.base import PtceError


#: Keys whose value is checked; of the others, the name and the genre alone.
_REGARDEES = frozenset({*lexique.AXES, *lexique.MARQUES} - {"piece"})


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

    `notes` gives the metadata to write for resolved axes; `herite` names the keys that
    go down, as they are, from the entry or the account to its postings. `check_meta` looks at keys as
    typed (entry, metadata, reader); `check_ligne` at each posting that counts;
    `check_ecriture` at an entry that carries typed keys or class 8, with its resolved
    axes; `check_livre` at the whole, last,
    when all else is right.
    """

    notes: Callable[[Axes], dict[str, str]] = _no_notes
    herite: tuple[str, ...] = ()
    check_meta: Callable[[Any, Mapping[str, Any], Releve], Iterator[PtceError]] = (
        _no_check
    )
    check_ligne: Callable[[Contexte], Iterator[PtceError]] = _no_check
    check_ecriture: Callable[
        [Releve, Transaction, Sequence[Axes]], Iterator[PtceError]
    ] = _no_check
    check_livre: Callable[[Releve], Iterator[PtceError]] = _no_check


#: Set while our own reader loads a ledger: what it wants is the reading, no notes.
_LUS: ContextVar[dict[str, Releve] | None] = ContextVar("lus", default=None)


@contextlib.contextmanager
def reading() -> Iterator[dict[str, Releve]]:
    """Have the plugins loaded within check as ever, and hand over what they read.

    Facts do not depend on the notes, which only tell other programs what was resolved;
    for our own reader, writing them and resolving every line again is a tenth of the
    time of a load. The dict yielded holds the `Releve` of the last plugin run, if any.
    """
    lus: dict[str, Releve] = {}
    jeton = _LUS.set(lus)
    try:
        yield lus
    finally:
        _LUS.reset(jeton)


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
    lus = _LUS.get()
    registre, errors = read_registre(entries)
    if not registre_aussi:
        errors = []
    releve = (lus or {}).get("releve")
    if releve is None or not releve.is_of(entries):
        releve = Releve(entries, options, registre)
    passage = _Passage(releve, volets, errors, ecrit=lus is None)
    resultat = [passage.annotate(entry) for entry in entries]
    if lus is not None:
        lus["releve"] = releve
    # A figure over a broken ledger says nothing: totals are checked on a sound one.
    if not errors:
        for volet in volets:
            errors += volet.check_livre(releve)
    return resultat, errors


def _holds(
    meta: Mapping[str, Any] | None, notes: dict[str, Any], herites: dict[str, Any]
) -> bool:
    """Tell whether a posting already says all that would be written on it."""
    return (
        meta is not None
        and notes.items() <= meta.items()
        and herites.keys() <= meta.keys()
    )


class _Passage:
    """One walk over the entries, with what it has already met."""

    def __init__(
        self,
        releve: Releve,
        volets: Sequence[Volet],
        errors: list[PtceError],
        *,
        ecrit: bool,
    ) -> None:
        self.releve = releve
        self.ecrit = ecrit
        self.volets = volets
        self.errors = errors
        self._meta = [v.check_meta for v in volets if v.check_meta is not _no_check]
        self._lignes = [v.check_ligne for v in volets if v.check_ligne is not _no_check]
        self._ecritures = [
            v.check_ecriture for v in volets if v.check_ecriture is not _no_check
        ]
        self._herite = [cle for v in volets for cle in v.herite]
        #: What to write on the lines found right, by account, axes and currency.
        self._justes: dict[tuple[str, Axes, str], dict[str, Any]] = {}
        #: Keys and values found right.
        self._propres: set[tuple[tuple[str, Any], ...]] = set()

    def annotate(self, entry: Any) -> Any:
        type_ = type(entry)
        if type_ is Transaction:
            return self._annotate(entry)
        if type_ is Open:
            self._check_meta(entry, entry.meta)
        return entry

    def _annotate(self, entry: Transaction) -> Transaction:
        axes = self.releve.affectation.resolve_entry(entry)
        parle = self._check_meta(entry, entry.meta)
        herites = {c: entry.meta[c] for c in self._herite if c in entry.meta}
        postings = None
        for rang, posting in enumerate(entry.postings):
            meta, axe = posting.meta, axes[rang]
            if meta and self._check_meta(entry, meta):
                parle = True
            if axe is RIEN:
                continue
            parle = parle or axe.nature in EN_NATURE
            notes = self._justes.get((posting.account, axe, read_units(posting)[1]))
            if notes is None:
                notes = self._check_ligne(entry, posting, axe)
            if self.ecrit and not _holds(meta, notes, herites):
                postings = postings or list(entry.postings)
                ecrits = {**(meta or {}), **notes}
                ecrits.update(
                    (c, v) for c, v in herites.items() if c not in (meta or ())
                )
                postings[rang] = Posting(*posting[:5], ecrits)
        if parle and self.releve.registre:
            for check in self._ecritures:
                self.errors += check(self.releve, entry, axes)
        return entry if postings is None else Transaction(*entry[:-1], postings)

    def _check_meta(self, entry: Any, meta: Mapping[str, Any]) -> bool:
        """Check the keys typed at one level; tell whether there are any."""
        if MACHINE.issuperset(meta):
            return False
        typees = tuple(
            [
                (cle, valeur if cle in _REGARDEES else type(valeur))
                for cle, valeur in meta.items()
                if cle not in MACHINE
            ]
        )
        if typees in self._propres:
            return True
        avant = len(self.errors)
        for check in self._meta:
            self.errors += check(entry, meta, self.releve)
        # The same keys and values elsewhere are as right, but on an `open`, where they
        # must suit the account.
        if len(self.errors) == avant and type(entry) is not Open:
            self._propres.add(typees)
        return True

    def _check_ligne(
        self, entry: Transaction, posting: Posting, axes: Axes
    ) -> dict[str, Any]:
        """Check a line, and give what to write on it."""
        devise = read_units(posting)[1]
        compte = self.releve.comptes[posting.account]
        notes = self._write(compte, axes)
        avant = len(self.errors)
        if self.releve.registre:
            contexte = Contexte(self.releve, entry, posting, compte, axes)
            for check in self._lignes:
                self.errors += check(contexte)
        # What a key or an hour is worth depends on the day: looked at each time.
        date_compte = axes.cle or devise != lexique.EURO
        if len(self.errors) == avant and not date_compte:
            self._justes[posting.account, axes, devise] = notes
        return notes

    def _write(self, compte: Compte, axes: Axes) -> dict[str, Any]:
        if not self.ecrit:
            return {}
        notes: dict[str, Any] = {}
        for volet in self.volets:
            notes.update(volet.notes(axes))
        for cle in self._herite:
            for niveau in compte.niveaux:
                if cle in niveau:
                    notes.setdefault(cle, niveau[cle])
        return notes
