"""What a slip of the hand makes of a piece of Python: one small change, still a program.

A change is told by what it replaces (a node of the tree, with its place) and by the text
that comes instead. Words that only users read are left alone: the tests of messages hold
them to the letter, and no figure is made of them.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

#: A node that is replaced, and the text that comes instead.
Changement = tuple[ast.AST, str]

COMPARAISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
CALCULS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
FONCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any", "abs": ""}
#: A word of the program, and not a sentence.
_MOT = re.compile(r"[a-z0-9_.-]*")
#: Fields that hold types, and decorators: nothing is computed there.
_MUETS = {"annotation", "returns", "decorator_list", "type_params", "bases"}


def iter_changements(arbre: ast.Module) -> Iterator[Changement]:
    """List every change of a module."""
    yield from _visit(arbre, None)


def _visit(noeud: ast.AST, parent: ast.AST | None) -> Iterator[Changement]:
    if isinstance(noeud, ast.JoinedStr) or _is_for_types(noeud):
        return
    if isinstance(noeud, ast.Constant):
        yield from _constant(noeud, parent)
    yield from OPERATEURS.get(type(noeud), _nothing)(noeud)
    for champ, valeur in ast.iter_fields(noeud):
        if champ in _MUETS:
            continue
        for enfant in valeur if isinstance(valeur, list) else [valeur]:
            if isinstance(enfant, ast.AST):
                yield from _visit(enfant, noeud)


def _is_for_types(noeud: ast.AST) -> bool:
    """Tell what only a checker of types runs."""
    if isinstance(noeud, ast.If):
        return isinstance(noeud.test, ast.Name) and noeud.test.id == "TYPE_CHECKING"
    return isinstance(noeud, ast.Import | ast.ImportFrom)


def _nothing(_noeud: ast.AST) -> Iterator[Changement]:
    yield from ()


def _is_turned_already(test: ast.expr) -> bool:
    """Tell a condition that its own change turns."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return not isinstance(test.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE)
    return isinstance(test, ast.UnaryOp)


def _compare(noeud: ast.Compare) -> Iterator[Changement]:
    for rang, op in enumerate(noeud.ops):
        ops = list(noeud.ops)
        ops[rang] = COMPARAISONS[type(op)]()
        yield _replace(noeud, ops=ops)


def _connect(noeud: ast.BoolOp) -> Iterator[Changement]:
    yield _replace(noeud, op=ast.Or() if isinstance(noeud.op, ast.And) else ast.And())
    for rang in range(len(noeud.values)):
        reste = _without(noeud.values, rang)
        yield (
            (noeud, _write(reste[0]))
            if len(reste) == 1
            else _replace(noeud, values=reste)
        )


def _compute(noeud: ast.BinOp | ast.AugAssign) -> Iterator[Changement]:
    texte = isinstance(noeud, ast.BinOp) and _is_text(noeud)
    if type(noeud.op) in CALCULS and not texte:
        yield _replace(noeud, op=CALCULS[type(noeud.op)]())


def _unsign(noeud: ast.UnaryOp) -> Iterator[Changement]:
    if isinstance(noeud.op, ast.Not | ast.USub):
        yield noeud, _write(noeud.operand)


def _turn(noeud: ast.If | ast.While | ast.IfExp) -> Iterator[Changement]:
    if not _is_turned_already(noeud.test):
        yield noeud.test, f"(not {_write(noeud.test)})"


def _keep_all(noeud: ast.comprehension) -> Iterator[Changement]:
    yield from ((si, "True") for si in noeud.ifs)


def _shorten(noeud: ast.Tuple | ast.List | ast.Set) -> Iterator[Changement]:
    """Leave out an entry of a list of words or names."""
    simples = (ast.Constant, ast.Name, ast.Attribute, ast.Starred, ast.Tuple)
    lue = isinstance(getattr(noeud, "ctx", ast.Load()), ast.Load)
    if lue and len(noeud.elts) > 1 and all(isinstance(e, simples) for e in noeud.elts):
        for rang in range(len(noeud.elts)):
            yield _replace(noeud, elts=_without(noeud.elts, rang))


