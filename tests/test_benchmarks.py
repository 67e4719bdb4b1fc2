"""The benchmark's ledgers are right, in every shape: a wrong one would measure nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from beancount import loader

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import mesurer

GENERATEUR = Path(__file__).parent / "benchmarks" / "generateur.py"
#: How many years the books of `make bench` cover at each of its sizes: files beside the
#: main one are the register, the accounts, and one a month.
ANNEES = (1, 2, 10)


def _generate(dossier: Path, annees: int, *options: str) -> Path:
    ordre = [sys.executable, str(GENERATEUR), str(dossier), "1000", str(annees)]
    subprocess.run([*ordre, *options], check=True, capture_output=True)
    return dossier / "main.beancount"


@pytest.fixture(scope="module", params=ANNEES)
def annees(request: pytest.FixtureRequest) -> int:
    """Give the length of the books, as `make bench` has them."""
    assert isinstance(request.param, int)
    return request.param


@pytest.fixture(scope="module")
def pole(annees: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a pole of some length, with the plugin."""
    return _generate(tmp_path_factory.mktemp("pole") / "avec", annees)


def test_generated_pole_is_right(pole: Path, annees: int) -> None:
    """However many files it has, it is read without an error, and re-adds."""
    assert len(list(pole.parent.rglob("*.beancount"))) == 3 + 12 * annees
    livre = load_livre(pole)
    assert livre.errors == []
    exercices = livre.releve.exercices()
    assert len(exercices) == annees
    for exercice in exercices:
        synthese = Dossier(livre.releve, "").synthese(exercice)
        assert synthese.controle("bouclage").figure("ecart") == 0
        assert synthese.niveau(2).figure("total", "net") > 0


def test_same_seed_same_bytes_but_for_the_plugin(
    pole: Path, annees: int, tmp_path: Path
) -> None:
    """What Beancount alone is measured on is the same pole, and right for it."""
    nu = _generate(tmp_path / "sans", annees, "--sans-plugin")
    for fichier in pole.parent.rglob("*.beancount"):
        autre = (nu.parent / fichier.relative_to(pole.parent)).read_bytes()
        if fichier == pole:
            autre = autre.replace(b"; plugin", b"plugin")
        assert fichier.read_bytes() == autre
    _, errors, _ = loader.load_file(str(nu))
    assert errors == []


def test_the_measure_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of the measure ends well on the longest pole, and is compared."""
    # Modules compiled already will do: no time is judged here.
    monkeypatch.setattr(mesurer, "_environ", lambda _: dict(os.environ))
    for nom in ("avec", "sans"):
        options = ("--sans-plugin",) if nom == "sans" else ()
        _generate(tmp_path / nom, max(ANNEES), *options)
    tours = {
        nom: [mesurer._run(commande, tmp_path)]
        for nom, commande in mesurer._list_commandes(tmp_path).items()
    }
    reference, *autres = mesurer._describe(1000, tours)
    assert reference[1] == mesurer.REFERENCE
    assert reference[-3:] == ("1", "1", "1")
    assert [ligne[1] for ligne in autres] == [
        nom for nom in tours if nom != reference[1]
    ]
    for ligne in autres:
        assert all(float(case.split()[0].replace(",", ".")) > 0 for case in ligne[-3:])


def test_a_command_that_fails_stops_the_measure(tmp_path: Path) -> None:
    """The time of a command that refuses the ledger would mean nothing."""
    absent = str(tmp_path / "absent.beancount")
    commande = [sys.executable, "-m", "ptce_ledger", "synthese", absent]
    with pytest.raises(mesurer.EchecError, match="a rendu 1"):
        mesurer._run(commande, tmp_path)
