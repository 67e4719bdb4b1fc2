"""Figures that a published ledger does not give, cell by cell: its « ptce-retenu ».

An amount withheld in the ledger already withholds whatever adds it. These are the
figures that would come out otherwise than in the pole's own books, such as the share of
a first payer whom the publication does not name: rather none than a wrong one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ptce_ledger.analyse.tableau import address_of
from ptce_ledger.mots.euros import SECRET

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterator
    from typing import Any

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.registre.pole import Registre

CONTROLE = "controle"


def withheld_of(registre: Registre, exercice: int) -> frozenset[str]:
    """Give the addresses that the ledger withholds in an exercice."""
    lus = registre.declared("ptce-retenu", exercice)
    return frozenset(lu.valeurs["chiffre"] for lu in lus)


def withhold(synthese: Synthese, adresses: Container[str]) -> Synthese:
    """Withhold the cells of a synthesis at some addresses."""
    niveaux = tuple(
        withhold_in(niveau, niveau.code.replace("_", "-"), adresses)
        for niveau in synthese.niveaux
    )
    controles = tuple(_table(CONTROLE, t, adresses) for t in synthese.controles)
    return replace(synthese, niveaux=niveaux, controles=controles)


def withhold_in(groupe: Groupe, prefixe: str, adresses: Container[str]) -> Groupe:
    """Withhold the cells of a group, and of the groups under it."""
    return replace(
        groupe,
        tableaux=tuple(_table(prefixe, t, adresses) for t in groupe.tableaux),
        groupes=tuple(
            withhold_in(sous, f"{prefixe}.{sous.code}", adresses)
            for sous in groupe.groupes
        ),
    )


def _table(prefixe: str, table: Tableau, adresses: Container[str]) -> Tableau:
    return replace(
        table, lignes=tuple(_row(prefixe, table, li, adresses) for li in table.lignes)
    )


def _row(prefixe: str, table: Tableau, ligne: Ligne, adresses: Container[str]) -> Ligne:
    retenues = {
        rang
        for rang, colonne in enumerate(table.colonnes)
        if address_of(prefixe, table, ligne, colonne) in adresses
    }
    if not retenues:
        return ligne
    rangs = range(len(ligne.valeurs))
    return ligne._replace(
        valeurs=tuple(SECRET if r in retenues else ligne.valeurs[r] for r in rangs),
        cases=tuple(
            () if rang in retenues else cases for rang, cases in enumerate(ligne.cases)
        ),
    )


def iter_figures(synthese: Synthese, annexe: Groupe) -> Iterator[tuple[str, Any]]:
    """Yield each figure of a synthesis and of its annex: its address, its value."""
    for niveau in synthese.niveaux:
        yield from _figures(niveau, niveau.code.replace("_", "-"))
    yield from _figures(annexe, annexe.code)
    for table in synthese.controles:
        yield from _cells(CONTROLE, table)


def _figures(groupe: Groupe, prefixe: str) -> Iterator[tuple[str, Any]]:
    for table in groupe.tableaux:
        yield from _cells(prefixe, table)
    for sous in groupe.groupes:
        yield from _figures(sous, f"{prefixe}.{sous.code}")


def _cells(prefixe: str, table: Tableau) -> Iterator[tuple[str, Any]]:
    for ligne, colonne, valeur in table.iter_cells():
        yield address_of(prefixe, table, ligne, colonne), valeur