def _forget(noeud: ast.Dict) -> Iterator[Changement]:
    if len(noeud.keys) > 1:
        for rang in range(len(noeud.keys)):
            keys, values = _without(noeud.keys, rang), _without(noeud.values, rang)
            yield _replace(noeud, keys=keys, values=values)


def _without(suite: list[Any], rang: int) -> list[Any]:
    return [e for i, e in enumerate(suite) if i != rang]


def _unbound(noeud: ast.Slice) -> Iterator[Changement]:
    for borne in ("lower", "upper"):
        if getattr(noeud, borne) is not None:
            yield _replace(noeud, **{borne: None})


def _return_nothing(noeud: ast.Return) -> Iterator[Changement]:
    valeur = noeud.value
    # What is asked whether it is something is nothing either way.
    vide = isinstance(valeur, ast.Constant) and not valeur.value
    if valeur is not None and not vide:
        yield noeud, "return None"


def _call_other(noeud: ast.Call) -> Iterator[Changement]:
    if isinstance(noeud.func, ast.Name) and noeud.func.id in FONCTIONS:
        yield noeud.func, FONCTIONS[noeud.func.id]


def _skip(noeud: ast.Expr) -> Iterator[Changement]:
    if isinstance(noeud.value, ast.Call):
        yield noeud, "pass"
    elif isinstance(noeud.value, ast.YieldFrom | ast.Yield):
        # What yields must go on being a generator.
        yield noeud, "yield from ()"


def _go_on(noeud: ast.Continue | ast.Break) -> Iterator[Changement]:
    yield noeud, "pass"


def _constant(noeud: ast.Constant, parent: ast.AST | None) -> Iterator[Changement]:
    valeur = noeud.value
    if isinstance(valeur, bool):
        yield noeud, str(not valeur)
    elif isinstance(valeur, int):
        yield noeud, str(valeur + 1)
    elif isinstance(valeur, str) and _is_word(valeur, parent):
        yield noeud, repr(valeur + "_")


def _is_word(texte: str, parent: ast.AST | None) -> bool:
    """Tell a word of the program by where it stands: compared, listed, or looked up."""
    lieux = (ast.Compare, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Subscript)
    return isinstance(parent, lieux) and _MOT.fullmatch(texte) is not None


def _is_text(noeud: ast.BinOp) -> bool:
    """Tell the joining of texts, which is no sum."""
    return any(
        isinstance(cote, ast.JoinedStr)
        or (isinstance(cote, ast.Constant) and isinstance(cote.value, str))
        for cote in (noeud.left, noeud.right)
    )


def _replace(noeud: ast.AST, **champs: object) -> Changement:
    """Write a node again with other fields."""
    autres = {nom: getattr(noeud, nom, None) for nom in noeud._fields}
    neuf = type(noeud)(**{**autres, **champs})
    return noeud, _write(ast.copy_location(neuf, noeud))


def _write(noeud: ast.AST) -> str:
    texte = ast.unparse(noeud)
    nu = isinstance(noeud, ast.Slice) or texte.startswith(("(", "[", "{"))
    if isinstance(noeud, ast.expr) and not nu:
        return f"({texte})"
    return texte


OPERATEURS: dict[type[ast.AST], Callable[[Any], Iterator[Changement]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _connect,
    ast.BinOp: _compute,
    ast.AugAssign: _compute,
    ast.UnaryOp: _unsign,
    ast.If: _turn,
    ast.While: _turn,
    ast.IfExp: _turn,
    ast.comprehension: _keep_all,
    ast.Tuple: _shorten,
    ast.List: _shorten,
    ast.Set: _shorten,
    ast.Dict: _forget,
    ast.Slice: _unbound,
    ast.Return: _return_nothing,
    ast.Call: _call_other,
    ast.Expr: _skip,
    ast.Continue: _go_on,
    ast.Break: _go_on,
}
