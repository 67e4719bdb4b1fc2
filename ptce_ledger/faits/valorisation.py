"""What an hour is worth: the dated `price HEURE` in force on the day of the work."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Price

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import round_euros

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal


class Bareme:
    """The prices of hours, by currency (HEURE, HEURE.EXPERT…), from the ledger."""

    def __init__(self, entries: Iterable[Any]) -> None:
        self._jours: dict[str, list[datetime.date]] = {}
        self._prix: dict[str, list[Decimal]] = {}
        for entry in entries:
            if type(entry) is not Price or not lexique.est_heure(entry.currency):
                continue
            prix = entry.amount.number
            if prix is not None and entry.amount.currency == lexique.EURO:
                jours = self._jours.setdefault(entry.currency, [])
                jours.append(entry.date)
                self._prix.setdefault(entry.currency, []).append(prix)

    def price(self, devise: str, jour: datetime.date) -> Decimal | None:
        """Give the euros of one hour on a day, None when no price is in force."""
        jours = self._jours.get(devise)
        rang = bisect_right(jours, jour) if jours else 0
        return self._prix[devise][rang - 1] if rang else None

    def value(self, nombre: Decimal, devise: str, jour: datetime.date) -> Decimal:
        """Value a number in euros; hours are rounded to the cent, half up.

        Hours without a price are an error of the ledger (PrixAbsent): they never
        reach a figure, except under --provisoire, where they are worth nothing.
        """
        if devise == lexique.EURO:
            return nombre
        prix = self.price(devise, jour)
        return round_euros(nombre * prix) if prix is not None else nombre * 0
