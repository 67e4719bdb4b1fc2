"""A trial: tests run on a copy of the tree, in a child that imports it anew.

The parent has imported what no mutant changes (pytest, Beancount, Hypothesis…) and never
the package: a child of it starts in a few hundredths of a second. A copy is laid out as
the package is installed, so that a command run by a test runs the mutant as well.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import coverage
import pytest
from hypothesis import Phase
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

#: What tests import besides the package: shared by all children.
_COMMUNS = (
    "beancount.loader",
    "beancount.parser.printer",
    "click.testing",
    "fava.core.watcher",
    "hypothesis.strategies",
    "xdist.scheduler",
)
#: The tests of the rooms that are mutated, and of what shows all their figures.
FICHIERS = ("analyse", "faits", "plugins", "publication", "registre", "erreurs")
AUTRES = ("test_documentation.py", "test_rendu_instantanes.py", "test_rendu_visages.py")
#: Bytes of memory that a child may take: a mutant may never end.
_MEMOIRE = 4 << 30
RATE, TOUT_PASSE = 1, 0


class Essai(NamedTuple):
    """A test, as the untouched tree runs it."""

    nom: str
    duree: float
    #: It shares something made once by its file: run with its sisters, after the others.
    partage: bool
    #: « file:line » that it goes through; None when nobody looked.
    lignes: frozenset[str] | None


def preload() -> None:
    """Import what no mutant changes."""
    for nom in _COMMUNS:
        importlib.import_module(nom)
    assert "ptce_ledger" not in sys.modules


def copy_tree(racine: Path, ou: Path) -> Path:
    """Copy what git knows, laid out as the package is installed."""
    git = shutil.which("git")
    assert git
    liste = [git, "-C", str(racine), "ls-files", "-z", "-c", "-o", "--exclude-standard"]
    noms = subprocess.run(liste, check=True, capture_output=True).stdout.decode()
    for nom in filter(None, noms.split("\0")):
        if (racine / nom).exists():
            (ou / nom).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(racine / nom, ou / nom)
    for nom in ("plugins", "reports", "ledgers"):
        (ou / "ptce_ledger" / nom).symlink_to(ou / nom)
    return ou


def list_tests(copie: Path) -> list[str]:
    """List the files whose tests may kill a mutant."""
    trouves = [
        fichier.name
        for nom in FICHIERS
        for fichier in sorted((copie / "tests").glob(f"test_{nom}*.py"))
    ]
    return [f"tests/{nom}" for nom in (*trouves, *AUTRES)]


class _SansReduire:
    """Has Hypothesis stop at the first failure: nobody will read it."""

    def pytest_collection(self) -> None:
        """Change what is the rule here, before any test is read."""
        phases = [Phase.explicit, Phase.generate]
        parent = settings.get_profile("ptce")
        settings.register_profile("mutants", parent, phases=phases, print_blob=False)
        settings.load_profile("mutants")


class Carte(_SansReduire):
    """Notes what each test goes through, how long it takes, and whether it passes."""

    def __init__(self, copie: Path) -> None:
        self._copie = copie
        self._mesure = coverage.Coverage(
            data_file=None,
            config_file=False,
            source=[str(copie / nom) for nom in ("ptce_ledger", "plugins")],
        )
        self._durees: dict[str, float] = {}
        self._partages: set[str] = set()
        self._rates: set[str] = set()

    def pytest_collection_finish(self) -> None:
        """Look at tests, and not at what they import."""
        self._mesure.start()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        """Say whose lines come now."""
        self._mesure.switch_context(item.nodeid)
        if _shares(item):
            self._partages.add(item.nodeid)
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up the time, and see what fails without any mutant."""
        nom = report.nodeid
        self._durees[nom] = self._durees.get(nom, 0.0) + report.duration
        if not report.passed:
            self._rates.add(nom)

    def write(self, fichier: Path) -> None:
        """Hand over what was seen."""
        self._mesure.stop()
        donnees = self._mesure.get_data()
        lignes: dict[str, list[str]] = {nom: [] for nom in self._durees}
        for mesure in donnees.measured_files():
            nom = Path(mesure).resolve().relative_to(self._copie.resolve()).as_posix()
            for numero, tests in donnees.contexts_by_lineno(mesure).items():
                for test in filter(None, tests):
                    lignes[test].append(f"{nom}:{numero}")
        vus = [
            (nom, duree, nom in self._partages, lignes[nom] or None)
            for nom, duree in self._durees.items()
            if nom not in self._rates
        ]
        dit = {"essais": vus, "rates": sorted(self._rates)}
        fichier.write_text(json.dumps(dit), encoding="utf-8")


