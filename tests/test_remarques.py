"""Each remark on the smallest ledger that has it, and on none that has it not.

tests/remarques/<Class>.beancount is the ledger, <Class>.txt what `ptce verifier` prints
of it, and avant/ what git knew of those that have lost something. `pytest
--instantanes` writes the texts again, to be read before they are kept.
"""

from __future__ import annotations

import functools
import inspect
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from anglais import french_left
from click.testing import CliRunner
from click.testing import Result

from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.inclusions import match_in
from ptce_ledger.mots.inclusions import walk_includes
from ptce_ledger.mots.langue import speaking
from ptce_ledger.remarques import REMARQUES
from ptce_ledger.remarques import iter_remarques
from ptce_ledger.remarques.depot import Depot
from ptce_ledger.remarques.passe import find_losses
from ptce_ledger.remarques.passe import split_entries

RACINE = Path(__file__).parents[1]
DOSSIER = Path(__file__).parent / "remarques"
EXEMPLE = RACINE / "ledgers" / "exemple"
CAS = Path(__file__).parent / "cas"
MAUVAISES = Path(__file__).parent / "mauvaises-entrees"
#: What is seen only by comparing with the last version in git.
DE_GIT = frozenset({"EntreesDisparues", "FichierDisparu"})
#: What is of a whole file: no line may say that it was read.
D_UN_FICHIER = DE_GIT | {"FichierVide", "FichierHorsDuMotif", "FichierOublie"}
#: Cases whose bank really ends a day below zero: they begin by a sale, then repay more.
A_DECOUVERT = {"avoirs", "flux-internes"}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(ptce, [str(a) for a in arguments])


def verify(livre: Path) -> list[dict[str, Any]]:
    resultat = run("verifier", "--json", livre)
    assert resultat.exception is None or isinstance(resultat.exception, SystemExit)
    data = json.loads(resultat.stdout)
    remarques: list[dict[str, Any]] = data["remarques"]
    return remarques


def git(dossier: Path, *arguments: str) -> None:
    qui = {
        f"GIT_{r}_{q}": "x" for r in ("AUTHOR", "COMMITTER") for q in ("NAME", "EMAIL")
    }
    env = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, **qui}
    commande = ["git", "-c", "init.defaultBranch=x", *arguments]
    subprocess.run(commande, cwd=dossier, env=env, check=True, capture_output=True)


def commit(dossier: Path) -> None:
    git(dossier, "init", "-q")
    git(dossier, "add", "-A")
    git(dossier, "commit", "-q", "-m", "version")


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    """Put the ledger of a remark in a folder, over what git knew of it if it did."""

    def put(nom: str) -> Path:
        if nom in DE_GIT:
            shutil.copytree(DOSSIER / "avant", tmp_path, dirs_exist_ok=True)
            commit(tmp_path)
        if nom == "FichierVide":
            (tmp_path / "2025-02.beancount").touch()
        if nom == "FichierHorsDuMotif":
            (tmp_path / "2026-01.beancount").write_text("; Rien.\n", encoding="utf-8")
            (tmp_path / "2026-02.beancount.txt").touch()
        if nom == "FichierOublie":
            (tmp_path / "2026.beancount").write_text("; Rien.\n", encoding="utf-8")
            une = '2027-01-05 * "x"\n  Assets:512-Banque  0 EUR\n'
            (tmp_path / "2027.beancount").write_text(une, encoding="utf-8")
            # Not begun; a note; another ledger's.
            (tmp_path / "2028.beancount").write_text("; À faire\n", encoding="utf-8")
            (tmp_path / "2027.txt").write_text(une, encoding="utf-8")
            (tmp_path / "brouillon.beancount").write_text(une, encoding="utf-8")
        shutil.copy(DOSSIER / f"{nom}.beancount", tmp_path)
        return tmp_path / f"{nom}.beancount"

    return put


