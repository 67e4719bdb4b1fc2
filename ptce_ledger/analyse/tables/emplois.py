"""Jobs by statut, in full-time equivalents; volunteer time is never among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import jobs
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.registre.lecteur import Lu


def build(ensemble: Ensemble) -> Tableau:
    """Sum the jobs of the cell, or of the project."""
    par_statut: dict[str, list[Lu]] = {statut: [] for statut in lexique.STATUTS}
    for lu in ensemble.registre.declared("ptce-emploi", ensemble.exercice):
        if ensemble.registre.home(lu.valeurs["périmètre"]) == ensemble.perimetre:
            par_statut[lu.cles.get("statut", "mobilise")].append(lu)
    valeurs, sources = [], []
    for lus in par_statut.values():
        cases = cube.gather([*jobs(ensemble.releve, lus)])
        valeurs.append(cube.total(cases, "quantite") if cases else ZERO)
        sources.append(Source.of(cases, mesure="quantite"))
    colonnes = tuple(
        Colonne(code, mot.libelle, "nombre") for code, mot in lexique.STATUTS.items()
    )
    ligne = Ligne((), tuple(valeurs), tuple(sources))
    return Tableau("etp", "Emplois (ETP)", (), colonnes, (ligne,), "objet")
