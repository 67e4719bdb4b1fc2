"""« Vouliez-vous dire »: a slip of the hand is understood, another word is not proposed."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots import lexique
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.voisins import count_slips
from ptce_ledger.mots.voisins import nearest
from ptce_ledger.registre.directives import CLES
from ptce_ledger.registre.directives import CLES_D_ECRITURE
from ptce_ledger.registre.directives import DIRECTIVES
from ptce_ledger.registre.lecteur import closest

if TYPE_CHECKING:
    from pathlib import Path

#: Words of a treasurer that are none of ours, nor near one.
AUTRES = [
    *("temps", "salaire", "avance", "virement", "facture", "client"),
    *("banque", "caisse", "tarif", "indemnite", "loyer", "mission", "adherent"),
    *("subvention-etat", "compte-rendu", "bilan", "resultat", "tableau", "heures"),
    *("fournisseur", "mandat", "provision", "immobilisation", "amortissement"),
]
LISTES = {
    "directives": sorted(nom.partition("-")[2] for nom in DIRECTIVES),
    "types": sorted(lexique.TYPES),
    "clés": sorted({*CLES, *CLES_D_ECRITURE}),
    "origines": sorted(lexique.ORIGINES),
    "échelons": sorted(lexique.ECHELONS),
}


def slip(mot: str, graine: int) -> str:
    hasard = random.Random(graine)  # noqa: S311  a seeded sample
    ou = hasard.randint(1, len(mot) - 2)
    return hasard.choice(
        [
            mot[:ou] + mot[ou + 1 :],
            mot[:ou] + mot[ou] + mot[ou:],
            mot[:ou] + mot[ou + 1] + mot[ou] + mot[ou + 2 :],
            mot[:ou] + "x" + mot[ou + 1 :],
            mot.capitalize(),
        ]
    )


CAS = [
    (nom, mot, graine)
    for (nom, mots), graine in itertools.product(LISTES.items(), range(6))
    for mot in mots
    if len(mot) >= 5
]


def test_there_are_enough_cases() -> None:
    assert len(CAS) > 200


@pytest.mark.parametrize("nom", LISTES)
def test_a_slip_finds_its_word(nom: str) -> None:
    """Or a word as near: « membrse » is one slip from « membre » and from « membres »."""
    for liste, mot, graine in CAS:
        if liste == nom:
            mal = slip(mot, graine)
            trouve = nearest(mal, LISTES[nom])
            plies = fold(trouve), fold(mot), fold(mal)
            assert trouve == mot or count_slips(plies[0], plies[2]) <= count_slips(
                plies[1], plies[2]
            )
            assert trouve


@pytest.mark.parametrize("mot", AUTRES)
def test_another_word_is_not_proposed(mot: str) -> None:
    connus = [*LISTES["directives"], *LISTES["origines"], *LISTES["échelons"]]
    assert nearest(mot, connus) == ""


@pytest.mark.parametrize(
    ("nom", "meant"),
    [
        ("ptce-recette", ""),
        ("ptce-baremes", "ptce-bareme"),
        ("ptce-temps", ""),
        ("ptce-budgets", "ptce-budget"),
        ("ptce-menbre", "ptce-membre"),
        ("ptce-clef", "ptce-cle"),
        ("ptce_membre", "ptce-membre"),
        ("PTCE-Pôle", "ptce-pole"),
        ("ptce-conventions", "ptce-convention"),
        ("budget", ""),
        ("fava-extension", ""),
    ],
)
def test_a_directive_is_found_by_its_own_word(nom: str, meant: str) -> None:
    """« ptce- », which begins them all, makes no two of them near."""
    assert closest(nom, DIRECTIVES) == meant


@pytest.mark.parametrize(
    ("compte", "autre"),
    [
        ("Income:706-Prestations", "Income:756-Cotisations"),
        ("Expenses:64-Salaires", "Expenses:61-Services"),
        ("Assets:512-Banque", "Assets:531-Caisse"),
        ("rouen", "rodez"),
        ("x" * 300, "x" * 299),
    ],
)
def test_names_that_share_letters_are_not_near(compte: str, autre: str) -> None:
    assert nearest(compte, [autre]) == ""


@pytest.mark.parametrize(
    ("cle", "code", "meant"),
    [
        ("tiers", "membre-un", "m1"),
        ("tiers", "menbre-un", "m1"),
        ("tiers", "Membre Un", "m1"),
        ("projet", "grand-verger", "p1"),
        ("tiers", "nombre", ""),
        ("tiers", "voisin", ""),
        ("projet", "verger", ""),
    ],
)
def test_a_code_made_of_a_label_finds_its_own(
    tmp_path: Path, cle: str, code: str, meant: str
) -> None:
    livre = tmp_path / "main.beancount"
    livre.write_text(
        'plugin "ptce_ledger.plugins"\n2024-01-01 custom "ptce-pole" "bocage" "Bocage"\n'
        '2024-01-01 custom "ptce-membre" "m1" "Membre Un"\n  origine: "ess"\n'
        '2024-01-01 custom "ptce-projet" "p1" "Le Grand Verger"\n'
        "2024-01-01 open Assets:512-Banque\n2024-01-01 open Expenses:606-Achats\n"
        f'2024-03-04 * "x"\n  {cle}: "{code}"\n  Expenses:606-Achats  1 EUR\n'
        "  Assets:512-Banque\n",
        encoding="utf-8",
    )
    message = load_livre(livre).errors[0].message
    dit = f"«\N{NO-BREAK SPACE}{meant}\N{NO-BREAK SPACE}»"
    assert (dit in message) if meant else ("Vouliez-vous dire" not in message)
