"""Write amounts and dates as a French reader expects them: « −180,00 € », « 12 h »."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import INSECABLE
from ptce_ledger.mots.euros import write_nombre

if TYPE_CHECKING:
    import datetime

_MONTANT = re.compile(r"(-?[\d.]+) ([A-Z][\w.'-]*)")


def write_montant(nombre: Decimal, devise: str) -> str:
    """Write a number and its unit, with the decimals that it has.

    >>> write_montant(Decimal("-12.50"), "HEURE").replace(INSECABLE, "_")
    '−12,5_h'
    """
    exposant = nombre.normalize().as_tuple().exponent
    decimales = -exposant if isinstance(exposant, int) and exposant < 0 else 0
    if devise == lexique.HEURE:
        return write_nombre(nombre, decimales) + INSECABLE + "h"
    unite = "€" if devise == lexique.EURO else devise
    au_moins = 0 if lexique.est_heure(devise) else 2
    return write_nombre(nombre, max(decimales, au_moins)) + INSECABLE + unite


def rewrite_montants(texte: str) -> str:
    """Write again the amounts that one of Beancount's messages gives.

    >>> rewrite_montants("-180.00 EUR, 12 HEURE").replace(INSECABLE, "_")
    '−180,00_€ et 12_h'
    """
    trouves = [
        write_montant(Decimal(n), devise) for n, devise in _MONTANT.findall(texte)
    ]
    return join_words(trouves) or texte


def join_words(mots: list[str]) -> str:
    """List words as a sentence does: « a, b et c »."""
    return ", ".join(mots[:-1]) + " et " + mots[-1] if len(mots) > 1 else "".join(mots)


def write_date(jour: datetime.date) -> str:
    """Write a day: « 31/01/2025 »."""
    return f"{jour:%d/%m/%Y}"
