"""`ptce verifier --corriger`: what is sure is written again, the rest is left and told."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.core.data import Transaction
from beancount.parser import parser
from click.testing import CliRunner
from click.testing import Result
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from ptce_ledger.cli import ptce
from ptce_ledger.lecture.saisie.correction import correct_bytes
from ptce_ledger.lecture.saisie.correction import correct_text

RACINE = Path(__file__).parents[1]
JUSTE = """option "title" "Pôle"
2025-01-01 open Assets:512-Banque EUR
2025-01-01 open Expenses:606-Café EUR

2025-03-04 * "Boulangerie" "Café d’accueil"
  Expenses:606-Café   1234.56 EUR
  Assets:512-Banque
"""
ABIME = """option "title" “Pôle”
2025-01-01 open Assets:512-Banque EUR
2025-01-01 open Expenses:606-Cafe\u0301 EUR\u0020\u0020

2025-03-04 * « Boulangerie » "Café d’accueil"
\u00a0 Expenses:606-Cafe\u0301   1\u202f234,56 €
  Assets:\u200b512-Banque
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(ptce, ["verifier", *(str(a) for a in arguments)])


@pytest.fixture
def livre(tmp_path: Path) -> Path:
    chemin = tmp_path / "main.beancount"
    chemin.write_text(ABIME, encoding="utf-8-sig")
    return chemin


def test_what_is_sure_is_written_again(livre: Path) -> None:
    """The result is the ledger that a careful hand would have typed, sign for sign."""
    resultat = run("--corriger", "--oui", livre)
    assert resultat.exit_code == 0, resultat.output
    assert livre.read_bytes() == JUSTE.encode()
    assert "Aucune erreur" in resultat.stdout


def test_the_old_file_is_kept_beside(livre: Path) -> None:
    """Under « .avant », then « .avant-2 »: no copy is ever lost."""
    avant = livre.read_bytes()
    assert run("--corriger", "--oui", livre).exit_code == 0
    assert livre.with_name("main.beancount.avant").read_bytes() == avant
    livre.write_bytes(avant + b"; suite\n")
    assert run("--corriger", "--oui", livre).exit_code == 0
    assert livre.with_name("main.beancount.avant").read_bytes() == avant
    suite = livre.with_name("main.beancount.avant-2").read_bytes()
    assert suite == avant + b"; suite\n"


def test_twice_changes_nothing(livre: Path) -> None:
    assert run("--corriger", "--oui", livre).exit_code == 0
    fichiers = sorted(livre.parent.iterdir())
    resultat = run("--corriger", "--oui", livre)
    assert resultat.exit_code == 0
    assert "Rien à corriger" in resultat.stdout
    assert sorted(livre.parent.iterdir()) == fichiers


def test_the_changes_are_shown_by_file(livre: Path) -> None:
    """A unified diff: the name of the file, what was, what is."""
    montre = run("--corriger", "--oui", livre).stdout
    assert "--- main.beancount (avant)\n+++ main.beancount (après)\n" in montre
    assert '-option "title" “Pôle”\n' in montre
    assert '+option "title" "Pôle"\n' in montre
    assert "1⍽234,56 €" in montre
    assert "UTF-8 avec BOM → UTF-8" in montre


def test_without_a_terminal_nothing_is_written(livre: Path) -> None:
    avant = livre.read_bytes()
    resultat = run("--corriger", livre)
    assert resultat.exit_code == 1
    assert "--oui" in resultat.stderr
    assert livre.read_bytes() == avant
    assert sorted(livre.parent.iterdir()) == [livre]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
