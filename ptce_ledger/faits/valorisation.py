"""What an hour is worth: the dated `price HEURE` in force on the day of the work.

A « ptce-valorisation » says where that price comes from, and must agree with it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Price

from ptce_ledger.erreurs.nature import PrixAbsent
from ptce_ledger.erreurs.valorisation import PrixContredit
from ptce_ledger.faits.smic import smic_of
from ptce_ledger.mots import lexique
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import CENT
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.mots.euros import round_step
from ptce_ledger.registre.declarations.valorisation import FORFAIT

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


class Prix:
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


def voted_price(lu: Lu) -> Decimal | None:
    """Give the price that a « ptce-valorisation » makes, None before the SMIC known."""
    cles = lu.cles
    if cles.get("methode") == FORFAIT:
        montant: Decimal = cles["montant"].number
        return montant
    smic = smic_of(lu.entry.date)
    if smic is None:
        return None
    pas = cles["arrondi"].number if "arrondi" in cles else CENT
    charge = round_step(smic.montant * (1 + cles["charges"]), pas)
    return round_euros(charge * cles.get("coefficient", 1))


def _check_declared(registre: Registre, prix: Prix) -> Iterator[PtceError]:
    """Report hours given without money, of which nobody knows the worth."""
    for lu in registre.declarations.get("ptce-cooperation", ()):
        valeur, jour = lu.cles.get("valeur"), lu.entry.date
        if valeur is None or not lexique.est_heure(valeur.currency):
            continue
        if prix.price(valeur.currency, jour) is None:
            yield PrixAbsent.at(
                lu.entry.meta,
                lu.entry,
                devise=valeur.currency,
                jour=Jour(jour),
                date=jour,
            )


def check_prices(registre: Registre, prix: Prix) -> Iterator[PtceError]:
    """Report a price in force that is not the one that was voted, or that is missing."""
    yield from _check_declared(registre, prix)
    for lu in registre.declarations.get("ptce-valorisation", ()):
        devise, jour = lu.valeurs["devise"], lu.entry.date
        voulu, trouve = voted_price(lu), prix.price(devise, jour)
        if voulu is not None and voulu != trouve:
            yield PrixContredit.at(
                lu.entry.meta,
                lu.entry,
                devise=devise,
                voulu=Montant(voulu, lexique.EURO),
                trouve=later("inconnu")
                if trouve is None
                else Montant(trouve, lexique.EURO),
                date=jour,
                juste=voulu,
            )
