"""The mutants of what makes figures: each is the source with one small fault."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

import operateurs
import rapports

if TYPE_CHECKING:
    from collections.abc import Iterator

RACINE = Path(__file__).resolve().parents[3]
#: The rooms where figures are made, and where what leaves the pole is decided.
PIECES = (
    "ptce_ledger/faits",
    "ptce_ledger/analyse",
    "ptce_ledger/registre",
    "ptce_ledger/publication",
    "plugins",
    "reports/definitions",
)
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")


class Mutant(NamedTuple):
    """A fault: a span of a file, and the text that comes instead."""

    fichier: str
    source: bytes
    debut: int
    fin: int
    texte: str

    @property
    def octets(self) -> bytes:
        """The file with its fault."""
        return self.source[: self.debut] + self.texte.encode() + self.source[self.fin :]

    @property
    def ligne(self) -> int:
        """Where it is."""
        return self.source.count(b"\n", 0, self.debut) + 1

    @property
    def cle(self) -> tuple[str, str, str]:
        """What it is, wherever its line moves: the lines before and after, on one each."""
        ouvre = self.source.rfind(b"\n", 0, self.debut) + 1
        ferme = self.source.find(b"\n", self.fin)
        tete, queue = self.source[ouvre : self.debut], self.source[self.fin : ferme]
        avant = self.source[ouvre:ferme]
        return self.fichier, _flat(avant), _flat(tete + self.texte.encode() + queue)

    def is_program(self) -> bool:
        """Tell one that can be read, and is not the same program written otherwise."""
        if not self.fichier.endswith(".py"):
            return True
        try:
            arbre = ast.parse(self.octets)
        except SyntaxError:
            return False
        return ast.dump(arbre) != ast.dump(ast.parse(self.source))

    def __str__(self) -> str:
        """Show it as a difference."""
        _, avant, apres = self.cle
        return f"{self.fichier}:{self.ligne}\n  - {avant}\n  + {apres}"


class Equivalent(NamedTuple):
    """A mutant that no figure tells from the source, and why."""

    fichier: str
    avant: str
    apres: str
    raison: str

    @property
    def cle(self) -> tuple[str, str, str]:
        """What a mutant has alike."""
        return self.fichier, self.avant, self.apres


def read_equivalents() -> list[Equivalent]:
    """Read those that were looked at, and kept."""
    lus = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))
    return [Equivalent(**brut) for brut in lus.get("equivalent", [])]


def list_mutants(racine: Path = RACINE) -> list[Mutant]:
    """List every mutant, by file and place."""
    fichiers = sorted(
        chemin
        for piece in PIECES
        for motif in ("*.py", "*.toml")
        for chemin in (racine / piece).rglob(motif)
    )
    return [mutant for chemin in fichiers for mutant in _iter_mutants(chemin, racine)]


def _flat(texte: bytes) -> str:
    return " ".join(texte.decode().split())


def _iter_mutants(chemin: Path, racine: Path) -> Iterator[Mutant]:
    source = chemin.read_bytes()
    nom = chemin.relative_to(racine).as_posix()
    coupes = _cut_python if chemin.suffix == ".py" else _cut_toml
    for debut, fin, texte in sorted(set(coupes(source))):
        yield Mutant(nom, source, debut, fin, texte)


def _cut_python(source: bytes) -> Iterator[tuple[int, int, str]]:
    """Give each change as a span of bytes."""
    debuts = [0]
    for ligne in source.splitlines(keepends=True):
        debuts.append(debuts[-1] + len(ligne))
    for noeud, texte in operateurs.iter_changements(ast.parse(source)):
        if isinstance(noeud, ast.expr | ast.stmt):
            debut = debuts[noeud.lineno - 1] + noeud.col_offset
            fin = debuts[(noeud.end_lineno or 0) - 1] + (noeud.end_col_offset or 0)
            yield debut, fin, texte


def _cut_toml(source: bytes) -> Iterator[tuple[int, int, str]]:
    debut = 0
    for ligne in source.decode().splitlines(keepends=True):
        nue = "" if ligne.startswith("#") else ligne.rstrip("\n")
        for a, b, texte in rapports.iter_changements(nue):
            avant, apres = (len(nue[:n].encode()) for n in (a, b))
            yield debut + avant, debut + apres, texte
        debut += len(ligne.encode())
