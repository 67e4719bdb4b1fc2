"""Postings without a place: Beancount's own `pad`, and other plugins, make some.

An error on one stands at its entry; it is the error that the same posting would have.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Transaction

ERREURS = Path(__file__).parent / "erreurs"
CAS = Path(__file__).parent / "cas"
plugins = importlib.import_module("ptce_ledger.plugins")
_PLUGIN = re.compile(r'^plugin "ptce_ledger\.plugins.*"$', re.MULTILINE)
_MACHINE = {"filename", "lineno"}


def _parse(chemin: Path) -> tuple[list[Any], Any] | None:
    """Read a ledger without our plugins; None when Beancount refuses it."""
    texte = chemin.read_bytes().decode("utf-8", "replace")
    entries, errors, options = loader.load_string(_PLUGIN.sub("", texte))
    return None if errors or not _PLUGIN.search(texte) else (entries, options)


def _placeless(entry: Any) -> Any:
    """Take the place off the postings that say nothing else."""
    if not isinstance(entry, Transaction):
        return entry
    return entry._replace(
        postings=[
            posting._replace(meta=None)
            if posting.meta is None or posting.meta.keys() <= _MACHINE
            else posting
            for posting in entry.postings
        ]
    )


@pytest.mark.parametrize(
    "chemin",
    sorted([*ERREURS.glob("*.beancount"), *CAS.glob("*.beancount")]),
    ids=lambda chemin: chemin.stem,
)
def test_a_posting_without_a_place(chemin: Path) -> None:
    """The same errors, of the same entries, and a place for each."""
    lu = _parse(chemin)
    if lu is None:
        return
    entries, options = lu
    attendues = plugins.ptce(entries, options)[1]
    trouvees = plugins.ptce([_placeless(entry) for entry in entries], options)[1]
    assert [e.code for e in trouvees] == [e.code for e in attendues]
    for erreur, attendue in zip(trouvees, attendues, strict=True):
        assert erreur.source["filename"] == attendue.source["filename"]
        assert erreur.source["lineno"] in (
            attendue.source["lineno"],
            getattr(attendue.entry, "meta", {}).get("lineno"),
        )
