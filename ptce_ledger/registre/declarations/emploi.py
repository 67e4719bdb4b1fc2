"""« ptce-emploi »: jobs of a project or of the cell."""

from __future__ import annotations

from ptce_ledger.mots import lexique
from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import BOOLEEN
from ptce_ledger.registre.genres import ENTIER
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import Choix

DECLARATION = Declaration(
    Directive(
        "Des emplois, en équivalents temps plein, d’un projet ou de la cellule.",
        {"périmètre": REFERENCE, "nombre": NOMBRE},
        {
            "statut": Propriete(
                Choix(lexique.STATUTS), "Créés, maintenus ou mobilisés."
            ),
            "membre": Propriete(REFERENCE, "Le membre qui emploie."),
            "personnes": Propriete(
                ENTIER, "Combien de personnes ; sans elle, l’entier qui suit les ETP."
            ),
            "retenu": Propriete(
                BOOLEEN,
                "Dans un livre publié : le nombre est retenu, et ce qui en dépend.",
            ),
            "preuve": communes.PREUVE,
        },
    ),
    references={"périmètre": "perimetre", "membre": "membre"},
)
