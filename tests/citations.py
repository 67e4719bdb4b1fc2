"""What comments, docstrings and documents cite of the code, and whether it exists.

A path is cited bare or between backquotes; a module, a name or a command between
backquotes only. Each must be found where a reader would look for it.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import io
import keyword
import re
import tokenize
from functools import cache
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from arpentage import Plan
from arpentage import parse

from ptce_ledger.cli import COMMANDES
from ptce_ledger.cli import ptce
from ptce_ledger.mots import lexique
from ptce_ledger.registre.directives import CLES
from ptce_ledger.registre.directives import CLES_D_ECRITURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

RACINE = Path(__file__).parent.parent
_PLAN = Plan()
DOSSIERS = ("ptce_ledger", "plugins", "reports", "ledgers", "docs", "tests")
#: What speaks of the code; the guides speak of what one types.
DOCUMENTS = (
    "CONTRIBUTING.md",
    "README.md",
    "docs/architecture.md",
    "docs/decisions.md",
    "plugins/README.md",
    "reports/README.md",
    "tests/benchmarks/README.md",
)

_CITE = re.compile(r"`([^`\n]+)`")
#: Where a document or a definition is, cited by its name alone.
_AUSSI = ("docs", "reports/definitions")
_BLOC = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
#: A paragraph, a row of a table, an item of a list.
_PASSAGE = re.compile(r"\n\s*\n|\n(?=\||- |\d\. )")
_CHEMIN = re.compile(
    r"(?<![\w/.<>*-])[\w<>*-][\w.<>*-]*(?:/[\w.<>*-]+)*\.(?:py|md|toml|po|css|js|html)\b"
)
_DOSSIER = re.compile(r"[\w<>*-]+(?:/[\w<>*-]+)*/")
_POINTE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_NOM = re.compile(r"[A-Za-z_]\w*")
_APPEL = re.compile(r"([A-Za-z_][\w.]*)\(.*\)")
_PARAGRAPHE = re.compile(r"§ ?\d[\d.]*")
#: What a ledger says by itself.
_BEANCOUNT = {"open", "close", "pad", "balance", "price", "plugin", "include", "custom"}
#: What others' documentation would say of a name.
_BIBLIOTHEQUES = ("beancount", "fava", "click", "cheroot", "os", "sys", "inspect", "re")


def iter_texts() -> Iterator[tuple[str, str]]:
    """Yield (path, text) of all that cites the code: sources, and what is said of it."""
    for dossier in DOSSIERS:
        for chemin in sorted((RACINE / dossier).rglob("*.py")):
            yield _relative(chemin), chemin.read_text(encoding="utf-8")
    for nom in DOCUMENTS:
        yield nom, (RACINE / nom).read_text(encoding="utf-8")
    for nom in ("pyproject.toml", "Makefile", "docs/maison.toml"):
        lignes = (RACINE / nom).read_text(encoding="utf-8").splitlines()
        yield nom, "\n".join(ligne.partition("# ")[2] for ligne in lignes)


def _relative(chemin: Path) -> str:
    return chemin.relative_to(RACINE).as_posix()


def list_unresolved(chemin: str, texte: str) -> list[str]:
    """List what a text cites and that nobody would find."""
    if chemin.endswith(".py"):
        passages, sien = list(_comments(texte)), _identifiers(texte)
    else:
        passages, sien = _PASSAGE.split(_BLOC.sub("", texte)), None
    fautes: list[str] = []
    for passage in passages:
        fautes += _lost_paths(chemin, passage)
        # The paragraphs of no document of ours have numbers.
        fautes += [f"{chemin}: {numero}" for numero in _PARAGRAPHE.findall(passage)]
        for cite in _CITE.findall(passage):
            if not _is_known(cite.strip(), sien):
                fautes.append(f"{chemin}: `{cite}`")
    return fautes


def _comments(texte: str) -> Iterator[str]:
    for noeud in ast.walk(parse(texte)):
        if isinstance(noeud, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(noeud) or ""
    for jeton in tokenize.generate_tokens(io.StringIO(texte).readline):
        if jeton.type == tokenize.COMMENT:
            yield jeton.string


@cache
def _files() -> frozenset[str]:
    """List every file and folder of the sources, from the root."""
    chemins = {p for p in RACINE.iterdir() if p.is_file()}
    for dossier in DOSSIERS:
        chemins |= set((RACINE / dossier).rglob("*"))
    tous = {
        _relative(p) + "/" * p.is_dir() for p in chemins if "__pycache__" not in p.parts
    }
    return frozenset({*tous, *(f"{d}/" for d in DOSSIERS)})


def _lost_paths(chemin: str, passage: str) -> Iterator[str]:
    """Yield the paths of a passage that lead nowhere.

    One is looked for from one's own folder, from the root, from ptce_ledger/, where the
    documents and the definitions are, and from the folder of the one before.
    """
    dossiers = [str(PurePosixPath(chemin).parent), "", "ptce_ledger", *_AUSSI]
    cites = [*_CHEMIN.findall(passage)]
    cites += [c for c in _CITE.findall(passage) if _DOSSIER.fullmatch(c)]
    for cite in sorted(cites, key=passage.index):
        trouve = _find(cite, dossiers)
        if trouve:
            dossiers.append(trouve.rpartition("/")[0])
        elif not _is_of_a_pole(cite):
            yield f"{chemin}: {cite}"


def _is_of_a_pole(cite: str) -> bool:
    """Tell a file that a pole has beside its ledger: « rapports/energie.toml »."""
    return cite.endswith(".toml") and f"{cite.partition('/')[0]}/" not in _files()


def _find(cite: str, dossiers: list[str]) -> str:
    motif = re.sub(r"<\w+>", "*", cite)
    for dossier in dossiers:
        entier = f"{dossier}/{motif}" if dossier not in ("", ".") else motif
        if entier in _files():
            return entier
        if "*" in entier:
            modele = PurePosixPath(entier)
            for nom in _files():
                if PurePosixPath(nom).match(str(modele)):
                    return nom
    return ""


def _is_known(cite: str, sien: frozenset[str] | None) -> bool:
    """Tell whether a name, a dotted name, a call or a command is one; a form is no name.

    `sien` is what the source that cites holds itself; a document has nothing of its own.
    """
    appel = _APPEL.fullmatch(cite)
    nom = appel[1] if appel else cite.removesuffix(":")
    if cite.startswith(("make ", "ptce ")):
        return _is_command(cite)
    if _CHEMIN.fullmatch(cite):
        return True
    if _POINTE.fullmatch(nom):
        return {*nom.split(".")} <= (sien or set()) or _is_dotted(nom)
    if not _NOM.fullmatch(nom):
        return True
    if sien is None:
        return not _is_code(nom) or nom in _all_names()
    return nom in sien or nom in _words()


def _is_code(nom: str) -> bool:
    """Tell a name of the code from a word of the language, in a document."""
    return "_" in nom.strip("_") or nom != nom.lower()


def _is_command(cite: str) -> bool:
    outil, nom, *reste = [*cite.split(), ""]
    if outil == "make":
        regles = (RACINE / "Makefile").read_text(encoding="utf-8")
        return re.search(rf"^{re.escape(nom)}:", regles, re.MULTILINE) is not None
    commandes: dict[str, click.Command] = {str(c.name): c for c in COMMANDES}
    commande = commandes.get(nom, ptce)
    if nom not in commandes and not nom.startswith("-"):
        return False
    options = [mot for mot in (nom, *reste) if mot.startswith("--")]
    connues = {o for p in (*commande.params, *ptce.params) for o in p.opts}
    return {*options} <= {*connues, "--help"}


def _is_dotted(nom: str) -> bool:
    """Tell whether « livre.load_livre » is: in our modules, our classes or a library."""
    parties = nom.removeprefix("ptce_ledger.").split(".")
    for n in range(len(parties), 0, -1):
        debut, suite = ".".join(parties[:n]), parties[n:]
        for module in _PLAN.modules:
            if f".{module}".endswith(f".{debut}") and _has(module, suite):
                return True
    if parties[0] in _classes() and set(parties[1:]) <= _classes()[parties[0]]:
        return True
    return parties[0] in _BIBLIOTHEQUES and _is_in_library(nom)


def _has(module: str, suite: list[str]) -> bool:
    if not suite:
        return True
    corps = _PLAN.modules[module].arbre.body
    return len(suite) <= 2 and any(suite[0] in _bound(noeud) for noeud in corps)


def _bound(noeud: ast.stmt) -> set[str]:
    """List the names that a statement of a module gives to something."""
    match noeud:
        case ast.FunctionDef(nom) | ast.ClassDef(nom):
            return {nom}
        case ast.Assign(cibles):
            return {cible.id for cible in cibles if isinstance(cible, ast.Name)}
        case ast.AnnAssign(ast.Name(nom)):
            return {nom}
        case ast.If(_, corps):
            return {nom for dedans in corps for nom in _bound(dedans)}
    return set()


@cache
def _classes() -> dict[str, set[str]]:
    """Give each class of ours with the names it has."""
    return {
        noeud.name: {nom for dedans in noeud.body for nom in _bound(dedans)}
        for module in _PLAN.modules.values()
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.ClassDef)
    }


def _is_in_library(nom: str) -> bool:
    parties = nom.split(".")
    for n in range(len(parties), 0, -1):
        try:
            chose: object = importlib.import_module(".".join(parties[:n]))
        except ImportError:
            continue
        for partie in parties[n:]:
            if not hasattr(chose, partie):
                return False
            chose = getattr(chose, partie)
        return True
    return False


@cache
def _identifiers(texte: str) -> frozenset[str]:
    """List the names that a source holds: bound, used, quoted alone; not its comments."""
    noms: set[str] = set()
    for noeud in ast.walk(parse(texte)):
        match noeud:
            case ast.Name(nom) | ast.arg(nom) | ast.keyword(str(nom)):
                noms.add(nom)
            case ast.Attribute(_, nom):
                noms.add(nom)
            case ast.FunctionDef() | ast.ClassDef():
                noms.add(noeud.name)
            case ast.alias():
                noms |= {*noeud.name.split("."), noeud.asname or ""}
            case ast.Constant(str(mot)):
                noms |= {mot, mot.removesuffix(":")}
    return frozenset(noms)


@cache
def _words() -> frozenset[str]:
    """List the names that anybody may cite: modules, what they give, words of a ledger."""
    noms = {*_BEANCOUNT, *keyword.kwlist, *dir(builtins)}
    noms |= {*CLES, *CLES_D_ECRITURE, *lexique.AXES, *lexique.MARQUES}
    for dossier in DOSSIERS:
        noms |= {chemin.stem for chemin in (RACINE / dossier).rglob("*.py")}
    for module in _PLAN.modules.values():
        noms |= {*module.nom.split(".")}
        for noeud in module.arbre.body:
            noms |= _bound(noeud)
    return frozenset(noms)


@cache
def _all_names() -> frozenset[str]:
    """List the names that the sources and the tests hold, and those of the definitions."""
    noms = set(_words())
    for chemin, texte in iter_texts():
        if chemin.endswith(".py"):
            noms |= {PurePosixPath(chemin).stem, *_identifiers(texte)}
    for definition in (RACINE / "reports" / "definitions").iterdir():
        noms |= set(_NOM.findall(definition.read_text(encoding="utf-8")))
    return frozenset(noms)
