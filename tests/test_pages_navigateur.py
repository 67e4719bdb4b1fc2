"""Fava pages in a real browser: readable on a desk and a telephone, without a fault."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from cheroot.wsgi import Server
from fava.application import create_app

from ptce_ledger.pages import liste

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
EXEMPLE = Path(__file__).parent.parent / "ledgers" / "exemple"
EXTENSION = '2023-01-01 custom "fava-extension" "ptce_ledger.reports.fava"\n'
PAGES = (
    *(f"{code}/" for code in liste.PAGES),
    "Projets/?projet=legumerie",
    "Synthese/?niveau=2&phase=developpement",
    "Cellule/?chiffre=niveau-1.ressources.ventes",
)
#: What a deployment may send: our pages must do with it.
POLITIQUE = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:"
)

pytestmark = [
    pytest.mark.skipif(
        not Path(CHROMIUM).exists(),
        reason="chromium est absent : make navigateur l’installe (apt-get install chromium)",
    ),
    # Playwright leaves a loop and pipes for the interpreter to close.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the example pole as Fava does, under a strict policy."""
    dossier = tmp_path_factory.mktemp("navigateur")
    shutil.copytree(EXEMPLE, dossier, dirs_exist_ok=True)
    principal = dossier / "main.beancount"
    texte = principal.read_text(encoding="utf-8")
    if EXTENSION not in texte:
        principal.write_text(texte + "\n" + EXTENSION, encoding="utf-8")
    app = create_app([str(principal)], load=True)

    @app.after_request
    def _police(reponse: Any) -> Any:
        reponse.headers["Content-Security-Policy"] = POLITIQUE
        return reponse

    serveur = Server(("127.0.0.1", 0), app)
    serveur.prepare()
    fil = threading.Thread(target=serveur.serve, daemon=True)
    fil.start()
    slug = next(iter(app.config["LEDGERS"].ledgers_by_slug))
    yield f"http://127.0.0.1:{serveur.bind_addr[1]}/{slug}/extension/"
    serveur.stop()
    fil.join(10)


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    """Open Debian's Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(OPTIONS)
        )
        yield chromium
        chromium.close()


class Onglet:
    """A page of the browser, and what it complained of."""

    def __init__(self, navigateur: Browser, largeur: int, *, sombre: bool = False):
        contexte = navigateur.new_context(
            viewport={"width": largeur, "height": 844},
            locale="fr-FR",
            color_scheme="dark" if sombre else "light",
            reduced_motion="reduce",
        )
        self.page: Page = contexte.new_page()
        self.fautes: list[str] = []
        self.page.on("pageerror", lambda erreur: self.fautes.append(str(erreur)))
        self.page.on(
            "console",
            lambda dit: self.fautes.append(dit.text) if dit.type == "error" else None,
        )

    def open(self, adresse: str) -> Page:
        """Open an address and wait for our part of the page, styled."""
        self.page.goto(adresse)
        self.wait()
        return self.page

    def wait(self) -> None:
        """Wait for our part of the page, with its style sheet."""
        self.page.wait_for_function(
            "() => { const p = document.querySelector('.ptce');"
            " return p && getComputedStyle(p).boxSizing === 'border-box'; }"
        )

    def style(self, quoi: str, propriete: str) -> str:
        """Give what a property of an element comes to."""
        return str(
            self.page.evaluate(
                "([q, p]) => getComputedStyle(document.querySelector(q))[p]",
                [quoi, propriete],
            )
        )


@pytest.mark.parametrize("largeur", [1300, 390])
@pytest.mark.parametrize("adresse", PAGES)
def test_page_holds_in_its_window(
    base: str, navigateur: Browser, adresse: str, largeur: int
) -> None:
    """No console error, nothing wider than the window, headings and tables there."""
    onglet = Onglet(navigateur, largeur)
    page = onglet.open(base + adresse)
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    deborde = page.evaluate(
        "document.querySelector('.ptce').scrollWidth"
        " - document.querySelector('.ptce').clientWidth"
    )
    assert deborde <= 0
    assert page.locator(".ptce h2").count() >= 1
    assert page.locator(".ptce table").count() >= 1
    page.wait_for_function("document.documentElement.lang.startsWith('fr')")
    assert onglet.fautes == []
    page.context.close()


def test_sidebar_leads_from_page_to_page(base: str, navigateur: Browser) -> None:
    """A click in the sidebar shows the next page whole: Fava does not load it anew."""
    onglet = Onglet(navigateur, 1300)
    page = onglet.open(base + "Cellule/")
    nos_liens = page.locator("aside a[href*='/extension/']")
    titres = [page.titre for page in liste.PAGES.values()]
    assert [titre.strip() for titre in nos_liens.all_inner_texts()] == titres
    page.get_by_role("link", name="Financeurs").first.click()
    page.wait_for_selector("#ptce-Financeurs")
    onglet.wait()
    assert page.locator(".ptce-graphique").count() >= 2
    assert onglet.style(".ptce .ptce-table .num", "textAlign") == "right"
    page.get_by_role("link", name="Compte de résultat").first.click()
    page.wait_for_selector("#ptce-Financeurs", state="detached")
    page.get_by_role("link", name="Synthèse du pôle").first.click()
    page.wait_for_selector("#ptce-Synthese")
    assert onglet.fautes == []
    page.context.close()


def test_a_figure_opens_and_closes(base: str, navigateur: Browser) -> None:
    """A click on a figure shows its lines, a click on a line its entry."""
    onglet = Onglet(navigateur, 1300)
    page = onglet.open(base + "Cellule/?exercice=2024")
    chiffre = page.locator('[data-cellule="niveau-1/total/ressources"] a')
    montant = chiffre.inner_text()
    chiffre.click()
    page.wait_for_selector(".ptce-detail")
    assert page.locator(".ptce-sous-total").inner_text() == montant
    assert "2024" in page.locator(".ptce-entete").inner_text()
    page.locator(".ptce-lignes .lieu a").first.click()
    page.wait_for_selector("dialog[open] >> text=2024.beancount")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Fermer le détail").click()
    page.wait_for_selector(".ptce-detail", state="detached")
    assert onglet.fautes == []
    page.context.close()


def test_a_bar_opens_too(base: str, navigateur: Browser) -> None:
    """A part of a chart leads to its lines."""
    onglet = Onglet(navigateur, 1300)
    page = onglet.open(base + "Cellule/")
    page.locator(".ptce-graphique a rect").nth(6).click(force=True)
    page.wait_for_selector(".ptce-detail")
    assert page.locator(".ptce-sous-total").count() == 1
    assert onglet.fautes == []
    page.context.close()


def test_axes_are_chosen_without_script(base: str, navigateur: Browser) -> None:
    """The form shows another exercice."""
    onglet = Onglet(navigateur, 390)
    page = onglet.open(base + "Membres/")
    page.locator("#ptce-exercice").select_option("2023")
    page.get_by_role("button", name="Afficher").click()
    page.wait_for_url("**exercice=2023**")
    onglet.wait()
    assert "Exercice 2023" in page.locator(".ptce-entete").inner_text()
    assert onglet.fautes == []
    page.context.close()


def test_english_is_one_click_away(base: str, navigateur: Browser) -> None:
    """A click on « English » changes page, menu and document; the next page follows."""
    onglet = Onglet(navigateur, 1300)
    page = onglet.open(base + "Cellule/?exercice=2024")
    montant = page.locator('[data-cellule="niveau-1/total/ressources"]').inner_text()
    page.get_by_role("link", name="English").click()
    page.wait_for_selector(".ptce[lang=en]")
    onglet.wait()
    anglais = page.locator('[data-cellule="niveau-1/total/ressources"]').inner_text()
    echange = str.maketrans({"\u202f": ",", ",": "."})
    assert anglais == montant.translate(echange)
    assert "2024" in page.locator(".ptce-entete").inner_text()
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.get_by_role("link", name="Funders").first.click()
    page.wait_for_selector("#ptce-Financeurs[lang=en]")
    page.get_by_role("link", name="Français").click()
    page.wait_for_selector("#ptce-Financeurs[lang=fr]")
    page.wait_for_function("document.documentElement.lang === 'fr'")
    assert onglet.fautes == []
    page.context.close()


def test_paper(base: str, navigateur: Browser) -> None:
    """Printed from the dark: black on white, nothing to click, nothing wider than A4."""
    onglet = Onglet(navigateur, 1300, sombre=True)
    page = onglet.open(base + "Financeurs/")
    # A4 within the margins of a browser, in CSS pixels.
    page.set_viewport_size({"width": 718, "height": 1000})
    page.emulate_media(media="print")
    for quoi in (".ptce-choix", ".ptce-langues"):
        assert onglet.style(quoi, "display") == "none"
    for quoi in (".ptce", ".ptce h2", ".ptce-graphique text"):
        propriete = "fill" if "text" in quoi else "color"
        assert _light(onglet.style(quoi, propriete)) < 100
    assert onglet.style(".ptce-chiffre", "textDecorationLine") == "none"
    assert onglet.style(".ptce .ptce-cadre", "overflowX") == "visible"
    for adresse in ("Financeurs/", "Membres/", "Conventions/", PAGES[-1]):
        onglet.open(base + adresse)
        trop_larges = page.evaluate(
            "[...document.querySelectorAll('.ptce table, .ptce svg')].filter(e =>"
            " e.getBoundingClientRect().right > 719).length"
        )
        assert trop_larges == 0, adresse
    page.context.close()


def test_dark_mode(base: str, navigateur: Browser) -> None:
    """In the dark, text is light on dark, and the series change colour."""
    clair, sombre = Onglet(navigateur, 1300), Onglet(navigateur, 1300, sombre=True)
    couleurs = {}
    for nom, onglet in (("clair", clair), ("sombre", sombre)):
        onglet.open(base + "Cellule/")
        couleurs[nom] = (
            _light(onglet.style(".ptce", "color")),
            _light(onglet.style("body", "backgroundColor")),
            _light(onglet.style(".ptce-graphique .serie-1", "fill")),
        )
        assert onglet.fautes == []
        onglet.page.context.close()
    assert couleurs["clair"][1] - couleurs["clair"][0] > 100
    assert couleurs["sombre"][0] - couleurs["sombre"][1] > 100
    assert couleurs["clair"][2] < couleurs["sombre"][2]


def _light(couleur: str) -> float:
    """Give how light a colour is, from 0 to 255."""
    chiffres = couleur.partition("(")[2].rstrip(")").split(",")[:3]
    return sum(float(c) for c in chiffres) / 3