@pytest.fixture
def exemple(tmp_path: Path) -> Path:
    """Copy the example pole, of which git knows the full version."""
    dossier = tmp_path / "exemple"
    shutil.copytree(EXEMPLE, dossier)
    commit(dossier)
    return dossier


def losses(dossier: Path) -> list[str]:
    """Name the remarks that comparing with git makes."""
    return [r["code"] for r in verify(dossier) if r["code"] in DE_GIT]


@pytest.mark.parametrize("suffixe", [".beancount", ".txt"])
def test_every_remark_has_its_files_and_no_file_is_orphan(suffixe: str) -> None:
    assert {f.stem for f in DOSSIER.glob(f"*{suffixe}")} == REMARQUES.keys()


@pytest.mark.parametrize("nom", REMARQUES)
def test_class_explains_itself(nom: str) -> None:
    assert inspect.cleandoc(REMARQUES[nom].__doc__ or "").split("\n\n")[0].endswith(".")
    assert REMARQUES[nom].remede
    explique = run("expliquer", nom)
    assert explique.exit_code == 0
    assert f"{nom} (remarque)" in explique.stdout


@pytest.mark.parametrize("nom", REMARQUES)
def test_exact_text(nom: str, ledger: Any, pytestconfig: pytest.Config) -> None:
    """A remark is told in full, and stops nothing: the exit status is 0."""
    resultat = run("verifier", ledger(nom))
    assert (resultat.exit_code, resultat.stderr) == (0, "")
    fichier = DOSSIER / f"{nom}.txt"
    if pytestconfig.getoption("--instantanes", default=False):
        fichier.write_text(resultat.stdout, encoding="utf-8", newline="\n")
    assert resultat.stdout == fichier.read_text(encoding="utf-8")
    assert "\x1b" not in resultat.stdout
    # French is well set: no ordinary space before a double sign, nor inside « ».
    dit = [li for li in resultat.stdout.split("\n")[1:] if not li.startswith("    ")]
    assert re.search(r"« | [»?!;:]", "\n".join(dit)) is None


@pytest.mark.parametrize("nom", REMARQUES)
def test_a_remark_is_said_in_english(nom: str, ledger: Any) -> None:
    """No French is left of it, but what the ledger holds; the form to copy is as it was."""
    livre = ledger(nom)
    ecrits = [f.read_text(encoding="utf-8") for f in livre.parent.glob("*.beancount")]
    perdus = [f.read_text(encoding="utf-8") for f in (DOSSIER / "avant").iterdir()]
    typed = "\n".join([*ecrits, *perdus, livre.name])
    remarques = list(iter_remarques(load_livre(livre)))
    assert remarques
    for remarque in remarques:
        with speaking("en"):
            anglais = remarque.parts()
        constat, remede, forme = remarque.parts()
        assert (anglais[0] != constat, anglais[1] != remede) == (True, True)
        assert anglais[2] == forme
        assert french_left(remarque, typed) == []


@pytest.mark.parametrize("nom", REMARQUES)
def test_ledger_says_its_mistake_and_has_no_other(nom: str, ledger: Any) -> None:
    livre = ledger(nom)
    premiere = livre.read_text(encoding="utf-8").split("\n")[0]
    assert re.fullmatch(r"; [A-ZÀ-Ý].+\.", premiere)
    assert {r["code"] for r in verify(livre)} == {nom}


@pytest.mark.parametrize("nom", REMARQUES)
def test_strict_makes_it_an_error(nom: str, ledger: Any) -> None:
    assert run("verifier", "--strict", ledger(nom)).exit_code == 1


@pytest.mark.parametrize("raison", ["vu avec le comptable", " "])
@pytest.mark.parametrize("nom", sorted(REMARQUES.keys() - D_UN_FICHIER))
def test_a_line_says_why_it_is_right(nom: str, raison: str, ledger: Any) -> None:
    """A reason under the line silences the remark; an empty one does not."""
    livre = ledger(nom)
    for remarque in reversed(verify(livre)):
        lignes = livre.read_text(encoding="utf-8").split("\n")
        lignes.insert(remarque["ligne"], f'    remarque-lue: "{raison}"')
        livre.write_text("\n".join(lignes), encoding="utf-8")
    assert run("verifier", livre).exit_code == 0
    assert bool(verify(livre)) == (raison == " ")


