"""The kinds of values that a directive or a key takes, and whether one is of its kind."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount

from ptce_ledger.mots import lexique
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Mapping


class Genre(NamedTuple):
    """A kind of value: the Python type Beancount gives, what to call it, an example."""

    type: type
    attendu: str
    exemple: str


class Choix(NamedTuple):
    """A value taken from a closed list of the vocabulary; several, between commas."""

    valeurs: Mapping[str, Any]
    plusieurs: bool = False

    @property
    def attendu(self) -> str:
        """What to call a value of the list."""
        return TEXTE.attendu

    @property
    def exemple(self) -> str:
        """The first value of the list, as it is typed."""
        return f'"{next(iter(self.valeurs))}"'

    def unlisted(self, valeur: str) -> str | None:
        """Give the first word typed that is not of the list."""
        mots = valeur.split(",") if self.plusieurs else [valeur]
        dits = [mot.strip() for mot in mots] if self.plusieurs else mots
        return next((mot for mot in dits if mot not in self.valeurs), None)


TEXTE = Genre(str, "un texte entre guillemets", '"…"')
REFERENCE = Genre(str, "un code entre guillemets", '"code"')
DATE = Genre(datetime.date, "une date sans guillemets", "2025-01-31")
NOMBRE = Genre(Decimal, "un nombre sans guillemets", "1.5")
ENTIER = Genre(Decimal, "un nombre entier sans guillemets", "5")
ANNEE = Genre(Decimal, "une année sans guillemets", "2025")
MONTANT = Genre(Amount, "un montant et sa devise, sans guillemets", "1234.56 EUR")
#: What is given without money: its worth, or the hours spent.
VALEUR = Genre(
    Amount, "un montant en euros ou des heures, sans guillemets", "12.5 HEURE"
)
#: A figure of the synthesis: an amount, a plain number, or « n. d. » between quotes.
CHIFFRE = Genre(Amount, MONTANT.attendu, MONTANT.exemple)
BOOLEEN = Genre(bool, "TRUE, sans guillemets", "TRUE")
JOUR_DE_L_AN = Genre(str, "un mois et un jour entre guillemets", '"09-01"')

#: What a value is when it is not there.
RIEN = later("rien")

#: How one asserts of a ratio that it is not defined.
INDEFINI = "n. d."

_JOUR_DE_L_AN = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def is_right(genre: Genre | Choix, valeur: Any) -> bool:
    """Tell whether a value, as Beancount gives it, is of its kind."""
    if isinstance(genre, Choix):
        return isinstance(valeur, str) and genre.unlisted(valeur) is None
    if genre is CHIFFRE and not isinstance(valeur, Amount):
        return isinstance(valeur, Decimal) or valeur == INDEFINI
    # A bool is an int, never a Decimal; a datetime never comes out of the parser.
    exact = isinstance(valeur, genre.type)
    if exact and genre in (MONTANT, CHIFFRE):
        return valeur.number is not None and valeur.currency == lexique.EURO
    if exact and genre is VALEUR:
        en_heures = lexique.est_heure(valeur.currency)
        return en_heures or valeur.currency == lexique.EURO
    if exact and genre in (ANNEE, ENTIER):
        return bool(valeur == valeur.to_integral_value())
    return exact and (genre is not JOUR_DE_L_AN or is_day(valeur))


def is_day(valeur: str) -> bool:
    """Tell a month and a day that come every year."""
    if not _JOUR_DE_L_AN.fullmatch(valeur):
        return False
    mois, jour = map(int, valeur.split("-"))
    # 29 February is refused: an exercice must be able to start every year.
    return jour <= (datetime.date(2001, mois % 12 + 1, 1) - datetime.timedelta(1)).day


def write_value(valeur: Any) -> str:
    """Write a value as one types it in a ledger."""
    if isinstance(valeur, str):
        return f'"{valeur}"'
    if isinstance(valeur, bool):
        return str(valeur).upper()
    return "" if valeur is None else str(valeur)
