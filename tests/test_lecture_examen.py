"""A look at the text before Beancount: what it refuses, where, and what it never does.

`mauvaises-entrees/` holds ledgers as hands, tableurs and ill will write them; each has
here the error that it must get, and its line. The rest is about what is not in a file:
the same mistake elsewhere in a line, in an included file, under other line ends.
"""

from __future__ import annotations

import json
import os
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core.data import Transaction
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from mauvaises import ATTENDUES

from ptce_ledger.cli import ptce
from ptce_ledger.lecture import limites
from ptce_ledger.lecture.examen.examen import examine
from ptce_ledger.lecture.examen.sain import iter_unusual
from ptce_ledger.lecture.livre import load_livre

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

MAUVAISES = Path(__file__).parent / "mauvaises-entrees"
MANIFESTE: list[dict[str, str]] = json.loads(
    (MAUVAISES / "MANIFEST.json").read_text(encoding="utf-8")
)
OUVERTURES = (
    "2026-01-01 open Assets:Banque\n2026-01-01 open Expenses:Loyer\n"
    "2026-01-01 open Expenses:Bénévolat\n"
)


def write(dossier: Path, texte: str, nom: str = "main.beancount") -> Path:
    chemin = dossier / nom
    chemin.write_bytes(texte.encode("utf-8"))
    return chemin


def found(chemin: Path) -> list[tuple[str, int]]:
    """Name the errors of a ledger once it is loaded, with their lines."""
    return [(e.code, e.source["lineno"]) for e in load_livre(chemin).errors]


def looked(chemin: Path) -> list[tuple[str, int]]:
    """Name the errors that the examination alone finds."""
    return [(e.code, e.source["lineno"]) for e in examine(chemin)]


# The files as they come.
EXEMPLE = Path(__file__).parents[1] / "ledgers" / "exemple" / "2025.beancount"


def test_every_bad_file_has_its_line_here() -> None:
    assert {f["file"] for f in MANIFESTE} == ATTENDUES.keys()
    presents = {f.name for f in MAUVAISES.glob("*.beancount")}
    assert presents == ATTENDUES.keys()


@pytest.mark.parametrize("fiche", MANIFESTE, ids=lambda f: f["file"])
def test_bad_file(fiche: dict[str, str]) -> None:
    """Refused at the right line, accepted, or not yet remarked, as the table says."""
    attendues = ATTENDUES[fiche["file"]]
    trouvees = found(MAUVAISES / fiche["file"])
    assert trouvees == attendues
    if fiche["expect"] == "reject":
        assert trouvees
    if fiche["expect"] == "accept":
        assert trouvees == []


@pytest.mark.parametrize("commande", ["synthese", "faits"])
def test_no_figure_of_a_refused_file(commande: str) -> None:
    for nom, attendues in ATTENDUES.items():
        if attendues:
            resultat = CliRunner().invoke(ptce, [commande, str(MAUVAISES / nom)])
            assert isinstance(resultat.exception, SystemExit), nom
            assert (resultat.exit_code, resultat.stdout) == (1, ""), nom
            assert "Traceback" not in resultat.stderr


def test_faults_of_all_the_files_are_shown_at_once(tmp_path: Path) -> None:
    """The main file first, then in the order they are included; by line in each."""
    suite = "  Expenses:Loyer  1,50 EUR\n  Assets:Banque  (3.00) EUR\n"
    write(tmp_path, f'2026-01-02 * "b"\n{suite}', "b.beancount")
    write(tmp_path, f'2026-01-02 * "a"\n{suite}', "a.beancount")
    principal = write(
        tmp_path,
        f'include "b.beancount"\ninclude "a.beancount"\n2026-01-02 * "x"\n{suite}',
    )
    assert [(Path(e.source["filename"]).name, e.code) for e in examine(principal)] == [
        (f"{nom}.beancount", code)
        for nom in ("main", "b", "a")
        for code in ("NombreInvalide", "ParenthesesInterdites")
    ]


# Numbers: the same mistake wherever a number may stand.

