"""`ptce solde` and `ptce repeter`: an account as a treasurer asks of it, like entries."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount.core.data import Transaction
from beancount.parser import parser
from click.testing import CliRunner

from ptce_ledger.cli import ptce

EXEMPLE = Path(__file__).parents[1] / "ledgers" / "exemple"
LIVRE = """\
plugin "ptce_ledger.plugins"
2025-01-01 custom "ptce-pole" "val" "Pôle du Val"
  perimetre-defaut: "cellule"
2025-01-01 custom "ptce-membre" "scop" "La Scop"
  origine: "ess"
2025-01-01 custom "ptce-tiers" "region" "Région"
  origine: "public"
2025-01-01 custom "ptce-convention" "region-2025" "region" 900.00 EUR
2025-01-01 open Assets:512-Banque
2025-01-01 open Assets:512-Banque:Livret
2025-01-01 open Assets:411-Adherents
2025-01-01 open Assets:441-Subventions
2025-01-01 open Income:756-Cotisations
  type: "cotisations"
2025-01-01 open Income:741-Subventions
  type: "subventions"
2025-01-01 open Expenses:613-Loyers
2025-01-10 * "La Scop" "Cotisation"
  Income:756-Cotisations  -100.00 EUR
  Assets:411-Adherents     100.00 EUR
2025-01-11 * "Région" "Notification"
  convention: "region-2025"
  Income:741-Subventions  -900.00 EUR
  Assets:441-Subventions   900.00 EUR
2025-01-20 * "Région" "Acompte"
  Assets:441-Subventions  -400.00 EUR
  Assets:512-Banque        400.00 EUR
2025-01-30 ! "Propriétaire" "Loyer, chèque émis"
  remarque-lue: "pas encore débité"
  Expenses:613-Loyers       50.00 EUR
  Assets:512-Banque
2025-02-01 balance Assets:512-Banque  350.00 EUR
2025-03-31 * "La Scop" "Virement" ^region-2025 ^f-1
  piece: "V-1"
  Assets:411-Adherents    -100.00 EUR ; sur le livret
  Assets:512-Banque:Livret 100.00 EUR
"""


@pytest.fixture
def livre(tmp_path: Path) -> Path:
    chemin = tmp_path / "val.beancount"
    chemin.write_text(LIVRE, encoding="utf-8")
    return chemin


def _ptce(*mots: Any) -> Any:
    return CliRunner().invoke(ptce, list(map(str, mots)))


def _data(*mots: Any) -> dict[str, Any]:
    resultat = _ptce("solde", *mots, "--format", "json")
    assert resultat.exit_code == 0, resultat.output
    return dict(json.loads(resultat.stdout))


def test_what_a_balance_agrees_with_is_pointed_save_what_waits(livre: Path) -> None:
    """400 − 50 is on the book; the cheque marked « ! » is not on the statement yet."""
    data = _data("banque", livre)
    assert data["au"] == "2025-03-31"
    # 512-Banque holds its sub-account too; the balance of a parent agrees with both.
    assert data["soldes"] == [
        {
            "compte": "Assets:512-Banque",
            "solde": "350.00",
            "controle": "2025-02-01",
            "pointe": "400.00",
            "a_pointer": "-50.00",
        },
        {
            "compte": "Assets:512-Banque:Livret",
            "solde": "100.00",
            "controle": "2025-02-01",
            "pointe": "0.00",
            "a_pointer": "100.00",
        },
    ]
    lignes = [(li["montant"], li["solde"], li["pointage"]) for li in data["lignes"]]
    assert lignes == [
        ("400.00", "400.00", "pointe"),
        ("-50.00", "350.00", "a-pointer"),
        ("100.00", "450.00", "a-pointer"),
    ]
    assert data["lignes"][1]["lieu"] == "val.beancount:31"


def test_what_is_to_come_is_that_of_the_day(livre: Path) -> None:
    """A payment of March has settled nothing in January."""

    def open_(*mots: Any) -> list[tuple[str, str]]:
        return [(li["debiteur"], li["montant"]) for li in _data(*mots)["a_recevoir"]]

    assert open_("512", livre) == [("region-2025", "500.00")]
    assert open_("512", livre, "--au", "2025-01-31") == [
        ("scop", "100.00"),
        ("region-2025", "500.00"),
    ]
    assert open_("411", livre, "--au", "2025-01-15") == [("scop", "100.00")]
    assert open_("512", livre, "--au", "2025-01-15")[1] == ("region-2025", "900.00")
    assert open_("613", livre) == []
    assert _data("512", livre, "--lignes", "1")["lignes"][0]["solde"] == "450.00"
    assert _data("512", livre, "--lignes", "0")["lignes"] == []


@pytest.mark.parametrize(
    "jour", ["2023-06-30", "2024-03-31", "2025-02-28", "2025-12-31"]
)
@pytest.mark.parametrize("compte", ["411", "441"])
def test_what_is_open_adds_up_to_the_account(compte: str, jour: str) -> None:
    """Claims, what is paid in advance, what nothing explains: all of the balance."""
    data = _data(compte, EXEMPLE, "--au", jour)
    solde = sum(Decimal(li["solde"]) for li in data["soldes"])
    assert sum(Decimal(li["montant"]) for li in data["a_recevoir"]) == solde


def test_every_face_of_a_balance(livre: Path, tmp_path: Path) -> None:
    assert "Assets:512-Banque" in _ptce("solde", "512", livre).stdout
    assert "a_pointer" in _ptce("solde", "512", livre, "--format", "csv").stdout
    classeur = tmp_path / "solde.xlsx"
    assert _ptce("solde", "512", livre, "--format", "xlsx").exit_code == 2
    fait = _ptce("solde", "512", livre, "--format", "xlsx", "-o", classeur)
    assert fait.exit_code == 0
    assert classeur.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("mots", "code", "dit"),
    [
        (["banqe"], 1, "Vouliez-vous dire « Assets:512-Banque"),
        (["999"], 1, "Aucun compte « 999 »"),
        (["\x1b[31m"], 1, "\\x1b"),
        (["512", "--au", "hier"], 2, "« hier » : écrivez une date qui existe"),
        (
            ["512", "--au", "2025-02-30"],
            2,
            "« 2025-02-30 » : écrivez une date qui existe",
        ),
        (["512", "--lignes", "-1"], 2, "-1"),
        ([], 2, "Il manque l’argument"),
    ],
)
def test_a_wrong_account_is_said(
    livre: Path, mots: list[str], code: int, dit: str
) -> None:
    resultat = _ptce("solde", *mots, *([livre] if mots else []))
    assert resultat.exit_code == code
    assert (
        dit
        in resultat.output.replace("\u00a0", " ")
        .replace("\u202f", " ")
        .replace("'", "’")
        or dit in resultat.output
    )


def test_like_entries_end_with_the_exercice(livre: Path) -> None:
    """Eleven rents from that of January, on the last day of a short month."""
    fait = _ptce("repeter", "val.beancount:28", livre)
    assert fait.exit_code == 0, fait.output
    entries, errors, _ = parser.parse_string(fait.stdout)
    assert errors == []
    jours = [e.date.isoformat() for e in entries if isinstance(e, Transaction)]
    assert jours[:3] == ["2025-02-28", "2025-03-30", "2025-04-30"]
    assert len(jours) == 11
    assert jours[-1] == "2025-12-30"
    # What was read of one is not read of the others.
    assert "remarque-lue" not in fait.stdout


def test_what_is_of_one_entry_is_not_repeated(livre: Path) -> None:
    """The voucher and the links go; an agreement's link, keys and comments stay."""
    fait = _ptce("repeter", "val.beancount:33", livre, "--fois", "1")
    assert fait.stdout == (
        '2025-04-30 * "La Scop" "Virement" ^region-2025\n'
        "  Assets:411-Adherents    -100.00 EUR ; sur le livret\n"
        "  Assets:512-Banque:Livret 100.00 EUR\n"
    )
    assert livre.read_text(encoding="utf-8") == LIVRE


