"""Openings: those that are none, and balances carried twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots.dits import ACopier
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.clotures import is_bound
from ptce_ledger.remarques.clotures import is_result
from ptce_ledger.remarques.clotures import sum_before
from ptce_ledger.remarques.recopie import with_number
from ptce_ledger.remarques.recopie import write_entry
from ptce_ledger.remarques.regard import place_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from decimal import Decimal

    from beancount.core.data import Transaction

    from ptce_ledger.remarques.regard import Regard

_A_NOUVEAU = "a-nouveau"


class ANouveauOrdinaire(Remarque):
    """Une écriture porte « a-nouveau: TRUE » au milieu d’un exercice déjà commencé.

    Ce mot la retire des ressources et des financements. Il est pour l’écriture qui
    reprend les soldes d’avant, le premier jour du livre.
    """

    __slots__ = ()
    constat = "« a-nouveau: TRUE » sur une écriture du {jour}, alors que le livre a déjà des écritures : elle ne compte ni en ressource, ni en financement."
    remede = "Si ce ne sont pas des soldes repris, l’écriture ordinaire est celle-ci :"
    forme = "{ecriture}"


class SoldeReprisDeuxFois(Remarque):
    """Des à-nouveaux reprennent un solde que le livre porte déjà.

    Les soldes se suivent d’un exercice à l’autre dans un même livre : repris, ils
    comptent deux fois. Seul le premier jour du livre a des à-nouveaux.
    """

    __slots__ = ()
    constat = "Les à-nouveaux ajoutent {montant} à {compte}, où le livre a déjà {avant} : il y aurait {apres}."
    remede = "Retirez ces à-nouveaux : le livre porte ces soldes.{suite}"
    forme = "{ecriture}"


_UNE_PART = later(" S’il en manque une part, ne reprenez qu’elle :")


def iter_ouvertures(regard: Regard) -> Iterator[Remarque]:
    """Look at the opening entries, day by day."""
    premier: datetime.date | None = None
    ouvertures: defaultdict[datetime.date, list[Transaction]] = defaultdict(list)
    for entry in regard.ecritures:
        if entry.meta.get(_A_NOUVEAU) is True:
            ouvertures[entry.date].append(entry)
        else:
            premier = premier or entry.date
    for jour, siennes in ouvertures.items():
        if premier is not None and premier < jour and not is_bound(regard, jour):
            for entry in siennes:
                ecriture = write_entry(entry, entry.postings, **{_A_NOUVEAU: None})
                yield ANouveauOrdinaire.at(
                    entry.meta, entry, jour=Jour(jour), ecriture=ecriture
                )
            continue
        noms = {posting.account for entry in siennes for posting in entry.postings}
        portes = sum_before(regard, noms, jour)
        for entry in siennes:
            yield from _twice(regard, entry, portes, seule=len(siennes) == 1)


def _twice(
    regard: Regard,
    entry: Transaction,
    portes: dict[tuple[str, str], Decimal],
    *,
    seule: bool,
) -> Iterator[Remarque]:
    """Look for the first balance that the ledger has already."""
    comptes = regard.livre.releve.comptes
    for posting in entry.postings:
        montant, devise = read_units(posting)
        avant = portes.get((posting.account, devise), ZERO)
        if not avant or not montant or is_result(comptes[posting.account]):
            continue
        manque = _what_is_missing(regard, entry, portes) if seule else None
        yield SoldeReprisDeuxFois.at(
            place_of(posting, entry),
            entry,
            compte=posting.account,
            montant=Montant(montant, devise),
            avant=Montant(avant, devise),
            apres=Montant(avant + montant, devise),
            suite=_UNE_PART if manque else "",
            ecriture=manque or ACopier(()),
        )
        return


def _what_is_missing(
    regard: Regard, entry: Transaction, portes: dict[tuple[str, str], Decimal]
) -> ACopier | None:
    """Write an opening entry less what the ledger has already, balanced on the result."""
    comptes = regard.livre.releve.comptes
    restes = dict(portes)
    lignes, total = [], ZERO
    ouverture = None
    for posting in entry.postings:
        nombre, devise = read_units(posting)
        if is_result(comptes[posting.account]):
            ouverture = ouverture or posting
            continue
        nombre -= restes.pop((posting.account, devise), ZERO)
        total += nombre
        if nombre:
            lignes.append(with_number(posting, nombre))
    if not lignes or ouverture is None:
        return None
    if total:
        lignes.append(with_number(ouverture, -total))
    return write_entry(entry, lignes)
