"""What a pole is besides its euros: functions, cooperations, effects, people, balances.

The figures are in `tests/cas`, worked out by hand; here is what no figure says.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from proprietes import charger
from proprietes import charger_juste
from strategies import ecrire

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.rendu.fichiers.donnees import as_data
from ptce_ledger.suivi.a_faire import build
from ptce_ledger.suivi.suivi import Suivi

CAS = Path(__file__).parent / "cas"
FONCTIONS = CAS / "fonctions-de-la-cellule.beancount"
#: Tables that tell of members one by one, or of all the years: no copy has them.
SANS_COPIE = (
    ("niveau_1", "fonctions"),
    ("niveau_2", "composition"),
    ("niveau_2", "cooperations"),
    ("niveau_2", "cooperations_par_membre"),
    ("niveau_2", "apports_sans_argent"),
    ("niveau_2", "encours"),
)


def test_functions_re_add_to_the_cell() -> None:
    """Each function and the rest: their sums are those of level 1."""
    niveau = Dossier(load_livre(FONCTIONS).releve).synthese(2025).niveau(1)
    table, total = niveau.tableau("fonctions"), niveau.tableau("total")
    assert table
    assert total
    assert [ligne.cles[0] for ligne in table.lignes] == ["formation", "veille", ""]
    for code in (
        "ressources",
        "hors_ressources",
        "charges",
        "contributions",
        "resultat",
    ):
        assert table.total(table.rang(code)) == total.figure(code), code


def test_a_function_is_no_shared_project() -> None:
    """Level 3 has neither its account nor its name, and its lines are the cell's."""
    dossier = Dossier(load_livre(FONCTIONS).releve)
    data = as_data(dossier.synthese(2025))
    assert [p["projet"] for p in data["niveau_3"]["projets"]] == ["jardin"]
    faits = [f for f in dossier.ensemble(2025).facts if f.projet == "veille"]
    assert faits
    assert {f.perimetre for f in faits} == {"cellule"}
    assert {f.home for f in faits} == {"cellule"}


def test_a_pole_without_functions_has_no_such_table() -> None:
    """A row for the rest of a cell that is whole would say nothing."""
    livre = load_livre(CAS / "apports-et-prets.beancount")
    data = as_data(Dossier(livre.releve).synthese(2025))
    assert data["niveau_1"]["fonctions"] == []


_POLE = """
2024-01-01 custom "ptce-pole" "aa" "Pôle"
  perimetre-defaut: "cellule"
2024-01-01 custom "ptce-membre" "halle" "La Halle"
2024-01-01 custom "ptce-membre" "scop" "La Scop"
2024-01-01 custom "ptce-projet" "veille" "Veille"
  de-la-cellule: TRUE
2024-01-01 custom "ptce-tiers" "banque" "Banque"
"""


@pytest.mark.parametrize(
    ("lignes", "codes"),
    [
        (
            '2025-01-01 custom "ptce-cooperation" "halle" "scop"\n  valeur: 3 HEURE',
            ["PrixAbsent"],
        ),
        (
            '2025-01-01 custom "ptce-cooperation" "halle" "scop"\n  valeur: 3 USD',
            ["DeviseInattendue"],
        ),
        (
            '2025-01-01 custom "ptce-cooperation" "halle" "scop"\n  valeur: 3',
            ["ValeurMalFormee"],
        ),
        (
            '2025-01-01 custom "ptce-cooperation" "halle" "scop"\n  valeur: -3.00 EUR',
            ["DonneeNegative"],
        ),
        (
            '2025-01-01 custom "ptce-cooperation" "halle" "scop"\n  nature: "amicale"',
            ["ValeurInconnue"],
        ),
        (
            (
                '2025-01-01 custom "ptce-cooperation" "halle" "scop"\n'
                '  objet: "lieux, moyens, tresorerie, capital"'
            ),
            [],
        ),
        (
            '2025-01-01 custom "ptce-cooperation" "halle" "scop"\n  objet: "lieux,"',
            ["ValeurInconnue"],
        ),
        ('2025-01-01 custom "ptce-indicateur" "cellule" "visiteurs" 12', []),
        (
            '2025-01-01 custom "ptce-indicateur" "halle" "visiteurs" 12',
            ["CodeDAutreGenre"],
        ),
        (
            '2025-01-01 custom "ptce-indicateur" "jardin" "visiteurs" 12',
            ["ProjetInconnu"],
        ),
        (
            '2025-01-01 custom "ptce-membre" "neuf" "Neuf"\n  issu-de: "veille"',
            [],
        ),
        (
            '2025-01-01 custom "ptce-membre" "neuf" "Neuf"\n  issu-de: "banque"',
            ["CodeDAutreGenre"],
        ),
        (
            '2025-01-01 custom "ptce-membre" "neuf" "Neuf"\n  cercle: "proche"',
            ["ValeurInconnue"],
        ),
        (
            '2025-01-01 custom "ptce-membre" "neuf" "Neuf"\n  reponse: "non"',
            ["ValeurUnique"],
        ),
        ('2025-01-01 custom "ptce-phase" "cessation"', []),
        (
            (
                '2025-01-01 custom "ptce-publication" "banque"\n  perimetres: "veille"\n'
                '  exercices: "tous"'
            ),
            ["CodeDAutreGenre"],
        ),
    ],
)
def test_what_may_be_declared(lignes: str, codes: list[str]) -> None:
    """A right form is silent; a wrong one is an error, whatever is wrong in it."""
    livre = charger(ecrire([_POLE.strip(), lignes]))
    assert [erreur.code for erreur in livre.errors] == codes


