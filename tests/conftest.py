"""What every test shares: an installed package, and one reproducible way to draw."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings


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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make snapshots` write again what tests compare with."""
    parser.addoption(
        "--instantanes", action="store_true", help="réécrit les fichiers de référence"
    )
