"""The pages in French and in English: the same figures, and no word left behind."""

from __future__ import annotations

import datetime
import importlib
import importlib.util
import pickle
import re
import shutil
import string
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.application import create_app

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Liste
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import Suite
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import later_count
from ptce_ledger.mots.dits import one_of
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.langue import CONTEXTE
from ptce_ledger.mots.langue import catalogue
from ptce_ledger.mots.langue import choose
from ptce_ledger.mots.langue import count
from ptce_ledger.mots.langue import current
from ptce_ledger.mots.langue import enumerate_said
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.langue import speaking
from ptce_ledger.mots.langue import vocabulary
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.rendu.web.graphiques.barres import Cadre
from ptce_ledger.rendu.web.graphiques.barres import Serie
from ptce_ledger.rendu.web.graphiques.barres import columns
from ptce_ledger.rendu.web.graphiques.barres import stacked_bars
from ptce_ledger.rendu.web.graphiques.courbes import Courbe
from ptce_ledger.rendu.web.graphiques.courbes import lines
from ptce_ledger.rendu.web.graphiques.flux import Flux
from ptce_ledger.rendu.web.graphiques.flux import flows

if TYPE_CHECKING:
    from types import ModuleType

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

RACINE = Path(__file__).parent.parent
EXEMPLE = RACINE / "ledgers" / "exemple"
EXTENSION = '2023-01-01 custom "fava-extension" "ptce_ledger.reports.fava"\n'
#: What shows nearly every sentence: all years, a project, a phase, figures, mistakes.
VUES: tuple[dict[str, str], ...] = (
    {},
    {"exercice": "2023"},
    {"exercice": "2024", "phase": "developpement", "niveau": "2"},
    {"projet": "legumerie"},
    {"chiffre": "niveau-2.net"},
    {"chiffre": "niveau-2.ca-imputable"},
    {"chiffre": "niveau-1/contributions/heures"},
    {"chiffre": "x", "niveau": "9", "account": "Income"},
)
#: Words of French alone, that no English sentence holds.
FRANCAIS = re.compile(r"\b(?:de|des|du|et|par|les|aux|la|le|un|une|dans|sans)\b|[«»]")


# -- Words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("demande", "langue"),
    [
        (None, "fr"),
        ("", "fr"),
        ("fr", "fr"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("fr-CA, en;q=0.9", "fr"),
        ("en-US,en;q=0.9,fr;q=0.8", "en"),
        ("de, en;q=0.2", "en"),
        ("fr;q=0.4, en;q=0.6", "en"),
        ("fr, en", "fr"),
        ("en, fr", "en"),
        ("de", "fr"),
        ("*", "fr"),
        ("en;q=0", "fr"),
        ("en;q=0, *", "fr"),
        ("fr;q=0.5, *", "en"),
        ("fr;q=0, en;q=0", "fr"),
        ("*;q=0", "fr"),
        # What no honest browser sends.
        ("en;q=nan", "fr"),
        ("en;q=1e99", "fr"),
        ("en;q=-1", "fr"),
        ("en;q=2, fr;q=0.1", "fr"),
        ("english", "fr"),
        (";;;,,,;q=", "fr"),
        ("en\x00", "fr"),
        ("zz," * 100_000 + "en", "fr"),
        ("en" * 100_000, "fr"),
    ],
)
def test_a_browser_is_answered_in_its_language(
    demande: str | None, langue: str
) -> None:
    """The best of French and English as « Accept-Language » weighs them, else French."""
    assert choose(demande) == langue


def test_french_is_the_default_and_comes_back() -> None:
    """A language is spoken as long as asked; an unknown one is French."""
    assert current() == "fr"
    with speaking("en"):
        assert say("Exercice") == "Financial year"
        with speaking("tlh"):
            assert say("Exercice") == "Exercice"
        assert current() == "en"
    assert say("Exercice") == "Exercice"


