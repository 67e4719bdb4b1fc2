"""The command line: what a treasurer sees, exit statuses, files whole or not at all."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import click
import pandas as pd
import pytest
from click.testing import CliRunner
from click.testing import Result

from ptce_ledger.cli import COMMANDES
from ptce_ledger.cli import ptce
from ptce_ledger.faits.facts import Fact
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.rendu.fichiers.faits import to_frame

RACINE = Path(__file__).parent.parent
BOCAGE = RACINE / "tests" / "cas" / "bocage"
EXEMPLE = RACINE / "ledgers" / "exemple"
_MONTANT = re.compile(r"\d[\u202f\d]*,\d\d")


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(ptce, [str(a) for a in arguments])


def _process(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ptce_ledger", *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **env},
    )


@pytest.fixture
def faux(tmp_path: Path) -> Path:
    """Copy the golden pole with one entry a cent out of balance."""
    for fichier in BOCAGE.glob("*.beancount"):
        texte = fichier.read_text(encoding="utf-8")
        texte = texte.replace(
            "Income:756-Cotisations   -300.00 EUR\n  Assets:512-Banque\n\n2025-01-22",
            "Income:756-Cotisations   -300.00 EUR\n"
            "  Assets:512-Banque   299.99 EUR\n\n2025-01-22",
        )
        (tmp_path / fichier.name).write_text(texte, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("commande", COMMANDES, ids=lambda c: c.name)
def test_each_command_has_french_help(commande: click.Command) -> None:
    """Each command and option says in French what it does; click's words too."""
    aide = _run(str(commande.name), "--help").output
    assert "Usage :" in aide
    assert "Affiche cette aide." in aide
    assert commande.short_help
    for mot in ("Show this", "Options for", "default:", "Error", "Missing"):
        assert mot not in aide
    for option in commande.params:
        if isinstance(option, click.Option):
            assert option.help, option.name


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (["synthes"], "Commande synthes inconnue. Vouliez-vous dire 'synthese' ?"),
        (["synthese", "--niveau", "4"], "4 n’est pas parmi"),
        (["synthese", "--exo", "2025"], "Option --exo inconnue."),
        (["nouveau"], "Il manque l’argument"),
        (["faits", str(BOCAGE), "--format", "parquet"], "ajoutez -o FICHIER"),
        (["synthese", str(BOCAGE), "--exercice", "l’an dernier"], "écrivez une année"),
        (["synthese", str(BOCAGE), "--exercice", "2024..25"], "écrivez une année"),
    ],
)
def test_misuse_is_said_in_french(arguments: list[str], attendu: str) -> None:
    """A wrong command line leaves with status 2 and a French sentence."""
    resultat = _run(*arguments)
    assert resultat.exit_code == 2
    assert attendu in resultat.stderr
    assert "Error:" not in resultat.stderr


def test_help_imports_neither_pandas_nor_fava_nor_beancount() -> None:
    """`ptce --help` is instant: nothing heavy is imported."""
    code = (
        "import sys\n"
        "from ptce_ledger.cli import ptce\n"
        "try: ptce(['--help'])\n"
        "except SystemExit: pass\n"
        "lourds = {'pandas', 'fava', 'beancount', 'pyarrow', 'numpy', 'flask'}\n"
        "sys.exit(' '.join(lourds & set(sys.modules)) or 0)"
    )
    fini = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert (fini.returncode, fini.stderr) == (0, "")


def test_synthesis_imports_neither_pandas_nor_fava() -> None:
    """The synthesis of a ledger needs neither: they are for those who ask."""
    code = (
        "import sys\n"
        "from ptce_ledger.cli import ptce\n"
        f"try: ptce(['synthese', {str(BOCAGE)!r}])\n"
        "except SystemExit: pass\n"
        "lourds = {'pandas', 'fava', 'pyarrow', 'numpy', 'flask'}\n"
        "sys.exit(' '.join(lourds & set(sys.modules)) or 0)"
    )
    fini = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert (fini.returncode, fini.stderr) == (0, "")


