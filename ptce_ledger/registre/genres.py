"""The kinds of values that a directive or a key takes, and what a text would be as one.

A `Genre` knows what is right; `propose` finds, in what was typed, the value that was
meant, and proposes nothing when it may be another.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount

from ptce_ledger.mots import lexique
from ptce_ledger.mots.dates import read_date
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.nombres import read_nombre
from ptce_ledger.mots.quantites import read_quantite

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping


class Genre(NamedTuple):
    """A kind of value: the Python type Beancount gives, what to call it, an example."""

    type: type
    attendu: str
    exemple: str


class Choix(NamedTuple):
    """A value taken from a closed list of the vocabulary."""

    valeurs: Mapping[str, Any]

    @property
    def attendu(self) -> str:
        """What to call a value of the list."""
        return TEXTE.attendu

    @property
    def exemple(self) -> str:
        """The first value of the list, as it is typed."""
        return f'"{next(iter(self.valeurs))}"'


TEXTE = Genre(str, "un texte entre guillemets", '"…"')
REFERENCE = Genre(str, "un code entre guillemets", '"code"')
DATE = Genre(datetime.date, "une date sans guillemets", "2025-01-31")
NOMBRE = Genre(Decimal, "un nombre sans guillemets", "1.5")
ENTIER = Genre(Decimal, "un nombre entier sans guillemets", "5")
ANNEE = Genre(Decimal, "une année sans guillemets", "2025")
MONTANT = Genre(Amount, "un montant et sa devise, sans guillemets", "1234.56 EUR")
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
        return isinstance(valeur, str) and valeur in genre.valeurs
    if genre is CHIFFRE and not isinstance(valeur, Amount):
        return isinstance(valeur, Decimal) or valeur == INDEFINI
    # A bool is an int, never a Decimal; a datetime never comes out of the parser.
    exact = isinstance(valeur, genre.type)
    if exact and genre in (MONTANT, CHIFFRE):
        return valeur.number is not None and valeur.currency == lexique.EURO
    if exact and genre in (ANNEE, ENTIER):
        return bool(valeur == valeur.to_integral_value())
    return exact and (genre is not JOUR_DE_L_AN or _is_day(valeur))


def _is_day(valeur: str) -> bool:
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


def propose(genre: Genre | Choix, ecrit: str) -> str:
    """Write what was typed as a value of a kind, or give "" when it is in doubt.

    >>> propose(DATE, '"30/06/2025"'), propose(MONTANT, "1 200"), propose(TEXTE, "12")
    ('2025-06-30', '1200 EUR', '"12"')
    """
    texte = ecrit.strip().strip('"').strip()
    if not texte or isinstance(genre, Choix):
        return ""
    return _LECTURES.get(genre, _quote)(texte)


def _quote(texte: str) -> str:
    return f'"{texte}"'


def _read_montant(texte: str) -> str:
    quantite = read_quantite(texte)
    if quantite is None or quantite.monnaie not in ("", lexique.EURO):
        return ""
    return quantite.nombre and f"{quantite.nombre} {lexique.EURO}"


def _read_annee(texte: str) -> str:
    return texte if re.fullmatch(r"[12]\d{3}", texte) else ""


def _read_entier(texte: str) -> str:
    return texte if re.fullmatch(r"\d{1,6}", texte) else ""


def _read_jour(texte: str) -> str:
    return _quote(texte) if _is_day(texte) else ""


def _read_booleen(texte: str) -> str:
    return "TRUE" if texte.casefold() in ("true", "oui", "vrai") else ""


#: How to read what was typed for a value of each kind; a text only lacks its quotes.
_LECTURES: dict[Genre, Callable[[str], str]] = {
    DATE: read_date,
    NOMBRE: read_nombre,
    ENTIER: _read_entier,
    ANNEE: _read_annee,
    MONTANT: _read_montant,
    BOOLEEN: _read_booleen,
    JOUR_DE_L_AN: _read_jour,
}
