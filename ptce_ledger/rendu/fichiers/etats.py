"""A state for machines and spreadsheets: JSON, CSV and a workbook of its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.chiffres.adresse import write_cle
from ptce_ledger.analyse.tableau import Groupe
from ptce_ledger.rendu.fichiers import donnees
from ptce_ledger.rendu.fichiers.classeur import tables_as_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.suivi.etat import Etat

#: Columns of the CSV: one row a figure, so that a spreadsheet can filter and pivot it.
COLONNES_CSV = ("exercice", "tableau", "ligne", "colonne", "valeur")
_PROVISOIRE = "provisoire"


def as_data(etat: Etat) -> dict[str, Any]:
    """Turn a state into the JSON object of its command."""
    data: dict[str, Any] = {"pole": etat.pole}
    for nom, valeur in etat.champs.items():
        data[nom] = donnees.write_value(valeur, "")
    for table in etat.tableaux:
        donnees.put(data, table.code, donnees.table_data(table))
    return data


def as_json(etat: Etat, *, provisoire: bool = False) -> bytes:
    """Write a state as JSON."""
    marque = {_PROVISOIRE: True} if provisoire else {}
    return donnees.as_json({**marque, **as_data(etat)}).encode()


def as_csv(etat: Etat, *, provisoire: bool = False) -> bytes:
    """Write a state as CSV: the data of letters where it has some, else each figure."""
    if etat.lettres:
        colonnes, rangees = _letters(etat)
    else:
        colonnes, rangees = COLONNES_CSV, list(_figures(etat))
    if provisoire:
        colonnes = ("etat", *colonnes)
        rangees = [(_PROVISOIRE, *rangee) for rangee in rangees]
    return donnees.write_csv(colonnes, rangees)


def _letters(etat: Etat) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give what a letter to each is filled with: who it is, then its row."""
    tables = [etat.tableau(code) for code in etat.lettres]
    siennes = tuple(colonne.code for colonne in tables[0].colonnes)
    rangees = [
        (
            code := ligne.cles[0],
            etat.libelles.get(code, code),
            etat.formes.get(code, ""),
            str(etat.champs["exercice"]),
            *map(donnees.write_cell, ligne.valeurs, (c.genre for c in table.colonnes)),
            table.code,
        )
        for table in tables
        for ligne in table.lignes
    ]
    return ("code", "libelle", "forme", "exercice", *siennes, "type"), rangees


def _figures(etat: Etat) -> Iterator[tuple[str, ...]]:
    exercice = str(etat.champs.get("exercice", ""))
    for table in etat.tableaux:
        for ligne, colonne, valeur in table.iter_cells():
            cle = " / ".join(map(write_cle, ligne.cles))
            ecrit = donnees.write_cell(valeur, ligne.genre_of(colonne))
            yield exercice, table.code, cle, colonne.code, ecrit


def as_workbook(etat: Etat, *, provisoire: bool = False) -> bytes:
    """Write a state as a workbook: a sheet, its tables one under the other."""
    marque = " PROVISOIRE" if provisoire else ""
    titre = f"{etat.libelle} — {etat.titre}, {etat.periode}"
    nom = f"{etat.code}{marque}"
    groupe = Groupe(etat.code, etat.titre, etat.tableaux)
    return tables_as_workbook(titre, groupe, etat.libelles, nom)
