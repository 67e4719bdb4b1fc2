"""What a funder gets of the follow-up: its own agreements, their deadlines, and no more."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from gens import ENTETE
from serveurs import serve_public

from ptce_ledger.cli import ptce
from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import LIVRE
from ptce_ledger.publication.fiche import read_fiche

EXEMPLE = Path(__file__).parent.parent / "ledgers" / "exemple"
VALLEE = Path(__file__).parent / "hybride" / "vallee"
PERMIS = (
    '2026-12-31 custom "ptce-publication" "{}"\n  exercices: "{}"\n  perimetres: "{}"\n'
)
SOUS_CONVENTION = '  diffusion: "convention"\n'
#: What rests on pay, where an agreement bears some of it.
DE_PAIE = (
    "direct",
    "depense",
    "depense_exercice",
    "justifie",
    "emploi",
    "reste_a_employer",
    "depassement",
    "reste_a_justifier",
    "taux_execution",
    "fonds_dedies_attendus",
)
RECU = ("comptabilise", "constate", "creance", "encaisse", "reste_a_percevoir")
#: Words and amounts that are nobody's business but of whoever keeps the books.
CANARIS = ("zqxautre", "zqxbareme", "7771.77", "7772.77", "7773.77", "7770.44")
RESTE = """
2020-01-01 custom "ptce-convention" "zqxautre" "fondation" 7771.77 EUR
  objet: "zqxobjet"
2025-09-30 custom "ptce-echeance" "zqxautre" "versement" 7772.77 EUR
2020-01-01 custom "ptce-bareme" "zqxbareme"
  forfait: 7773.77 EUR
2020-01-01 open Assets:411-Membres
2020-01-01 open Income:756-Cotisations
  type: "cotisations"
2025-04-01 * "Le Fournil" "Appel"
  Assets:411-Membres  7774.77 EUR
  Income:756-Cotisations  -7774.77 EUR
2025-05-01 * "Le Fournil" "Un acompte"
  Assets:512-Banque  4.33 EUR
  Assets:411-Membres  -4.33 EUR
