"""The faults that `make mutants` plants, and those that are known to change no figure."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks" / "mutants"))

import chasse
import mutants
import operateurs
import rapports

#: A piece of source → what one slip makes of it.
FAUTES = {
    "a < b": ["(a <= b)"],
    "a == b and not c": [
        "(a == b or not c)",
        "(not c)",
        "(a == b)",
        "(a != b)",
        "(c)",
    ],
    "a + b * 2": ["(a - b * 2)", "(b / 2)", "3"],
    "max(-a, 0)": ["min", "(a)", "1", "pass"],
    "{'x': 1, 'y': -a}": ["{'y': -a}", "{'x': 1}", "'x_'", "2", "'y_'", "(a)"],
    "('un', 'deux')": ["('deux',)", "('un',)", "'un_'", "'deux_'"],
    "a[1:]": [":", "2"],
    "a[(b or c):]": ["(b and c)", "(b)", "(c)", ":"],
    "[x for x in y if x]": ["True"],
    "f('Une phrase.')": ["pass"],
    "f'{a}' + b": [],
}


@pytest.mark.parametrize("source", FAUTES)
def test_faults_of_python(source: str) -> None:
    """A fault is a small one, of the program and not of what it says."""
    trouves = [texte for _, texte in operateurs.iter_changements(ast.parse(source))]
    assert sorted(trouves) == sorted(FAUTES[source])


def test_faults_of_a_definition() -> None:
    """Words, signs, filters and yes or no; never a title."""
    ligne = '  { code = "net", titre = "Net", sauf.interne = ["pole"], signe = -1 },'
    faits = {
        ligne[:debut] + texte + ligne[fin:]
        for debut, fin, texte in rapports.iter_changements(ligne)
    }
    assert faits == {
        ligne.replace('"pole"', '"membre"'),
        ligne.replace(", signe = -1", ""),
        ligne.replace("sauf", "filtre"),
        ligne.replace(', sauf.interne = ["pole"]', ""),
    }
    assert not list(rapports.iter_changements('titre = "Ressources"'))


def test_a_draw_is_the_same_for_the_same_seed() -> None:
    """Each mutant is a program, of what makes figures; another seed draws others."""
    tires = chasse.draw(20, 1)
    assert tires == chasse.draw(20, 1) != chasse.draw(20, 2)
    for mutant in tires:
        assert mutant.fichier.startswith(mutants.PIECES)
        assert mutant.octets != mutant.source
        _, avant, apres = mutant.cle
        assert avant != apres


def test_what_is_explained_exists() -> None:
    """A mutant whose line has changed since is looked at again."""
    connus = mutants.read_equivalents()
    fichiers = {equivalent.fichier for equivalent in connus}
    cles = {m.cle for m in mutants.list_mutants() if m.fichier in fichiers}
    for equivalent in connus:
        assert equivalent.cle in cles
        assert len(equivalent.raison) > 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows n’a pas de fork")
@pytest.mark.skipif(
    not (mutants.RACINE / ".git").exists(), reason="la copie suit ce que git connaît"
)
def test_a_fault_is_seen_or_lives(tmp_path: Path) -> None:
    """Where a test sees a fault, it is dead; where nobody looks, it lives and is shown."""
    vus, sans = tmp_path / "vus.json", tmp_path / "sans.json"
    partage = "tests/test_faits_exemples.py"
    ailleurs = f"{partage}::test_an_agreement_is_declared_once_a_day"
    for carte, essai in ((vus, partage), (sans, ailleurs)):
        carte.write_text(
            json.dumps({"essais": [[essai, 1.0, False, None]], "rates": []})
        )
    fichier = "ptce_ledger/faits/partage.py"
    dits = {}
    for carte in (vus, sans):
        ordre = [sys.executable, chasse.__file__, "2", "2", "--seuls", fichier]
        fini = subprocess.run(
            [*ordre, "--taches", "1", "--carte", str(carte)],
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        dits[carte] = fini.returncode, fini.stdout, fini.stderr
    statut, dit, _ = dits[sans]
    assert statut == 1
    assert "0 mutants tués sur 2 (0.0%), 2 vivants" in dit
    assert dit.count(f"{fichier}:") == 2
    statut, dit, err = dits[vus]
    assert "2 mutants tués sur 2 (100.0%), 0 vivants" in dit, err
    assert statut == 0
