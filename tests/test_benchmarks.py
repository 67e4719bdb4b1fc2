"""The benchmark's generator makes right ledgers: a wrong one would measure nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ptce_ledger.analyse.synthese import synthesize
from ptce_ledger.lecture.livre import load_livre

GENERATEUR = Path(__file__).parent / "benchmarks" / "generateur.py"


def _generate(dossier: Path) -> Path:
    subprocess.run(
        [sys.executable, GENERATEUR, dossier, "400"], check=True, capture_output=True
    )
    return dossier / "main.beancount"


def test_generated_pole_is_right_and_reproducible(tmp_path: Path) -> None:
    """A generated pole has no error and re-adds; the same seed gives the same bytes."""
    livre = load_livre(_generate(tmp_path / "un"))
    assert livre.errors == []
    for exercice in livre.releve.exercices():
        synthese = synthesize(livre.releve, exercice)
        assert synthese.controle("bouclage").figure("ecart") == 0
        assert synthese.niveau(2).figure("total", "net") > 0
    autre = _generate(tmp_path / "autre").parent
    for fichier in (tmp_path / "un").rglob("*.beancount"):
        nom = fichier.relative_to(tmp_path / "un")
        assert fichier.read_bytes() == (autre / nom).read_bytes()
