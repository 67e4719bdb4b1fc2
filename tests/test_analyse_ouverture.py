"""Every figure of a synthesis opens to facts that add to it, sign and all."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.chiffres.ouverture import open_figure
from ptce_ledger.analyse.chiffres.ouverture import total
from ptce_ledger.analyse.chiffres.recherche import CheminInconnu
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.analyse.tableau import CHIFFRES
from ptce_ledger.analyse.tableau import RAPPORTS
from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.analyse.chiffres.ouverture import Detail
    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Tableau

RACINE = Path(__file__).parent.parent
BOCAGE = RACINE / "tests" / "cas" / "bocage"
LIVRES = (BOCAGE, RACINE / "ledgers" / "exemple")


def _cellules(
    dossier: Dossier, exercice: int
) -> Iterator[tuple[Tableau, Ligne, Colonne, Any]]:
    """Yield every cell of an exercice, in the levels, the annex and the controls."""
    synthese = dossier.synthese(exercice)
    for groupe in synthese.groupes(dossier.annexe(exercice)):
        for sien in groupe.walk():
            for table in sien.tableaux:
                for ligne, colonne, valeur in table.iter_cells():
                    yield table, ligne, colonne, valeur


@pytest.mark.parametrize("livre", LIVRES, ids=lambda livre: livre.name)
def test_every_figure_opens_to_its_lines(livre: Path) -> None:
    """By its name or by its address, the lines of a figure re-add to it."""
    dossier = Dossier(load_livre(livre).releve)
    vus: Counter[str] = Counter()
    for exercice in dossier.exercices:
        for table, ligne, colonne, valeur in _cellules(dossier, exercice):
            if colonne.genre not in CHIFFRES or not valeur:
                continue
            adresse = table.adresse(ligne.cles, colonne)
            for nom in {table.nom(ligne.cles, colonne), str(adresse)}:
                detail = open_figure(dossier.find(exercice, nom))
                assert (nom, detail.chiffre.valeur) == (nom, valeur)
                if colonne.genre in RAPPORTS:
                    assert (nom, _divided(detail)) == (nom, valeur)
                else:
                    assert (nom, detail.total()) == (nom, valeur)
                assert all(p.fact.fichier and p.fact.ligne for p in detail.postes)
                vus[colonne.genre] += 1
    assert {"euros", "ratio", "multiple", "nombre", "entier"} <= set(vus)
    assert vus.total() > 450


def _divided(detail: Detail) -> Decimal | None:
    """Divide what a ratio adds by what it divides by, as its lines say."""
    if detail.chiffre.colonne.code == "diversification":
        sommes: dict[str, Decimal] = {}
        for poste in detail.sur:
            type_ = poste.fact.type
            sommes[type_] = sommes.get(type_, ZERO) + poste.compte
        carres = sum((somme * somme for somme in sommes.values()), ZERO)
        tout = total(detail.sur) * total(detail.sur)
        return ratio(tout - carres, tout)
    if detail.chiffre.colonne.code == "ca_imputable_moyenne":
        parts = [
            sum(Fraction(p.compte) for p in detail.postes if p.fact.membre == membre)
            / Fraction(sur.compte)
            for sur in detail.sur
            for membre in [sur.fact.membre]
        ]
        moyenne = sum(parts, Fraction(0)) / len(parts)
        return ratio(Decimal(moyenne.numerator), Decimal(moyenne.denominator))
    return ratio(detail.total(), total(detail.sur))


@pytest.mark.parametrize("livre", LIVRES, ids=lambda livre: livre.name)
def test_a_figure_shown_has_one_name(livre: Path) -> None:
    """Two cells never bear one name, but where the same figure is shown twice."""
    dossier = Dossier(load_livre(livre).releve)
    for exercice in dossier.exercices:
        noms: dict[str, set[Any]] = {}
        for table, ligne, colonne, valeur in _cellules(dossier, exercice):
            if colonne.genre in CHIFFRES:
                noms.setdefault(table.nom(ligne.cles, colonne), set()).add(valeur)
        assert {nom for nom, valeurs in noms.items() if len(valeurs) > 1} == set()


def test_what_counts_for_nothing_is_not_listed() -> None:
    """A flow that is added then eliminated is told in a number, not in a line."""
    dossier = Dossier(load_livre(BOCAGE).releve)
    detail = open_figure(dossier.find(2025, "niveau-1/indicateurs/effet_levier"))
    assert detail.neutres == 2
    assert all(poste.compte for poste in detail.postes)


@pytest.mark.parametrize("livre", LIVRES, ids=lambda livre: livre.name)
def test_subtotals_open_to_the_lines_of_their_rows(livre: Path) -> None:
    """The first keys of a row name a subtotal, none the total; phases and hours too."""
    dossier = Dossier(load_livre(livre).releve)
    exercice = dossier.exercices[-1]
    ouverts: set[str] = set()
    tables = {id(table): table for table, *_ in _cellules(dossier, exercice)}
    for table in tables.values():
        if table.forme != "lignes" or not table.groupe.startswith("niveau"):
            continue
        tetes = {li.cles[:n] for li in table.lignes for n in range(len(li.cles))}
        for tete, colonne in itertools.product(tetes, table.colonnes):
            if colonne.genre in RAPPORTS or colonne.genre not in CHIFFRES:
                continue
            somme = sum(
                (
                    ligne.valeurs[table.rang(colonne.code)] or ZERO
                    for ligne in table.lignes
                    if ligne.cles[: len(tete)] == tete
                ),
                ZERO,
            )
            nom = str(table.adresse(tete, colonne))
            detail = open_figure(dossier.find(exercice, nom))
            assert (nom, detail.chiffre.valeur, detail.total()) == (nom, somme, somme)
            ouverts.add(nom)
    assert "niveau-2/ressources/net" in ouverts
    assert "niveau-1/contributions/contributions-volontaires/heures" in ouverts
    assert any(c.startswith("niveau-2/ressources_par_phase/d") for c in ouverts)


def test_a_gap_opens_to_what_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the facts to lose a line, the gap would open to lines that re-add to it."""
    dossier = Dossier(load_livre(BOCAGE).releve)
    juste = dossier.ensemble(2025)
    perdu = next(f for f in juste.facts if f.nature == "charge" and f.montant > 0)
    gardes = [fact for fact in juste.facts if fact is not perdu]
    faux = replace(juste, facts=gardes, cases=cube.build(gardes))
    monkeypatch.setitem(dossier._ensembles, 2025, faux)
    detail = open_figure(dossier.find(2025, "controle/bouclage/ecart"))
    assert detail.chiffre.valeur == detail.total() == perdu.montant