#: What no ledger may hold for a number.
NOMBRES = [
    *("12,50", "0,529", "1,500", "1 234,56", "1.234,56", "1,234.56", "1234,", ",50"),
    *("1\u00a0234.00", "1\u202f234.00", "1\u2009234.00", "1 234.56", "12. 50"),
    *("(12.00)", "-(12.00)", "((12.00))", "12.00-", "12.00 -", "\u221212.00", "–12.00"),
    *("12.00€", "€12.00", "EUR 12.00", "EUR12.00", "12.00 %", "12.00%"),
    *("12/3", "12 / 0", "12./0", "12**2", "--12.00", "- -12.00", "+-12"),
    *("1e3", "1E3", "1e999999", "1O.00", "O.50", "l2.00", "7h30", "7H30", "2:30"),
    *("1234567890123456", "12345678901234.56", "12345678.90*12345678.90"),
    *("1'234.56", "１２.00", "12٫50", "12.00,-", "12.00.00"),
    *("15/01/2026", "15-01-2026", "26-01-15", "15.01.2026", "15 janvier 2026"),
    *("2026-02-30", "2026-13-01", "0001-01-01", "9999-01-01", "12026-01-01"),
]
#: Where a number stands in an entry, then by itself.
DANS_UNE_ECRITURE = [
    "  Expenses:Loyer  {} EUR",
    "\tExpenses:Loyer\t{}\tEUR",
    "  Expenses:Loyer  {}",
    "  Expenses:Loyer  {}EUR",
    "  ! Expenses:Bénévolat  {} EUR ; noté « 12,50 » sur le reçu",
    "  Expenses:Loyer  1 PART {{{} EUR}}",
    "  Expenses:Loyer  1 PART {{{{{} EUR}}}}",
    "  Expenses:Loyer  1 PART {{1.00 EUR, 2026-01-01}} @ {} EUR",
    "  Expenses:Loyer  1 PART @@ {} EUR",
    "  heures: {}",
    "  montant: {} EUR",
]
SEULES = [
    "2026-03-01 balance Assets:Banque {} EUR",
    "2026-03-01 balance Assets:Banque 0.00 ~ {} EUR",
    '2026-03-01 custom "budget" Expenses:Loyer "monthly" {} EUR',
    '2026-03-01 custom "budget" {}',
    "2026-03-01 price PART {} EUR",
    "pushmeta heures: {}",
]


