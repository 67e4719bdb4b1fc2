"""One computation, many faces: terminal, CSV and JSON show the same figures."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ptce_ledger.analyse.indicateurs import MULTIPLES
from ptce_ledger.cli import ptce
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.euros import write_pourcent

RACINE = Path(__file__).parent.parent
LIVRES = [RACINE / "tests" / "cas" / "bocage", RACINE / "ledgers" / "exemple"]


def _run(*arguments: str) -> str:
    resultat = CliRunner().invoke(ptce, list(arguments))
    assert resultat.exit_code == 0, resultat.output
    return resultat.stdout_bytes.decode("utf-8-sig")


def _cells(
    data: Any, chemin: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], Any]]:
    """Flatten JSON to (path, leaf)."""
    if isinstance(data, dict):
        return [c for k, v in data.items() for c in _cells(v, (*chemin, k))]
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return [c for i, v in enumerate(data) for c in _cells(v, (*chemin, str(i)))]
    return [(chemin, data)]


@pytest.mark.parametrize("livre", LIVRES, ids=lambda livre: livre.name)
def test_csv_holds_every_cell_of_json(livre: Path) -> None:
    """Row by row and cell by cell, the CSV has the values of the JSON and no other."""
    data = json.loads(_run("synthese", str(livre), "--format", "json"))
    rangees = list(
        csv.DictReader(
            io.StringIO(_run("synthese", str(livre), "--format", "csv")), delimiter=";"
        )
    )
    lus = []
    for rangee in rangees:
        niveau, projet = rangee["niveau"], rangee["projet"]
        groupe = data[niveau] if niveau else data
        if rangee["tableau"] == "hors_pole":
            groupe = data["bouclage"]
        if projet:
            groupe = next(p for p in groupe["projets"] if p["projet"] == projet)
        table = groupe.get(rangee["tableau"])
        if not isinstance(table, dict | list):  # a card written into its group
            table = groupe
        if isinstance(table, list):
            colonnes = list(table[0])
            cles = [c for c in colonnes if c in _CLES]
            table = next(
                ligne
                for ligne in table
                if " / ".join(ligne[c] or "non-ventile" for c in cles)
                == rangee["ligne"]
            )
        attendu = table[rangee["colonne"]]
        lus.append((rangee["colonne"], attendu))
        assert rangee["valeur"] == _french(attendu), rangee
    cellules = [
        (chemin[-1], valeur)
        for chemin, valeur in _cells(data)
        if chemin[-1] not in (*_CLES, "pole", "exercice", "projet", "arrete_au")
        and not (isinstance(valeur, list) and chemin[-1] in _TABLES and not valeur)
    ]
    assert sorted(map(str, lus)) == sorted(map(str, cellules))


_CLES = ("type", "origine", "classe", "membre", "vendeur", "acheteur", "axe", "fonction", "sur",
         "dit", "nature", "objet", "apporteur", "beneficiaire", "perimetre", "libelle", "unite",
         "issu_de")  # fmt: skip
_TABLES = ("financements", "investissements", "contributions", "charges", "ressources", "echanges",
           "membres", "non_ventile", "projets", "fonctions", "composition", "cooperations",
           "cooperations_par_nature", "cooperations_par_objet", "cooperations_par_membre",
           "apports_sans_argent", "encours", "effets", "essaimages")  # fmt: skip


def _french(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, list):
        return ", ".join(valeur)
    texte = str(valeur)
    est_nombre = (
        isinstance(valeur, str) and texte.replace("-", "").replace(".", "").isdigit()
    )
    return texte.replace(".", ",") if est_nombre else texte


@pytest.mark.parametrize("livre", LIVRES, ids=lambda livre: livre.name)
def test_terminal_shows_every_figure_of_json(livre: Path) -> None:
    """Each non-zero amount, number of hours, ratio and job of the JSON is on the page."""
    data = json.loads(_run("synthese", str(livre), "--format", "json"))
    page = _run("synthese", str(livre), "--format", "terminal")
    manquants = []
    for chemin, valeur in _cells(data):
        if not isinstance(valeur, str) or not _is_number(valeur):
            continue
        nombre = Decimal(valeur)
        if "indicateurs" in chemin or chemin[-1] in ("part", "couverture"):
            multiple = chemin[-1] in MULTIPLES
            texte = write_nombre(nombre) if multiple else write_pourcent(nombre)
        else:
            texte = write_nombre(nombre)
        if nombre and texte not in page:
            manquants.append(("/".join(chemin), texte))
    assert manquants == []


def _is_number(texte: str) -> bool:
    return texte.replace("-", "", 1).replace(".", "", 1).isdigit() and "." in texte


@pytest.mark.parametrize("livre", LIVRES, ids=lambda livre: livre.name)
def test_page_fits_eighty_columns(livre: Path) -> None:
    """No line is wider than a printed page, for one exercice or several."""
    for options in ([], ["--par", "phase"], ["--exercice", "2024..2025"]):
        page = _run("synthese", str(livre), *options)
        assert [ligne for ligne in page.splitlines() if len(ligne) > 80] == []
    for options in (["--exercice", "2025"], ["--chiffre", "niveau-2.net"]):
        page = _run("faits", str(livre), *options)
        assert [ligne for ligne in page.splitlines() if len(ligne) > 80] == []


def test_several_exercices_show_the_change() -> None:
    """Side by side, each year is the year alone, and the change is last minus first."""
    livre = str(RACINE / "ledgers" / "exemple")
    data = json.loads(
        _run("synthese", livre, "--exercice", "2023..2025", "--format", "json")
    )
    seuls = [
        json.loads(_run("synthese", livre, "--exercice", str(a), "--format", "json"))
        for a in (2023, 2024, 2025)
    ]
    assert data["exercices"] == [2023, 2024, 2025]
    assert data["syntheses"] == seuls
    totaux = {t["chiffre"]: t for t in data["comparaison"]["niveau_1"]["total"]}
    for nom, ligne in totaux.items():
        valeurs = [s["niveau_1"]["total"][nom] for s in seuls]
        assert [ligne["2023"], ligne["2024"], ligne["2025"]] == valeurs
        assert Decimal(ligne["evolution"]) == Decimal(valeurs[2]) - Decimal(valeurs[0])


def test_by_phase_re_adds_to_the_year() -> None:
    """The resources by phase of level 2 add to those of the exercice, type by type."""
    livre = str(RACINE / "ledgers" / "exemple")
    data = json.loads(
        _run(
            "synthese",
            livre,
            "--exercice",
            "2024",
            "--par",
            "phase",
            "--format",
            "json",
        )
    )
    niveau = data["niveau_2"]
    phases = {ligne["phase"] for ligne in niveau["ressources_par_phase"]}
    assert phases == {"demarrage", "developpement"}
    for ligne in niveau["ressources"]:
        for colonne in ("brut", "elimine", "net"):
            siennes = [
                Decimal(p[colonne])
                for p in niveau["ressources_par_phase"]
                if (p["type"], p["origine"]) == (ligne["type"], ligne["origine"])
            ]
            assert sum(siennes) == Decimal(ligne[colonne])
