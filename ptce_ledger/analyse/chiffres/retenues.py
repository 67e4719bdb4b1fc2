"""Figures that a published ledger does not give, cell by cell: its « ptce-retenu ».

An amount withheld in the ledger already withholds whatever adds it. These are the
figures that would come out otherwise than in the pole's own books, such as the share of
a first payer whom the publication does not name: rather none than a wrong one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.adresse import read_full
from ptce_ledger.analyse.termes import RIEN
from ptce_ledger.mots.euros import SECRET

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from typing import Any

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.registre.pole import Registre


def withheld_of(registre: Registre, exercice: int) -> frozenset[Adresse]:
    """Give the addresses that the ledger withholds in an exercice."""
    lus = registre.declared("ptce-retenu", exercice)
    adresses = (read_full(lu.valeurs["chiffre"]) for lu in lus)
    return frozenset(adresse for adresse in adresses if adresse)


def withhold(groupe: Groupe, adresses: Collection[Adresse]) -> Groupe:
    """Withhold the cells of a group, and of the groups under it, at some addresses."""
    if not adresses:
        return groupe
    return replace(
        groupe,
        tableaux=tuple(_table(table, adresses) for table in groupe.tableaux),
        groupes=tuple(withhold(sous, adresses) for sous in groupe.groupes),
    )


def withhold_all(synthese: Synthese, adresses: Collection[Adresse]) -> Synthese:
    """Withhold the cells of a synthesis at some addresses."""
    return replace(
        synthese,
        niveaux=tuple(withhold(niveau, adresses) for niveau in synthese.niveaux),
        controles=withhold(synthese.controles, adresses),
    )


def _table(table: Tableau, adresses: Collection[Adresse]) -> Tableau:
    return table.with_rows(_row(table, ligne, adresses) for ligne in table.lignes)


def _row(table: Tableau, ligne: Ligne, adresses: Collection[Adresse]) -> Ligne:
    retenues = {
        rang
        for rang, colonne in enumerate(table.colonnes)
        if table.adresse(ligne.cles, colonne) in adresses
    }
    if not retenues:
        return ligne
    return ligne._replace(
        valeurs=tuple(
            SECRET if rang in retenues else valeur
            for rang, valeur in enumerate(ligne.valeurs)
        ),
        sources=tuple(
            RIEN if rang in retenues else source
            for rang, source in enumerate(ligne.sources)
        ),
    )


def iter_figures(groupes: Iterable[Groupe]) -> Iterator[tuple[Adresse, Any]]:
    """Yield each cell of some groups: its address, its value."""
    for groupe in groupes:
        for chacun in groupe.walk():
            for table in chacun.tableaux:
                for ligne, colonne, valeur in table.iter_cells():
                    yield table.adresse(ligne.cles, colonne), valeur
