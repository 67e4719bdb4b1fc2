"""Accounts that associations publish: their months, and a budget that misses its total.

The ledgers of `cas/comptes-publies-*` assert their own totals and result; here is what
« ptce-attendu » cannot say, which is of a month, or not met.
"""

from __future__ import annotations

import datetime
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre

CAS = Path(__file__).parent / "cas"
EXODUS = CAS / "comptes-publies-exodus.beancount"
FABLOCH = CAS / "comptes-publies-fabloch.beancount"

#: Receipts and expenses of each month of 2020, added up apart from the ledger.
MOIS = {
    1: ("102.15", "6841.02"),
    2: ("197.32", "64.62"),
    3: ("54.08", "33.91"),
    4: ("473.85", "59.15"),
    5: ("100.04", "3393.90"),
    6: ("11405.95", "35.52"),
    7: ("476.83", "35.55"),
    8: ("41.56", "1233.57"),
    9: ("51.29", "90.36"),
    10: ("8105.89", "35.79"),
    11: ("177.07", "31.26"),
    12: ("776.21", "1535.41"),
}


def _total(livre: Path, *arguments: str) -> dict[str, str]:
    sortie = CliRunner().invoke(
        ptce, ["budget", str(livre), *arguments, "--format", "json"]
    )
    assert sortie.exit_code == 0, sortie.output
    [total] = json.loads(sortie.stdout)["total"]
    return dict(total)


@pytest.mark.parametrize("mois", MOIS)
def test_a_month_is_what_was_published(mois: int) -> None:
    facts = [f for f in load_livre(EXODUS).releve.iter_facts() if f.date.month == mois]
    sommes = [
        sum((f.montant for f in facts if f.nature == nature), Decimal(0))
        for nature in ("produit", "charge")
    ]
    assert sommes == [Decimal(montant) for montant in MOIS[mois]]


def test_a_budget_stopped_at_each_month_adds_them_up() -> None:
    ressources = charges = Decimal(0)
    for mois, (recettes, depenses) in MOIS.items():
        ressources, charges = (
            ressources + Decimal(recettes),
            charges + Decimal(depenses),
        )
        suivant = datetime.date(2020 + mois // 12, mois % 12 + 1, 1)
        dernier = suivant - datetime.timedelta(days=1)
        total = _total(EXODUS, "--au", str(dernier))
        assert total["realise_ressources"] == str(ressources)
        assert total["realise_charges"] == str(charges)
    assert (ressources, charges) == (Decimal("21962.24"), Decimal("13390.06"))


@pytest.mark.parametrize(
    ("chiffre", "lignes", "annonce"),
    [
        ("prevu_ressources", "71000.00", "78000.00"),
        ("prevu_resultat", "-7650.00", "-650.00"),
    ],
)
def test_a_budget_off_its_announced_total_is_told(
    chiffre: str, lignes: str, annonce: str, tmp_path: Path
) -> None:
    texte = FABLOCH.read_text(encoding="utf-8")
    somme = f'"budget/total/cellule/{chiffre}" {lignes} EUR'
    assert texte.count(somme) == 1
    copie = tmp_path / FABLOCH.name
    copie.write_text(texte.replace(somme, somme.replace(lignes, annonce)), "utf-8")
    sortie = CliRunner().invoke(ptce, ["verifier", str(copie)]).output
    # Words of a terminal are cut where the line ends.
    dit = re.sub(r"\s+", " ", sortie)
    assert "(écart −7 000,00 €). [AttenduNonAtteint]" in dit
    assert f"--exercice 2019 --chiffre budget/total/cellule/{chiffre}" in dit


def test_a_year_that_has_only_its_budget_is_shown() -> None:
    total = _total(FABLOCH, "--exercice", "2019")
    assert {cle: valeur for cle, valeur in total.items() if "atter" not in cle} == {
        "perimetre": "cellule",
        "prevu_ressources": "71000.00",
        "prevu_charges": "78650.00",
        "prevu_resultat": "-7650.00",
        "realise_ressources": "0.00",
        "realise_charges": "0.00",
        "realise_resultat": "0.00",
    }
    chiffre = ["--chiffre", "budget.cellule.vote.67", "--exercice", "2019"]
    faits = CliRunner().invoke(ptce, ["faits", str(FABLOCH), *chiffre])
    assert faits.exit_code == 0
    assert "15 000,00" in re.sub(r"\s", " ", faits.output)


def test_a_year_without_budget_nor_entry_is_refused() -> None:
    for commande in ("budget", "synthese"):
        annee = "2020" if commande == "budget" else "2019"
        refus = CliRunner().invoke(ptce, [commande, str(FABLOCH), "--exercice", annee])
        assert refus.exit_code == 1
        assert f"Aucune écriture en {annee}" in re.sub(r"\s", " ", refus.output)
