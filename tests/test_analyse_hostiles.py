"""Hostile definitions: no file beyond the folder, no word that acts, no time taken."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import time
from pathlib import Path

import openpyxl
import pytest
from definitions import ACHATS
from definitions import BOCAGE
from definitions import NOM
from definitions import copy_livre
from definitions import name
from definitions import plant
from definitions import run
from test_rendu_injections import CACHEES
from test_rendu_injections import CHARGES
from test_rendu_injections import COMMANDES
from test_rendu_injections import STYLES
from test_reports_fava import Site

from ptce_ledger.analyse.definitions.propres import check_propres
from ptce_ledger.analyse.definitions.propres import paths_of
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre

EXEMPLE = Path(__file__).parent.parent / "ledgers" / "exemple"


@pytest.fixture
def bocage(tmp_path: Path) -> Path:
    """A copy of a small pole; its main file."""
    return copy_livre(BOCAGE, tmp_path / "livre")


def _errors(principal: Path) -> list[tuple[str, str]]:
    """List what is wrong in a ledger: the class, what it says."""
    livre = load_livre(principal)
    return [
        (type(e).__name__, e.parts()[0].replace("\u00a0", " ")) for e in livre.errors
    ]


@pytest.mark.parametrize(
    ("nom", "raison"),
    [
        ("../dehors.toml", "n’est pas dans le dossier du livre"),
        ("rapports/../../dehors.toml", "n’est pas dans le dossier du livre"),
        ("/etc/passwd", "n’est pas dans le dossier du livre"),
        ("/etc/hosts.toml", "n’est pas dans le dossier du livre"),
        ("C:/rapport.toml", "n’est pas dans le dossier du livre"),
        ("..", "n’est pas dans le dossier du livre"),
        ("", "n’est pas dans le dossier du livre"),
        ("a//b.toml", "n’est pas dans le dossier du livre"),
        (".cache/x.toml", "n’est pas dans le dossier du livre"),
        ("rapports\\\\x.toml", "n’est pas dans le dossier du livre"),
        ("main.beancount", "son nom ne finit pas par « .toml »"),
        ("rapports", "son nom ne finit pas par « .toml »"),
        ("rien.toml", "ce fichier n’existe pas"),
        ("lien.toml", "n’est pas dans le dossier du livre"),
        ("lien/dehors.toml", "n’est pas dans le dossier du livre"),
        ("boucle.toml", "le système refuse de l’ouvrir"),
        ("dossier.toml", "ce n’est pas un fichier de texte"),
        ("tube.toml", "ce n’est pas un fichier de texte"),
        ("prise.toml", "le système refuse de l’ouvrir"),
        ("gros.toml", "ce fichier a plus de 65536 octets"),
        ("latin.toml", "ce n’est pas un texte en UTF-8"),
        ("nul.toml", "ce n’est pas du TOML"),
        ("binaire.toml", "ce n’est pas un texte en UTF-8"),
        ("vide.toml", "il manque « code »"),
    ],
)
def test_a_file_that_is_no_definition(bocage: Path, nom: str, raison: str) -> None:
    """Beyond the folder, a link, a pipe, too big, no text: said in no time, never read."""
    ici = bocage.parent
    (ici.parent / "dehors.toml").write_text(ACHATS, "utf-8")
    (ici / "lien.toml").symlink_to(ici.parent / "dehors.toml")
    (ici / "lien").symlink_to(ici.parent)
    (ici / "boucle.toml").symlink_to("boucle.toml")
    (ici / "dossier.toml").mkdir()
    os.mkfifo(ici / "tube.toml")
    with socket.socket(socket.AF_UNIX) as prise:
        prise.bind(os.path.relpath(ici / "prise.toml"))
    (ici / "gros.toml").write_text(f"{ACHATS}{'# encore' * 9000}", "utf-8")
    (ici / "latin.toml").write_bytes(ACHATS.encode("latin-1"))
    (ici / "nul.toml").write_bytes(ACHATS.encode() + b"\0")
    (ici / "binaire.toml").write_bytes(bytes(range(256)) * 8)
    (ici / "vide.toml").write_bytes(b"")
    name(bocage, nom)
    debut = time.monotonic()
    (classe, dit), *_ = _errors(bocage)
    assert time.monotonic() - debut < 5
    assert classe == (
        "DefinitionIncomplete" if nom == "vide.toml" else "DefinitionIllisible"
    )
    assert raison in dit
    # A server looks at no such file either, but for one that may become right.
    dedans = {str(ici / n) for n in os.listdir(ici)} | {str(ici / "rien.toml")}
    lien = str(ici / "lien/dehors.toml")
    assert {*paths_of(load_livre(bocage).releve)} <= {*dedans, lien}


def test_what_windows_writes_is_read(bocage: Path) -> None:
    """A mark at the start, two signs at each end of line, a space and an accent in the name."""
    plant(
        bocage,
        "nos rapports/été.toml",
        b"\xef\xbb\xbf" + ACHATS.replace("\n", "\r\n").encode(),
    )
    assert _errors(bocage) == []
    assert "nos_achats" in json.loads(
        run("synthese", bocage, "--format", "json").stdout
    )


@pytest.mark.parametrize(
    "code",
    [
        *(
            "niveau-1",
            "niveau-4",
            "niveau-99",
            "annexe",
            "controle",
            "pole",
            "exercice",
        ),
        *("exercices", "syntheses", "comparaison", "provisoire", "bouclage"),
        "non-ventile",
    ],
)
def test_a_code_that_is_taken(bocage: Path, code: str) -> None:
    """Of a level, of what stands beside, of the words of JSON."""
    plant(bocage, NOM, ACHATS.replace("nos-achats", code))
    ((classe, dit),) = _errors(bocage)
    assert classe == "DefinitionInvalide"
    assert f"code « {code} » déjà pris" in dit


@pytest.mark.parametrize(
    "code",
    ["", "1", "a", "Énergie", "A-B", "a_b", "a.b", "a/b", "-a", "a b", "a" * 41, "é"],
)
def test_a_code_that_is_none(bocage: Path, code: str) -> None:
    """It names a key of JSON, a sheet, the words of an address."""
    plant(bocage, NOM, ACHATS.replace("nos-achats", code))
    (classe, dit), *_ = _errors(bocage)
    assert classe == "DefinitionInvalide"
    assert "refusée" in dit


def test_two_reports_of_one_code_or_one_file(bocage: Path) -> None:
    """Named twice, or twice the same code: told once each; and no more than twenty."""
    plant(bocage, NOM, ACHATS)
    plant(bocage, "autre.toml", ACHATS)
    name(bocage, NOM)
    assert _errors(bocage) == [
        (
            "DefinitionIllisible",
            f"La définition « {NOM} » ne peut pas être lue : une autre ligne la nomme déjà.",
        ),
        (
            "DefinitionInvalide",
            "Définition « autre.toml », « code » : code « nos-achats » déjà pris.",
        ),
    ]
    for rang in range(5000):
        name(bocage, f"r{rang}.toml")
    debut = time.monotonic()
    dits = _errors(bocage)
    assert time.monotonic() - debut < 10
    assert sum("un livre en nomme 20 au plus" in dit for _, dit in dits) > 4900


HOSTILES = (*CHARGES, *CACHEES, "deux\nlignes\r\nTotal 1,00", "nul\0")


def _toml(texte: str) -> str:
    """Write any text as TOML does."""
    signes = (
        c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08x}" for c in texte
    )
    return f'"{"".join(signes)}"'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pole whose report has hostile titles everywhere that one may stand."""
    principal = copy_livre(BOCAGE, tmp_path_factory.mktemp("hostile") / "livre")
    titres = [_toml(texte[:120]) for texte in HOSTILES]
    chiffres = ",\n".join(
        f'{{ code = "c{rang}", titre = {titre}, de = "charges" }}'
        for rang, titre in enumerate(titres)
    )
    tables = "\n".join(
        f'[[tableaux_propres]]\ncode = "t{rang}"\ntitre = {titre}\nde = "charges"\n'
        f'cles = ["tiers"]\ntitres.tiers = {titre}\n'
        f'colonnes = [{{ code = "m", titre = {titre}, chemin = "" }}]\n'
        for rang, titre in enumerate(titres)
    )
    for rang, titre in enumerate(titres[:15]):
        texte = f'code = "hostile-{rang}"\ntitre = {titre}\ntableaux = ["charges"]\n'
        plant(principal, f"h{rang}.toml", texte)
    texte = (
        f'code = "hostile"\ntitre = {titres[0]}\n[[fiches_propres]]\ncode = "f"\n'
        f"titre = {titres[1]}\nchiffres = [\n{chiffres}\n]\n{tables}"
    )
    plant(principal, "hostile.toml", texte)
    return principal


