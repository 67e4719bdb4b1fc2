"""The report that a pole defines: one figure on every face, and nothing hostile in it."""

from __future__ import annotations

import collections
import csv
import io
import json
import re
import shutil
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import openpyxl
import pytest
from beancount.scripts.check import main as bean_check
from click.testing import CliRunner
from definitions import ACHATS
from definitions import BOCAGE
from definitions import NOM
from definitions import copied
from definitions import copy_livre
from definitions import plant
from definitions import run
from fava.application import create_app
from serveurs import serve_local
from test_reports_fava import Cellules
from test_reports_fava import Site

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.serveur.livre.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Callable

RACINE = Path(__file__).parent.parent
EXEMPLE = RACINE / "ledgers" / "exemple"
#: Added by hand from the entries of the example: class 60 and 61-62 of the projects.
FOURNITURES, SERVICES, MARAICHERS = "22291.36", "28664.42", "9276.20"


@pytest.fixture(scope="module")
def pole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example with a report of its own; its main file."""
    principal = copy_livre(EXEMPLE, tmp_path_factory.mktemp("pole") / "livre")
    plant(principal, NOM, ACHATS)
    return principal


@pytest.fixture
def bocage(tmp_path: Path) -> Path:
    """A copy of a small pole; its main file."""
    return copy_livre(BOCAGE, tmp_path / "livre")


def test_the_figures_are_those_of_the_lines(pole: Path) -> None:
    """Each is the sum of the facts that its definition speaks of."""
    sommes: dict[str, Decimal] = collections.defaultdict(Decimal)
    for fact in load_livre(pole).releve.iter_facts({2025}):
        if (fact.nature, fact.perimetre) == ("charge", "projet"):
            sommes[fact.type] += fact.montant
            if (fact.type, fact.tiers) == ("60", "maraichers"):
                sommes["maraichers"] += fact.montant
    assert f"{sommes['60']:.2f}" == FOURNITURES
    assert f"{sommes['61'] + sommes['62']:.2f}" == SERVICES
    assert f"{sommes['maraichers']:.2f}" == MARAICHERS


def _french(nombre: str) -> str:
    return write_nombre(Decimal(nombre))


def test_the_terminal(pole: Path) -> None:
    """After the three levels, before the controls, each project then them all."""
    page = run("synthese", pole).stdout
    assert page.index("━━ Niveau 3") < page.index("━━ Les achats des projets ━")
    _, _, sien = page.partition("━━ Les achats des projets ━")
    sien, _, _ = sien.partition("━━ Contrôles")
    entier = sien.partition("▸ Tous les projets communs")[2]
    assert re.search(rf"Achats \(60\) +{_french(FOURNITURES)}\n", entier)
    assert re.search(
        rf"Les Jardins d'Orvan +{_french(MARAICHERS)}  41,6\u202f% *\n", entier
    ) or re.search(rf"Les Jardins d'Orvan +{_french(MARAICHERS)} +41,6.%", entier)
    assert re.search(rf"Total +{_french(FOURNITURES)}", entier)
    assert "Sans tiers connu" in entier
    assert re.findall(r"▸ (.+)", sien)[:2] == [
        "Boucle du réemploi",
        "Isolants biosourcés, recherche-action",
    ]
    assert "━━ Les achats" not in run("synthese", pole, "--niveau", "1").stdout


def test_csv_json_and_workbook(pole: Path, tmp_path: Path) -> None:
    """The same figures, under the code of the report; the levels are as without it."""
    brut = run("synthese", pole, "--format", "csv").stdout_bytes.decode("utf-8-sig")
    rangees = list(csv.reader(io.StringIO(brut), delimiter=";"))
    clef = ["2025", "nos_achats", "", "total", "", "fournitures"]
    assert [*clef, FOURNITURES.replace(".", ",")] in rangees
    clef = ["2025", "nos_achats", "", "fournisseurs", "maraichers", "montant"]
    assert [*clef, MARAICHERS.replace(".", ",")] in rangees
    data = json.loads(run("synthese", pole, "--format", "json").stdout)
    sans = json.loads(run("synthese", EXEMPLE, "--format", "json").stdout)
    sien = data.pop("nos_achats")
    assert data == sans
    assert sien["total"] == {
        "fournitures": FOURNITURES,
        "services": SERVICES,
        "ensemble": "50955.78",
    }
    assert sien["fournisseurs"][0] == {
        "tiers": "maraichers",
        "montant": MARAICHERS,
        "part": "0.4161",
    }
    assert [p["projet"] for p in sien["projets"]][:2] == ["boucle", "isolants"]
    fichier = tmp_path / "s.xlsx"
    assert run("synthese", pole, "--format", "xlsx", "-o", fichier).exit_code == 0
    classeur = openpyxl.load_workbook(fichier)
    assert classeur.sheetnames[3] == "2025 nos achats"
    lues = list(classeur["2025 nos achats"].iter_rows(values_only=True))
    assert ("Achats (60)", float(FOURNITURES)) in [ligne[:2] for ligne in lues]
    assert ("Les Jardins d'Orvan", float(MARAICHERS)) in [ligne[:2] for ligne in lues]


def test_years_side_by_side(pole: Path) -> None:
    """The comparison has it too, its shares left out as it asks."""
    annees = ("synthese", pole, "--exercice", "2023..2025")
    page = run(*annees).stdout
    assert re.search(rf"Achats \(60\) .*{_french(FOURNITURES)} ", page)
    data = json.loads(run(*annees, "--format", "json").stdout)
    assert list(data["comparaison"])[3:] == ["nos_achats"]
    table = data["comparaison"]["nos_achats"]["fournisseurs"]
    assert {"tiers", "2023", "2024", "2025", "evolution"} == set(table[0])
    (jardins,) = (ligne for ligne in table if ligne["tiers"] == "maraichers")
    assert jardins["2025"] == MARAICHERS
    assert [s["nos_achats"]["total"]["services"] for s in data["syntheses"]][-1] == (
        SERVICES
    )


@pytest.mark.parametrize(
    ("chiffre", "valeur"),
    [
        ("nos-achats.fournitures", FOURNITURES),
        ("nos-achats/total/fournitures", FOURNITURES),
        ("nos-achats.fournitures.maraichers", MARAICHERS),
        ("nos-achats/fournisseurs/maraichers/montant", MARAICHERS),
        ("nos-achats/total/ensemble", "50955.78"),
        ("nos-achats.boucle.services", "4571.45"),
    ],
)
def test_a_figure_opens_and_is_asserted(
    pole: Path, tmp_path: Path, chiffre: str, valeur: str
) -> None:
    """By its short name or in full, it is its lines; and a ledger may expect it."""
    ouvert = run("faits", pole, "--chiffre", chiffre).stdout
    assert re.search(
        rf"^{re.escape(chiffre)} +{_french(valeur)}.€$", ouvert, re.MULTILINE
    )
    copie = Path(shutil.copytree(pole.parent, tmp_path / "copie")) / pole.name
    with copie.open("a", encoding="utf-8") as flux:
        flux.write(f'2025-12-31 custom "ptce-attendu" "{chiffre}" {valeur} EUR\n')
    assert run("verifier", copie).exit_code == 0
    with copie.open("a", encoding="utf-8") as flux:
        flux.write(f'2025-12-31 custom "ptce-attendu" "{chiffre}" 1.00 EUR\n')
    dit = run("verifier", copie)
    assert dit.exit_code == 1
    assert "[AttenduNonAtteint]" in dit.stdout
    share = run("faits", pole, "--chiffre", "nos-achats/fournisseurs/maraichers/part")
    assert "41,6" in share.stdout


@pytest.mark.parametrize("servi", [False, True])
def test_the_page_and_its_opened_figures(pole: Path, servi: bool) -> None:  # noqa: FBT001
    """Page « Synthèse »: its figures are those of JSON, and each opens to its lines."""
    site = Site(pole, servi=servi)
    html = site.get("Synthese", exercice="2025")
    assert html.index('id="niveau-3"') < html.index('id="rapport-nos-achats"')
    lues = Cellules(html)
    assert lues.textes["nos-achats/total/fournitures"] == _french(FOURNITURES)
    data = json.loads(run("synthese", pole, "--format", "json").stdout)["nos_achats"]
    for rang in data["fournisseurs"]:
        adresse = f"nos-achats/fournisseurs/{rang['tiers'] or 'non-ventile'}/montant"
        assert lues.textes[adresse] == _french(rang["montant"])
    for projet in data["projets"]:
        adresse = f"nos-achats.{projet['projet']}/total/services"
        assert lues.textes[adresse] == _french(projet["total"]["services"])
    siens = [a for a in lues.liens if a.startswith("nos-achats")]
    assert len(siens) > 15
    for adresse in siens[::4]:
        demande = {
            c: v[0] for c, v in parse_qs(urlsplit(lues.liens[adresse]).query).items()
        }
        detail = site.get("Synthese", **demande)
        assert "D’où vient ce chiffre" in detail
        assert "n’existe pas" not in detail
        if "part" not in adresse and "indicateurs" not in adresse:
            assert lues.textes[adresse] in " ".join(Cellules(detail).sous_total)
    annees = html[html.index('id="ptce-annees"') :]
    assert "Les achats des projets" in annees
    assert "Achats par fournisseur, d’un exercice à l’autre" in annees
    assert 'id="rapport-' not in site.get("Synthese", niveau="2")
    assert "Les achats des projets" in site.get("Synthese", langue="en")


def test_a_report_shows_whatever_it_has(bocage: Path) -> None:
    """A card alone, with no table; two reports whose names are long and alike."""
    for rang in "ab":
        texte = (
            f'code = "un-rapport-dont-le-nom-est-bien-long-{rang}"\ntitre = "Un {rang}"\n'
            '[[fiches_propres]]\ncode = "f"\ntitre = "Une fiche"\n'
            'chiffres = [{ code = "c", titre = "Charges, en tout", de = "charges" }]\n'
        )
        plant(bocage, f"{rang}.toml", texte)
    page = run("synthese", bocage).stdout
    assert page.count("Charges, en tout  ") == 2
    sortie = bocage.with_suffix(".xlsx")
    for options in ((), ("--provisoire",)):
        assert run("synthese", bocage, *options, "--format", "xlsx", "-o", sortie)
        noms = openpyxl.load_workbook(sortie).sheetnames
        assert len({nom.casefold() for nom in noms}) == len(noms) == 6
        assert all(len(nom) <= 31 for nom in noms)


#: The whole pole of 2025, added by hand: what a report names → its figure.
ENTIER = {
    "ressources": "145 536,00",
    "charges": "128 150,01",
    "financements": "23 000,00",
    "investissements": "0,00",
    "contributions": "8 359,25",
    "ca": "65 000,00",
}


def test_a_report_names_each_part_of_the_books(bocage: Path) -> None:
    """Its figures are those of the books; one called as an indicator is none."""
    chiffres = "".join(
        f'{{ code = "{nom}", titre = "Tout {nom}", de = "{nom}" }},\n' for nom in ENTIER
    )
    texte = (
        'code = "tout"\ntitre = "Tout"\nindicateurs = ["ca_imputable_moyenne"]\n'
        f'[[fiches_propres]]\ncode = "f"\ntitre = "F"\nchiffres = [\n{chiffres}'
        '{ code = "ca_imputable_moyenne", titre = "À nous", de = "ca" }]\n'
    )
    plant(bocage, NOM, texte)
    dit = run("synthese", bocage).stdout.replace("\u202f", " ")
    for nom, valeur in ENTIER.items():
        assert re.search(rf"^  Tout {nom} +{valeur}$", dit, re.MULTILINE), nom
    for table, reserve in (("indicateurs", "sur 3 membres de 5"), ("f", "")):
        ouvert = run("faits", bocage, "--chiffre", f"tout/{table}/ca_imputable_moyenne")
        assert ouvert.exit_code == 0
        assert ("sur 3 membres de 5" in ouvert.stdout.replace("\u00a0", " ")) == bool(
            reserve
        )


def test_a_report_without_views_shows_its_phases(bocage: Path) -> None:
    """A table that may be cut by phase is, beside itself, where no view says otherwise."""
    texte = (
        'code = "par-nature"\ntitre = "Par nature"\n[[tableaux_propres]]\ncode = "t"\n'
        'titre = "Charges par classe"\nde = "charges"\ncles = ["classe"]\n'
        'ventilable = true\ncolonnes = [{ code = "c", titre = "C", de = "charges" }]\n'
    )
    plant(bocage, NOM, texte)
    dit = run("synthese", bocage, "--par", "phase")
    assert dit.exit_code == 0, dit.output
    sien = dit.stdout.partition("━━ Par nature")[2]
    assert "Charges par classe" in sien
    assert "Charges par classe, par phase" in sien


def test_a_report_that_finds_nothing_says_so(bocage: Path) -> None:
    """Zeros are told as nothing, where a filter is right but meets no fact."""
    rien = ACHATS.replace('"charge"', '"financement"').replace(
        "filtre.type", "sauf.type"
    )
    rien = rien.replace('["60"]', '["prets"]').replace('["61", "62"]', '["prets"]')
    # A project may have jobs and no money.
    rien = rien.replace('blocs_par_groupe = ["etp"]\n', "")
    rien = rien.replace("filtre.perimetre", 'filtre.tiers = [""]\nfiltre.perimetre')
    plant(bocage, NOM, rien)
    dit = run("synthese", bocage)
    assert dit.exit_code == 0, dit.output
    sien = dit.stdout.partition("━━ Les achats")[2].partition("━━ Contr")[0]
    assert "Rien à ce niveau dans cet exercice." in sien


# Wrong definitions, whoever reads them.

FAUX = ACHATS.replace('["projet"]', '["projets"]')


def _plain_fava(principal: Path) -> str:
    """Read the errors and the page of a plain Fava."""
    app = create_app([str(principal)], load=True)
    app.testing = True
    client = app.test_client()
    slug = next(iter(app.config["LEDGERS"].ledgers_by_slug))
    dits = client.get(f"/{slug}/api/errors").get_data(as_text=True)
    page = client.get(f"/{slug}/extension/Synthese/").get_data(as_text=True)
    return json.dumps(json.loads(dits), ensure_ascii=False) + page


@pytest.mark.parametrize(
    "commande",
    [
        ("verifier",),
        ("synthese",),
        ("faits",),
        ("publier", "--pour", "region", "-o", "publie"),
    ],
    ids=lambda commande: commande[0],
)
def test_every_command_tells_a_wrong_definition(
    bocage: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    commande: tuple[str, ...],
) -> None:
    """Exit status 1, the place in the definition, the right word; nothing is written."""
    monkeypatch.chdir(tmp_path)
    plant(bocage, NOM, FAUX)
    dit = run(commande[0], bocage, *commande[1:])
    assert dit.exit_code == 1
    assert dit.exception is None or isinstance(dit.exception, SystemExit)
    assert f"{NOM}:5: " in dit.output
    assert "[DefinitionInvalide]" in dit.output
    assert "Vouliez-vous dire «\u00a0projet\u00a0»" in dit.output
    assert "Traceback" not in dit.output
    assert not (tmp_path / "publie").exists()


def test_plain_beancount_and_both_favas_tell_it(bocage: Path) -> None:
    """`bean-check` by the plugin, plain Fava, our server: the same error, no figure."""
    plant(bocage, NOM, FAUX)
    dit = CliRunner().invoke(bean_check, ["--no-cache", str(bocage)])
    assert dit.exit_code == 1
    assert f"{NOM}:5:" in dit.output
    assert "Traceback" not in dit.output
    for texte in (_plain_fava(bocage), str(Versions(bocage, calme=0).ledger.errors)):
        assert "projets" in texte
        assert "PluginEnPanne" not in texte
    assert "<table" not in Site(bocage).get("Synthese")


@pytest.mark.parametrize(
    "fichier", ["niveau-1", "niveau-3", "annexe", "controle", "tableaux"]
)
@pytest.mark.parametrize("faute", ["cles", "titre", "texte", "octets", "absent"])
def test_a_fault_of_the_program_is_told_by_the_same_classes(
    bocage: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fichier: str,
    faute: str,
) -> None:
    """Every command and page says which file of ours is wrong, and where."""
    with copied(tmp_path, monkeypatch) as dossier:
        chemin = dossier / f"{fichier}.toml"
        texte = chemin.read_text("utf-8")
        classe = "Illisible"
        if faute == "cles":
            chemin.write_text(f"cles = 1\n{texte}", "utf-8")
            classe = "Invalide"
        elif faute == "titre":
            tire = re.sub(
                r"^(?:titre|filtre)", "tire", texte, count=1, flags=re.MULTILINE
            )
            chemin.write_text(tire, "utf-8")
            classe = "In"
        elif faute == "texte":
            chemin.write_text(f"{texte}[", "utf-8")
        elif faute == "octets":
            chemin.write_bytes(b"\xff" + texte.encode())
        elif "niveau" in fichier:
            # A level is what has a file.
            chemin.write_text("", "utf-8")
            classe = "Incomplete"
        else:
            chemin.unlink()
        voulu = (f"{fichier}.toml", f"[Definition{classe}")
        lues = [
            run("synthese", bocage),
            run("faits", bocage, "--chiffre", "annexe/preuves/justifie/charge"),
        ]
        if fichier == "annexe":
            # The synthesis itself has no need of what stands beside it.
            assert lues.pop(0).exit_code == 0
        for dit in lues:
            assert dit.exit_code == 1
            assert isinstance(dit.exception, SystemExit)
            assert all(mot in dit.output for mot in voulu), dit.output
        html = Site(bocage).get("Synthese")
        assert f"{fichier}.toml" in html
        assert "<table" not in html
        plant(bocage, NOM, ACHATS)
        dit = run("verifier", bocage)
        assert dit.exit_code == 1
        assert all(mot in dit.output for mot in voulu), dit.output
        assert "PluginEnPanne" not in dit.output


# A table more in a level.


def test_a_table_of_a_level_is_one_entry_and_its_name(
    bocage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines of TOML alone, and every face has it: terminal, files, page, opened figure."""
    avant = json.loads(run("synthese", bocage, "--format", "json").stdout)
    with copied(tmp_path, monkeypatch) as dossier:
        tableaux, niveau = dossier / "tableaux.toml", dossier / "niveau-1.toml"
        texte = tableaux.read_text("utf-8")
        entree = (
            '[tableaux.par-preuve]\ntitre = "Charges par force de la preuve"\n'
            'de = "charges"\ncles = ["preuve"]\n'
            'colonnes = [{ code = "montant", titre = "Montant" }]\n'
        )
        tableaux.write_text(f"{texte}\n{entree}", "utf-8")
        texte = niveau.read_text("utf-8")
        texte = texte.replace('"contributions"]', '"contributions", "par-preuve"]', 1)
        vue = '[[vues]]\ngenre = "tableau"\ncode = "par-preuve"\n'
        niveau.write_text(f"{texte}\n{vue}", "utf-8")
        apres = json.loads(run("synthese", bocage, "--format", "json").stdout)
        rangs = apres["niveau_1"].pop("par-preuve")
        assert apres == avant
        somme = sum(Decimal(rang["montant"]) for rang in rangs)
        assert f"{somme:.2f}" == avant["niveau_1"]["total"]["charges"]
        premier = rangs[0]
        page = run("synthese", bocage, "--niveau", "1").stdout
        assert "Charges par force de la preuve" in page
        assert _french(premier["montant"]) in page
        chiffre = f"niveau-1/par-preuve/{premier['preuve']}/montant"
        assert (
            _french(premier["montant"])
            in run("faits", bocage, "--chiffre", chiffre).stdout
        )
        assert (
            f"par-preuve;{premier['preuve']};montant"
            in run("synthese", bocage, "--format", "csv").stdout
        )
        lues = Cellules(Site(bocage).get("Synthese"))
        assert lues.textes[chiffre] == _french(premier["montant"])
        assert chiffre in lues.liens