def test_each_language_has_its_typography() -> None:
    """No-break spaces and « » in French; “ ” and none of these spaces in English."""
    phrase = "Le chiffre « {chemin} » n’existe pas : « {mot} » est inconnu."
    francais = say(phrase, chemin="{x}", mot="y")
    assert francais.count("\u00a0") == 5
    with speaking("en"):
        assert say(phrase, chemin="{x}", mot="y") == (
            "There is no figure “{x}”: “y” is unknown."
        )
        assert enumerate_said("abc") == "“a”, “b” or “c”"
    assert enumerate_said("ab") == "«\u00a0a\u00a0» ou «\u00a0b\u00a0»"


@pytest.mark.parametrize(
    ("langue", "nombre", "phrase"),
    [
        ("fr", 0, "Le livre a 0 erreur\u00a0: aucun chiffre n’est donné."),
        ("fr", 1, "Le livre a 1 erreur\u00a0: aucun chiffre n’est donné."),
        ("fr", 2, "Le livre a 2 erreurs\u00a0: aucun chiffre n’est donné."),
        ("en", 0, "The ledger has 0 errors: no figure is given."),
        ("en", 1, "The ledger has 1 error: no figure is given."),
        ("en", 2, "The ledger has 2 errors: no figure is given."),
    ],
)
def test_numbers_agree(langue: str, nombre: int, phrase: str) -> None:
    """Zero is singular in French and plural in English."""
    un = "Le livre a {nombre} erreur : aucun chiffre n’est donné."
    plusieurs = "Le livre a {nombre} erreurs : aucun chiffre n’est donné."
    with speaking(langue):
        assert count(un, plusieurs, nombre) == phrase


def test_amounts_are_written_as_each_reader_expects() -> None:
    """1 234,56 € is €1,234.56; the minus and what is undefined or withheld follow."""
    montant = Decimal("-1234.555")
    assert write_euros(montant) == "−1\u202f234,56\u00a0€"
    assert write_pourcent(Decimal("0.4532")) == "45,3\u00a0%"
    assert write_pourcent(None) == "n.\u00a0d."
    with speaking("en"):
        assert write_euros(montant) == "−€1,234.56"
        assert write_nombre(Decimal(1234567), 0) == "1,234,567"
        assert write_pourcent(Decimal("0.4532")) == "45.3%"
        assert write_pourcent(None) == "n/a"
        assert write_euros(SECRET) == "s."


def test_words_are_said_in_the_language_of_the_moment() -> None:
    """One value, said twice: phrases, lists, days, amounts, and those within others."""
    quoi = later(
        "{lieu} porte à la fois {cles}.",
        lieu=later("La ligne"),
        cles=Suite((Cite("a:"), Cite("b:"), Cite("c:"))),
    )
    combien = later_count("une entrée", "{nombre} entrées", 2)
    valeurs = (
        *(quoi, combien, one_of("abc"), Liste(("a", "b", "c"))),
        *(Jour(datetime.date(2025, 1, 31)), Montant(Decimal("-1234.5"), "EUR")),
        *(Montant(Decimal("12.50"), "HEURE"), Montant(Decimal(3), "USD")),
    )

    def said() -> list[str]:
        return [str(valeur).replace("\u00a0", "_") for valeur in valeurs]

    francais = [
        *("La ligne porte à la fois «_a:_» et «_b:_» et «_c:_».", "2 entrées"),
        *("«_a_», «_b_» ou «_c_»", "a, b et c"),
        *("31/01/2025", "−1\u202f234,50_€", "12,5_h", "3,00_USD"),
    ]
    assert said() == francais
    with speaking("en"):
        assert said() == [
            *("The line has “a:” and “b:” and “c:” at the same time.", "2 entries"),
            *("“a”, “b” or “c”", "a, b and c"),
            *("31/01/2025", "−€1,234.50", "12.5_h", "3.00_USD"),
        ]
    assert said() == francais
    assert pickle.loads(pickle.dumps(valeurs)) == valeurs  # noqa: S301  our own


# -- The catalogue ----------------------------------------------------------------


