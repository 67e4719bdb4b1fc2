"""Make the facts of a ledger: its lines and declarations, after splits by key.

Signs flip once, here: a resource and a charge are both positive. A `Releve` holds what
the facts are read with, so that plugins, reports and the reader share one resolution
of the lines.
"""

from __future__ import annotations

import copy
import functools
import operator
import os
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Transaction

from ptce_ledger.faits.affectation import Affectation
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.faits.calendrier import Calendrier
from ptce_ledger.faits.comptes import Comptes
from ptce_ledger.faits.facts import Fact
from ptce_ledger.faits.partage import split_fact
from ptce_ledger.faits.valorisation import Prix
from ptce_ledger.mots import euros
from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    import datetime
    from collections.abc import Container
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting

    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


#: Natures that make a fact; the 86 side of class 8 (« emploi ») makes none.
_NATURES = frozenset(lexique.NATURES)
#: Natures whose natural sign is that of a debit; their type is the class.


class Releve:
    """What the facts of a ledger are read with: register, accounts, prices, places."""

    def __init__(
        self, entries: Sequence[Any], options: Mapping[str, Any], registre: Registre
    ) -> None:
        self.entries = entries
        self.options = options
        self.registre = registre
        self.comptes = Comptes(entries, options)
        self.affectation = Affectation(entries, registre, self.comptes)
        self.prix = Prix(entries)
        self._dossier = os.path.dirname(str(options.get("filename") or ""))
        self._fichiers: dict[str, str] = {}
        self._milieux: dict[tuple[Axes, str, int, str, int], tuple[Any, ...]] = {}

    def suits(self, entries: Sequence[Any]) -> bool:
        """Tell whether it reads these directives as well: its own, transactions apart.

        Transactions are read one by one, and may come noted, or be new: those that a
        `pad` makes.
        """
        siennes, autres = (
            [entry for entry in lot if type(entry) is not Transaction]
            for lot in (self.entries, entries)
        )
        return len(siennes) == len(autres) and all(map(operator.is_, siennes, autres))

    def on(self, entries: Sequence[Any]) -> Releve:
        """Give the same reading over directives that it suits: nothing resolved again."""
        suite = copy.copy(self)
        suite.entries = entries
        suite.__dict__.pop("calendrier", None)
        return suite

    def fichier(self, nom: str) -> str:
        """Name a file relative to the main one, with slashes on every system."""
        court = self._fichiers.get(nom)
        if court is None:
            try:
                court = os.path.relpath(nom, self._dossier) if self._dossier else nom
            except ValueError:  # another drive, on Windows
                court = nom
            court = self._fichiers[nom] = court.replace(os.sep, "/")
        return court

    def path_of(self, nom: str) -> str:
        """Give the path of a file named from the main one, with slashes."""
        return os.path.join(self._dossier, *nom.split("/"))

    def place(self, fact: Fact) -> dict[str, Any]:
        """Give the file and line of a fact as an error wants them."""
        return {"filename": self.path_of(fact.fichier), "lineno": fact.ligne}

    @functools.cached_property
    def calendrier(self) -> Calendrier:
        """The exercices of the ledger."""
        return Calendrier(self.entries, self.registre)

    def exercices(self) -> list[int]:
        """List the exercices that have a transaction or a declaration."""
        return self.calendrier.exercices()

    def iter_facts(self, exercices: Container[int] | None = None) -> Iterator[Fact]:
        """Yield the facts of some exercices (all by default): booked, then declared."""
        registre = self.registre
        jour, retenu, exercice, phase = None, False, 0, ""
        for entry in self.entries:
            if type(entry) is not Transaction:
                continue
            if entry.date != jour:
                jour = entry.date
                exercice = registre.exercice(jour)
                retenu = exercices is None or exercice in exercices
                phase = registre.phase(jour)
            if not retenu:
                continue
            yield from self._from_entry(entry, exercice, phase)
        for lu in registre.declarations.get("ptce-ca", ()):
            exercice = registre.exercice(lu.entry.date)
            if exercices is None or exercice in exercices:
                yield self._from_declaration(lu, exercice)

    def iter_turnover(self) -> Iterator[Fact]:
        """Yield the attributable turnover of all exercices, booked (467) or declared."""
        registre = self.registre
        mandats = {nom for nom in self.comptes.opens if self.comptes[nom].mandat}
        for entry in self.entries if mandats else ():
            if type(entry) is not Transaction:
                continue
            if mandats.isdisjoint(posting.account for posting in entry.postings):
                continue
            exercice, phase = registre.exercice(entry.date), registre.phase(entry.date)
            for fact in self._from_entry(entry, exercice, phase):
                if fact.nature == "ca":
                    yield fact
        for lu in registre.declarations.get("ptce-ca", ()):
            yield self._from_declaration(lu, registre.exercice(lu.entry.date))

    def _from_entry(
        self, entry: Transaction, exercice: int, phase: str
    ) -> Iterator[Fact]:
        """Yield the facts of an entry, those that its lines make together included."""
        comptees = self.affectation.count_entry(entry)
        if comptees is None:
            axes = self.affectation.resolve_entry(entry)
            for posting, axe in zip(entry.postings, axes, strict=True):
                if axe.nature in _NATURES:
                    nombre = read_units(posting)[0]
                    yield from self._from_posting(
                        entry, posting, axe, nombre, exercice, phase
                    )
            return
        for rang, axe, nombre in comptees:
            if axe.nature in _NATURES:
                posting = entry.postings[rang]
                yield from self._from_posting(
                    entry, posting, axe, nombre, exercice, phase
                )

    def _from_posting(
        self,
        entry: Transaction,
        posting: Posting,
        axes: Axes,
        nombre: Decimal,
        exercice: int,
        phase: str,
    ) -> Iterator[Fact]:
        unite = read_units(posting)[1]
        # A charge and what is acquired are debits; all else, a fund set aside on a
        # charge too, a credit.
        quantite = nombre if axes.nature in lexique.PAR_CLASSE else -nombre
        epoque = self.registre.epoque(entry.date)
        cas = (axes, posting.account, exercice, phase, epoque)
        milieu = self._milieux.get(cas)
        if milieu is None:
            milieu = self._milieux[cas] = self._middle(
                axes, posting.account, exercice, phase, entry.date
            )
        meta = posting.meta or entry.meta
        montant = quantite
        if unite != lexique.EURO:
            montant = self.prix.value(quantite, unite, entry.date)
        if "retenu" in meta and meta["retenu"] is True:
            montant = quantite = euros.SECRET
        fact = Fact._make(
            (
                entry.date,
                *milieu,
                montant,
                quantite,
                unite,
                axes.preuve,
                posting.account,
                libelle_of(entry),
                self.fichier(meta.get("filename") or entry.meta["filename"]),
                meta.get("lineno") or entry.meta["lineno"],
            )
        )
        if axes.cle:
            yield from split_fact(self.registre, fact)
        else:
            yield fact

    def _middle(
        self,
        axes: Axes,
        account: str,
        exercice: int,
        phase: str,
        jour: datetime.date,
    ) -> tuple[Any, ...]:
        """Give the columns from `exercice` to `cle`, the same for many postings."""
        interne = axes.interne
        if axes.nature == "ca":
            interne = self._interne_declare(axes.tiers, exercice)
        par_classe = axes.nature in lexique.PAR_CLASSE
        tiers = self.registre.tiers_on(axes.tiers, jour)
        return (
            exercice,
            phase,
            self.registre.code,
            axes.perimetre,
            axes.projet,
            axes.tiers if axes.interne == "membre" else axes.membre,
            axes.nature,
            self.comptes[account].classe if par_classe else axes.type,
            axes.origine,
            tiers.echelon if tiers else "",
            axes.tiers,
            interne,
            axes.convention,
            axes.cle,
        )

    def _from_declaration(self, lu: Lu, exercice: int) -> Fact:
        registre, entry = self.registre, lu.entry
        client = lu.cles.get("client", "")
        tiers = registre.tiers_on(client, entry.date)
        montant = lu.valeurs["montant"].number
        origine = tiers.origine if tiers else ""
        return Fact(
            entry.date,
            exercice,
            registre.phase(entry.date),
            registre.code,
            "membre",
            lu.cles.get("projet", ""),
            lu.valeurs["membre"],
            "ca",
            "",
            "pole" if registre.is_pole(client) else origine,
            tiers.echelon if tiers else "",
            client,
            self._interne_declare(client, exercice),
            "",
            "",
            montant,
            montant,
            lexique.EURO,
            lu.cles.get("preuve", "declaratif"),
            "",
            self._libelle_declare(lu),
            self.fichier(entry.meta["filename"]),
            entry.meta["lineno"],
        )

    def _libelle_declare(self, lu: Lu) -> str:
        """Say who sold to whom, and how it was counted."""
        noms = [self.registre.label(lu.valeurs["membre"])]
        if "client" in lu.cles:
            noms.append(self.registre.label(lu.cles["client"]))
        methode = lexique.METHODES.get(lu.cles.get("methode", ""))
        suite = f" ({methode.libelle.lower()})" if methode else ""
        return " → ".join(noms) + suite

    def _interne_declare(self, code: str, exercice: int) -> str:
        """Say where a client stands: for declarations, a member at any time counts."""
        membre = self.registre.was_member(code, exercice)
        return self.registre.interne(code, membre=membre)


def libelle_of(entry: Transaction) -> str:
    """Say what an entry is: its payee, its narration."""
    if entry.payee and entry.narration:
        return f"{entry.payee} — {entry.narration}"
    return entry.payee or entry.narration or ""