@pytest.mark.parametrize("format_", ["terminal", "csv", "json"])
def test_no_figure_over_a_broken_ledger(faux: Path, format_: str) -> None:
    """With any error, all formats print nothing and leave with status 1."""
    for commande in ("synthese", "faits"):
        resultat = _run(commande, faux, "--format", format_)
        assert resultat.exit_code == 1
        assert resultat.stdout == ""
        assert "2025.beancount:1:" in resultat.stderr
        assert "EcritureDesequilibree" in resultat.stderr


def test_a_broken_ledger_writes_no_file(faux: Path, tmp_path: Path) -> None:
    """An output asked for is not made, nor an older one changed, by a wrong ledger."""
    sortie = tmp_path / "sortie.json"
    sortie.write_text("d'avant", encoding="utf-8")
    assert _run("synthese", faux, "--format", "json", "-o", sortie).exit_code == 1
    assert sortie.read_text(encoding="utf-8") == "d'avant"


def test_provisoire_says_so_everywhere(faux: Path) -> None:
    """--provisoire shows the errors, then figures that say they are worth nothing."""
    page = _run("synthese", faux, "--provisoire")
    assert page.exit_code == 0
    assert "PROVISOIRE" in page.stdout
    assert "EcritureDesequilibree" in page.stderr
    data = json.loads(_run("synthese", faux, "--provisoire", "--format", "json").stdout)
    assert data["provisoire"] is True
    csv = _run("synthese", faux, "--provisoire", "--format", "csv").stdout_bytes
    lignes = csv.decode("utf-8-sig").splitlines()
    assert lignes[0].startswith("etat;")
    assert all(ligne.startswith("provisoire;") for ligne in lignes[1:])
    sain = _run("synthese", BOCAGE, "--provisoire")
    assert "PROVISOIRE" not in sain.stdout


def test_every_error_is_listed_and_each_once(faux: Path) -> None:
    """A treasurer mends all in one go: two faults, two errors."""
    with (faux / "2025.beancount").open("a", encoding="utf-8") as livre:
        livre.write(
            '\n2025-12-30 * "Région" "Solde"\n  projet: "conserveri"\n'
            "  Income:741-Subventions  -10.00 EUR\n  Assets:512-Banque\n"
        )
    resultat = _run("verifier", faux)
    assert resultat.exit_code == 1
    assert "EcritureDesequilibree" in resultat.stdout
    assert "ProjetInconnu" in resultat.stdout
    assert "« conserverie »" in resultat.stdout.replace("\u00a0", " ")
    assert "2 erreurs" in resultat.stdout
    data = json.loads(_run("verifier", faux, "--json").stdout)
    assert {e["code"] for e in data["erreurs"]} == {
        "EcritureDesequilibree",
        "ProjetInconnu",
    }
    assert all(e["ligne"] > 0 and e["message"] and e["remede"] for e in data["erreurs"])


def test_verifier_says_that_a_ledger_declares_no_pole(tmp_path: Path) -> None:
    livre = tmp_path / "main.beancount"
    livre.write_text("; Rien encore.\n", encoding="utf-8")
    assert json.loads(_run("verifier", livre, "--json").stdout)["sans_pole"] == [
        str(livre)
    ]
    lignes = _run("verifier", livre, "--lignes")
    assert not lignes.stdout
    assert "ptce-pole" in lignes.stderr
    assert json.loads(_run("verifier", BOCAGE, "--json").stdout)["sans_pole"] == []


def test_verifier_takes_several_ledgers(faux: Path) -> None:
    """One wrong ledger among two is enough for status 1; both are reported."""
    resultat = _run("verifier", BOCAGE, faux)
    assert resultat.exit_code == 1
    assert "Aucune erreur" in resultat.stdout
    assert _run("verifier", BOCAGE, EXEMPLE).exit_code == 0


