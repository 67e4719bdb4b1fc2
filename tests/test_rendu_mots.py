"""The words around figures: on how many members, between which years, billed or paid."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner
from fava.application import create_app

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.pages.liste import ACCUEIL
from ptce_ledger.publication.site.site import write_site
from ptce_ledger.rendu.fichiers.classeur import as_workbook

if TYPE_CHECKING:
    from pathlib import Path

TETE = """plugin "ptce_ledger.plugins"
2020-01-01 custom "fava-extension" "ptce_ledger.reports.fava"
2020-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"
  perimetre-defaut: "cellule"
2020-01-01 custom "ptce-projet" "a-declarer" "Marché à déclarer"
2020-01-01 custom "ptce-projet" "b-emplois" "Atelier des emplois"
2020-01-01 custom "ptce-projet" "c-ensemble" "Recherche ensemble"
2020-01-01 custom "ptce-projet" "d-rien" "Projet sans rien"
2020-01-01 open Assets:512-Banque
2020-01-01 open Expenses:606-Achats
2020-01-01 open Income:756-Cotisations
  type: "cotisations"
"""
MEMBRES = "".join(
    f'2020-01-01 custom "ptce-membre" "m-{n:02}" "Membre {n:02}"\n  origine: "ess"\n'
    for n in range(14)
)
ANNEES = {2023: (2, "1234.50"), 2024: (3, "2000.00"), 2025: (4, "98765.43")}


def _year(annee: int, declarent: int, cotisation: str) -> str:
    ca = "".join(
        f'{annee}-12-31 custom "ptce-ca" "m-{n:02}" {100 + 7 * n}.{annee % 100} EUR\n'
        f'{annee}-12-31 custom "ptce-donnees" "m-{n:02}" {annee}\n  ca: {3000 + annee} EUR\n'
        for n in range(declarent)
    )
    # Three months: the exercice is one that is kept.
    mois = "".join(
        f'{annee}-{m:02}-10 * "Membre {m:02}" "Cotisation"\n'
        f"  Assets:512-Banque   {cotisation} EUR\n  Income:756-Cotisations\n"
        f'{annee}-{m:02}-11 * "Fournisseur" "Papier {m}"\n'
        f"  Expenses:606-Achats   {m}.{annee % 10}1 EUR\n  Assets:512-Banque\n"
        for m in (1, 2, 12)
    )
    return ca + mois


TEXTE = (
    TETE
    + MEMBRES
    + "".join(_year(annee, *quoi) for annee, quoi in ANNEES.items())
    + """2025-12-31 custom "ptce-ca" "m-00" 10.00 EUR
  projet: "a-declarer"
2025-12-31 custom "ptce-emploi" "b-emplois" 1.5
2025-12-31 custom "ptce-cooperation" "m-00" "m-01"
  projet: "c-ensemble"
"""
)
DIT = "sur 4 membres de 14"


@pytest.fixture(scope="module")
def livre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chemin = tmp_path_factory.mktemp("mots") / "main.beancount"
    chemin.write_text(TEXTE, encoding="utf-8")
    assert load_livre(chemin).errors == []
    return chemin


def run(*arguments: str | Path) -> str:
    resultat = CliRunner().invoke(ptce, [str(a) for a in arguments])
    assert resultat.exit_code == 0, resultat.output
    return resultat.stdout


def plain(texte: str) -> str:
    """Take tags off, and hard spaces."""
    sans = re.sub(r"<[^>]+>", " ", texte)
    return " ".join(sans.split())


@pytest.fixture(scope="module")
def faces(livre: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give what each face says, whatever it is made of."""
    dossier = Dossier(load_livre(livre).releve)
    classeur = openpyxl.load_workbook(
        io.BytesIO(as_workbook([dossier.montree(2025)], []))
    )
    cellules = [
        str(cellule.value)
        for feuille in classeur
        for rangee in feuille.iter_rows()
        for cellule in rangee
        if cellule.value
    ]
    app = create_app([str(livre)], load=True)
    slug, client = app.config["LEDGERS"].first_slug(), app.test_client()
    site = tmp_path_factory.mktemp("site") / "site"
    write_site(dossier, site, ("fr",))
    pages = {
        nom: client.get(f"/{slug}/extension/{nom}/").get_data(as_text=True)
        for nom in (ACCUEIL, "Membres", "Projets", "Cellule")
    }
    chiffre = "niveau-2/indicateurs/ca_imputable_part"
    ouverte = client.get(f"/{slug}/extension/Membres/?chiffre={chiffre}")
    brutes = {
        "terminal": run("synthese", livre, "--exercice", "2025"),
        "années": run("synthese", livre, "--exercice", "2023..2025"),
        "faits": run("faits", livre, "--exercice", "2025", "--chiffre", chiffre),
        "xlsx": " | ".join(cellules),
        **{f"Fava {nom}": texte for nom, texte in pages.items()},
        "Fava, ouvert": ouverte.get_data(as_text=True),
        **{
            f"site {f.name}": f.read_text(encoding="utf-8")
            for f in sorted(site.glob("fr/2025/*.html"))
        },
    }
    return {nom: plain(texte) for nom, texte in brutes.items()}


