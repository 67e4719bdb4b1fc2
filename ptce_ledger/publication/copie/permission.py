"""What a funder may see: the « ptce-publication » of the ledger, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.codes import read_codes
from ptce_ledger.publication.copie.personnes import is_pay
from ptce_ledger.registre.declarations.publication import CONVENTION
from ptce_ledger.registre.declarations.publication import PERSONNES_MINIMUM
from ptce_ledger.registre.declarations.publication import PUBLIQUE
from ptce_ledger.registre.declarations.publication import TOUS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.publication.copie.masses import CleDeMasse
    from ptce_ledger.registre.convention import Convention
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


class SansPermission(Exception):
    """No « ptce-publication » of the ledger names this funder."""


class Permission(NamedTuple):
    """What may be published to a funder. Whatever is not listed is not."""

    financeur: str
    exercices: tuple[int, ...]
    #: « cellule » and codes of projects.
    perimetres: frozenset[str]
    #: Every périmètre, and what has none.
    tout: bool
    #: Members and third parties that may be named.
    nommes: frozenset[str]
    personnes_minimum: int
    #: The exercices as they are typed: the ledger may hold none of them.
    exercices_dits: str = ""
    #: « publique », or « convention »: handed over under the agreements of the funder.
    diffusion: str = PUBLIQUE

    def covers(self, fact: Fact) -> bool:
        """Tell whether a fact may be published."""
        # What is outside the pole is nobody's business but of whoever keeps the books.
        if fact.exercice not in self.exercices or fact.perimetre == "hors-pole":
            return False
        if fact.nature == "ca":
            return self.tout or fact.projet in self.perimetres
        return self.tout or fact.home in self.perimetres

    def gives(self, masse: CleDeMasse) -> bool:
        """Tell what is given however few people are behind: under an agreement, pay."""
        return self.diffusion == CONVENTION and is_pay(masse.nature, masse.type)

    def agreements(self, registre: Registre) -> list[str]:
        """List the agreements of the funder that pay for what may be published."""
        return [
            code
            for code, convention in registre.conventions.items()
            if convention.financeur == self.financeur
            and registre.home(convention.projet) in self.perimetres
        ]

    def shows(self, adresse: Adresse, conventions: Mapping[str, Convention]) -> bool:
        """Tell a figure that counts nothing outside of what may be published.

        Its place alone decides, never its amount: a figure withheld where there is
        something, and given where there is nothing, would tell which it is.
        """
        groupe, _, projet = adresse.groupe.partition(".")
        if self.tout:
            return True
        if groupe == "niveau-1":
            return "cellule" in self.perimetres
        if groupe == "conventions":
            # Only agreements of what may be published are in a copy.
            return True
        if projet:
            return projet in self.perimetres
        if (groupe, adresse.table) == ("annexe", "conventions"):
            convention = conventions[adresse.cles[0]]
            return (convention.projet or "cellule") in self.perimetres
        return False


def read_permission(
    registre: Registre, financeur: str, tenus: Sequence[int]
) -> Permission:
    """Read what the ledger lets a funder see. Raises SansPermission.

    `tenus` are the exercices of the ledger. The funder itself is always named; of two
    directives for one funder the later holds.
    """
    siens = [
        lu
        for lu in registre.declarations.get("ptce-publication", ())
        if lu.valeurs["financeur"] == financeur
    ]
    if not siens:
        raise SansPermission(financeur)
    cles = siens[-1].cles
    perimetres = read_codes(cles.get("perimetres", ""))
    tout = TOUS in perimetres
    return Permission(
        financeur,
        _exercices(siens[-1], tenus),
        frozenset(("cellule", *registre.communs) if tout else perimetres),
        tout,
        frozenset((financeur, *read_codes(cles.get("nommes", "")))),
        int(cles.get("personnes-minimum", PERSONNES_MINIMUM)),
        cles.get("exercices", ""),
        cles.get("diffusion", PUBLIQUE),
    )


def _exercices(lu: Lu, tenus: Sequence[int]) -> tuple[int, ...]:
    voulus = read_codes(lu.cles.get("exercices", ""))
    return tuple(a for a in tenus if TOUS in voulus or str(a) in voulus)
