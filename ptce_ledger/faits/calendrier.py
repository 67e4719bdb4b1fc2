"""Which exercices a ledger has, which one is shown first, and up to which day it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Transaction

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from ptce_ledger.registre.pole import Registre

#: Declarations that make an exercice of their date; « ptce-donnees » names its own.
_DATEES = ("ptce-ca", "ptce-emploi", "ptce-cooperation")
#: An exercice with transactions in as many months is one that is being kept.
_MOIS = 3


class Calendrier:
    """The exercices of some entries and of their register."""

    def __init__(self, entries: Iterable[Any], registre: Registre) -> None:
        self._registre = registre
        #: Exercice → the months that have a transaction, and the day of the last one.
        self._mois: dict[int, set[tuple[int, int]]] = {}
        self._derniers: dict[int, datetime.date] = {}
        jour = None
        for entry in entries:
            if type(entry) is Transaction and entry.date != jour:
                jour = entry.date
                exercice = registre.exercice(jour)
                self._mois.setdefault(exercice, set()).add((jour.year, jour.month))
                self._derniers[exercice] = jour

    def exercices(self) -> list[int]:
        """List the exercices that have a transaction or a declaration."""
        registre = self._registre
        declares = {
            registre.exercice(lu.entry.date)
            for nom in _DATEES
            for lu in registre.declarations.get(nom, ())
        }
        declares |= {
            int(lu.valeurs["année"])
            for lu in registre.declarations.get("ptce-donnees", ())
        }
        return sorted(declares | self._mois.keys())

    def suivis(self) -> list[int]:
        """List those that the follow-up speaks of: voted ahead, or about to begin.

        A budget is voted before its year, and dues are called on its first day.
        """
        registre = self._registre
        votes = registre.declarations.get("ptce-budget", ())
        voulus = {*self.exercices(), *map(registre.exercice_of, votes)}
        if self._mois:
            voulus.add(max(self._mois) + 1)
        return sorted(voulus)

    def defaut(self) -> int | None:
        """Name the one shown unless another is asked for.

        It is the last that has transactions in three months: opening balances make no
        year to be read. Else the last of all.
        """
        tenus = [annee for annee, mois in self._mois.items() if len(mois) >= _MOIS]
        return max(tenus or self.exercices(), default=None)

    def arrete(self, exercice: int) -> datetime.date | None:
        """Give the day of the last transaction, when it is not in the last month."""
        dernier = self._derniers.get(exercice)
        fin = self._registre.bornes(exercice)[1]
        if dernier is None or (dernier.year, dernier.month) == (fin.year, fin.month):
            return None
        return dernier