@pytest.mark.parametrize("nombre", NOMBRES)
@pytest.mark.parametrize("fin", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_no_place_makes_a_bad_number_good(
    tmp_path: Path, nombre: str, fin: str
) -> None:
    for place in (*DANS_UNE_ECRITURE, *SEULES):
        ligne = place.format(nombre)
        if place in SEULES:
            texte = f"{OUVERTURES}\n{ligne}\n"
        else:
            texte = f'{OUVERTURES}2026-01-15 * "x"\n{ligne}\n  Assets:Banque\n'
        principal = write(tmp_path, texte.replace("\n", fin))
        trouvees = looked(principal) or found(principal)
        assert trouvees, ligne
        assert trouvees[0][1] == 5, ligne


@pytest.mark.parametrize("nombre", NOMBRES)
def test_an_included_file_is_no_refuge(tmp_path: Path, nombre: str) -> None:
    (tmp_path / "annees").mkdir()
    ecriture = f'2026-01-15 * "x"\n  Expenses:Loyer  {nombre} EUR\n  Assets:Banque\n'
    write(tmp_path / "annees", ecriture, "2026.beancount")
    principal = write(tmp_path, f'{OUVERTURES}include "annees/*.beancount"\n')
    assert {ligne for _, ligne in found(principal)} == {2}


def test_what_is_unusual_and_right_is_accepted(tmp_path: Path) -> None:
    """Tabs, sums, costs, tags, several lines of text, ISO dates with slashes, accents."""
    texte = (
        f"{OUVERTURES}* Une rubrique\n** L'année 2026, 12,50 € par mois\n"
        '2026/1/5 txn "L’Étable" "1 234,56 € (dont 12 %)\nsur deux lignes ; et 7h30"'
        " #foire-2026 ^F-118/2\n"
        "\tExpenses:Bénévolat\t12.50 + 3 * 4.25 - 1.00 EUR;sans espace\n"
        '  note: "“devis” 15/01/2026, « 12,50 € »"\n'
        "  Expenses:Loyer  +2 PART {10.00 EUR,2026-01-01} ; 12,50\n"
        "  Assets:Banque\n"
        '2026-03-01 custom "budget" Expenses:Loyer "monthly" 100 EUR\n'
        "2026-03-01 balance Expenses:Bénévolat 24.25 ~ 0.01 EUR\n"
        "2026-03-02 balance Expenses:Bénévolat 24 ~ 0.50 EUR\n"
        '  raison: "arrondi de la caisse"\n'
        "2026-03-03 price PART 10. EUR"
    )
    assert found(write(tmp_path, texte)) == []


def _group(entier: str, espace: str) -> str:
    debut = len(entier) % 3 or 3
    return espace.join(
        (entier[:debut], *(entier[i : i + 3] for i in range(debut, len(entier), 3)))
    )


def _styled(style: Callable[[str, str], str]) -> Callable[[Decimal], str]:
    def render(montant: Decimal) -> str:
        entier, _, fraction = format(abs(montant), "f").partition(".")
        return ("-" if montant < 0 else "") + style(entier, fraction)

    return render


def _accountant(montant: Decimal) -> str:
    return f"({abs(montant)})" if montant < 0 else str(montant)


#: As French people, Word and Excel write an amount.
STYLES: dict[str, Callable[[Decimal], str]] = {
    "virgule": _styled(lambda e, f: f"{e},{f}" if f else e),
    "milliers": _styled(lambda e, f: f"{_group(e, ' ')},{f or '00'}"),
    "insécable": _styled(lambda e, f: f"{_group(e, chr(0xA0))},{f or '00'}"),
    "fine": _styled(lambda e, f: f"{_group(e, chr(0x202F))}.{f or '00'}"),
    "points": _styled(lambda e, f: f"{_group(e, '.')},{f or '00'}"),
    "anglais": _styled(lambda e, f: f"{_group(e, ',')}.{f or '00'}"),
    "comptable": _accountant,
    "moins": lambda montant: str(montant).replace("-", "\u2212"),
}
MONTANTS = st.builds(
    lambda n, places: Decimal(n).scaleb(-places),
    st.integers(-(10**9), 10**9),
    st.integers(0, 3),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(MONTANTS, min_size=25, max_size=25))
def test_5000_amounts_are_never_read_as_another(
    tmp_path_factory: pytest.TempPathFactory, montants: list[Decimal]
) -> None:
    """Eight styles of each: refused on their own line, or read as what was meant."""
    dossier = tmp_path_factory.mktemp("montants")
    cas = [(m, style(m)) for m in montants for style in STYLES.values()]
    entrees = [
        f'2026-01-15 * "x"\n  Expenses:Loyer  {ecrit} EUR\n  Assets:Banque\n'
        for _, ecrit in cas
    ]
    refusees = {ligne for _, ligne in looked(write(dossier, "".join(entrees)))}
    gardees = [i for i in range(len(cas)) if 3 * i + 2 not in refusees]
    texte = OUVERTURES + "".join(entrees[i] for i in gardees)
    livre = load_livre(write(dossier, texte))
    assert livre.errors == []
    ecritures = [e for e in livre.entries if type(e) is Transaction]
    unites = [e.postings[0].units for e in ecritures]
    lus = [u.number for u in unites if u is not None]
    assert lus == [cas[i][0] for i in gardees]
    # Three styles always have a comma: the property is not empty.
    assert len(refusees) >= len(montants) * 3


# Signs and lines.


@pytest.mark.parametrize(
    ("avant", "ligne", "code"),
    [
        ("", '2026-01-15 * "a\u200bb"', "CaractereInvisible"),
        ("", "; remarque\u202e", "CaractereInvisible"),
        ("", '2026-01-15 * "\x00"', "CaractereInvisible"),
        ("", "\ufeff2026-01-15 open Assets:Caisse", "CaractereInvisible"),
        ("", "2026-01-15 open Assets:Cais\u00adse", "CaractereInvisible"),
        ("", "2026-01-15 open Assets:Cais\u200dse", "CaractereInvisible"),
        ("", "2026-01-15 open Assets:Cre\u0301dit", "AccentDecompose"),
        ("", "2026-01-15 open Assets:Ваnque", "LettreEtrangere"),
        ("", "2026-01-15 open Αssets:Caisse", "LettreEtrangere"),
        ("", "2026-01-15 open Assets:Caisse-d’été", "CompteMalPonctue"),
        ("", "2026-01-15\u00a0open Assets:Caisse", "EspaceInsecable"),
        ("", "2026-01-15 * “a” “b”", "GuillemetsInvalides"),
        ("", "2026-01-15 * « a » « b »", "GuillemetsInvalides"),
        ("", '* 2026-01-15 * "a"', "EcritureIgnoree"),
        ("", '*2026-01-15 * "a"', "EcritureIgnoree"),
        ("", '** 15/01/2026 "a"', "EcritureIgnoree"),
        ("", '! 2026-01-15 * "a"', "EcritureIgnoree"),
        ("", ': 2026-01-15 * "a"', "EcritureIgnoree"),
        ("", "* Assets:Banque  1.00 EUR", "EcritureIgnoree"),
        ("", '# include "2025.beancount"', "EcritureIgnoree"),
        ("", "<<<<<<< HEAD", "ConflitGit"),
        ("", "15/01/2026;VIR SEPA;;10000,00", "LigneDeTableur"),
        ("", "2026-01-15;CB;-45.90", "LigneDeTableur"),
        ("", '"15/01/2026";"CB";"-45,90"', "LigneDeTableur"),
        ("", "15/01/2026\tCB MARTIN\t-45,90", "LigneDeTableur"),
        ("", '15/01/26 * "a"', "DateMalEcrite"),
        ("", '31/02/2026 * "a"', "DateMalEcrite"),
        ("", '1er mars 2026 * "a"', "DateMalEcrite"),
        ("", '15.01.2026 * "a"', "DateRenversee"),
        ("", '2026-02-30 * "a"', "DateInvalide"),
        ("", '1026-02-28 * "a"', "DateLointaine"),
        ("", "Assets:Banque  1.00 EUR", "RetraitManquant"),
        ('2026-01-15 * "a"\n', 'projet: "x"', "RetraitManquant"),
        ("", "// loyer de janvier", "MotIncompris"),
    ],
)
def test_a_line_that_is_no_line_of_a_ledger(
    tmp_path: Path, avant: str, ligne: str, code: str
) -> None:
    principal = write(tmp_path, f"{OUVERTURES}{avant}{ligne}\n")
    ou = 4 + avant.count("\n")
    assert (looked(principal) or found(principal)) == [(code, ou)]


def test_a_text_left_open_hides_nothing(tmp_path: Path) -> None:
    """The entries swallowed would be missing without a word."""
    entree = '2026-01-15 * "x" "{}\n  Expenses:Loyer  1.00 EUR\n  Assets:Banque\n'
    texte = OUVERTURES + "".join(entree.format(fin) for fin in ('y"', "y", "y", 'y"'))
    assert looked(write(tmp_path, texte)) == [("GuillemetOuvert", 7)]


@pytest.mark.parametrize(
    ("octets", "ligne", "nom"),
    [
        ("; a\n; b é\n".encode("latin-1"), 2, "Latin-1"),
        ("; a\n; 5 €, l’œuf\n".encode("cp1252"), 2, "Windows-1252"),
        ("; é\n".encode() + b"; \xe9\n", 2, "mélange"),
        ('; a\n2026-01-01 * "é"\n'.encode("utf-16"), 1, "UTF-16"),
        ('; a\n2026-01-01 * "é"\n'.encode("utf-16-le"), 1, "UTF-16"),
        ('; a\n2026-01-01 * "é"\n'.encode("utf-16-be"), 1, "UTF-16"),
        # Without an accent, each byte of it is good UTF-8.
        ("; a\n; b\n".encode("utf-16-le"), 1, "UTF-16"),
    ],
)
def test_an_encoding_is_named(
    tmp_path: Path, octets: bytes, ligne: int, nom: str
) -> None:
    (tmp_path / "main.beancount").write_bytes(octets)
    (erreur,) = examine(tmp_path / "main.beancount")
    assert (erreur.code, erreur.source["lineno"]) == ("EncodageInvalide", ligne)
    assert nom in erreur.message


def test_a_mark_and_the_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    texte = f'\ufeff{OUVERTURES}2026-01-02 * "x"\n  Expenses:Loyer  1.00 EUR\n'
    principal = write(tmp_path, f"{texte}  Assets:Banque".replace("\n", "\r\n"))
    livre = load_livre(principal)
    assert livre.errors == []
    assert len(livre.entries) == 4


def test_lone_carriage_returns_are_refused(tmp_path: Path) -> None:
    principal = write(tmp_path, OUVERTURES.replace("\n", "\r"))
    assert looked(principal) == [("FinDeLigneInvalide", 1)]


# What a ledger may not do.


@pytest.fixture
def marqueur(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put a module that writes a file, wherever it is loaded from."""
    temoin = tmp_path / "execute"
    corps = f"open({str(temoin)!r}, 'w').close()\n__plugins__ = ()\n"
    (tmp_path / "piege.py").write_text(corps, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield temoin
    sys.modules.pop("piege", None)


@pytest.mark.parametrize(
    "lignes",
    [
        'plugin "piege"',
        'plugin "piege" "reglage"',
        'plugin"piege"',
        '  plugin "piege"',
        'plugin\t"pi\\ege"',
        'option "plugin" "piege"',
        'option "insert_pythonpath" "TRUE"\nplugin "piege"',
        '; $\n$"\nplugin "piege"\n"',
        '$; plugin "piege"',
        '2026-01-01 custom "fava-extension" "piege"',
        '2026-01-01 custom "fava-option" "import-config" "piege.py"',
        '2026-01-01 custom "fava-option" "import_config" "piege.py"',
    ],
)
def test_nothing_is_executed(tmp_path: Path, marqueur: Path, lignes: str) -> None:
    principal = write(tmp_path, f"{OUVERTURES}{lignes}\n")
    assert found(principal)
    resultat = CliRunner().invoke(ptce, ["synthese", str(principal)])
    assert (resultat.exit_code, resultat.stdout) == (1, "")
    assert not marqueur.exists()
    assert "piege" not in sys.modules


def test_a_cache_of_pickles_is_refused_unread(tmp_path: Path) -> None:
    principal = write(tmp_path, OUVERTURES)
    temoin = tmp_path / "execute"
    # A pickle that would create a file: os.open(path, O_CREAT).
    corps = f"cposix\nopen\n(S{str(temoin)!r}\nI{os.O_CREAT}\ntR."
    (tmp_path / ".main.beancount.picklecache").write_text(corps, encoding="ascii")
    assert found(principal) == [("CacheBinaire", 0)]
    assert not temoin.exists()


@pytest.mark.parametrize(
    "nom", ["noduplicates", "auto_accounts", "leafonly", "check_commodity", "pedantic"]
)
def test_only_plugins_that_check_are_admitted(tmp_path: Path, nom: str) -> None:
    """`check_commodity` evaluates its setting as a program; `pedantic` loads it."""
    principal = write(tmp_path, f'plugin "beancount.plugins.{nom}"\n')
    refuse = nom in ("check_commodity", "pedantic")
    assert looked(principal) == ([("PluginInterdit", 1)] if refuse else [])


@pytest.mark.parametrize(
    ("ligne", "code"),
    [
        ('option "plugin_processing_mode" "raw"', "OptionInterdite"),
        ('option "inferred_tolerance_default" "*:0.01"', "OptionInterdite"),
        ('option "inferred_tolerance_default" "EUR:1"', "OptionInterdite"),
        ('option "inferred_tolerance_multiplier" "1.2"', "OptionInterdite"),
        ('option "tolerance_multiplier" "NaN"', "OptionInterdite"),
        ('option "infer_tolerance_from_cost" "TRUE"', "OptionInterdite"),
        ('option "display_precision" "EUR:100"', "OptionInterdite"),
        ('option "include" "x.beancount"', "OptionInterdite"),
        ('option "inferred_tolerance_default" "EUR:0.005"', ""),
        ('option "tolerance_multiplier" "0.5"', ""),
        ('option "plugin_processing_mode" "default"', ""),
        ('option "name_income" "Expenses"', "RacinesIdentiques"),
        ('option "name_income" "Produits"', ""),
        ('2026-01-01 custom "fava-option" "import-dirs" "/"', "ReglageFavaInterdit"),
        ('2026-01-01 custom "fava-option" "default-file" "x"', "ReglageFavaInterdit"),
        (
            '2026-01-01 custom "fava-sidebar-link" "x" "javascript:alert(1)"',
            "ReglageFavaInterdit",
        ),
        ('2026-01-01 custom "fava-sidebar-link" "x" "/bilan"', ""),
        ('2026-01-01 custom "fava-option" "language" "fr"', ""),
        ('2026-01-01 custom "fava-extension" "ptce_ledger.reports.fava"', ""),
        ('2026-01-01 open Assets:Caisse\n  lineno: "abc"', "CleReservee"),
        ("pushmeta filename: 1", "CleReservee"),
        ("2026-01-09 balance Assets:Caisse 1 ~ 0.02 EUR", "ToleranceSansRaison"),
        ("2026-01-09 balance Assets:Caisse 1 ~ 9*9 EUR", "ToleranceSansRaison"),
        ("2026-01-09 balance Assets:Caisse 1~2 EUR", "ToleranceSansRaison"),
        (
            '2026-01-09 balance Assets:Caisse 1 ~ 2 EUR\n  raison: " "',
            "ToleranceSansRaison",
        ),
        ('2026-01-09 balance Assets:Caisse 1 ~ 2 EUR\n  raison: "caisse"', ""),
        ("2026-01-09 balance Assets:Caisse 1.00 ~ 0.01 EUR", ""),
    ],
)
def test_what_loosens_the_checks_is_refused(
    tmp_path: Path, ligne: str, code: str
) -> None:
    assert [c for c, _ in looked(write(tmp_path, f"{ligne}\n"))] == [code][: bool(code)]


class _Guet:
    """Hear of each file that Python opens or folder that it lists."""

    def __init__(self) -> None:
        self.ouverts: list[str] | None = None
        sys.addaudithook(self._hear)

    def _hear(self, nom: str, arguments: tuple[Any, ...]) -> None:
        ouvre = nom in ("open", "os.listdir", "os.scandir")
        if self.ouverts is not None and ouvre and isinstance(arguments[0], str):
            self.ouverts.append(os.path.abspath(arguments[0]))


_GUET = _Guet()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="des liens et des tubes POSIX")
@pytest.mark.parametrize(
    ("ligne", "code"),
    [
        ('include "/etc/hostname"', "CheminHorsDossier"),
        ('include "/dev/zero"', "CheminHorsDossier"),
        ('include "../dehors/a.beancount"', "CheminHorsDossier"),
        ('include "sous/../../dehors/a.beancount"', "CheminHorsDossier"),
        ('include "../dehors/*"', "CheminHorsDossier"),
        ('include "../*/a.beancount"', "CheminHorsDossier"),
        ('include "lien.beancount"', "CheminHorsDossier"),
        ('include "liens/a.beancount"', "CheminHorsDossier"),
        ('include "liens/*"', "CheminHorsDossier"),
        ('include "lien.*"', "CheminHorsDossier"),
        ('include "**/z.beancount"', "LivreIntrouvable"),
        ('include "zero"', "CheminHorsDossier"),
        ('include "C:/livre/a.beancount"', "CheminHorsDossier"),
        ('include "sous\\\\a.beancount"', "BarreInverse"),
        ('include "tube"', "FichierSpecial"),
        ('include "sous"', "FichierSpecial"),
        ('include "absent.beancount"', "LivreIntrouvable"),
        ('include "main.beancount"', "FichierEnDouble"),
        ('  include "../dehors/a.beancount"', "CheminHorsDossier"),
        ('include"../dehors/a.beancount"', "CheminHorsDossier"),
        ('2026-01-01 document Assets:Banque "/etc/hostname"', "CheminHorsDossier"),
        ('2026-01-01 document Assets:Banque "../dehors/a"', "CheminHorsDossier"),
        ('2026-01-01 document Assets:Banque "lien.beancount"', "CheminHorsDossier"),
        ('2026-01-01 document Assets:Banque "tube"', "FichierSpecial"),
        ('2026-01-01 open Assets:Caisse\n  document: "/etc/x"', "CheminHorsDossier"),
        ('2026-01-01 open Assets:Caisse\n  document-2: "../x"', "CheminHorsDossier"),
        ('option "documents" "/etc"', "CheminHorsDossier"),
        ('option "documents" "../dehors"', "CheminHorsDossier"),
        ('option "documents" "liens"', "CheminHorsDossier"),
        ('option "documents" "pieces"', "CheminHorsDossier"),
    ],
)
def test_nothing_is_opened_out_of_the_folder(
    tmp_path: Path, ligne: str, code: str
) -> None:
    dossier, dehors = tmp_path / "livre", tmp_path / "dehors"
    for chemin in (dossier / "sous", dossier / "pieces", dehors):
        chemin.mkdir(parents=True)
    for nom in ("a.beancount", "z.beancount"):
        write(dehors, "2026-01-01 open Assets:Dehors\n", nom)
    (dossier / "lien.beancount").symlink_to(dehors / "a.beancount")
    (dossier / "liens").symlink_to(dehors)
    (dossier / "zero").symlink_to("/dev/zero")
    (dossier / "pieces" / "facture.pdf").symlink_to("/etc/hostname")
    os.mkfifo(dossier / "tube")
    principal = write(dossier, f"{ligne}\n")
    _GUET.ouverts = []
    try:
        erreurs = examine(principal)
    finally:
        ouverts, _GUET.ouverts = _GUET.ouverts, None
    assert [e.code for e in erreurs][-1:] == [code]
    assert str(principal) in ouverts
    assert [o for o in ouverts if not o.startswith(str(dossier))] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="des liens et des tubes POSIX")
def test_a_main_file_that_is_no_file_of_its_folder_is_not_read(tmp_path: Path) -> None:
    """A link to another folder, whose ledger would be read; a pipe, waited for."""
    (tmp_path / "livre").mkdir()
    write(tmp_path, 'plugin "x"\n', "ailleurs.beancount")
    lien = tmp_path / "livre" / "main.beancount"
    lien.symlink_to(tmp_path / "ailleurs.beancount")
    assert looked(lien) == [("CheminHorsDossier", 0)]
    tube = tmp_path / "livre" / "tube.beancount"
    os.mkfifo(tube)
    assert looked(tube) == [("LivreIntrouvable", 0)]


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "annees").mkdir()
    write(tmp_path / "annees", "2026-01-01 open Assets:Caisse\n", "2026.beancount")
    (tmp_path / "courante").symlink_to(tmp_path / "annees")
    principal = write(tmp_path, 'include "courante/2026.beancount"\n')
    assert found(principal) == []


# Sizes.


def test_sizes_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "x" * (limites.SIGNES_D_UN_TEXTE + 1)
    texte = f'{OUVERTURES}2026-01-02 note Assets:Banque "{long}"\n'
    assert looked(write(tmp_path, texte)) == [("LivreTropGros", 4)]
    monkeypatch.setattr(limites, "OCTETS_D_UN_FICHIER", 2000)
    (tmp_path / "gros.beancount").write_bytes(b";" * 2001)
    principal = write(tmp_path, '\ninclude "gros.beancount"\n')
    assert looked(principal) == [("LivreTropGros", 2)]
    for nom in ("a.beancount", "b.beancount"):
        write(tmp_path, OUVERTURES, nom)
    principal = write(tmp_path, 'include "a.beancount"\ninclude "b.beancount"\n')
    monkeypatch.setattr(limites, "OCTETS_DU_LIVRE", 200)
    assert looked(principal) == [("LivreTropGros", 2)]
    monkeypatch.setattr(limites, "FICHIERS_DU_LIVRE", 2)
    assert looked(principal) == [("LivreTropGros", 2)]


def test_a_plain_ledger_is_hardly_looked_at() -> None:
    """What the fast pass leaves of the example is its directives: it costs nothing."""
    exemple = Path(__file__).parent.parent / "ledgers" / "exemple"
    for chemin in exemple.glob("*.beancount"):
        texte = chemin.read_text(encoding="utf-8")
        premiers = {ligne.brut.split()[0] for ligne in iter_unusual("", texte)}
        assert premiers <= {"option", "plugin", "include", "2023-01-01"}, chemin


def test_a_quote_left_open_in_a_long_file_is_told_at_its_line(tmp_path: Path) -> None:
    """Whatever the entry, and though all that follows is taken for its text."""
    texte = EXEMPLE.read_text("utf-8")
    lignes = texte.split("\n")
    entetes = [i for i, li in enumerate(lignes) if re.match(r"[\d-]{10} \* .*\"$", li)]
    livre = tmp_path / "main.beancount"
    for rang in entetes[::7]:
        coupee = [*lignes[:rang], lignes[rang][:-1], *lignes[rang + 1 :]]
        livre.write_text("\n".join(coupee), encoding="utf-8")
        premiere = examine(livre)[0]
        trouve = type(premiere).__name__, premiere.source["lineno"]
        assert trouve == ("GuillemetOuvert", rang + 1), lignes[rang]