@pytest.mark.parametrize(
    ("nom", "morceau", "attendu"),
    [
        ("niveau-4.ressources", "niveau-4", "niveau-1"),
        ("niveau-2/pont", "niveau-2/pont", ""),
        ("niveau-2/pons/net", "pons", "pont"),
        ("niveau-2/pont/nets", "nets", "net"),
        ("niveau-1/ressources/vente/montant", "vente", "ventes"),
        ("niveau-1.ressources.ventes.prives", "prives", "prive"),
        ("niveau-2/membres/part", "", "conserverie-ess"),
        ("niveau-3.nulle-part/total/ressources", "nulle-part", "conserverie"),
        ("annexes/preuves/atteste/ca", "annexes", "annexe"),
        ("niveau-1/financements/apports/ess/recu/x", "", ""),
    ],
)
def test_a_wrong_name_says_which_word(nom: str, morceau: str, attendu: str) -> None:
    """What is not understood is told, with what may stand there."""
    dossier = Dossier(load_livre(BOCAGE).releve)
    with pytest.raises(CheminInconnu) as leve:
        dossier.find(2025, nom)
    assert leve.value.morceau == (morceau or leve.value.morceau)
    assert not attendu or attendu in leve.value.attendus or nom.endswith("/part")


@pytest.mark.parametrize("exercice", [2023, 2024])
def test_a_project_to_come_weighs_nothing(exercice: int) -> None:
    """Before its first day, a project of the pole has figures, all of them nothing."""
    dossier = Dossier(load_livre(RACINE / "ledgers" / "exemple").releve)
    groupes = dossier.synthese(exercice).niveaux[2].groupes
    venu = "velo-cargo" in {groupe.code for groupe in groupes}
    assert venu == (exercice == 2024)
    for nom in (
        "niveau-3.velo-cargo/total/ressources",
        "niveau-3.velo-cargo.ressources",
    ):
        assert bool(dossier.find(exercice, nom).valeur) == venu


def test_command_line_counts_with_signs() -> None:
    """A result: produits add, charges take away, and the page closes on the figure."""
    resultat = CliRunner().invoke(
        ptce, ["faits", str(BOCAGE), "--chiffre", "niveau-1.resultat"]
    )
    lignes = resultat.output.splitlines()
    assert any(ligne.endswith("−42\u202f000,00") for ligne in lignes)
    assert lignes[-2].startswith("niveau-1.resultat ")
    assert lignes[-2].endswith(" 13\u202f235,99\u00a0€")
    rendu = CliRunner().invoke(
        ptce, ["faits", str(BOCAGE), "--chiffre", "niveau-3.conserverie.rembourse"]
    )
    assert rendu.output.splitlines()[0].endswith(" 2\u202f000,00")