"""


def run(*mots: object) -> str:
    resultat = CliRunner().invoke(ptce, list(map(str, mots)))
    assert resultat.exit_code == 0, resultat.output
    return resultat.stdout


def follow(livre: Path, annee: object) -> dict[str, Any]:
    mots = ("conventions", livre, "--exercice", annee, "--format", "json")
    suivi: dict[str, Any] = json.loads(run(*mots))
    return suivi


def line(
    compte: str,
    combien: str,
    *dites: str,
    jour: str = "2025-03-15",
    ou: str = "cellule",
) -> str:
    axe = f'{"perimetre" if ou == "cellule" else "projet"}: "{ou}"'
    cles = "".join(f"  {mot}\n" for mot in (axe, 'convention: "accord"', *dites))
    return f'{jour} * "Ligne"\n{cles}  {compte}  {combien} EUR\n  Assets:512-Banque\n'


def pay(combien: str, *dites: str, jour: str = "2025-03-15") -> str:
    return line("Expenses:641-Salaires", combien, *dites, jour=jour)


def aid(combien: str, jour: str = "2025-02-01") -> str:
    return line("Income:741-Subventions", f"-{combien}", jour=jour)


def publish(
    dossier: Path, *blocs: str, permis: str = PERMIS.format("region", "tous", "tous")
) -> Path:
    """Publish a ledger made of some entries, and give its copy."""
    dossier.mkdir(exist_ok=True)
    livre, copie = dossier / "prive.beancount", dossier / "copie"
    livre.write_text(ENTETE + "".join(blocs) + permis, encoding="utf-8")
    pour = permis.split('"')[3]
    run("publier", livre, "--pour", pour, "-o", copie)
    return copie


def row(copie: Path, annee: int = 2025) -> dict[str, Any]:
    """Give the one agreement of a copy, once its told figures are those of the books."""
    codes = {r["convention"]: r for r in follow(copie / LIVRE, annee)["conventions"]}
    prives = follow(copie.parent / "prive.beancount", annee)["conventions"]
    for attendue in (r for r in prives if r["convention"] in codes):
        for nom, valeur in codes[attendue["convention"]].items():
            # No text of the books is in a copy.
            if nom != "objet" and valeur is not None:
                assert valeur == attendue[nom], nom
    une: dict[str, Any] = codes["accord"]
    return une


def is_null(une: dict[str, Any], *noms: str) -> bool:
    return [une[nom] for nom in noms] == [None] * len(noms)


def has(une: dict[str, Any], *noms: str) -> bool:
    return all(une[nom] is not None for nom in noms)


@pytest.mark.parametrize("sous", ["", SOUS_CONVENTION], ids=["publique", "convention"])
@pytest.mark.parametrize("pour", ["region", "etat", "europe", "departement"])
def test_the_rows_are_those_of_the_command(
    pour: str, sous: str, tmp_path: Path
) -> None:
    """Each figure is that of the books or is withheld; nothing else of the page is there."""
    livre = shutil.copytree(VALLEE, tmp_path / "vallee")
    principal = livre / "main.beancount"
    prives = {annee: follow(livre, annee) for annee in (2024, 2025)}
    financeurs = {r["financeur"] for p in prives.values() for r in p["conventions"]}
    assert pour in financeurs
    texte = principal.read_text("utf-8")
    principal.write_text(texte + "\n" + PERMIS.format(pour, "tous", "tous") + sous)
    copie = tmp_path / "copie"
    run("publier", livre, "--pour", pour, "-o", copie)
    donnes = 0
    for annee, prive in prives.items():
        public = follow(copie / LIVRE, annee)
        assert [*public] == ["pole", "exercice", "conventions", "echeances"]
        siennes = [r for r in prive["conventions"] if r["financeur"] == pour]
        codes = [r["convention"] for r in siennes]
        assert [r["convention"] for r in public["conventions"]] == codes
        for attendue, trouvee in zip(siennes, public["conventions"], strict=True):
            assert [*trouvee] == [*attendue]
            for nom, valeur in trouvee.items():
                if nom != "objet" and valeur is not None:
                    assert valeur == attendue[nom], (annee, attendue["convention"], nom)
                    donnes += 1
        assert public["echeances"] == [
            e for e in prive["echeances"] if e["convention"] in codes
        ]
    assert donnes > 30


def test_what_is_of_others_is_nowhere(tmp_path: Path) -> None:
    copie = publish(tmp_path, aid("5000.00"), pay("900.00"), RESTE)
    assert [*follow(copie / LIVRE, 2025)] == [
        "pole",
        "exercice",
        "conventions",
        "echeances",
    ]
    assert row(copie)["encaisse"] == "5000.00"
    for chemin in copie.rglob("*"):
        if chemin.is_file():
            texte = chemin.read_text("utf-8").replace("\u202f", "").replace(",", ".")
            assert [mot for mot in CANARIS if mot in texte] == [], chemin


def test_one_salary_under_an_agreement_cannot_be_worked_out(tmp_path: Path) -> None:
    """Whatever rests on it is withheld, and the same bytes say nothing of its amount."""
    octets = []
    # Below what is granted and above it: a bound that is reached would tell it.
    for rang, combien in enumerate(("1800.00", "2345.67", "120000.00")):
        copie = publish(
            tmp_path / str(rang),
            aid("5000.00"),
            pay(combien, 'personne: "s-1"'),
            line("Expenses:606-Achats", "300.00"),
        )
        une = row(copie)
        assert is_null(une, *DE_PAIE)
        assert has(une, *RECU, "accorde", "reparti", "pca_attendu")
        octets.append(
            {
                c.relative_to(copie): c.read_bytes()
                for c in copie.rglob("*")
                if c.is_file()
            }
        )
    assert octets[0] == octets[1] == octets[2]
    texte = (
        tmp_path / "0" / "copie" / "site" / "fr" / "2025" / "financeurs.html"
    ).read_text("utf-8")
    cellule = r'data-cellule="conventions/conventions/accord/{}"[^>]*>([^<]*)<'
    assert re.findall(cellule.format("depense"), texte) == ["s."]
    assert re.findall(cellule.format("encaisse"), texte) == ["5\u202f000,00"]


def test_pay_is_told_where_the_agreement_bears_a_whole_sum_of_it(
    tmp_path: Path,
) -> None:
    """Three people, all their pay under it: the copy gives that sum already."""
    trois = [pay(f"{n}000.00", f'personne: "s-{n}"') for n in (1, 2, 3)]
    assert row(publish(tmp_path, aid("5000.00"), *trois, permis=_trois()))[
        "depense"
    ] == ("6000.00")
    # A fourth one elsewhere: the difference would be its pay.
    autre = pay("700.00", 'personne: "s-4"').replace('  convention: "accord"\n', "")
    une = row(publish(tmp_path / "b", aid("5000.00"), *trois, autre, permis=_trois()))
    assert is_null(une, *DE_PAIE)


def _trois(sous: str = "") -> str:
    return PERMIS.format("region", "tous", "tous") + "  personnes-minimum: 3\n" + sous


def test_under_an_agreement_pay_is_told_when_it_is_all_of_it(tmp_path: Path) -> None:
    """One employee, paid by the agreement: told, as the class 64 of the cell is."""
    sien = pay("1800.00", 'personne: "s-1"')
    lignes = (aid("5000.00"), sien)
    une = row(publish(tmp_path / "a", *lignes, permis=_trois(SOUS_CONVENTION)))
    assert une["depense"] == "1800.00"
    assert has(une, *DE_PAIE)
    # Pay is never cut by agreement: beside another employee it is withheld.
    autre = pay("700.00", 'personne: "s-2"').replace('  convention: "accord"\n', "")
    une = row(publish(tmp_path / "b", *lignes, autre, permis=_trois(SOUS_CONVENTION)))
    assert is_null(une, *DE_PAIE)
    # Nor is what is given in time, which is of somebody too.
    temps = (
        '2025-05-01 * "Heures"\n  perimetre: "cellule"\n  convention: "accord"\n'
        '  personne: "b-1"\n  Equity:CVN:86-Benevolat  12 HEURE\n'
        "  Equity:CVN:87-Benevolat  -12 HEURE\n"
    )
    une = row(publish(tmp_path / "c", *lignes, temps, permis=_trois(SOUS_CONVENTION)))
    assert has(une, "depense", "justifie")
    assert is_null(une, "contributions", "emploi", "reste_a_employer", "taux_execution")


def test_what_was_spent_before_the_book_is_of_nobody_knows_whom(tmp_path: Path) -> None:
    deja = '2020-06-01 custom "ptce-convention" "accord" "region" 90000.00 EUR\n'
    deja += "  deja-depense: 4321.00 EUR\n"
    copie = publish(tmp_path / "a", aid("5000.00"), deja)
    assert is_null(row(copie), *DE_PAIE)
    assert "4321" not in (copie / LIVRE).read_text("utf-8")
    sous = PERMIS.format("region", "tous", "tous") + SOUS_CONVENTION
    une = row(publish(tmp_path / "b", aid("5000.00"), deja, permis=sous))
    assert une["depense"] == "4321.00"


def test_an_exercice_that_is_not_listed_is_in_no_sum(tmp_path: Path) -> None:
    """What was received or spent in 2024 is not told to who may see 2025."""
    lignes = (
        aid("5000.00", "2024-02-01"),
        aid("700.00"),
        line("Expenses:606-Achats", "300.00", jour="2024-03-01"),
        line("Expenses:606-Achats", "40.00"),
    )
    permis = PERMIS.format("region", "2025", "tous")
    une = row(publish(tmp_path, *lignes, permis=permis))
    assert is_null(une, *RECU[:2], "encaisse", "reste_a_percevoir", "depense", "emploi")
    assert une["constate_exercice"] == "700.00"
    assert une["depense_exercice"] == "40.00"
    echeance = follow(tmp_path / "copie" / LIVRE, 2025)["echeances"][0]
    assert echeance["montant"] == "4000.00"
    assert is_null(echeance, "recu", "etat")


def test_what_is_outside_of_what_is_shown_is_in_no_sum(tmp_path: Path) -> None:
    """A key shares an expense of the cell with a project that is not shown."""
    cle = line("Expenses:606-Achats", "300.00").replace(
        'perimetre: "cellule"', 'cle: "moitie"'
    )
    permis = PERMIS.format("region", "tous", "cellule")
    une = row(publish(tmp_path, aid("5000.00"), cle, permis=permis))
    assert is_null(une, "reparti", "depense", "emploi")
    assert une["direct"] == "0.00"


def test_who_has_no_agreement_has_no_row(tmp_path: Path) -> None:
    permis = PERMIS.format("amis", "tous", "tous")
    copie = publish(tmp_path, aid("5000.00"), pay("900.00"), permis=permis)
    assert "ptce-suivi" not in (copie / LIVRE).read_text("utf-8")
    page = (copie / "site" / "fr" / "2025" / "financeurs.html").read_text("utf-8")
    assert "Aucune convention de ce financeur" in page.replace("\u00a0", " ")


def _cells(page: str) -> list[tuple[str, str]]:
    return re.findall(r'data-cellule="(conventions/[^"]+)"[^>]*>([^<]*)<', page)


def test_the_pages_of_the_site_and_of_the_server_show_the_same(tmp_path: Path) -> None:
    copie = publish(tmp_path, aid("5000.00"), pay("900.00", 'personne: "s-1"'))
    pages = {
        langue: (copie / "site" / langue / "2025" / "financeurs.html").read_text(
            "utf-8"
        )
        for langue in ("fr", "en")
    }
    assert len(_cells(pages["fr"])) > 12
    assert "Échéances" in pages["fr"]
    assert "Deadlines" in pages["en"]
    assert "5,000.00" in pages["en"]
    pole = read_fiche(copie).pole
    with serve_public(copie) as client:
        servie = client.ask(f"/{pole}/extension/Financeurs/")
        assert servie.statut == 200
        assert _cells(servie.texte) == _cells(pages["fr"])
        # The page of the treasurer, with its funds and its caps, is in no copy.
        assert client.ask(f"/{pole}/extension/Conventions/").statut == 404
    assert not (copie / "site" / "fr" / "2025" / "conventions.html").exists()
    assert (copie / FICHE).is_file()
