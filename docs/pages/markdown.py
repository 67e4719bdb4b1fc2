"""How a page of docs/ is set: its heading, blocks, tables, words of code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


_AVIS = "<!-- Page écrite par docs/generer.py : la refaire par « make docs ». -->"


def write_page(titre: str, blocs: Iterable[str]) -> str:
    """Set a whole page, under the notice that it is made."""
    return "\n\n".join((_AVIS, f"# {titre}", *blocs)) + "\n"


def set_block(texte: str, langue: str) -> str:
    """Set a block of code."""
    return f"```{langue}\n{texte.rstrip()}\n```"


def set_code(texte: str) -> str:
    """Set a word of code."""
    return f"`{texte}`"


def set_table(entetes: tuple[str, ...], lignes: Iterable[tuple[str, ...]]) -> str:
    """Set a table; a bar is escaped."""
    rangees = [entetes, ("---",) * len(entetes), *lignes]
    # A bar would close the cell, even in code.
    return "\n".join(
        "| " + " | ".join(case.replace("|", "\\|") for case in rangee) + " |"
        for rangee in rangees
    )
