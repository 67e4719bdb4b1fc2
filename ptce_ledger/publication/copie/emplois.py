"""The jobs of a publication: by périmètre and statut, given or withheld as pay is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import ZERO
from ptce_ledger.publication.copie.personnes import count_jobs
from ptce_ledger.publication.copie.precedentes import masse_of_jobs
from ptce_ledger.publication.copie.recoupement import TOUT

if TYPE_CHECKING:
    from decimal import Decimal

    from ptce_ledger.publication.copie.masses import CleDeMasse
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.publication.copie.recoupement import Recoupement
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


class Emplois(NamedTuple):
    """Jobs of one statut in a périmètre and an exercice."""

    masse: CleDeMasse
    etp: Decimal
    personnes: int
    retenu: bool
    #: Withheld for what changed since an older copy, not for how few they are.
    recoupe: bool


def gather_jobs(
    registre: Registre, permission: Permission, recoupement: Recoupement
) -> list[Emplois]:
    """Add the jobs that a permission covers, and withhold those of too few people."""
    groupes: dict[CleDeMasse, list[Lu]] = {}
    for exercice in permission.exercices:
        for lu in registre.declared("ptce-emploi", exercice):
            perimetre = registre.home(lu.valeurs["périmètre"])
            if perimetre in permission.perimetres:
                statut = lu.cles.get("statut", "mobilise")
                cle = masse_of_jobs(exercice, perimetre, statut)
                groupes.setdefault(cle, []).append(lu)
    tous = []
    for cle, lus in sorted(groupes.items()):
        etp = sum((lu.valeurs["nombre"] for lu in lus), ZERO)
        personnes = count_jobs(lus)
        peu = personnes < permission.personnes_minimum
        recoupe = not peu and recoupement.settle_jobs(cle, etp) != TOUT
        tous.append(Emplois(cle, etp, personnes, peu or recoupe, recoupe))
    return tous
