"""What is owed to those who lent or brought money, at the end of the exercice.

The balance of apports and prêts, opening balances included, with how many people are
behind it as the lines say (`personnes:`), and the interest paid in the exercice.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.faits.declarations import posted
from ptce_ledger.mots.ordre import sort_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Posting

    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.faits.facts import Fact

#: What is owed to who brought or lent it.
APPORTS, PRETS = OWED = ("apports", "prets")
#: Interest paid, of loans and of partners' accounts alike.
_INTERETS = "661"
_CLES = ("type", "origine")
_COLONNES = (
    Colonne("encours", "Encours"),
    Colonne("personnes", "Personnes", "entier"),
    Colonne("interets", "Intérêts payés"),
)


def build(ensemble: Ensemble) -> Tableau:
    """Set what is owed by type and origin; a copy of some exercices cannot know it."""
    encours: dict[tuple[str, ...], list[Fact]] = {}
    interets: dict[tuple[str, ...], list[Fact]] = {}
    personnes: dict[tuple[str, ...], list[Fact]] = {}
    if not ensemble.registre.copie_pour:
        for cle, fact, combien in _iter_owed(ensemble):
            encours.setdefault(cle, []).append(fact)
            if combien is not None:
                dits = fact._replace(quantite=Decimal(combien))
                personnes.setdefault(cle, []).append(dits)
        for fact in _paid(ensemble):
            interets.setdefault((PRETS, fact.origine), []).append(fact)
    lignes = [
        _row(cle, encours.get(cle, []), personnes.get(cle, []), interets.get(cle, []))
        for cle in sort_rows(_CLES, {*encours, *interets})
    ]
    return Tableau(
        "encours",
        "Encours et intérêts",
        (Colonne("type", "Type", "code"), Colonne("origine", "Origine", "code")),
        _COLONNES,
        tuple(lignes),
    )


def _row(
    cle: tuple[str, ...],
    encours: list[Fact],
    personnes: list[Fact],
    interets: list[Fact],
) -> Ligne:
    du, paye = (Source.of(cube.gather(facts)) for facts in (encours, interets))
    gens = Source.of(cube.gather(personnes), mesure="quantite")
    combien = int(gens.total()) if personnes else None
    return Ligne(cle, (du.total(), combien, paye.total()), (du, gens, paye))


def _iter_owed(
    ensemble: Ensemble,
) -> Iterator[tuple[tuple[str, str], Fact, int | None]]:
    """Yield what moves a balance to the end of the exercice, and the people behind."""
    releve = ensemble.releve
    fin = ensemble.registre.bornes(ensemble.exercice)[1]
    comptes = releve.comptes
    suivis = {nom for nom in comptes.opens if comptes[nom].role == "bilan"}
    for entry in releve.entries:
        if type(entry) is not Transaction or entry.date > fin:
            continue
        if suivis.isdisjoint(posting.account for posting in entry.postings):
            continue
        for posting, axe in zip(entry.postings, _axes(ensemble, entry), strict=True):
            if axe.type in OWED and axe.perimetre != "hors-pole":
                fact = posted(releve, entry, posting, -read_units(posting)[0])
                yield (axe.type, axe.origine), fact, people_behind(entry, posting)


def _axes(ensemble: Ensemble, entry: Transaction) -> list[Axes]:
    """Resolve an entry; the balances of an opening one make no fact, and are owed."""
    resolve = ensemble.releve.affectation
    if entry.meta.get("a-nouveau") is True:
        return resolve.resolve_opening(entry)
    return resolve.resolve_entry(entry)


def people_behind(entry: Transaction, posting: Posting) -> int | None:
    """Say how many people come, or go with a debit, as the line or its entry tells."""
    dit = (posting.meta or {}).get("personnes") or entry.meta.get("personnes")
    if dit is None:
        return None
    return -int(dit) if read_units(posting)[0] > 0 else int(dit)


def _paid(ensemble: Ensemble) -> list[Fact]:
    comptes = ensemble.releve.comptes
    return [
        fact
        for case in ensemble.of(nature="charge")
        for fact in case.facts
        if comptes[fact.compte].numero.startswith(_INTERETS)
    ]
