"""« ptce-suivi »: in a published ledger, what an agreement of its funder has become."""

from __future__ import annotations

from ptce_ledger.mots import economie
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import Choix

DECLARATION = Declaration(
    Directive(
        "Dans un livre publié : une ligne du suivi d’une convention, à la fin de l’exercice.",
        {"tableau": Choix(economie.SUIVIS), "convention": REFERENCE},
        # Its keys are the columns of the table that it is a row of.
        fermee=False,
    ),
    references={"convention": "convention"},
)
