"""Write directives of a published ledger: each value quoted for what it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots import lexique
from ptce_ledger.mots.typographie import disarm

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator


def quote(texte: str) -> str:
    """Set a text between quotes: on one line, with nothing that acts in it.

    >>> quote('un "mot" <b>')
    '"un ”mot” ‹b›"'
    """
    plat = " ".join(disarm(texte).split()).replace("\\", "/")
    plat = plat.replace('"', "”").replace("<", "‹").replace(">", "›")
    return f'"{plat}"'


def directive(
    date: datetime.date, nom: str, /, *valeurs: Any, **cles: Any
) -> Iterator[str]:
    """Write one directive and its keys; a key that says nothing is left out.

    A Decimal is an amount in euros, save as the number of jobs.
    """
    ecrites = [_write(valeur, en_euros=nom != "ptce-emploi") for valeur in valeurs]
    yield " ".join((f'{date} custom "{nom}"', *ecrites))
    for cle, valeur in cles.items():
        if valeur is not None and valeur != "" and valeur is not False:
            yield f"  {cle.replace('_', '-')}: {_write(valeur, en_euros=True)}"


def _write(valeur: Any, *, en_euros: bool) -> str:
    if isinstance(valeur, str):
        return quote(valeur)
    if isinstance(valeur, Decimal):
        return f"{valeur:f} {lexique.EURO}" if en_euros else f"{valeur:f}"
    return "TRUE" if valeur is True else str(valeur)
