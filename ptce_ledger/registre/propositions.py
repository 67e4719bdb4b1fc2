"""What a text would be as a value of a kind: the one that was meant, or nothing in doubt.

Only an error needs it: a right ledger does without this module, and without what reads
numbers and dates as hands type them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.dates import read_date
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.nombres import read_nombre
from ptce_ledger.mots.quantites import read_quantite
from ptce_ledger.registre.genres import ANNEE
from ptce_ledger.registre.genres import BOOLEEN
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import ENTIER
from ptce_ledger.registre.genres import JOUR_DE_L_AN
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import VALEUR
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.genres import Genre
from ptce_ledger.registre.genres import is_day

if TYPE_CHECKING:
    from collections.abc import Callable


def propose(genre: Genre | Choix, ecrit: str) -> str:
    """Write what was typed as a value of a kind, or give "" when it is in doubt.

    >>> propose(DATE, '"30/06/2025"'), propose(MONTANT, "1 200"), propose(MONTANT, "1-")
    ('2025-06-30', '1200 EUR', '')
    >>> propose(MONTANT, "2026-01-01")
    ''
    """
    texte = ecrit.strip().strip('"').strip()
    # A day typed in the place of an amount is no amount.
    if (
        not texte
        or isinstance(genre, Choix)
        or (genre in _CHIFFRES and read_date(texte))
    ):
        return ""
    return _LECTURES.get(genre, _quote)(texte)


def _quote(texte: str) -> str:
    return f'"{texte}"'


def _read_montant(texte: str) -> str:
    quantite = read_quantite(texte)
    if quantite is None or quantite.monnaie not in ("", EURO):
        return ""
    return quantite.nombre and f"{quantite.nombre} {EURO}"


def _read_valeur(texte: str) -> str:
    """Read an amount in euros; a bare number may be hours, and is in doubt."""
    quantite = read_quantite(texte)
    en_euros = quantite is not None and quantite.monnaie == EURO
    return _read_montant(texte) if en_euros else ""


def _read_annee(texte: str) -> str:
    return texte if re.fullmatch(r"[12]\d{3}", texte) else ""


def _read_entier(texte: str) -> str:
    return texte if re.fullmatch(r"\d{1,6}", texte) else ""


def _read_jour(texte: str) -> str:
    return _quote(texte) if is_day(texte) else ""


def _read_booleen(texte: str) -> str:
    return "TRUE" if texte.casefold() in ("true", "oui", "vrai") else ""


#: The kinds that a date is not.
_CHIFFRES = frozenset((NOMBRE, ENTIER, ANNEE, MONTANT, VALEUR))
#: How to read what was typed for a value of each kind; a text only lacks its quotes.
_LECTURES: dict[Genre, Callable[[str], str]] = {
    DATE: read_date,
    NOMBRE: read_nombre,
    ENTIER: _read_entier,
    ANNEE: _read_annee,
    MONTANT: _read_montant,
    VALEUR: _read_valeur,
    BOOLEEN: _read_booleen,
    JOUR_DE_L_AN: _read_jour,
}
