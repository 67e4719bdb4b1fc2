"""What hostile words in a ledger become: text, on every page, file and terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
import test_pages_navigateur
import test_publication_site
import test_reports_fava
from click.testing import CliRunner

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.publication.site.cadre import Mentions
from ptce_ledger.publication.site.site import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from playwright.sync_api import Route

#: Each one tries something: a page, a spreadsheet, a template, a terminal, the reader's eye.
CHARGES = (
    "<script>pirate()</script>",
    '"><img src=x onerror=pirate()>',
    "'><svg/onload=pirate()>",
    "</title><script>pirate()</script>",
    "</svg></style></textarea><script>pirate()</script>",
    "<iframe srcdoc='<script>parent.pirate()</script>'>",
    "<a href=javascript:pirate()>x</a>",
    "javascript:pirate()",
    "<style>@import'//pirate.example'</style>",
    "<meta http-equiv=refresh content=0;url=//pirate.example>",
    "<base href=//pirate.example>",
    "<!-- ",
    "]]><script>pirate()</script>",
    "&lt;script&gt;pirate()&lt;/script&gt;",
    "&#60;img src=x onerror=pirate()&#62;",
    "` onmouseover=pirate() x=",
    "{{7*7}}{% raw %}${7*7}#{7*7}",
    "{0.__class__}{montant}{",
    "%s%n%(x)s",
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "＝2+2",
    '=HYPERLINK("//pirate.example";"clic")',
)
#: What drives a terminal or hides from the eye: no ledger may hold it.
CACHEES = (
    "\x1b[2J\x1b]0;pirate\x07",
    "\x9b2J\x9d0;pirate\x9c\x7f\x08\x08",
    "\u202egro.live\u2066\u061c",
    "a\u200bb\ufeffc\u2060d\U000e0041",
)
#: Never sent as they are, to a terminal or a page.
COMMANDES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
STYLES = re.compile(r"\x1b\[(?:0|1|2|3[0-9])m")
ELEMENTS = {
    *("html", "head", "meta", "title", "link", "body", "header", "footer", "main"),
    *("nav", "section", "div", "span", "p", "h2", "h3", "a", "ul", "li", "dl", "dt"),
    *("dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "code"),
    *("details", "summary", "figure", "figcaption", "svg", "desc", "defs", "pattern"),
    *("rect", "path", "line", "text", "g", "circle"),
}


def _quote(texte: str) -> str:
    return '"' + texte.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _ledger() -> Iterator[str]:
    """Write each charge in every text that a treasurer types."""
    yield f'option "title" {_quote(CHARGES[0])}'
    yield 'option "operating_currency" "EUR"'
    yield 'plugin "ptce_ledger.plugins"'
    yield f'2025-01-01 custom "ptce-pole" "pole" {_quote(CHARGES[1])}'
    yield f"  territoire: {_quote(CHARGES[2])}"
    yield '2025-01-01 open Income:Ventes EUR\n  type: "ventes"'
    yield '2025-01-01 open Income:Subventions EUR\n  type: "subventions"'
    yield "2025-01-01 open Expenses:62-Services EUR\n2025-01-01 open Assets:Banque EUR"
    for rang, charge in enumerate(CHARGES):
        membre, tiers, projet = (
            f"{nom}{rang}" for nom in ("membre", "tiers", "projet")
        )
        # A label is of one code alone: the end differs, the start is what bites.
        yield f'2025-01-01 custom "ptce-membre" "{membre}" {_quote(charge + " m")}'
        yield f'  origine: "ess"\n  alias: {_quote(f"{charge} a{rang}")}'
        yield f'2025-01-01 custom "ptce-tiers" "{tiers}" {_quote(charge + " t")}'
        yield '  origine: "public"\n  echelon: "region"'
        yield f'2025-01-01 custom "ptce-projet" "{projet}" {_quote(charge + " p")}'
        yield f'  chef-de-file: "{membre}"'
        yield f'2025-01-01 custom "ptce-convention" "conv{rang}" "{tiers}" 9.00 EUR'
        yield f'  projet: "{projet}"\n  objet: {_quote(charge)}'
        yield f"2025-02-01 * {_quote(charge + ' m')} {_quote(charge)}"
        yield f'  piece: {_quote(charge)}\n  perimetre: "cellule"'
        yield f"  Income:Ventes  -{rang + 1}.00 EUR\n  Assets:Banque"
        yield f"2025-03-01 * {_quote(charge + ' t')} {_quote(charge)}"
        yield f'  convention: "conv{rang}"\n  projet: "{projet}"'
        yield "  Income:Subventions  -7.00 EUR\n  Assets:Banque"
        yield f'2025-04-01 * {_quote(charge)} {_quote(charge)}\n  projet: "{projet}"'
        yield f"  commentaire: {_quote(charge)}"
        yield "  Expenses:62-Services  3.00 EUR\n  Assets:Banque"
        autre = f"membre{(rang + 1) % len(CHARGES)}"
        yield f'2025-05-01 custom "ptce-ca" "{membre}" 100.00 EUR\n  client: "{autre}"'
        yield '  methode: "echange"\n  preuve: "atteste"'


@pytest.fixture(scope="module")
def livre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the hostile ledger, in files whose very names are hostile."""
    dossier = tmp_path_factory.mktemp("hostile")
    ecrit = "\n".join(_ledger()) + "\n"
    (dossier / "<img src=x onerror=pirate()>.beancount").write_text(
        ecrit, encoding="utf-8"
    )
    principal = dossier / "main.beancount"
    principal.write_text(
        'plugin "ptce_ledger.plugins"\n'
        f"{test_reports_fava.EXTENSION}"
        'include "<img src=x onerror=pirate()>.beancount"\n',
        encoding="utf-8",
    )
    return principal