def test_hostile_titles_are_text_on_every_face(hostile: Path, tmp_path: Path) -> None:
    """No tag, no command of a terminal, no formula, no line of their own."""
    livre = load_livre(hostile)
    assert [e.message for e in livre.errors] == []
    for options in ((), ("--exercice", "2024..2025")):
        page = run("synthese", hostile, *options).stdout_bytes.decode()
        assert not COMMANDES.search(STYLES.sub("", page))
        assert not re.search(r"^Total 1,00", page, re.MULTILINE)
        brut = run("synthese", hostile, *options, "--format", "csv").stdout_bytes
        for rangee in csv.reader(io.StringIO(brut.decode("utf-8-sig")), delimiter=";"):
            assert not any(c.startswith(("=", "+", "@", "\t")) for c in rangee)
        data = run("synthese", hostile, *options, "--format", "json").stdout
        assert not COMMANDES.search(data)
        json.loads(data)
    sortie = tmp_path / "s.xlsx"
    assert run("synthese", hostile, "--format", "xlsx", "-o", sortie).exit_code == 0
    for feuille in openpyxl.load_workbook(sortie):
        for rangee in feuille.iter_rows():
            assert not any(cellule.data_type == "f" for cellule in rangee)
    html = Site(hostile).get("Synthese")
    assert not COMMANDES.search(html)
    assert "<script" not in html
    assert "<img" not in html
    assert "onerror=pirate()>" not in html
    assert not [h for h in re.findall(r'href="([^"]*)"', html) if "pirate" in h]
    assert html.count("&lt;script&gt;pirate()&lt;/script&gt;") > 3
    anglais = Site(hostile).get("Synthese", langue="en")
    assert "<script" not in anglais
    assert "Content-Type" not in anglais


