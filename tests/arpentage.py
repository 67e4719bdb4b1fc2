"""The house as it is built: each module, its tree, and all that it leans on.

An arrow is an import, wherever it stands (typing, lazy, by name), or a file that is read
from another room. A house may be surveyed with a fault planted in it, in memory alone.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING
from typing import NamedTuple

from maison import RACINE
from maison import SOURCES
from maison import name_module
from maison import read_maison

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

PAQUET = "ptce_ledger"
STATED = "docs/maison.toml"
#: What imports a module whose name it is given.
_IMPORTENT = ("import_module", "__import__")
#: What runs code that no one can read here.
_EXECUTENT = ("exec", "eval", "compile")
#: What finds modules and their files otherwise than by an import that is written.
_CACHENT = (
    "importlib.machinery",
    "importlib.util",
    "pkgutil",
    "pkg_resources",
    "runpy",
    "zipimport",
)


class Module(NamedTuple):
    """A source: its name inside ptce_ledger, its path from the root, its text."""

    nom: str
    chemin: str
    texte: str

    @property
    def arbre(self) -> ast.Module:
        """Its tree."""
        return parse(self.texte)

    @property
    def paquet(self) -> str:
        """Name the package that its relative imports start from."""
        est_paquet = self.chemin.endswith("/__init__.py") and self.nom != "__init__"
        return self.nom if est_paquet else self.nom.rpartition(".")[0]


class Fleche(NamedTuple):
    """What a module leans on: another, and the name that is taken from it, or ""."""

    vers: str
    nom: str = ""


class Plan:
    """A house surveyed: what is stated of it, and its modules by name.

    `plantes` is what is written besides, at the end of a file or as a new one, by path.
    """

    def __init__(self, plantes: Mapping[str, str] | None = None) -> None:
        plantes = plantes or {}
        textes = {**_read_all(), STATED: _read(STATED)}
        for chemin, texte in plantes.items():
            textes[chemin] = f"{textes.get(chemin, '')}\n{texte}\n"
        self.maison = read_maison(textes.pop(STATED), RACINE)
        self.modules = {
            nom: Module(nom, chemin, texte)
            for chemin, texte in textes.items()
            for nom in (name_module(PurePath(chemin)),)
        }

    def piece(self, module: Module) -> str:
        """Name the room of a module, "" when it has none."""
        return self.maison.piece(module.nom)

    def fleches(self, module: Module) -> Iterator[Fleche]:
        """Yield what a module leans on in the house, itself excepted."""
        for importe, pris in list_imports(module):
            vers = importe.removeprefix(f"{PAQUET}.")
            if importe == PAQUET:
                vers = pris if pris in self.modules else "__init__"
            elif vers == importe and importe.partition(".")[0] not in SOURCES:
                continue
            if f"{vers}.{pris}" in self.modules:
                yield Fleche(f"{vers}.{pris}")
            elif vers != module.nom:
                yield Fleche(vers, pris)
        for paquet in list_resources(module):
            yield Fleche(paquet.removeprefix(f"{PAQUET}."))


class Faute(NamedTuple):
    """A fault to plant: the rule that must see it, where it is written, what is said."""

    regle: Callable[[Plan], list[str]]
    chemin: str
    texte: str
    dit: str

    def find(self) -> list[str]:
        """Give what the rule says of it, in a house that has it."""
        return [d for d in self.regle(Plan({self.chemin: self.texte})) if self.dit in d]


@cache
def _read_all() -> dict[str, str]:
    return {
        chemin.relative_to(RACINE).as_posix(): chemin.read_text(encoding="utf-8")
        for dossier in SOURCES
        for chemin in sorted((RACINE / dossier).rglob("*.py"))
    }


def _read(chemin: str) -> str:
    return (RACINE / chemin).read_text(encoding="utf-8")


@cache
def parse(texte: str) -> ast.Module:
    """Parse a source, once for all the houses that have it."""
    return ast.parse(texte)


@cache
def list_imports(module: Module) -> tuple[tuple[str, str], ...]:
    """List (module, name taken from it) for each import, typing, lazy or by name."""
    return tuple(_imports(module))


def _imports(module: Module) -> Iterator[tuple[str, str]]:
    for noeud in ast.walk(module.arbre):
        if isinstance(noeud, ast.Import):
            yield from ((alias.name, "") for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            base = noeud.module or ""
            if noeud.level:
                parties = [PAQUET, *module.paquet.split(".")]
                debut = parties[: len(parties) - noeud.level + 1]
                base = ".".join(filter(None, (*debut, base)))
            yield from ((base, alias.name) for alias in noeud.names)
        elif isinstance(noeud, ast.Call) and _called(noeud) in _IMPORTENT:
            yield from ((nom, "") for nom in _named(noeud, module))


@cache
def list_resources(module: Module) -> tuple[str, ...]:
    """List the packages whose files a module reads."""
    return tuple(_resources(module))


def _resources(module: Module) -> Iterator[str]:
    for noeud in ast.walk(module.arbre):
        if isinstance(noeud, ast.Call) and _called(noeud) == "files":
            yield from _named(noeud, module)


@cache
def list_hidden(module: Module) -> tuple[tuple[int, str], ...]:
    """List (line, what) for all by which a module may lean on what is not read here."""
    return tuple(_hidden(module))


def _hidden(module: Module) -> Iterator[tuple[int, str]]:
    noeuds = list(ast.walk(module.arbre))
    les_siens = {id(_own_file(noeud)) for noeud in noeuds}
    for noeud in noeuds:
        ligne = getattr(noeud, "lineno", 0)
        yield from ((ligne, f"import {nom}") for nom in _ways_to_import(noeud))
        yield from ((ligne, f"a path that climbs, « {b} »") for b in _ends(noeud))
        match noeud:
            case ast.Attribute(ast.Name("sys"), ("modules" | "path") as quoi):
                yield ligne, f"sys.{quoi}"
            case ast.Call(ast.Name(nom)) if nom in _EXECUTENT:
                yield ligne, f"{nom}(…)"
            case ast.Call() if _called(noeud) in (*_IMPORTENT, "files"):
                if not _named(noeud, module):
                    yield (
                        ligne,
                        f"{_called(noeud)}(…) of a name that is not written there",
                    )
            case ast.Name("__file__") if id(noeud) not in les_siens:
                yield ligne, "__file__, but for Path(__file__).parent / « … »"


def _ways_to_import(noeud: ast.AST) -> list[str]:
    noms: list[str] = []
    if isinstance(noeud, ast.Import):
        noms = [alias.name for alias in noeud.names]
    elif isinstance(noeud, ast.ImportFrom):
        noms = [f"{noeud.module}.{alias.name}" for alias in noeud.names]
    return [n for n in noms if any(f"{n}.".startswith(f"{c}.") for c in _CACHENT)]


def _ends(noeud: ast.AST) -> list[str]:
    """List the ends of a path, given to « / » or to `joinpath`, that climb."""
    bouts: list[ast.expr] = []
    match noeud:
        case ast.BinOp(_, ast.Div(), bout):
            bouts = [bout]
        case ast.Call(ast.Attribute(_, "joinpath"), donnes):
            bouts = donnes
    textes = [str(b.value) for b in bouts if isinstance(b, ast.Constant)]
    return [t for t in textes if ".." in t.replace("\\", "/").split("/")]


def _own_file(noeud: ast.AST) -> ast.Name | None:
    """Find the __file__ of `Path(__file__).parent / "…"`, which stays in its room."""
    match noeud:
        case ast.BinOp(
            ast.Attribute(
                ast.Call(ast.Name("Path"), [ast.Name("__file__") as fichier]), "parent"
            ),
            ast.Div(),
            ast.Constant(str()),
        ):
            return fichier
    return None


def _called(appel: ast.Call) -> str:
    fonction = appel.func
    if isinstance(fonction, ast.Attribute):
        return fonction.attr
    return fonction.id if isinstance(fonction, ast.Name) else ""


def _named(appel: ast.Call, module: Module) -> list[str]:
    """Read the name that a call is given: in place, or as a constant of the module."""
    match appel.args:
        case [ast.Constant(str(valeur)), *_]:
            return [valeur]
        case [ast.Name(constante), *_]:
            return [
                ligne.value.value
                for ligne in module.arbre.body
                if isinstance(ligne, ast.Assign)
                and isinstance(ligne.value, ast.Constant)
                for cible in ligne.targets
                if isinstance(cible, ast.Name) and cible.id == constante
                if isinstance(ligne.value.value, str)
            ]
    return []