def test_an_account_says_it_once_for_all_its_lines(ledger: Any) -> None:
    """Under « open », the reason holds for the lines of the account, not for entries."""
    livre = ledger("TresorerieNegative")
    ouvert = "2025-01-01 open Assets:530-Caisse EUR\n"
    texte = livre.read_text(encoding="utf-8")
    raison = '  remarque-lue: "avance du trésorier"\n'
    livre.write_text(texte.replace(ouvert, ouvert + raison), encoding="utf-8")
    assert verify(livre) == []


def test_the_register_may_bear_the_key(tmp_path: Path) -> None:
    """A directive of the register, a key of its own parts included, accepts it."""
    shutil.copytree(EXEMPLE, tmp_path, dirs_exist_ok=True)
    registre = tmp_path / "registre.beancount"
    texte = registre.read_text(encoding="utf-8")
    for ligne in (
        'custom "ptce-cle" "vehicules"\n',
        '"ptce-tiers" "banque" "Banque des Trois-Brumes"\n',
    ):
        assert ligne in texte
        texte = texte.replace(ligne, ligne + '  remarque-lue: "vu"\n')
    registre.write_text(texte, encoding="utf-8")
    assert load_livre(tmp_path).errors == []


@pytest.mark.parametrize("commande", ["synthese", "faits"])
def test_other_commands_say_nothing_of_remarks(commande: str, ledger: Any) -> None:
    resultat = run(commande, ledger("EcritureEnAttente"))
    assert resultat.exit_code == 0
    assert "emarque" not in resultat.stdout + resultat.stderr


def test_over_an_error_remarks_on_lines_stay(ledger: Any) -> None:
    """Errors come first; a number of someone is told all the same."""
    livre = ledger("NumeroDeSecuriteSociale")
    with livre.open("a", encoding="utf-8") as flux:
        flux.write('2025-04-01 ! "Papeterie"\n  Expenses:Inconnu  1.00 EUR\n')
        flux.write("  Assets:512-Banque\n")
    resultat = run("verifier", livre)
    assert resultat.exit_code == 1
    erreur, _, suite = resultat.stdout.partition("1 erreur")
    assert "[CompteInconnu]" in erreur
    assert "[NumeroDeSecuriteSociale]" in suite
    assert "[EcritureEnAttente]" not in resultat.stdout


@pytest.mark.parametrize(
    "livre",
    [EXEMPLE, CAS / "bocage", *sorted(CAS.glob("*.beancount"))],
    ids=lambda livre: livre.stem,
)
def test_right_ledgers_have_no_remark(livre: Path) -> None:
    """No noise on the example, the reference pole and the cases of accountants."""
    vues = {r.code for r in iter_remarques(load_livre(livre))}
    assert vues == ({"TresorerieNegative"} if livre.stem in A_DECOUVERT else set())


_ACHAT = (
    '\n{} * "Papeterie" "Papier"\n'
    "  Expenses:Fonctionnement:6064-Fournitures  {} EUR\n  Assets:512-Banque\n"
)
_NOMME = "Expenses:Personnel:641-Salaires:JulieMartin"
#: A fault put in the example pole: where, what is replaced (the end of the file when it
#: is nothing), by what, and the remark it makes.
FAUTES = [
    ("2025.beancount", "2025-01-21 * ", "2025-01-21 ! ", "EcritureEnAttente"),
    ("2025.beancount", "", _ACHAT.format("2026-01-05", "12.00"), "AutreExercice"),
    ("2025.beancount", "", _ACHAT.format("2026-01-05", "1.200"), "FractionDeCentime"),
    ("2025.beancount", "  21 HEURE", " 521 HEURE", "HeuresImpossibles"),
    ("2025.beancount", '"Salaires de janvier', '"Arrêt maladie de', "DonneeDeSante"),
    ("2025.beancount", '"Comité de pilotage', '"Mme Exemple', "NomDePersonne"),
    ("comptes.beancount", "", f"2025-01-01 open {_NOMME} EUR\n", "NomDansUnCompte"),
    ("main.beancount", "option", "; +33 6 39 98 12 34\noption", "NumeroDeTelephone"),
]