def _shares(item: pytest.Item) -> bool:
    """Tell a test that uses what its file makes once."""
    info = getattr(item, "_fixtureinfo", None)
    definitions = info.name2fixturedefs.values() if info else ()
    return any(
        d.scope == "module" and not d.argname.startswith("_")
        for suite in definitions
        for d in suite
    )


class Choix(_SansReduire):
    """Runs the tests chosen, in the order chosen, and says which kills."""

    def __init__(self, noms: Sequence[str], dit: int) -> None:
        self._rangs = {nom: rang for rang, nom in enumerate(noms)}
        self._dit = dit

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep those chosen."""
        gardes = [item for item in items if item.nodeid in self._rangs]
        items[:] = sorted(gardes, key=lambda item: self._rangs[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Say who killed."""
        if report.failed:
            os.write(self._dit, report.nodeid.encode())


def start(copie: Path, fichiers: Iterable[str], plugin: object) -> int:
    """Run tests in this process, which is a child, on a copy; give pytest's status."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMOIRE, _MEMOIRE))
    os.chdir(copie)
    sys.path.insert(0, str(copie))
    sys.dont_write_bytecode = True
    os.environ["PYTHONPATH"] = str(copie)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    mots = ["-q", "-x", "--assert=plain", "-p", "no:cov"]
    mots += ["-p", "no:xdist", f"--basetemp={copie}/.essais"]
    if isinstance(plugin, Carte):
        mots.remove("-x")
    return int(pytest.main([*mots, *sorted(set(fichiers))], plugins=[plugin]))


def fork(copie: Path, noms: Sequence[str], journal: Path) -> tuple[int, int]:
    """Start a child on these tests; give its number, and where it says who kills."""
    lit, dit = os.pipe()
    enfant = os.fork()
    if enfant:
        os.close(dit)
        return enfant, lit
    try:
        os.setpgid(0, 0)
        _silence(journal)
        fichiers = {nom.partition("::")[0] for nom in noms}
        os._exit(start(copie, fichiers, Choix(noms, dit)))
    except BaseException:  # noqa: BLE001  what breaks the machine kills the mutant
        os._exit(RATE)


def _silence(journal: Path) -> None:
    sortie = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for numero in (1, 2):
        os.dup2(sortie, numero)


def wait(enfant: int, limite: float) -> int | None:
    """Wait for a child; None when it had to be killed."""
    fin = time.monotonic() + limite
    while time.monotonic() < fin:
        fini, statut = os.waitpid(enfant, os.WNOHANG)
        if fini:
            return os.waitstatus_to_exitcode(statut)
        time.sleep(0.02)
    os.killpg(enfant, signal.SIGKILL)
    os.waitpid(enfant, 0)
    return None


def map_tests(copie: Path, ou: Path) -> None:
    """Run all the tests on an untouched copy, in a child, and write the map."""
    enfant = os.fork()
    if not enfant:
        try:
            _silence(ou.with_suffix(".log"))
            carte = Carte(copie)
            start(copie, list_tests(copie), carte)
            carte.write(ou)
            os._exit(0)
        except BaseException:  # noqa: BLE001  the parent shows it
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(RATE)
    if os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1]):
        raise RuntimeError(ou.with_suffix(".log").read_text(encoding="utf-8"))


def read_map(fichier: Path) -> tuple[list[Essai], list[str]]:
    """Read what the untouched tree does: its tests, and those that fail without a mutant."""
    lu: Mapping[str, Any] = json.loads(fichier.read_text(encoding="utf-8"))
    essais = [
        Essai(nom, duree, partage, None if lignes is None else frozenset(lignes))
        for nom, duree, partage, lignes in lu["essais"]
    ]
    return essais, lu["rates"]


def choose(
    essais: Collection[Essai], fichier: str, ligne: int, limite: float
) -> list[str]:
    """Order the tests that may see a line: those that go through it first, short first.

    Those of which nobody knows come next, then those that meet the same module: what is
    computed once is gone through by one test alone.
    """
    lieu, module = f"{fichier}:{ligne}", f"{fichier}:"

    def rank(essai: Essai) -> tuple[int, bool, str, float]:
        if essai.lignes is None:
            proche = 1
        elif lieu in essai.lignes:
            proche = 0
        else:
            proche = 2 if any(ou.startswith(module) for ou in essai.lignes) else 3
        groupe = essai.nom.partition("::")[0] if essai.partage else ""
        return proche, essai.partage, groupe, essai.duree

    rangs = sorted((rank(essai), essai) for essai in essais)
    choisis, duree = [], 0.0
    for (proche, *_), essai in rangs:
        if proche < 3 and duree + essai.duree <= limite:
            choisis.append(essai.nom)
            duree += essai.duree
    return choisis
