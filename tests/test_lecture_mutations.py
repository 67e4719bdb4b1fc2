"""A sample of the mutations of the benchmark: see `benchmarks/mutations.py`."""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import mutations


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows n’a pas de fork")
@pytest.mark.parametrize("graine", range(4))
def test_a_spoiled_ledger_is_read_or_refused(
    graine: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a trace, nor a signal, nor an endless reading: an answer."""
    assert list(mutations.iter_cases(60, 1000 + graine)) == []
    assert "refusé" in capsys.readouterr().out


def test_a_fall_would_be_seen(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A reader that raises, or dies, is told apart."""

    def fail(_livre: Path) -> str:
        raise MemoryError

    monkeypatch.setattr(mutations, "read", fail)
    assert {fin for _, fin, _ in mutations.iter_cases(2, 1)} == {"trace"}

    def die(_livre: Path) -> str:
        # This death is wanted: no stack of it, as a real one would have.
        faulthandler.disable()
        os.abort()

    monkeypatch.setattr(mutations, "read", die)
    assert {fin for _, fin, _ in mutations.iter_cases(2, 1)} == {"tombé (-6)"}
    capfd.readouterr()