@pytest.mark.parametrize(("fichier", "avant", "apres", "code"), FAUTES)
def test_a_fault_in_the_example_is_seen(
    tmp_path: Path, fichier: str, avant: str, apres: str, code: str
) -> None:
    shutil.copytree(EXEMPLE, tmp_path, dirs_exist_ok=True)
    chemin = tmp_path / fichier
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    texte = texte.replace(avant, apres, 1) if avant else texte + apres
    if code == "HeuresImpossibles":
        texte = texte.replace("-21 HEURE", "-521 HEURE", 1)
    chemin.write_text(texte, encoding="utf-8")
    assert code in {r["code"] for r in verify(tmp_path)}


def achat(libelle: str, paye: str = "Fournisseur", compte: str = "606-Achats") -> str:
    return (
        f"2025-01-01 open Assets:512-Banque\n2025-01-01 open Expenses:{compte}\n"
        f'2025-03-04 * "{paye}" "{libelle}"\n'
        f"  Expenses:{compte}   45.90 EUR\n  Assets:512-Banque\n"
    )


def seen(dossier: Path, texte: str) -> list[str]:
    (dossier / "main.beancount").write_text(texte, encoding="utf-8")
    livre = load_livre(dossier)
    assert livre.errors == []
    return [remarque.code for remarque in iter_remarques(livre)]


LIBELLES = [
    ("284053155512379", "NumeroDeSecuriteSociale"),
    ("1 85 05 2A 123 456 57", "NumeroDeSecuriteSociale"),
    ("NIR 284053155512345", "NumeroDeSecuriteSociale"),
    ("Colis 284053155512345", None),
    ("SIRET 123 456 789 00012", None),
    ("RIB FR7630006000011234567890189", "CompteBancaire"),
    ("FR00 1234 5678 9012 3456 7890 123", None),
    ("06.12.34.56.78", "NumeroDeTelephone"),
    ("+33 6 12 34 56 78", "NumeroDeTelephone"),
    ("10 20 30 40 50", None),
    ("Écrire à jean.exemple@example.org", "AdresseElectronique"),
    ("Congé maternité", "DonneeDeSante"),
    ("Reconnaissance RQTH", "DonneeDeSante"),
    ("Rampe d’accès, handicap moteur", None),
    ("Traitement, maladie de la vigne", None),
    ("Rendez-vous avec Mme Exemple", "NomDePersonne"),
    ("Rendez-vous avec M. le Maire", None),
    ("Prix a < b, c > d", None),
    ("Facture du 18.12.2024", "PieceDAutreExercice"),
    ("Facture du 18/02/2025", None),
]


@pytest.mark.parametrize(("libelle", "code"), LIBELLES)
def test_what_a_label_says_too_much(
    tmp_path: Path, libelle: str, code: str | None
) -> None:
    """What has the form of personal data is told; what only resembles it is not."""
    assert seen(tmp_path, achat(libelle)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("paye", "nomme"),
    [
        ("Marie Exemple", True),
        ("Paul", True),
        ("Dupont", True),
        ("Salariée A", False),
        ("Salariés", False),
        ("SAL-012", False),
        ("Urssaf", False),
    ],
)
def test_who_is_paid(tmp_path: Path, paye: str, nomme: bool) -> None:  # noqa: FBT001
    assert bool(seen(tmp_path, achat("Mars", paye, "641-Salaires"))) == nomme


