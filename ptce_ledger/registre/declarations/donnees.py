"""« ptce-donnees »: what a member says of its whole year, turnover and jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.erreurs.valeurs import DonneeNegative
from ptce_ledger.mots import source
from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import ANNEE
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import write_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

#: What counts something, and is not below zero.
_COMPTEES = ("ca", "etp", "etp-pole", "habitants", "achats-pole")


def _check(_registre: Registre, lu: Lu) -> Iterator[PtceError]:
    for cle in _COMPTEES:
        valeur = lu.cles.get(cle)
        if valeur is not None and getattr(valeur, "number", valeur) < 0:
            place = source.place_of_key(lu.entry.meta, cle)
            yield DonneeNegative.at(
                place, lu.entry, cle=cle, valeur=write_value(valeur)
            )


DECLARATION = Declaration(
    Directive(
        "Les données d’un membre pour une année : chiffre d’affaires, emplois.",
        {"membre": REFERENCE, "année": ANNEE},
        {
            "ca": Propriete(MONTANT, "Son chiffre d’affaires entier."),
            "etp": Propriete(NOMBRE, "Tous ses emplois, en équivalents temps plein."),
            "etp-pole": Propriete(NOMBRE, "Ceux de ces emplois qui sont au pôle."),
            "habitants": Propriete(NOMBRE, "Les habitants d’une commune."),
            "achats-pole": Propriete(
                MONTANT, "Ce que le pôle lui a facturé, selon ses propres comptes."
            ),
            "preuve": communes.PREUVE,
        },
    ),
    references={"membre": "membre"},
    check=_check,
    identite=lambda lu: f"{lu.valeurs['membre']} {lu.valeurs['année']}",
)
