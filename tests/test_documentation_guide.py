"""The guide and the README are played: what they quote is what the tool does.

A document is read from top to bottom, in a folder that holds `ledgers/exemple`:

- a « console » block runs each of its `$ ptce …` lines; what follows is the output,
  where a line `[…]` stands for any number of lines;
- « beancount FICHIER » is appended to that file of the pole that the guide starts;
- « beancount faux FICHIER » is appended for the next console block only;
- « toml FICHIER » and « toml faux FICHIER » are likewise, but are the whole file;
- « beancount avant » and « beancount apres » are what one types and what is read of it;
- any other « beancount » block quotes the example, word for word.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

import pytest
from beancount import loader
from beancount.core.data import Transaction
from beancount.parser import parser
from click.testing import CliRunner

from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import PRINCIPAL
from ptce_ledger.lecture.livre import load_livre

if TYPE_CHECKING:
    from collections.abc import Iterator

RACINE = Path(__file__).parents[1]
EXEMPLE = RACINE / "ledgers" / "exemple"
GUIDE = RACINE / "docs" / "guide-tresorier.md"
VIE = RACINE / "docs" / "la-vie-d-une-annee.md"
#: Written for treasurers, in French.
FRANCAIS = (
    GUIDE,
    VIE,
    RACINE / "docs" / "guide-financeur.md",
    RACINE / "docs" / "mise-en-ligne.md",
    RACINE / "CHANGELOG.md",
    *(RACINE / nom / "README.md" for nom in ("ledgers", "plugins", "reports")),
    *sorted((RACINE / "ledgers").glob("*/README.md")),
)
DOCUMENTS = (
    RACINE / "README.md",
    RACINE / "CONTRIBUTING.md",
    RACINE / "docs" / "architecture.md",
    *FRANCAIS,
)
POLE = Path("mon-pole")
#: Metadata that says where a line stands.
LIEU = ("filename", "lineno")
COUPE = "[…]"
_BLOC = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LIEN = re.compile(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)")
#: A sign that French sets apart, after an ordinary space; or the reverse.
_ESPACE = re.compile(r" [:;?!»%€]|« ")


def _nom(document: Path) -> str:
    return document.relative_to(RACINE).as_posix()


class Bloc(NamedTuple):
    """A fenced block of a document."""

    langue: str
    mots: tuple[str, ...]
    texte: str
    #: Where to look when it fails: « guide-tresorier.md:120 ».
    lieu: str


def read_blocs(document: Path) -> Iterator[Bloc]:
    """Find the fenced blocks of a document, in order."""
    texte = document.read_text(encoding="utf-8")
    for trouve in _BLOC.finditer(texte):
        ligne = texte.count("\n", 0, trouve.start()) + 1
        yield Bloc(
            trouve[1],
            tuple(trouve[2].split()),
            trouve[3],
            f"{document.name}:{ligne}",
        )


def read_commandes(texte: str) -> Iterator[tuple[str, list[str]]]:
    """Split a console block: each command, and the lines quoted under it."""
    for morceau in re.split(r"^\$ ", texte, flags=re.MULTILINE)[1:]:
        commande, _, sortie = morceau.partition("\n")
        yield commande, _lines(sortie)


def _lines(texte: str) -> list[str]:
    # A blank end of line, or of text, is not seen by whoever reads.
    return [ligne.rstrip() for ligne in texte.rstrip().split("\n")]


def matches(cite: list[str], imprime: list[str]) -> bool:
    """Tell whether lines are as quoted, « […] » standing for any lines.

    >>> matches(["a", "[…]", "d"], ["a", "b", "c", "d"])
    True
    >>> matches(["a", "[…]"], ["b", "a"])
    False
    """
    motif = "".join(
        r"(?:.*\n)*?" if ligne == COUPE else re.escape(ligne) + r"\n" for ligne in cite
    )
    return re.fullmatch(motif, "\n".join(imprime) + "\n") is not None


def play(document: Path) -> list[str]:
    """Play a document in the current folder; tell what does not go as it says."""
    fautes: list[str] = []
    faux: tuple[Path, str] | None = None
    for bloc in read_blocs(document):
        if bloc.langue in ("beancount", "toml") and bloc.mots:
            fichier = POLE / bloc.mots[-1]
            avant = fichier.read_text(encoding="utf-8") if fichier.exists() else ""
            if bloc.mots[0] == "faux":
                faux = fichier, avant
            debut = avant + "\n" if avant and bloc.langue == "beancount" else ""
            fichier.parent.mkdir(exist_ok=True)
            fichier.write_text(debut + bloc.texte, encoding="utf-8")
        elif bloc.langue == "console":
            attendu = 1 if faux else 0
            for commande, cite in read_commandes(bloc.texte):
                if not commande.startswith("ptce "):
                    continue
                resultat = CliRunner().invoke(ptce, shlex.split(commande)[1:])
                imprime = _lines(resultat.output)
                if resultat.exit_code != attendu or not matches(cite, imprime):
                    fautes.append(
                        f"{bloc.lieu}: {commande} (code {resultat.exit_code})\n"
                        + "\n".join(imprime)
                    )
            if faux:
                faux[0].write_text(faux[1], encoding="utf-8")
                faux = None
    return fautes


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that holds the example where the documents say it is."""
    shutil.copytree(EXEMPLE, tmp_path / "ledgers" / "exemple")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_guide_can_be_followed_to_the_letter(dossier: Path) -> None:
    """Each command prints what the guide quotes, and what one types loads."""
    assert play(GUIDE) == []
    livre = load_livre(dossier / POLE)
    assert [(e.source, e.message) for e in livre.errors] == []
    assert 2026 in livre.releve.exercices()