@pytest.mark.parametrize(
    ("reponse", "ecrit"), [("o\n", True), ("n\n", False), ("\n", False)]
)
def test_on_a_terminal_it_asks(livre: Path, reponse: str, ecrit: bool) -> None:  # noqa: FBT001
    """A yes writes; a no, or nothing, leaves all as it was."""
    avant = livre.read_bytes()
    maitre, esclave = pty.openpty()
    commande = [
        sys.executable,
        "-m",
        "ptce_ledger",
        "verifier",
        "--corriger",
        str(livre),
    ]
    with subprocess.Popen(
        commande, stdin=esclave, stdout=esclave, stderr=esclave
    ) as fils:
        os.close(esclave)
        vu = b""
        while b"crire 1 fichier" not in vu:
            assert select.select([maitre], [], [], 60)[0], vu
            vu += os.read(maitre, 4096)
        os.write(maitre, reponse.encode())
        with contextlib.suppress(OSError):  # the other end is closed
            while select.select([maitre], [], [], 60)[0] and os.read(maitre, 4096):
                pass
        fils.wait(60)
    os.close(maitre)
    assert (livre.read_bytes() == JUSTE.encode()) == ecrit
    assert (livre.read_bytes() == avant) != ecrit


def test_every_file_of_the_ledger_is_mended_and_no_other(tmp_path: Path) -> None:
    """Includes are followed, by a pattern too; not a link, nor what is outside."""
    dehors = tmp_path / "dehors.beancount"
    pole = tmp_path / "pole"
    (pole / "ans").mkdir(parents=True)
    ligne = "2025-01-01 open Assets:512-Banque EUR   \n"
    autres = [pole / "ans" / "2025.beancount", dehors, pole / "hors.beancount"]
    for chemin in autres:
        chemin.write_text(ligne, encoding="utf-8")
    (pole / "lien.beancount").symlink_to(dehors)
    (pole / "main.beancount").write_text(
        'include "ans/*.beancount"\ninclude “lien.beancount”\n'
        'include "../dehors.beancount"\n',
        encoding="utf-8",
    )
    run("--corriger", "--oui", pole)
    assert [c.read_text("utf-8") == ligne for c in autres] == [False, True, True]
    assert (pole / "lien.beancount").is_symlink()


#: What stays as it is: the line, and whether it is told as a doubt.
DOUTES = [
    ("  Expenses:60-Achats   0,529 EUR", True),
    ("  Expenses:60-Achats   1,500 HEURE", True),
    ("  Expenses:60-Achats   1 234,567 EUR", True),
    ("  Expenses:60-Achats   1\u00a0234,567 EUR", True),
    ("  Expenses:60-Achats 1 234,56 EUR", True),
    ("  Expenses:60-Achats   12 34,56 EUR", True),
    ("  Expenses:60-Achats   (100.00) EUR", True),
    ("  Expenses:60-Achats   100.00- EUR", True),
    ("  Expenses:60-Achats   12,5 + 3,2 EUR", True),
    ("  Expenses:60-Achats   (100 + 20.50) * 2 EUR", False),
    ("  Expenses:60-Achats   100.00/3 EUR", False),
    ('2025-03-04 * "Il dit « 1 234,56 € », “bien”" ; « 1,5 » “a”', False),
    ("2025-03-04 * “Un “mot” cité”", True),
    ("2025-03-04 * «\u00a0Un\u00a0", True),
    ("; 1 234,56 € « note »", False),
    ("* Titre « 1 234,56 € »", False),
    ("  ; 12,5 EUR", False),
]


@pytest.mark.parametrize(("ligne", "doute"), DOUTES)
def test_what_is_in_doubt_is_left_and_told(ligne: str, doute: bool) -> None:  # noqa: FBT001
    apres, doutes = correct_text(ligne + "\n")
    assert apres == ligne + "\n"
    assert bool(doutes) == doute


#: As a hand types it, and as a ledger wants it.
SURES = [
    ("  Expenses:60-Achats   12,5 EUR", "  Expenses:60-Achats   12.5 EUR"),
    ("  Expenses:60-Achats  −1 234,56 EUR", "  Expenses:60-Achats  -1234.56 EUR"),
    ("  Expenses:60-Achats   1.234,56€", "  Expenses:60-Achats   1234.56 EUR"),
    ("  Expenses:60-Achats   1,234.56 EUR", "  Expenses:60-Achats   1234.56 EUR"),
    (
        "  Expenses:60-Achats   100.00\u00a0€ ; note",
        "  Expenses:60-Achats   100.00 EUR ; note",
    ),
    ("  Equity:87-Temps   -7,5 HEURE", "  Equity:87-Temps   -7.5 HEURE"),
    ("  montant: 12,50 EUR", "  montant: 12.50 EUR"),
    ("2025-01-01 price HEURE  18,00 EUR", "2025-01-01 price HEURE  18.00 EUR"),
    (
        '2025-01-01 custom "x" "y"  26\u202f000,00 €',
        '2025-01-01 custom "x" "y"  26000.00 EUR',
    ),
    (
        "2025-01-01 balance Assets:A  10,00 EUR",
        "2025-01-01 balance Assets:A  10.00 EUR",
    ),
    ("  piece: «\u00a0F-118\u00a0»", '  piece: "F-118"'),
    ('2025-01-01 * "A" “L’eau ; l’air”', '2025-01-01 * "A" "L’eau ; l’air"'),
]