@pytest.fixture(scope="module")
def atelier() -> ModuleType:
    """Give the script behind `make catalogue`."""
    lieu = RACINE / "docs" / "catalogue.py"
    spec = importlib.util.spec_from_file_location("catalogue", lieu)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_catalogue_is_whole_and_fresh(atelier: ModuleType) -> None:
    """Every sentence has its English, none is left over: else `make catalogue`."""
    a_jour = atelier.updated()
    assert atelier.missing(a_jour) == []
    assert a_jour.obsolete == {}
    compile_ = atelier.ANGLAIS.with_suffix(".mo").read_bytes()
    assert atelier.as_mo(a_jour) == compile_


def test_translations_keep_what_is_filled_in(atelier: ModuleType) -> None:
    """The English of a sentence has the same blanks, and no French typography."""
    for message in atelier.updated():
        if not message.id:
            continue
        francais = message.id if isinstance(message.id, tuple) else (message.id,)
        anglais = message.string if isinstance(message.id, tuple) else (message.string,)
        blancs = {b for phrase in francais for b in _blanks(phrase)}
        assert {b for phrase in anglais for b in _blanks(phrase)} == blancs
        assert not re.search("[«»\u00a0\u202f]", "".join(anglais))


def test_messages_are_apart_from_what_a_publication_says(atelier: ModuleType) -> None:
    """A word of the books that is also one of an error is none of the public words."""
    messages = {m.id for m in atelier.updated() if m.context == CONTEXTE}
    pages = {m.id for m in atelier.updated() if m.context is None}
    assert "Écrivez ce qui est payé, sans le motif : « Salaires de mars »." in messages
    dites = vocabulary()
    assert {m for m in messages - pages if isinstance(m, str)} & dites == set()
    assert not any("Salaires de mars" in dite or "\x04" in dite for dite in dites)
    assert {p for p in pages if isinstance(p, str)} <= dites | {""}


def _blanks(phrase: str) -> set[str]:
    return {nom for _, nom, _, _ in string.Formatter().parse(phrase) if nom}


# -- The pages --------------------------------------------------------------------


class Site:
    """The example pole in a Fava, and the pages one asks of it."""

    def __init__(self, dossier: Path, option: str = "") -> None:
        shutil.copytree(EXEMPLE, dossier, dirs_exist_ok=True)
        principal = dossier / "main.beancount"
        texte = principal.read_text(encoding="utf-8")
        lignes = [texte, "" if EXTENSION in texte else EXTENSION]
        if option:
            lignes.append(f'2023-01-01 custom "fava-option" "language" "{option}"\n')
        principal.write_text("\n".join(lignes), encoding="utf-8")
        app = create_app([str(principal)], load=True)
        app.testing = True
        self._app = app
        self.slug = next(iter(app.config["LEDGERS"].ledgers_by_slug))

    def client(self) -> FlaskClient:
        """Give a browser that was never here."""
        return self._app.test_client()

    def ask(
        self,
        page: str,
        client: FlaskClient | None = None,
        entetes: Any = (),
        **axes: Any,
    ) -> TestResponse:
        """Ask for a page."""
        return (client or self.client()).get(
            f"/{self.slug}/extension/{page}/", query_string=axes, headers=entetes
        )

    def read(self, page: str, **axes: Any) -> str:
        """Give our part of a page."""
        return _ours(self.ask(page, **axes))


def _ours(reponse: TestResponse) -> str:
    assert reponse.status_code == 200
    html = reponse.get_data(as_text=True)
    debut = html.index('<div class="ptce"')
    return html[debut : html.index('id="page-title"', debut)]


