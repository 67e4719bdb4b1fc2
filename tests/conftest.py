"""What every test shares: an installed package, one reproducible way to draw, two workers.

Each shared thing is made once, by the worker that runs all who use it; branches are
counted while the tests of the measured rooms run, and not while a browser or a server
does, which would be twice as slow and prove no more of them.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import pkgutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.core.watcher import _WatchfilesThread
from hypothesis import HealthCheck
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

import ptce_ledger

if TYPE_CHECKING:
    from collections.abc import Generator

    from xdist.remote import Producer
    from xdist.scheduler import Scheduling


def _is_importable(nom: str) -> bool:
    try:
        return importlib.util.find_spec(nom) is not None
    except ImportError:
        return False


# Beancount reports a missing plugin as one more error of the ledger: every test would
# fail for a reason that none of them says.
if not _is_importable("ptce_ledger.plugins"):
    pytest.exit(
        "Le module « ptce_ledger.plugins » est introuvable : lancez make test", 4
    )

# A ledger of the tests is compared with what git knows in its own folder, never with
# the last commit of this repository: being edited is no fault.
os.environ["GIT_CEILING_DIRECTORIES"] = str(Path(__file__).resolve().parents[1])

# No database, no deadline, no random seed: the same tree gives the same verdict. A load
# costs some milliseconds, which Hypothesis would call slow.
settings.register_profile(
    "ptce",
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("ptce")


@pytest.fixture(scope="module", autouse=True)
def _no_watcher_left() -> Generator[None]:
    """Stop the threads by which plain Fava watches files, once a file of tests is done.

    The system gives a user some hundred watches: a whole run would use them up.
    """
    yield
    for fil in threading.enumerate():
        if isinstance(fil, _WatchfilesThread):
            fil.stop()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make snapshots` write again what tests compare with."""
    parser.addoption(
        "--instantanes", action="store_true", help="réécrit les fichiers de référence"
    )


#: The tests that count branches are those of the rooms whose branches are counted, and of
#: what only goes through them: see [tool.coverage] in pyproject.toml.
_MESUREURS = ("analyse", "cli", "erreurs", "faits", "lecture", "plugins", "publication")
_MESURES = tuple(f"test_{piece}" for piece in (*_MESUREURS, "registre"))


class _ParFichier(LoadScopeScheduling):  # type: ignore[misc]  # it is not typed
    """Keep together, in one worker, the tests of a file that makes something once.

    Twice made, a published site would cost more than all that is asked of it. The files
    that share nothing are shared out test by test.
    """

    def _split_scope(self, nodeid: str) -> str:
        fichier = nodeid.partition("::")[0]
        return fichier if _makes_once(self.config.rootpath / fichier) else nodeid


@functools.cache
def _makes_once(fichier: Path) -> bool:
    return 'scope="module"' in fichier.read_text(encoding="utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Share the tests out between workers."""
    return _ParFichier(config, log)


def pytest_collection_finish() -> None:
    """Import all modules where branches are counted.

    One that a test of another room would import first would have none of its definitions
    counted.
    """
    if "coverage" in sys.modules:
        for module in pkgutil.walk_packages(ptce_ledger.__path__, "ptce_ledger."):
            importlib.import_module(module.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Count no branch while a test of another room runs, its fixtures included."""
    coverage = sys.modules.get("coverage")
    mesure = coverage.Coverage.current() if coverage else None
    if mesure is None or item.path.name.startswith(_MESURES):
        return (yield)
    mesure.stop()
    try:
        return (yield)
    finally:
        mesure.start()
