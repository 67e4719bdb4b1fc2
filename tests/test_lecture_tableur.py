"""A row of a spreadsheet, pasted: the message proposes nothing that the row does not say.

Rows are made at random, their meaning with them: the oracle never reads a row. What the
message proposes is then the truth, or the word that stands for what is not said.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest

from ptce_ledger.lecture.examen.examen import examine
from ptce_ledger.lecture.livre import load_livre

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_ledger.erreurs.base import PtceError

LIGNES = 300
LIBELLES = ("CB PAPETERIE", "VIR SEPA MAIRIE", "PRLV Assurance n° 12", "Chèque 0012345")
_NOMS = {
    "date": ("Date", "Date d'opération", "Date de comptabilisation"),
    "valeur": ("Date de valeur", "Valeur"),
    "libelle": ("Libellé", "Libelle operation"),
    "debit": ("Débit", "Debit euros"),
    "credit": ("Crédit", "CREDIT"),
    "montant": ("Montant", "Montant(EUROS)"),
    "solde": ("Solde", "Solde (EUROS)"),
    "devise": ("Devise",),
    "pointage": ("Pointage operation",),
}


class Rangee(NamedTuple):
    """A row as typed, its header, and what it means; None where it does not say."""

    en_tete: str
    texte: str
    jour: str | None
    montant: Decimal | None


def write(nombre: Decimal, hasard: random.Random, *, signe: bool) -> str:
    """Write an amount as a bank does."""
    ecrit = f"{abs(nombre):,.2f}".replace(",", hasard.choice(("", " ", "\u00a0")))
    if hasard.random() < 0.2 and ecrit.endswith("0"):
        ecrit = ecrit[:-1]
    ecrit = ecrit.replace(".", hasard.choice(",."))
    moins = hasard.choice(("-", "\u2212", "- "))
    return (
        f"{moins if nombre < 0 else hasard.choice(('', '+'))}{ecrit}"
        if signe
        else ecrit
    )


def make(graine: int) -> Rangee:
    hasard = random.Random(graine)  # noqa: S311  a seeded sample
    jour = f"2025-{hasard.randint(1, 12):02}-{hasard.randint(1, 28):02}"
    annee, mois, quantieme = jour.split("-")
    montant = Decimal(hasard.randint(1, 500_000)) / 100 * hasard.choice((1, -1))
    solde = Decimal(hasard.randint(-500_000, 900_000)) / 100
    deux = hasard.random() < 0.5
    signe = hasard.random() < 0.6
    cases = {"date": f"{quantieme}/{mois}/{annee}", "libelle": hasard.choice(LIBELLES)}
    if deux:
        ecrit, vide = write(montant, hasard, signe=False), hasard.choice(("", "0,00"))
        cases |= (
            {"debit": vide, "credit": ecrit}
            if montant > 0
            else {"debit": ecrit, "credit": vide}
        )
    else:
        cases["montant"] = write(montant, hasard, signe=signe)
    signe_dit = not deux and cases["montant"][0] in "+-\u2212"
    autres = {
        "valeur": f"{quantieme}/{mois}/{annee}",
        "solde": write(solde, hasard, signe=True),
        "devise": "EUR",
        "pointage": "0",
    }
    for nom, case in autres.items():
        if hasard.random() < 0.4:
            cases[nom] = case
    ordre = ["date", *hasard.sample(sorted(cases.keys() - {"date"}), len(cases) - 1)]
    separateur = hasard.choice(";\t")
    texte = separateur.join(cases[nom] for nom in ordre)
    en_tete = hasard.random() < 0.5
    nombres = {"solde", "pointage"} & cases.keys()
    seul = not deux and not nombres
    su = (deux or signe_dit) if en_tete else (seul and signe_dit)
    tete = (
        separateur.join(hasard.choice(_NOMS[nom]) for nom in ordre) if en_tete else ""
    )
    return Rangee(tete, texte, jour, montant if su else None)


def propose(dossier: Path, en_tete: str, texte: str) -> PtceError:
    livre = dossier / "main.beancount"
    livre.write_text(f"2024-01-01 open Assets:Banque\n{en_tete}\n{texte}\n", "utf-8")
    (erreur,) = [e for e in examine(livre) if e.code == "LigneDeTableur"]
    return erreur


@pytest.mark.parametrize("graine", range(LIGNES))
def test_a_row_is_never_said_more_than_it_says(tmp_path: Path, graine: int) -> None:
    rangee = make(graine)
    mots = propose(tmp_path, rangee.en_tete, rangee.texte).mots
    assert mots["date"] == rangee.jour
    assert str(mots["libelle"]) in rangee.texte
    if rangee.montant is None:
        assert mots["montant"] == "MONTANT"
        assert str(mots["reste"])
    else:
        assert Decimal(str(mots["montant"])) == rangee.montant
        assert str(mots["montant"]).isascii()


def test_rows_of_every_kind_are_made() -> None:
    rangees = [make(graine) for graine in range(LIGNES)]
    dits = [rangee.montant is not None for rangee in rangees]
    assert (min(dits.count(True), dits.count(False)) > LIGNES // 5) is True
    assert {bool(rangee.en_tete) for rangee in rangees} == {True, False}


@pytest.mark.parametrize(
    "texte",
    [
        "15/01/2025;CB MARTIN;1203,50;-45,90",
        "15/01/2025;CB MARTIN;45,90",
        "15/01/2025;CB MARTIN;45,90 D",
        "15/01/2025;CB MARTIN;(45,90)",
        "15/01/2025;CB MARTIN;-1.500",
        "15/01/2025;CB MARTIN;-12,5 %",
        "15/01/2025;CB MARTIN;-10+2",
        "15/01/2025;CB MARTIN;-45,90;USD",
        "15/01/2025;Solde au 15;-45,90",
        "15/01/2025;CB MARTIN;;",
        "15/01/2025,CB MARTIN,-45,90",
    ],
)
def test_an_amount_in_doubt_is_not_proposed(tmp_path: Path, texte: str) -> None:
    assert propose(tmp_path, "", texte).mots["montant"] == "MONTANT"


@pytest.mark.parametrize(
    ("texte", "date"),
    [
        ("15/01/25;CB;-45,90", "AAAA-MM-JJ"),
        ("11/15/2025;CB;-45,90", "AAAA-MM-JJ"),
        ("15/01/2025;17/01/2025;CB;-45,90", "AAAA-MM-JJ"),
        ("2025-01-15;15/01/2025;CB;-45,90", "2025-01-15"),
    ],
)
def test_a_day_in_doubt_is_not_proposed(tmp_path: Path, texte: str, date: str) -> None:
    assert propose(tmp_path, "", texte).mots["date"] == date


def test_a_header_of_other_columns_says_nothing(tmp_path: Path) -> None:
    """Nor does one that is too far, or of another currency."""
    mots = propose(tmp_path, "Date;Débit", "15/01/2025;CB;45,90;;3,00").mots
    assert mots["montant"] == "MONTANT"
    en_tete = "Date;Libellé;Débit USD;Crédit USD"
    assert (
        propose(tmp_path, en_tete, "15/01/2025;CB;45,90;").mots["montant"] == "MONTANT"
    )


def test_a_text_stays_a_text(tmp_path: Path) -> None:
    """Quotes and backslashes of a cell would end the text of the entry."""
    mots = propose(tmp_path, "", '15/01/2025;"CB ""X"" \\ Y";-4,50').mots
    assert mots["libelle"] == "CB 'X' / Y"


@pytest.mark.parametrize(
    ("ligne", "code"),
    [
        ("date,account,amount", "EnTeteDeTableur"),
        ("Transaction Date,Posting Date,Narration,Value", "EnTeteDeTableur"),
        (
            "membre;annee;ca;etp;etp-pole;habitants;achats-pole;preuve",
            "EnTeteDeTableur",
        ),
        ('"Account";"Payee";"Amount"', "EnTeteDeTableur"),
        ("member;year", "MotIncompris"),
        ("pain, vin, fromage", "MotIncompris"),
        ("compte rendu, 12 pages, type A4", "MotIncompris"),
    ],
)
def test_names_of_columns_are_a_header(tmp_path: Path, ligne: str, code: str) -> None:
    """In English too, or with the names of our own tables; words alone are not."""
    livre = tmp_path / "main.beancount"
    livre.write_text(f"{ligne}\n", encoding="utf-8")
    assert load_livre(livre).errors[0].code == code
