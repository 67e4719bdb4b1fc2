"""What members declared, as a publication may show it: turnover, jobs, cooperations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.euros import ZERO
from ptce_ledger.publication.copie.redaction import directive

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.publication.copie.emplois import Emplois
    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.parts import Part
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.registre.pole import Registre


def iter_declarations(
    registre: Registre,
    permission: Permission,
    noms: Noms,
    parts: Iterable[Part],
    emplois: Iterable[Emplois],
) -> Iterator[str]:
    """Write the declarations of the exercices published."""
    for part in parts:
        if part.cle.nature == "ca":
            yield from _turnover(part)
    for exercice in permission.exercices:
        if permission.tout:
            yield from _iter_donnees(registre, noms, exercice)
        yield from _iter_emplois(registre, exercice, emplois)
        yield from _iter_cooperations(registre, permission, noms, exercice)


def _turnover(part: Part) -> Iterator[str]:
    cle = part.cle
    yield from directive(
        cle.date,
        "ptce-ca",
        cle.membre,
        part.montant,
        projet=cle.projet,
        client=cle.tiers,
        preuve=cle.preuve,
    )


def _iter_donnees(registre: Registre, noms: Noms, exercice: int) -> Iterator[str]:
    """Add the whole turnover of those who bear one public name."""
    sommes: dict[str, Decimal] = {}
    for code in registre.membres():
        donnees = registre.donnees(code, exercice)
        if "ca" in donnees and registre.was_member(code, exercice):
            public = noms.member(code, exercice)
            sommes[public] = sommes.get(public, ZERO) + donnees["ca"].number
    for public, somme in sorted(sommes.items()):
        yield from directive(
            registre.bornes(exercice)[1], "ptce-donnees", public, exercice, ca=somme
        )


def _iter_emplois(
    registre: Registre, exercice: int, emplois: Iterable[Emplois]
) -> Iterator[str]:
    for un in emplois:
        if un.masse.exercice == exercice:
            yield from directive(
                registre.bornes(exercice)[1],
                "ptce-emploi",
                un.masse.perimetre,
                ZERO if un.retenu else un.etp,
                statut=un.masse.type,
                retenu=un.retenu,
            )


def _iter_cooperations(
    registre: Registre, permission: Permission, noms: Noms, exercice: int
) -> Iterator[str]:
    for lu in registre.declared("ptce-cooperation", exercice):
        projet = lu.cles.get("projet", "")
        if permission.tout or projet in permission.perimetres:
            yield from directive(
                registre.bornes(exercice)[1],
                "ptce-cooperation",
                noms.member(lu.valeurs["membre"]),
                noms.member(lu.valeurs["autre membre"]),
                projet=noms.axis(projet),
            )
