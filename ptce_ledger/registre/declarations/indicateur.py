"""« ptce-indicateur »: what the pole, or a project, has set in motion."""

from __future__ import annotations

from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE

DECLARATION = Declaration(
    Directive(
        "Ce qu’un projet ou la cellule a mis en mouvement : visiteurs, tonnes, MWh.",
        {"périmètre": REFERENCE, "libellé": TEXTE, "nombre": NOMBRE},
        {
            "unite": Propriete(TEXTE, "L’unité : jamais deux unités ne s’ajoutent."),
            "preuve": communes.PREUVE,
        },
    ),
    references={"périmètre": "perimetre"},
)
