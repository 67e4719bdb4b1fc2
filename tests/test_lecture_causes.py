"""A cause is said once, as it is, and its consequences are not said before it.

Each declaration is broken in each way, before or after its use: the line that is wrong
has its error, and what it declares is neither unknown nor to be declared. Signs reversed
at random are told, and other imbalances are not taken for one.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from ptce_ledger.cli import ptce
from ptce_ledger.erreurs.comptes import EcritureDesequilibree
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots import fichiers

if TYPE_CHECKING:
    from pathlib import Path

TETE = """plugin "ptce_ledger.plugins"
2024-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"
  perimetre-defaut: "cellule"
2024-01-01 custom "ptce-membre" "moulin" "Le Moulin"
2024-01-01 custom "ptce-tiers" "region" "Région"
2024-01-01 open Assets:512-Banque EUR
2024-01-01 open Income:706-Ventes EUR
  type: "ventes"
2024-01-01 open Income:7083-Locations EUR
  type: "facturation-interne"
"""
USAGE = """2025-03-01 * "{paye}" "x"
  {cle}
  Assets:512-Banque   10.00 EUR
  Income:{compte}
"""
#: The key that uses what each line declares, then that line, wrong in several ways.
FAUTES: list[tuple[str, str]] = [
    *(
        ('tiers: "ferme"', ligne)
        for ligne in (
            '2024-01-01 custom "ptce-membre" "ferme"',
            '2024-01-01 custom "ptce-menbre" "ferme" "La Ferme"',
            '2024-01-01 custom "ptce-membre" "ferme" La Ferme',
            '2024-01-01 custom "ptce-membre" "ferme" "La Ferme", "x"',
            '2024-01-01 custom "ptce-membre" "Ferme" "La Ferme"',
            '2024-13-01 custom "ptce-membre" "ferme" "La Ferme"',
            '2024-01-01 custom "ptce-membre" "ferme" "La Ferme"\n  origine: ess',
            'custom "ptce-membre" "ferme" "La Ferme"',
        )
    ),
    *(
        ('projet: "marche"', ligne)
        for ligne in (
            '2024-01-01 custom "ptce-projet" "marche"',
            '2024-01-01 custom "ptce-projet" "marche" 12',
            '2024-01-01 custom "ptce-projets" "marche" "Marché"',
            '2024-01-01 custom "ptce-projet" marche "Marché"',
        )
    ),
    *(
        ('cle: "surfaces"', f'2024-01-01 custom "ptce-cle" "surfaces"{parts}')
        for parts in (
            "",
            "\n  cellule: 0.9",
            "\n  cellule: zéro",
            '\n  cellule: "0.5"',
            "\n  cellule: -1",
        )
    ),
    *(
        ('convention: "cpo"', ligne)
        for ligne in (
            '2024-01-01 custom "ptce-convention" "cpo" "region"',
            '2024-01-01 custom "ptce-convention" "cpo" "region" 12 000 EUR',
            '2024-01-01 custom "ptce-convention" "cpo" "region" "12000"',
        )
    ),
]


def codes(dossier: Path, texte: str) -> list[str]:
    livre = dossier / "main.beancount"
    livre.write_text(texte, encoding="utf-8")
    return [erreur.code for erreur in load_livre(livre).errors]


@pytest.mark.parametrize("avant", [True, False])
@pytest.mark.parametrize(("cle", "ligne"), FAUTES)
def test_only_the_cause_is_said(
    tmp_path: Path,
    cle: str,
    ligne: str,
    avant: bool,  # noqa: FBT001
) -> None:
    usage = USAGE.format(cle=cle, paye="Quelqu’un", compte="706-Ventes") * 3
    milieu = [f"{ligne}\n", usage] if avant else [usage, f"{ligne}\n"]
    trouves = codes(tmp_path, TETE + "".join(milieu))
    assert len(trouves) == 1
    inconnus = {"TiersInconnu", "ProjetInconnu", "CleInconnue", "ConventionInconnue"}
    assert inconnus.isdisjoint(trouves)


@pytest.mark.parametrize(
    "ligne",
    [
        "2024-01-01 ouvrir Income:701-Ventes",
        "2024-01-01 open Income:701-Ventes EUR EUR",
        "open Income:701-Ventes",
        "2024-01-01 open Income:701-Ventes\n  type: ventes",
    ],
)
def test_an_account_of_a_wrong_line_is_not_to_be_opened(
    tmp_path: Path, ligne: str
) -> None:
    usage = USAGE.format(cle='piece: "a"', paye="Quelqu’un", compte="701-Ventes")
    assert "CompteInconnu" not in codes(tmp_path, f"{TETE}{ligne}\n{usage}")


def test_what_nothing_declares_is_still_unknown(tmp_path: Path) -> None:
    """Another wrong line hides nothing of it."""
    usage = USAGE.format(cle='tiers: "verger"', paye="x", compte="708-Rien")
    trouves = codes(
        tmp_path, f'{TETE}2024-01-01 custom "ptce-projet" "pressoir"\n{usage}'
    )
    assert sorted(trouves) == ["CompteInconnu", "NombreDeValeurs", "TiersInconnu"]


@pytest.mark.parametrize(
    ("ouvert", "compte", "type_"),
    [
        ("", "Equity:101-Capital", "apports"),
        ("", "Liabilities:168-Prets-Des-Membres", "prets"),
        ("", "Assets:2154-Four", "investissements"),
        ("", "Income:707-Buvette", "ventes"),
        ("", "Expenses:6894-Reports", "fonds-dedies"),
        # What the number does not tell, or what a parent says already.
        ("", "Income:755-Contributions", ""),
        ("", "Assets:1013-Capital", ""),
        ("", "Expenses:606-Achats", ""),
        (
            '2024-01-01 open Income:Foire EUR\n  type: "commissions"\n',
            "Income:Foire:7068-Stands",
            "",
        ),
    ],
)
def test_an_account_to_open_has_the_type_of_its_number(
    tmp_path: Path, ouvert: str, compte: str, type_: str
) -> None:
    livre = tmp_path / "main.beancount"
    livre.write_text(
        f'{TETE}{ouvert}2025-03-01 * "x"\n  Assets:512-Banque   10.00 EUR\n  {compte}\n',
        encoding="utf-8",
    )
    (erreur,) = load_livre(livre).errors
    ligne = f"2025-03-01 open {compte} EUR"
    attendu = f'{ligne}\n  type: "{type_}"' if type_ else ligne
    assert erreur.message.endswith(attendu)


def test_a_client_of_a_wrong_line_is_not_to_be_named(tmp_path: Path) -> None:
    usage = USAGE.format(cle='piece: "a"', paye="La Ferme", compte="7083-Locations")
    ligne = '2024-01-01 custom "ptce-membre" "Ferme" "La Ferme"\n'
    assert codes(tmp_path, TETE + ligne + usage) == ["CodeInvalide"]


@pytest.mark.parametrize(
    ("cle", "trouve"),
    [
        ('tiers: "cpo"', "une convention"),
        ('projet: "cpo"', "une convention"),
        ('cle: "moulin"', "un membre du pôle"),
        ('convention: "region"', "un tiers"),
    ],
)
def test_a_code_of_another_kind_is_said_to_be(
    tmp_path: Path, cle: str, trouve: str
) -> None:
    convention = '2024-01-01 custom "ptce-convention" "cpo" "region" 12000 EUR\n'
    livre = tmp_path / "main.beancount"
    usage = USAGE.format(cle=cle, paye="x", compte="706-Ventes")
    livre.write_text(TETE + convention + usage, encoding="utf-8")
    (erreur,) = load_livre(livre).errors
    assert erreur.code == "CodeDAutreGenre"
    assert str(erreur.mots["trouve"]) == trouve


# -- A sign reversed ----------------------------------------------------------------


def entry(montants: list[Decimal]) -> str:
    lignes = "".join(f"  Assets:512-Banque   {m} EUR\n" for m in montants)
    return f'2025-03-01 * "x" "y"\n{lignes}'


def imbalance(dossier: Path, montants: list[Decimal]) -> Any:
    livre = dossier / "main.beancount"
    livre.write_text(TETE + entry(montants), encoding="utf-8")
    (erreur,) = load_livre(livre).errors
    assert isinstance(erreur, EcritureDesequilibree)
    return erreur.mots["sinon"]


@pytest.mark.parametrize("graine", range(200))
def test_a_reversed_sign_is_told_and_only_that(tmp_path: Path, graine: int) -> None:
    hasard = random.Random(graine)  # noqa: S311  a seeded sample
    montants = [
        Decimal(hasard.randint(1, 100_000)) / 100 * hasard.choice((1, -1))
        for _ in range(hasard.randint(1, 5))
    ]
    montants.append(-sum(montants, Decimal(0)) or Decimal(1))
    if graine % 2:
        rang = hasard.randrange(len(montants))
        montants[rang] = -montants[rang]
        dit = imbalance(tmp_path, montants).mots["montant"]
        assert dit.nombre * 2 == abs(sum(montants))
        assert dit.nombre in map(abs, montants)
    else:
        montants[0] += Decimal(hasard.randint(1, 999)) / 100
        double = sum(montants) / 2
        assert bool(imbalance(tmp_path, montants)) == (double in montants)


# -- A file under another name ------------------------------------------------------


@pytest.mark.parametrize(
    ("demande", "present", "code"),
    [
        ("2027.beancount", "2027.beancount.txt", "FichierMalNomme"),
        ("2027.beancount", "2027.txt", "FichierMalNomme"),
        ("2027.beancount", "2027.beancount.beancount", "FichierMalNomme"),
        ("2027.beancount", "2027.Beancount", "FichierMalNomme"),
        ("ecritures.beancount", "Écritures.beancount", "FichierMalNomme"),
        ("2027.beancount", "2026.beancount", "LivreIntrouvable"),
        ("2027.beancount", "2027.beancount.avant", "LivreIntrouvable"),
        ("2027.beancount", "2027.xlsx", "LivreIntrouvable"),
    ],
)
def test_a_file_is_found_under_the_name_that_windows_gives_it(
    tmp_path: Path, demande: str, present: str, code: str
) -> None:
    (tmp_path / present).write_text("", encoding="utf-8")
    assert codes(tmp_path, f'{TETE}include "{demande}"\n') == [code]
    (erreur,) = load_livre(tmp_path / demande).errors
    assert erreur.code == code


def test_the_main_file_of_a_folder_too(tmp_path: Path) -> None:
    (tmp_path / "main.beancount.txt").write_text(TETE, encoding="utf-8")
    (erreur,) = load_livre(tmp_path).errors
    assert erreur.code == "FichierMalNomme"
    assert erreur.parts()[2] == "main.beancount"


# -- A file that is open elsewhere --------------------------------------------------


def test_a_workbook_open_in_excel_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace what another program shows: the old file stays."""
    livre, classeur = tmp_path / "main.beancount", tmp_path / "synthese.xlsx"
    usage = USAGE.format(cle='piece: "a"', paye="x", compte="706-Ventes")
    livre.write_text(TETE + usage, encoding="utf-8")
    classeur.write_bytes(b"ancien")

    def refuse(_self: Path, _cible: Path) -> None:
        raise PermissionError(13, "Accès refusé")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    commande = ["synthese", str(livre), "--format", "xlsx", "-o", str(classeur)]
    resultat = CliRunner().invoke(ptce, commande)
    assert resultat.exit_code == 1
    assert "ouvert dans un autre programme, tel qu’Excel : fermez-le" in (
        resultat.stderr.replace("\u00a0", " ")
    )
    assert classeur.read_bytes() == b"ancien"
    assert sorted(f.name for f in tmp_path.iterdir()) == [
        "main.beancount",
        "synthese.xlsx",
    ]


