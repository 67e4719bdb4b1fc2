"""Write amounts and dates as a reader expects them: « −180,00 € », « 12 h »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import with_unit
from ptce_ledger.mots.euros import write_nombre

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal


def write_montant(nombre: Decimal, devise: str) -> str:
    """Write a number and its unit, with the decimals that it has.

    >>> from decimal import Decimal
    >>> write_montant(Decimal("-12.50"), "HEURE").replace(chr(0xA0), "_")
    '−12,5_h'
    """
    if devise == lexique.HEURE:
        return with_unit(write_exact(nombre), "h")
    au_moins = 0 if lexique.est_heure(devise) else 2
    unite = "€" if devise == lexique.EURO else devise
    return with_unit(write_exact(nombre, au_moins), unite)


def write_exact(nombre: Decimal, au_moins: int = 0) -> str:
    """Write a number with the decimals that it has.

    >>> from decimal import Decimal
    >>> write_exact(Decimal("-0.50"))
    '−0,5'
    """
    exposant = nombre.normalize().as_tuple().exponent
    decimales = -exposant if isinstance(exposant, int) and exposant < 0 else 0
    return write_nombre(nombre, max(decimales, au_moins))


def write_date(jour: datetime.date) -> str:
    """Write a day: « 31/01/2025 »."""
    return f"{jour:%d/%m/%Y}"
