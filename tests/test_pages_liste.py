"""The list of pages: its order is that of every menu, and one entry is a page everywhere."""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fava.application import create_app
from serveurs import copy_exemple
from serveurs import publish_exemple
from serveurs import serve_local
from serveurs import serve_public

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.langue import say
from ptce_ledger.pages.demande import Demande
from ptce_ledger.pages.liste import ACCUEIL
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.pages.liste import Page
from ptce_ledger.publication.site.pages import address_of
from ptce_ledger.publication.site.site import write_site
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.serveur.financeur.application import ARGUMENTS

if TYPE_CHECKING:
    from types import ModuleType

    from markupsafe import Markup

    from ptce_ledger.rendu.web.vue import Vue

RACINE = Path(__file__).parent.parent
BOCAGE = RACINE / "tests" / "cas" / "bocage"
#: As one reads them: the whole, its three parts, who brings to it, what is followed, how
#: it is proved.
LUES = (
    "Synthese",
    "Cellule",
    "Projets",
    "Financeurs",
    "Membres",
    "AFaire",
    "Cotisations",
    "Conventions",
    "Budget",
    "Reciprocite",
    "Phases",
    "Preuves",
    "Controle",
)
MOT = "une page plantée"


@pytest.fixture(scope="module")
def extension() -> ModuleType:
    """Import the module that Fava imports."""
    return importlib.import_module("ptce_ledger.reports.fava")


def test_an_entry_says_all_of_a_page(extension: ModuleType) -> None:
    """Codes serve as addresses and class names, choices are what one may ask for."""
    assert tuple(PAGES) == LUES
    assert LUES[0] == ACCUEIL
    demandes = {champ.name for champ in dataclasses.fields(Demande)}
    for code, page in PAGES.items():
        assert page.code == code
        assert code.isidentifier()
        assert code.isascii()
        # Fava's script finds the module of a page by how its address starts.
        assert [autre for autre in PAGES if autre.startswith(code)] == [code]
        assert set(page.choix) < demandes
        assert say(page.titre)
    # Whatever may be asked of a page, the funder's server lets through.
    assert demandes < {*ARGUMENTS}
    adresses = [address_of(code, projet) for code in PAGES for projet in ("", "x")]
    assert len(set(adresses)) == 2 * len(PAGES)
    avec_script = [c for c in extension.CLASSES.values() if c.has_js_module]
    assert [classe.__name__ for classe in avec_script] == [ACCUEIL]
    assert (RACINE / "reports" / "fava" / f"{ACCUEIL}.js").is_file()


@functools.cache
def _trees() -> dict[str, ast.AST]:
    return {
        str(chemin.relative_to(RACINE)).replace("\\", "/"): ast.parse(
            chemin.read_text(encoding="utf-8")
        )
        for dossier in ("ptce_ledger", "plugins", "reports", "docs", "tests")
        for chemin in sorted((RACINE / dossier).rglob("*.py"))
    }


def _lists_pages(noeud: ast.AST) -> bool:
    """Tell whether a tuple, a list, a set or a dictionary names more than three pages."""
    elements: list[ast.expr | None] = []
    if isinstance(noeud, ast.Tuple | ast.List | ast.Set):
        elements = [*noeud.elts]
    elif isinstance(noeud, ast.Dict):
        elements = [*noeud.keys]
    # The entries of the list itself are calls: their first word is the code.
    elements += [e.args[0] for e in elements if isinstance(e, ast.Call) and e.args]
    mots = {
        mot
        for element in elements
        if isinstance(element, ast.Constant) and isinstance(element.value, str)
        for mot in re.findall(r"\w+", element.value)
    }
    return len(mots & {*LUES}) > 3


def test_pages_are_listed_once() -> None:
    """Nothing else in the code lists the pages, and one class is called so."""
    ici = "ptce_ledger/pages/liste.py"
    noeuds = [(nom, n) for nom, arbre in _trees().items() for n in ast.walk(arbre)]
    listes = {nom for nom, noeud in noeuds if _lists_pages(noeud)}
    assert listes == {ici, "tests/test_pages_liste.py"}
    classes = [
        nom for nom, n in noeuds if isinstance(n, ast.ClassDef) and n.name == "Page"
    ]
    assert classes == [ici]


@pytest.mark.parametrize(
    "ecrit",
    [
        '("Cellule", "Controle", "Financeurs", "Membres", "Projets", "Synthese")',
        '{"Cellule": 1, "Controle": 2, "Membres": 3, "Synthese": 4}',
        '["Cellule/", "Projets/?projet=x", "Membres/", "Synthese/"]',
    ],
)
def test_a_second_list_would_be_seen(ecrit: str) -> None:
    """A list by another hand, whole or nearly, is one."""
    assert _lists_pages(ast.parse(ecrit, mode="eval").body)


