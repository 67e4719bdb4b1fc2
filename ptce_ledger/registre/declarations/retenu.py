"""« ptce-retenu »: in a published ledger, a figure that is not given."""

from __future__ import annotations

from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import TEXTE

DECLARATION = Declaration(
    Directive(
        "Dans un livre publié : un chiffre qui n’y est pas donné.",
        {"chiffre": TEXTE},
    ),
)
