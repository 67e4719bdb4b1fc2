"""Each plugin alone: a ledger in, the expected ledger out (Avant / Après).

The ledgers stand in the docstrings of the tests, as they do in those of the plugins,
which are checked the same way. Both sides are written by Beancount's own printer.
"""

from __future__ import annotations

import importlib
import inspect
import re
import textwrap
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Transaction
from beancount.parser import cmptest
from beancount.parser import printer

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

PLUGINS = "ptce_ledger.plugins"
MODULES = ("animation", "projets", "membres", "controle", "strict")

#: The pole in which the examples take place.
CONTEXTE = """
2020-01-01 custom "ptce-pole" "bocage" "Pôle du Bocage"
  perimetre-defaut: "cellule"
2020-01-01 custom "ptce-membre" "recyclerie" "La Recyclerie"
  origine: "ess"
2020-01-01 custom "ptce-membre" "forge" "L’Échoppe d’Hélène"
  origine: "prive"
  sortie: 2025-06-30
2020-01-01 custom "ptce-tiers" "region" "Région"
  origine: "public"
2020-01-01 custom "ptce-projet" "conserverie" "Conserverie"
2020-01-01 custom "ptce-projet" "compost" "Compost"
2020-01-01 custom "ptce-convention" "region-2025" "region" 9000.00 EUR
  projet: "compost"
2020-01-01 custom "ptce-cle" "temps"
  cellule: 0.5
  compost: 0.5
2020-01-01 price HEURE 18.00 EUR
2020-01-01 open Assets:512-Banque
2020-01-01 open Liabilities:164-Emprunts
  type: "prets"
2020-01-01 open Liabilities:401-Fournisseurs
2020-01-01 open Liabilities:467-Mandats
2020-01-01 open Income:706-Prestations
  type: "ventes"
2020-01-01 open Income:7083-Locations
  type: "ventes"
2020-01-01 open Income:741-Subventions
  type: "subventions"
2020-01-01 open Income:781-Reprises
  type: "hors-ressources"
2020-01-01 open Income:Compost
  projet: "compost"
2020-01-01 open Income:Compost:706-Ventes
  type: "ventes"
2020-01-01 open Expenses:62-Services
2020-01-01 open Expenses:616-Assurances
  cle: "temps"
2020-01-01 open Equity:CVN:86-Emplois:864-Benevolat
2020-01-01 open Equity:CVN:87-Contributions:875-Benevolat
  type: "contributions-volontaires"
  origine: "particuliers"
"""


def _load(ledger: str, *plugins: str) -> tuple[list[Any], list[str]]:
    """Give the transactions of a ledger in the context, and the codes of its errors."""
    tete = "".join(f'plugin "{nom}"\n' for nom in plugins)
    entries, errors, _ = loader.load_string(f"{tete}{CONTEXTE}\n{ledger}")
    codes = [getattr(error, "code", str(error)) for error in errors]
    return [e for e in entries if isinstance(e, Transaction)], codes


def _print(entries: list[Any]) -> str:
    return "\n".join(map(printer.format_entry, entries))


def _iter_examples(doc: str | None) -> Iterator[tuple[str, str]]:
    """Yield the (Avant, Après) ledgers of a docstring."""
    for morceau in re.split(
        r"^Avant\b", inspect.cleandoc(doc or ""), flags=re.MULTILINE
    )[1:]:
        avant, trouve, apres = morceau.partition("\nAprès")
        assert trouve, "un « Avant » sans « Après »"
        yield _ledger(avant), _ledger(apres)


def _ledger(texte: str) -> str:
    """Keep the indented block that follows a heading."""
    lignes: list[str] = []
    for ligne in texte.splitlines()[1:]:
        if ligne and not ligne.startswith("    "):
            break
        lignes.append(ligne)
    ledger = textwrap.dedent("\n".join(lignes)).strip("\n")
    assert ledger
    return ledger


def check(test: Callable[..., None], *modules: str) -> None:
    """Check the examples of a docstring: what plugins alone make of a ledger.

    Nothing but metadata moves, and what comes out, written by hand, is as right: the
    plugin has nothing more to add to it.
    """
    plugins = [f"{PLUGINS}.{module}" if module else PLUGINS for module in modules]
    exemples = list(_iter_examples(test.__doc__))
    assert exemples
    for avant, apres in exemples:
        tel_quel, _ = _load(avant)
        trouve, errors = _load(avant, *plugins)
        attendu, _ = _load(apres)
        assert errors == []
        assert _print(trouve) == _print(attendu)
        cmptest.TestCase().assertEqualEntries(tel_quel, trouve)
        assert _print(_load(apres, *plugins)[0]) == _print(attendu)