# What is served follows the definition.


def _wait(juste: Callable[[], Any]) -> None:
    limite = time.monotonic() + 15
    while not juste():
        assert time.monotonic() < limite
        time.sleep(0.1)


def test_a_change_of_the_definition_reloads_what_is_served(bocage: Path) -> None:
    """The page follows; a wrong definition changes no figure, and is told with its place."""
    chemin = plant(bocage, NOM, ACHATS)
    with serve_local(bocage) as serveur:

        def page() -> str:
            return serveur.get("extension/Synthese/").texte

        assert "Les achats des projets" in page()
        chemin.write_text(ACHATS.replace("Les achats", "Tous les achats"), "utf-8")
        _wait(lambda: "Tous les achats des projets" in page())
        chemin.write_text(FAUX, "utf-8")
        _wait(lambda: serveur.versions.erreurs)
        assert "Tous les achats des projets" in page()
        (dit,) = serveur.versions.explain(3)
        assert dit.startswith(f"{NOM}:5")
        assert "«\u00a0projets\u00a0» inconnu" in page()
        chemin.unlink()
        _wait(lambda: "n’existe pas" in " ".join(serveur.versions.explain(1)))
        chemin.write_text(ACHATS, "utf-8")
        _wait(lambda: not serveur.versions.erreurs)
        _wait(lambda: "Tous les achats" not in page())


