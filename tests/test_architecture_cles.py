"""What a treasurer may type in the register is read by something, or written for later.

A value or a key of a directive is read where code takes it by its name: in the module of
its kind, or, when the register keeps the declaration as it is, in a module that asks for
that kind and in those it imports. What is taken into the register must then be asked of
it. `PLUS_TARD` lists the rest, with the reason, and can only become shorter.
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import pytest
from arpentage import Module
from arpentage import Plan

from ptce_ledger.registre import pole
from ptce_ledger.registre.bareme import Bareme
from ptce_ledger.registre.cle import Cle
from ptce_ledger.registre.convention import Convention
from ptce_ledger.registre.declarations import DECLARATIONS
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.base import keep
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import TEXTE

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the shapes are stated: what is quoted there is not read.
SHAPES = "registre.declarations"
#: What holds values and keys by their names, once a directive is read.
LUS = ("cles", "valeurs", "donnees")
#: What a directive becomes in the register, and what one calls it where it is asked.
VALEURS: dict[str, tuple[type, tuple[str, ...]]] = {
    "ptce-pole": (pole.Registre, ("registre", "_registre", "self")),
    "ptce-phase": (pole.Registre, ("registre", "_registre", "self")),
    "ptce-membre": (pole.Tiers, ("tiers", "membre", "financeur")),
    "ptce-tiers": (pole.Tiers, ("tiers", "membre", "financeur")),
    "ptce-projet": (pole.Projet, ("projet", "declare")),
    "ptce-convention": (Convention, ("convention", "version", "v")),
    "ptce-cle": (Cle, ("cle",)),
    "ptce-bareme": (Bareme, ("bareme", "self")),
}

#: Kinds that one asks of the register by a question of its own.
QUESTIONS = {"ptce-donnees": {"donnees", "donnees_lues"}}

_IDENTITE = "who it is, for a reader and for an open data set to come; no figure has it"
_VOTE = "who voted it, for whoever reads the register; no figure has it"
_SCDL = "a column of the grant schema, for the data set of agreements to come"
#: (directive, value or key) → why it may be typed though nothing reads it.
PLUS_TARD = {
    ("ptce-pole", "territoire"): _IDENTITE,
    ("ptce-pole", "forme"): _IDENTITE,
    ("ptce-pole", "siren"): _IDENTITE,
    ("ptce-pole", "porteur"): "who keeps the books: checked, and no table needs it yet",
    ("ptce-membre", "siren"): _IDENTITE,
    ("ptce-tiers", "siren"): _IDENTITE,
    ("ptce-convention", "decision"): _SCDL,
    ("ptce-convention", "nature"): _SCDL,
    ("ptce-convention", "conditions-versement"): _SCDL,
    ("ptce-convention", "dates-versement"): _SCDL,
    ("ptce-valorisation", "decision"): _VOTE,
}


Declarations = Mapping[str, Declaration]


def unread(
    plan: Plan, declarations: Declarations = DECLARATIONS
) -> set[tuple[str, str]]:
    """Find each value and key that a directive has, and that nothing reads."""
    return {
        (nom, mot)
        for nom, declaration in declarations.items()
        for mot in (*declaration.directive.valeurs, *declaration.directive.cles)
        if not _is_read(plan, nom, declaration, mot)
    }


def _is_read(plan: Plan, nom: str, declaration: Declaration, mot: str) -> bool:
    if declaration.declare is keep:
        return any(mot in taken(module) for module in _askers(plan, nom))
    siens = {declaration.declare.__module__, declaration.check.__module__}
    modules = (plan.modules[m.removeprefix("ptce_ledger.")] for m in siens)
    return any(mot in taken(module) for module in modules) and _is_asked(plan, nom, mot)


def _askers(plan: Plan, nom: str) -> Iterator[Module]:
    """Yield the modules that ask for a kind of declaration, and those they import."""
    for module in plan.modules.values():
        demandes = {demande for _, demande in _asked(module)}
        asks = nom in _texts(module) or demandes & QUESTIONS.get(nom, set())
        if not module.nom.startswith(SHAPES) and asks:
            yield module
            for fleche in plan.fleches(module):
                if fleche.vers in plan.modules and not fleche.vers.startswith(SHAPES):
                    yield plan.modules[fleche.vers]


@cache
def _texts(module: Module) -> set[str]:
    return {
        noeud.value
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str)
    }


@cache
def taken(module: Module) -> set[str]:
    """List the names that a module takes from a directive read: `lu.cles["ca"]`."""
    noms = set()
    for noeud in ast.walk(module.arbre):
        match noeud:
            case ast.Call(ast.Attribute(de, "get"), [ast.Constant(str(nom)), *_]):
                pass
            case ast.Subscript(de, ast.Constant(str(nom))):
                pass
            case ast.Compare(ast.Constant(str(nom)), [ast.In()], [de]):
                pass
            case _:
                continue
        if _last(de) in LUS:
            noms.add(nom)
    return noms


def _last(noeud: ast.expr) -> str:
    if isinstance(noeud, ast.Attribute):
        return noeud.attr
    return noeud.id if isinstance(noeud, ast.Name) else ""


def _is_asked(plan: Plan, nom: str, mot: str) -> bool:
    """Tell whether what is taken into the register is then asked of it."""
    classe, appeles = VALEURS[nom]
    champ = mot.replace("-", "_")
    if champ not in {f.name for f in dataclasses.fields(classe)}:
        return True
    return any(
        nom_de in appeles or (len(nom_de) == 1 and module.nom.startswith("registre."))
        for module in plan.modules.values()
        if not module.nom.startswith(SHAPES)
        for nom_de, demande in _asked(module)
        if demande == champ
    )


@cache
def _asked(module: Module) -> frozenset[tuple[str, str]]:
    """List (what it is called, name) for each attribute that a module asks."""
    return frozenset(
        (_last(noeud.value), noeud.attr)
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.Attribute)
    )


def test_what_may_be_typed_is_read_or_written_for_later() -> None:
    """A key that nothing reads is listed; one that is read, or is no more, is not."""
    assert unread(Plan()) == set(PLUS_TARD)


def test_every_kind_that_the_register_takes_in_is_known_here() -> None:
    pris = {nom for nom, d in DECLARATIONS.items() if d.declare is not keep}
    assert pris == set(VALEURS)


def with_key(nom: str, cle: str) -> Declarations:
    """Give the kinds of declarations, one of them with a key more."""
    ancienne = DECLARATIONS[nom]
    cles = {**ancienne.directive.cles, cle: Propriete(TEXTE, "Une clé de plus.")}
    directive = ancienne.directive._replace(cles=cles)
    return {**DECLARATIONS, nom: ancienne._replace(directive=directive)}


QUI_DEMANDE = "ptce_ledger/analyse/tables/emplois.py"
#: Directive, where a reading is planted, which; whether the key is then read.
LECTURES = {
    "nowhere": ("ptce-emploi", QUI_DEMANDE, "", False),
    "where it is asked": (
        "ptce-emploi",
        QUI_DEMANDE,
        'lu.cles["couleur"]',
        True,
    ),
    "by get": ("ptce-emploi", QUI_DEMANDE, 'lu.cles.get("couleur", "")', True),
    "asked whether it is there": (
        "ptce-emploi",
        QUI_DEMANDE,
        '"couleur" in lu.cles',
        True,
    ),
    "said, and not read": ("ptce-emploi", QUI_DEMANDE, '"""La couleur."""', False),
    "said alone": ("ptce-emploi", QUI_DEMANDE, 'say("couleur")', False),
    "of something else": ("ptce-emploi", QUI_DEMANDE, 'table["couleur"]', False),
    "of another kind": (
        "ptce-budget",
        QUI_DEMANDE,
        'lu.cles["couleur"]',
        False,
    ),
    "in its own module": (
        "ptce-pole",
        "ptce_ledger/registre/declarations/pole.py",
        'lu.cles["couleur"]',
        True,
    ),
    "in another's module": (
        "ptce-pole",
        "ptce_ledger/registre/declarations/projet.py",
        'lu.cles["couleur"]',
        False,
    ),
}


@pytest.mark.parametrize("lecture", LECTURES)
def test_a_key_more_is_unread_until_something_reads_it(lecture: str) -> None:
    nom, chemin, texte, lue = LECTURES[lecture]
    declarations = with_key(nom, "couleur")
    assert ((nom, "couleur") in unread(Plan({chemin: texte}), declarations)) != lue


def test_what_is_taken_into_the_register_and_never_asked_is_unread() -> None:
    """« territoire » is kept by the register; a page that shows it makes it read."""
    assert ("ptce-pole", "territoire") in unread(Plan())
    page = Plan({"ptce_ledger/pages/commun.py": "registre.territoire"})
    assert ("ptce-pole", "territoire") not in unread(page)