@pytest.mark.parametrize("module", ["animation", "projets", "membres"])
def test_docstring_des_plugins(module: str) -> None:
    """The Avant / Après of a plugin's own docstring is what it does."""
    check(importlib.import_module(f"{PLUGINS}.{module}"), module)  # type: ignore[arg-type]


def test_docstring_de_controle() -> None:
    """The entry that the docstring of « contrôle » calls wrong is refused."""
    module = importlib.import_module(f"{PLUGINS}.controle")
    _, trouve, exemple = inspect.cleandoc(module.__doc__ or "").partition("refuse")
    assert trouve
    _, errors = _load(_ledger(exemple), f"{PLUGINS}.controle")
    assert errors[0] == "ContributionDesequilibree"


def test_docstring_de_strict() -> None:
    """The two lines that the docstring of « strict » shows are those to type."""
    module = importlib.import_module(f"{PLUGINS}.strict")
    noms = re.findall(r'^plugin "(.+)"$', module.__doc__ or "", flags=re.MULTILINE)
    assert noms == [PLUGINS, f"{PLUGINS}.strict"]
    ledger = """
        2025-01-31 * "Inconnu" "Vente sans origine"
          Income:706-Prestations  -10.00 EUR
          Assets:512-Banque
    """
    assert _load(textwrap.dedent(ledger), *noms)[1] == ["NonVentile"]
    assert _load(textwrap.dedent(ledger), noms[0])[1] == []


@pytest.mark.parametrize("module", ["", *MODULES])
def test_module_declare(module: str) -> None:
    """A module without `__plugins__` would be skipped silently by Beancount."""
    nom = f"{PLUGINS}.{module}" if module else PLUGINS
    trouve = importlib.import_module(nom)
    assert [callable(getattr(trouve, f)) for f in trouve.__plugins__] == [True]
    assert _load("", nom) == ([], [])


def test_animation_cellule() -> None:
    """The cell is said on each line that counts: by default, or as typed.

    Avant :

        2025-01-10 * "Imprimeur" "Par défaut"
          Expenses:62-Services    350.00 EUR
          Assets:512-Banque

        2025-01-11 * "Région" "Contre le projet du compte"
          Income:Compost:706-Ventes  -20.00 EUR
            perimetre: "cellule"
          Income:Compost:706-Ventes   -5.00 EUR
          Assets:512-Banque

        2025-01-12 * "Coopérative" "Emprunt"
          Liabilities:164-Emprunts  -1000.00 EUR
          Assets:512-Banque

    Après :

        2025-01-10 * "Imprimeur" "Par défaut"
          Expenses:62-Services    350.00 EUR
            perimetre: "cellule"
          Assets:512-Banque      -350.00 EUR

        2025-01-11 * "Région" "Contre le projet du compte"
          Income:Compost:706-Ventes  -20.00 EUR
            perimetre: "cellule"
          Income:Compost:706-Ventes   -5.00 EUR
          Assets:512-Banque           25.00 EUR

        2025-01-12 * "Coopérative" "Emprunt"
          Liabilities:164-Emprunts  -1000.00 EUR
            perimetre: "cellule"
          Assets:512-Banque          1000.00 EUR
    """
    check(test_animation_cellule, "animation")