@pytest.mark.parametrize(
    ("compte", "nomme"),
    [
        ("641-Salaires:Dupont-Marie", True),
        ("641-Salaires:MarieDupont", True),
        ("641-Salaires:LE-GOFF-Yann", True),
        ("641-Salaires:Salariee-A", False),
        ("641-Salaires:Coordination", False),
        ("Benevolat:Jean", True),
        ("Benevolat:Atelier-Marie-Curie", False),
        ("Deplacements:Jean-Dupont", True),
        ("613-Rue-Jean-Jaures", False),
    ],
)
def test_what_an_account_is_called(tmp_path: Path, compte: str, nomme: bool) -> None:  # noqa: FBT001
    assert bool(seen(tmp_path, achat("Mars", compte=compte))) == nomme


def _manifest(attendu: str) -> list[str]:
    manifeste = json.loads((MAUVAISES / "MANIFEST.json").read_text(encoding="utf-8"))
    return [e["file"] for e in manifeste if e["expect"] == attendu]


@pytest.mark.parametrize("nom", _manifest("warn"))
def test_what_is_doubtful_is_flagged(nom: str) -> None:
    """A remark, or an error: never silence."""
    resultat = run("verifier", "--strict", MAUVAISES / nom)
    assert resultat.exit_code == 1
    assert "Traceback" not in resultat.output


@pytest.mark.parametrize("nom", _manifest("accept"))
def test_what_is_right_is_accepted(nom: str) -> None:
    assert run("verifier", "--strict", MAUVAISES / nom).exit_code == 0


# What git knows


def _boundaries(texte: str) -> list[int]:
    """List where a file may be cut: before each of its dated entries, and its includes."""
    motif = re.compile(r"^(?:\d{4}-\d\d-\d\d |include )", re.MULTILINE)
    return [trouve.start() for trouve in motif.finditer(texte)]


def test_every_cut_is_seen() -> None:
    """The example cut at each boundary of each file has lost something, always."""
    textes = {
        f.name: f.read_text(encoding="utf-8") for f in EXEMPLE.glob("*.beancount")
    }

    @functools.lru_cache(maxsize=16)
    def split(texte: str) -> list[Any]:
        # Four files out of five are those of the cut before.
        return list(split_entries(texte))

    def read(lus: dict[str, str]) -> dict[str, list[Any]]:
        noms = walk_includes("main.beancount", match_in(lus), lus.get)
        return {nom: split(lus[nom]) for nom in noms}

    entier = read(textes)
    coupes = [(nom, i) for nom, texte in textes.items() for i in _boundaries(texte)]
    assert len(coupes) > 1000
    assert find_losses(entier, entier) == {}
    assert [
        (nom, i)
        for nom, i in coupes
        if not find_losses(entier, read({**textes, nom: textes[nom][:i]}))
    ] == []