@pytest.mark.parametrize(
    "face",
    [
        *("terminal", "années", "faits", "xlsx", "Fava Synthese", "Fava Membres"),
        *("Fava, ouvert", "site synthese.html", "site membres.html"),
    ],
)
def test_a_share_of_turnover_says_on_how_many_members(
    faces: dict[str, str], face: str
) -> None:
    assert DIT in faces[face].replace("Sur", "sur")


@pytest.mark.parametrize("face", ["années", "Fava Synthese", "site synthese.html"])
def test_each_year_says_on_how_many(faces: dict[str, str], face: str) -> None:
    for nombre in (2, 3, 4):
        assert f"sur {nombre} membres de 14" in faces[face]


def test_what_was_billed_is_not_said_to_be_paid(faces: dict[str, str]) -> None:
    """Nobody knows here who has paid: no face says it of the members."""
    paye = re.compile(
        r"(?:reçue?s?|versée?s?|payée?s?|encaissée?s?) (?:des|par les|de ses) membres"
        r"|Le versé|Versé en tout",
        re.IGNORECASE,
    )
    assert {
        nom: t[0] for nom, texte in faces.items() if (t := paye.search(texte))
    } == {}


def test_a_change_is_named_by_its_years(faces: dict[str, str]) -> None:
    for nom in ("années", "Fava Synthese", "Fava Cellule", "site synthese.html"):
        assert "2023 → 2025" in faces[nom]
        assert "ce que montre 2025, moins ce que montre 2023" in faces[nom]
        assert "Évolution" not in faces[nom]


_NOMBRE = r"[+−]?\d[\d\u202f]*(?:,\d+)?"
_LIGNE = re.compile(
    rf"(?P<nom>.*?)\s+({_NOMBRE})(?:\s%)?\s+({_NOMBRE})(?:\s%)?\s+({_NOMBRE})(?:\s%)?"
    rf"\s+({_NOMBRE})(?:\spt)?"
)


def read(ecrit: str) -> Decimal:
    return Decimal(ecrit.replace("−", "-").replace("\u202f", "").replace(",", "."))


def test_a_change_can_be_reckoned_again_from_what_is_shown(livre: Path) -> None:
    """To the last digit shown, shares included."""
    lignes = run("synthese", livre, "--exercice", "2023..2025").splitlines()
    trouvees = [t for ligne in lignes if (t := _LIGNE.fullmatch(ligne))]
    assert len(trouvees) > 40
    for trouve in trouvees:
        premier, _, dernier, change = map(read, trouve.groups()[1:])
        assert dernier - premier == change, trouve[0]


def test_a_whole_stands_apart_from_its_amount(tmp_path: Path) -> None:
    """« 200,00100,0 % » is read by nobody."""
    livre = tmp_path / "main.beancount"
    livre.write_text(
        TETE + '2025-01-10 * "x" "y"\n  Assets:512-Banque   1234567.89 EUR\n'
        "  Income:756-Cotisations\n",
        encoding="utf-8",
    )
    texte = run("synthese", livre).replace("\u202f", " ").replace("\u00a0", " ")
    assert re.search(r"1 234 567,89 {2,}100,0 %", texte)
    assert re.search(r"\d100,0 %", texte) is None
    assert max(map(len, texte.splitlines())) <= 84


@pytest.mark.parametrize(
    ("code", "libelle"),
    [
        ("a-declarer", "Marché à déclarer"),
        ("b-emplois", "Atelier des emplois"),
        ("c-ensemble", "Recherche ensemble"),
    ],
)
def test_a_project_of_declarations_alone_is_at_level_3(
    livre: Path, faces: dict[str, str], code: str, libelle: str
) -> None:
    """Turnover, jobs or a cooperation are enough; a project of nothing is not there."""
    synthese = Dossier(load_livre(livre).releve).montree(2025)
    codes = [groupe.code for groupe in synthese.niveau(3).groupes]
    assert code in codes
    assert "d-rien" not in codes
    niveau = run("synthese", livre, "--exercice", "2025", "--niveau", "3")
    assert f"▸ {libelle}" in niveau
    for nom in ("xlsx", "Fava Projets", "site projets.html", "Fava Synthese"):
        assert libelle in faces[nom], nom
