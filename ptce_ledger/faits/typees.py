"""What a treasurer typed on an entry or a posting, as axes are read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Keys read on a posting or an entry. A piece has no case of its own: that there is
#: one makes the evidence, which one it is changes no axis.
_CLES = frozenset({*lexique.AXES, "membre"} - {"piece"})
#: Keys that the parser and booking write, never a treasurer.
MACHINE = frozenset({"filename", "lineno", "__tolerances__", "__automatic__"})
_CONNUES = MACHINE | {*lexique.AXES, *lexique.MARQUES}
#: What was typed that decides an axis, as something that can be a dict key.
Typees = tuple[tuple[str, Any], ...]


def find_text(niveaux: tuple[Mapping[str, Any], ...], cle: str) -> str:
    """Give the value of a key at the nearest level that holds one, "" when none does."""
    for niveau in niveaux:
        valeur = niveau.get(cle)
        if valeur:
            return str(valeur)
    return ""


def read_typed(meta: Mapping[str, Any]) -> tuple[Typees, bool]:
    """Give the keys that decide an axis, and whether a voucher is named.

    A voucher is a piece, or a file as Fava attaches it: « document: », « document-2: ».
    """
    typees = tuple([item for item in meta.items() if item[0] in _CLES])
    if meta.get("piece") or meta.get("document"):
        return typees, True
    if not _CONNUES.issuperset(meta):
        return typees, any(v and c.startswith("document") for c, v in meta.items())
    return typees, False
