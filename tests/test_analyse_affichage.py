"""What is shown re-adds: rows to their total, the hours of a key across the levels."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from proprietes import charger_juste
from strategies import Pole
from strategies import poles

from ptce_ledger.analyse.affichage import readd
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.rendu.fichiers.donnees import as_data

if TYPE_CHECKING:
    from collections.abc import Iterable

LIVRE = """
option "operating_currency" "EUR"
plugin "ptce_ledger.plugins"
2024-01-01 custom "ptce-pole" "gue" "Pôle du Gué"
  perimetre-defaut: "cellule"
2024-01-01 custom "ptce-projet" "miel" "Le miel"
2024-01-01 custom "ptce-projet" "pain" "Le pain"
2024-01-01 custom "ptce-cle" "moitie"
  cellule: 0.5
  pain: 0.5
2024-01-01 custom "ptce-cle" "projets"
  miel: 0.5
  pain: 0.5
2024-01-01 price HEURE 18.00 EUR
2024-01-01 open Assets:512-Banque
2024-01-01 open Expenses:606-Achats
2024-01-01 open Expenses:613-Loyers
2024-01-01 open Expenses:622-Honoraires
2024-01-01 open Equity:CVN:86-Emplois:86-Usages
2024-01-01 open Equity:CVN:87-Contributions:875-Benevolat
  type: "contributions-volontaires"
  origine: "particuliers"
2024-05-10 * "Bénévoles" "Comités"
  cle: "moitie"
  Equity:CVN:86-Emplois:86-Usages             12.25 HEURE
  Equity:CVN:87-Contributions:875-Benevolat  -12.25 HEURE
2025-05-10 * "Bénévoles" "Comités"
  cle: "projets"
  Equity:CVN:86-Emplois:86-Usages             12.25 HEURE
  Equity:CVN:87-Contributions:875-Benevolat  -12.25 HEURE
2025-05-10 * "Divers" "Menues dépenses"
  Expenses:606-Achats       1.004 EUR
  Expenses:613-Loyers       1.004 EUR
  Expenses:622-Honoraires   1.004 EUR
  Assets:512-Banque
"""


def _data(exercice: int) -> dict[str, Any]:
    dossier = Dossier(charger_juste(LIVRE).releve(), "")
    return as_data(dossier.montree(exercice))


def _heures(groupe: dict[str, Any]) -> list[str]:
    return [ligne["heures"] for ligne in groupe["contributions"]]


def test_heures_sous_cle() -> None:
    """12.25 h shared in two: 6.13 and 6.12, in the cell and a project, or two projects."""
    avant, apres = _data(2024), _data(2025)
    assert _heures(avant["niveau_1"]) == ["6.13"]
    assert _heures(avant["niveau_3"]["projets"][0]) == ["6.12"]
    assert _heures(avant["niveau_2"]) == ["12.25"]
    assert [_heures(p) for p in apres["niveau_3"]["projets"]] == [["6.13"], ["6.12"]]
    assert _heures(apres["niveau_3"]) == _heures(apres["niveau_2"]) == ["12.25"]


def test_plus_fin_que_le_centime() -> None:
    """Three times 1.004: 3.012 in all, shown 3.01; one of the three gives the cent."""
    un = _data(2025)["niveau_1"]
    assert un["total"]["charges"] == "3.01"
    assert [li["montant"] for li in un["charges"]] == ["1.01", "1.00", "1.00"]


@given(st.lists(st.integers(-99_999, 99_999).map(lambda n: Decimal(n).scaleb(-4))))
def test_readd(valeurs: list[Decimal]) -> None:
    """Rounded values re-add, each within a cent; half up where that re-adds already."""
    total = sum(valeurs, Decimal(0))
    montrees = readd(valeurs, total)
    assert sum(montrees, Decimal(0)) == round_euros(total)
    ecarts = [abs(m - v) for m, v in zip(montrees, valeurs, strict=True)]
    assert all(ecart < Decimal("0.02") for ecart in ecarts)
    droites = [round_euros(v) for v in valeurs]
    if sum(droites, Decimal(0)) == round_euros(total):
        assert montrees == droites


def _somme(lignes: Iterable[dict[str, Any]], cle: str) -> Decimal:
    return sum((Decimal(ligne[cle]) for ligne in lignes), Decimal(0))


@settings(max_examples=40)
@given(pole=poles(fins=True))
def test_lignes_et_totaux(pole: Pole) -> None:
    """As shown, the rows of each table re-add to the total of their level."""
    releve = charger_juste(pole.ecrire()).releve()
    for exercice in releve.exercices():
        data = as_data(Dossier(releve, "").montree(exercice))
        groupes = [data["niveau_1"], data["niveau_3"], *data["niveau_3"]["projets"]]
        for groupe in groupes:
            for nom in ("ressources", "charges", "contributions"):
                total = Decimal(groupe["total"][nom])
                assert _somme(groupe[nom], "montant") == total
        for colonne in ("brut", "elimine", "net"):
            total = Decimal(data["niveau_2"]["total"][colonne])
            assert _somme(data["niveau_2"]["ressources"], colonne) == total
