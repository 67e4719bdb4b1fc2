"""« ptce-membre »: a member, from the date of the line to its `sortie:`."""

from __future__ import annotations

from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import code_of
from ptce_ledger.registre.declarations.tiers import declare
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE

DECLARATION = Declaration(
    Directive(
        "Un membre du pôle, à partir de la date de la ligne.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "origine": communes.ORIGINE_DE,
            "echelon": communes.ECHELON,
            "forme": communes.FORME,
            "siren": communes.SIREN,
            "sortie": Propriete(DATE, "Son dernier jour de membre."),
            "alias": communes.ALIAS,
        },
    ),
    declare=declare,
    identite=code_of,
)