def test_animation_laisse() -> None:
    """A project, a key, a balance sheet account or an opening entry is left alone.

    Avant :

        2025-01-01 * "À-nouveaux"
          a-nouveau: TRUE
          Liabilities:164-Emprunts  -500.00 EUR
          Assets:512-Banque          500.00 EUR

        2025-01-10 * "Assureur" "Sous clé, par le compte"
          Expenses:616-Assurances  100.00 EUR
          Assets:512-Banque

        2025-01-11 * "Fournisseur" "D'un projet"
          projet: "compost"
          Expenses:62-Services  30.00 EUR
          Liabilities:401-Fournisseurs

        2025-01-12 * "Fournisseur" "Payé"
          Liabilities:401-Fournisseurs  30.00 EUR
          Assets:512-Banque

    Après :

        2025-01-01 * "À-nouveaux"
          a-nouveau: TRUE
          Liabilities:164-Emprunts  -500.00 EUR
          Assets:512-Banque          500.00 EUR

        2025-01-10 * "Assureur" "Sous clé, par le compte"
          Expenses:616-Assurances  100.00 EUR
          Assets:512-Banque       -100.00 EUR

        2025-01-11 * "Fournisseur" "D'un projet"
          projet: "compost"
          Expenses:62-Services  30.00 EUR
          Liabilities:401-Fournisseurs  -30.00 EUR

        2025-01-12 * "Fournisseur" "Payé"
          Liabilities:401-Fournisseurs  30.00 EUR
          Assets:512-Banque            -30.00 EUR
    """
    check(test_animation_laisse, "animation")


def test_animation_en_nature() -> None:
    """Both sides of class 8 are the cell's.

    Avant :

        2025-05-31 * "Bénévoles" "Comité"
          Equity:CVN:86-Emplois:864-Benevolat          12.5 HEURE
          Equity:CVN:87-Contributions:875-Benevolat

    Après :

        2025-05-31 * "Bénévoles" "Comité"
          Equity:CVN:86-Emplois:864-Benevolat          12.5 HEURE
            perimetre: "cellule"
          Equity:CVN:87-Contributions:875-Benevolat   -12.5 HEURE
            perimetre: "cellule"
    """
    check(test_animation_en_nature, "animation")


def test_projets() -> None:
    """A project comes down from the posting, the entry or an ancestor of the account.

    Avant :

        2025-01-10 * "Habitants" "Écriture d'un projet, une ligne d'un autre"
          projet: "conserverie"
          Income:706-Prestations  -80.00 EUR
          Income:706-Prestations  -20.00 EUR
            projet: "compost"
          Income:706-Prestations   -5.00 EUR
            perimetre: "cellule"
          Assets:512-Banque

        2025-01-11 * "Habitants" "Par le compte parent"
          Income:Compost:706-Ventes  -7.00 EUR
          Assets:512-Banque

    Après :

        2025-01-10 * "Habitants" "Écriture d'un projet, une ligne d'un autre"
          projet: "conserverie"
          Income:706-Prestations  -80.00 EUR
            perimetre: "projet"
            projet: "conserverie"
          Income:706-Prestations  -20.00 EUR
            projet: "compost"
            perimetre: "projet"
          Income:706-Prestations   -5.00 EUR
            perimetre: "cellule"
          Assets:512-Banque       105.00 EUR

        2025-01-11 * "Habitants" "Par le compte parent"
          Income:Compost:706-Ventes  -7.00 EUR
            perimetre: "projet"
            projet: "compost"
          Assets:512-Banque           7.00 EUR
    """
    check(test_projets, "projets")


def test_projets_cle_et_convention() -> None:
    """Under a key no périmètre is written; a convention goes down with its project.

    Avant :

        2025-01-10 * "Assureur" "Clé du compte"
          Expenses:616-Assurances  100.00 EUR
          Assets:512-Banque

        2025-01-11 * "Région" "Acompte"
          convention: "region-2025"
          projet: "compost"
          Income:741-Subventions  -4500.00 EUR
          Assets:512-Banque

        2025-01-12 * "Habitants" "Encaissé pour un membre, au marché du projet"
          Liabilities:467-Mandats  -60.00 EUR
            membre: "recyclerie"
            projet: "compost"
          Assets:512-Banque

    Après :

        2025-01-10 * "Assureur" "Clé du compte"
          Expenses:616-Assurances  100.00 EUR
            cle: "temps"
          Assets:512-Banque       -100.00 EUR

        2025-01-11 * "Région" "Acompte"
          convention: "region-2025"
          projet: "compost"
          Income:741-Subventions  -4500.00 EUR
            perimetre: "projet"
            projet: "compost"
            convention: "region-2025"
          Assets:512-Banque        4500.00 EUR

        2025-01-12 * "Habitants" "Encaissé pour un membre, au marché du projet"
          Liabilities:467-Mandats  -60.00 EUR
            membre: "recyclerie"
            projet: "compost"
          Assets:512-Banque         60.00 EUR
    """
    check(test_projets_cle_et_convention, "projets")


