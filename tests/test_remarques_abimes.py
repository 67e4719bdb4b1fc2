"""What careless or hostile hands left in a ledger is told, wherever it stands.

`PTCE_CAS` says how many cases are drawn: a sample here, all of them by `make lignes`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from abimes import INNOCENTS
from abimes import NEUVES
from abimes import Cas
from abimes import draw
from abimes import draw_innocent

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.remarques import iter_remarques

if TYPE_CHECKING:
    from pathlib import Path

CAS = int(os.environ.get("PTCE_CAS", "60"))


def tell(cas: Cas, dossier: Path) -> set[str]:
    """Name what `ptce verifier` tells of a case."""
    for nom, texte in cas.fichiers.items():
        (dossier / nom).write_text(texte, encoding="utf-8", newline="")
    livre = load_livre(dossier / "main.beancount")
    return {dit.code for dit in (*livre.errors, *iter_remarques(livre))}


@pytest.mark.parametrize("rang", range(0, 1000, max(1, 1000 // CAS)))
def test_a_fault_is_told_wherever_it_stands(rang: int, tmp_path: Path) -> None:
    cas = draw(rang)
    assert tell(cas, tmp_path) >= cas.attendus, cas.nom


@pytest.mark.parametrize("rang", range(max(len(INNOCENTS), CAS)))
def test_what_only_looks_like_a_fault_is_silent(rang: int, tmp_path: Path) -> None:
    cas = draw_innocent(rang)
    assert tell(cas, tmp_path) & NEUVES == set(), cas.nom
