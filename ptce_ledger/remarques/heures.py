"""Volunteer hours that nobody can have worked: more than a day has."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots import lexique
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.noms import looks_like_someone
from ptce_ledger.remarques.regard import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.remarques.regard import Regard

_JOUR = 24


class HeuresImpossibles(Remarque):
    """Plus d’heures en un jour qu’un jour n’en a, pour le nombre de personnes dit.

    Un point oublié (« 75 » pour 7.5) ou un mois entier sur un seul jour. « personnes: »
    dit combien de personnes sont derrière la ligne, « personne: » de qui elle est.
    """

    __slots__ = ()
    constat = "{heures} le {jour} pour {qui} : un jour n’en a que 24."
    remede = "Vérifiez le nombre ; si la ligne est de plusieurs personnes, dites-le :"
    forme = "personnes: {personnes}"


def iter_heures(regard: Regard) -> Iterator[Remarque]:
    """Add up the hours of each person, each day; weigh the others by their number."""
    sommes: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for entry in regard.ecritures:
        groupes: defaultdict[Any, Decimal] = defaultdict(Decimal)
        lieux: dict[Any, Posting] = {}
        for posting in entry.postings:
            if not _is_work(regard, posting):
                continue
            qui = _who(posting, entry)
            groupes[qui] += abs(read_units(posting)[0])
            lieux.setdefault(qui, posting)
        for qui, heures in groupes.items():
            personne, nombre = qui
            if personne:
                avant = sommes[personne, entry.date]
                total = sommes[personne, entry.date] = avant + heures
                if avant <= _JOUR < total:
                    yield _impossible(entry, lieux[qui], total, Cite(personne))
            elif nombre is not None and heures > nombre * _JOUR:
                ecrit = f"{nombre:f}"
                gens = later("{nombre} personne", nombre=ecrit)
                if nombre > 1:
                    gens = later("{nombre} personnes", nombre=ecrit)
                yield _impossible(entry, lieux[qui], heures, gens)


def _is_work(regard: Regard, posting: Posting) -> bool:
    """Tell the one side of an entry where hours are counted."""
    nombre, devise = read_units(posting)
    role = regard.livre.releve.comptes[posting.account].role
    compte = role == "87" or (role != "86" and nombre > 0)
    return compte and lexique.est_heure(devise)


def _who(posting: Posting, entry: Transaction) -> tuple[str, Decimal | None]:
    """Say of whom a line is: a pseudonym, a number of people, or nobody knows."""
    for meta in (posting.meta or {}, entry.meta):
        if meta.get("personne"):
            return str(meta["personne"]), None
        if isinstance(meta.get("personnes"), Decimal):
            return "", meta["personnes"]
    seule = looks_like_someone(entry.payee or "", large=True) or _is_numbered(entry)
    return "", Decimal(1) if seule else None


def _is_numbered(entry: Transaction) -> bool:
    """Tell a payee such as « BEN-012 », one person's pseudonym."""
    paye = entry.payee or ""
    return paye[-1:].isdigit() and " " not in paye


def _impossible(
    entry: Transaction, posting: Posting, heures: Decimal, qui: object
) -> Remarque:
    return HeuresImpossibles.at(
        place_of(posting, entry),
        entry,
        heures=Montant(heures, lexique.HEURE),
        jour=Jour(entry.date),
        qui=qui,
        personnes=-(-heures // _JOUR),
    )
