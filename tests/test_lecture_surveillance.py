"""Reading survives: whatever a ledger does to the reader, a command ends in French."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ptce_ledger.lecture.surveillance import MARQUE
from ptce_ledger.lecture.surveillance import Limites
from ptce_ledger.lecture.surveillance import explain
from ptce_ledger.lecture.surveillance import run_again
from ptce_ledger.mots.programmes import find_program
from ptce_ledger.mots.programmes import safe_environ

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
    # Whoever starts the tests in the background has them ignore interruptions.
    interrompu = go_on(
        "signal.signal(signal.SIGINT, signal.default_int_handler); "
        "os.kill(os.getpid(), signal.SIGINT)"
    )
    assert interrompu.returncode != 0


def test_another_process_may_be_asked_to_try(gros: Path) -> None:
    """The way of Windows, and of a server that wants to know first."""
    rien = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    assert run_again(["verifier", str(gros)], Limites(), **rien) == 0
    assert run_again(["verifier", str(gros)], Limites(secondes=1), **rien) < 0


def test_every_command_that_reads_is_watched() -> None:
    from ptce_ledger import cli  # noqa: PLC0415

    lecteurs = {"verifier", "synthese", "faits", "publier", "solde", "repeter"}
    lecteurs |= {
        "cotisations",
        "conventions",
        "budget",
        "membres",
        "preuves",
        "a-faire",
    }
    assert set(cli.LECTEURS) == lecteurs
    # The others read no ledger, or only start a server, which tries in a child.
    autres = {str(commande.name) for commande in cli.COMMANDES} - lecteurs
    assert autres <= {"nouveau", "servir", "acces", "expliquer"}


# ---------------------------------------------------------------------------------------
# Nothing of the folder one stands in is run


#: What every command imports, and what a shell would start: each leaves a trace.
PIEGES_PYTHON = (
    *("click", "beancount", "fava", "decimal", "subprocess", "signal", "json", "csv"),
    *("typing", "importlib", "runpy", "select", "babel", "regex", "sitecustomize"),
)
PIEGE = 'open({temoin!r}, "a").write({nom!r})\n'
SANS_FORK = """
import os, sys
del os.fork
from ptce_ledger.cli import main
main()
"""


@pytest.fixture
def piege(tmp_path: Path) -> Path:
    """Write a ledger in a folder of hostile modules and programs."""
    livre = tmp_path / "livre"
    livre.mkdir()
    (livre / "main.beancount").write_text(ENTETE + VENTE.format(n=1), encoding="utf-8")
    temoin = str(tmp_path / "temoin")
    for nom in PIEGES_PYTHON:
        texte = PIEGE.format(temoin=temoin, nom=nom)
        (livre / f"{nom}.py").write_text(texte, encoding="utf-8")
    for nom in ("git", "xdg-open", "firefox", "python3", "gpg"):
        programme = livre / nom
        programme.write_text(f"#!/bin/sh\necho {nom} >> '{temoin}'\n", encoding="utf-8")
        programme.chmod(0o755)
    return livre


def run_in(
    dossier: Path, ordre: tuple[str, ...], **options: str
) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **options}
    env.pop(MARQUE, None)
    return subprocess.run(
        ordre, capture_output=True, text=True, check=False, env=env, cwd=dossier
    )


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"PATH": f".{os.pathsep}{os.environ['PATH']}"},
        {"PATH": f"{os.pathsep}{os.environ['PATH']}{os.pathsep}"},
        {"PATH": f"../livre{os.pathsep}bin{os.pathsep}{os.environ['PATH']}"},
    ],
    ids=["simple", "point", "vide", "relatif"],
)
@pytest.mark.parametrize("commande", ["verifier", "synthese"])
def test_nothing_of_the_folder_is_run_again(
    piege: Path, commande: str, options: dict[str, str]
) -> None:
    """Where there is no fork, the command that is run again imports nothing from there."""
    temoin = piege.parent / "temoin"
    # « -P »: the first process is started as the script `ptce` is.
    lance = (sys.executable, "-P", "-c", SANS_FORK, commande, ".")
    fait = run_in(piege, lance, **options)
    assert (fait.returncode, fait.stderr) == (0, "")
    assert not temoin.exists(), temoin.read_text(encoding="utf-8")
    assert fait.stdout


def test_the_module_is_typed_in_the_folder_of_a_ledger(piege: Path) -> None:
    """`python -m ptce_ledger` runs what Python has loaded by itself, and then nothing."""
    for nom in PIEGES_PYTHON:
        if nom in ("sitecustomize", "importlib", "runpy"):
            (piege / f"{nom}.py").unlink()
    fait = run_in(piege, (sys.executable, "-m", "ptce_ledger", "verifier", "."))
    assert (fait.returncode, fait.stderr) == (0, "")
    assert not (piege.parent / "temoin").exists()


def test_the_traps_are_real(piege: Path) -> None:
    """Run as Python does by default, the same folder is seen to run."""
    run_in(piege, (sys.executable, "-c", "import click"))
    assert (piege.parent / "temoin").exists()


def test_programs_are_of_the_machine(
    piege: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative entry of PATH, an empty one, or the folder itself give no program."""
    monkeypatch.chdir(piege)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", "../livre", os.path.curdir]))
    assert find_program("git") is None
    assert "PATH" not in safe_environ()
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", str(piege)]))
    assert find_program("git") == str(piege / "git")
    assert safe_environ()["PATH"] == str(piege)


def test_no_command_to_type_is_git_s() -> None:
    """What a repository configures is run by most commands of git: none is proposed."""
    racine = Path(__file__).parents[1]
    textes = [*racine.glob("docs/*.md"), racine / "README.md"]
    textes += [*(racine / "ptce_ledger").rglob("*.py"), *racine.glob("tests/*/*.txt")]
    proposee = re.compile(
        r"(?:^|[\s`'\"«])git (?:diff|show|log|status|checkout|restore)\b"
    )
    trouves = {
        chemin.name
        for chemin in textes
        if proposee.search(
            chemin.read_text(encoding="utf-8").replace("« git diff »", "")
        )
    }
    assert trouves == set()
