"""Run plugins over a ledger in one pass: check each line, write its axes back.

A `Volet` is what one plugin contributes: the metadata it writes and the checks it
makes. Running several volets together costs one walk and one rebuilt posting. Nothing
but metadata is ever added, and only what a careful treasurer could have typed, so the
result is again a valid ledger, on which a second run changes nothing.
"""

from __future__ import annotations

import contextlib
import operator
from contextvars import ContextVar
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.data import Open
from beancount.core.data import Posting
from beancount.core.data import Transaction

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.faits.axes import EN_NATURE
from ptce_ledger.faits.axes import RIEN
from ptce_ledger.faits.releve import Releve
from ptce_ledger.faits.typees import MACHINE
from ptce_ledger.mots import lexique
from ptce_ledger.registre.registre import read_registre

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.faits.comptes import Compte


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
    go down, as they are, from the entry or the account to its postings. `check_open`
    looks at each account; `check_meta` at keys as typed (entry, metadata, reader);
    `check_ligne` at each posting that counts; `check_ecriture` at an entry that carries
    typed keys or class 8, with its resolved axes; `check_prix` at each posting that has a
    price or a cost; `check_livre` at the whole, last, when all else is right.
    """

    notes: Callable[[Axes], dict[str, str]] = _no_notes
    herite: tuple[str, ...] = ()
    check_open: Callable[[Open, Releve], Iterator[PtceError]] = _no_check
    check_meta: Callable[[Any, Mapping[str, Any], Releve], Iterator[PtceError]] = (
        _no_check
    )
    check_ligne: Callable[[Contexte], Iterator[PtceError]] = _no_check
    check_ecriture: Callable[
        [Releve, Transaction, Sequence[Axes]], Iterator[PtceError]
    ] = _no_check
    check_prix: Callable[[Transaction, Posting], Iterator[PtceError]] = _no_check
    check_livre: Callable[[Releve], Iterator[PtceError]] = _no_check


class Attente:
    """What our own reader wants of the plugins that it runs, and what they hand over."""

    def __init__(self, *, notes: bool) -> None:
        self.notes = notes
        #: The reading of the last plugin run, if any.
        self.releve: Releve | None = None

    def read(self, entries: Sequence[Any]) -> Releve | None:
        """Give that reading over these directives, if it suits them."""
        if self.releve is None or not self.releve.suits(entries):
            return None
        return self.releve.on(entries)


#: Set while our own reader loads a ledger.
_ATTENTE: ContextVar[Attente | None] = ContextVar("attente", default=None)


@contextlib.contextmanager
def reading(*, notes: bool = False) -> Iterator[Attente]:
    """Have the plugins run within check as ever, and hand over what they read.

    Facts do not depend on the notes, which only tell other programs what was resolved:
    for our own commands, writing them is a tenth of the time of a load. Fava is such a
    program, for its queries and its filters.
    """
    attente = Attente(notes=notes)
    jeton = _ATTENTE.set(attente)
    try:
        yield attente
    finally:
        _ATTENTE.reset(jeton)


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
    attente = _ATTENTE.get()
    errors: list[PtceError] = []
    releve = attente.read(entries) if attente else None
    if releve is None or registre_aussi:
        registre, fautes = read_registre(entries)
        errors += fautes if registre_aussi else []
        releve = releve or Releve(entries, options, registre)
    passage = _Passage(releve, volets, errors, ecrit=attente is None or attente.notes)
    resultat = [passage.annotate(entry) for entry in entries]
    releve = releve.on(resultat)
    if attente:
        attente.releve = releve
    # A figure over a broken ledger says nothing: totals are checked on a sound one.
    if not errors:
        for volet in volets:
            errors += volet.check_livre(releve)
    return resultat, errors


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
        self._opens = [v.check_open for v in volets if v.check_open is not _no_check]
        self._meta = [v.check_meta for v in volets if v.check_meta is not _no_check]
        self._lignes = [v.check_ligne for v in volets if v.check_ligne is not _no_check]
        self._ecritures = [
            v.check_ecriture for v in volets if v.check_ecriture is not _no_check
        ]
        self._prix = [v.check_prix for v in volets if v.check_prix is not _no_check]
        self._herite = [cle for v in volets for cle in v.herite]
        #: Account, axes and currency of the lines found right.
        self._justes: set[tuple[str, Axes, str]] = set()
        self._notes: dict[tuple[str, Axes], dict[str, Any]] = {}
        #: Keys and values found right.
        self._propres: set[tuple[tuple[str, type, Any], ...]] = set()

    def annotate(self, entry: Any) -> Any:
        type_ = type(entry)
        if type_ is Transaction:
            return self._annotate(entry)
        if type_ is Open:
            self._check_open(entry)
        return entry

    def _check_open(self, entry: Open) -> None:
        if self.releve.registre:
            for check in self._opens:
                self.errors += check(entry, self.releve)
        if not MACHINE.issuperset(entry.meta):
            self._check_meta(entry, entry.meta)

    def _annotate(self, entry: Transaction) -> Transaction:
        axes = self.releve.affectation.resolve_entry(entry)
        self._check(entry, axes)
        return self._note(entry, axes) if self.ecrit else entry

    def _check(self, entry: Transaction, axes: Sequence[Axes]) -> None:
        parle = not MACHINE.issuperset(entry.meta)
        if parle:
            self._check_meta(entry, entry.meta)
        for posting, axe in zip(entry.postings, axes, strict=True):
            meta = posting.meta
            if meta and not MACHINE.issuperset(meta):
                parle = True
                self._check_meta(entry, meta)
            if posting.price is not None or posting.cost is not None:
                for check in self._prix:
                    self.errors += check(entry, posting)
            if axe is RIEN:
                continue
            parle = parle or axe.nature in EN_NATURE
            if (posting.account, axe, read_units(posting)[1]) not in self._justes:
                self._check_ligne(entry, posting, axe)
        if parle and self.releve.registre:
            for regarde in self._ecritures:
                self.errors += regarde(self.releve, entry, axes)

    def _note(self, entry: Transaction, axes: Sequence[Axes]) -> Transaction:
        """Write the axes on the postings; the same entry when they say all already."""
        herites = {c: entry.meta[c] for c in self._herite if c in entry.meta}
        postings = list(entry.postings)
        for rang, (posting, axe) in enumerate(zip(entry.postings, axes, strict=True)):
            if axe is RIEN:
                continue
            meta = posting.meta or {}
            notes = {**self._notes_of(posting.account, axe), **herites}
            notes.update((cle, meta[cle]) for cle in self._herite if cle in meta)
            if posting.meta is None or not notes.items() <= meta.items():
                postings[rang] = Posting(*posting[:5], {**meta, **notes})
        if all(map(operator.is_, postings, entry.postings)):
            return entry
        notee = Transaction(*entry[:-1], postings)
        self.releve.affectation.follow(entry, notee)
        return notee

    def _check_meta(self, entry: Any, meta: Mapping[str, Any]) -> None:
        """Check the keys typed at one level."""
        typees = tuple(
            [
                # The type too: Python holds 1 equal to TRUE.
                (cle, type(valeur), valeur if cle in _REGARDEES else None)
                for cle, valeur in meta.items()
                if cle not in MACHINE
            ]
        )
        if typees in self._propres:
            return
        avant = len(self.errors)
        for check in self._meta:
            self.errors += check(entry, meta, self.releve)
        # The same keys and values elsewhere are as right, but on an `open`, where they
        # must suit the account.
        if len(self.errors) == avant and type(entry) is not Open:
            self._propres.add(typees)

    def _check_ligne(self, entry: Transaction, posting: Posting, axes: Axes) -> None:
        if not self.releve.registre:
            return
        devise = read_units(posting)[1]
        avant = len(self.errors)
        compte = self.releve.comptes[posting.account]
        contexte = Contexte(self.releve, entry, posting, compte, axes)
        for check in self._lignes:
            self.errors += check(contexte)
        # What a key or an hour is worth depends on the day: looked at each time.
        date_compte = axes.cle or devise != lexique.EURO
        if len(self.errors) == avant and not date_compte:
            self._justes.add((posting.account, axes, devise))

    def _notes_of(self, account: str, axes: Axes) -> dict[str, Any]:
        notes = self._notes.get((account, axes))
        if notes is None:
            notes = self._notes[account, axes] = {}
            for volet in self.volets:
                notes.update(volet.notes(axes))
            for niveau in self.releve.comptes[account].niveaux:
                for cle in self._herite:
                    if cle in niveau:
                        notes.setdefault(cle, niveau[cle])
        return notes
