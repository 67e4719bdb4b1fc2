"""Fava pages on a real Fava: the same figures as the command line, and no surprise."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from fava.application import create_app

from ptce_ledger.analyse.indicateurs import MULTIPLES
from ptce_ledger.cli import ptce
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.montants import write_date
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.reports.fava import lecture
from ptce_ledger.serveur.livre.versions import Versions
from ptce_ledger.serveur.tresorier.application import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

RACINE = Path(__file__).parent.parent
LIVRES = {
    "exemple": RACINE / "ledgers" / "exemple",
    "bocage": RACINE / "tests" / "cas" / "bocage",
}
EXTENSION = '2023-01-01 custom "fava-extension" "ptce_ledger.reports.fava"\n'


class Site:
    """A ledger in a Fava, or in our server, and the pages one asks of it."""

    def __init__(
        self, livre: Path, *, read_only: bool = False, servi: bool = False
    ) -> None:
        if servi:
            app = make_app([Versions(livre, calme=0)])
        else:
            app = create_app([str(livre)], load=True, read_only=read_only)
        app.testing = True
        self.client: FlaskClient = app.test_client()
        (self.slug, self.ledger), *_ = app.config["LEDGERS"].items()

    def get(self, page: str, **axes: Any) -> str:
        """Give a page as HTML, ours alone."""
        reponse = self.client.get(f"/{self.slug}/extension/{page}/", query_string=axes)
        assert reponse.status_code == 200
        texte = reponse.get_data(as_text=True)
        debut = texte.index('<div class="ptce"')
        return texte[
            debut : texte.index(
                '<script type="application/json" id="page-title"', debut
            )
        ]


class Cellules(HTMLParser):
    """Reads the cells of a page that say what they are, and their links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.textes: dict[str, str] = {}
        self.liens: dict[str, str] = {}
        self.sous_total: list[str] = []
        self._ici: str | None = None
        self._somme = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a cell."""
        dits = dict(attrs)
        if tag == "td":
            self._ici = dits.get("data-cellule")
            self._somme = "ptce-sous-total" in (dits.get("class") or "")
            if self._ici:
                self.textes[self._ici] = ""
            if self._somme:
                self.sous_total.append("")
        if tag == "a" and self._ici:
            self.liens[self._ici] = dits["href"] or ""

    def handle_data(self, data: str) -> None:
        """Read a cell."""
        if self._ici:
            self.textes[self._ici] += data
        if self._somme:
            self.sous_total[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave a cell."""
        if tag == "td":
            self._ici, self._somme = None, False


def is_made_of(texte: str, sommes: list[str], *, moyenne: bool = False) -> bool:
    """Tell whether a figure, as it is shown, is its sum, or the quotient of its two.

    A mean of shares is no quotient of sums: it is a share, and rests on the two.
    """
    if moyenne:
        return len(sommes) == 2 and "%" in texte
    if len(sommes) == 1:
        seule = "%" not in texte and re.sub(r"\s?(?:h|€)$", "", texte) == sommes[0]
        # Diversification has no sum of its own: it rests on all that is shared.
        return seule or bool(re.fullmatch(r"0[,.]\d\d", texte))
    numerateur, denominateur = map(_number, sommes)
    cent = 100 if "%" in texte else 1
    ecart = abs(numerateur / denominateur * cent - _number(texte.rstrip("% \xa0")))
    return ecart <= (Decimal("0.11") if cent == 100 else Decimal("0.011"))


def _number(texte: str) -> Decimal:
    """Read a number as either language writes it."""
    propre = re.sub(r"[\s,](?=\d{3}(?:\D|$))", "", texte).replace("−", "-")
    return Decimal(propre.replace(",", "."))