def test_a_bomb_takes_no_time(bocage: Path) -> None:
    """Nested, dotted, repeated, summed upon themselves: each is refused within a second."""
    tete = 'code = "bombe"\ntitre = "Bombe"\n'
    table = '[[tableaux_propres]]\ncode = "t{0}"\ntitre = "T"\ncles = ["tiers"]\ncolonnes = [{{ code = "m", titre = "M", de = "charges" }}]\n'
    sommes = ['{ code = "a0", titre = "A", de = "charges" }']
    for rang in range(1, 60):
        noms = json.dumps([f"a{autre}" for autre in range(max(0, rang - 40), rang)])
        sommes.append(f'{{ code = "a{rang}", titre = "A", somme = {noms} }}')
    somme = ",\n".join(sommes)
    bombes = {
        "listes": tete + "x = " + "[\n" * 30_000,
        "accolades": tete + "x = " + "{a=" * 300,
        "points": tete + "\n".join("a" + ".a" * 480 + f".b{r} = 1" for r in range(60)),
        "titres": tete + "\n".join("[" + "a." * 400 + f"b{r}]" for r in range(70)),
        "sections": tete + "[[a]]\n" * 9_000,
        "tableaux": tete + "".join(table.format(r) for r in range(500)),
        "clés": tete + "\n".join(f"k{r}=1" for r in range(6_000)),
        "vues": tete + '[[vues]]\ngenre = "tableau"\ncode = "t"\n' * 1_300,
        "mots": tete + "indicateurs = [\n" + '"x",\n' * 9_000 + "]",
        "filtres": tete + "filtre.tiers = [\n" + '"x",\n' * 9_000 + "]",
        "sommes": f'{tete}[[fiches_propres]]\ncode = "f"\ntitre = "F"\nchiffres = [\n{somme}\n]',
        "nombre": tete + "x = " + "9" * 980,
        "texte": tete + 'x = """' + "a\n" * 30_000,
    }
    chemin = plant(bocage, NOM, ACHATS)
    for nom, texte in bombes.items():
        chemin.write_text(texte, "utf-8")
        assert chemin.stat().st_size <= 65_536, nom
        livre = load_livre(bocage)
        debut = time.process_time()
        fautes = list(check_propres(Dossier(livre.releve).releve))
        assert time.process_time() - debut < 1, nom
        assert fautes, nom
        assert all(len(f.message) < 3_000 for f in fautes), nom
    chemin.write_text(tete + "".join(table.format(r) for r in range(10_000)), "utf-8")
    debut = time.process_time()
    assert [c for c, _ in _errors(bocage)] == ["DefinitionIllisible"]
    assert time.process_time() - debut < 1


def test_the_longest_report_is_computed_in_no_time(tmp_path: Path) -> None:
    """As many tables and figures as a definition may have, over the whole example."""
    colonnes = ",\n".join(f'{{ code = "m{r}", titre = "M" }}' for r in range(12))
    tables = "".join(
        f'[[tableaux_propres]]\ncode = "t{r}"\ntitre = "T"\nde = "charges"\n'
        f'cles = ["tiers", "phase"]\ncolonnes = [{colonnes}]\n'
        for r in range(100)
    )
    texte = f'code = "tout"\ntitre = "Tout"\n{tables}'
    assert len(texte) < 65_536
    copie = copy_livre(EXEMPLE, tmp_path / "copie")
    plant(copie, "tout.toml", texte)
    livre = load_livre(copie)
    assert livre.errors == []
    debut = time.process_time()
    Dossier(livre.releve).synthese(2025)
    assert time.process_time() - debut < 5