def test_exercice_defaults_to_the_last_and_refuses_the_unknown() -> None:
    """Without --exercice: the last with a transaction; an empty year is said so."""
    data = json.loads(_run("synthese", BOCAGE, "--format", "json").stdout)
    assert data["exercice"] == 2025
    absent = _run("synthese", BOCAGE, "--exercice", "1999")
    assert absent.exit_code == 1
    assert "2024, 2025" in absent.stderr
    renverse = _run("synthese", BOCAGE, "--exercice", "2025..2024")
    assert renverse.exit_code == 1


def test_one_level_alone() -> None:
    """--niveau keeps one level, in every format."""
    page = _run("synthese", BOCAGE, "--niveau", "2").stdout
    assert "Niveau 2" in page
    assert "Niveau 1 ·" not in page
    data = json.loads(
        _run("synthese", BOCAGE, "--niveau", "3", "--format", "json").stdout
    )
    assert "niveau_3" in data
    assert "niveau_1" not in data
    assert data["bouclage"]["ecart"] == "0.00"


@pytest.mark.parametrize(
    ("chemin", "total"),
    [
        ("niveau-1.ressources", "85036.00"),
        ("niveau-1.ressources.subventions.public", "65000.00"),
        ("niveau-1.charges.62", "4950.01"),
        ("niveau-2.elimine", "3000.00"),
        ("niveau-2.ca-imputable.fournil", "45000.00"),
        ("niveau-3.conserverie.rembourse", "2000.00"),
        ("niveau-3.charges", "55600.00"),
    ],
)
def test_any_figure_opens_to_its_lines(chemin: str, total: str) -> None:
    """The lines behind a figure add to it, and the page shows that total."""
    facts = json.loads(
        _run(
            "faits",
            BOCAGE,
            "--exercice",
            "2025",
            "--chiffre",
            chemin,
            "--format",
            "json",
        ).stdout
    )
    somme = sum((Decimal(fact["montant"]) for fact in facts), Decimal(0))
    assert abs(somme) == Decimal(total)
    assert all(fact["fichier"] and fact["ligne"] > 0 for fact in facts)
    page = _run("faits", BOCAGE, "--exercice", "2025", "--chiffre", chemin).stdout
    entier = f"{int(Decimal(total)):,}".replace(",", "\u202f")
    assert f"{entier},{total[-2:]}\u00a0€" in page


def test_unknown_figure_suggests(tmp_path: Path) -> None:
    """A path that leads nowhere is refused with the close word."""
    resultat = _run(
        "faits", BOCAGE, "--chiffre", "niveau-1.resources", "-o", tmp_path / "x"
    )
    assert resultat.exit_code == 1
    assert "ressources" in resultat.stderr
    assert not (tmp_path / "x").exists()


def test_facts_are_the_same_in_every_format(tmp_path: Path) -> None:
    """CSV, JSON, Parquet and the DataFrame hold the same rows, exact to the cent."""
    facts = list(load_livre(BOCAGE).releve.iter_facts())
    attendu = sum((fact.montant for fact in facts), Decimal(0))
    parquet = tmp_path / "faits.parquet"
    assert _run("faits", BOCAGE, "--format", "parquet", "-o", parquet).exit_code == 0
    lu = pd.read_parquet(parquet)
    assert list(lu.columns) == list(Fact._fields)
    assert sum(lu["montant"], Decimal(0)) == attendu
    assert list(lu["ligne"]) == [fact.ligne for fact in facts]
    assert sum(to_frame(facts)["montant"], Decimal(0)) == attendu
    data = json.loads(_run("faits", BOCAGE, "--format", "json").stdout)
    assert sum((Decimal(fact["montant"]) for fact in data), Decimal(0)) == attendu
    csv = _run("faits", BOCAGE, "--format", "csv").stdout_bytes
    assert csv.startswith(b"\xef\xbb\xbf")
    tableau = pd.read_csv(io.BytesIO(csv), sep=";", dtype=str, encoding="utf-8-sig")
    montants = [Decimal(m.replace(",", ".")) for m in tableau["montant"]]
    assert sum(montants, Decimal(0)) == attendu