@pytest.mark.parametrize(
    ("pas", "jour"),
    [
        ("semaine", "2025-04-07"),
        ("mois", "2025-04-30"),
        ("trimestre", "2025-06-30"),
        ("semestre", "2025-09-30"),
        ("an", "2026-03-31"),
    ],
)
def test_the_next_is_a_step_further(livre: Path, pas: str, jour: str) -> None:
    fait = _ptce("repeter", "val.beancount:33", livre, "--tous-les", pas, "--fois", "1")
    assert fait.stdout.startswith(jour)


def test_the_month_of_the_narration_moves_not_that_of_a_name(livre: Path) -> None:
    """A payee is a name of the register: « Salon de mai » stays what it is."""
    texte = LIVRE + (
        '2025-04-01 * "Salon de mai" "Stand, mars et 1er trimestre 2025"\n'
        "  Expenses:613-Loyers  1.00 EUR\n  Assets:512-Banque\n"
    )
    livre.write_text(texte, encoding="utf-8")
    ligne = texte[: texte.index('"Salon')].count("\n") + 1
    ici = f"val.beancount:{ligne}"
    fait = _ptce("repeter", ici, livre, "--tous-les", "trimestre", "--fois", "3")
    assert fait.exit_code == 0, fait.output
    tetes = [t for t in fait.stdout.split("\n") if t.startswith("20")]
    assert tetes == [
        '2025-07-01 * "Salon de mai" "Stand, juin et 2e trimestre 2025"',
        '2025-10-01 * "Salon de mai" "Stand, septembre et 3e trimestre 2025"',
        '2026-01-01 * "Salon de mai" "Stand, décembre et 4e trimestre 2025"',
    ]


@pytest.mark.parametrize(
    ("mots", "code", "dit"),
    [
        (["val.beancount"], 2, "un fichier du livre et une ligne"),
        (["val.beancount:²"], 2, "un fichier du livre et une ligne"),
        (["val.beancount:3"], 1, "Aucune écriture à la ligne 3"),
        (["val.beancount:32"], 1, "Aucune écriture à la ligne 32"),
        (["autre.beancount:28"], 1, "Aucune écriture à la ligne 28"),
        (["val.beancount:28", "--tous-les", "an"], 1, "Rien à répéter"),
        (["val.beancount:28", "--fois", "0"], 2, "0"),
    ],
)
def test_what_cannot_be_repeated_is_said(
    livre: Path, mots: list[str], code: int, dit: str
) -> None:
    resultat = _ptce("repeter", mots[0], livre, *mots[1:])
    assert resultat.exit_code == code, resultat.output
    assert dit in resultat.output


def test_a_text_that_commands_a_terminal_is_not_printed(livre: Path) -> None:
    """Nor one on two lines: it would not be read again as it was."""
    texte = LIVRE + (
        '2025-04-01 * "Boutique" "Deux\nlignes"\n'
        "  Expenses:613-Loyers  1.00 EUR\n  Assets:512-Banque\n"
    )
    livre.write_text(texte, encoding="utf-8")
    ligne = texte[: texte.index('"Boutique"')].count("\n") + 1
    fait = _ptce("repeter", f"val.beancount:{ligne}", livre)
    assert fait.exit_code == 1, fait.output
