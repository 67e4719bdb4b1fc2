"""« ptce-ca »: the turnover of a member that comes from the pole."""

from __future__ import annotations

from ptce_ledger.mots import lexique
from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import Choix

DECLARATION = Declaration(
    Directive(
        "Le chiffre d’affaires d’un membre imputable au pôle.",
        {"membre": REFERENCE, "montant": MONTANT},
        {
            "projet": Propriete(REFERENCE, "Le projet dont il vient."),
            "client": Propriete(
                REFERENCE,
                "À qui il est vendu : un membre, un tiers, un projet ou « cellule ».",
            ),
            "methode": Propriete(
                Choix(lexique.METHODES), "Comment il est imputé au pôle."
            ),
            "preuve": communes.PREUVE,
        },
    ),
    references={"membre": "membre", "projet": "projet", "client": "code"},
)
