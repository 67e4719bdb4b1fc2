"""Reading survives: whatever a ledger does to the reader, a command ends in French."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ptce_ledger.lecture.surveillance import MARQUE
from ptce_ledger.lecture.surveillance import Limites
from ptce_ledger.lecture.surveillance import explain
from ptce_ledger.lecture.surveillance import run_again

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="Windows n’a ni fork ni signaux"
)
ORDRE = (sys.executable, "-m", "ptce_ledger")
ENTETE = """\
option "operating_currency" "EUR"
plugin "ptce_ledger.plugins"
2025-01-01 custom "ptce-pole" "val" "Pôle du Val"
2025-01-01 open Assets:Banque EUR
2025-01-01 open Income:Ventes EUR
  type: "ventes"
  origine: "prive"
"""
VENTE = '2025-03-01 * "Vente {n}"\n  Income:Ventes  -{n}.00 EUR\n  Assets:Banque\n'
#: Goes on in a supervised child, which then does what is asked.
ENFANT = """
import os, signal, sys, time
from ptce_ledger.lecture.surveillance import Limites, limited, supervise
limites = Limites(secondes=1, memoire=200)
supervise(limites)
print("en cours", flush=True)
{suite}
"""


@pytest.fixture(scope="module")
def gros(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a ledger that takes seconds to read, and a hundred megabytes."""
    livre = tmp_path_factory.mktemp("gros") / "main.beancount"
    ventes = "".join(VENTE.format(n=n) for n in range(1, 25000))
    livre.write_text(ENTETE + ventes, encoding="utf-8")
    return livre


def run(*mots: str, **options: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **options}
    env.pop(MARQUE, None)
    return subprocess.run(
        [*ORDRE, *mots], capture_output=True, text=True, check=False, env=env
    )


def go_on(suite: str) -> subprocess.CompletedProcess[str]:
    """Do something in a supervised child."""
    env = {nom: valeur for nom, valeur in os.environ.items() if nom != MARQUE}
    return subprocess.run(
        [sys.executable, "-c", ENFANT.format(suite=suite)],
        capture_output=True,
        text=True,
        check=False,
        env=env,
    )


def test_a_reading_that_lasts_is_stopped(gros: Path) -> None:
    debut = time.monotonic()
    fait = run("--duree-max", "1", "synthese", str(gros))
    assert fait.returncode == 1
    assert fait.stdout == ""
    assert "dure plus de 1 s" in fait.stderr
    assert "--duree-max" in fait.stderr
    assert time.monotonic() - debut < 30


def test_a_reading_that_swells_is_stopped(gros: Path) -> None:
    if not os.path.exists("/proc/self/statm"):
        pytest.skip("ce système ne dit pas la mémoire d’un processus")
    fait = run("--memoire-max", "64", "synthese", str(gros))
    assert fait.returncode == 1
    assert fait.stdout == ""
    assert "plus de 64 Mo" in fait.stderr


def test_a_reading_within_its_limits_is_as_if_alone(gros: Path) -> None:
    surveillee = run("synthese", str(gros), "--format", "json")
    seule = run_alone("synthese", str(gros), "--format", "json")
    assert surveillee.returncode == seule.returncode == 0
    assert surveillee.stdout == seule.stdout


def run_alone(*mots: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ORDRE, *mots],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, MARQUE: "1"},
    )


@pytest.mark.parametrize("nom", ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE"])
def test_a_crash_is_told(nom: str) -> None:
    """A fault of the C parser ends no terminal: a sentence, and status 1."""
    fait = go_on(f"os.kill(os.getpid(), signal.{nom})")
    assert fait.returncode == 1
    assert f"({nom})" in fait.stderr
    assert "Traceback" not in fait.stderr


def test_c_code_that_never_ends_is_stopped() -> None:
    """The alarm needs no Python to be run: sleeping in C, or looping there."""
    fait = go_on("with limited(limites):\n    sum(range(10**12))")
    assert fait.returncode == 1
    assert "dure plus de 1 s" in fait.stderr


def test_after_the_reading_time_is_not_counted() -> None:
    fait = go_on("with limited(limites):\n    pass\ntime.sleep(1.3)\nprint('fini')")
    assert fait.returncode == 0
    assert fait.stdout.split() == ["en", "cours", "fini"]


@pytest.mark.parametrize("statut", [0, 1, 2])
def test_the_status_of_the_command_is_kept(statut: int) -> None:
    assert go_on(f"sys.exit({statut})").returncode == statut


def test_whoever_closes_the_pipe_or_interrupts_is_told_nothing() -> None:
    assert explain(-signal.SIGPIPE, Limites()) == ""
    assert explain(-signal.SIGINT, Limites()) == ""
    interrompu = go_on("os.kill(os.getpid(), signal.SIGINT)")
    assert interrompu.returncode != 0


def test_another_process_may_be_asked_to_try(gros: Path) -> None:
    """The way of Windows, and of a server that wants to know first."""
    rien = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    assert run_again(["verifier", str(gros)], Limites(), **rien) == 0
    assert run_again(["verifier", str(gros)], Limites(secondes=1), **rien) < 0


def test_every_command_that_reads_is_watched() -> None:
    from ptce_ledger import cli  # noqa: PLC0415

    lecteurs = {"verifier", "synthese", "faits", "publier"}
    assert set(cli.LECTEURS) == lecteurs
    # The others read no ledger, or only start a server, which tries in a child.
    autres = {str(commande.name) for commande in cli.COMMANDES} - lecteurs
    assert autres <= {"nouveau", "servir", "acces", "expliquer"}
