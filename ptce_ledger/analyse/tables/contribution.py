"""What each member brings to the pole, and what comes back to it.

It adds the same cases as the levels: what members were billed re-adds to « dont venant
des membres ». Whether they have paid is told by the accounts of claims, and nowhere here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.ensemble import Ensemble

_SERVICES = ("facturation-interne", "commissions")
#: Accounts of charges by which nothing is bought: claims lost, aid given, provisions.
_SANS_ACHAT = ("654", "657", "68")


def build(ensemble: Ensemble) -> Tableau:
    """Set a member a row: what it was billed, gave, sold to the pole, and made with it."""
    ressources = cube.select(ensemble.cases, cube.RESSOURCES)
    colonnes = (
        Colonne("cotisations", "Cotisations"),
        Colonne("services", "Services et commissions"),
        Colonne("autres", "Autres"),
        Colonne("verse", "Ressources en tout"),
        Colonne("en_nature", "Apporté en nature"),
        Colonne("achete", "Acheté au membre par le pôle"),
        Colonne("ca_imputable", "Chiffre d’affaires imputable"),
    )
    return Tableau(
        "contribution",
        "Ce que chaque membre apporte au pôle, et ce qui lui en revient",
        (Colonne("membre", "Membre", "code"),),
        colonnes,
        tuple(_row(ensemble, ressources, code) for code in ensemble.membres()),
    )


def _row(ensemble: Ensemble, ressources: Iterable[Case], code: str) -> Ligne:
    paye = cube.select(ressources, ({"interne": ["membre"], "tiers": [code]}, {}))
    cases = (
        cube.select(paye, ({"type": ["cotisations"]}, {})),
        cube.select(paye, ({"type": _SERVICES}, {})),
        cube.select(paye, ({}, {"type": ["cotisations", *_SERVICES]})),
        paye,
        ensemble.of(nature="contribution", membre=code),
        _bought(ensemble, code),
        ensemble.of(nature="ca", membre=code),
    )
    return Ligne((code,), tuple(map(cube.total, cases)), tuple(map(Source.of, cases)))


def _bought(ensemble: Ensemble, code: str) -> tuple[Case, ...]:
    """Give what the pole bought from a member: a claim that it lost is no purchase."""
    comptes = ensemble.releve.comptes
    return cube.gather(
        [
            fact
            for case in ensemble.of(nature="charge", interne="membre", membre=code)
            for fact in case.facts
            if not comptes[fact.compte].numero.startswith(_SANS_ACHAT)
        ]
    )
