"""Keys of the register, by example: shares, weights, and what is neither."""

from __future__ import annotations

import pytest
from proprietes import charger
from proprietes import charger_juste
from strategies import ecrire

CLES_VALABLES = {
    "parts": "cellule: 0.5\n  pain: 0.3\n  miel: 0.2",
    "parts au millième": "cellule: 0.333\n  pain: 0.333\n  miel: 0.334",
    "une seule part": "pain: 1",
    "poids": "cellule: 7\n  pain: 2",
    "poids écrits avec un point": "cellule: 7.0\n  pain: 2.00",
    "calcul": "cellule: 1 / 4\n  pain: 3 / 4",
    "avec sa décision": 'decision: "Conseil du 3 mars"\n  cellule: 1\n  pain: 1',
}


CLES_FAUSSES = {
    "moins que 1": ("cellule: 0.5\n  pain: 0.4", "CleInvalide"),
    "plus que 1": ("cellule: 0.5\n  pain: 0.51", "CleInvalide"),
    "tiers arrondis": ("cellule: 0.33\n  pain: 0.33\n  miel: 0.33", "CleInvalide"),
    "poids et part": ("cellule: 2\n  pain: 0.5", "CleInvalide"),
    "poids nul": ("cellule: 1\n  pain: 0", "PartInvalide"),
    "part négative": ("cellule: 1.5\n  pain: -0.5", "PartInvalide"),
    "texte": ('cellule: "1"\n  pain: 1', "PartInvalide"),
    "montant": ("cellule: 1 EUR\n  pain: 1", "PartInvalide"),
    "vide": ("", "CleSansPart"),
    "projet inconnu": ("cellule: 0.5\n  lait: 0.5", "ProjetInconnu"),
    "membre": ("cellule: 0.5\n  forge: 0.5", "CodeDAutreGenre"),
}


def _sous_cle(parts_: str) -> str:
    return ecrire(
        [
            '2020-01-01 custom "ptce-pole" "aa" "Pôle"',
            '2020-01-01 custom "ptce-membre" "forge" "La Forge"',
            '2020-01-01 custom "ptce-projet" "pain" "Le pain"',
            '2020-01-01 custom "ptce-projet" "miel" "Le miel"',
            f'2020-01-01 custom "ptce-cle" "temps"\n  {parts_}'.rstrip(),
        ]
    )


@pytest.mark.parametrize("cas", CLES_VALABLES)
def test_cle_valable(cas: str) -> None:
    """A key is shares that sum to 1 exactly, or whole weights."""
    assert charger(_sous_cle(CLES_VALABLES[cas])).errors == []


@pytest.mark.parametrize("cas", CLES_FAUSSES)
def test_cle_fausse(cas: str) -> None:
    """Any other key is an error, at its line."""
    parts_, code = CLES_FAUSSES[cas]
    errors = charger(_sous_cle(parts_)).errors
    assert [error.code for error in errors] == [code]
    assert errors[0].source["lineno"] == 13


def test_cle_avant_sa_date() -> None:
    """A key that is not in force yet on the day of an entry is an error."""
    livre = _sous_cle("cellule: 1\n  pain: 1") + (
        "\n2019-01-01 open Expenses:62-Services\n2019-01-01 open Assets:512-Banque\n"
        '2019-12-31 * "Trop tôt"\n  cle: "temps"\n'
        "  Expenses:62-Services  10.00 EUR\n  Assets:512-Banque\n"
    )
    assert [error.code for error in charger(livre).errors] == ["CleNonEnVigueur"]
    charger_juste(livre.replace("2019-12-31", "2020-01-01"))