def test_the_life_of_a_year_can_be_followed_to_the_letter(dossier: Path) -> None:
    """Its examples, one after the other, make a right ledger, without a remark."""
    assert play(VIE) == []
    verifie = CliRunner().invoke(ptce, ["verifier", str(dossier / POLE), "--strict"])
    assert verifie.exit_code == 0, verifie.output
    assert load_livre(dossier / POLE).releve.exercices() == [2026, 2027]


@pytest.mark.usefixtures("dossier")
def test_the_readme_quotes_the_tool() -> None:
    """Each `$ ptce` of the README prints what it quotes."""
    assert play(RACINE / "README.md") == []


@pytest.mark.parametrize("document", FRANCAIS, ids=_nom)
def test_quotations_of_the_example_are_exact(document: Path) -> None:
    """A block that names no file is in the example, word for word."""
    exemple = [f.read_text(encoding="utf-8") for f in EXEMPLE.glob("*.beancount")]
    cites = [b for b in read_blocs(document) if b.langue == "beancount" and not b.mots]
    assert [b.lieu for b in cites if not any(b.texte in f for f in exemple)] == []


def test_plugins_write_what_their_readme_shows(dossier: Path) -> None:
    """Each « après » is its « avant », plus keys that the plugins did write."""
    blocs = [
        b
        for b in read_blocs(RACINE / "plugins" / "README.md")
        if b.langue == "beancount" and b.mots
    ]
    assert [b.mots for b in blocs] == [("avant",), ("apres",)] * (len(blocs) // 2)
    avant, apres = ("\n".join(b.texte for b in blocs[rang::2]) for rang in (0, 1))
    CliRunner().invoke(ptce, ["nouveau", str(POLE)])
    principal = dossier / POLE / PRINCIPAL
    with principal.open("a", encoding="utf-8") as flux:
        flux.write('include "ajout.beancount"\n')
    ajout = principal.with_name("ajout.beancount")
    ajout.write_text(avant, encoding="utf-8")
    entries, errors, _ = loader.load_file(str(principal))
    assert errors == []
    lues = [
        e
        for e in entries
        if isinstance(e, Transaction) and e.meta["filename"] == str(ajout)
    ]
    parsees, errors, _ = parser.parse_string(apres)
    assert errors == []
    montrees = [e for e in parsees if isinstance(e, Transaction)]
    assert len(montrees) == len(lues)
    for montree, lue in zip(montrees, lues, strict=True):
        assert (montree.date, montree.payee) == (lue.date, lue.payee)
        for attendu, ligne in zip(montree.postings, lue.postings, strict=True):
            assert attendu[:2] == ligne[:2]
            lues_la = ligne.meta or {}
            cles = {c: v for c, v in (attendu.meta or {}).items() if c not in LIEU}
            assert cles == {c: lues_la.get(c) for c in cles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=_nom)
def test_links_lead_somewhere(document: Path) -> None:
    """A relative link names a file that exists, and a title in it."""
    morts = []
    for fichier, ancre in _LIEN.findall(document.read_text(encoding="utf-8")):
        cible = document.parent / fichier if fichier else document
        if not cible.exists() or (ancre and ancre not in anchors(cible)):
            morts.append(f"{fichier}#{ancre}")
    assert morts == []


def anchors(document: Path) -> set[str]:
    """List the anchors of a document's titles, made as GitHub makes them."""
    texte = _BLOC.sub("", document.read_text(encoding="utf-8"))
    titres = re.findall(r"^#+ (.+)$", texte, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", t).replace(" ", "-").lower() for t in titres}


@pytest.mark.parametrize("document", FRANCAIS, ids=_nom)
def test_french_is_well_set(document: Path) -> None:
    """No ordinary space stands before « : ; ? ! » or inside « … », nor a straight '."""
    texte = _BLOC.sub("", document.read_text(encoding="utf-8"))
    prose = re.sub(r"`[^`]*`", "", texte)
    fautes = [
        ligne for ligne in prose.split("\n") if _ESPACE.search(ligne) or "'" in ligne
    ]
    assert fautes == []
