"""A workbook for Excel and LibreOffice: typed cells, a sheet a level, texts as texts.

No cell is a formula: a text of the ledger that begins like one stays a text. The file
bears no date of its own, so that the same ledger gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.reserves import bound
from ptce_ledger.analyse.reserves import reserve
from ptce_ledger.faits.facts import Fact
from ptce_ledger.mots.euros import RETENU
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.libelles import show
from ptce_ledger.mots.typographie import disarm
from ptce_ledger.mots.typographie import typeset

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau

#: Some date must be written: that of the format of ZIP files.
_DATE = datetime.datetime(1980, 1, 1)  # noqa: DTZ001  a workbook knows no time zone
_LARGEURS = (34, 22)
_LARGEUR = 16
#: What a cell can hold.
_TEXTE_MAX = 32767
_FORMATS = {
    "euros": "#,##0.00",
    "heures": "#,##0.00",
    "nombre": "#,##0.00",
    "ratio": "0.0%",
    "multiple": "0.00",
    "entier": "0",
}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Styles(NamedTuple):
    """How a cell is written: a heading, a title, a value by its genre."""

    titre: Format
    entete: Format
    genres: Mapping[str, Format]
    date: Format


def as_workbook(
    syntheses: Sequence[Synthese],
    niveaux: Sequence[int] = (),
    *,
    provisoire: bool = False,
) -> bytes:
    """Write syntheses: a sheet for each level of each exercice, one for the controls.

    Under `provisoire` the name of each sheet says so.
    """
    marque = " PROVISOIRE" if provisoire else ""

    def fill(classeur: Workbook, styles: _Styles) -> None:
        for synthese in syntheses:
            noms = synthese.libelles
            for groupe in synthese.shown(niveaux):
                nom = f"{synthese.exercice} {groupe.code.replace('-', ' ')}"
                feuille = classeur.add_worksheet(_sheet(classeur, nom, marque))
                _write_level(feuille, styles, synthese, groupe)
            feuille = classeur.add_worksheet(f"{synthese.exercice} contrôles{marque}")
            _write_tables(feuille, styles, noms, synthese.controles, 0)

    return _save(fill)


def tables_as_workbook(
    titre: str, groupe: Groupe, noms: Mapping[str, str], feuille: str
) -> bytes:
    """Write some tables one under the other, on one sheet."""

    def fill(classeur: Workbook, styles: _Styles) -> None:
        une = classeur.add_worksheet(_sheet(classeur, feuille, ""))
        _text(une, 0, 0, titre, styles.titre)
        _write_tables(une, styles, noms, groupe, 2)

    return _save(fill)


def _sheet(classeur: Workbook, nom: str, marque: str) -> str:
    """Name a sheet, in 31 signs at most; two that would be cut alike are told apart."""
    titre, rang = nom[: 31 - len(marque)] + marque, 1
    while classeur.get_worksheet_by_name(titre):
        rang += 1
        suite = f" {rang}{marque}"
        titre = nom[: 31 - len(suite)] + suite
    return titre


def facts_as_workbook(facts: Sequence[Fact]) -> bytes:
    """Write facts, one a row, under the names of their columns."""

    def fill(classeur: Workbook, styles: _Styles) -> None:
        feuille = classeur.add_worksheet("faits")
        for rang, nom in enumerate(Fact._fields):
            feuille.write_string(0, rang, nom, styles.entete)
        for ligne, fact in enumerate(facts, 1):
            for rang, valeur in enumerate(fact):
                _write_fact(feuille, styles, ligne, rang, valeur)
        feuille.freeze_panes(1, 0)
        feuille.autofilter(0, 0, len(facts), len(Fact._fields) - 1)
        feuille.set_column(0, len(Fact._fields) - 1, _LARGEUR)

    return _save(fill)


def _save(fill: Callable[[Workbook, _Styles], None]) -> bytes:
    import xlsxwriter  # noqa: PLC0415  for those who ask for a workbook

    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, _OPTIONS) as classeur:
        classeur.set_properties({"created": _DATE})
        fill(classeur, _styles(classeur))
    return sortie.getvalue()


def _styles(classeur: Workbook) -> _Styles:
    return _Styles(
        classeur.add_format({"bold": True, "font_size": 13}),
        classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        {n: classeur.add_format({"num_format": f}) for n, f in _FORMATS.items()},
        classeur.add_format({"num_format": "dd/mm/yyyy"}),
    )


def _write_level(
    feuille: Worksheet, styles: _Styles, synthese: Synthese, niveau: Groupe
) -> None:
    titre = f"{synthese.libelle} — {niveau.titre}, exercice {synthese.exercice}"
    _text(feuille, 0, 0, titre, styles.titre)
    ligne = _write_tables(feuille, styles, synthese.libelles, niveau, 2)
    for sous in niveau.groupes:
        _text(feuille, ligne, 0, sous.titre, styles.titre)
        ligne = _write_tables(feuille, styles, synthese.libelles, sous, ligne + 1)


def _write_tables(
    feuille: Worksheet,
    styles: _Styles,
    noms: Mapping[str, str],
    groupe: Groupe,
    ligne: int,
) -> int:
    for rang in range(12):
        feuille.set_column(rang, rang, (*_LARGEURS, *[_LARGEUR] * 12)[rang])
    for table in groupe.tableaux:
        if table.lignes:
            _text(feuille, ligne, 0, table.titre, styles.titre)
            if table.forme == "lignes":
                ligne = _write_rows(feuille, styles, noms, table, ligne + 1) + 1
            else:
                ligne = _write_card(feuille, styles, groupe, table, ligne + 1) + 1
    return ligne


def _write_rows(
    feuille: Worksheet,
    styles: _Styles,
    noms: Mapping[str, str],
    table: Tableau,
    ligne: int,
) -> int:
    for rang, colonne in enumerate((*table.cles, *table.colonnes)):
        _text(feuille, ligne, rang, colonne.titre, styles.entete)
    for suivante in table.lignes:
        ligne += 1
        for rang, (cle, code) in enumerate(zip(table.cles, suivante.cles, strict=True)):
            dit = label(cle.code, code, noms) if cle.tells(code) else ""
            _text(feuille, ligne, rang, dit)
        for rang, (colonne, valeur) in enumerate(
            zip(table.colonnes, suivante.valeurs, strict=True), len(table.cles)
        ):
            _value(feuille, styles, ligne, rang, colonne, valeur)
    return ligne + 1


def _rests_on(groupe: Groupe, table: Tableau, rang: int) -> str:
    """Say beside an indicator that it is a bound, and on what it rests."""
    code, borne = table.colonnes[rang].code, table.lignes[0].borne(rang)
    dits = (bound("", borne).strip(), reserve(groupe, code, borne))
    return " ; ".join(filter(None, dits))


def _write_card(
    feuille: Worksheet, styles: _Styles, groupe: Groupe, table: Tableau, ligne: int
) -> int:
    for rang, colonne in enumerate(table.colonnes):
        _text(feuille, ligne, 0, colonne.titre)
        _value(feuille, styles, ligne, 1, colonne, table.lignes[0].valeurs[rang])
        if table.code == "indicateurs":
            _text(feuille, ligne, 2, _rests_on(groupe, table, rang))
        ligne += 1
    return ligne


def _value(
    feuille: Worksheet,
    styles: _Styles,
    ligne: int,
    rang: int,
    colonne: Colonne,
    valeur: Any,
) -> None:
    """Write a number as a number; what is withheld or undefined as people read it."""
    if isinstance(valeur, Decimal | int) and not is_withheld(valeur):
        feuille.write_number(ligne, rang, valeur, styles.genres.get(colonne.genre))
    elif isinstance(valeur, datetime.date):
        feuille.write_datetime(ligne, rang, valeur, styles.date)
    else:
        _text(feuille, ligne, rang, show(valeur, colonne.genre))


def _write_fact(
    feuille: Worksheet, styles: _Styles, ligne: int, rang: int, valeur: Any
) -> None:
    if isinstance(valeur, datetime.date):
        feuille.write_datetime(ligne, rang, valeur, styles.date)
    elif isinstance(valeur, Decimal | int) and not is_withheld(valeur):
        genre = "euros" if isinstance(valeur, Decimal) else "entier"
        feuille.write_number(ligne, rang, valeur, styles.genres[genre])
    else:
        _text(feuille, ligne, rang, RETENU if is_withheld(valeur) else valeur)


def _text(
    feuille: Worksheet, ligne: int, rang: int, texte: str, style: Format | None = None
) -> None:
    dit = disarm(typeset(texte))
    if len(dit) > _TEXTE_MAX:
        dit = dit[: _TEXTE_MAX - 1] + "…"
    feuille.write_string(ligne, rang, dit, style)
