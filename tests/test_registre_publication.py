"""What a « ptce-publication » lists is of the register, by example."""

from __future__ import annotations

import pytest
from proprietes import charger
from proprietes import charger_juste
from strategies import ecrire

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
