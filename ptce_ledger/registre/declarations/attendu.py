"""« ptce-attendu »: a figure of approved accounts, that the ledger is held to."""

from __future__ import annotations

from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import CHIFFRE
from ptce_ledger.registre.genres import TEXTE

DECLARATION = Declaration(
    Directive(
        "Un chiffre de la synthèse, tiré de comptes approuvés, que le livre contrôle.",
        {"chiffre": TEXTE, "montant": CHIFFRE},
    ),
)