@pytest.fixture(scope="module")
def documents(livre: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Make every page of the site and of Fava, each as a whole document."""
    lu = load_livre(livre)
    assert lu.errors == []
    sortie = tmp_path_factory.mktemp("hostile-site") / "public"
    mentions = Mentions(*CHARGES[:3])
    fichiers = write_site(Dossier(lu.releve), sortie, mentions=mentions)
    pages = {
        str(f.relative_to(sortie)): f.read_text(encoding="utf-8")
        for f in fichiers
        if f.suffix == ".html"
    }
    fava = test_reports_fava.Site(livre)
    for nom in PAGES:
        pages[nom] = fava.get(nom)
    pages["detail"] = fava.get("Cellule", chiffre="niveau-1.ressources")
    for rang, charge in enumerate(CHARGES):
        demande = dict.fromkeys(("chiffre", "projet", "niveau", "langue"), charge)
        pages[f"demande {rang}"] = fava.get("Projets", **demande, exercice=charge)
        pages[f"projet {rang}"] = fava.get("Projets", projet=f"projet{rang}")
    return pages


def test_pages_hold_no_element_of_theirs(documents: dict[str, str]) -> None:
    """Parsed, a page has our elements alone, no event, no address outside, no command."""
    vues = "".join(documents.values())
    for charge in CHARGES:
        assert "<" not in charge or charge == "<!-- " or charge not in vues
    # They are there all the same, as text.
    assert "&lt;script&gt;pirate()&lt;/script&gt; m" in vues
    assert "{{7*7}}{% raw %}${7*7}#{7*7}" in vues
    for nom, html in documents.items():
        page = test_publication_site.Lue(html)
        ajouts = {"form", "label", "select", "option", "button", "input"}
        connus = ELEMENTS | (set() if nom.endswith(".html") else ajouts)
        assert set(page.noms) <= {c.lower() for c in connus}, nom
        assert page.fautes == [], nom
        assert not any(nom_.startswith("on") for _, nom_, _ in page.attributs), nom
        for href in (*page.all("href"), *page.all("src"), *page.all("action")):
            assert not re.match(r"\s*[a-z]+:|\s*//", href, re.IGNORECASE), (nom, href)
        assert not COMMANDES.search(html), nom


@test_publication_site.avec_chromium
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_browser_runs_nothing(documents: dict[str, str]) -> None:
    """Even without the policy that forbids scripts, no charge runs and nothing is fetched."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=test_pages_navigateur.CHROMIUM,
            args=[*test_pages_navigateur.OPTIONS],
        )
        page = chromium.new_page()
        demandes: list[str] = []

        def refuse(route: Route) -> None:
            demandes.append(route.request.url)
            route.abort()

        page.route("**/*", refuse)
        page.expose_function("pirate", lambda: demandes.append("pirate"))
        for html in documents.values():
            _show(page, html)
        assert demandes == []
        _show(page, f"<p>{CHARGES[1]}</p>")
        page.wait_for_timeout(200)
        assert "pirate" in demandes
        chromium.close()


def _show(page: Page, html: str) -> None:
    """Show a document without its policy and its style sheets, every element touched."""
    nu = re.sub(r"<(?:meta http-equiv|link)[^>]*>", "", html)
    page.set_content(nu, wait_until="domcontentloaded")
    page.evaluate(
        "for (const e of document.querySelectorAll('body *'))"
        " e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
    )


def _run(*arguments: str) -> str:
    # In colour: without a terminal, click would itself drop some commands.
    fait = CliRunner().invoke(ptce, [*arguments], color=True)
    assert "Traceback" not in fait.output
    assert fait.exception is None or isinstance(fait.exception, SystemExit)
    return fait.stdout_bytes.decode("utf-8-sig") + fait.stderr


@pytest.mark.parametrize(
    "commande",
    [
        ("synthese",),
        ("synthese", "--format", "csv"),
        ("synthese", "--format", "json"),
        ("faits",),
        ("faits", "--format", "csv"),
        ("faits", "--format", "json"),
        ("faits", "--chiffre", "niveau-1.ressources"),
        ("verifier",),
        ("verifier", "--json"),
    ],
    ids=" ".join,
)
def test_a_terminal_obeys_nothing(livre: Path, commande: tuple[str, ...]) -> None:
    """Whatever the format, no command of a ledger reaches the terminal it is shown on."""
    vu = STYLES.sub("", _run(commande[0], str(livre), *commande[1:]))
    assert vu
    assert COMMANDES.findall(vu.replace("\r\n", "\n")) == []


