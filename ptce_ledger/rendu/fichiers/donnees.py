"""A synthesis for machines and spreadsheets: JSON and CSV."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.chiffres.adresse import write_cle
from ptce_ledger.mots.euros import RETENU
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import write_decimal
from ptce_ledger.mots.typographie import COMMANDES
from ptce_ledger.mots.typographie import disarm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ptce_ledger.analyse.comparaison import Comparaison
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau

_NOMBRE = re.compile(r"-?\d+([.,]\d+)?")
#: Where a cell may begin: at the start of a text, and after what separates cells in any
#: country, whose spreadsheet cuts there a file made for another. Spaces and quotes that
#: follow are not seen; some spreadsheets read the wide signs of East Asia as well.
_FORMULE = re.compile(r"((?:^|[,;|\t\r\n])[\s\"'\u00a0]*)([=+\-@＝＋－＠])")
_BLANC = re.compile(r"^[\t\r\n]")
_DECIMALES = {"euros": 2, "heures": 2, "nombre": 2, "ratio": 4, "multiple": 4}


def as_json(data: Any) -> str:
    """Write data as JSON text, accents kept, a line feed at the end.

    What a terminal would obey is escaped: a reader of JSON gets it back as it was.
    """
    texte = json.dumps(data, ensure_ascii=False, indent=1)
    return COMMANDES.sub(lambda m: json.dumps(m[0])[1:-1], texte) + "\n"


def as_data(synthese: Synthese, niveaux: Sequence[int] = ()) -> dict[str, Any]:
    """Turn a synthesis, or some of its levels, into the JSON object of the contract."""
    groupes = synthese.shown(niveaux)
    controles = {t.code: table_data(t) for t in synthese.controles.tableaux}
    # What is outside the pole is a part of the bouclage.
    controles["bouclage"]["hors_pole"] = controles.pop("hors_pole")
    return {
        "pole": synthese.pole,
        "exercice": synthese.exercice,
        "arrete_au": synthese.arrete.isoformat() if synthese.arrete else None,
        **{key_of(groupe): _groupe(groupe) for groupe in groupes},
        **controles,
    }


def key_of(groupe: Groupe) -> str:
    """Give the key of a group in JSON and CSV: « niveau_1 »."""
    return groupe.code.replace("-", "_")


def _groupe(groupe: Groupe) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for tableau in groupe.tableaux:
        if tableau.forme == "champs":
            data.update(table_data(tableau))
        else:
            data[tableau.code] = table_data(tableau)
    if groupe.nom_groupes:
        data[groupe.nom_groupes] = [
            {groupe.cle_groupes: sous.code, **_groupe(sous)} for sous in groupe.groupes
        ]
    return data


def table_data(tableau: Tableau) -> Any:
    """Turn a table into a list of objects, or into the one that it is."""
    lignes = [_ligne(tableau, ligne) for ligne in tableau.lignes]
    return lignes if tableau.forme == "lignes" else lignes[0]


def _ligne(tableau: Tableau, ligne: Ligne) -> dict[str, Any]:
    data: dict[str, Any] = {
        c.code: v for c, v in zip(tableau.cles, ligne.cles, strict=True)
    }
    for c, v in zip(tableau.colonnes, ligne.valeurs, strict=True):
        put(data, c.code, write_value(v, ligne.genre_of(c)))
    return data


def put(data: dict[str, Any], code: str, valeur: Any) -> None:
    """Set a value under a code, whose points say in which objects it stands.

    >>> data = {}; put(data, "total.cotisations", 1); data
    {'total': {'cotisations': 1}}
    """
    *dehors, nom = code.split(".")
    for mot in dehors:
        data = data.setdefault(mot, {})
    data[nom] = valeur


def write_value(valeur: Any, genre: str) -> Any:
    """Write a value as JSON holds it: a string; None where undefined or withheld."""
    if valeur is None or isinstance(valeur, int | str):
        return valeur
    if isinstance(valeur, tuple):
        return list(valeur)
    if isinstance(valeur, datetime.date):
        return valeur.isoformat()
    if is_withheld(valeur):
        return None
    return write_decimal(valeur, _DECIMALES[genre.lstrip("+")])


def as_comparison(
    comparaison: Comparaison, niveaux: Sequence[int] = ()
) -> dict[str, Any]:
    """Turn several exercices into one JSON object: each synthesis, then the change."""
    premier = comparaison.syntheses[0]
    groupes = comparaison.shown(niveaux)
    return {
        "pole": premier.pole,
        "exercices": [s.exercice for s in comparaison.syntheses],
        "syntheses": [as_data(s, niveaux) for s in comparaison.syntheses],
        "comparaison": {key_of(groupe): _groupe(groupe) for groupe in groupes},
    }


#: Columns of the CSV: one row a figure, so that a spreadsheet can filter and pivot it.
COLONNES_CSV = ("exercice", "niveau", "projet", "tableau", "ligne", "colonne", "valeur")


def as_csv(
    syntheses: Iterable[Synthese],
    niveaux: Sequence[int] = (),
    *,
    provisoire: bool = False,
) -> bytes:
    """Write every cell of syntheses as CSV for a French spreadsheet.

    Under `provisoire` each row says so, in a first column of its own.
    """
    marque = ("provisoire",) if provisoire else ()
    rangees = [
        (*marque, synthese.exercice, *rangee)
        for synthese in syntheses
        for rangee in _iter_rows(synthese, niveaux)
    ]
    return write_csv((*(("etat",) if provisoire else ()), *COLONNES_CSV), rangees)


def _iter_rows(synthese: Synthese, niveaux: Sequence[int]) -> Iterator[tuple[str, ...]]:
    for niveau in synthese.shown(niveaux):
        yield from _rows_of(niveau, key_of(niveau), "")
        for sous in niveau.groupes:
            yield from _rows_of(sous, key_of(niveau), sous.code)
    for tableau in synthese.controles.tableaux:
        yield from _rows(tableau, "", "")


def _rows_of(groupe: Groupe, niveau: str, projet: str) -> Iterator[tuple[str, ...]]:
    for tableau in groupe.tableaux:
        yield from _rows(tableau, niveau, projet)


def _rows(tableau: Tableau, niveau: str, projet: str) -> Iterator[tuple[str, ...]]:
    for ligne, colonne, valeur in tableau.iter_cells():
        cle = " / ".join(map(write_cle, ligne.cles))
        yield (
            niveau,
            projet,
            tableau.code,
            cle,
            colonne.code,
            write_cell(valeur, colonne.genre),
        )


def write_cell(valeur: Any, genre: str) -> str:
    """Write a value as a French spreadsheet reads it; nothing where it is not known."""
    ecrit = write_value(valeur, genre)
    if is_withheld(valeur):
        return RETENU
    if isinstance(valeur, Decimal):
        return str(ecrit.replace(".", ","))
    if isinstance(ecrit, list):
        return ", ".join(ecrit)
    return "" if ecrit is None else str(ecrit)


def write_csv(colonnes: Sequence[str], rangees: Iterable[Sequence[Any]]) -> bytes:
    """Write CSV as French Excel and LibreOffice open it: BOM, « ; », decimal comma.

    A text that a spreadsheet would run as a formula is led by an apostrophe, wherever one
    of another country would cut it, and what a terminal would obey is shown, not sent.
    """
    texte = io.StringIO(newline="")
    sortie = csv.writer(texte, delimiter=";", lineterminator="\r\n")
    sortie.writerow(colonnes)
    for rangee in rangees:
        sortie.writerow([neutralise(disarm(str(valeur))) for valeur in rangee])
    return texte.getvalue().encode("utf-8-sig")


def neutralise(texte: str) -> str:
    """Lead by an apostrophe whatever a spreadsheet would run; a number stays as it is.

    >>> neutralise("-12,50"), neutralise("=1+1"), neutralise("Dupont, =1+1")
    ('-12,50', "'=1+1", "Dupont, '=1+1")
    """
    if _NOMBRE.fullmatch(texte):
        return texte
    neutre = _FORMULE.sub(r"\1'\2", texte)
    return f"'{neutre}" if _BLANC.match(neutre) else neutre
