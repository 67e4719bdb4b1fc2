"""The words of the register that a publication may show, as directives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.publication.copie.noms import AUTRE_PROJET
from ptce_ledger.publication.copie.noms import PREFIXE_MEMBRES
from ptce_ledger.publication.copie.redaction import directive
from ptce_ledger.registre.declarations.publication import PUBLIQUE
from ptce_ledger.registre.declarations.publication import TOUS

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.registre.pole import Registre
    from ptce_ledger.registre.pole import Tiers


def iter_registre(
    registre: Registre, permission: Permission, noms: Noms, ouverture: datetime.date
) -> Iterator[str]:
    """Write the pole, its phases, whoever is named or gathered, projects, agreements."""
    mois, jour = registre.debut_exercice
    yield from directive(
        ouverture,
        "ptce-pole",
        registre.code,
        registre.libelle,
        copie_pour=permission.financeur,
        perimetres_publies=TOUS
        if permission.tout
        else ", ".join(sorted(permission.perimetres)),
        diffusion="" if permission.diffusion == PUBLIQUE else permission.diffusion,
        debut_exercice="" if (mois, jour) == (1, 1) else f"{mois:02}-{jour:02}",
    )
    for date, phase in registre.phases:
        yield from directive(date, "ptce-phase", phase)
    # Agreements and leaders are read first: they may be somebody not met so far.
    projets = list(_iter_projets(registre, permission, noms, ouverture))
    conventions = list(_iter_conventions(registre, permission, noms, ouverture))
    for code in sorted(noms.nommes | {permission.financeur}):
        yield from _tiers(registre, registre.tiers[code], ouverture)
    for code in sorted(noms.reunis):
        membre = code.startswith(PREFIXE_MEMBRES)
        yield from _named(noms.reunis[code], ouverture, membre=membre)
    yield from projets
    yield from conventions


def _tiers(registre: Registre, tiers: Tiers, ouverture: datetime.date) -> Iterator[str]:
    if not tiers.periodes:
        yield from _named(tiers, ouverture, membre=False)
    for entree, sortie in tiers.periodes:
        alors = registre.tiers_on(tiers.code, entree) or tiers
        yield from _named(alors, entree, membre=True, sortie=sortie)


def _named(
    tiers: Tiers,
    date: datetime.date,
    *,
    membre: bool,
    sortie: datetime.date | None = None,
) -> Iterator[str]:
    yield from directive(
        date,
        "ptce-membre" if membre else "ptce-tiers",
        tiers.code,
        tiers.libelle,
        origine=tiers.origine,
        echelon=tiers.echelon,
        sortie=sortie,
    )


def _iter_projets(
    registre: Registre, permission: Permission, noms: Noms, ouverture: datetime.date
) -> Iterator[str]:
    for code, projet in registre.communs.items():
        if code not in permission.perimetres:
            continue
        chef = projet.chef_de_file
        membres = dict.fromkeys(noms.member(m) for m in projet.membres)
        yield from directive(
            ouverture,
            "ptce-projet",
            code,
            projet.libelle,
            debut=projet.debut,
            fin=projet.fin,
            chef_de_file=_leader(registre, noms, chef),
            membres=", ".join(membres),
            cooperation=projet.cooperation,
        )
    if noms.autre_projet:
        yield from directive(
            ouverture, "ptce-projet", AUTRE_PROJET, "Autre projet commun"
        )


def _leader(registre: Registre, noms: Noms, code: str) -> str:
    """Name who leads a project, when it may be named."""
    if not code:
        return ""
    membre = bool(registre.tiers[code].periodes)
    return noms.member(code) if membre else noms.payer(code, "", "")


def _iter_conventions(
    registre: Registre, permission: Permission, noms: Noms, ouverture: datetime.date
) -> Iterator[str]:
    for code in permission.agreements(registre):
        convention = registre.conventions[code]
        projet = convention.projet
        yield from directive(
            ouverture,
            "ptce-convention",
            code,
            convention.financeur,
            convention.montant,
            projet=noms.axis(projet),
            debut=convention.debut,
            fin=convention.fin,
        )
