"""Read the register: `custom "ptce-…"` directives → Registre, with errors beside.

Three passes, since a treasurer writes in any order: declare names, link what refers
to them, then check what cannot be known before both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Price

from ptce_ledger.erreurs.registre import LibelleEnDouble
from ptce_ledger.erreurs.registre import PoleAbsent
from ptce_ledger.mots.lexique import est_heure
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.declarations import DECLARATIONS
from ptce_ledger.registre.declarations.doubles import place
from ptce_ledger.registre.declarations.doubles import said_twice
from ptce_ledger.registre.directives import DIRECTIVES
from ptce_ledger.registre.directives import is_ours
from ptce_ledger.registre.lecteur import Lu
from ptce_ledger.registre.lecteur import closest
from ptce_ledger.registre.lecteur import read
from ptce_ledger.registre.pole import Registre
from ptce_ledger.registre.references import check_references

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError


def read_registre(entries: Iterable[Any]) -> tuple[Registre, list[PtceError]]:
    """Read all the « ptce- » directives among sorted entries."""
    registre = Registre()
    errors: list[PtceError] = []
    entries = list(entries)
    notres = [e for e in entries if type(e) is Custom and is_ours(e.type)]
    lus: list[Lu] = []
    for entry in notres:
        lu, fautes = read(entry, DIRECTIVES)
        errors += fautes
        if lu is not None:
            lus.append(lu)
        else:
            _refuse(registre, entry)
    premiers: dict[str, Lu] = {}
    lus, fautes = _once_a_day(lus)
    errors += fautes
    if lus:
        errors += _check_prices(entries)
    for lu in lus:
        fautes = list(DECLARATIONS[lu.entry.type].declare(registre, lu, premiers))
        if fautes:
            _refuse(registre, lu.entry)
        errors += fautes
    errors += _read_noms(registre, premiers)
    for lu in lus:
        declaration = DECLARATIONS[lu.entry.type]
        errors += check_references(registre, lu, declaration.references)
        errors += declaration.check(registre, lu)
    if lus and not any(closest(e.type, DIRECTIVES) == "ptce-pole" for e in notres):
        premier = lus[0].entry
        errors.append(PoleAbsent.at(premier.meta, premier, date=premier.date))
    return registre, errors


def _refuse(registre: Registre, entry: Custom) -> None:
    """Keep what a wrong line declares: it is not unknown, and needs no other line."""
    nom = closest(entry.type, DIRECTIVES)
    dits = 2 if "libellé" in getattr(DIRECTIVES.get(nom), "valeurs", ()) else 1
    for valeur in (entry.values or [])[:dits]:
        if isinstance(valeur.value, str) and valeur.value:
            registre.refuses.setdefault((nom, fold(valeur.value)), entry)


def _once_a_day(lus: list[Lu]) -> tuple[list[Lu], list[PtceError]]:
    """Leave out what states again, on one day, what another states."""
    premiers: dict[tuple[Any, ...], Lu] = {}
    gardes, errors = [], []
    for lu in lus:
        identite = DECLARATIONS[lu.entry.type].identite
        if identite is not None:
            quoi = f"{lu.entry.type} {identite(lu)}".strip()
            premier = premiers.setdefault((lu.entry.date, quoi), lu)
            if premier is not lu:
                errors.append(said_twice(lu.entry, premier.entry, quoi))
                continue
        gardes.append(lu)
    return gardes, errors


def _check_prices(entries: Iterable[Any]) -> Iterator[PtceError]:
    """Report two prices of the same hour on one day."""
    premiers: dict[tuple[Any, str], Price] = {}
    for entry in entries:
        if type(entry) is Price and est_heure(entry.currency):
            premier = premiers.setdefault((entry.date, entry.currency), entry)
            if premier is not entry:
                yield said_twice(entry, premier, f"price {entry.currency}")


def _read_noms(registre: Registre, premiers: dict[str, Lu]) -> Iterator[PtceError]:
    noms = [(t.code, (t.libelle, *t.alias)) for t in registre.tiers.values()]
    noms += [(p.code, (p.libelle,)) for p in registre.projets.values()]
    for code, siens in noms:
        for nom in siens:
            autre = registre.noms.setdefault(fold(nom), code)
            if autre != code:
                entry, premier = premiers[code].entry, place(premiers[autre])
                yield LibelleEnDouble.at(
                    entry.meta, entry, libelle=nom, code=code, autre=autre, **premier
                )