class Lecteur(HTMLParser):
    """What a page says to eyes and ears; its cells; its links to itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.textes: list[str] = []
        self.cellules: dict[str, str] = {}
        self.langues: dict[str, dict[str, str | None]] = {}
        self._cellule = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the attributes that are spoken."""
        dits = dict(attrs)
        self.textes += [d for n in ("aria-label", "title") if (d := dits.get(n))]
        if tag == "td":
            self._cellule = dits.get("data-cellule") or ""
        if tag == "a" and "hreflang" in dits:
            self.langues[dits["hreflang"] or ""] = dits

    def handle_endtag(self, tag: str) -> None:
        """Leave a cell."""
        if tag == "td":
            self._cellule = ""

    def handle_data(self, data: str) -> None:
        """Read a text."""
        if data.strip():
            self.textes.append(data.strip())
        if self._cellule:
            vu = self.cellules.get(self._cellule, "")
            self.cellules[self._cellule] = vu + data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Load the example pole once."""
    return Site(tmp_path_factory.mktemp("langue"))


@pytest.fixture(scope="module")
def typed() -> list[str]:
    """List what the ledger's own people wrote, which no page may translate."""
    livre = load_livre(EXEMPLE)
    registre = livre.registre
    noms = {registre.libelle, *(registre.label(code) for code in registre.codes())}
    noms -= {registre.label("cellule")}
    noms |= {convention.objet for convention in registre.conventions.values()}
    indicateurs = registre.declarations["ptce-indicateur"]
    noms |= {lu.valeurs["libellé"] for lu in indicateurs}
    for fact in livre.releve.iter_facts():
        noms |= {fact.compte, "" if fact.nature == "ca" else fact.libelle}
    return sorted(filter(None, noms), key=len, reverse=True)


@pytest.mark.parametrize("page", PAGES)
def test_english_pages_have_no_french_left(
    site: Site, typed: list[str], page: str
) -> None:
    """Each text and spoken attribute is English, what the ledger holds apart."""
    catalogue_anglais = catalogue("en")
    phrases = {
        cle: dit
        for cle, dit in vars(catalogue_anglais)["_catalog"].items()
        if isinstance(cle, str) and cle != dit and "{" not in cle
    }
    for axes in VUES:
        html = site.read(page, langue="en", **axes)
        assert '<div class="ptce" lang="en"' in html
        for texte in Lecteur(html).textes:
            assert texte not in phrases, texte
            # The law's own words, in both languages.
            reste = texte.removeprefix("De minimis")
            for nom in typed:
                reste = reste.replace(nom, "")
            # The name of the other language, and labels that a chart had to cut.
            if texte != "Français" and not texte.endswith("…"):
                assert not FRANCAIS.search(reste.lower()), texte


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_give_the_same_figures(site: Site, page: str) -> None:
    """Cell by cell and digit for digit, the signs too."""
    comptees = 0
    for axes in VUES:
        cellules = [
            Lecteur(site.read(page, langue=langue, **axes)).cellules
            for langue in ("fr", "en")
        ]
        assert list(cellules[0]) == list(cellules[1])
        for adresse, francais in cellules[0].items():
            chiffres = re.sub(r"[^\d−]", "", francais)
            assert re.sub(r"[^\d−]", "", cellules[1][adresse]) == chiffres, adresse
            comptees += bool(chiffres)
    assert comptees > 20


def test_french_pages_have_no_english(site: Site) -> None:
    """A French page says nothing in English but the name of that language."""
    anglais = {
        dit
        for cle, dit in vars(catalogue("en"))["_catalog"].items()
        if cle != dit and len(dit) > 7
    }
    for page in PAGES:
        textes = set(Lecteur(site.read(page, langue="fr")).textes)
        assert textes & anglais == set()
        assert {"Français", "English"} <= textes


# -- The choice -------------------------------------------------------------------


def _langue(reponse: TestResponse) -> str:
    """Give the language a page says it is in."""
    lue = re.search(r'<div class="ptce" lang="(\w*)"', _ours(reponse))
    assert lue
    return lue[1]


