"""What is left of French in the English of an error, what the ledger holds apart."""

from __future__ import annotations

import ast
import functools
import re
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots.dits import Dit
from ptce_ledger.mots.langue import catalogue
from ptce_ledger.mots.langue import speaking
from ptce_ledger.registre.directives import CLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError

_BLANC = re.compile(r"\{\w*\}")
_MOT = re.compile(r"[^\W\d_]+")
#: What is quoted is typed in a ledger: codes and keys are French everywhere.
_CITE = re.compile(r"“[^“”]*”")
_TYPOGRAPHIE = re.compile("[«»]|[\u00a0\u202f][:;?!]")


def french_left(error: PtceError, livre: str) -> list[str]:
    """List the French words that an error says in English; `livre` is what it is about."""
    with speaking("en"):
        constat, remede, _ = error.parts()
    reste = _CITE.sub(" ", f"{constat} {remede}")
    vides = [f"{{{nom}}}" for nom in error.mots if f"{{{nom}}}" in reste]
    typees = [mot for mot in _leaves(error.mots) if mot and mot in livre]
    for mot in sorted(typees, key=len, reverse=True):
        reste = re.sub(rf"(?<!\w){re.escape(mot)}(?!\w)", " ", reste)
    return vides + sorted(_words(reste) & french_words()) + _TYPOGRAPHIE.findall(reste)


@functools.cache
def french_words() -> frozenset[str]:
    """Give the words that the tool says in French, and never in English."""
    phrases: dict[Any, str] = vars(catalogue("en"))["_catalog"]
    francais, anglais = set[str](), set[str]()
    for cle, dit in phrases.items():
        phrase = (cle if isinstance(cle, str) else cle[0]).rpartition("\x04")[2]
        if phrase and phrase != dit:
            francais |= _words(phrase)
        anglais |= _words(_CITE.sub(" ", dit))
    return frozenset(francais - anglais)


def iter_raw(code: str) -> Iterator[str]:
    """Yield the French that a module gives an error as it is, and not `later`."""
    for noeud in ast.walk(ast.parse(code)):
        if isinstance(noeud, ast.Call) and getattr(noeud.func, "attr", "") == "at":
            for mot in noeud.keywords:
                if mot.arg != "forme":
                    yield from filter(_is_french, _constants(mot.value))


def _is_french(texte: str) -> bool:
    return texte.rstrip(":") not in CLES and bool(_words(texte) & french_words())


def _constants(noeud: ast.AST) -> Iterator[str]:
    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
        yield noeud.value
    appel = noeud.func if isinstance(noeud, ast.Call) else None
    if isinstance(appel, ast.Name) and appel.id in ("later", "later_count"):
        return
    for fils in ast.iter_child_nodes(noeud):
        # What is between brackets names a datum, and is not shown.
        if not (isinstance(noeud, ast.Subscript) and fils is noeud.slice):
            yield from _constants(fils)


def _words(phrase: str) -> set[str]:
    return {mot.casefold() for mot in _MOT.findall(_BLANC.sub(" ", phrase))}


def _leaves(mot: object) -> Iterator[str]:
    """Yield the texts that a word is made of, the phrases of the catalogue apart."""
    if isinstance(mot, str):
        yield mot
    elif isinstance(mot, Dit):
        yield from _leaves(mot.mots)
    elif isinstance(mot, dict):
        yield from (feuille for valeur in mot.values() for feuille in _leaves(valeur))
    elif isinstance(mot, tuple):
        yield from (feuille for valeur in mot for feuille in _leaves(valeur))
