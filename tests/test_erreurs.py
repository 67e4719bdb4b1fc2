"""Each error of the catalogue on the smallest ledger that has it: the exact text.

tests/erreurs/<Class>.beancount is the ledger, <Class>.txt what `ptce verifier` prints.
`pytest --instantanes` writes the texts again, to be read before they are kept.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from anglais import french_left
from anglais import iter_raw
from beancount.parser.printer import format_error
from beancount.scripts.check import main as bean_check
from click.testing import CliRunner
from click.testing import Result

from ptce_ledger.cli import ptce
from ptce_ledger.erreurs import CATALOGUE
from ptce_ledger.erreurs import CHAPITRES
from ptce_ledger.erreurs.base import PtceError
from ptce_ledger.erreurs.codes import CodeDAutreGenre
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.langue import speaking
from ptce_ledger.remarques import iter_remarques

RACINE = Path(__file__).parent.parent
DOSSIER = Path(__file__).parent / "erreurs"

#: Errors that Beancount itself finds: plain Beancount says them in English.
DE_BEANCOUNT = frozenset(
    nom
    for chapitre in (
        "Les fichiers du livre",
        "La forme d’une ligne",
        "Les comptes et les soldes",
    )
    for nom in CHAPITRES[chapitre]
)
#: What plain Beancount reads otherwise, obeys or passes over without a word.
DE_L_EXAMEN = frozenset(
    nom
    for chapitre in (
        "Ce que Beancount lirait de travers",
        "Ce qu’un livre ne peut pas faire",
    )
    for nom in CHAPITRES[chapitre]
)
#: What only our own reader can say.
SANS_BEANCOUNT = frozenset({"PluginAbsent", "DossierSansLivre", "CacheBinaire"})


def livre(nom: str) -> str:
    """Name the ledger of an error; the one of a folder without a ledger is a folder."""
    sans_livre = nom == "DossierSansLivre"
    return str(DOSSIER / ("inclus" if sans_livre else f"{nom}.beancount"))


def texte(nom: str) -> str:
    return (DOSSIER / f"{nom}.txt").read_text(encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(ptce, arguments)


def faults(nom: str) -> list[dict[str, Any]]:
    resultat = run("verifier", "--json", livre(nom))
    assert resultat.exit_code == 1
    erreurs: list[dict[str, Any]] = json.loads(resultat.stdout)["erreurs"]
    return erreurs


@pytest.mark.parametrize("suffixe", [".beancount", ".txt"])
def test_every_error_has_its_files_and_no_file_is_orphan(suffixe: str) -> None:
    sans_livre = {"DossierSansLivre"} if suffixe == ".beancount" else set()
    noms = {f.stem for f in DOSSIER.glob(f"*{suffixe}")}
    assert noms == CATALOGUE.keys() - sans_livre


def test_every_included_file_is_used() -> None:
    livres = "".join(
        f.read_text(encoding="utf-8", errors="replace")
        for f in DOSSIER.glob("*.beancount")
    )
    for inclus in (DOSSIER / "inclus").iterdir():
        # One of them has the end of name that Windows hides.
        nom = inclus.name.removesuffix(".txt")
        assert f'include "inclus/{nom}"' in livres


@pytest.mark.parametrize("nom", CATALOGUE)
def test_class_explains_itself(nom: str) -> None:
    classe = CATALOGUE[nom]
    assert inspect.cleandoc(classe.__doc__ or "").split("\n\n")[0].endswith(".")
    assert classe.constat
    assert classe.remede
    explique = run("expliquer", nom)
    assert explique.exit_code == 0
    assert nom in explique.stdout


@pytest.mark.parametrize("nom", sorted(CATALOGUE.keys() - {"DossierSansLivre"}))
def test_ledger_starts_by_its_mistake(nom: str) -> None:
    encodage = "latin-1" if nom == "EncodageInvalide" else "utf-8-sig"
    premiere = Path(livre(nom)).read_bytes().decode(encodage).split("\n")[0]
    assert re.fullmatch(r"; [A-ZÀ-Ý][^.]+\.", premiere)


@pytest.mark.parametrize("nom", CATALOGUE)
def test_exact_text(nom: str, pytestconfig: pytest.Config) -> None:
    resultat = run("verifier", livre(nom))
    assert isinstance(resultat.exception, SystemExit)
    assert resultat.exit_code == 1
    assert resultat.stderr == ""
    if pytestconfig.getoption("--instantanes", default=False):
        (DOSSIER / f"{nom}.txt").write_text(
            resultat.stdout, encoding="utf-8", newline="\n"
        )
    assert resultat.stdout == texte(nom)


@pytest.mark.parametrize("nom", CATALOGUE)
def test_text_is_fit_for_any_machine(nom: str) -> None:
    lu = texte(nom)
    assert "\x1b" not in lu
    assert str(DOSSIER) not in lu
    assert "Traceback" not in lu


@pytest.mark.parametrize("nom", CATALOGUE)
def test_json_gives_place_and_code(nom: str) -> None:
    trouvees = faults(nom)
    assert {faute["code"] for faute in trouvees} == {nom}
    for faute in trouvees:
        # An error of the whole file has no line, and is opened on the first.
        entier = f"{faute['chemin']}: " in texte(nom)
        assert entier == (nom in SANS_BEANCOUNT)
        assert entier or f"{faute['chemin']}:{faute['ligne']}: " in texte(nom)
        assert faute["ligne"] >= 1
        if not entier:
            # The fault of a report is in its definition.
            assert faute["chemin"].startswith((f"{nom}.beancount", "rapports/"))
            lignes = Path(faute["fichier"]).read_bytes().split(b"\n")
            assert faute["ligne"] <= len(lignes)
        assert faute["message"]
        assert faute["remede"]
        assert (faute["forme"] == "") == (CATALOGUE[nom].forme == "")


@pytest.mark.parametrize("nom", CATALOGUE)
def test_no_figure_over_a_broken_ledger(nom: str) -> None:
    resultat = run("synthese", livre(nom))
    assert resultat.exit_code == 1
    assert resultat.stdout == ""
    # All it prints is the errors: no amount of a synthesis is among them.
    assert resultat.stderr == texte(nom)


@pytest.mark.parametrize("format_", ["terminal", "csv", "json"])
def test_no_figure_in_any_format(format_: str) -> None:
    nom = "AttenduNonAtteint"
    for commande in ("synthese", "faits"):
        resultat = run(commande, livre(nom), "--format", format_)
        assert resultat.exit_code == 1
        assert resultat.stdout == ""


@pytest.mark.parametrize("nom", sorted(CATALOGUE.keys() - DE_BEANCOUNT - DE_L_EXAMEN))
def test_plain_beancount_says_the_same(nom: str) -> None:
    resultat = CliRunner().invoke(bean_check, ["-C", livre(nom)])
    assert resultat.exit_code == 1
    for faute in faults(nom):
        lieu = rf"{re.escape(faute['fichier'])}:{faute['ligne']}:\s+"
        dit = (faute["message"], faute["remede"], faute["forme"])
        dit_tout = re.escape("\n".join(filter(None, dit)))
        assert re.search(lieu + dit_tout, resultat.stderr)


@pytest.mark.parametrize("nom", sorted(DE_BEANCOUNT - SANS_BEANCOUNT))
def test_plain_beancount_refuses_it_too(nom: str) -> None:
    assert CliRunner().invoke(bean_check, ["-C", livre(nom)]).exit_code == 1


def test_messages_are_well_typeset() -> None:
    mal = {
        nom
        for nom in sorted(CATALOGUE)
        for faute in faults(nom)
        if re.search(r"« | [»?!;:]", faute["message"] + faute["remede"])
    }
    assert mal == set()


# -- An error keeps its parts -----------------------------------------------------


class Neuve(PtceError):
    """An error that the catalogue has not."""

    __slots__ = ()
    constat = "Le livre est tout neuf."
    remede = "Attendez {quoi}."


def errors_of(nom: str) -> list[PtceError]:
    erreurs = load_livre(Path(livre(nom))).errors
    assert {erreur.code for erreur in erreurs} == {nom}
    return erreurs


def typed(nom: str) -> str:
    """Give what one typed to have an error: the ledger, and the names of its files."""
    rapports = (DOSSIER / "rapports").iterdir()
    fichiers = [Path(livre(nom)), *(DOSSIER / "inclus").iterdir(), *rapports]
    textes = [
        f.read_bytes().decode("utf-8", "replace") for f in fichiers if f.is_file()
    ]
    return "\n".join([*textes, *(str(f.relative_to(DOSSIER)) for f in fichiers)])


@pytest.mark.parametrize("nom", CATALOGUE)
def test_an_error_is_the_triple_that_beancount_reads(nom: str) -> None:
    """Its three fields, its printer, and the pickle by which it keeps a slow load."""
    for erreur in errors_of(nom):
        source, message, entry = erreur
        assert (source, message, entry) == (erreur.source, erreur.message, erreur.entry)
        assert (len(erreur), erreur[1]) == (3, message)
        assert message == "\n".join(filter(None, erreur.parts()))
        assert format_error(erreur).startswith(
            f"{source['filename']}:{source['lineno']}:"
        )
        assert message in format_error(erreur)
        relue = pickle.loads(pickle.dumps(erreur))  # noqa: S301  our own
        assert (relue, relue.message) == (erreur, message)
        assert relue != CodeDAutreGenre(source, entry, {})


@pytest.mark.parametrize("nom", CATALOGUE)
def test_an_error_is_said_in_english(nom: str) -> None:
    """No French is left of it, but what the ledger holds; the form to copy is as it was."""
    for erreur in errors_of(nom):
        with speaking("en"):
            anglais = erreur.parts()
        constat, remede, forme = erreur.parts()
        assert anglais[0] != constat
        assert anglais[1] != remede
        assert anglais[2] == forme
        assert french_left(erreur, typed(nom)) == []


@pytest.mark.parametrize(
    "chemin",
    sorted((Path(__file__).parent / "mauvaises-entrees").glob("*.beancount")),
    ids=lambda chemin: chemin.stem,
)
def test_what_goes_wrong_is_said_in_english(chemin: Path) -> None:
    """Errors and remarks in all the turns that they take."""
    lu = chemin.read_bytes().decode("utf-8", "replace") + chemin.name
    charge = load_livre(chemin)
    for dite in (*charge.errors, *iter_remarques(charge)):
        assert french_left(dite, lu) == []


def test_french_that_is_left_would_be_seen() -> None:
    """A template that nobody translated, and a word given as it is said in French."""
    lieu = {"filename": "a", "lineno": 1}
    neuve = Neuve.at(lieu, quoi=later("un membre du pôle"))
    assert {"livre", "est"} <= set(french_left(neuve, ""))
    dite = CodeDAutreGenre.at(lieu, code="x", trouve="un projet", attendu=later("une"))
    assert french_left(dite, "") == ["projet", "un"]
    blanc = CodeDAutreGenre.at(lieu, code="x", trouve="{code}", attendu="{attendu}")
    assert french_left(blanc, "") == ["{code}", "{attendu}"]


def modules() -> list[Path]:
    """List what may make an error, or show one."""
    return [
        module
        for dossier in ("ptce_ledger", "plugins", "reports")
        for module in sorted((RACINE / dossier).rglob("*.py"))
    ]


def test_no_error_is_given_french_already_said() -> None:
    """What a sentence takes is data, or a phrase that is said later."""
    assert {
        module.name: crus
        for module in modules()
        if (crus := list(iter_raw(module.read_text(encoding="utf-8"))))
    } == {}
    assert list(iter_raw('Une.at(lieu, a=later("un projet"), b=mots["livre"])')) == []
    assert list(iter_raw('Une.at(lieu, a=f"{b} valeurs" or "rien")')) == [
        " valeurs",
        "rien",
    ]


def cuts(code: str) -> list[str]:
    """List where a module cuts the message of an error, which has its parts."""
    return [
        ast.unparse(noeud)
        for noeud in ast.walk(ast.parse(code))
        if isinstance(noeud, ast.Attribute)
        and noeud.attr in ("partition", "rpartition", "split", "splitlines")
        and isinstance(noeud.value, ast.Attribute)
        and noeud.value.attr == "message"
    ]


def test_no_message_is_cut_again() -> None:
    assert [c for m in modules() for c in cuts(m.read_text(encoding="utf-8"))] == []
    assert cuts('a, _, b = self.message.partition("\\n")') == ["self.message.partition"]


#: As a treasurer types it, on the line after an entry's first: the error, the form.
MAINS = [
    ("  Expenses:62-Services   1 234,56 EUR", "NombreInvalide", "1234.56"),
    ("  Expenses:62-Services   1\u00a0234,56 EUR", "NombreInvalide", "1234.56"),
    ("  Expenses:62-Services   1.234,56 EUR", "NombreInvalide", "1234.56"),
    ("  Expenses:62-Services   \u2212350.00 EUR", "NombreInvalide", "-350.00"),
    ("  Expenses:62-Services 1 234,56 EUR", "NombreAmbigu", ""),
    ("  Expenses:62-Services   1 234,56 €", "DeviseMalEcrite", "1234.56 EUR"),
    ("  Expenses:62-Services   12h", "DeviseMalEcrite", "12 HEURE"),
    ("  Expenses:62-Services   1h45", "DureeInvalide", "1.75 HEURE"),
    ("  Expenses:services   1.00 EUR", "CompteMalNomme", "Expenses:Services"),
    ("  Expenses:frais d'envoi   1 EUR", "CompteMalPonctue", "Expenses:Frais-d-envoi"),
    ("  périmètre: cellule", "CleMalEcrite", 'perimetre: "cellule"'),
    ('  projet = "conserverie"', "CleMalEcrite", 'projet: "conserverie"'),
    ("  piece: « F-118 »", "GuillemetsInvalides", 'piece: "F-118"'),
    ("  piece: F-118/b", "GuillemetsManquants", 'piece: "F-118/b"'),
    ("  a-nouveau: oui", "ValeurMalEcrite", "a-nouveau: TRUE"),
]


def check(dossier: Path, texte: str) -> list[dict[str, Any]]:
    (dossier / "main.beancount").write_text(texte, encoding="utf-8")
    resultat = run("verifier", "--json", str(dossier))
    erreurs: list[dict[str, Any]] = json.loads(resultat.stdout)["erreurs"]
    return erreurs


@pytest.mark.parametrize(("ligne", "code", "forme"), MAINS)
def test_what_a_hand_types(tmp_path: Path, ligne: str, code: str, forme: str) -> None:
    texte = 'plugin "ptce_ledger.plugins"\n2025-11-15 * "Imprimeur"\n'
    (faute,) = check(tmp_path, f"{texte}{ligne}\n")
    assert (faute["code"], faute["ligne"]) == (code, 3)
    assert (faute["forme"] or faute["remede"]).endswith(forme)


def test_a_mark_at_the_start_is_passed_over(tmp_path: Path) -> None:
    """The Notepad of Windows puts it there: the first line is read all the same."""
    texte = (
        '\ufeffplugin "ptce_ledger.plugins"\n2024-01-01 custom "ptce-pole" "aa" "A"\n'
    )
    assert check(tmp_path, texte) == []


@pytest.mark.parametrize(
    ("plugin", "codes"), [("projets", []), ("strict", ["PluginAbsent"])]
)
def test_one_plugin_is_enough(tmp_path: Path, plugin: str, codes: list[str]) -> None:
    texte = (
        f'plugin "ptce_ledger.plugins.{plugin}"\n'
        '2024-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"\n'
        '2024-01-01 custom "budget" "une ligne de Fava"\n'
    )
    assert [f["code"] for f in check(tmp_path, texte)] == codes


def test_places_of_several_ledgers_are_not_alike(tmp_path: Path) -> None:
    for nom in ("bocage", "littoral"):
        (tmp_path / nom).mkdir()
        shutil.copy(livre("CleVide"), tmp_path / nom / "main.beancount")
    sortie = run("verifier", *(str(tmp_path / nom) for nom in ("bocage", "littoral")))
    assert "bocage/main.beancount:12: La clé" in sortie.stdout
    assert "littoral/main.beancount:12: La clé" in sortie.stdout


def spawn(*commande: str) -> subprocess.CompletedProcess[str]:
    programme = shutil.which(commande[0], path=str(Path(sys.executable).parent))
    assert programme
    return subprocess.run(
        [programme, *commande[1:]],
        cwd=DOSSIER.parent.parent,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "nom", ["LivreIntrouvable", "EncodageInvalide", "ProjetInconnu"]
)
def test_real_command(nom: str) -> None:
    chemin = f"tests/erreurs/{nom}.beancount"
    verifier = spawn("ptce", "verifier", chemin)
    assert (verifier.returncode, verifier.stderr) == (1, "")
    assert verifier.stdout == texte(nom)
    synthese = spawn("ptce", "synthese", chemin)
    assert (synthese.returncode, synthese.stdout) == (1, "")
    assert synthese.stderr == texte(nom)


def test_real_bean_check() -> None:
    resultat = spawn("bean-check", "-C", "tests/erreurs/ProjetInconnu.beancount")
    assert resultat.returncode == 1
    for faute in faults("ProjetInconnu"):
        assert faute["message"] in resultat.stderr
