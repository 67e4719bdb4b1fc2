"""Snapshots: nothing that people read moves unnoticed.

`make snapshots` writes them again after a change that is meant; the diff is then read.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from ptce_ledger.cli import ptce

RACINE = Path(__file__).parent.parent
INSTANTANES = Path(__file__).parent / "instantanes"
EXEMPLE = str(RACINE / "ledgers" / "exemple")

VUES = {
    "synthese.txt": ["synthese", EXEMPLE],
    "synthese.csv": ["synthese", EXEMPLE, "--format", "csv"],
    "synthese.json": ["synthese", EXEMPLE, "--format", "json"],
    "trois-exercices.txt": ["synthese", EXEMPLE, "--exercice", "2023..2025"],
    "par-phase-2024.txt": ["synthese", EXEMPLE, "--exercice", "2024", "--par", "phase"],
    "faits-2025.csv": ["faits", EXEMPLE, "--exercice", "2025", "--format", "csv"],
    "commissions.txt": [
        "faits",
        EXEMPLE,
        "--chiffre",
        "niveau-1.ressources.commissions",
    ],
    "expliquer.txt": ["expliquer"],
}


@pytest.mark.parametrize("nom", VUES)
def test_snapshot(nom: str, request: pytest.FixtureRequest) -> None:
    """The example pole prints, to the byte, what it printed when last looked at."""
    resultat = CliRunner().invoke(ptce, VUES[nom])
    assert resultat.exit_code == 0
    sortie = resultat.stdout_bytes
    fichier = INSTANTANES / nom
    if request.config.getoption("--instantanes"):
        fichier.parent.mkdir(exist_ok=True)
        fichier.write_bytes(sortie)
    assert fichier.read_bytes() == sortie


def test_no_orphan_snapshot() -> None:
    """Each file of the folder is one of the views above."""
    assert {fichier.name for fichier in INSTANTANES.iterdir()} == set(VUES)