def test_a_folder_that_is_refused_is_said_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is there to be open: access is refused, no more."""

    def refuse(_self: Path, _cible: Path) -> None:
        raise PermissionError(13, "Accès refusé")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(PermissionError) as refus:
        fichiers.write_whole(tmp_path / "neuf.xlsx", b"x")
    assert fichiers.say_refusal(refus.value) == "l’accès est refusé"


# -- A ledger without a pole --------------------------------------------------------


@pytest.mark.parametrize("plugin", ['plugin "ptce_ledger.plugins"\n', ""])
def test_a_ledger_without_a_pole_is_told_that_nothing_was_checked(
    tmp_path: Path, plugin: str
) -> None:
    livre = tmp_path / "main.beancount"
    livre.write_text(
        f"{plugin}2024-01-01 open Assets:512-Banque\n2024-01-01 open Income:706-Ventes\n"
        '2025-03-01 * "x" "y"\n  Assets:512-Banque  1.00 EUR\n  Income:706-Ventes\n',
        encoding="utf-8",
    )
    verifie = CliRunner().invoke(ptce, ["verifier", str(livre)])
    assert verifie.exit_code == 0
    assert "rien n’a été vérifié" in " ".join(verifie.stdout.split())
    assert 'custom "ptce-pole"' in verifie.stdout
    assert ('plugin "ptce_ledger.plugins"' in verifie.stdout) == (plugin == "")
    synthese = CliRunner().invoke(ptce, ["synthese", str(livre)])
    assert "ne déclare aucun pôle" in synthese.stdout