@pytest.mark.parametrize("part", [0, 1, 37, 50, 99])
@pytest.mark.parametrize("nom", sorted(f.name for f in EXEMPLE.glob("*.beancount")))
def test_a_cut_file_is_told_with_git(exemple: Path, nom: str, part: int) -> None:
    """From the emptied file to the last entry lost, with the real git."""
    chemin = exemple / nom
    texte = chemin.read_text(encoding="utf-8")
    coupes = _boundaries(texte)
    debut = coupes[len(coupes) * part // 100] if part else 0
    chemin.write_text(texte[:debut], encoding="utf-8")
    assert losses(exemple) != []


def test_a_lost_file_is_told(exemple: Path) -> None:
    (exemple / "2024.beancount").unlink()
    assert losses(exemple) == ["FichierDisparu"]


def test_work_that_loses_nothing_is_not_told(exemple: Path) -> None:
    """Adding, correcting, commenting, reordering, moving to a new file: no remark."""
    assert losses(exemple) == []
    chemin = exemple / "2025.beancount"
    texte = chemin.read_text(encoding="utf-8")
    milieu = texte.index("; Février 2025")
    fin = texte.index("; Mars 2025")
    fevrier = texte[milieu:fin].replace("F-2025-008", "F-2025-008b")
    (exemple / "fevrier.beancount").write_text(fevrier, encoding="utf-8")
    reste = texte[:milieu] + texte[fin:].replace("  ", "    ")
    ajout = '\n2025-12-31 note Assets:512-Banque "Rapproché"\n'
    chemin.write_text(reste + ajout, encoding="utf-8")
    with (exemple / "main.beancount").open("a", encoding="utf-8") as flux:
        flux.write('include "fevrier.beancount"\n')
    assert losses(exemple) == []


def test_one_lost_among_new_ones_is_told(exemple: Path) -> None:
    """As many entries as before do not hide the one that is gone."""
    chemin = exemple / "2025.beancount"
    texte = chemin.read_text(encoding="utf-8")
    debut = texte.index('2025-01-21 * "Énergie')
    fin = texte.index("2025-01-22 custom")
    ajout = '\n2025-12-30 note Assets:530-Caisse "Comptée"\n'
    chemin.write_text(texte[:debut] + texte[fin:] + ajout, encoding="utf-8")
    assert losses(exemple) == ["EntreesDisparues"]


def test_git_runs_nothing_of_the_repository(exemple: Path, tmp_path: Path) -> None:
    """Hooks, filters, monitors, pagers that a repository names are never started."""
    temoin = tmp_path / "temoin"
    piege = tmp_path / "piege"
    piege.write_text(f"#!/bin/sh\ntouch '{temoin}'\ncat\n", encoding="utf-8")
    piege.chmod(0o755)
    for cle in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "filter.x.clean",
        "filter.x.smudge",
        "diff.x.textconv",
        "diff.external",
        "core.alternateRefsCommand",
        "alias.ls-tree",
        "alias.cat-file",
    ):
        git(exemple, "config", cle, f"!{piege}" if "alias" in cle else str(piege))
    crochets = exemple / ".git" / "hooks"
    shutil.rmtree(crochets, ignore_errors=True)
    crochets.mkdir()
    for nom in ("post-checkout", "pre-commit", "reference-transaction"):
        shutil.copy(piege, crochets / nom)
    (exemple / ".gitattributes").write_text("* filter=x diff=x\n", encoding="utf-8")
    (exemple / "2024.beancount").write_text("", encoding="utf-8")
    avant = sorted((exemple / ".git").rglob("*"))
    assert losses(exemple) == ["EntreesDisparues"]
    assert not temoin.exists()
    assert sorted((exemple / ".git").rglob("*")) == avant


def test_without_git_nothing_is_said(
    exemple: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (exemple / "2024.beancount").write_text("", encoding="utf-8")
    assert losses(exemple) == ["EntreesDisparues"]
    monkeypatch.setenv("PATH", str(exemple))
    assert losses(exemple) == []


def test_a_new_pole_has_no_last_version(tmp_path: Path) -> None:
    """Neither a folder without git nor one without a commit says anything."""
    shutil.copytree(EXEMPLE, tmp_path, dirs_exist_ok=True)
    assert Depot(tmp_path).fichiers == {}
    git(tmp_path, "init", "-q")
    assert losses(tmp_path) == []


@pytest.mark.parametrize(
    ("montant", "juste"),
    [("-0.004", "0.00 EUR"), ("-12.345", "-12.35 EUR"), ("0.125", "0.13 EUR")],
)
def test_a_fraction_is_rounded_as_a_figure_is(
    tmp_path: Path, montant: str, juste: str
) -> None:
    """Half up, and never below a zero."""
    livre = tmp_path / "main.beancount"
    livre.write_text(
        "2025-01-01 open Assets:512-Banque\n2025-01-01 open Expenses:606-Achats\n"
        f'2025-03-04 * "x"\n  Expenses:606-Achats  {montant} EUR\n  Assets:512-Banque\n',
        encoding="utf-8",
    )
    trouvees = {r.code: r.message for r in iter_remarques(load_livre(livre))}
    assert (
        f"Écrivez-le au centime\N{NO-BREAK SPACE}: {juste}"
        in trouvees["FractionDeCentime"]
    )