def test_links_name_pages_of_the_list() -> None:
    """Whatever page is linked by its code is there."""
    nommees = {
        noeud.args[0].value
        for arbre in _trees().values()
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.Call)
        and ast.unparse(noeud.func).endswith("liens.page")
        if isinstance(noeud.args[0], ast.Constant)
    }
    assert nommees
    assert nommees <= {*PAGES}


def _menu(html: str) -> list[str]:
    """List the pages that Fava gives its sidebar, in their order."""
    pages = re.search(r'"extensions":\s*\[(.*?)\]', html)
    assert pages
    return re.findall(r'"name":\s*"(\w+)"', pages[1])


def test_menus_are_in_reading_order(tmp_path: Path) -> None:
    """Plain Fava, both servers and the site list the pages in the same order."""
    livre = copy_exemple(tmp_path / "livre")
    app = create_app([str(livre)], load=True)
    slug = app.config["LEDGERS"].first_slug()
    page = app.test_client().get(f"/{slug}/extension/{ACCUEIL}/")
    assert _menu(page.get_data(as_text=True)) == [*LUES]
    with serve_local(livre) as local:
        assert _menu(local.get(f"extension/{ACCUEIL}/").texte) == [*LUES]
    with serve_public(publish_exemple(tmp_path / "publie")) as public:
        assert _menu(public.get(f"extension/{ACCUEIL}/").texte) == [*LUES]
    write_site(Dossier(load_livre(BOCAGE).releve), tmp_path / "site", ("fr",))
    menu = _site_menu(tmp_path / "site" / "index.html")
    assert menu == [f"fr/2025/{code.lower()}.html" for code in LUES]


def _site_menu(fichier: Path) -> list[str]:
    menu = re.search(
        r"<nav[^>]*site-pages[^>]*>(.*?)</nav>", fichier.read_text("utf-8")
    )
    assert menu
    return re.findall(r'href="([^"]+)"', menu[1])


def _build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    del dossier
    projet = demande.projet or "tous"
    return tag("section", tag("h2", f"{MOT} : {projet}"), vue.synthese.libelle)


@pytest.fixture
def plantee(monkeypatch: pytest.MonkeyPatch, extension: ModuleType) -> Page:
    """Add an entry to the list, then do what importing the module of Fava does."""
    page = Page("Essai", "Page d’essai", _build, choix=("projet",))
    monkeypatch.setitem(PAGES, page.code, page)
    classes = extension.make_pages()
    monkeypatch.setattr(extension, "CLASSES", classes)
    for nom, classe in classes.items():
        monkeypatch.setattr(extension, nom, classe, raising=False)
    return page


def test_an_entry_is_enough_for_fava(plantee: Page, tmp_path: Path) -> None:
    """A page that has only its function and its entry is in Fava, with what it offers."""
    app = create_app([str(copy_exemple(tmp_path))], load=True)
    client, slug = app.test_client(), app.config["LEDGERS"].first_slug()
    reponse = client.get(f"/{slug}/extension/{plantee.code}/?projet=legumerie")
    html = reponse.get_data(as_text=True)
    assert reponse.status_code == 200
    assert f"<h2>{MOT} : legumerie</h2>" in html
    assert '<div class="ptce" lang=' in html
    assert 'name="projet"' in html
    assert _menu(html) == [*LUES, plantee.code]


def test_an_entry_is_enough_for_the_site(plantee: Page, tmp_path: Path) -> None:
    """It is in each exercice, in the menu, and once a project as it offers them."""
    dossier = Dossier(load_livre(BOCAGE).releve)
    write_site(dossier, tmp_path / "site", ("fr",))
    annee = tmp_path / "site" / "fr" / "2025"
    assert f"{MOT} : tous" in (annee / "essai.html").read_text("utf-8")
    assert _site_menu(annee / "cellule.html")[-1] == "essai.html"
    for projet in dossier.registre.projets:
        html = (annee / f"essai-{projet}.html").read_text("utf-8")
        assert f"{MOT} : {projet}" in html
        assert dossier.registre.label(projet) in html
    assert len(plantee.choix) == 1


def test_an_entry_is_enough_for_the_funder(plantee: Page, tmp_path: Path) -> None:
    """Her server lets it through, and its style; nothing more than that page."""
    with serve_public(publish_exemple(tmp_path)) as client:
        reponse = client.get(f"extension/{plantee.code}/")
        assert reponse.statut == 200
        assert MOT in reponse.texte
        assert _menu(client.get("api/ledger_data").texte)[-1] == plantee.code
        assert client.get(f"extension/{plantee.code}/style").statut == 200
        assert client.get(f"extension/{plantee.code}/autre").statut == 404
        assert client.get("extension/Autre/").statut == 404


def test_without_an_entry_there_is_no_page(tmp_path: Path) -> None:
    """What the three tests above see comes from the entry."""
    with serve_public(publish_exemple(tmp_path)) as client:
        assert client.get("extension/Essai/").statut == 404
        assert "Essai" not in client.get("api/ledger_data").texte