@pytest.mark.parametrize("perimetre", ['projet: "veille"', 'perimetre: "cellule"'])
def test_an_agreement_of_the_cell_pays_for_its_functions(perimetre: str) -> None:
    """What a function spends is spent by the cell, on a line or under a key."""
    livre = charger(
        ecrire(
            [
                _POLE.strip(),
                '2024-01-01 custom "ptce-convention" "aide" "banque" 100.00 EUR',
                "2024-01-01 open Expenses:60-Achats",
                "2024-01-01 open Assets:512-Banque",
                (
                    f'2025-01-01 * "Achat"\n  {perimetre}\n  convention: "aide"\n'
                    "  Expenses:60-Achats  10.00 EUR\n  Assets:512-Banque"
                ),
            ]
        )
    )
    assert [erreur.code for erreur in livre.errors] == []


def test_who_refuses_is_not_asked_again() -> None:
    """A member that will not answer is told from one that was not asked."""
    texte = ecrire(
        [
            _POLE.strip().replace(
                '"scop" "La Scop"', '"scop" "La Scop"\n  reponse: "refus"'
            ),
            '2024-01-01 custom "ptce-bareme" "tous"\n  base: "etp"\n  taux: 10',
            '2024-01-01 open Income:756-Cotisations\n  type: "cotisations"',
            "2024-01-01 open Assets:512-Banque",
            (
                '2025-02-01 * "La Halle" "Cotisation"\n'
                "  Income:756-Cotisations  -10.00 EUR\n  Assets:512-Banque"
            ),
        ]
    )
    livre = charger_juste(texte)
    taches = build(Suivi(Dossier(livre.releve()))).tableaux[0]
    sujets = [li.cles[1] for li in taches.lignes if li.cles[0] == "donnees"]
    assert sujets == ["halle"]


def test_a_member_declared_again_neither_enters_nor_leaves() -> None:
    """Only days without membership make an exit, and an entry."""
    suite = (
        '2025-03-01 custom "ptce-membre" "halle" "La Grande Halle"',
        '2025-05-01 custom "ptce-membre" "scop" "La Scop"\n  sortie: 2025-06-30',
        '2025-09-01 custom "ptce-membre" "scop" "La Scop"',
        "2024-01-01 open Assets:512-Banque",
        '2025-02-01 custom "ptce-donnees" "halle" 2025\n  ca: 10.00 EUR',
    )
    livre = charger_juste(ecrire([_POLE.strip(), *suite]))
    table = Dossier(livre.releve()).synthese(2025).niveau(2).tableau("composition")
    assert table
    ensemble = next(li for li in table.lignes if li.cles == ("ensemble", ""))
    assert ensemble.valeurs == (2, 1, 1)


def test_people_behind_a_balance_are_those_who_are_told() -> None:
    """Nothing is made up where no line says how many they are."""
    livre = load_livre(CAS / "encours-et-interets.beancount")
    table = Dossier(livre.releve).synthese(2025).niveau(2).tableau("encours")
    assert table
    rang = table.rang("personnes")
    combien = {li.cles: li.valeurs[rang] for li in table.lignes}
    assert combien["apports", "particuliers"] == 50
    assert combien["apports", "ess"] is None
    assert table.total(table.rang("encours")) == Decimal(21000)


@pytest.mark.parametrize(
    "nom", ["cooperations-et-apports", "encours-et-interets", FONCTIONS.stem]
)
def test_no_copy_tells_of_members_one_by_one(nom: str) -> None:
    """The same lines, in a copy made for a funder, give none of these tables."""
    texte = (CAS / f"{nom}.beancount").read_text("utf-8")
    lignes = [li for li in texte.split("\n") if "ptce-attendu" not in li]
    entiere = "\n".join(lignes)
    tiers = "region" if '"region"' in entiere else "mairie"
    copie = entiere.replace(
        '  perimetre-defaut: "cellule"',
        f'  perimetre-defaut: "cellule"\n  copie-pour: "{tiers}"\n'
        '  perimetres-publies: "tout"',
        1,
    )
    pleines = 0
    for lu, vide in ((entiere, False), (copie, True)):
        data = as_data(Dossier(charger_juste(lu).releve()).synthese(2025))
        tables = [data[niveau][table] for niveau, table in SANS_COPIE]
        if vide:
            assert tables == [[]] * len(SANS_COPIE)
        else:
            pleines += sum(map(bool, tables))
    assert pleines