def _copy(source: Path, dossier: Path) -> Path:
    """Copy a ledger, with the line that loads the pages."""
    shutil.copytree(source, dossier, dirs_exist_ok=True)
    principal = dossier / "main.beancount"
    texte = principal.read_text(encoding="utf-8")
    if EXTENSION not in texte:
        principal.write_text(texte + "\n" + EXTENSION, encoding="utf-8")
    return principal


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Load both poles once."""
    dossier = tmp_path_factory.mktemp("fava")
    return {nom: Site(_copy(ou, dossier / nom)) for nom, ou in LIVRES.items()}


@pytest.fixture(scope="module")
def servis(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Load both poles as `ptce servir` does."""
    dossier = tmp_path_factory.mktemp("servir")
    return {
        nom: Site(_copy(ou, dossier / nom), servi=True) for nom, ou in LIVRES.items()
    }


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("livre", LIVRES)
def test_each_page_answers(sites: dict[str, Site], livre: str, page: str) -> None:
    """Each page answers for each exercice, in French, with figures and no style inline."""
    site = sites[livre]
    assert list(site.ledger.errors) == []
    for exercice in ("", "2024", "2025"):
        html = site.get(page, exercice=exercice)
        assert "n’a pas pu être" not in html
        assert 'lang="fr"' in html
        assert "<table" in html or "Aucun projet n’a de ligne" in html
        assert " style=" not in html
        assert "<script" not in html
        assert not re.search(r"\son\w+=", html)


def test_titles_are_french(sites: dict[str, Site]) -> None:
    """The sidebar names the pages in reading order, and the common base is none."""
    details = sites["exemple"].ledger.extensions.extension_details
    assert [d.name for d in details] == list(PAGES)
    assert details[0].report_title == "Synthèse du pôle"


