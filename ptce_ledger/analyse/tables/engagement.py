"""What a project is besides its money and its jobs: members, turnover, cooperations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import cooperations

if TYPE_CHECKING:
    from ptce_ledger.analyse.ensemble import Ensemble


def build(ensemble: Ensemble) -> Tableau:
    """Say who takes part in a project, and what it makes of the cooperation."""
    registre, exercice, code = ensemble.registre, ensemble.exercice, ensemble.projet
    ensembles = [
        lu
        for lu in registre.declared("ptce-cooperation", exercice)
        if lu.cles.get("projet") == code
    ]
    emplois = [
        lu
        for lu in registre.declared("ptce-emploi", exercice)
        if lu.valeurs["périmètre"] == code
    ]
    cases = ensemble.of(nature="ca", projet=code)
    declare = registre.projets[code]
    engages = {declare.chef_de_file, *declare.membres}
    engages |= {case.cle.membre for case in cases}
    engages |= {lu.cles.get("membre", "") for lu in emplois}
    for lu in ensembles:
        engages |= {lu.valeurs["membre"], lu.valeurs["autre membre"]}
    colonnes = (
        Colonne("membres", "Membres engagés", "liste"),
        Colonne("ca_imputable", "Chiffre d’affaires imputable"),
        Colonne("cooperations", "Coopérations", "entier"),
    )
    valeurs = (
        tuple(sorted(engages & set(registre.membres()))),
        cube.total(cases),
        len(ensembles),
    )
    comptees = cube.gather([*cooperations(ensemble.releve, ensembles)])
    sources = (Source(), Source.of(cases), Source.of(comptees, mesure="quantite"))
    ligne = Ligne((), valeurs, sources)
    return Tableau("projet", "Engagement", (), colonnes, (ligne,), "champs")
