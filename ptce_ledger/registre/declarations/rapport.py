"""« ptce-rapport »: a definition of a report that the pole keeps beside its ledger."""

from __future__ import annotations

from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import TEXTE

DECLARATION = Declaration(
    Directive(
        "Une définition de rapport que le pôle garde à côté de son livre.",
        {"fichier": TEXTE},
    ),
)