@pytest.mark.parametrize("charge", CHARGES)
def test_words_typed_in_a_command_are_harmless_too(livre: Path, charge: str) -> None:
    """A path, a code or a file that does not exist is quoted without being obeyed."""
    for commande in (
        ("faits", str(livre), "--chiffre", charge),
        ("faits", str(livre), "--chiffre", f"niveau-1.{charge}"),
        ("expliquer", charge),
        ("synthese", str(livre.parent / charge.replace("/", "_"))),
        ("synthese", str(livre), "--exercice", charge),
        ("acces", str(livre), "--adresse", charge),
        ("acces", str(livre.parent), "--nouveau", charge),
        ("acces", str(livre.parent / charge.replace("/", "_"))),
    ):
        assert COMMANDES.findall(STYLES.sub("", _run(*commande))) == [], commande


def test_errors_quote_what_they_found_without_obeying(tmp_path: Path) -> None:
    """Each charge where it is an error: an unknown code, a payee, an account, a key."""
    lignes = ['plugin "ptce_ledger.plugins"', "2025-01-01 open Assets:B EUR"]
    lignes.append('2025-01-01 custom "ptce-pole" "pole" "Pôle"')
    for rang, charge in enumerate(CHARGES):
        dite = _quote(charge)
        lignes.append(
            f'2025-01-01 custom "ptce-membre" {dite} {dite}\n  origine: {dite}'
        )
        lignes.append(f'2025-01-01 custom "ptce-{rang}" {dite}')
        lignes.append(f"2025-02-01 * {dite} {dite}\n  projet: {dite}\n  tiers: {dite}")
        lignes.append("  Assets:B  1.00 EUR\n  Income:Inconnu")
    livre = tmp_path / "main.beancount"
    livre.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    for commande in (("verifier",), ("verifier", "--json"), ("synthese",)):
        vu = STYLES.sub("", _run(commande[0], str(livre), *commande[1:]))
        assert len(vu) > 5000
        assert COMMANDES.findall(vu) == []


def test_a_text_out_of_place_is_quoted_without_obeying(tmp_path: Path) -> None:
    """Each charge where Beancount wants a word, or hidden in a text: refused, shown."""
    livre = tmp_path / "main.beancount"
    for charge in (*CHARGES, *CACHEES):
        for texte in (f"2025-02-02 ! {charge}", f'2025-02-02 ! "a" {_quote(charge)}'):
            if charge in CHARGES and texte.endswith('"'):
                continue
            livre.write_text(f"{texte}\n", encoding="utf-8")
            assert [e.source["lineno"] for e in load_livre(livre).errors] == [1]
            for commande in (("verifier",), ("verifier", "--json"), ("synthese",)):
                vu = STYLES.sub("", _run(commande[0], str(livre), *commande[1:]))
                assert COMMANDES.findall(vu) == []


def test_a_spreadsheet_computes_nothing(livre: Path) -> None:
    """No cell of text begins as a formula does, in any CSV; cells stay in their column."""
    for commande in ("synthese", "faits"):
        lu = _run(commande, str(livre), "--format", "csv")
        rangees = list(csv.reader(io.StringIO(lu), delimiter=";"))
        assert len({len(rangee) for rangee in rangees}) == 1
        cellules = [cellule for rangee in rangees for cellule in rangee]
        textes = [c for c in cellules if not re.fullmatch(r"-?\d+(,\d+)?", c)]
        actives = [c for c in textes if c.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
        assert actives == []
    assert sum(c.startswith("'=") for c in cellules) >= 2


@pytest.mark.parametrize("commande", ["synthese", "faits"])
def test_a_workbook_holds_texts_alone(
    livre: Path, tmp_path: Path, commande: str
) -> None:
    """No cell is a formula or a link; what commands a terminal is not in it."""
    sortie = tmp_path / "classeur.xlsx"
    _run(commande, str(livre), "--format", "xlsx", "-o", str(sortie))
    textes = []
    for feuille in openpyxl.load_workbook(sortie).worksheets:
        for rangee in feuille.iter_rows():
            for cellule in rangee:
                assert cellule.data_type in ("s", "n", "d"), cellule.value
                assert cellule.hyperlink is None
                if cellule.data_type == "s":
                    textes.append(str(cellule.value))
    assert not COMMANDES.search("\n".join(textes))
    assert any(texte.startswith("=cmd|") for texte in textes)


def test_a_programme_reads_the_very_words(livre: Path) -> None:
    """JSON escapes what a terminal would obey, and gives it back whole."""
    faits = json.loads(_run("faits", str(livre), "--format", "json"))
    lus = {fait["libelle"] for fait in faits}
    assert all(any(charge in libelle for libelle in lus) for charge in CHARGES)