@pytest.mark.parametrize(
    ("argument", "temoin", "option", "navigateur", "langue"),
    [
        ("en", "fr", "fr", "fr", "en"),
        ("fr", "en", "", "en", "fr"),
        ("", "en", "fr", "fr", "en"),
        ("xx", "en", "", "fr", "en"),
        ("", "<b>", "en", "fr", "en"),
        ("", "", "fr", "en", "fr"),
        ("", "", "en", "fr", "en"),
        ("", "", "de", "en", "en"),
        ("", "", "", "en-GB,en;q=0.9", "en"),
        ("", "", "", "de", "fr"),
        ("", "", "", "", "fr"),
    ],
)
def test_what_decides(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    argument: str,
    temoin: str,
    option: str,
    navigateur: str,
    langue: str,
) -> None:
    """The address, else the choice kept, else the ledger, else the browser, else French."""
    client = site.client()
    (livre,) = client.application.config["LEDGERS"].ledgers_by_slug.values()
    monkeypatch.setattr(livre.fava_options, "language", option or None)
    if temoin:
        client.set_cookie("ptce-langue", temoin)
    entetes = {"Accept-Language": navigateur}
    axes = {"langue": argument} if argument else {}
    assert _langue(site.ask("Membres", client, entetes, **axes)) == langue


def test_the_switch_keeps_the_rest_of_the_address(site: Site) -> None:
    """Two links, each in its own language; the one spoken is marked; axes hold."""
    axes = {
        "exercice": "2024",
        "niveau": "2",
        "time": "2024",
        "chiffre": "niveau-2.net",
    }
    langues = Lecteur(site.read("Synthese", langue="en", **axes)).langues
    assert list(langues) == ["fr", "en"]
    assert langues["en"]["aria-current"] == "true"
    assert "aria-current" not in langues["fr"]
    for code, lien in langues.items():
        assert lien["lang"] == code
        adresse = lien["href"] or ""
        assert f"langue={code}" in adresse
        for nom, valeur in axes.items():
            assert f"{nom}={valeur}" in adresse
        assert _langue(site.client().get(adresse)) == code


def test_a_choice_is_kept(site: Site) -> None:
    """Choosing sets a cookie for a year, for this site alone; later pages follow it."""
    client = site.client()
    reponse = site.ask("Cellule", client, langue="en")
    temoin = reponse.headers["Set-Cookie"]
    for mot in ("ptce-langue=en;", "SameSite=Lax", "Path=/", "Max-Age=31536000"):
        assert mot in temoin
    assert {"Cookie", "Accept-Language"} <= set(
        reponse.vary.as_set(preserve_casing=True)
    )
    suite = site.ask("Membres", client)
    assert _langue(suite) == "en"
    assert "Set-Cookie" not in suite.headers
    assert "Set-Cookie" not in site.ask("Membres", langue="<script>").headers


def test_links_and_form_carry_the_choice(site: Site) -> None:
    """Without cookies too, what opens from a page is in its language."""
    html = site.read("Cellule", langue="en")
    liens = re.findall(
        r'class="ptce-chiffre" href="([^"]+)"|href="([^"]+)" class="ptce-chiffre"', html
    )
    assert liens
    assert all("langue=en" in "".join(lien) for lien in liens)
    assert '<input type="hidden" name="langue" value="en">' in html


def test_sidebar_is_in_the_language_of_the_reader(site: Site) -> None:
    """Fava names our pages, in its menu and its title, as each request wants."""
    for langue, titre in (("fr", "Financeurs"), ("en", "Funders")):
        html = site.ask("Financeurs", langue=langue).get_data(as_text=True)
        assert f"<title>{titre} - " in html
        assert f'"name":"Financeurs","report_title":"{titre}"' in html