def test_a_start_on_a_wrong_definition_gives_no_figure(bocage: Path) -> None:
    """It starts; the figures come when the definition is right, wherever it comes from."""
    chemin = plant(bocage, NOM, FAUX)
    with serve_local(bocage) as serveur:
        assert "<table" not in serveur.get("extension/Synthese/").texte
        chemin.write_text(ACHATS, "utf-8")
        _wait(lambda: "Les achats" in serveur.get("extension/Synthese/").texte)


@pytest.mark.parametrize(
    ("contenu", "vue"),
    [
        ('indicateurs = ["autofinancement"]', "indicateurs"),
        ('blocs = ["etp"]', "etp"),
        ('fiches = ["total"]', "total"),
        ('tableaux = ["charges"]', "charges"),
    ],
)
def test_a_report_may_show_one_kind_of_thing(
    bocage: Path, contenu: str, vue: str
) -> None:
    """Ratios alone, a block, a card or a table: each is enough to be a report."""
    genre = {"indicateurs": "indicateurs", "charges": "tableau"}.get(vue, "fiche")
    texte = f'[[vues]]\ngenre = "{genre}"\ncode = "{vue}"\n'
    entete = (
        f'code = "seul"\ntitre = "Seul"\nfiltre.perimetre = ["cellule"]\n{contenu}\n\n'
    )
    plant(bocage, NOM, entete + texte)
    dit = run("synthese", bocage)
    assert dit.exit_code == 0, dit.output
    assert "━━ Seul" in dit.stdout
