"""The economic synthesis: the facts of one exercice → tables, by definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import construction
from ptce_ledger.analyse.chiffres.retenues import withheld_of
from ptce_ledger.analyse.chiffres.retenues import withhold
from ptce_ledger.analyse.chiffres.retenues import withhold_all
from ptce_ledger.analyse.definitions.lecture import load_annexe
from ptce_ledger.analyse.definitions.lecture import load_controle
from ptce_ledger.analyse.definitions.lecture import load_niveaux
from ptce_ledger.analyse.tableau import Synthese
from ptce_ledger.registre.declarations.publication import CONVENTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.analyse.tableau import Groupe


def synthesize(
    ensemble: Ensemble, propres: Sequence[DefGroupe] = (), par: str = ""
) -> Synthese:
    """Compute the synthesis of an exercice; `par="phase"` adds the tables by phase.

    `propres` are the definitions that the pole keeps beside its ledger.
    """
    registre = ensemble.registre
    synthese = Synthese(
        registre.code,
        registre.libelle,
        ensemble.exercice,
        tuple(
            construction.build(definition, ensemble, par)
            for definition in (*load_niveaux(), *propres)
        ),
        construction.build(load_controle(), ensemble),
        {code: registre.label(code) for code in registre.codes()},
        registre.copie_pour,
        registre.perimetres_publies,
        ensemble.releve.calendrier.arrete(ensemble.exercice),
        tuple(sorted(registre.conventions)) if registre.diffusion == CONVENTION else (),
    )
    return withhold_all(synthese, withheld_of(registre, ensemble.exercice))


def annex(ensemble: Ensemble) -> Groupe:
    """Build the tables beside the levels: members, funders, agreements, evidence."""
    annexe = construction.build(load_annexe(), ensemble)
    return withhold(annexe, withheld_of(ensemble.registre, ensemble.exercice))
