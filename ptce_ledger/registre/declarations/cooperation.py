"""« ptce-cooperation »: two members who work together."""

from __future__ import annotations

from ptce_ledger.mots import lexique
from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import Choix

DECLARATION = Declaration(
    Directive(
        "Une coopération entre deux membres.",
        {"membre": REFERENCE, "autre membre": REFERENCE},
        {
            "nature": Propriete(
                Choix(lexique.NATURES_DE_COOPERATION), "Commerciale ou stratégique."
            ),
            "objet": Propriete(
                Choix(lexique.OBJETS_DE_COOPERATION), "Ce qui est mis en commun."
            ),
            "projet": Propriete(REFERENCE, "Le projet où ils coopèrent."),
            "preuve": communes.PREUVE,
        },
    ),
    references={"membre": "membre", "autre membre": "membre", "projet": "projet"},
)
