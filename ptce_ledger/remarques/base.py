"""What every remark is: a value shaped like an error, about what may well be right.

A remark never stops a figure. Its class name is its public code, as for errors; its
docstring, in French, is what `ptce expliquer` and docs/erreurs.md print.
"""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError

#: The key by which a treasurer says that a remark was read, and why the line is right.
LUE = "remarque-lue"


class Remarque(PtceError):
    """Base of the catalogue of remarks."""

    __slots__ = ()
