"""The benchmark's ledgers are right, in every shape: a wrong one would measure nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

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


@pytest.mark.parametrize(("forme", "fichiers"), [("--en-un", 1), ("--par-jour", 800)])
def test_every_layout_is_read_by_every_command(
    forme: str, fichiers: int, tmp_path: Path
) -> None:
    """Ten years in one file, or in a file a day, give the figures of the files a month."""
    _generate(tmp_path / "avec", max(ANNEES), forme)
    _generate(tmp_path / "sans", max(ANNEES), forme, "--sans-plugin")
    assert len(list((tmp_path / "avec").rglob("*.beancount"))) >= fichiers
    sorties = {
        nom: subprocess.run(commande, check=True, capture_output=True).stdout
        for nom, commande in mesurer._list_commandes(tmp_path).items()
    }
    assert _figures(tmp_path / "avec") == _figures(
        _generate(tmp_path / "mois", max(ANNEES))
    )
    assert "Aucune erreur" in sorties["ptce verifier"].decode()


def _figures(livre: Path) -> Any:
    """Give the synthesis of a ledger, the places of its lines apart."""
    commande = [sys.executable, "-m", "ptce_ledger", "synthese", "--format", "json"]
    fait = subprocess.run([*commande, str(livre)], check=True, capture_output=True)
    data = json.loads(fait.stdout)
    return {cle: valeur for cle, valeur in data.items() if cle != "non_ventile"}


def test_a_file_of_more_than_five_million_bytes_is_read(tmp_path: Path) -> None:
    livre = _generate(tmp_path / "avec", max(ANNEES), "--en-un")
    with livre.open("a", encoding="utf-8") as flux:
        flux.writelines(f"; remarque {rang} du conseil\n" for rang in range(200_000))
    assert livre.stat().st_size > 5_000_000
    assert load_livre(livre).errors == []


def test_a_command_that_fails_stops_the_measure(tmp_path: Path) -> None:
    """The time of a command that refuses the ledger would mean nothing."""
    absent = str(tmp_path / "absent.beancount")
    commande = [sys.executable, "-m", "ptce_ledger", "synthese", absent]
    with pytest.raises(mesurer.EchecError, match="a rendu 1"):
        mesurer._run(commande, tmp_path)
