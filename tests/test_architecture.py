"""The house: layers of imports as one table, and the sizes one can live with."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

RACINE = Path(__file__).parent.parent

#: Floors from the ground up: a module imports from a lower line, or to its left on its
#: own line, or from its own room. A folder is a room.
COUCHES = (
    ("mots",),
    ("lecture.surveillance",),
    ("erreurs",),
    ("registre",),
    ("faits",),
    ("lecture.limites",),
    ("lecture.saisie",),
    ("lecture.examen",),
    ("lecture", "analyse"),
    ("remarques",),
    ("rendu",),
    ("pages",),
    ("publication.fiche",),
    ("publication.acces",),
    ("publication.site",),
    ("publication",),
    ("reports.fava",),
    ("serveur",),
    ("plugins", "reports", "cli"),
)
#: What only some rooms may import.
RESERVES = {
    "pandas": ("ptce_ledger/rendu/fichiers/faits.py",),
    "xlsxwriter": ("ptce_ledger/rendu/fichiers/classeur.py",),
    "pyarrow": ("ptce_ledger/rendu/fichiers/faits.py",),
    "click": ("ptce_ledger/cli/", "ptce_ledger/rendu/terminal/page.py"),
    "cheroot": ("ptce_ledger/serveur/", "ptce_ledger/cli/servir.py"),
    "fava": ("reports/fava/", "ptce_ledger/serveur/"),
    "flask": ("reports/fava/", "ptce_ledger/serveur/"),
    "itsdangerous": ("ptce_ledger/publication/acces/",),
    "jinja2": ("reports/fava/",),
    "markupsafe": (
        "ptce_ledger/rendu/web/",
        "ptce_ledger/pages/",
        "ptce_ledger/publication/site/",
        "reports/fava/",
    ),
}


def _modules() -> list[Path]:
    return [
        chemin
        for dossier in ("ptce_ledger", "plugins", "reports", "ledgers")
        for chemin in sorted((RACINE / dossier).rglob("*.py"))
    ]


def _piece(chemin: Path) -> str:
    """Name the room a file is in: the longest name of the table that its own starts by."""
    parties = chemin.relative_to(RACINE).with_suffix("").parts
    dedans = parties[1:] if parties[0] == "ptce_ledger" else parties
    return _room(".".join(dedans).removesuffix(".__init__"))


def _room(module: str) -> str:
    """Name the room of a module; its first word when the table has none."""
    connues = [
        p for couche in COUCHES for p in couche if f"{module}.".startswith(f"{p}.")
    ]
    return max(connues, key=len, default=module.partition(".")[0])


def _imports(chemin: Path) -> list[str]:
    """List the modules a file imports, typing and lazy imports too."""
    noms = []
    for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            noms += [alias.name for alias in noeud.names]
        elif isinstance(noeud, ast.ImportFrom):
            base = "." * noeud.level + (noeud.module or "")
            noms += [f"{base}.{alias.name}".replace("..", ".") for alias in noeud.names]
    return noms


def _rang(piece: str) -> tuple[int, int]:
    for etage, couche in enumerate(COUCHES):
        if piece in couche:
            return etage, couche.index(piece)
    raise AssertionError(f"« {piece} » n’est dans aucune couche : placez-la")


def _faults(chemin: Path, imports: list[str]) -> list[str]:
    ici = _piece(chemin)
    if ici in ("__init__", "__main__", "ledgers"):
        return []
    fautes = []
    for nom in imports:
        if not nom.startswith("ptce_ledger."):
            continue
        la = _room(nom.removeprefix("ptce_ledger."))
        if la not in ("__version__", ici) and _rang(la) >= _rang(ici):
            fautes.append(f"{chemin.name} importe {nom}, qui n’est pas plus bas")
    return fautes


@pytest.mark.parametrize("chemin", _modules(), ids=lambda c: str(c.relative_to(RACINE)))
def test_imports_only_go_down(chemin: Path) -> None:
    """A module knows only what is below it; nobody below knows plugins or reports."""
    assert _faults(chemin, _imports(chemin)) == []


def test_the_rule_can_fail() -> None:
    """An upward import would be seen, lazy or not."""
    facts = RACINE / "ptce_ledger" / "faits" / "facts.py"
    assert _faults(facts, ["ptce_ledger.analyse.synthese.synthesize"]) != []
    assert _faults(facts, ["ptce_ledger.plugins.membres"]) != []
    assert _faults(facts, ["ptce_ledger.mots.euros"]) == []
    page = RACINE / "reports" / "fava" / "socle.py"
    assert _faults(page, ["ptce_ledger.serveur.garde"]) != []
    assert _faults(page, ["ptce_ledger.pages.commun"]) == []


def test_every_layer_is_a_room() -> None:
    """No layer of the table is a name that no file bears any more."""
    pieces = {_piece(chemin) for chemin in _modules()}
    assert [p for couche in COUCHES for p in couche if p not in pieces] == []


@pytest.mark.parametrize("nom", RESERVES)
def test_heavy_libraries_stay_where_they_serve(nom: str) -> None:
    """Pandas, pyarrow, click and Fava are each imported in their room alone."""
    lieux = [
        str(chemin.relative_to(RACINE)).replace("\\", "/")
        for chemin in _modules()
        if any(i == nom or i.startswith(f"{nom}.") for i in _imports(chemin))
    ]
    assert [lieu for lieu in lieux if not lieu.startswith(RESERVES[nom] or "∅")] == []
    assert bool(lieux) == bool(RESERVES[nom])


def test_no_circle_among_modules() -> None:
    """Following imports never comes back to the module one started from."""
    graphe = {}
    noms = {
        ".".join(c.relative_to(RACINE).with_suffix("").parts): c for c in _modules()
    }
    for nom, chemin in noms.items():
        paquet = "ptce_ledger." if not nom.startswith("ptce_ledger") else ""
        cibles = set()
        for importe in _imports(chemin):
            complet = importe
            if importe.startswith("."):
                complet = f"{nom.rpartition('.')[0]}{importe}"
            for candidat in (complet, complet.rpartition(".")[0]):
                if candidat in noms and candidat != nom:
                    cibles.add(candidat)
        graphe[nom] = cibles
        assert paquet in ("", "ptce_ledger.")
    etat: dict[str, int] = {}

    def visit(nom: str, chemin: tuple[str, ...]) -> None:
        assert etat.get(nom) != 1, f"circle: {' → '.join((*chemin, nom))}"
        if etat.get(nom) == 2:
            return
        etat[nom] = 1
        for cible in sorted(graphe[nom]):
            visit(cible, (*chemin, nom))
        etat[nom] = 2

    for nom in graphe:
        visit(nom, ())
    assert len(etat) == len(noms)


def test_modules_are_small() -> None:
    """Median about 120 lines, none above 300."""
    tailles = {
        str(chemin.relative_to(RACINE)): len(chemin.read_text("utf-8").splitlines())
        for chemin in _modules()
    }
    assert [nom for nom, lignes in tailles.items() if lignes > 300] == []
    assert statistics.median(tailles.values()) <= 130


def test_every_module_says_what_it_is() -> None:
    """Each module opens with a docstring, and no file of ours is a « utils »."""
    for chemin in _modules():
        arbre = ast.parse(chemin.read_text(encoding="utf-8"))
        assert ast.get_docstring(arbre), chemin
        assert chemin.stem not in ("utils", "helpers", "common", "base_utils", "misc")


def test_no_path_of_a_machine_and_nothing_left_open() -> None:
    """Code and docs hold no absolute path of a machine, and nothing half done."""
    interdits = ("/" + "root/", "/" + "work/", "TO" + "DO", "FIX" + "ME", "X" + "XX")
    suffixes = {".py", ".md", ".toml", ".beancount", ".txt", ".po"}
    dossiers = ("ptce_ledger", "plugins", "reports", "ledgers", "docs", "tests")
    for dossier in dossiers:
        for chemin in (RACINE / dossier).rglob("*"):
            if chemin.suffix in suffixes:
                texte = chemin.read_text(encoding="utf-8", errors="replace")
                assert [mot for mot in interdits if mot in texte] == [], chemin