def test_membres_ventes() -> None:
    """A sale to a member is internal until the day it leaves, and outside after.

    Avant :

        2025-06-30 * "L'ECHOPPE D'HELENE" "Dernier jour"
          Income:706-Prestations  -100.00 EUR
          Assets:512-Banque

        2025-07-01 * "L'échoppe d'Hélène" "Lendemain"
          Income:706-Prestations  -100.00 EUR
          Assets:512-Banque

        2025-07-02 * "Personne de connu" "Au dehors"
          Income:706-Prestations  -100.00 EUR
          Assets:512-Banque

        2025-07-03 * "La Recyclerie" "Le tiers écrit l'emporte, l'origine aussi"
          Income:706-Prestations  -100.00 EUR
            tiers: "region"
            origine: "prive"
          Assets:512-Banque

    Après :

        2025-06-30 * "L'ECHOPPE D'HELENE" "Dernier jour"
          Income:706-Prestations  -100.00 EUR
            type: "facturation-interne"
            tiers: "forge"
            origine: "prive"
          Assets:512-Banque        100.00 EUR

        2025-07-01 * "L'échoppe d'Hélène" "Lendemain"
          Income:706-Prestations  -100.00 EUR
            type: "ventes"
            tiers: "forge"
            origine: "prive"
          Assets:512-Banque        100.00 EUR

        2025-07-02 * "Personne de connu" "Au dehors"
          Income:706-Prestations  -100.00 EUR
            type: "ventes"
          Assets:512-Banque        100.00 EUR

        2025-07-03 * "La Recyclerie" "Le tiers écrit l'emporte, l'origine aussi"
          Income:706-Prestations  -100.00 EUR
            tiers: "region"
            origine: "prive"
            type: "ventes"
          Assets:512-Banque        100.00 EUR
    """
    check(test_membres_ventes, "membres")


def test_membres_flux_internes() -> None:
    """A flow inside the pole's own books has origin « pole », on both sides.

    Avant :

        2025-03-31 * "Animation" "Coordination refacturée"
          Income:706-Prestations  -3000.00 EUR
            tiers: "conserverie"
          Expenses:62-Services     3000.00 EUR
            projet: "conserverie"
            tiers: "cellule"

    Après :

        2025-03-31 * "Animation" "Coordination refacturée"
          Income:706-Prestations  -3000.00 EUR
            tiers: "conserverie"
            type: "facturation-interne"
            origine: "pole"
          Expenses:62-Services     3000.00 EUR
            projet: "conserverie"
            tiers: "cellule"
            origine: "pole"
    """
    check(test_membres_flux_internes, "membres")


def test_membres_mandats() -> None:
    """A credit of 467 that names a member is its turnover; a debit is nothing.

    Avant :

        2025-03-01 * "Région" "Panier"
          Liabilities:467-Mandats  -90.00 EUR
            membre: "recyclerie"
          Assets:512-Banque

        2025-03-02 * "La Recyclerie" "Reversement"
          Liabilities:467-Mandats   90.00 EUR
            membre: "recyclerie"
          Assets:512-Banque

    Après :

        2025-03-01 * "Région" "Panier"
          Liabilities:467-Mandats  -90.00 EUR
            membre: "recyclerie"
            perimetre: "membre"
            tiers: "region"
            origine: "public"
          Assets:512-Banque         90.00 EUR

        2025-03-02 * "La Recyclerie" "Reversement"
          Liabilities:467-Mandats   90.00 EUR
            membre: "recyclerie"
          Assets:512-Banque        -90.00 EUR
    """
    check(test_membres_mandats, "membres")


