"""Figures as they are shown: to the cent, and rows that still re-add to their totals.

Amounts are exact until here. Where some are finer than the cent, each shown alone would
be rounded right and the column would not add: the largest remainders give way. Hours under
a key are parts of one line, in the cell and in projects: they re-add across the levels.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots.euros import CENT
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import round_euros

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau

_GENRES = ("euros", "heures")
_HEURES = ("contributions", "heures")


def as_shown(synthese: Synthese) -> Synthese:
    """Give a synthesis with the values that are shown; the same when all are exact."""
    niveaux = tuple(_group(niveau) for niveau in synthese.niveaux)
    return replace(synthese, niveaux=_across(niveaux, synthese.niveaux))


def readd(valeurs: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """Round values so that they re-add to their total, rounded: half up where that does.

    >>> from decimal import Decimal
    >>> readd([Decimal("6.125"), Decimal("6.125")], Decimal("12.25"))
    [Decimal('6.13'), Decimal('6.12')]
    """
    montrees = [round_euros(valeur) for valeur in valeurs]
    ecart = round_euros(total) - sum(montrees, ZERO)
    signe = 1 if ecart > 0 else -1
    # Those furthest from what they are give way; of equals the first written keeps most.
    ordre = sorted(
        range(len(valeurs)),
        key=lambda i: (signe * (montrees[i] - valeurs[i]), signe * i),
    )
    for i in ordre[: int(abs(ecart) / CENT)]:
        montrees[i] += signe * CENT
    return montrees


def _group(groupe: Groupe) -> Groupe:
    return replace(
        groupe,
        tableaux=tuple(_table(table) for table in groupe.tableaux),
        groupes=tuple(_group(sous) for sous in groupe.groupes),
    )


def _table(table: Tableau) -> Tableau:
    if table.forme != "lignes":
        return table
    for rang, colonne in enumerate(table.colonnes):
        exactes = [ligne.valeurs[rang] for ligne in table.lignes]
        connues = all(v is not None and not is_withheld(v) for v in exactes)
        if colonne.genre in _GENRES and connues and any(map(_is_finer, exactes)):
            table = _with(table, rang, readd(exactes, sum(exactes, ZERO)))
    return table


def _is_finer(valeur: Decimal) -> bool:
    return bool(valeur % CENT)


def _with(table: Tableau, rang: int, valeurs: Sequence[Any]) -> Tableau:
    """Give a table with other values in a column."""
    return table.with_rows(
        ligne._replace(
            valeurs=(*ligne.valeurs[:rang], valeur, *ligne.valeurs[rang + 1 :])
        )
        for ligne, valeur in zip(table.lignes, valeurs, strict=True)
    )


def _across(
    montres: tuple[Groupe, ...], exacts: Sequence[Groupe]
) -> tuple[Groupe, ...]:
    """Have the hours of the cell and of each project re-add to those of the pole."""
    un, deux, trois = exacts[:3]
    tout = _hours(deux)
    parts = [_hours(un), *(_hours(projet) for projet in trois.groupes)]
    if not any(_is_finer(v) for part in parts for v in part.values() if _known(v)):
        return montres
    dites: list[dict[tuple[str, ...], Decimal]] = [{} for _ in parts]
    for cle, total in tout.items():
        valeurs = [part.get(cle, ZERO) for part in parts]
        # A part that is withheld withholds the whole.
        if not _known(total):
            continue
        sans = total - sum(valeurs, ZERO)
        rendues = readd([*valeurs, sans], total)
        for dite, part, valeur in zip(dites, parts, rendues, strict=False):
            if cle in part:
                dite[cle] = valeur
    ensemble = {
        cle: sum((dite[cle] for dite in dites[1:] if cle in dite), ZERO)
        for dite in dites[1:]
        for cle in dite
    }
    niveau3 = replace(
        _with_hours(montres[2], ensemble),
        groupes=tuple(
            _with_hours(projet, dite)
            for projet, dite in zip(montres[2].groupes, dites[1:], strict=True)
        ),
    )
    return (_with_hours(montres[0], dites[0]), montres[1], niveau3, *montres[3:])


def _known(valeur: Decimal) -> bool:
    return not is_withheld(valeur)


def _hours(groupe: Groupe) -> dict[tuple[str, ...], Decimal]:
    """Give the hours of a level by type and origin."""
    table = groupe.tableau(_HEURES[0])
    if table is None:
        return {}
    rang = table.rang(_HEURES[1])
    return {ligne.cles: ligne.valeurs[rang] for ligne in table.lignes}


def _with_hours(groupe: Groupe, dites: dict[tuple[str, ...], Decimal]) -> Groupe:
    def change(table: Tableau) -> Tableau:
        if table.code != _HEURES[0]:
            return table
        rang = table.rang(_HEURES[1])
        valeurs = [dites.get(li.cles, li.valeurs[rang]) for li in table.lignes]
        return _with(table, rang, valeurs)

    return replace(groupe, tableaux=tuple(map(change, groupe.tableaux)))
