"""What the indicators of a level rest on: the resources of known origin, the members.

Where much of it is not said, an indicator is « au moins » what it shows, or « au plus »:
0 % of public money is not said of a pole whose grants have no origin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import memberships
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.bases import Base
    from ptce_ledger.analyse.ensemble import Ensemble

#: One twentieth of the resources: beyond it, an indicator says that it is a bound.
_SEUIL = 20
_AXES = {
    "origine": Colonne("sans_origine", "Part des ressources sans origine", "ratio"),
    "tiers": Colonne("sans_tiers", "Part des ressources sans tiers connu", "ratio"),
}


def turnovers(ensemble: Ensemble) -> list[tuple[Source, Source]]:
    """Give the attributable and whole turnover of each member that declared both."""
    couples = []
    for membre in ensemble.membres():
        sien, (montant, total) = (
            ensemble.ca_imputable(membre),
            ensemble.ca_entier(membre),
        )
        if sien and montant is not None:
            couples.append((sien, total))
    return couples


def build(ensemble: Ensemble, base: Base, codes: Sequence[str]) -> list[Tableau]:
    """Set what some indicators rest on; nothing for those that rest on no such thing."""
    repose = {INDICATEURS[code].repose for code in codes}
    colonnes: list[Colonne] = []
    valeurs: list[object] = []
    sources: list[Source] = []
    for axe, colonne in _AXES.items():
        if axe in repose:
            sans = _without(base, axe)
            colonnes.append(colonne)
            valeurs.append(ratio(sans.total(), base.r.total()))
            sources.append(sans.over(base.r))
    if "membres" in repose:
        colonnes += [
            Colonne("membres_en_tout", "Membres en tout", "entier"),
            Colonne("membres_declares", "dont ont déclaré les deux", "entier"),
        ]
        for source in _members(ensemble):
            valeurs.append(sum(len(case.facts) for case in source.cases))
            sources.append(source)
    if not colonnes:
        return []
    ligne = Ligne((), tuple(valeurs), tuple(sources))
    titre = "Ce sur quoi reposent les indicateurs"
    return [Tableau("assise", titre, (), tuple(colonnes), (ligne,), "champs")]


def _members(ensemble: Ensemble) -> tuple[Source, Source]:
    """Count the members of the exercice, and those that declared both turnovers."""
    tous = cube.gather([*memberships(ensemble.releve, ensemble.membres())])
    declares = cube.gather(
        [
            fact
            for _, total in turnovers(ensemble)
            for case in total.cases
            for fact in case.facts
        ]
    )
    return Source.of(tous, mesure="quantite"), Source.of(declares, mesure="quantite")


def bounds(base: Base, codes: Sequence[str]) -> tuple[str, ...]:
    """Say of each indicator whether the true one is more than it, or less."""
    larges = {axe for axe in _AXES if _is_large(base, axe)}
    return tuple(
        INDICATEURS[code].borne if INDICATEURS[code].repose in larges else ""
        for code in codes
    )


def _is_large(base: Base, axe: str) -> bool:
    sans, tout = _without(base, axe).total(), base.r.total()
    if is_withheld(sans) or is_withheld(tout):
        return False
    return bool(tout) and abs(sans) * _SEUIL > abs(tout)


def _without(base: Base, axe: str) -> Source:
    """Give the resources that lack an origin, or a known tiers."""
    return Source.of(cube.select(base.ressources, ({axe: [""]}, {})))
