"""The workbook: the figures of the synthesis, as numbers, and no formula at all."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.cli import ptce
from ptce_ledger.faits.facts import Fact
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.rendu.fichiers.classeur import as_workbook
from ptce_ledger.rendu.fichiers.classeur import facts_as_workbook

EXEMPLE = Path(__file__).parent.parent / "ledgers" / "exemple"
FORMULES = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "{=A1}")


def read(contenu: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(contenu))


def values(feuille: Any) -> list[Any]:
    return [c.value for rangee in feuille.iter_rows() for c in rangee if c.value]


def test_every_figure_of_the_levels_is_in_its_sheet() -> None:
    synthese = Dossier(load_livre(EXEMPLE).releve, "").synthese(2025)
    classeur = read(as_workbook([synthese], [1, 2, 3]))
    assert classeur.sheetnames[:3] == [f"2025 niveau {n}" for n in (1, 2, 3)]
    for numero in (1, 2, 3):
        trouves = values(classeur[f"2025 niveau {numero}"])
        nombres = {
            round(Decimal(str(v)), 4)
            for v in trouves
            if not isinstance(v, str | datetime.date)
        }
        niveau = synthese.niveau(numero)
        for groupe in (niveau, *niveau.groupes):
            for table in groupe.tableaux:
                for _, _, valeur in table.iter_cells():
                    if isinstance(valeur, Decimal) and valeur:
                        assert round(valeur, 4) in nombres, (table.code, valeur)


def test_a_provisional_workbook_says_so_on_each_sheet() -> None:
    synthese = Dossier(load_livre(EXEMPLE).releve, "").synthese(2025)
    classeur = read(as_workbook([synthese], [1], provisoire=True))
    assert all("PROVISOIRE" in nom for nom in classeur.sheetnames)


def test_facts_keep_their_kinds(tmp_path: Path) -> None:
    sortie = tmp_path / "faits.xlsx"
    ordre = ["faits", str(EXEMPLE), "--format", "xlsx", "-o", str(sortie)]
    assert CliRunner().invoke(ptce, ordre).exit_code == 0
    feuille = openpyxl.load_workbook(sortie)["faits"]
    facts = list(load_livre(EXEMPLE).releve.iter_facts())
    assert feuille.max_row == len(facts) + 1
    for rangee, fact in zip(feuille.iter_rows(min_row=2), facts, strict=True):
        ecrit = dict(zip(Fact._fields, rangee, strict=True))
        assert ecrit["date"].value.date() == fact.date
        assert round(Decimal(str(ecrit["montant"].value)), 2) == round(fact.montant, 2)
        assert ecrit["compte"].data_type in ("s", "n")


@pytest.mark.parametrize("format_", ["synthese", "faits"])
def test_a_binary_file_is_not_printed(format_: str) -> None:
    resultat = CliRunner().invoke(ptce, [format_, str(EXEMPLE), "--format", "xlsx"])
    assert resultat.exit_code == 2
    assert "-o FICHIER" in resultat.output


def test_no_text_becomes_a_formula_nor_is_lost() -> None:
    neutre = Fact(
        datetime.date(2025, 1, 1), 2025, "", "", "", "", "", "produit", "", "", "", "",
        "", "", "", Decimal(1), Decimal(1), "EUR", "", "", "", "", 1,
    )  # fmt: skip
    facts = [neutre._replace(libelle=mot, compte=mot) for mot in FORMULES]
    facts.append(neutre._replace(libelle="x" * 40000, montant=SECRET))
    feuille = read(facts_as_workbook(facts))["faits"]
    colonne = Fact._fields.index("libelle") + 1
    for rang, mot in enumerate(FORMULES, 2):
        cellule = feuille.cell(rang, colonne)
        assert cellule.data_type == "s"
        assert str(cellule.value).strip() == mot.strip().replace("\t", "\\x09")
    longue = feuille.cell(len(FORMULES) + 2, colonne).value
    assert len(longue) == 32767
    assert longue.endswith("…")
    montant = Fact._fields.index("montant") + 1
    assert feuille.cell(len(FORMULES) + 2, montant).value == "s."


def test_the_same_books_give_the_same_bytes() -> None:
    synthese = Dossier(load_livre(EXEMPLE).releve, "").synthese(2025)
    assert as_workbook([synthese], [1, 2]) == as_workbook([synthese], [1, 2])