@pytest.mark.parametrize(("ligne", "juste"), SURES)
def test_what_is_sure(ligne: str, juste: str) -> None:
    assert correct_text(ligne) == (juste, ())


def test_a_forgotten_quote_stops_it() -> None:
    """From there on nobody knows what is a text; above, all is mended."""
    texte = '2025-01-01 * “A” "b\n  Expenses:60-Achats   12,5 EUR\n2025-01-02 * "C"\n'
    haut = "  Expenses:60-Achats   12,5 EUR\n"
    apres, doutes = correct_text(haut + texte)
    assert apres == haut.replace(",", ".") + texte
    assert [d.ligne for d in doutes] == [2]


def test_a_text_on_several_lines_is_left() -> None:
    texte = '2025-01-01 note Assets:A "12,5 EUR   \n  Expenses:A   12,5 EUR  \nfin"\n'
    assert correct_text(texte + "  ; suite  \n") == (texte + "  ; suite\n", ())


@pytest.mark.parametrize(
    ("codage", "nom"),
    [("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", "UTF-8 avec BOM")],
)
def test_an_encoding_that_is_sure(codage: str, nom: str) -> None:
    correction = correct_bytes(JUSTE.replace("\n", "\r\n").encode(codage))
    assert correction.encodage == nom
    assert correction.apres.replace("\r\n", "\n") == JUSTE


@pytest.mark.parametrize(
    "contenu", [b"\xe9\x81\n", b"\xd0\xcf\x11\xe0", b"a\0b", b"\xff\xfea"]
)
def test_an_encoding_in_doubt_is_left(tmp_path: Path, contenu: bytes) -> None:
    livre = tmp_path / "main.beancount"
    livre.write_bytes(contenu)
    resultat = run("--corriger", "--oui", livre)
    assert "l’encodage du fichier n’est pas sûr" in resultat.stdout
    assert livre.read_bytes() == contenu


@pytest.mark.parametrize(
    ("fins", "juste"),
    [
        ("a\r\nb\r\n", "a\r\nb\r\n"),
        ("a\rb\r", "a\nb\n"),
        ("a\r\nb\n", "a\nb\n"),
        ("a", "a"),
    ],
)
def test_line_ends(fins: str, juste: str) -> None:
    """Those of Windows are right when they are everywhere."""
    assert correct_text(fins) == (juste, ())


