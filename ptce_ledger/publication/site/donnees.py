"""The files to download beside the pages: the same figures, for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import mark
from ptce_ledger.rendu.fichiers import donnees
from ptce_ledger.rendu.fichiers import faits

if TYPE_CHECKING:
    from ptce_ledger.analyse.dossier import Dossier

#: What each file is, as the foot of a page says it.
SYNTHESE = mark("Synthèse de l’exercice (CSV)")
LIGNES = mark("Lignes de l’exercice (CSV)")
TOUT = mark("Synthèse de tous les exercices (JSON)")


def list_files(dossier: Dossier) -> dict[int, dict[str, str]]:
    """List the files, by exercice; under 0 what is of them all."""
    fichiers = {
        exercice: {_synthese(exercice): SYNTHESE, _lignes(exercice): LIGNES}
        for exercice in dossier.exercices
    }
    return {**fichiers, 0: {_TOUT: TOUT}}


def write_files(dossier: Dossier) -> dict[str, bytes]:
    """Write the files; texts that a spreadsheet would run are disarmed."""
    fichiers = {_TOUT: donnees.as_json(donnees.as_comparison(dossier.comparaison))}
    contenus = {nom: texte.encode() for nom, texte in fichiers.items()}
    for exercice in dossier.exercices:
        synthese = dossier.montree(exercice)
        contenus[_synthese(exercice)] = donnees.as_csv([synthese])
        facts = [*dossier.releve.iter_facts({exercice})]
        contenus[_lignes(exercice)] = faits.to_csv(facts)
    return contenus


_TOUT = "donnees/synthese.json"


def _synthese(exercice: int) -> str:
    return f"donnees/{exercice}-synthese.csv"


def _lignes(exercice: int) -> str:
    return f"donnees/{exercice}-lignes.csv"
