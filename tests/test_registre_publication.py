"""What a « ptce-publication » lists is of the register, by example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from proprietes import charger
from proprietes import charger_juste
from strategies import ecrire

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.remarques import iter_remarques

if TYPE_CHECKING:
    from pathlib import Path

REGISTRE = (
    '2020-01-01 custom "ptce-pole" "aa" "Pôle"',
    '2020-01-01 custom "ptce-membre" "forge" "La Forge"',
    '2020-01-01 custom "ptce-tiers" "region" "Région"\n  origine: "public"',
    '2020-01-01 custom "ptce-projet" "pain" "Le pain"',
)
JUSTES = (
    'perimetres: "tous"',
    'perimetres: "cellule"',
    'perimetres: "pain, cellule"',
    'nommes: "forge, region"',
    'exercices: "tous"',
    'exercices: "2024, 2025"',
    "personnes-minimum: 3",
    "personnes-minimum: 12",
    'diffusion: "publique"',
)
#: What is wrong → its class, and the word that it names.
FAUSSES = {
    'perimetres: "cellule, lait"': ("ProjetInconnu", "lait"),
    'perimetres: "forge"': ("CodeDAutreGenre", "forge"),
    'nommes: "tous"': ("TiersInconnu", "tous"),
    'nommes: "forge, lait"': ("TiersInconnu", "lait"),
    'nommes: "pain"': ("CodeDAutreGenre", "pain"),
    'exercices: "2024, 25"': ("ValeurMalFormee", "25"),
    'exercices: "2024-2025"': ("ValeurMalFormee", "2024-2025"),
    "personnes-minimum: 2": ("PersonnesTropPeu", "2"),
    'diffusion: "libre"': ("ValeurInconnue", "libre"),
}


def _publie(ligne: str) -> str:
    dit = f'2025-12-31 custom "ptce-publication" "region"\n  {ligne}'
    return ecrire([*REGISTRE, dit])


@pytest.mark.parametrize("ligne", JUSTES)
def test_a_right_publication(ligne: str) -> None:
    charger_juste(_publie(ligne))


@pytest.mark.parametrize("ligne", FAUSSES)
def test_a_wrong_publication(ligne: str) -> None:
    """One error, of the word that is wrong."""
    classe, mot = FAUSSES[ligne]
    (erreur,) = charger(_publie(ligne)).errors
    assert erreur.code == classe
    assert mot in erreur.message


VIDE = '2025-12-31 custom "ptce-publication" "region"'
PLEINE = f'{VIDE}\n  exercices: "tous"\n  perimetres: "pain"'


@pytest.mark.parametrize(
    ("dites", "combien"),
    [
        ([PLEINE], 0),
        ([f'{PLEINE}\n  diffusion: "convention"'], 0),
        # Taken back: of two, the last one holds.
        ([PLEINE, VIDE.replace("2025", "2026")], 0),
        ([VIDE, PLEINE.replace("2025", "2026")], 0),
        ([VIDE], 1),
        ([f'{VIDE}\n  exercices: "tous"'], 1),
        ([f'{VIDE}\n  perimetres: "pain"'], 1),
        ([PLEINE, f'{VIDE.replace("2025", "2026")}\n  perimetres: "tous"'], 1),
    ],
)
def test_a_permission_that_permits_nothing_is_told(
    dites: list[str], combien: int, tmp_path: Path
) -> None:
    chemin = tmp_path / "livre.beancount"
    chemin.write_text(ecrire([*REGISTRE, *dites]), encoding="utf-8")
    livre = load_livre(chemin)
    assert livre.errors == []
    codes = [remarque.code for remarque in iter_remarques(livre)]
    assert codes.count("PublicationVide") == combien
