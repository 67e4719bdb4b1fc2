"""Closings: those not said, and those that are none."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.recopie import write_entry

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.remarques.regard import Regard

_GESTION = ("produit", "charge")
_UN_JOUR = datetime.timedelta(1)
_CLOTURE, _A_NOUVEAU = "cloture", "a-nouveau"


class ClotureNonDite(Remarque):
    """Une écriture solde des comptes de produits et de charges, sans « cloture: TRUE ».

    Sans ce mot, elle annule les ressources et les charges de l’exercice, qui tombent à
    zéro. Il n’y a pas d’écriture de clôture à faire ; si le comptable y tient, elle se dit.
    """

    __slots__ = ()
    constat = "Cette écriture solde des comptes de produits ou de charges : sans « cloture: TRUE », elle annule leurs ressources et leurs charges."
    remede = "Dites que c’est une clôture :"
    forme = "{ecriture}"


class ClotureSansSolde(Remarque):
    """Une écriture porte « cloture: TRUE » et ne solde pas ses comptes.

    Ce mot la retire des ressources et des charges. Une écriture ordinaire ne le porte
    pas ; une clôture remet à zéro les comptes de produits et de charges.
    """

    __slots__ = ()
    constat = "« cloture: TRUE » retire cette écriture des ressources et des charges ; elle ne solde pas {compte}, où il reste {reste}."
    remede = "Si ce n’est pas une clôture, l’écriture ordinaire est celle-ci ; si c’en est une, qu’elle remette le compte à zéro."
    forme = "{ecriture}"


class ClotureOrdinaire(Remarque):
    """Une écriture porte « cloture: TRUE » au milieu d’un exercice qui continue.

    Ce mot la retire des ressources et des charges, même quand elle remet par hasard ses
    comptes à zéro, comme un avoir. Il est pour l’écriture qui solde l’exercice, à sa fin.
    """

    __slots__ = ()
    constat = "« cloture: TRUE » sur une écriture du {jour}, alors que l’exercice continue : elle ne compte ni en ressource, ni en charge."
    remede = "Si ce n’est pas une clôture, l’écriture ordinaire est celle-ci :"
    forme = "{ecriture}"


def iter_clotures(regard: Regard) -> Iterator[Remarque]:
    """Look at the entries that empty accounts, or say that they do."""
    comptes = regard.livre.releve.comptes
    resultats = {nom for nom in comptes.opens if is_result(comptes[nom])}
    derniers = {
        regard.exercice(e): e.date for e in regard.ecritures if _manages(regard, e)
    }
    for entry in regard.ecritures:
        if entry.meta.get(_CLOTURE) is True:
            non_soldes = list(_unsettled(regard, entry))
            yield from non_soldes
            dernier = derniers.get(regard.exercice(entry), entry.date)
            if not non_soldes and entry.date < dernier:
                yield from _ordinary(regard, entry)
            continue
        if resultats.isdisjoint(posting.account for posting in entry.postings):
            continue
        if entry.meta.get(_A_NOUVEAU) is not True and _closes(regard, entry):
            ecriture = write_entry(entry, entry.postings, cloture=True)
            yield ClotureNonDite.at(entry.meta, entry, ecriture=ecriture)


def _manages(regard: Regard, entry: Transaction) -> bool:
    """Tell an entry of the year, that earns or spends."""
    comptes = regard.livre.releve.comptes
    return not is_apart(entry) and any(
        comptes[posting.account].role in _GESTION for posting in entry.postings
    )


def _ordinary(regard: Regard, entry: Transaction) -> Iterator[Remarque]:
    """Report a closing after which the exercice goes on, but on its last day."""
    if not is_bound(regard, entry.date):
        yield ClotureOrdinaire.at(
            entry.meta,
            entry,
            jour=Jour(entry.date),
            ecriture=write_entry(entry, entry.postings, cloture=None),
        )


def _closes(regard: Regard, entry: Transaction) -> bool:
    """Tell an entry that empties classes 6 and 7 into the result."""
    comptes = [regard.livre.releve.comptes[p.account] for p in entry.postings]
    if not all(c.role in _GESTION or is_result(c) for c in comptes):
        return False
    gestion = [c.nom for c in comptes if c.role in _GESTION]
    if not gestion or len(gestion) == len(comptes):
        return False
    dernier = entry.date == regard.livre.registre.bornes(regard.exercice(entry))[1]
    if not dernier and len(gestion) == 1:
        return False
    soldes = _balances(regard, entry, gestion)
    if all(0 in restes for restes in soldes.values()):
        return True
    # One that an entry typed since makes wrong by a little still closes.
    vers_zero = all(
        soldes[ligne][1] * read_units(posting)[0] <= 0
        or abs(soldes[ligne][1]) < abs(read_units(posting)[0])
        for posting in entry.postings
        if (ligne := (posting.account, read_units(posting)[1])) in soldes
    )
    return dernier and len(gestion) > 1 and vers_zero


def is_result(compte: Compte) -> bool:
    """Tell an account of the balance sheet that takes the result."""
    return compte.role == "bilan" and (
        compte.nom.startswith("Equity") or compte.numero.startswith(("11", "12", "89"))
    )


def _unsettled(regard: Regard, entry: Transaction) -> Iterator[Remarque]:
    """Look for the first account that a closing leaves with something."""
    comptes = regard.livre.releve.comptes
    a_vider = [p.account for p in entry.postings if not is_result(comptes[p.account])]
    for (nom, devise), restes in _balances(regard, entry, a_vider).items():
        if 0 in restes:
            continue
        yield ClotureSansSolde.at(
            entry.meta,
            entry,
            compte=nom,
            reste=Montant(restes[1], devise),
            ecriture=write_entry(entry, entry.postings, cloture=None),
        )
        return


def _balances(
    regard: Regard, entry: Transaction, noms: Iterable[str]
) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Give what some accounts hold in the evening: since ever, and of the exercice."""
    debut, _ = regard.livre.registre.bornes(regard.exercice(entry))
    tout = sum_before(regard, set(noms), entry.date + _UN_JOUR)
    avant = sum_before(regard, set(noms), debut)
    return {cas: (s, s - avant.get(cas, ZERO)) for cas, s in tout.items()}


def sum_before(
    regard: Regard, noms: Container[str], fin: datetime.date
) -> dict[tuple[str, str], Decimal]:
    """Add what is on some accounts before a day."""
    sommes: dict[tuple[str, str], Decimal] = {}
    for entry in regard.livre.entries:
        if entry.date >= fin:
            break
        if type(entry) is not Transaction:
            continue
        for posting in entry.postings:
            if posting.account in noms:
                nombre, devise = read_units(posting)
                cas = posting.account, devise
                sommes[cas] = sommes.get(cas, ZERO) + nombre
    return sommes


def is_bound(regard: Regard, jour: datetime.date) -> bool:
    """Tell the first day of an exercice, or the last."""
    registre = regard.livre.registre
    return jour in registre.bornes(registre.exercice(jour))
