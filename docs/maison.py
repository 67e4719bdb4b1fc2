"""The house as `docs/maison.toml` states it: its floors, its rooms, what each says.

The page of the architecture is made from it, and the tests hold the code to it.
"""

# ruff: noqa: INP001  beside the scripts that read it, not in a package

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from pathlib import PurePath
from typing import NamedTuple

RACINE = Path(__file__).parent.parent
#: Folders of the sources, and what each is inside ptce_ledger.
SOURCES = {
    "ptce_ledger": "",
    "plugins": "plugins",
    "reports": "reports",
    "ledgers": "ledgers",
}


class Etage(NamedTuple):
    """A floor: rooms that know what is below, and not one another."""

    nom: str
    pieces: tuple[str, ...]


class Maison(NamedTuple):
    """All that is stated of the house, and where its sources are."""

    racine: Path
    #: From the ground up.
    etages: tuple[Etage, ...]
    #: Library → the rooms, or modules, that may import it.
    bibliotheques: dict[str, tuple[str, ...]]

    def piece(self, module: str) -> str:
        """Name the room of a module: the longest name that its own starts with, or ""."""
        trouvees = (
            piece
            for etage in self.etages
            for piece in etage.pieces
            if is_inside(module, piece)
        )
        return max(trouvees, key=len, default="")

    def rang(self, piece: str) -> int:
        """Count the floors below a room."""
        return next(n for n, etage in enumerate(self.etages) if piece in etage.pieces)

    def modules(self) -> dict[str, Path]:
        """Give each module by its name inside ptce_ledger; a package is its __init__."""
        chemins = (c for d in SOURCES for c in sorted((self.racine / d).rglob("*.py")))
        return {name_module(c.relative_to(self.racine)): c for c in chemins}


def load_maison(racine: Path = RACINE) -> Maison:
    """Read what is stated of a house."""
    texte = (racine / "docs" / "maison.toml").read_text(encoding="utf-8")
    return read_maison(texte, racine)


def read_maison(texte: str, racine: Path) -> Maison:
    """Make a house of what is stated."""
    brut = tomllib.loads(texte)
    return Maison(
        racine,
        tuple(Etage(e["nom"], tuple(e["pieces"])) for e in brut["etages"]),
        {nom: tuple(pieces) for nom, pieces in brut["bibliotheques"].items()},
    )


def name_module(chemin: PurePath) -> str:
    """Name a module inside ptce_ledger by its path: « rendu.web », « plugins.membres ».

    >>> name_module(PurePath("ptce_ledger/rendu/web/__init__.py"))
    'rendu.web'
    """
    dossier, *parties = chemin.with_suffix("").parts
    noms = [*filter(None, (SOURCES[dossier],)), *parties]
    return ".".join(noms[:-1] if noms[-1] == "__init__" and len(noms) > 1 else noms)


def is_inside(module: str, piece: str) -> bool:
    """Tell whether a module is a room, or in it."""
    return f"{module}.".startswith(f"{piece}.")


def say_itself(texte: str) -> str:
    """Give the sentence that a source says of itself: its docstring, to the first blank."""
    docstring = ast.get_docstring(ast.parse(texte)) or ""
    return " ".join(docstring.partition("\n\n")[0].split())
