"""The static site: every link holds, every figure is that of the command line and opens."""

from __future__ import annotations

import contextlib
import csv
import html
import io
import json
import re
import shutil
import threading
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import unquote
from urllib.parse import urlsplit

import pytest
import test_pages_navigateur
import test_reports_fava
from cheroot.wsgi import Server
from click.testing import CliRunner
from flask import Flask
from test_pages_navigateur import CHROMIUM
from test_pages_navigateur import Onglet

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.analyse.tableau import RAPPORTS
from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.langue import LANGUES
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.langue import speaking
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.publication.site import chiffres
from ptce_ledger.publication.site import site as fabrique
from ptce_ledger.publication.site.cadre import POLITIQUE
from ptce_ledger.publication.site.cadre import Mentions
from ptce_ledger.publication.site.donnees import list_files
from ptce_ledger.publication.site.donnees import write_files
from ptce_ledger.publication.site.site import DossierOccupe
from ptce_ledger.publication.site.site import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.wrappers import Response
    from playwright.sync_api import Browser

CAS = sorted((Path(__file__).parent / "cas").iterdir())
EXEMPLE = test_reports_fava.LIVRES["exemple"]
MENTIONS = Mentions(
    "Publié par la cellule d’animation.",
    "D’après les livres du pôle.",
    "Licence ouverte 2.0.",
)
avec_chromium = pytest.mark.skipif(
    not Path(CHROMIUM).exists(), reason="chromium est absent : make navigateur"
)
# Playwright leaves a loop and pipes for the interpreter to close.
pytestmark = test_pages_navigateur.pytestmark[1:]
VIDES = {"meta", "link", "input", "br", "hr", "img"}
#: What an element must stand in.
PARENTS = {
    "li": {"ul", "ol"},
    "tr": {"thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "caption": {"table"},
    "dt": {"div", "dl"},
    "dd": {"div", "dl"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "head": {"html"},
    "body": {"html"},
}
#: What may not stand, at any depth, in another.
INTERDITS = {
    "p": {"p", "div", "table", "ul", "section", "h2", "h3", "dl"},
    "a": {"a", "summary"},
}


def crawl(sortie: Path) -> Iterator[tuple[str, str]]:
    """Give every file of a site and all that it says: texts, attributes, comments.

    What HTML escapes is given plain, so that a word looked for is found however written.
    """
    for chemin in sorted(sortie.rglob("*")):
        if chemin.is_file():
            texte = chemin.read_bytes().decode("utf-8-sig", "replace")
            plein = html.unescape(texte) if chemin.suffix == ".html" else texte
            yield chemin.relative_to(sortie).as_posix(), plein


class Lue(HTMLParser):
    """A page read strictly: nesting, identifiers, links, cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fautes: list[str] = []
        self.noms: list[str] = []
        self.attributs: list[tuple[str, str, str]] = []
        self.cellules: dict[str, str] = {}
        self.ouvertes: dict[str, str] = {}
        self.sommes: dict[str, list[str]] = {}
        self.titre = ""
        self._pile: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()
        self.fautes += [f"{nom} n’est pas fermé" for nom, _ in self._pile]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element, where it may stand."""
        dits = {nom: valeur or "" for nom, valeur in attrs}
        self.noms.append(tag)
        self.attributs += [(tag, nom, valeur) for nom, valeur in dits.items()]
        dedans = [nom for nom, _ in self._pile]
        if tag in PARENTS and dedans[-1:] and dedans[-1] not in PARENTS[tag]:
            self.fautes.append(f"{tag} dans {dedans[-1]}")
        for hote, exclus in INTERDITS.items():
            if hote in dedans and tag in exclus and "svg" not in dedans:
                self.fautes.append(f"{tag} dans {hote}")
        if tag not in VIDES:
            self._pile.append((tag, dits))
        if cellule := dits.get("data-cellule"):
            self.cellules[cellule] = ""
        if tag == "a" and (cellule := self._near("data-cellule")):
            self.ouvertes[cellule] = dits["href"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass an empty element of a drawing."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave the element entered last, and no other."""
        if not self._pile or self._pile[-1][0] != tag:
            self.fautes.append(f"</{tag}> ne ferme rien")
        else:
            self._pile.pop()

    def handle_data(self, data: str) -> None:
        """Read a text, a cell, the total of an opened figure."""
        if self._pile and self._pile[-1][0] == "title" and len(self._pile) == 3:
            self.titre = data
        if cellule := self._near("data-cellule"):
            self.cellules[cellule] += data
        ici = self._pile[-1][1].get("class", "") if self._pile else ""
        if "ptce-sous-total" in ici and ("tr", "total") in [
            (nom, dits.get("class")) for nom, dits in self._pile
        ]:
            classes = [dits.get("class") for _, dits in self._pile]
            rang = classes.index("site-chiffre") if "site-chiffre" in classes else 0
            chiffre = self._pile[rang][1].get("id", "")
            self.sommes.setdefault(chiffre, []).append(data)

    def _near(self, attribut: str) -> str:
        return next((d[attribut] for _, d in self._pile if attribut in d), "")

    def all(self, attribut: str) -> list[str]:
        """List the values of an attribute."""
        return [valeur for _, nom, valeur in self.attributs if nom == attribut]


class Site:
    """A site written, and its pages read once."""

    def __init__(self, livre: Path, sortie: Path) -> None:
        lu = load_livre(livre)
        assert lu.errors == []
        self.dossier = Dossier(lu.releve)
        self.sortie = sortie
        self.fichiers = write_site(self.dossier, sortie, mentions=MENTIONS)
        self.pages = {
            chemin.relative_to(sortie).as_posix(): Lue(chemin.read_text("utf-8"))
            for chemin in self.fichiers
            if chemin.suffix == ".html"
        }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Write the site of the example pole."""
    return Site(EXEMPLE, tmp_path_factory.mktemp("site") / "public")


def test_each_page_stands_in_each_exercice_and_language(site: Site) -> None:
    """Six pages, a page a project, three years, two languages, and a door."""
    projets = [f"projet-{code}" for code in sorted(site.dossier.registre.projets)]
    attendues = {
        f"{langue}/{exercice}/{nom}.html"
        for langue in LANGUES
        for exercice in site.dossier.exercices
        for nom in (*(code.lower() for code in PAGES), *projets)
    } | {"index.html"}
    lignes = {nom for nom in site.pages if "/lignes-" in nom}
    assert set(site.pages) - lignes == attendues
    for nom, page in site.pages.items():
        langue = nom.partition("/")[0].replace("index.html", "fr")
        assert ("html", "lang", langue) in page.attributs
        assert page.titre.endswith(tuple(map(str, site.dossier.exercices)))
        assert page.titre.count(" — PTCE du Val d'Ambrelle — ") == 1
        assert page.all("content").count(POLITIQUE) == 1


def test_a_page_says_where_it_is(site: Site) -> None:
    """Its own year, its own language and its own place in the menu are the current ones."""
    for nom, texte in crawl(site.sortie):
        if nom.count("/") != 2 or not nom.endswith(".html"):
            continue
        langue, annee, _ = nom.split("/")
        courants = re.findall(r'<a [^>]*aria-current="(\w+)"[^>]*>([^<]*)</a>', texte)
        dits = [mot for _, mot in courants]
        assert [mot for mot in dits if mot.isdigit()] == [annee], nom
        assert ("true", LANGUES[langue]) in courants, nom


def test_lines_lead_to_those_of_another_year(site: Site) -> None:
    """From the lines of a page, another year opens the same lines, where it has some."""
    for nom, texte in crawl(site.sortie):
        if "/lignes-" not in nom:
            continue
        langue, annee, feuille = nom.split("/")
        for autre in site.dossier.exercices:
            if f"{langue}/{autre}/{feuille}" in site.pages and str(autre) != annee:
                assert f'href="../{autre}/{feuille}"' in texte, nom


def test_documents_are_well_made(site: Site) -> None:
    """Elements stand where they may and close; identifiers are told apart; one main."""
    for nom, page in site.pages.items():
        assert page.fautes == [], nom
        identifiants = page.all("id")
        assert len(identifiants) == len(set(identifiants)), nom
        renvois = " ".join(page.all("aria-labelledby")).split()
        assert set(renvois) <= set(identifiants), nom
        assert page.noms.count("main") == 1
        assert page.all("rel").count("stylesheet") == 2


def test_every_link_leads_somewhere(site: Site) -> None:
    """Links are relative, stay inside, and end on a file and an anchor that are there."""
    assert _follow_links(site) > 10_000


def _follow_links(site: Site) -> int:
    liens = 0
    for nom, page in site.pages.items():
        for href in (*page.all("href"), *page.all("src"), *page.all("action")):
            morceaux = urlsplit(href)
            assert (morceaux.scheme, morceaux.netloc, morceaux.query) == ("", "", "")
            assert not href.startswith("/")
            cible = (site.sortie / nom).parent / unquote(morceaux.path)
            if not morceaux.path:
                cible = site.sortie / nom
            entier = cible.resolve()
            assert entier.is_relative_to(site.sortie.resolve())
            assert entier.is_file(), (nom, href)
            if morceaux.fragment:
                la = entier.relative_to(site.sortie.resolve()).as_posix()
                assert unquote(morceaux.fragment) in site.pages[la].all("id"), href
            liens += 1
    return liens


def test_every_figure_opened_is_asked_for(site: Site) -> None:
    """No figure is opened for nothing: each one is linked from a page of its language."""
    demandes = {
        (Path(nom).parts[0], unquote(href.partition("#")[2]), _year(nom, href))
        for nom, page in site.pages.items()
        if nom != "index.html"
        for href in page.all("href")
        if "lignes-" in href and "#" in href
    }
    ouverts = {
        (Path(nom).parts[0], chiffre, Path(nom).parts[1])
        for nom, page in site.pages.items()
        if "/lignes-" in nom
        for chiffre in page.all("id")
        if not chiffre.startswith("titre-") and "contenu" not in chiffre
        if not chiffre.startswith("site-")
    }
    assert ouverts == demandes
    assert len(ouverts) > 1000


def _year(nom: str, href: str) -> str:
    annees = re.findall(r"/(\d{4})/", href.partition("#")[0])
    return annees[0] if annees else Path(nom).parts[1]


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: cas.stem)
def test_whatever_is_linked_opens(cas: Path) -> None:
    """In each case that accountants wrote, every figure linked has its lines."""
    dossier = Dossier(load_livre(cas).releve)
    plan = chiffres.plan(dossier, fabrique.write_bodies(dossier, ["fr"])[1])
    assert len(plan.pages) > 20
    for ouverts in plan.contenus.values():
        for _, detail, _ in ouverts:
            if detail.chiffre.colonne.genre in RAPPORTS:
                assert detail.sur
            else:
                assert detail.total() == detail.chiffre.valeur


@pytest.mark.parametrize("exercice", ["2023", "2025"])
@pytest.mark.parametrize("langue", LANGUES)
def test_figures_are_those_of_the_command_line(
    site: Site, langue: str, exercice: str
) -> None:
    """Cell by cell, each figure of the JSON is on a page, the same and no other."""
    arguments = ["synthese", str(EXEMPLE), "--exercice", exercice, "--format", "json"]
    data = json.loads(CliRunner().invoke(ptce, arguments).stdout_bytes)
    lues: dict[str, set[str]] = {}
    for nom, page in site.pages.items():
        if nom.startswith(f"{langue}/{exercice}/"):
            for adresse, texte in page.cellules.items():
                lues.setdefault(adresse, set()).add(texte)
    comptees = 0
    with speaking(langue):
        for adresse, colonne, valeur in test_reports_fava._addresses(data):
            if isinstance(valeur, list):
                assert adresse in lues
                continue
            attendu = test_reports_fava._french(colonne, adresse, valeur)
            assert lues.get(adresse) == {say(attendu)}, adresse
            comptees += 1
    assert comptees > 150


@pytest.mark.parametrize("langue", LANGUES)
def test_a_figure_opens_on_lines_that_make_it(site: Site, langue: str) -> None:
    """Behind every linked cell stand lines whose total is the cell."""
    comptees = 0
    for nom, page in site.pages.items():
        if not nom.startswith(f"{langue}/") or "/lignes-" in nom:
            continue
        for adresse, href in page.ouvertes.items():
            texte = page.cellules[adresse]
            chemin, _, chiffre = href.partition("#")
            la = ((site.sortie / nom).parent / chemin).resolve()
            cible = site.pages[la.relative_to(site.sortie.resolve()).as_posix()]
            if re.search("[1-9]", texte):
                sommes = cible.sommes[unquote(chiffre)]
                assert test_reports_fava.is_made_of(
                    texte, sommes, moyenne=adresse.endswith("ca_imputable_moyenne")
                ), (nom, adresse)
                comptees += 1
    assert comptees > 500


def test_nothing_of_the_machine_and_no_address_outside(site: Site) -> None:
    """No path, no address of another site, no script, no style inside, no event."""
    for nom, texte in crawl(site.sortie):
        assert str(EXEMPLE) not in texte
        assert str(site.sortie) not in texte
        assert "http://" not in texte
        assert "https://" not in texte
        assert "file:" not in texte.replace(POLITIQUE, "")
        assert not re.search(r"(?<![\w./])/(?:home|root|tmp|usr|var|Users)/", texte), (
            nom
        )
    for page in site.pages.values():
        assert not {"script", "style", "iframe", "object", "form", "img"} & {*page.noms}
        assert page.all("style") == []
        assert [n for _, n, _ in page.attributs if n.startswith("on")] == []


def test_each_page_weighs_little(site: Site) -> None:
    """A page opens on a telephone: under a megabyte, whatever it opens."""
    assert max(fichier.stat().st_size for fichier in site.fichiers) < 1_000_000


def test_files_to_download_say_the_same(site: Site) -> None:
    """The CSV of an exercice is that of the command line; the JSON holds them all."""
    donnees = site.sortie / "donnees"
    for exercice in site.dossier.exercices:
        annee = ["--exercice", str(exercice), "--format", "csv"]
        for nom, commande in (
            ("synthese", ["synthese", "--par", "phase"]),
            ("lignes", ["faits"]),
        ):
            fait = CliRunner().invoke(ptce, [*commande, str(EXEMPLE), *annee])
            ecrit = (donnees / f"{exercice}-{nom}.csv").read_bytes()
            assert ecrit == fait.stdout_bytes
            lignes = csv.reader(io.StringIO(ecrit.decode("utf-8-sig")), delimiter=";")
            assert len({len(ligne) for ligne in lignes}) == 1
    tout = json.loads((donnees / "synthese.json").read_bytes())
    assert tout["exercices"] == site.dossier.exercices
    arguments = ["synthese", str(EXEMPLE), "--par", "phase", "--format", "json"]
    fait = CliRunner().invoke(ptce, arguments)
    assert tout["syntheses"][-1] == json.loads(fait.stdout_bytes)


def test_same_books_same_bytes(site: Site, tmp_path: Path) -> None:
    """Written again from the files, the site is the same to the byte."""
    ailleurs = tmp_path / "ailleurs"
    dossier = Dossier(load_livre(EXEMPLE).releve)
    ecrits = write_site(dossier, ailleurs, mentions=MENTIONS)
    memes = [f.relative_to(site.sortie) for f in site.fichiers]
    assert memes == [f.relative_to(ailleurs) for f in ecrits]
    for nom in memes:
        assert (site.sortie / nom).read_bytes() == (ailleurs / nom).read_bytes()


@pytest.fixture
def petit(tmp_path: Path) -> Dossier:
    """Read a small pole, in one exercice."""
    livre = shutil.copytree(test_reports_fava.LIVRES["bocage"], tmp_path / "livre")
    return Dossier(load_livre(Path(livre)).releve)


def test_a_former_site_goes_as_a_whole(petit: Dossier, tmp_path: Path) -> None:
    """Pages of before vanish, and nothing is left beside the folder."""
    sortie = tmp_path / "public"
    ecrits = write_site(petit, sortie)
    (sortie / "fr" / "2019").mkdir()
    (sortie / "fr" / "2019" / "synthese.html").write_text("ancien", encoding="utf-8")
    assert write_site(petit, sortie) == ecrits
    assert [f for f in sorted(sortie.rglob("*")) if f.is_file()] == ecrits
    assert sorted(f.name for f in tmp_path.iterdir()) == ["livre", "public"]


def test_what_is_no_site_is_left_alone(petit: Dossier, tmp_path: Path) -> None:
    """A folder that holds something else, or a file, is refused and stays as it was."""
    sortie = tmp_path / "photos"
    sortie.mkdir()
    (sortie / "index.html").write_text("<h1>Mes photos</h1>", encoding="utf-8")
    with pytest.raises(DossierOccupe):
        write_site(petit, sortie)
    with pytest.raises(DossierOccupe):
        write_site(petit, sortie / "index.html")
    assert (sortie / "index.html").read_text(encoding="utf-8") == "<h1>Mes photos</h1>"


def test_a_failure_leaves_the_former_site(
    petit: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When writing stops half-way, readers still have the whole former site."""
    sortie = tmp_path / "public"
    ecrits = {f: f.read_bytes() for f in write_site(petit, sortie)}

    def stop(*_: Any) -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"neuf"
        raise OSError(28, "disque plein")

    monkeypatch.setattr(fabrique, "iter_files", stop)
    with pytest.raises(OSError, match="disque plein"):
        write_site(petit, sortie)
    assert {f: f.read_bytes() for f in sortie.rglob("*") if f.is_file()} == ecrits
    assert sorted(f.name for f in tmp_path.iterdir()) == ["livre", "public"]


@pytest.mark.parametrize("ligne", ["Expenses:641-Salaires ", "Income:741-Subventions "])
def test_a_withheld_amount_is_nowhere(tmp_path: Path, ligne: str) -> None:
    """A figure that rests on a withheld line is « s. »; the pages stand, links hold."""
    livre = shutil.copytree(test_reports_fava.LIVRES["bocage"], tmp_path / "livre")
    for fichier in Path(livre).rglob("*.beancount"):
        texte = fichier.read_text(encoding="utf-8")
        retenu = re.sub(
            rf"^( +{ligne}.*)$", r"\1\n    retenu: TRUE", texte, flags=re.MULTILINE
        )
        fichier.write_text(
            re.sub(r'^.*"ptce-attendu".*$', "", retenu, flags=re.MULTILINE),
            encoding="utf-8",
        )
    site = Site(Path(livre), tmp_path / "public")
    quoi = "charges" if "Expenses" in ligne else "ressources"
    for langue in LANGUES:
        page = site.pages[f"{langue}/2025/cellule.html"]
        assert page.cellules[f"niveau-1/total/{quoi}"] == "s."
        assert page.cellules["niveau-1/total/resultat"] == "s."
    assert [nom for nom, page in site.pages.items() if page.fautes] == []
    assert _follow_links(site) > 500
    for _, texte in crawl(site.sortie):
        assert "NaN" not in texte


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    """Open Debian's Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*test_pages_navigateur.OPTIONS]
        )
        yield chromium
        chromium.close()


@avec_chromium
@pytest.mark.parametrize("sombre", [False, True], ids=["clair", "sombre"])
@pytest.mark.parametrize("largeur", [1300, 390])
def test_pages_open_from_the_disk(
    site: Site, navigateur: Browser, largeur: int, *, sombre: bool
) -> None:
    """Without any server: styled, within the window, legible, nothing in the console."""
    onglet = Onglet(navigateur, largeur, sombre=sombre)
    lignes = next(nom for nom in site.pages if "en/2025/lignes-niveau-1" in nom)
    for nom in (
        lignes,
        "index.html",
        "en/2024/membres.html",
        "fr/2025/financeurs.html",
        "fr/2023/projet-legumerie.html",
    ):
        page = onglet.open((site.sortie / nom).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur
        fond = test_pages_navigateur._light(onglet.style("body", "backgroundColor"))
        encre = test_pages_navigateur._light(onglet.style(".ptce", "color"))
        assert (encre - fond if sombre else fond - encre) > 150
        assert onglet.style(".ptce-table .num", "textAlign") == "right"
        courant = page.locator(".site-pages [aria-current]")
        assert courant.count() == ("/lignes-" not in nom)
    assert onglet.fautes == []
    onglet.page.context.close()


@avec_chromium
def test_a_reader_follows_a_figure_to_its_lines(
    site: Site, navigateur: Browser
) -> None:
    """A click shows the lines of that figure alone, and their total is it; then back."""
    onglet = Onglet(navigateur, 1300)
    page = onglet.open((site.sortie / "index.html").as_uri())
    chiffre = page.locator('[data-cellule="niveau-1/total/ressources"] a').first
    montant = chiffre.inner_text()
    chiffre.click()
    page.wait_for_url("**/lignes-**")
    assert page.locator(".site-chiffre:visible").count() == 1
    assert page.locator(".site-chiffre:visible tr.total td").inner_text() == montant
    assert page.locator(".site-chiffre").count() > 1
    page.locator(".ptce-fermer a:visible").click()
    page.wait_for_url("**/fr/2025/*.html")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/2025/*.html")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("link", name="2023", exact=True).click()
    page.wait_for_url("**/en/2023/*.html")
    page.get_by_role("link", name="Légumerie partagée").first.click()
    page.wait_for_url("**/en/2023/projet-legumerie.html")
    assert onglet.fautes == []
    page.context.close()


@avec_chromium
def test_a_bar_of_a_chart_opens_too(site: Site, navigateur: Browser) -> None:
    """A part of a chart leads to its lines."""
    onglet = Onglet(navigateur, 1300)
    page = onglet.open((site.sortie / "fr/2025/cellule.html").as_uri())
    page.locator(".ptce-graphique a rect").nth(6).click(force=True)
    page.wait_for_url("**/lignes-**")
    assert page.locator(".site-chiffre:visible").count() == 1
    page.context.close()


@avec_chromium
def test_paper_shows_the_page_without_its_menus(
    site: Site, navigateur: Browser
) -> None:
    """Printed, dark ink on white, who publishes at the foot, no menu, nothing cut."""
    onglet = Onglet(navigateur, 794, sombre=True)
    page = onglet.open((site.sortie / "fr/2025/cellule.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("nav:visible").count() == 0
    assert "Licence ouverte 2.0." in page.locator("footer").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert test_pages_navigateur._light(onglet.style(".ptce", "color")) < 80
    assert test_pages_navigateur._light(onglet.style("body", "backgroundColor")) == 255
    page.context.close()


@avec_chromium
def test_a_host_may_be_stricter(site: Site, navigateur: Browser) -> None:
    """Served under a policy of its own, without any inline style, the site is the same."""
    onglet = Onglet(navigateur, 390)
    with _hosted(site.sortie) as adresse:
        page = onglet.open(f"{adresse}/fr/2025/synthese.html")
        page.locator(".ptce-cartes a").first.click()
        page.wait_for_url("**/lignes-**")
        assert page.locator(".site-chiffre:visible").count() == 1
        page.context.close()
    assert onglet.fautes == []


@contextlib.contextmanager
def _hosted(sortie: Path) -> Iterator[str]:
    application = Flask("hote", static_folder=str(sortie), static_url_path="/pole")
    application.after_request(_police)
    serveur = Server(("127.0.0.1", 0), application)
    serveur.prepare()
    fil = threading.Thread(target=serveur.serve, daemon=True)
    fil.start()
    try:
        yield f"http://127.0.0.1:{serveur.bind_addr[1]}/pole"
    finally:
        serveur.stop()
        fil.join(10)


def _police(reponse: Response) -> Response:
    reponse.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    return reponse


def test_every_file_is_listed_under_what_it_is_of() -> None:
    """The files of each exercice, and those of them all: none is written unseen."""
    dossier = Dossier(load_livre(EXEMPLE).releve)
    listes = list_files(dossier)
    assert list(listes) == [*dossier.exercices, 0]
    noms = [nom for liste in listes.values() for nom in liste]
    assert sorted(noms) == sorted(write_files(dossier))
    for exercice in dossier.exercices:
        assert all(f"/{exercice}-" in nom for nom in listes[exercice])
