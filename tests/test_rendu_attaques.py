"""Formulas and elements, by the hundred: text in any spreadsheet, on any page of Fava."""

from __future__ import annotations

import csv
import html.parser
import io
import re
from typing import TYPE_CHECKING
from typing import Any

import pytest
from attaques import iter_elements
from attaques import iter_formules
from attaques import sample
from fava.application import create_app
from serveurs import copy_exemple
from serveurs import make_val
from serveurs import serve_local

from ptce_ledger.rendu.fichiers.donnees import neutralise
from ptce_ledger.rendu.fichiers.donnees import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SIGNES = tuple("=+-@＝＋－＠")
_NOMBRE = re.compile(r"-?\d+([.,]\d+)?")


def cells(texte: str, separateur: str) -> Iterator[str]:
    """Cut a file as a spreadsheet that separates by this sign: by the rule, and bluntly."""
    for rangee in csv.reader(io.StringIO(texte, newline=""), delimiter=separateur):
        yield from rangee
    for ligne in re.split("[\r\n]", texte):
        yield from ligne.split(separateur)


def runs(cellule: str) -> bool:
    """Tell whether a spreadsheet would run a cell, once its edges are trimmed."""
    nue = cellule.strip(' \t\r\n\u00a0"')
    return nue.startswith(_SIGNES) and not _NOMBRE.fullmatch(nue)


@pytest.mark.parametrize("charge", sample(list(iter_formules()), 40))
def test_no_country_runs_a_formula(charge: str) -> None:
    """In a column of its own or not, whatever sign separates the cells there."""
    rangees = [("2025", charge, "-1234,56", "x"), (charge, "12,5", charge, charge)]
    texte = write_csv(("a", "b", "c", "d"), rangees).decode("utf-8-sig")
    for separateur in ",;\t|":
        assert [c for c in cells(texte, separateur) if runs(c)] == [], texte
    lues = list(csv.reader(io.StringIO(texte, newline=""), delimiter=";"))[1:]
    # What is read here is what was written, apostrophes apart; numbers are untouched.
    assert lues[0][2] == "-1234,56"
    assert lues[1][1] == "12,5"


def test_the_payloads_would_run() -> None:
    """Written as they are, each would: the test can fail."""
    for charge in iter_formules():
        if re.search("'[=+@＝-]", charge):
            continue  # neutral from the start
        fichier = io.StringIO(newline="")
        csv.writer(fichier, delimiter=";").writerow(["2025", charge])
        texte = fichier.getvalue()
        assert any(runs(c) for s in ",;\t|" for c in cells(texte, s)), charge


@pytest.mark.parametrize(
    "honnete",
    [
        *("-12,50", "12", "-3", "2025-03-01", "Dupont, Martin", "a - b", "Rhône-Alpes"),
        *("10 % = part", "1,5", "x@y.fr", "Fête ; bal", "L’été, enfin", "-0.25", ""),
    ],
)
def test_what_is_no_formula_is_left_as_it_is(honnete: str) -> None:
    assert neutralise(honnete) == honnete


def test_the_csv_of_a_query_runs_nothing(tmp_path: Path) -> None:
    """Fava's own file, with commas and points, is neutralised as ours."""
    main = make_val(tmp_path)
    charges = [c for c in iter_formules() if c.isprintable() and "\u00a0" not in c]
    lignes = "".join(
        '2025-05-01 * "{}" "y"\n  Income:Ventes  -1.25 EUR\n  Assets:Banque\n'.format(
            charge.replace('"', '\\"')
        )
        for charge in sample(charges, 20)
    )
    main.write_text(main.read_text("utf-8") + lignes, encoding="utf-8")
    with serve_local(main) as local:
        requete = "SELECT payee, position, date, number WHERE narration = 'y'"
        reponse = local.get("download-query/query_result.csv", query_string=requete)
    assert reponse.statut == 200
    for separateur in ",;\t|":
        assert [c for c in cells(reponse.texte, separateur) if runs(c)] == []
    assert "-1.25" in reponse.texte
    assert "'-1.25" not in reponse.texte


# ---------------------------------------------------------------------------------------
# Fava's journal


class Elements(html.parser.HTMLParser):
    """What a browser makes of a page: its elements, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.vus: list[Any] = []
        self.texte = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and its attributes."""
        self.vus.append((tag, attrs))

    def handle_comment(self, data: str) -> None:
        """Note a comment: none is expected."""
        self.vus.append(("!--", data))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texte += data


_FORMES = {"li", "p", "span", "a", "strong", "ul", "dl", "dt", "dd", "br"}
_ATTRIBUTS = {
    "class",
    "href",
    "title",
    "data-sort-value",
    "data-remote",
    "target",
    "rel",
}
JOURNAUX = (
    "api/journal_page?page=1&order=asc",
    "api/account_report?a=Assets&r=journal",
)


def _html(data: Any) -> str:
    return data if isinstance(data, str) else "".join(_html(v) for v in _values(data))


def _values(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [v for cle, v in data.items() if cle in ("data", "journal", "entries")]
    return list(data) if isinstance(data, list) else []


def test_the_journal_is_text(tmp_path: Path) -> None:
    """Payees, narrations, notes, metadata, tags of events: none makes an element."""
    main = make_val(tmp_path)
    charges = sample(list(iter_elements()), 30)
    lignes = []
    for charge in charges:
        mot = '"' + charge.replace('"', '\\"') + '"'
        ecriture = (
            f"2025-05-01 * {mot} {mot}\n  commentaire: {mot}\n"
            f"  Income:Ventes  -1.00 EUR\n    note: {mot}\n  Assets:Banque\n"
        )
        lignes += [
            ecriture,
            f"2025-05-02 note Assets:Banque {mot}\n",
            f"2025-05-02 custom {mot} {mot}\n",
            f"2025-05-02 event {mot} {mot}\n",
            f"2025-05-02 query {mot} {mot}\n",
        ]
    main.write_text(main.read_text("utf-8") + "".join(lignes), encoding="utf-8")
    with serve_local(main) as local:
        for journal in JOURNAUX:
            reponse = local.ask(f"/{local.slug}/{journal}")
            assert reponse.statut == 200
            page = Elements(_html(reponse.json()))
            assert {nom for nom, _ in page.vus} <= _FORMES
            noms = {nom for _, attributs in page.vus for nom, _ in attributs}
            assert noms <= _ATTRIBUTS
            for charge in charges:
                assert charge in page.texte


def test_the_journal_of_an_honest_pole_is_that_of_fava(tmp_path: Path) -> None:
    """The same elements and texts as Fava makes; and its own escapes nothing."""
    main = copy_exemple(tmp_path)
    sienne = create_app([str(main)], load=True).test_client()
    slug = sienne.get("/").headers["Location"].split("/")[1]
    with serve_local(main) as local:
        notre = local.app.test_client().get(f"/{local.slug}/{JOURNAUX[0]}")
    autre = sienne.get(f"/{slug}/{JOURNAUX[0]}")
    ici, la = (Elements(_html(reponse.json)) for reponse in (notre, autre))
    assert len(ici.vus) > 1000
    assert ici.vus == la.vus
    assert ici.texte == la.texte


def test_no_template_turns_escaping_off(tmp_path: Path) -> None:
    with serve_local(make_val(tmp_path)) as local:
        env = local.app.jinja_env
        assert env.loader is not None
        noms = env.list_templates()
        assert "_journal_table.html" in noms
        for nom in noms:
            source, *_ = env.loader.get_source(env, nom)
            assert re.findall(r"autoescape\s+(?!true)\w+", source) == []
