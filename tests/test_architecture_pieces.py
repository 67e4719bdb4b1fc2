"""The rooms and their modules: of a size to be read, named, and saying what they are."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from arpentage import Faute
from arpentage import Module
from arpentage import Plan
from maison import say_itself

if TYPE_CHECKING:
    from collections.abc import Callable

RACINE = Path(__file__).parent.parent
LIGNES = 300


def big(plan: Plan) -> list[str]:
    """List the modules that are too long to be one idea."""
    tailles = {m.chemin: len(m.texte.splitlines()) for m in plan.modules.values()}
    longs = [f"{nom}: {n} lines" for nom, n in tailles.items() if n > LIGNES]
    mediane = statistics.median(tailles.values())
    return [*longs, *([f"median: {mediane} lines"] if mediane > 130 else ())]


def shapeless(plan: Plan) -> list[str]:
    """List the modules whose name says nothing of what they hold."""
    vagues = ("utils", "util", "helpers", "tools", "outils", "common", "misc", "divers")
    return [m.chemin for m in plan.modules.values() if Path(m.chemin).stem in vagues]


def silent(plan: Plan) -> list[str]:
    """List the modules that do not open on a sentence, and the rooms that borrow one."""
    muets = [
        f"{module.chemin}: no sentence of its own"
        for module in plan.modules.values()
        if not _sentence(module).endswith((".", ":", "`."))
        or len(_sentence(module).split()) < 3
    ]
    pieces: dict[str, list[str]] = {}
    for module in plan.modules.values():
        if module.chemin.endswith("/__init__.py"):
            pieces.setdefault(_sentence(module), []).append(module.chemin)
    return [
        *muets,
        *(
            f"{lieux[1]}: the sentence of {lieux[0]}"
            for lieux in pieces.values()
            if lieux[1:]
        ),
    ]


def _sentence(module: Module) -> str:
    return say_itself(module.texte)


def twins(plan: Plan) -> list[str]:
    """List the public classes that two modules give one name to."""
    lieux: dict[str, list[str]] = {}
    for module in plan.modules.values():
        for noeud in ast.walk(module.arbre):
            if isinstance(noeud, ast.ClassDef) and not noeud.name.startswith("_"):
                lieux.setdefault(noeud.name, []).append(module.chemin)
    return [
        f"{nom}: {', '.join(chemins)}" for nom, chemins in lieux.items() if chemins[1:]
    ]


PLAN = Plan()
REGLES: dict[str, Callable[[Plan], list[str]]] = {
    "big": big,
    "shapeless": shapeless,
    "silent": silent,
    "twins": twins,
}


@pytest.mark.parametrize("regle", REGLES)
def test_the_house_keeps_the_rule(regle: str) -> None:
    assert REGLES[regle](PLAN) == []


FACTS = "ptce_ledger/faits/facts.py"
FAUTES = {
    "a module too long": Faute(big, FACTS, "\n" * 300, "faits/facts.py: 3"),
    "a module of odds and ends": Faute(
        shapeless,
        "ptce_ledger/faits/utils.py",
        '"""Odds and ends."""',
        "ptce_ledger/faits/utils.py",
    ),
    "a module without a word": Faute(
        silent,
        "ptce_ledger/faits/muet.py",
        "UN = 1",
        "faits/muet.py: no sentence",
    ),
    "a room without a word": Faute(
        silent,
        "ptce_ledger/greffe/__init__.py",
        "",
        "greffe/__init__.py: no sentence",
    ),
    "a room that says a name": Faute(
        silent,
        "ptce_ledger/greffe/__init__.py",
        '"""Greffe."""',
        "greffe/__init__.py: no sentence",
    ),
    "a room that says what another is": Faute(
        silent,
        "ptce_ledger/greffe/__init__.py",
        f'"""{say_itself(PLAN.modules["faits"].texte)}"""',
        "greffe/__init__.py: the sentence of ptce_ledger/faits/__init__.py",
    ),
    "two classes of one name": Faute(
        twins,
        "ptce_ledger/pages/commun.py",
        "class Fact:\n    pass",
        f"Fact: {FACTS}, ptce_ledger/pages/commun.py",
    ),
}


@pytest.mark.parametrize("faute", FAUTES)
def test_the_rule_sees(faute: str) -> None:
    """Each rule finds a fault of its kind in a house that has one, and names the file."""
    assert FAUTES[faute].find()


def test_every_rule_was_seen_to_fail() -> None:
    assert {faute.regle for faute in FAUTES.values()} == set(REGLES.values())


SUFFIXES = {".py", ".md", ".toml", ".beancount", ".txt", ".po"}
DOSSIERS = ("ptce_ledger", "plugins", "reports", "ledgers", "docs", "tests")
#: A path of somebody's machine, and what is left half done.
INTERDITS = ("/" + "root/", "/" + "work/", "TO" + "DO", "FIX" + "ME", "X" + "XX")


def unfinished(texte: str) -> list[str]:
    return [mot for mot in INTERDITS if mot in texte]


def test_no_path_of_a_machine_and_nothing_left_open() -> None:
    for dossier in DOSSIERS:
        for chemin in (RACINE / dossier).rglob("*"):
            if chemin.suffix in SUFFIXES:
                texte = chemin.read_text(encoding="utf-8", errors="replace")
                assert unfinished(texte) == [], chemin


@pytest.mark.parametrize("interdit", INTERDITS)
def test_what_is_left_open_is_seen(interdit: str) -> None:
    assert unfinished(f"# {interdit} later") == [interdit]


def test_scripts_of_docs_are_small_too() -> None:
    tailles = {
        chemin.name: len(chemin.read_text("utf-8").splitlines())
        for chemin in (RACINE / "docs").rglob("*.py")
    }
    assert len(tailles) > 5
    assert [nom for nom, lignes in tailles.items() if lignes > LIGNES] == []
