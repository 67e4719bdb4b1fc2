"""The generated pages of docs/ are up to date and whole; the examples of docstrings, true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import shutil
from pathlib import Path

import click
import maison
import pytest
from generer import PAGES
from pages.architecture import architecture

import ptce_ledger
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.cli import COMMANDES
from ptce_ledger.erreurs import CATALOGUE
from ptce_ledger.mots import lexique
from ptce_ledger.pages.glossaire import iter_explications
from ptce_ledger.registre.directives import DIRECTIVES

DOCS = Path(__file__).parent.parent / "docs"


def page(nom: str) -> str:
    return (DOCS / nom).read_text(encoding="utf-8")


def section(nom: str, titre: str) -> str:
    """Cut the section of a page out, without its title."""
    _, trouve, suite = page(nom).partition(f"\n{titre}\n")
    assert trouve, f"{nom}: « {titre} »"
    niveau = titre.split(maxsplit=1)[0]
    return suite.partition(f"\n{niveau} ")[0].partition("\n## ")[0]


@pytest.mark.parametrize("nom", PAGES)
def test_page_is_up_to_date(nom: str) -> None:
    assert page(nom) == PAGES[nom](), "make docs"


def test_rooms_say_what_they_are_in_the_architecture(tmp_path: Path) -> None:
    """Every package is in the page, by its own sentence; another sentence, another page."""
    modules = maison.load_maison().modules()
    texte = page("architecture.md")
    for chemin in modules.values():
        if chemin.stem == "__init__":
            assert maison.say_itself(chemin.read_text(encoding="utf-8")) in texte
    for dossier in maison.SOURCES:
        sans = shutil.ignore_patterns("__pycache__")
        shutil.copytree(maison.RACINE / dossier, tmp_path / dossier, ignore=sans)
    (tmp_path / "docs").mkdir()
    for nom in ("maison.toml", "architecture.md"):
        shutil.copy(DOCS / nom, tmp_path / "docs" / nom)
    copie = maison.load_maison(tmp_path)
    assert architecture(copie) == texte
    piece = tmp_path / "ptce_ledger" / "faits" / "__init__.py"
    piece.write_text('"""Where facts are grown."""\n', encoding="utf-8")
    assert "| `faits/` | Where facts are grown. |" in architecture(copie)


@pytest.mark.parametrize("nom", PAGES)
def test_page_is_well_set(nom: str) -> None:
    texte = page(nom)
    assert "\x1b" not in texte
    assert "\n\n\n" not in texte
    colonnes = 0
    for ligne in texte.splitlines():
        assert ligne == ligne.rstrip(" ")
        barres = ligne.replace("\\|", "").count("|") if ligne.startswith("|") else 0
        assert not (barres and colonnes) or barres == colonnes
        colonnes = barres


@pytest.mark.parametrize("nom", CATALOGUE)
def test_error_is_documented(nom: str) -> None:
    texte = section("erreurs.md", f"### {nom}")
    assert f"[{nom}]" in texte
    assert ("```beancount\n; " in texte) == (nom != "DossierSansLivre")
    assert "```text\n" in texte
    assert f"(#{nom.lower()})" in page("erreurs.md")


@pytest.mark.parametrize("nom", DIRECTIVES)
def test_directive_and_its_keys_are_documented(nom: str) -> None:
    texte = section("lexique.md", f"### {nom}")
    assert DIRECTIVES[nom].forme(nom) in texte
    for valeur in DIRECTIVES[nom].valeurs:
        assert f"| {valeur} |" in texte
    for cle in DIRECTIVES[nom].cles:
        assert f"| `{cle}:` |" in texte


@pytest.mark.parametrize("code", INDICATEURS)
def test_indicator_is_documented(code: str) -> None:
    texte = section("lexique.md", f"### {INDICATEURS[code].libelle}")
    assert f"`{code}`, niveau" in texte
    assert "\n> " in texte


@pytest.mark.parametrize("code", lexique.TYPES)
def test_type_is_documented(code: str) -> None:
    assert f"| `{code}` | {lexique.TYPES[code].libelle} |" in page("lexique.md")


@pytest.mark.parametrize("cle", [*lexique.AXES, *lexique.MARQUES])
def test_key_is_documented(cle: str) -> None:
    texte = section("lexique.md", "## Les clés d’une écriture")
    assert f"| `{cle}:` |" in texte


def test_whatever_can_be_explained_is_documented() -> None:
    textes = page("erreurs.md") + page("lexique.md")
    natures = {code for code in lexique.NATURES if code not in lexique.TYPES}
    for explication in iter_explications():
        if explication.code not in natures:
            assert explication.code in textes


@pytest.mark.parametrize("commande", COMMANDES, ids=lambda c: str(c.name))
def test_command_and_its_options_are_documented(commande: click.Command) -> None:
    texte = section("commandes.md", f"## ptce {commande.name}")
    for parametre in commande.params:
        if isinstance(parametre, click.Option):
            assert all(nom in texte for nom in parametre.opts)
            assert parametre.help
        else:
            assert (parametre.metavar or "").strip("[].") in texte


def _modules() -> list[str]:
    return sorted(
        module.name
        for module in pkgutil.walk_packages(ptce_ledger.__path__, "ptce_ledger.")
        if not module.ispkg
    )


@pytest.mark.parametrize("nom", ["maison", *_modules()])
def test_doctests(nom: str) -> None:
    """The examples of a module's docstrings are true."""
    resultat = doctest.testmod(importlib.import_module(nom))
    assert resultat.failed == 0
    assert resultat.attempted >= (4 if nom == "ptce_ledger.mots.euros" else 0)
