"""Patterns of files: those of glob, in a time that no pattern can stretch."""

from __future__ import annotations

import glob
import os
import time
from typing import TYPE_CHECKING

import pytest
from attaques import drawn
from attaques import iter_motifs
from attaques import sample

from ptce_ledger.lecture import limites
from ptce_ledger.lecture.examen.examen import examine
from ptce_ledger.mots.inclusions import match_under
from ptce_ledger.mots.motifs import Budget
from ptce_ledger.mots.motifs import BudgetDepasseError
from ptce_ledger.mots.motifs import expand

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds for the worst of them, on a busy machine; the plain expansion took 26.
_LONG = 15


def found(racine: Path, motif: str, budget: int = 10**6) -> list[str]:
    trouves = expand(str(racine), motif, lambda _: True, Budget(budget))
    return sorted(os.path.relpath(chemin, racine) for chemin in trouves)


def plant(dossier: Path, tirage: random.Random) -> None:
    """Grow a small tree of files and folders, some of them hidden."""
    for _ in range(25):
        profondeur = tirage.randint(0, 3)
        parties = [tirage.choice(("a", "b", "ab", ".c")) for _ in range(profondeur)]
        lieu = dossier.joinpath(*parties)
        lieu.mkdir(parents=True, exist_ok=True)
        nom = tirage.choice(("1.bean", "2.bean", "ab.txt", ".h.bean", "[x].bean"))
        (lieu / nom).touch()


def iter_honest() -> Iterator[str]:
    yield from (
        "*.bean",
        "**/*.bean",
        "a/*.bean",
        "*/1.bean",
        "**/a/*.bean",
        "a/**/*.bean",
    )
    yield from (
        "**/**/1.bean",
        ".c/*.bean",
        "**/.c/*",
        "[ab]/*",
        "?.bean",
        "a/b/1.bean",
    )
    yield from (
        "[[]x].bean",
        "**/[!1]*",
        "*b*/*",
        "a",
        "a/1.bean",
        "absent/*",
        "**/*a*",
    )


@pytest.mark.parametrize("motif", list(iter_honest()))
def test_patterns_are_those_of_glob(tmp_path: Path, motif: str) -> None:
    """The same names as Python's glob, which Beancount calls, each once."""
    plant(tmp_path, drawn(len(motif)))
    attendus = glob.glob(motif, root_dir=tmp_path, recursive=True)
    trouves = found(tmp_path, motif)
    assert trouves == sorted({os.path.normpath(nom) for nom in attendus})
    fichiers = [nom for nom in trouves if (tmp_path / nom).is_file()]
    assert sorted(match_under(tmp_path)(motif)) == fichiers


@pytest.fixture(scope="module")
def foret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nest fourteen folders, and link each to the first by ten names."""
    racine = tmp_path_factory.mktemp("foret")
    lieu = racine
    for _ in range(14):
        for rang in range(10):
            (lieu / f"l{rang}").symlink_to(racine)
        lieu = lieu / "a"
        lieu.mkdir()
        (lieu / "z.beancount").touch()
    return racine


@pytest.mark.parametrize("motif", sample(list(iter_motifs())))
def test_no_pattern_takes_hours(foret: Path, motif: str) -> None:
    (foret / "main.beancount").write_text(f'include "{motif}"\n', encoding="utf-8")
    debut = time.process_time()
    examine(foret / "main.beancount")
    assert time.process_time() - debut < _LONG


def test_eight_stars_cost_what_one_does(foret: Path) -> None:
    """Names looked at grow with the tree and the pattern, not with their ways to meet."""
    combien = {}
    for etoiles in (1, 2, 8):
        budget = Budget(10**6)
        motif = "**/" * etoiles + "z.beancount"
        trouves = list(expand(str(foret), motif, lambda _: True, budget))
        assert len(trouves) == 14
        combien[etoiles] = 10**6 - budget._reste
    assert combien[8] <= 5 * combien[1]


def test_too_much_to_look_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limites, "NOMS_PARCOURUS", 50)
    for rang in range(60):
        (tmp_path / f"{rang}.txt").touch()
    principal = tmp_path / "main.beancount"
    for texte in ('include "*.bean"\n', 'option "documents" "."\n'):
        principal.write_text(texte, encoding="utf-8")
        (erreur,) = examine(principal)
        assert (erreur.code, erreur.source["lineno"]) == ("LivreTropGros", 1)
        assert "50 noms parcourus" in erreur.message
    with pytest.raises(BudgetDepasseError):
        found(tmp_path, "*", 10)