def _addresses(exercice: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the address, the column and the value of each figure of the JSON."""
    for niveau in ("niveau_1", "niveau_2", "niveau_3"):
        prefixe = niveau.replace("_", "-")
        yield from _group(prefixe, exercice[niveau])
        for projet in exercice[niveau].get("projets", ()):
            yield from _group(f"{prefixe}.{projet['projet']}", projet)
    bouclage = dict(exercice["bouclage"])
    # Said where there is any.
    if any(Decimal(montant) for montant in bouclage["hors_pole"].values()):
        yield from _table("controle", "hors_pole", bouclage["hors_pole"])
    del bouclage["hors_pole"]
    yield from _table("controle", "bouclage", bouclage)
    for rang in exercice["non_ventile"]:
        axe, montant = rang["axe"], rang["montant"]
        yield f"controle/non_ventile/{axe}/montant", "montant", montant


#: What the figures of a level rest on: the page says it in a sentence.
ASSISE = ("sans_origine", "sans_tiers", "membres_en_tout", "membres_declares")


def _group(prefixe: str, groupe: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for code, table in groupe.items():
        if code in ASSISE:
            continue
        if code in ("ca_imputable", "cooperations") and not isinstance(table, list):
            yield f"{prefixe}/projet/{code}", code, table
        elif code == "membres" and prefixe.startswith("niveau-3."):
            yield f"{prefixe}/projet/membres", code, table
        elif code not in ("projets", "projet"):
            yield from _table(prefixe, code, table)


def _table(prefixe: str, code: str, table: Any) -> Iterator[tuple[str, str, Any]]:
    cles = ("type", "origine", "classe", "issu_de", "membre", "vendeur", "acheteur", "phase", "fonction",
            "sur", "dit", "nature", "objet", "apporteur", "beneficiaire", "perimetre", "libelle",
            "unite")  # fmt: skip
    for ligne in table if isinstance(table, list) else [table]:
        noms = [ligne[c] or "non-ventile" for c in cles if c in ligne]
        milieu = (".".join(noms),) if noms else ()
        for colonne, valeur in ligne.items():
            if colonne not in cles:
                yield "/".join((prefixe, code, *milieu, colonne)), colonne, valeur


#: Columns of shares, outside the indicators.
PARTS = ("part", "couverture")


def _french(colonne: str, chemin: str, valeur: Any) -> str:
    if valeur is None:
        return "n.\u00a0d." if "indicateurs" in chemin or colonne in PARTS else "—"
    if isinstance(valeur, int):
        return str(valeur)
    if colonne == "depuis":
        return write_date(datetime.date.fromisoformat(valeur))
    if colonne == "preuve":
        return label("preuve", valeur, {})
    nombre = Decimal(valeur)
    if "/indicateurs/" in chemin or colonne in PARTS:
        part = colonne not in MULTIPLES
        return write_pourcent(nombre) if part else write_nombre(nombre, 2)
    return write_nombre(nombre) + ("\u00a0h" if colonne == "heures" else "")


@pytest.mark.parametrize("hote", ["sites", "servis"])
@pytest.mark.parametrize("exercice", ["2024", "2025"])
@pytest.mark.parametrize("livre", LIVRES)
def test_pages_show_the_figures_of_the_command_line(
    request: pytest.FixtureRequest, hote: str, livre: str, exercice: str
) -> None:
    """Cell by cell, each figure of the JSON is on a page, the same and no other.

    Whether Fava loads the ledger itself, or our server gives it one.
    """
    site = request.getfixturevalue(hote)[livre]
    arguments = ["synthese", str(LIVRES[livre]), "--exercice", exercice]
    sortie = CliRunner().invoke(ptce, [*arguments, "--format", "json"])
    data = json.loads(sortie.stdout_bytes)
    html = [site.get(page, exercice=exercice) for page in PAGES]
    html += [
        site.get("Projets", exercice=exercice, projet=projet["projet"])
        for projet in data["niveau_3"]["projets"]
    ]
    lues: dict[str, set[str]] = {}
    for page in html:
        for adresse, texte in Cellules(page).textes.items():
            lues.setdefault(adresse, set()).add(texte)
    comptees = 0
    for adresse, colonne, valeur in _addresses(data):
        if isinstance(valeur, list):
            assert adresse in lues
            continue
        assert lues.get(adresse) == {_french(colonne, adresse, valeur)}, adresse
        comptees += 1
    assert comptees > 90


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("livre", LIVRES)
def test_figures_open_on_lines_that_make_them(
    sites: dict[str, Site], livre: str, page: str
) -> None:
    """Behind each linked cell stand facts whose subtotal is the cell."""
    site = sites[livre]
    cellules = Cellules(site.get(page))
    assert cellules.liens
    # Opening a figure writes the whole page again: one link in six, of each table.
    for adresse, lien in list(cellules.liens.items())[::6]:
        assert lien.startswith(f"/{site.slug}/extension/{page}/?")
        demande = {k: v[0] for k, v in parse_qs(urlsplit(lien).query).items()}
        detail = Cellules(site.get(page, **demande))
        texte = cellules.textes[adresse]
        nul = not re.search(r"[1-9]", texte)
        assert nul or is_made_of(texte, detail.sous_total), adresse


def test_a_line_leads_to_its_entry(tmp_path: Path) -> None:
    """A fact names its file and line, its account, and its entry unless read-only."""
    principal = _copy(LIVRES["exemple"], tmp_path)
    chiffre = "niveau-1.ressources.ventes"
    html = Site(principal).get("Cellule", exercice="2025", chiffre=chiffre)
    assert re.search(r'<a href="#context-[0-9a-f]+">2025\.beancount:\d+</a>', html)
    assert "/account/Income:" in html
    html = Site(principal, read_only=True).get("Cellule", chiffre=chiffre)
    assert "#context-" not in html
    assert re.search(r"2025\.beancount:\d+", html)


@pytest.mark.parametrize(
    ("axes", "mot"),
    [
        ({"exercice": "1999"}, "Exercice « 1999 » : inconnu"),
        ({"exercice": "<b>"}, "Exercice « &lt;b&gt; » : inconnu"),
        ({"niveau": "4"}, "Niveau « 4 » : inconnu"),
        ({"projet": "nulle-part"}, "Projet « nulle-part » : inconnu"),
        ({"phase": "x"}, "Phase « x » : inconnu"),
        ({"chiffre": "niveau-9.x"}, "« niveau-9 » est inconnu"),
        ({"chiffre": "niveau-1.ressources.x"}, "« x » est inconnu"),
        ({"chiffre": "niveau-1"}, "n’existe pas"),
        ({"chiffre": "."}, "n’existe pas"),
        ({"chiffre": "/"}, "n’existe pas"),
        ({"chiffre": "niveau-1/total"}, "n’existe pas"),
        ({"chiffre": "niveau-1/total/x"}, "n’existe pas"),
        ({"chiffre": "niveau-1/total/x/ressources"}, "n’existe pas"),
        ({"chiffre": "niveau-1/indicateurs/autofinancements"}, "n’existe pas"),
        ({"chiffre": "niveau-2/membres/part"}, "n’existe pas"),
        ({"chiffre": "niveau-2/membres/ca_totaux"}, "« ca_totaux » est inconnu"),
        ({"chiffre": "niveau-3.x/total/charges"}, "n’existe pas"),
        ({"chiffre": "niveau-3.x.charges"}, "n’existe pas"),
        ({"chiffre": "annexe/financeurs/x/net"}, "n’existe pas"),
    ],
)
def test_a_wrong_address_is_told_in_french(
    sites: dict[str, Site], axes: dict[str, str], mot: str
) -> None:
    """A wrong parameter gives a sentence, and the page all the same."""
    html = sites["exemple"].get("Synthese", **axes)
    assert (
        mot.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»")
        in html
    )
    assert "<table" in html


def test_a_project_without_a_line_is_a_page(sites: dict[str, Site]) -> None:
    """A declared project of which an exercice says nothing has a page that says so."""
    html = sites["exemple"].get("Projets", exercice="2023", projet="velo")
    assert "ce projet n’a aucune ligne" in html.lower() or "<table" in html


@pytest.mark.parametrize(
    ("filtres", "exercice", "avis"),
    [
        ({"time": "2024"}, "2024", False),
        ({"time": "2024-01-01 - 2024-12-31"}, "2024", False),
        ({"time": "2024-06"}, "2025", True),
        ({"time": "n’importe quoi"}, "2025", True),
        ({"time": "2024", "exercice": "2023"}, "2023", True),
        ({"account": "Income"}, "2025", True),
        ({"filter": "#x"}, "2025", True),
        ({}, "2025", False),
    ],
)
def test_filters_of_fava(
    sites: dict[str, Site], filtres: dict[str, str], exercice: str, *, avis: bool
) -> None:
    """A time that is one exercice selects it; any other filter is said to be ignored."""
    html = sites["exemple"].get("Cellule", **filtres)
    assert f"Exercice {exercice}." in html
    assert ("Les filtres de Fava ne s’appliquent pas" in html) is avis


def test_no_figure_over_a_broken_ledger(tmp_path: Path) -> None:
    """With errors, no page has a figure: how many errors, and where to read them."""
    principal = _copy(LIVRES["bocage"], tmp_path)
    with principal.open("a", encoding="utf-8") as flux:
        flux.write('\n2025-01-01 open Expenses:Rien\n  projet: "nulle-part"\n')
    site = Site(principal)
    combien = len(site.ledger.load_errors)
    assert combien
    for page in PAGES:
        html = site.get(page)
        mots = "1 erreur" if combien == 1 else f"{combien} erreurs"
        assert f"Le livre a {mots}\u00a0: aucun chiffre n’est donné." in html
        assert "/errors/" in html
        assert "<table" not in html
        assert "ptce-cartes" not in html


@pytest.mark.parametrize(
    ("texte", "mot"),
    [
        ("", "plugin"),
        ('plugin "ptce_ledger.plugins"\n', "ne déclare pas de pôle"),
        (
            'plugin "ptce_ledger.plugins"\n2025-01-01 custom "ptce-pole" "pp" "P"\n',
            "encore aucune écriture",
        ),
    ],
)
def test_a_ledger_that_is_no_pole_yet(tmp_path: Path, texte: str, mot: str) -> None:
    """Without plugin, pole or entry, the pages say what is missing."""
    livre = tmp_path / "main.beancount"
    livre.write_text(EXTENSION + texte, encoding="utf-8")
    assert mot in Site(livre).get("Synthese")


def test_what_people_type_is_escaped(tmp_path: Path) -> None:
    """Script in a payee, narration, label or account of a ledger comes out as text."""
    piege = "<img src=x onerror=alert(1)>"
    principal = _copy(LIVRES["exemple"], tmp_path)
    for fichier in tmp_path.glob("*.beancount"):
        texte = fichier.read_text(encoding="utf-8")
        texte = texte.replace('"SCIC Bois d\'Ambrelle"', f'"{piege}"')
        texte = texte.replace('"Légumerie partagée"', f'"{piege}é"')
        texte = re.sub(r'\* "([^"]*)" "', f'* "\\1" "{piege}', texte)
        fichier.write_text(texte, encoding="utf-8")
    site = Site(principal)
    assert list(site.ledger.load_errors) == []
    vues = [site.get(page) for page in PAGES]
    vues.append(site.get("Cellule", chiffre="niveau-1.ressources"))
    vues.append(site.get("Projets", projet="legumerie"))
    vues.append(site.get("Cellule", chiffre=piege, time=piege, exercice=piege))
    for html in vues:
        assert "<img" not in html
    assert any("&lt;img src=x" in html for html in vues)


def test_a_reload_is_seen(tmp_path: Path) -> None:
    """What is written while Fava runs shows at the next page."""
    principal = _copy(LIVRES["bocage"], tmp_path)
    site = Site(principal)
    avant = site.get("Cellule")
    with principal.open("a", encoding="utf-8") as flux:
        flux.writelines(f'2026-0{mois}-05 * "Rien"\n' for mois in (1, 2, 3))
    site.ledger.load_file()
    assert "Exercice 2026." not in avant
    assert "Exercice 2026." in site.get("Cellule")


def test_a_crash_is_told(
    sites: dict[str, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever breaks, the page says so in French and Fava goes on."""

    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    site = sites["bocage"]
    monkeypatch.setattr(lecture, "read_registre", fail)
    assert "n’a pas pu être lu" in lecture.read(site.ledger).refus()
    monkeypatch.setattr("ptce_ledger.reports.fava.socle.read_demande", fail)
    assert "n’a pas pu être construite" in site.get("Cellule")


def test_style_is_served_apart(sites: dict[str, Site]) -> None:
    """The sheet that a page links to answers, as CSS; nothing else does."""
    site = sites["exemple"]
    lien = re.search(r'stylesheet" href="([^"]*/extension/[^"]+)"', _whole(site))
    assert lien
    reponse = site.client.get(lien[1])
    assert reponse.status_code == 200
    assert reponse.mimetype == "text/css"
    assert b"data-color-scheme" in reponse.get_data()
    reponse.close()
    assert site.client.get(f"/{site.slug}/extension/Cellule/autre").status_code == 404


def _whole(site: Site) -> str:
    reponse = site.client.get(f"/{site.slug}/extension/Cellule/")
    return reponse.get_data(as_text=True)


def _site_of(cas: str, dossier: Path) -> Site:
    texte = (RACINE / "tests" / "cas" / f"{cas}.beancount").read_text(encoding="utf-8")
    livre = dossier / "main.beancount"
    livre.write_text(texte + EXTENSION, encoding="utf-8")
    return Site(livre)


def test_what_is_set_in_motion_needs_no_project_with_a_line(tmp_path: Path) -> None:
    """Effects and spin-offs of a year are on the page of projects, all the same."""
    page = _site_of("effets-et-essaimages", tmp_path).get("Projets", exercice=2025)
    assert "Aucun projet n’a de ligne" in page
    assert "bois livré" in page
    assert "Granulés du Pôle" in page


def test_the_year_to_come_is_on_the_treasurers_own_pages(tmp_path: Path) -> None:
    """Its budget and its dues are; the synthesis of a year without a line is not."""
    site = _site_of("avant-la-premiere-ecriture", tmp_path)
    assert "12\u202f000,00" in site.get("Budget", exercice=2025)
    assert "La Ferme" in site.get("Cotisations", exercice=2025)
    assert "inconnu de ce livre" in site.get("Synthese", exercice=2025)
