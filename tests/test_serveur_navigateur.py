"""Both servers in a real browser, under their strict policies: nothing is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serveurs import UNITE
from serveurs import Client
from serveurs import Local
from serveurs import copy_exemple
from serveurs import make_val
from serveurs import publish_exemple
from serveurs import read_total
from serveurs import serve_local
from serveurs import serve_public
from test_pages_navigateur import Onglet
from test_pages_navigateur import navigateur  # noqa: F401  a fixture
from test_pages_navigateur import pytestmark  # noqa: F401  without Chromium, skipped

from ptce_ledger.pages.liste import ACCUEIL
from ptce_ledger.pages.liste import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

#: Fava's own pages, where the treasurer works.
RAPPORTS = (
    "income_statement",
    "balance_sheet",
    "journal",
    "query",
    "holdings",
    "documents",
    "editor",
    "errors",
    "import",
    "options",
    "statistics",
    "account/Assets",
    "help",
)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Serve the example as a funder sees it."""
    dossier = publish_exemple(tmp_path_factory.mktemp("public") / "publie")
    with serve_public(dossier) as client:
        yield client


def test_the_treasurer_finds_all_of_fava(navigateur: Browser, tmp_path: Path) -> None:  # noqa: F811
    """Our pages and Fava's open one after the other, without a word in the console."""
    with serve_local(copy_exemple(tmp_path)) as local:
        onglet = Onglet(navigateur, 1300)
        base = f"{local.base}/{local.slug}"
        for page in PAGES:
            onglet.open(f"{base}/extension/{page}/")
        for rapport in RAPPORTS:
            onglet.page.goto(f"{base}/{rapport}/")
            onglet.page.wait_for_selector("article > *")
            onglet.page.wait_for_load_state("networkidle")
        assert onglet.fautes == []
        onglet.page.context.close()


def test_an_entry_saved_in_the_editor_is_on_the_page(
    navigateur: Browser,  # noqa: F811
    tmp_path: Path,
) -> None:
    """She types an entry, saves, goes to the page: the figure is there."""
    with serve_local(make_val(tmp_path)) as local:
        onglet = Onglet(navigateur, 1300)
        page = onglet.page
        page.goto(f"{local.base}/val/editor/")
        page.locator(".cm-content").click()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(
            '\n2025-06-01 * "Marché"\n  Income:Ventes  -9.00 EUR\n'
        )
        page.keyboard.insert_text("  Assets:Banque\n")
        page.keyboard.press("Control+s")
        _wait_saved(local)
        page.get_by_role("link", name="Cellule d’animation").click()
        page.wait_for_selector("#ptce-Cellule")
        onglet.wait()
        assert read_total(page.content()) == UNITE + 9
        assert onglet.fautes == []
        page.context.close()
        assert "Marché" in (tmp_path / "main.beancount").read_text("utf-8")


def test_what_an_entry_says_is_never_run(navigateur: Browser, tmp_path: Path) -> None:  # noqa: F811
    """What an entry says is text in Fava's journal, seen as it was typed."""
    main = make_val(tmp_path)
    piege = "<img src=x onerror='document.title=`pris`'><script>document.title='pris'"
    with main.open("a", encoding="utf-8") as flux:
        flux.write(f'2025-07-01 note Assets:Banque "{piege}"\n')
    with serve_local(main) as local:
        onglet = Onglet(navigateur, 1300)
        page = onglet.page
        page.goto(f"{local.base}/val/journal/")
        page.get_by_text("<img src=x onerror=").first.wait_for(state="attached")
        assert page.locator("img[src='x']").count() == 0
        page.wait_for_timeout(300)
        assert "pris" not in page.title()
        page.context.close()


def _wait_saved(local: Local) -> None:
    for _ in range(200):
        if local.total() == UNITE + 9:
            return
    raise AssertionError("rien n’a été enregistré")


@pytest.mark.parametrize("sombre", [False, True])
@pytest.mark.parametrize("largeur", [1300, 390])
def test_a_funder_sees_six_pages_and_nothing_else(
    navigateur: Browser,  # noqa: F811
    public: Client,
    largeur: int,
    *,
    sombre: bool,
) -> None:
    """On a desk and a telephone, by day and by night: six links, no filter, no button."""
    onglet = Onglet(navigateur, largeur, sombre=sombre)
    page = onglet.page
    reponses: list[str] = []
    page.on(
        "response",
        lambda r: reponses.append(f"{r.status} {r.url}") if r.status >= 400 else None,
    )
    onglet.open(f"{public.base}/ambrelle/extension/Synthese/")
    if largeur < 500:
        page.get_by_role("button", name="☰").click()
    liens = page.locator("aside a:visible")
    assert liens.count() == len(PAGES)
    assert page.locator("header input:visible, header button:visible").count() == 0
    assert page.locator("a[href='#add-transaction']:visible").count() == 0
    for nom in (*tuple(PAGES)[1:], ACCUEIL):
        if largeur < 500 and not page.locator("aside a:visible").count():
            page.get_by_role("button", name="☰").click()
        page.locator(f"aside a[href*='/extension/{nom}/']").click()
        page.wait_for_selector(f"#ptce-{nom}")
        onglet.wait()
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    page.wait_for_timeout(300)
    assert onglet.fautes == []
    assert reponses == []
    page.context.close()


def test_a_funder_opens_a_figure(navigateur: Browser, public: Client) -> None:  # noqa: F811
    """A figure opens on its lines; no link of the page leads to something that is not there."""
    onglet = Onglet(navigateur, 1300)
    page = onglet.open(f"{public.base}/ambrelle/extension/Cellule/?exercice=2024")
    page.locator('[data-cellule="niveau-1/total/ressources"] a').click()
    page.wait_for_selector(".ptce-detail")
    liens = page.evaluate(
        "[...document.querySelectorAll('.ptce a')].map(a => new URL(a.getAttribute('href'), location).href)"
    )
    assert len(liens) > 20
    morts = {lien for lien in liens if "/extension/" not in lien}
    assert morts == set()
    for lien in sorted(set(liens))[::9]:
        chemin = lien.removeprefix(public.base).partition("#")[0]
        assert public.ask(chemin).statut == 200, lien
    assert onglet.fautes == []
    page.context.close()


def test_a_refusal_is_a_page(navigateur: Browser, tmp_path: Path) -> None:  # noqa: F811
    """Who has no link is told so, in French, on a page that is styled."""

    class Personne:
        def check(self, _jeton: str) -> None:
            return None

    dossier = publish_exemple(tmp_path / "publie")
    with serve_public(dossier, controle=Personne()) as client:
        onglet = Onglet(navigateur, 390)
        onglet.page.goto(f"{client.base}/ambrelle/extension/Synthese/")
        assert onglet.page.locator("h1").inner_text() == "Accès refusé"
        assert onglet.style("body", "fontFamily").startswith("system-ui")
        onglet.page.context.close()
