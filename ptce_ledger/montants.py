"""Write an amount of any unit as a French reader expects it: « −180,00 € », « 12 h »."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger import lexique
from ptce_ledger.euros import INSECABLE
from ptce_ledger.euros import write_nombre

if TYPE_CHECKING:
    from beancount.core.amount import Amount

_MONTANT = re.compile(r"(-?[\d.]+) ([A-Z][\w.'-]*)")


def write_montant(nombre: Decimal, devise: str) -> str:
    """Write a number and its unit, with the decimals that it has.

    >>> write_montant(Decimal("-12.50"), "HEURE")
    '−12,5\\xa0h'
    """
    exposant = nombre.normalize().as_tuple().exponent
    decimales = -exposant if isinstance(exposant, int) and exposant < 0 else 0
    if devise == lexique.HEURE:
        return write_nombre(nombre, decimales) + INSECABLE + "h"
    unite = "€" if devise == lexique.EURO else devise
    au_moins = 0 if lexique.est_heure(devise) else 2
    return write_nombre(nombre, max(decimales, au_moins)) + INSECABLE + unite


def write_amount(montant: Amount) -> str:
    """Write one of Beancount's amounts."""
    return write_montant(montant.number, montant.currency)


def rewrite_montants(texte: str) -> str:
    """Write again the amounts that one of Beancount's messages gives.

    >>> rewrite_montants("-180.00 EUR, 12 HEURE")
    '−180,00\\xa0€ et 12\\xa0h'
    """
    trouves = [
        write_montant(Decimal(n), devise) for n, devise in _MONTANT.findall(texte)
    ]
    return join_words(trouves) or texte


def join_words(mots: list[str]) -> str:
    """List words as a sentence does: « a, b et c »."""
    return ", ".join(mots[:-1]) + " et " + mots[-1] if len(mots) > 1 else "".join(mots)
