"""The states of a pole come out as they were worked out by hand and by other programs.

`hybride/vallee` is the golden pole of the hybrid economy, with what each command must
print; the other ledgers of `hybride/` are of one rule each, and assert their own figures.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from ptce_ledger.analyse.chiffres.ouverture import open_figure
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.analyse.tableau import RAPPORTS
from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.suivi.etats import ETATS as CODES
from ptce_ledger.suivi.etats import state
from ptce_ledger.suivi.recherche import find
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

HYBRIDE = Path(__file__).parent / "hybride"
VALLEE = HYBRIDE / "vallee"
REGLES = sorted(HYBRIDE.glob("*.beancount"))
NEGATIFS = "fonds-dedies-negatifs"
ATTENDUS = sorted(VALLEE.glob("attendu-*.json"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(ptce, arguments)


def command_of(attendu: Path) -> list[str]:
    """Give the command whose output a file is."""
    trouve = re.fullmatch(
        r"attendu-(?P<nom>[a-z-]+?)(-(?P<annee>\d{4}))?(-au-(?P<au>[\d-]+))?",
        attendu.stem,
    )
    assert trouve
    nom = trouve["nom"]
    commande = ["synthese", "--phases"] if nom == "phases" else [nom]
    commande += ["--exercice", trouve["annee"]] if trouve["annee"] else []
    commande += ["--au", trouve["au"]] if trouve["au"] else []
    return [*commande, str(VALLEE)]


def gaps(attendu: Any, trouve: Any, ou: str = "") -> Iterator[str]:
    """List where what is found is not what is expected; more keys are allowed."""
    if isinstance(attendu, dict):
        for cle, valeur in attendu.items():
            chemin = f"{ou}.{cle}".lstrip(".")
            if cle not in trouve:
                yield f"{chemin} : absent"
            else:
                yield from gaps(valeur, trouve[cle], chemin)
    elif isinstance(attendu, list):
        if len(attendu) != len(trouve):
            yield f"{ou} : {len(trouve)} lignes au lieu de {len(attendu)}"
        for rang, (a, t) in enumerate(zip(attendu, trouve, strict=False)):
            yield from gaps(a, t, f"{ou}.{rang}")
    elif attendu != trouve:
        yield f"{ou} : {trouve!r} au lieu de {attendu!r}"


def test_every_state_has_its_golden_output() -> None:
    noms = {command_of(attendu)[0] for attendu in ATTENDUS}
    assert noms == {
        "cotisations",
        "conventions",
        "budget",
        "membres",
        "preuves",
        "a-faire",
        "synthese",
    }
    assert len(ATTENDUS) == 13


@pytest.mark.parametrize("attendu", ATTENDUS, ids=lambda a: a.stem)
def test_the_golden_pole_comes_out_key_by_key(attendu: Path) -> None:
    resultat = run(*command_of(attendu), "--format", "json")
    assert resultat.exit_code == 0, resultat.stderr
    voulu = json.loads(attendu.read_text(encoding="utf-8"))
    ecarts = list(gaps(voulu, json.loads(resultat.stdout)))
    assert ecarts == []


def test_a_gap_would_be_seen() -> None:
    assert list(gaps({"a": ["1"]}, {"a": ["2"]})) == ["a.0 : '2' au lieu de '1'"]
    assert list(gaps({"a": [1]}, {"a": []})) == ["a : 0 lignes au lieu de 1"]
    assert list(gaps({"a": 1}, {})) == ["a : absent"]
    assert list(gaps({"a": None}, {"a": None, "b": 1})) == []


@pytest.mark.parametrize("regle", [*REGLES, VALLEE], ids=lambda r: r.stem)
def test_a_rule_meets_its_own_figures(regle: Path) -> None:
    codes = [erreur.code for erreur in load_livre(regle).errors]
    assert codes == (["FondsDediesNegatifs"] if regle.stem == NEGATIFS else [])


@pytest.mark.parametrize("regle", REGLES, ids=lambda r: r.stem)
def test_a_rule_would_see_a_cent(regle: Path, tmp_path: Path) -> None:
    """Each figure of a rule, a cent off, is a miss, and the only one."""
    texte = regle.read_text(encoding="utf-8")
    trouves = list(
        re.finditer(r'(?m)^\S+ custom "ptce-attendu" ".*?" (\S+) EUR', texte)
    )
    for trouve in trouves:
        faux = f"{texte[: trouve.start(1)]}{trouve[1][:-1]}9{texte[trouve.end(1) :]}"
        copie = tmp_path / "main.beancount"
        copie.write_text(faux, encoding="utf-8")
        codes = [erreur.code for erreur in load_livre(copie).errors]
        assert codes == ["AttenduNonAtteint"]
    assert trouves or regle.stem == NEGATIFS


# -- Faces ------------------------------------------------------------------------

ETATS = ["cotisations", "conventions", "budget", "membres", "preuves"]
SANS_EXERCICE = [["a-faire"], ["synthese", "--phases"]]
TOUS = [*([e, "--exercice", "2025"] for e in ETATS), *SANS_EXERCICE]


@pytest.mark.parametrize("commande", TOUS, ids=lambda c: c[0])
def test_a_state_has_its_faces(commande: list[str], tmp_path: Path) -> None:
    """Terminal within eighty columns; every figure of JSON in CSV and in the workbook."""
    page = run(*commande, str(VALLEE))
    assert page.exit_code == 0
    assert "PTCE de la Vallée" in page.stdout
    assert max(len(ligne) for ligne in page.stdout.splitlines()) <= 80
    data = json.loads(run(*commande, str(VALLEE), "--format", "json").stdout)
    feuille = tmp_path / "etat.xlsx"
    assert (
        run(*commande, str(VALLEE), "--format", "xlsx", "-o", str(feuille)).exit_code
        == 0
    )
    cases = {
        f"{case.value:.2f}"
        for une in load_workbook(feuille)
        for rangee in une.iter_rows()
        for case in rangee
        if isinstance(case.value, int | float)
    }
    rangees = run(*commande, str(VALLEE), "--format", "csv").stdout_bytes
    texte = rangees.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(texte), delimiter=";"))
    # A letter to each needs no total.
    sans_total = commande[0] == "cotisations"
    for montant in iter_amounts(data):
        assert montant in cases
    for montant in iter_amounts(data if not sans_total else data["cotisations"]):
        assert montant.replace(".", ",") in texte


def iter_amounts(data: Any) -> Iterator[str]:
    """Yield the amounts of a state, wherever they are."""
    if isinstance(data, dict | list):
        for valeur in data.values() if isinstance(data, dict) else data:
            yield from iter_amounts(valeur)
    elif isinstance(data, str) and re.fullmatch(r"-?\d+\.\d\d", data):
        yield data


def test_the_csv_of_dues_fills_a_letter_to_each() -> None:
    sortie = run("cotisations", str(VALLEE), "--exercice", "2025", "--format", "csv")
    texte = sortie.stdout_bytes.decode("utf-8-sig")
    rangees = list(csv.DictReader(io.StringIO(texte), delimiter=";"))
    entetes = list(rangees[0])
    assert entetes[:4] == ["code", "libelle", "forme", "exercice"]
    fournil = next(r for r in rangees if r["code"] == "fournil")
    assert (fournil["libelle"], fournil["forme"]) == ("Le Fournil", "SCOP")
    assert (fournil["du"], fournil["a_regler"]) == ("300,00", "100,00")
    assert [r["code"] for r in rangees if r["type"] == "commissions"] == ["menuiserie"]


@pytest.mark.parametrize("etat", [*ETATS, "a-faire"])
def test_no_state_over_a_broken_ledger(etat: str) -> None:
    faux = str(HYBRIDE / f"{NEGATIFS}.beancount")
    refus = run(etat, faux)
    assert (refus.exit_code, refus.stdout) == (1, "")
    provisoire = run(etat, faux, "--provisoire", "--format", "json")
    assert json.loads(provisoire.stdout)["provisoire"] is True


# -- Figures open -----------------------------------------------------------------

CHIFFRES = [
    ("cotisations.du", 2025),
    ("cotisations.du.menuiserie", 2025),
    ("cotisations.appele.fournil", 2025),
    ("cotisations.regle", 2024),
    ("cotisations.regle.menuiserie", 2024),
    ("cotisations.regle-apres.menuiserie", 2024),
    ("cotisations.annule.atelier", 2024),
    ("cotisations.avoirs-anterieurs.negoce", 2025),
    ("cotisations.a-regler", 2025),
    ("cotisations.a-appeler.commune", 2025),
    ("commissions.du.menuiserie", 2025),
    ("conventions.etat-jardin.emploi", 2024),
    ("conventions.etat-jardin.reste-a-justifier", 2025),
    ("conventions.region-anim.encaisse", 2024),
    ("conventions.region-anim.pca", 2024),
    ("conventions.region-anim.creance", 2024),
    ("conventions.region-anim.depassement", 2025),
    ("conventions.leader-jardin.forfait", 2025),
    ("conventions.leader-jardin.fonds-dedies-attendus", 2025),
    ("conventions.insertion-2022.depense-exercice", 2024),
    ("fonds-dedies.cloture", 2024),
    ("fonds-dedies.utilisations.etat-jardin", 2025),
    ("budget.cellule.revise.64", 2025),
    ("budget.cellule.atterrissage.64", 2025),
    ("budget.cellule.realise.subventions.public", 2025),
]


@pytest.mark.parametrize(("nom", "exercice"), CHIFFRES, ids=str)
def test_a_figure_opens_to_what_re_adds_to_it(nom: str, exercice: int) -> None:

    suivi = Suivi(Dossier(load_livre(VALLEE).releve))
    detail = open_figure(find(suivi, exercice, nom))
    assert detail.postes
    assert detail.total() == detail.chiffre.valeur
    assert all(poste.fact.fichier and poste.fact.ligne for poste in detail.postes)
    page = run("faits", str(VALLEE), "--exercice", str(exercice), "--chiffre", nom)
    assert page.exit_code == 0
    assert nom in page.stdout


def test_every_figure_of_every_state_opens_and_re_adds() -> None:
    """Whatever is shown and rests on something opens to its sum."""
    suivi = Suivi(Dossier(load_livre(VALLEE).releve))
    ouverts = 0
    for code in CODES:
        for exercice in (2024, 2025):
            for table in state(suivi, code, exercice).tableaux:
                for ligne in table.lignes:
                    for rang, colonne in enumerate(table.colonnes):
                        source = ligne.source(rang)
                        if source and colonne.genre not in RAPPORTS:
                            assert mesure(source) == ligne.valeurs[rang]
                            ouverts += 1
    assert ouverts > 500


def mesure(source: Any) -> Any:
    """Add what the lines behind a figure count for, one by one."""
    return sum(
        terme.signe
        * sum(
            (fact.quantite if terme.mesure == "heures" else fact.montant)
            for fact in terme.case.facts
            if terme.mesure != "heures" or fact.unite.startswith("HEURE")
        )
        for terme in source.termes
    )


CHEMINS_FAUX = {
    "cotisations": "incomplet",
    "cotisations.dus": "dus",
    "cotisations.du.personne": "personne",
    "cotisations.du.fournil.x": "x",
    "conventions.rien.emploi": "rien",
    "conventions.etat-jardin": "incomplet",
    "conventions.etat-jardin.debut": "debut",
    "fonds-dedies.attendu": "attendu",
    "budget.cellule.vote.99": "99",
    "budgets.cellule": "budgets",
}


@pytest.mark.parametrize("chemin", CHEMINS_FAUX)
def test_a_path_to_nowhere_is_told(chemin: str, tmp_path: Path) -> None:
    copie = tmp_path / "vallee"
    shutil.copytree(VALLEE, copie)
    with (copie / "hybride.beancount").open("a", encoding="utf-8") as fichier:
        fichier.write(f'\n2025-08-31 custom "ptce-attendu" "{chemin}" 1.00 EUR\n')
    erreurs = load_livre(copie).errors
    (erreur,) = erreurs
    if CHEMINS_FAUX[chemin] == "incomplet":
        assert erreur.code == "AttenduIncomplet"
    else:
        assert erreur.code in ("AttenduInconnu", "AttenduTropLong")
        assert f"« {CHEMINS_FAUX[chemin]} »" in erreur.message.replace("\xa0", " ")


def test_an_unknown_figure_that_is_expected_is_a_miss(tmp_path: Path) -> None:
    """What is not known is not zero."""
    copie = tmp_path / "vallee"
    shutil.copytree(VALLEE, copie)
    for chemin in ("cotisations.du.negoce", "conventions.dept-2024.emploi"):
        with (copie / "hybride.beancount").open("a", encoding="utf-8") as fichier:
            fichier.write(f'\n2025-08-31 custom "ptce-attendu" "{chemin}" 0.00 EUR\n')
    assert [e.code for e in load_livre(copie).errors] == ["AttenduNonAtteint"] * 2


# -- What a command is asked besides -----------------------------------------------


def test_other_scales_are_simulated(tmp_path: Path) -> None:
    """50 → 100 for two, 300 → 100, 120 × 6/12 → 100: 40 + 50 − 200 = −110."""
    fichier = tmp_path / "simulation.beancount"
    fichier.write_text(
        '2024-09-01 custom "ptce-bareme" "ess"\n  pour: "ess"\n  forfait: 100.00 EUR\n',
        encoding="utf-8",
    )
    commande = ("cotisations", str(VALLEE), "--exercice", "2025", "--format", "json")
    sortie = run(*commande, "--bareme", str(fichier))
    assert sortie.exit_code == 0
    data = json.loads(sortie.stdout)
    # What is due by the book does not move.
    assert data["cotisations"] == json.loads(run(*commande).stdout)["cotisations"]
    ecarts = {li["membre"]: li["ecart"] for li in data["simulation"]}
    assert ecarts == {
        "atelier": "0.00",
        "commune": "0.00",
        "culture": "40.00",
        "ferme": "0.00",
        "fournil": "-200.00",
        "menuiserie": "0.00",
        "negoce": None,
        "velo": "50.00",
    }
    # RP of the cell 986.00 + 255.02 = 1 241.02, charges 21 635.41.
    assert data["couverture_animation"] == {"actuelle": "0.0574", "simulee": "0.0523"}


@pytest.mark.parametrize(
    ("texte", "statut", "dit"),
    [
        ("2024-09-01 open Assets:512-Banque\n", 2, "ligne 1"),
        ('2024-09-01 custom "ptce-bareme" "ess"\n  taux: 0.1\n', 1, "BaremeSansBase"),
        ('2024-09-01 custom "ptce-bareme" "ess" 3\n', 1, "NombreDeValeurs"),
        ('2024-09-01 custom "ptce-barem" "ess"\n', 2, "ligne 1"),
        ('2024-09-01 custom "ptce-bareme ess"\n  taux 0.1\n', 1, "sim.beancount:2"),
        ('2024-09-01 custom "ptce-bareme" "neuf"\n  pour: "ess"\n', 1, "BaremeAmbigu"),
    ],
)
def test_a_file_of_scales_holds_scales(
    tmp_path: Path, texte: str, statut: int, dit: str
) -> None:
    fichier = tmp_path / "sim.beancount"
    fichier.write_text(texte, encoding="utf-8")
    sortie = run("cotisations", str(VALLEE), "--bareme", str(fichier))
    assert sortie.exit_code == statut
    assert sortie.stdout == ""
    assert dit in sortie.stderr


def test_no_model_of_a_call_is_a_misuse(tmp_path: Path) -> None:
    """Without any call on class 41, nobody can say on which accounts it would be."""
    livre = tmp_path / "main.beancount"
    livre.write_text(
        'plugin "ptce_ledger.plugins"\n'
        '2025-01-01 custom "ptce-pole" "aa" "Pôle"\n  perimetre-defaut: "cellule"\n'
        '2025-01-01 custom "ptce-membre" "forge" "La Forge"\n'
        '2025-01-01 custom "ptce-bareme" "tous"\n  forfait: 20.00 EUR\n'
        "2025-01-01 open Assets:512-Banque\n2025-01-01 open Expenses:606-Achats\n"
        '2025-02-01 * "Achat"\n  Expenses:606-Achats  1.00 EUR\n  Assets:512-Banque\n',
        encoding="utf-8",
    )
    sortie = run("cotisations", str(livre), "--ecrire")
    assert (sortie.exit_code, sortie.stdout) == (2, "")
    assert "compte 41" in sortie.stderr


def test_what_is_to_be_carried_over_is_printed() -> None:
    """PCA of 2024 in the running grant, dedicated funds of 2025 in the LEADER one."""
    sorties = [
        run("conventions", str(VALLEE), "--exercice", annee, "--ecrire").stdout
        for annee in ("2024", "2025")
    ]
    assert sorties[0].splitlines() == [
        '2024-08-31 * "Département" "Produits constatés d’avance, exercice 2024"',
        '  convention: "dept-2024"',
        "  Income:741-Subventions                            600.00 EUR",
        "  Liabilities:487-Produits-Constates-D-Avance      -600.00 EUR",
    ]
    assert sorties[1].splitlines()[1:3] == [
        '  convention: "leader-jardin"',
        '  projet: "jardin"',
    ]
    assert "Expenses:6894-Reports                            3960.00 EUR" in sorties[1]


def test_a_member_has_its_sheet_and_a_blank_one() -> None:
    fiche = run("membres", str(VALLEE), "--exercice", "2025", "--fiche", "negoce")
    assert "Fiche de Négoce Vallin" in fiche.stdout
    assert fiche.stdout.count("non déclaré\n") == 5
    data = run("membres", str(VALLEE), "--fiche", "fournil", "--format", "json")
    assert json.loads(data.stdout)["cotisations"]["du"] == "300.00"
    vierge = run("membres", str(VALLEE), "--exercice", "2025", "--vierge")
    lignes = vierge.stdout_bytes.decode("utf-8-sig").splitlines()
    assert lignes[:3] == [
        "membre;annee;ca;etp;etp-pole;habitants;achats-pole;preuve",
        "atelier;2025;;;;;;",
        "membre;client;montant;projet;methode;preuve",
    ]
    assert len([li for li in lignes if li.startswith("membre;annee")]) == 8
    inconnu = run("membres", str(VALLEE), "--fiche", "personne")
    assert (inconnu.exit_code, inconnu.stdout) == (1, "")
    for dit in ("negoc", "negoce-vallin"):
        proche = run("membres", str(VALLEE), "--exercice", "2025", "--fiche", dit)
        assert "Vouliez-vous dire" in proche.stderr
        assert "negoce" in proche.stderr.partition("Vouliez")[2]


def test_a_budget_is_read_on_any_day() -> None:
    """A day out of the exercice is brought back to it, or to its eve."""
    jours = {
        au: json.loads(
            run(
                "budget",
                str(VALLEE),
                "--exercice",
                "2025",
                "--au",
                au,
                "--format",
                "json",
            ).stdout
        )["au"]
        for au in ("2020-01-01", "2025-02-28", "2030-01-01")
    }
    assert list(jours.values()) == ["2024-08-31", "2025-02-28", "2025-08-31"]


def test_one_exercice_at_a_time() -> None:
    sortie = run("cotisations", str(VALLEE), "--exercice", "2024..2025")
    assert sortie.exit_code == 2


def test_what_changes_nothing_is_said() -> None:
    """Phases are of all exercices: one that is asked for is not ignored in silence."""
    ordre = ["synthese", str(VALLEE), "--phases"]
    seul = CliRunner().invoke(ptce, ordre)
    avec = CliRunner().invoke(ptce, [*ordre, "--exercice", "2025"])
    assert (seul.exit_code, avec.exit_code) == (0, 0)
    assert (seul.stdout, seul.stderr) == (avec.stdout, "")
    assert avec.stderr.count("\n") == 1
    assert "--exercice n’y change rien" in avec.stderr
