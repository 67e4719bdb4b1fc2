"""Every figure of a synthesis opens to facts that add to it, sign and all."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ptce_ledger.analyse.chiffres.ouverture import open_figure
from ptce_ledger.analyse.chiffres.ouverture import path_of
from ptce_ledger.analyse.synthese import synthesize
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import address_of
from ptce_ledger.analyse.tables.annexes import annex
from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.analyse.tableau import Groupe

RACINE = Path(__file__).parent.parent
BOCAGE = RACINE / "tests" / "cas" / "bocage"
LIVRES = (BOCAGE, RACINE / "ledgers" / "exemple")


def _groupes(groupes: tuple[Groupe, ...]) -> Iterator[tuple[str, Groupe]]:
    for groupe in groupes:
        prefixe = groupe.code.replace("_", "-")
        yield prefixe, groupe
        for sous in groupe.groupes:
            yield f"{prefixe}.{sous.code}", sous


@pytest.mark.parametrize("dossier", LIVRES, ids=lambda dossier: dossier.name)
def test_every_figure_opens_to_its_facts(dossier: Path) -> None:
    """By its path or by the address of its cell, the facts of a figure re-add to it."""
    livre = load_livre(dossier)
    ouverts = 0
    for exercice in livre.releve.exercices():
        synthese = synthesize(livre.releve, exercice, par="phase")
        annexe = annex(livre.releve, exercice)
        for prefixe, groupe in _groupes((*synthese.niveaux, annexe)):
            for table in groupe.tableaux:
                for ligne, colonne, valeur in table.iter_cells():
                    rang = table.colonnes.index(colonne)
                    if colonne.genre not in ("euros", "heures") or not valeur:
                        continue
                    if not ligne.cases or not ligne.cases[rang]:
                        continue
                    for chemin in {
                        path_of(synthese, prefixe, table, ligne, colonne),
                        address_of(prefixe, table, ligne, colonne),
                    }:
                        detail = open_figure(synthese, annexe, chemin)
                        assert (chemin, detail.valeur) == (chemin, valeur)
                        assert (chemin, detail.total()) == (chemin, valeur)
                        ouverts += 1
    assert ouverts > 150


@pytest.mark.parametrize("dossier", LIVRES, ids=lambda dossier: dossier.name)
def test_subtotals_open_to_the_facts_of_their_rows(dossier: Path) -> None:
    """The first keys of a row name a subtotal, none the total; phases and hours too."""
    releve = load_livre(dossier).releve
    exercice = releve.exercices()[-1]
    synthese = synthesize(releve, exercice, par="phase")
    ouverts: set[str] = set()
    for prefixe, groupe in _groupes(synthese.niveaux):
        for table in groupe.tableaux:
            if table.forme != "lignes" or table.code == "membres":
                continue
            tetes = {li.cles[:n] for li in table.lignes for n in range(len(li.cles))}
            for tete, colonne in itertools.product(tetes, table.colonnes):
                rang = table.colonnes.index(colonne)
                somme = sum(
                    ligne.valeurs[rang]
                    for ligne in table.lignes
                    if ligne.cles[: len(tete)] == tete
                )
                chemin = address_of(prefixe, table, Ligne(tete, ()), colonne)
                detail = open_figure(synthese, None, chemin)
                assert (chemin, detail.valeur, detail.total()) == (
                    (chemin, somme, somme)
                )
                ouverts.add(chemin)
    assert "niveau-2/ressources/net" in ouverts
    assert "niveau-1/contributions/contributions-volontaires/heures" in ouverts
    assert any(c.startswith("niveau-2/ressources_par_phase/d") for c in ouverts)


@pytest.mark.parametrize("dossier", LIVRES, ids=lambda dossier: dossier.name)
def test_bouclage_opens_to_what_it_adds(dossier: Path) -> None:
    """Both sides of the bouclage open, funds set aside among the charges."""
    releve = load_livre(dossier).releve
    for exercice in releve.exercices():
        synthese = synthesize(releve, exercice)
        for nom in ("produits_faits", "charges_faits"):
            detail = open_figure(synthese, None, f"controle/bouclage/{nom}")
            assert detail.valeur == synthese.controle("bouclage").figure(nom)
            assert detail.total() == detail.valeur


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
