"""Write the reference pages of docs/ from where each thing is stated in the code.

`make docs` runs it; a test compares its pages with the files. `pages/` makes them.
"""

# ruff: noqa: INP001  a script, not a package

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pages.architecture import architecture
from pages.commandes import commandes
from pages.erreurs import erreurs
from pages.lexique import lexique

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parent

PAGES: dict[str, Callable[[], str]] = {
    "architecture.md": architecture,
    "commandes.md": commandes,
    "erreurs.md": erreurs,
    "lexique.md": lexique,
}


def main() -> None:
    """Write every page beside this script."""
    for nom, write in PAGES.items():
        texte = write()
        with open(DOCS / nom, "w", encoding="utf-8", newline="\n") as fichier:
            fichier.write(texte)
        click.echo(f"Écrit : {os.path.relpath(DOCS / nom)}")


if __name__ == "__main__":
    main()
