"""The poles of ledgers/: right, fictional and said so, each held to what it teaches.

Each is an economic configuration that exists; its figures are worked out by hand in its
main file, and asserted there.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from beancount.core.data import Transaction
from click.testing import CliRunner

from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import PRINCIPAL
from ptce_ledger.lecture.livre import load_livre

LEDGERS = Path(__file__).parents[1] / "ledgers"
#: What is distributed: the example, and the accounts of a pole still to come.
DISTRIBUES = ("exemple", "vide")
POLES = sorted(
    principal.parent
    for principal in LEDGERS.glob(f"*/{PRINCIPAL}")
    if principal.parent.name not in DISTRIBUES
)


@pytest.mark.parametrize("pole", POLES, ids=lambda pole: pole.name)
def test_a_pole_is_right_and_small_enough_to_be_read(pole: Path) -> None:
    """No error, no remark, every figure asserted is met, over two exercices or more."""
    verifie = CliRunner().invoke(ptce, ["verifier", str(pole), "--strict"])
    assert verifie.exit_code == 0, verifie.output
    livre = load_livre(pole)
    registre = livre.registre
    ecritures = [entry for entry in livre.entries if type(entry) is Transaction]
    annees = {registre.exercice(entry.date) for entry in ecritures}
    assert len(annees) >= 2
    attendus = registre.declarations["ptce-attendu"]
    assert {registre.exercice(lu.entry.date) for lu in attendus} == annees
    assert 20 <= len(ecritures) <= 130


@pytest.mark.parametrize("pole", POLES, ids=lambda pole: pole.name)
def test_a_pole_says_that_it_is_fictional_and_what_it_teaches(pole: Path) -> None:
    """Its title, its main file and its README say so; its sums are set out by hand."""
    principal = (pole / PRINCIPAL).read_text(encoding="utf-8")
    assert principal.startswith("; PÔLE FICTIF.")
    assert re.search(r'option "title" ".* \(fictif\)"', principal)
    assert "; Calcul à la main" in principal
    lisez_moi = (pole / "README.md").read_text(encoding="utf-8")
    assert "**Pôle fictif**" in lisez_moi
    assert "| Ce qu’il apprend |" in lisez_moi


def test_the_empty_pole_is_right(tmp_path: Path) -> None:
    """It has accounts, nobody, no entry, and begins the year one says."""
    dossier = tmp_path / "pole"
    fait = CliRunner().invoke(
        ptce, ["nouveau", str(dossier), "--vide", "--annee", "2031"]
    )
    assert fait.exit_code == 0
    livre = load_livre(dossier)
    assert livre.errors == []
    assert not any(type(entry) is Transaction for entry in livre.entries)
    assert {entry.date.year for entry in livre.entries} == {2031}
    assert not any("2025" in f.read_text() for f in dossier.iterdir())
    sans = CliRunner().invoke(ptce, ["nouveau", str(tmp_path / "x"), "--annee", "2031"])
    assert sans.exit_code == 2
