"""Read a date as a French hand types it: the day first, or its month in words."""

from __future__ import annotations

import datetime
import re

from ptce_ledger.mots.typographie import fold

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_FRANCAISE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_EN_MOTS = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d_]+)\.?\s+(\d{4})")
_MOIS = (
    *("janv", "fev", "mars", "avr", "mai", "juin"),
    *("juil", "aou", "sept", "oct", "nov", "dec"),
)


def read_date(ecrite: str) -> str:
    """Write a French or an ISO date as a ledger wants it, or give "" in doubt.

    >>> [read_date(d) for d in ("15/11/2025", "1er août 2026", "31/02/2025", "3 mai 26")]
    ['2025-11-15', '2026-08-01', '', '']
    """
    if trouve := _FRANCAISE.fullmatch(ecrite):
        ecrite = f"{trouve[3]}-{trouve[2]:>02}-{trouve[1]:>02}"
    elif trouve := _EN_MOTS.fullmatch(ecrite):
        mois = fold(trouve[2])
        rang = next((r for r, nom in enumerate(_MOIS, 1) if mois.startswith(nom)), 0)
        ecrite = f"{trouve[3]}-{rang:02}-{trouve[1]:>02}"
    try:
        date = datetime.date.fromisoformat(ecrite)
    except ValueError:
        return ""
    return date.isoformat() if _ISO.fullmatch(ecrite) else ""
