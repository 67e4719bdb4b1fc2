"""« ptce-donnees »: what a member says of its whole year, turnover and jobs."""

from __future__ import annotations

from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import ANNEE
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import REFERENCE

DECLARATION = Declaration(
    Directive(
        "Les données d’un membre pour une année : chiffre d’affaires, emplois.",
        {"membre": REFERENCE, "année": ANNEE},
        {
            "ca": Propriete(MONTANT, "Son chiffre d’affaires entier."),
            "etp": Propriete(NOMBRE, "Tous ses emplois, en équivalents temps plein."),
            "etp-pole": Propriete(NOMBRE, "Ceux de ces emplois qui sont au pôle."),
            "preuve": communes.PREUVE,
        },
    ),
    references={"membre": "membre"},
    identite=lambda lu: f"{lu.valeurs['membre']} {lu.valeurs['année']}",
)