def test_a_file_that_cannot_be_written_is_left(
    livre: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    avant = livre.read_bytes()

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ptce_ledger.mots.fichiers.write_whole", refuse)
    resultat = run("--corriger", "--oui", livre)
    assert resultat.exit_code == 1
    assert "Impossible d’écrire main.beancount" in resultat.stderr
    assert livre.read_bytes() == avant


@pytest.mark.parametrize(
    "autres", [["--oui"], ["--corriger", "--json"], ["--corriger", "--lignes"]]
)
def test_options_that_go_together(autres: list[str]) -> None:
    assert run(*autres).exit_code == 2


Style = Callable[[Decimal], str]


def _spaced(nombre: Decimal, separateur: str) -> str:
    return f"{nombre:,.2f}".replace(",", "_").replace(".", ",").replace("_", separateur)


#: Styles in which an amount of two decimals has one meaning.
STYLES: tuple[Style, ...] = (
    lambda n: f"{n:.2f} EUR",
    lambda n: f"{n:.2f} €",
    lambda n: f"{n:.2f}".replace(".", ",") + " EUR",
    lambda n: _spaced(n, " ") + " EUR",
    lambda n: _spaced(n, "\u00a0") + "\u00a0€",
    lambda n: _spaced(n, "\u202f") + "€",
    lambda n: _spaced(n, ".") + " EUR",
    lambda n: f"{n:,.2f} EUR",
    lambda n: f"{n:.2f}".replace("-", "\u2212") + " EUR",
)
#: Styles that may mean two things, or another thing than they seem to.
EN_DOUTE: tuple[Style, ...] = (
    lambda n: f"{n:.3f}".replace(".", ",") + " EUR",
    lambda n: f"({abs(n):.2f}) EUR",
    lambda n: f"{abs(n):.2f}- EUR",
    lambda n: f"{n:.0f},000 EUR",
)
MONTANTS = st.decimals(-10_000_000, 10_000_000, places=2)
TEXTES = st.text(
    st.characters(
        codec="utf-8", categories=("L", "N", "P", "Zs"), exclude_characters='"\\“”„«»'
    ),
    max_size=12,
).map(str.strip)
GUILLEMETS = st.sampled_from(['"{}"', "“{}”", "« {} »", "«\u00a0{}\u00a0»", "”{}”"])


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a ledger as typed by a French hand, and the same typed properly."""
    ecrit, juste = [], []
    for _ in range(draw(st.integers(1, 4))):
        texte, montant = draw(TEXTES), draw(MONTANTS)
        tete = f"2025-01-{draw(st.integers(1, 28)):02} * "
        compte = draw(st.sampled_from(["Expenses:606-Café", "Assets:512-Banque"]))
        abime = draw(st.sampled_from([compte, unicodedata.normalize("NFD", compte)]))
        montre = draw(st.sampled_from(STYLES))(montant)
        fin = draw(st.sampled_from(["", "  ", "\u00a0", "  ; 1,5 € « x »"]))
        retrait = draw(st.sampled_from(["  ", "\u00a0\u00a0", " \u200b"]))
        ecrit.append(tete + draw(GUILLEMETS).format(texte))
        ecrit.append(f"{retrait}{abime}   {montre}{fin}")
        juste.append(f'{tete}"{texte}"')
        juste.append(f"  {compte}   {montant:.2f} EUR")
        ecrit.append("  Assets:530-Caisse\n")
        juste.append("  Assets:530-Caisse\n")
    return "\n".join(ecrit), "\n".join(juste)


def _amounts(texte: str) -> list[tuple[object, ...]]:
    entries, errors, _ = parser.parse_string(texte)
    assert errors == []
    return [
        (e.date, e.narration, p.account, p.units and getattr(p.units, "number", None))
        for e in entries
        if isinstance(e, Transaction)
        for p in e.postings
    ]


@settings(max_examples=300)
@given(ledgers())
def test_the_mended_ledger_says_what_was_meant(livres: tuple[str, str]) -> None:
    """Same days, texts, accounts and amounts as the same ledger typed properly."""
    ecrit, juste = livres
    apres, _ = correct_text(ecrit)
    assert _amounts(apres) == _amounts(juste)
    assert correct_text(apres)[0] == apres
    assert correct_text(juste)[0] == juste


@settings(max_examples=300)
@given(MONTANTS.filter(abs), st.sampled_from(EN_DOUTE))
def test_an_amount_in_doubt_is_never_touched(montant: Decimal, style: Style) -> None:
    ligne = f"  Expenses:606-Achats   {style(montant)}"
    apres, doutes = correct_text(ligne)
    assert apres == ligne
    assert len(doutes) == 1


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_any_text_mended_twice_is_mended_once(texte: str) -> None:
    apres, _ = correct_text(texte)
    assert correct_text(apres)[0] == apres


@pytest.mark.parametrize("dossier", ["ledgers", "tests/cas"])
def test_right_ledgers_are_left_as_they_are(dossier: str) -> None:
    for chemin in sorted((RACINE / dossier).rglob("*.beancount")):
        correction = correct_bytes(chemin.read_bytes())
        assert correction.avant == correction.apres, chemin
        assert correction.doutes == (), chemin
