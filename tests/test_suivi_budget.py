"""The budget, the evidence and the phases: every value of a pole worked out by hand."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from ptce_ledger.analyse.chiffres.ouverture import open_figure
from ptce_ledger.analyse.chiffres.recherche import CheminInconnu
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.rendu.fichiers.etats import as_data
from ptce_ledger.suivi import budget
from ptce_ledger.suivi.etats import ETATS
from ptce_ledger.suivi.recherche import find
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.suivi.etat import Etat

RACINE = Path(__file__).parent.parent
VALLEE = RACINE / "tests" / "hybride" / "vallee"
LE_28_FEVRIER = datetime.date(2025, 2, 28)


def _suivi(chemin: Path) -> Suivi:
    return Suivi(Dossier(load_livre(chemin).releve))


@pytest.fixture(scope="module")
def vallee() -> Suivi:
    """Load the pole once."""
    return _suivi(VALLEE / "main.beancount")


#: File of expected values → the state that gives them.
_ATTENDUS: dict[str, Callable[[Suivi], Etat]] = {
    "budget-2024": lambda s: ETATS["budget"](s, 2024),
    "budget-2025": lambda s: ETATS["budget"](s, 2025),
    "budget-2025-au-2025-02-28": lambda s: budget.build(s, 2025, LE_28_FEVRIER),
    "preuves-2024": lambda s: ETATS["preuves"](s, 2024),
    "preuves-2025": lambda s: ETATS["preuves"](s, 2025),
    "phases": lambda s: ETATS["phases"](s, 0),
}


def _ecarts(attendu: Any, trouve: Any, ou: str = "") -> list[str]:
    """List where a value differs from what is expected; extra keys are allowed."""
    if isinstance(attendu, dict) and isinstance(trouve, dict):
        return [
            ecart
            for cle, valeur in attendu.items()
            for ecart in _ecarts(valeur, trouve.get(cle, "absent"), f"{ou}.{cle}")
        ]
    if isinstance(attendu, list) and isinstance(trouve, list):
        if len(attendu) != len(trouve):
            return [f"{ou} : {len(trouve)} lignes au lieu de {len(attendu)}"]
        return [
            ecart
            for rang, (a, t) in enumerate(zip(attendu, trouve, strict=True))
            for ecart in _ecarts(a, t, f"{ou}.{rang}")
        ]
    return [] if attendu == trouve else [f"{ou} : {trouve!r} au lieu de {attendu!r}"]


@pytest.mark.parametrize("nom", _ATTENDUS)
def test_every_value_of_the_valley(vallee: Suivi, nom: str) -> None:
    """The JSON of each command is that of a calculation by hand, key by key."""
    texte = (VALLEE / f"attendu-{nom}.json").read_text("utf-8")
    assert _ecarts(json.loads(texte), as_data(_ATTENDUS[nom](vallee))) == []


@pytest.mark.parametrize("nom", _ATTENDUS)
def test_every_figure_opens_to_what_makes_it(vallee: Suivi, nom: str) -> None:
    """What is behind each amount re-adds to it; a list of lines is its own proof."""
    etat = _ATTENDUS[nom](vallee)
    vus = 0
    for table in etat.tableaux:
        if table.code == "sans_piece" or table.groupe == "preuves" != table.code:
            continue
        for rang, colonne in enumerate(table.colonnes):
            for ligne in table.lignes:
                valeur = ligne.valeurs[rang]
                if colonne.genre == "euros" and valeur is not None:
                    vus += 1
                    assert ligne.source(rang).total() == valeur, (ligne, colonne)
    assert vus


def _names(table: Tableau) -> list[tuple[str, Any]]:
    return [
        (table.nom(ligne.cles, colonne), valeur)
        for ligne, colonne, valeur in table.iter_cells()
        if colonne.genre == "euros"
    ]


@pytest.mark.parametrize("nom", ["budget-2025", "preuves-2025", "phases"])
def test_the_name_of_a_cell_finds_it(vallee: Suivi, nom: str) -> None:
    """What a page links to is what a command finds under that name."""
    etat = _ATTENDUS[nom](vallee)
    for table in etat.tableaux:
        for ecrit, valeur in _names(table):
            assert find(vallee, 2025, ecrit).valeur == valeur, ecrit


def test_a_figure_of_the_budget_lists_its_facts(vallee: Suivi) -> None:
    """What is done opens to facts, what was voted to its line of the register."""
    fait = open_figure(find(vallee, 2025, "budget.cellule.realise.64"))
    assert [str(p.compte) for p in fait.postes] == ["20200.00"]
    assert fait.postes[0].fact.nature == "charge"
    revise = open_figure(find(vallee, 2025, "budget.cellule.revise.64"))
    assert [p.fact.nature for p in revise.postes] == ["enonce"]
    assert str(revise.total()) == "20000.00"


@pytest.mark.parametrize(
    ("nom", "mot"),
    [
        ("budget.cellule.realise", ""),
        ("budget.verger.realise.64", "verger"),
        ("budget.cellule.prevu.64", "prevu"),
        ("budget.cellule.vote.64.ess", "ess"),
        ("budget/total/cellule/voté", "voté"),
        ("preuves/preuves/niveau-9/total", "niveau-9"),
        ("preuves/pieces/niveau-1/total", "pieces"),
    ],
)
def test_a_name_that_leads_nowhere(vallee: Suivi, nom: str, mot: str) -> None:
    """The word that is not known is told, and a sum that means nothing is none."""
    with pytest.raises(CheminInconnu) as inconnu:
        find(vallee, 2025, nom)
    assert inconnu.value.morceau == mot


def test_a_budget_on_the_thirtieth_of_september() -> None:
    """A member that buys, dedicated funds, what comes at once: the case of the design."""
    livre = load_livre(RACINE / "tests" / "hybride" / "budget.beancount")
    assert [e.message for e in livre.errors] == []
