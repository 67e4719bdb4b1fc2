"""The house: what each module leans on is below it, and can be read where it is written.

Floors are stated in `docs/maison.toml`, once. Each rule is shown to see a fault that is
planted in the house.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from arpentage import Faute
from arpentage import Plan
from arpentage import list_hidden
from arpentage import list_imports
from maison import is_inside

if TYPE_CHECKING:
    from collections.abc import Callable


def climbs(plan: Plan) -> list[str]:
    """List what leans on a room that is not below: by an import, or by its files."""
    return [
        f"{module.chemin}: {fleche.vers}, which is not below"
        for module in plan.modules.values()
        for fleche in plan.fleches(module)
        if (la := plan.maison.piece(fleche.vers)) != (ici := plan.piece(module))
        if not la or plan.maison.rang(la) >= plan.maison.rang(ici)
    ]


def unknown(plan: Plan) -> list[str]:
    """List the modules that are in no room, and the rooms where there is nothing."""
    perdus = [
        f"{module.chemin}: in no room of docs/maison.toml"
        for module in plan.modules.values()
        if not plan.piece(module)
    ]
    vides = [
        f"docs/maison.toml: {piece}, where there is no module"
        for etage in plan.maison.etages
        for piece in etage.pieces
        if piece not in plan.modules
    ]
    toutes = [piece for etage in plan.maison.etages for piece in etage.pieces]
    doubles = {piece for piece in toutes if toutes.count(piece) > 1}
    return [*perdus, *vides, *(f"docs/maison.toml: {p}, twice" for p in doubles)]


def loose(plan: Plan) -> list[str]:
    """List the modules at the top of ptce_ledger/: all have a room, but its two doors."""
    return [
        f"{module.chemin}: alone at the top of ptce_ledger/"
        for nom, module in plan.modules.items()
        if "." not in nom and not module.chemin.endswith("/__init__.py")
        if nom != "__main__"
    ]


def hidden(plan: Plan) -> list[str]:
    """List what may lean on something without saying it: imports and files by name."""
    return [
        f"{module.chemin}:{ligne}: {quoi}"
        for nom, module in plan.modules.items()
        for ligne, quoi in list_hidden(module)
        # The door takes the current folder off the path: it leans on less.
        if (nom, quoi) != ("__main__", "sys.path")
    ]


def circles(plan: Plan) -> list[str]:
    """List the paths of imports that come back to where they started, in a room too."""
    graphe = {
        nom: sorted({f.vers for f in plan.fleches(module) if f.vers in plan.modules})
        for nom, module in plan.modules.items()
    }
    cercles: list[str] = []
    finis: set[str] = set()

    def visit(nom: str, chemin: tuple[str, ...]) -> None:
        if nom in chemin:
            cercles.append(" → ".join((*chemin[chemin.index(nom) :], nom)))
        elif nom not in finis:
            for cible in graphe[nom]:
                visit(cible, (*chemin, nom))
            finis.add(nom)

    for nom in graphe:
        visit(nom, ())
    return cercles


def private(plan: Plan) -> list[str]:
    """List the names with an underscore that another module takes."""
    return [
        f"{module.chemin}: {fleche.vers}.{fleche.nom}, which is private"
        for module in plan.modules.values()
        for fleche in plan.fleches(module)
        for mot in (*fleche.vers.split("."), fleche.nom)
        if mot.startswith("_") and not mot.endswith("__")
    ]


def heavy(plan: Plan) -> list[str]:
    """List the libraries that come where they do not serve, and the leave of none."""
    fautes = []
    for nom, pieces in plan.maison.bibliotheques.items():
        lieux = [
            module
            for module in plan.modules.values()
            if any(is_inside(importe, nom) for importe, _ in list_imports(module))
        ]
        fautes += [
            f"{module.chemin}: {nom}, which is not for this room"
            for module in lieux
            if not any(is_inside(module.nom, piece) for piece in pieces)
        ]
        fautes += [
            f"docs/maison.toml: {piece} has no use of {nom}"
            for piece in pieces
            if not any(is_inside(module.nom, piece) for module in lieux)
        ]
    return fautes


PLAN = Plan()
REGLES: dict[str, Callable[[Plan], list[str]]] = {
    "climbs": climbs,
    "unknown": unknown,
    "loose": loose,
    "hidden": hidden,
    "circles": circles,
    "private": private,
    "heavy": heavy,
}


@pytest.mark.parametrize("regle", REGLES)
def test_the_house_keeps_the_rule(regle: str) -> None:
    assert REGLES[regle](PLAN) == []


FACTS = "ptce_ledger/faits/facts.py"
VERS_LE_HAUT = "faits/facts.py: analyse.cube, which is not below"
FAUTES = {
    "an import that climbs": Faute(
        climbs,
        FACTS,
        "from ptce_ledger.analyse.cube import Case",
        VERS_LE_HAUT,
    ),
    "an import of the whole module": Faute(
        climbs,
        FACTS,
        "import ptce_ledger.analyse.cube",
        VERS_LE_HAUT,
    ),
    "a lazy import": Faute(
        climbs,
        FACTS,
        "def f():\n    from ptce_ledger.analyse import cube",
        VERS_LE_HAUT,
    ),
    "a relative import": Faute(
        climbs, FACTS, "from ..analyse import cube", VERS_LE_HAUT
    ),
    "an import for typing": Faute(
        climbs,
        FACTS,
        "if TYPE_CHECKING:\n    from ptce_ledger.analyse.cube import Case",
        VERS_LE_HAUT,
    ),
    "an import by name": Faute(
        climbs,
        FACTS,
        'importlib.import_module("ptce_ledger.analyse.cube")',
        VERS_LE_HAUT,
    ),
    "an import by a constant": Faute(
        climbs,
        FACTS,
        'OU = "ptce_ledger.analyse.cube"\n__import__(OU)',
        VERS_LE_HAUT,
    ),
    "the files of a room above": Faute(
        climbs,
        FACTS,
        'resources.files("ptce_ledger.rendu.web")',
        "faits/facts.py: rendu.web, which is not below",
    ),
    "a room of the same floor": Faute(
        climbs,
        "ptce_ledger/rendu/terminal/page.py",
        "from ptce_ledger.rendu.fichiers import faits",
        "rendu/terminal/page.py: rendu.fichiers.faits, which is not below",
    ),
    "the core that knows a plugin": Faute(
        climbs,
        "ptce_ledger/lecture/livre.py",
        "from ptce_ledger.plugins import membres",
        "lecture/livre.py: plugins.membres, which is not below",
    ),
    "a plugin by the name of its folder": Faute(
        climbs,
        FACTS,
        "import plugins.membres",
        "faits/facts.py: plugins.membres, which is not below",
    ),
    "a page that knows its server": Faute(
        climbs,
        "reports/fava/socle.py",
        "from ptce_ledger.serveur import garde",
        "reports/fava/socle.py: serveur.garde, which is not below",
    ),
    "a room that is not stated": Faute(
        unknown,
        "ptce_ledger/greffe/registre.py",
        '"""A room that nobody stated."""',
        "ptce_ledger/greffe/registre.py: in no room",
    ),
    "a stated room that is no more": Faute(
        unknown,
        "docs/maison.toml",
        '[[etages]]\nnom = "greffe"\npieces = ["greffe"]',
        "greffe, where there is no module",
    ),
    "a module at the top": Faute(
        loose,
        "ptce_ledger/outils.py",
        '"""Alone."""',
        "ptce_ledger/outils.py: alone at the top",
    ),
    "an import by a computed name": Faute(
        hidden,
        FACTS,
        'importlib.import_module("ptce_ledger." + nom)',
        "import_module(…) of a name that is not written there",
    ),
    "files of a computed room": Faute(
        hidden,
        FACTS,
        "resources.files(paquet)",
        "files(…) of a name that is not written there",
    ),
    "a folder above one's own": Faute(
        hidden,
        FACTS,
        'Path(__file__).parent.parent / "rendu"',
        "__file__, but for",
    ),
    "the folder of one's package, by its name": Faute(
        hidden,
        FACTS,
        "os.path.dirname(__file__)",
        "__file__, but for",
    ),
    "a path that climbs": Faute(
        hidden,
        FACTS,
        'Path(__file__).parent / "../rendu/web/ptce.css"',
        "a path that climbs",
    ),
    "a text that is run": Faute(hidden, FACTS, 'exec("import x")', "exec(…)"),
    "what is loaded already": Faute(
        hidden,
        FACTS,
        'sys.modules["ptce_ledger.cli"]',
        "sys.modules",
    ),
    "another way to import": Faute(hidden, FACTS, "import runpy", "import runpy"),
    "a way to import, in its package": Faute(
        hidden,
        FACTS,
        "from importlib import util",
        "import importlib.util",
    ),
    "a circle in a room": Faute(
        circles,
        "ptce_ledger/mots/lexique.py",
        "from ptce_ledger.mots import ordre",
        "mots.lexique → mots.ordre → mots.lexique",
    ),
    "a circle by typing alone": Faute(
        circles,
        "ptce_ledger/registre/pole.py",
        "if TYPE_CHECKING:\n    from ptce_ledger.registre.references import check_key",
        "registre.references",
    ),
    "a private name": Faute(
        private,
        "ptce_ledger/faits/releve.py",
        "from ptce_ledger.mots.euros import _arrondi",
        "faits/releve.py: mots.euros._arrondi, which is private",
    ),
    "a private module": Faute(
        private,
        "ptce_ledger/faits/releve.py",
        "from ptce_ledger.mots._langues import say",
        "faits/releve.py: mots._langues.say, which is private",
    ),
    "pandas in a synthesis": Faute(
        heavy,
        "ptce_ledger/analyse/synthese.py",
        "import pandas",
        "analyse/synthese.py: pandas, which is not for this room",
    ),
    "Beancount in a face": Faute(
        heavy,
        "ptce_ledger/rendu/terminal/page.py",
        "from beancount.core.amount import Amount",
        "rendu/terminal/page.py: beancount, which is not for this room",
    ),
    "Beancount in a page": Faute(
        heavy,
        "ptce_ledger/pages/commun.py",
        "def f():\n    import beancount.loader",
        "pages/commun.py: beancount, which is not for this room",
    ),
    "a leave that nobody uses": Faute(
        heavy,
        "docs/maison.toml",
        'numpy = ["faits"]',
        "docs/maison.toml: faits has no use of numpy",
    ),
}


@pytest.mark.parametrize("faute", FAUTES)
def test_the_rule_sees(faute: str) -> None:
    """Each rule finds a fault of its kind in a house that has one, and names the file."""
    assert FAUTES[faute].find()


def test_every_rule_was_seen_to_fail() -> None:
    assert {faute.regle for faute in FAUTES.values()} == set(REGLES.values())