def test_output_is_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fails in the middle, the old file stays and no scrap is left."""
    sortie = tmp_path / "synthese.txt"
    sortie.write_text("d'avant", encoding="utf-8")

    def fail(_numero: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    resultat = _run("synthese", BOCAGE, "-o", sortie)
    assert resultat.exit_code == 1
    assert "Rien n’a été changé" in resultat.stderr
    assert sortie.read_text(encoding="utf-8") == "d'avant"
    assert [f.name for f in tmp_path.iterdir()] == ["synthese.txt"]
    monkeypatch.undo()
    assert _run("synthese", BOCAGE, "-o", sortie).exit_code == 0
    ecrit = sortie.read_text(encoding="utf-8")
    assert "Niveau 3" in ecrit
    assert "\x1b" not in ecrit
    if sys.platform != "win32":
        assert stat.S_IMODE(sortie.stat().st_mode) & stat.S_IRGRP


def test_output_into_a_missing_folder(tmp_path: Path) -> None:
    """A folder that does not exist is a French sentence, not a traceback."""
    resultat = _run("synthese", BOCAGE, "-o", tmp_path / "absent" / "x.txt")
    assert resultat.exit_code == 1
    assert "Impossible d’écrire" in resultat.stderr


def test_pipe_gets_neither_colour_nor_progress() -> None:
    """In a pipe: plain text on standard output, nothing on standard error."""
    fini = _process("synthese", BOCAGE)
    assert fini.returncode == 0
    assert fini.stderr == ""
    assert "\x1b" not in fini.stdout
    assert "Niveau 1" in fini.stdout


def test_same_ledger_same_bytes() -> None:
    """Two runs, in two processes and two locales, give the same bytes."""
    for format_ in ("terminal", "csv", "json"):
        un = _process("synthese", EXEMPLE, "--format", format_, PYTHONHASHSEED="1")
        autre = _process(
            "synthese", EXEMPLE, "--format", format_, PYTHONHASHSEED="2", LC_ALL="C"
        )
        assert un.returncode == 0
        assert un.stdout == autre.stdout


def test_nouveau_makes_a_pole_that_works(tmp_path: Path) -> None:
    """The new pole is right at once, of one exercice, and opens with the old balances."""
    dossier = tmp_path / "mon-pole"
    assert _run("nouveau", dossier).exit_code == 0
    assert "Aucune erreur" in _run("verifier", dossier).stdout
    livre = load_livre(dossier)
    assert livre.releve.exercices() == [2025]
    neuf = json.loads(_run("synthese", dossier, "--format", "json").stdout)
    exemple = json.loads(
        _run("synthese", EXEMPLE, "--exercice", "2025", "--format", "json").stdout
    )
    # Opening balances do not say who brought the money; what is owed in all is the same.
    dus = [un["niveau_2"].pop("encours") for un in (neuf, exemple)]
    for type_ in ("apports", "prets"):
        neuve, ancienne = (
            sum(Decimal(li["encours"]) for li in un if li["type"] == type_)
            for un in dus
        )
        assert neuve == ancienne
    assert neuf == exemple
    assert _run("nouveau", dossier).exit_code == 1
    fichier = tmp_path / "fichier"
    fichier.touch()
    assert _run("nouveau", fichier).exit_code == 1


@pytest.mark.parametrize(
    ("mot", "attendu"),
    [
        ("ProjetInconnu", "ptce-projet"),
        ("autofinancement", "ressources propres"),
        ("Fonds dédiés", "689"),
        ("ptce-cle", "clé de répartition"),
        ("a-nouveau", "soldes de bilan"),
        ("64", "Charges de personnel"),
    ],
)
def test_expliquer(mot: str, attendu: str) -> None:
    """Errors, indicators, words and directives are explained, by code or label."""
    resultat = _run("expliquer", mot)
    assert resultat.exit_code == 0
    assert attendu in " ".join(resultat.stdout.split())


def test_expliquer_suggests() -> None:
    """An unknown word is refused with the close one; without a word, all are listed."""
    resultat = _run("expliquer", "autofinancment")
    assert resultat.exit_code == 1
    assert "autofinancement" in resultat.stderr
    assert "couverture_animation" in _run("expliquer").stdout


def test_a_ledger_cannot_drive_the_terminal(tmp_path: Path) -> None:
    """Escapes, direction marks and hidden signs are refused, and come out harmless."""
    charges = ["\x1b[2J\x1b]0;pirate\x07", "\u202egro.live", "\u200bcaché"]
    livre = tmp_path / "main.beancount"
    for texte in charges:
        lignes = ['plugin "ptce_ledger.plugins"', f'2025-02-01 * "{texte}" "{texte}"']
        livre.write_text("\n".join(lignes) + "\n", encoding="utf-8")
        for arguments in (["synthese"], ["faits"], ["verifier"]):
            sortie = _run(*arguments, livre)
            assert sortie.exit_code == 1, sortie.output
            assert "CaractereInvisible" in sortie.output
            for interdit in ("\x1b", "\x07", "\u202e", "\u200b"):
                assert interdit not in sortie.output


def test_a_ledger_cannot_drive_a_spreadsheet(tmp_path: Path) -> None:
    """Formulas written in a ledger come out as texts."""
    formules = ["=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0"]
    lignes = ['2025-01-01 custom "ptce-pole" "pole" "Pôle"']
    lignes.append('plugin "ptce_ledger.plugins"')
    lignes += ["2025-01-01 open Income:V EUR", "2025-01-01 open Assets:B EUR"]
    for i, texte in enumerate(formules):
        lignes.append(f'2025-01-01 custom "ptce-tiers" "tiers{i}" "{texte}"')
        lignes.append(f'2025-02-01 * "{texte}" "{texte}"')
        lignes.append("  Income:V  -1.00 EUR\n  Assets:B")
    livre = tmp_path / "main.beancount"
    livre.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    csv = _run("faits", livre, "--format", "csv").stdout_bytes.decode("utf-8-sig")
    assert len(csv.splitlines()) == len(formules) + 1
    for rangee in csv.splitlines()[1:]:
        for cellule in rangee.split(";"):
            nue = cellule.strip('"')
            nombre = re.fullmatch(r"-?\d+(,\d+)?", nue)
            assert nombre or not nue.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("commande", ["verifier", "synthese"])
def test_a_part_of_a_ledger_says_of_which(commande: str, tmp_path: Path) -> None:
    """Its accounts are in another file: hundreds of them would be unknown."""
    pole = tmp_path / "pole"
    _run("nouveau", pole)
    dit = "2025.beancount n’est qu’une partie du livre : donnez main.beancount"
    partie = _run(commande, pole / "2025.beancount")
    assert partie.exit_code == 1
    assert dit in partie.output
    (pole / "main.beancount").write_text("", encoding="utf-8")
    assert dit not in _run(commande, pole / "2025.beancount").output


def test_a_missing_or_odd_ledger_is_said_in_french(tmp_path: Path) -> None:
    """A file that is not there, an empty folder, an empty file: no traceback."""
    for cible in (tmp_path / "absent.beancount", tmp_path):
        resultat = _run("synthese", cible)
        assert resultat.exit_code == 1
        assert "Traceback" not in resultat.output
        assert resultat.stdout == ""
    vide = tmp_path / "vide.beancount"
    vide.touch()
    resultat = _run("synthese", vide)
    assert resultat.exit_code == 1
    assert "aucune écriture" in resultat.stderr


def test_amounts_never_show_on_error_output_of_a_rejected_ledger(faux: Path) -> None:
    """The error page of a rejected ledger holds no total of the synthesis."""
    resultat = _run("synthese", faux)
    assert "85\u202f036,00" not in resultat.output
    assert len(_MONTANT.findall(resultat.output)) <= 2