@pytest.mark.parametrize(
    ("axes", "navigateur", "option", "mot"),
    [
        ({"langue": "fr"}, "en", "", "Bilan"),
        ({"langue": "en"}, "fr", "", ""),
        ({}, "fr", "", "Bilan"),
        ({}, "en", "", ""),
        ({}, "en", "de", "Bilanz"),
        ({}, "de, fr;q=0.5", "", "Bilanz"),
        ({}, "tlh", "", "Bilan"),
    ],
)
def test_words_of_fava_may_follow(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    axes: dict[str, Any],
    navigateur: str,
    option: str,
    mot: str,
) -> None:
    """A server that wraps Fava gives it our choice; without one Fava does as ever."""
    langues = importlib.import_module("ptce_ledger.reports.fava.langues")
    app = site.client().application
    babel = app.extensions["babel"]
    monkeypatch.setattr(babel, "locale_selector", langues.select_locale)
    (livre,) = app.config["LEDGERS"].ledgers_by_slug.values()
    monkeypatch.setattr(livre.fava_options, "language", option or None)
    entetes = {"Accept-Language": navigateur}
    html = site.ask("Membres", entetes=entetes, **axes).get_data(as_text=True)
    traduit = re.search(r'"Balance Sheet":"(\w+)"', html)
    assert (traduit[1] if traduit else "") == mot


def test_a_refusal_is_in_the_language_of_the_reader(tmp_path: Path) -> None:
    """A ledger with errors says so in both languages, from one reading."""
    site = Site(tmp_path)
    fichier = tmp_path / "main.beancount"
    with fichier.open("a", encoding="utf-8") as flux:
        flux.write('\n2025-01-01 open Expenses:Rien\n  projet: "nulle-part"\n')
    (livre,) = site.client().application.config["LEDGERS"].ledgers_by_slug.values()
    livre.load_file()
    assert "aucun chiffre n’est donné" in site.read("Cellule", langue="fr")
    html = site.read("Cellule", langue="en")
    assert "no figure is given" in html
    assert "See the errors" in html


# -- Withheld amounts -------------------------------------------------------------


def test_charts_do_without_withheld_amounts() -> None:
    """A withheld part is not drawn, and no total lets it be found by difference."""
    cadre = Cadre("g", "t", "d")
    series = [Serie("a", (Decimal(10), Decimal(20))), Serie("b", (SECRET, Decimal(5)))]
    for dessin in (
        stacked_bars(cadre, ["x", "y"], series),
        columns(cadre, ["x", "y"], series),
    ):
        assert dessin.count('class="valeur">s.</text>') == 1
        assert ">25\u00a0€</text>" in dessin
        assert ">10\u00a0€</text>" not in dessin
        assert "NaN" not in dessin
    courbes = [Courbe("r", (Decimal("0.5"), SECRET, None)), Courbe("q", (SECRET,) * 3)]
    dessin = lines(cadre, ["1", "2", "3"], courbes)
    assert dessin.count('class="valeur"') == 1
    assert "NaN" not in dessin
    dessin = flows(cadre, [Flux("s", "e", Decimal(3)), Flux("t", "e", SECRET)])
    assert dessin.count("ruban") == 1
    assert ">t</text>" not in dessin


def test_pages_do_without_withheld_amounts(tmp_path: Path) -> None:
    """What rests on a withheld line is « s. » on every page, and opens nowhere."""
    site = Site(tmp_path)
    for fichier in tmp_path.glob("*.beancount"):
        texte = fichier.read_text(encoding="utf-8")
        # What the pole asserts of its figures is not in a published ledger.
        texte = re.sub(r'(?m)^.* custom "ptce-attendu" .*\n', "", texte)
        texte = re.sub(r"(\n  Income:Ventes:.*)", r"\1\n    retenu: TRUE", texte)
        fichier.write_text(texte, encoding="utf-8")
    (livre,) = site.client().application.config["LEDGERS"].ledgers_by_slug.values()
    livre.load_file()
    assert list(livre.load_errors) == []
    ventes = "niveau-1/ressources/ventes.public/montant"
    for langue in ("fr", "en"):
        for page in PAGES:
            for axes in VUES[::2]:
                html = site.read(page, langue=langue, **axes)
                assert "NaN" not in html
                assert "<table" in html
                assert ">s.</a>" not in html
        assert Lecteur(site.read("Cellule", langue=langue)).cellules[ventes] == "s."
    html = site.read("Cellule", langue="en", chiffre="niveau-1.ressources.ventes")
    assert "This figure is suppressed" in html
    assert "ptce-sous-total" not in html
    assert "(suppressed): the figure is not given" in html