def test_controle_preuve() -> None:
    """A booked line is « comptable »; with a document or a piece it is « justifie ».

    Avant :

        2025-01-10 * "Imprimeur" "Rien"
          Expenses:62-Services  10.00 EUR
          Assets:512-Banque

        2025-01-11 * "Imprimeur" "Une pièce sur l'écriture"
          piece: "F-12"
          Expenses:62-Services  10.00 EUR
          Assets:512-Banque

        2025-01-12 * "Imprimeur" "Un document sur une ligne"
          Expenses:62-Services  10.00 EUR
            document: "facture.pdf"
          Expenses:62-Services   1.00 EUR
          Assets:512-Banque

        2025-01-13 * "Imprimeur" "La preuve écrite l'emporte"
          preuve: "atteste"
          piece: "F-13"
          Expenses:62-Services  10.00 EUR
          Assets:512-Banque

    Après :

        2025-01-10 * "Imprimeur" "Rien"
          Expenses:62-Services  10.00 EUR
            preuve: "comptable"
          Assets:512-Banque    -10.00 EUR

        2025-01-11 * "Imprimeur" "Une pièce sur l'écriture"
          piece: "F-12"
          Expenses:62-Services  10.00 EUR
            preuve: "justifie"
            piece: "F-12"
          Assets:512-Banque    -10.00 EUR

        2025-01-12 * "Imprimeur" "Un document sur une ligne"
          Expenses:62-Services  10.00 EUR
            document: "facture.pdf"
            preuve: "justifie"
          Expenses:62-Services   1.00 EUR
            preuve: "comptable"
          Assets:512-Banque    -11.00 EUR

        2025-01-13 * "Imprimeur" "La preuve écrite l'emporte"
          preuve: "atteste"
          piece: "F-13"
          Expenses:62-Services  10.00 EUR
            preuve: "atteste"
            piece: "F-13"
          Assets:512-Banque    -10.00 EUR
    """
    check(test_controle_preuve, "controle")


def test_strict_laisse() -> None:
    """« strict » writes nothing.

    Avant :

        2025-01-10 * "Région" "Rien ne manque"
          Income:741-Subventions  -10.00 EUR
          Assets:512-Banque

        2025-01-11 * "Provision" "Une reprise n'a pas d'origine"
          Income:781-Reprises  -10.00 EUR
          Assets:512-Banque

    Après :

        2025-01-10 * "Région" "Rien ne manque"
          Income:741-Subventions  -10.00 EUR
          Assets:512-Banque        10.00 EUR

        2025-01-11 * "Provision" "Une reprise n'a pas d'origine"
          Income:781-Reprises  -10.00 EUR
          Assets:512-Banque     10.00 EUR
    """
    check(test_strict_laisse, "strict")


def test_ensemble() -> None:
    """The four together write every axis of the line, in the order of the guide.

    Avant :

        2025-10-31 * "La Recyclerie" "Loyer, avec facture"
          piece: "F-31"
          projet: "conserverie"
          Income:7083-Locations  -240.00 EUR
          Assets:512-Banque

    Après :

        2025-10-31 * "La Recyclerie" "Loyer, avec facture"
          piece: "F-31"
          projet: "conserverie"
          Income:7083-Locations  -240.00 EUR
            perimetre: "projet"
            projet: "conserverie"
            type: "facturation-interne"
            tiers: "recyclerie"
            origine: "ess"
            preuve: "justifie"
            piece: "F-31"
          Assets:512-Banque       240.00 EUR
    """
    check(test_ensemble, "")
    check(test_ensemble, "animation", "projets", "membres", "controle")


def test_lien_vers_un_document(tmp_path: Path) -> None:
    """A link that a document bears too makes each line of the entry « justifie »."""
    tmp_path.joinpath("notification.pdf").write_bytes(b"")
    ledger = f"""
2025-01-10 * "Région" "Notification" ^notif-12
  Income:741-Subventions  -10.00 EUR
  Assets:512-Banque

2025-01-11 * "Région" "Autre lien" ^notif-13
  Income:741-Subventions  -10.00 EUR
  Assets:512-Banque

2025-01-10 document Assets:512-Banque "{tmp_path}/notification.pdf" ^notif-12
"""
    entries, errors = _load(ledger, f"{PLUGINS}.controle")
    assert errors == []
    assert [entry.postings[0].meta["preuve"] for entry in entries] == [
        "justifie",
        "comptable",
    ]


def test_valeur_controlee_chaque_fois() -> None:
    """A value is checked wherever it is typed: 1 is not TRUE, though Python says so."""
    ledger = """
2025-01-01 * "Juste"
  a-nouveau: TRUE
  Liabilities:164-Emprunts  -100.00 EUR
  Assets:512-Banque

2025-01-02 * "Faux"
  a-nouveau: 1
  Liabilities:164-Emprunts  -100.00 EUR
  Assets:512-Banque
"""
    seul = ledger.partition("\n\n")[2]
    assert _load(seul, PLUGINS)[1] == ["ValeurMalFormee"]
    assert _load(ledger, PLUGINS)[1] == ["ValeurMalFormee"]
