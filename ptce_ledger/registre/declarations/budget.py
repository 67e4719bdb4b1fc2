"""« ptce-budget »: a line of the budget that was voted."""

from __future__ import annotations

from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import ANNEE
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE

DECLARATION = Declaration(
    Directive(
        "Une ligne du budget voté.",
        {"périmètre": REFERENCE, "ligne": TEXTE, "montant": MONTANT},
        {
            "exercice": Propriete(ANNEE, "L’exercice du budget."),
            "origine": Propriete(
                communes.ORIGINES, "L’origine attendue de la ressource."
            ),
        },
    ),
    references={"périmètre": "perimetre"},
)
