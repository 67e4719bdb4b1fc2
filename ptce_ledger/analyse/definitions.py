"""Read the report definitions: TOML in `reports/definitions` → frozen specs.

The grammar is closed: selections by equality, tables, cards of figures, sums. When a
report needs more, add a column to the facts or a named indicator, never an operator.
"""

from __future__ import annotations

import functools
import importlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_ledger.analyse.cube import Selection

NIVEAUX = ("niveau-1", "niveau-2", "niveau-3")


class DefChiffre(NamedTuple):
    """A figure: a filtered sum of a measure, or a sum of figures already computed."""

    code: str
    titre: str
    selection: Selection
    mesure: str = "montant"
    signe: int = 1
    chemin: str = ""
    #: Codes of figures, « -code » to subtract.
    somme: tuple[str, ...] = ()
    #: Shown when several exercices stand side by side.
    compare: bool = True


class DefTableau(NamedTuple):
    """A table: a selection grouped by keys, one figure a column."""

    code: str
    titre: str
    selection: Selection
    cles: tuple[str, ...]
    colonnes: tuple[DefChiffre, ...]
    #: May be shown by phase.
    ventilable: bool


class DefFiche(NamedTuple):
    """A card: figures one under the other."""

    code: str
    titre: str
    chiffres: tuple[DefChiffre, ...]


class DefNiveau(NamedTuple):
    """A level: its perimeter, tables, cards, named blocks, indicators and views."""

    code: str
    titre: str
    selection: Selection
    #: « net » computes the indicators without the flows inside the pole's books.
    base: str
    tableaux: tuple[DefTableau, ...]
    fiches: tuple[DefFiche, ...]
    blocs: tuple[str, ...]
    indicateurs: tuple[str, ...]
    pour_chaque: str
    vues: tuple[dict[str, str], ...]
    vues_par_groupe: tuple[dict[str, str], ...]


#: What a table of a definition may hold, by kind; anything else is a mistake.
_CLES = {
    "chiffre": "code titre de filtre sauf mesure signe chemin somme compare",
    "tableau": "code titre de filtre sauf cles colonnes ventilable",
    "niveau": "code titre base filtre sauf tableaux fiches fiches_propres blocs "
    "indicateurs pour_chaque vues vues_par_groupe",
    "fiche": "code titre chiffres",
}


def _checked(genre: str, brut: Mapping[str, Any]) -> Mapping[str, Any]:
    """Refuse an unknown key, naming those that exist. Raises ValueError."""
    connues = _CLES[genre].split()
    for cle in brut:
        if cle not in connues:
            raise ValueError(
                f"{genre} « {brut.get('code', '?')} » : clé « {cle} » inconnue, "
                f"on attend {', '.join(connues)}"
            )
    return brut


def _load(nom: str) -> dict[str, Any]:
    # Found as a module, by name: reports/ is not under this package in a checkout.
    dossier = Path(importlib.import_module("ptce_ledger.reports").__path__[0])
    return tomllib.loads(
        (dossier / "definitions" / f"{nom}.toml").read_text(encoding="utf-8")
    )


@functools.cache
def load_niveaux() -> tuple[DefNiveau, ...]:
    """Read the definitions of the three levels."""
    communs = _load("tableaux")
    return tuple(_read_niveau(_load(nom), communs) for nom in NIVEAUX)


def _read_niveau(brut: Mapping[str, Any], communs: Mapping[str, Any]) -> DefNiveau:
    _checked("niveau", brut)
    selections = communs["selections"]
    fiches = [{"code": c, **communs["fiches"][c]} for c in brut.get("fiches", ())]
    return DefNiveau(
        brut["code"],
        brut["titre"],
        _selection(brut, selections),
        brut.get("base", "brut"),
        tuple(
            _read_tableau({"code": code, **communs["tableaux"][code]}, selections)
            for code in brut["tableaux"]
        ),
        tuple(
            DefFiche(
                fiche["code"],
                fiche["titre"],
                tuple(_read_chiffre(c, selections) for c in fiche["chiffres"]),
            )
            for fiche in (*fiches, *brut.get("fiches_propres", ()))
            if _checked("fiche", fiche)
        ),
        tuple(brut.get("blocs", ())),
        tuple(brut["indicateurs"]),
        brut.get("pour_chaque", ""),
        tuple(brut["vues"]),
        tuple(brut.get("vues_par_groupe", ())),
    )


def _read_tableau(brut: Mapping[str, Any], selections: Mapping[str, Any]) -> DefTableau:
    _checked("tableau", brut)
    return DefTableau(
        brut["code"],
        brut["titre"],
        _selection(brut, selections),
        tuple(brut["cles"]),
        tuple(_read_chiffre(c, selections) for c in brut["colonnes"]),
        brut.get("ventilable", False),
    )


def _read_chiffre(brut: Mapping[str, Any], selections: Mapping[str, Any]) -> DefChiffre:
    _checked("chiffre", brut)
    return DefChiffre(
        brut["code"],
        brut["titre"],
        _selection(brut, selections),
        brut.get("mesure", "montant"),
        brut.get("signe", 1),
        brut.get("chemin", brut["code"].replace("_", "-")),
        tuple(brut.get("somme", ())),
        brut.get("compare", True),
    )


def _selection(brut: Mapping[str, Any], selections: Mapping[str, Any]) -> Selection:
    """Join a definition's own filter with that of the selection it starts from."""
    de = selections[brut["de"]] if "de" in brut else {}
    filtre = {**de.get("filtre", {}), **brut.get("filtre", {})}
    sauf = {**de.get("sauf", {}), **brut.get("sauf", {})}
    return filtre, sauf
