"""What was born of the pole: a spin-off keeps its place in what the pole weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import own_jobs

if TYPE_CHECKING:
    from ptce_ledger.analyse.ensemble import Ensemble

_CLES = (
    Colonne("issu_de", "Issu de", "code"),
    Colonne("membre", "Membre", "code"),
)
_COLONNES = (
    Colonne("depuis", "Depuis", "date", compare=False),
    Colonne("ca_imputable", "Imputable"),
    Colonne("ca_total", "Chiffre d’affaires"),
    Colonne("etp", "ETP", "nombre"),
)


def build(ensemble: Ensemble) -> Tableau:
    """List the members born of a project, or of another member, and what they weigh."""
    registre = ensemble.registre
    fin = registre.bornes(ensemble.exercice)[1]
    lignes = []
    for code in registre.membres():
        membre = registre.tiers_on(code, fin)
        depuis = registre.tiers[code].periodes[0][0]
        if membre and membre.issu_de and depuis <= fin:
            imputable = ensemble.ca_imputable(code)
            montant = cube.total(imputable.cases) if imputable else None
            total, entier = ensemble.ca_entier(code)
            donnees = registre.donnees_lues(code, ensemble.exercice)
            dits = [donnees] if donnees and "etp" in donnees.cles else []
            emplois = cube.gather([*own_jobs(ensemble.releve, dits)])
            etp = cube.total(emplois, "quantite") if emplois else None
            lignes.append(
                Ligne(
                    (membre.issu_de, code),
                    (depuis, montant, total, etp),
                    (
                        Source(),
                        imputable,
                        entier,
                        Source.of(emplois, mesure="quantite"),
                    ),
                )
            )
    lignes.sort(key=lambda ligne: ligne.cles)
    titre = "Essaimages"
    return Tableau("essaimages", titre, _CLES, _COLONNES, tuple(lignes))
