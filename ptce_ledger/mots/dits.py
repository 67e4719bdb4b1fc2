"""Words that are kept as data until they are shown, and then said in the language spoken.

Each is a value: `str` says it. An error keeps them in place of French already made.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.langue import ET
from ptce_ledger.mots.langue import OU
from ptce_ledger.mots.langue import join_said
from ptce_ledger.mots.langue import quote
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.langue import tell
from ptce_ledger.mots.langue import tell_count
from ptce_ledger.mots.montants import write_date
from ptce_ledger.mots.montants import write_exact
from ptce_ledger.mots.montants import write_montant

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

_MONTANT = re.compile(r"(-?[\d.]+) ([A-Z][\w.'-]*)")


class Dit(NamedTuple):
    """A phrase of the catalogue, and the words it takes."""

    phrase: str
    mots: Mapping[str, object]

    def __str__(self) -> str:
        return tell(self.phrase, **self.mots)


def later(phrase: str, /, **mots: object) -> Dit:
    """Keep a phrase to be told, in whatever language that will be.

    >>> str(later("{quoi} : rien", quoi=Cite("a"))).replace(chr(0xA0), "_")
    '«_a_»_: rien'
    """
    return Dit(phrase, mots)


class DitSelon(NamedTuple):
    """A phrase for one and for several, and how many there are."""

    un: str
    plusieurs: str
    nombre: int

    def __str__(self) -> str:
        return tell_count(self.un, self.plusieurs, self.nombre)


def later_count(un: str, plusieurs: str, nombre: int) -> DitSelon:
    """Keep the phrase that fits a number, which it may quote as `{nombre}`.

    >>> str(later_count("une ligne", "{nombre} lignes", 2))
    '2 lignes'
    """
    return DitSelon(un, plusieurs, nombre)


class Cite(NamedTuple):
    """A word between quotes."""

    mot: object

    def __str__(self) -> str:
        return quote(self.mot)


class Liste(NamedTuple):
    """Words in a row, as a sentence lists them."""

    mots: tuple[object, ...]
    lien: str = ET

    def __str__(self) -> str:
        return join_said([str(mot) for mot in self.mots], self.lien)


def one_of(mots: Iterable[object]) -> Liste:
    """List the words between which one chooses.

    >>> str(one_of("abc")).replace(chr(0xA0), "_")
    '«_a_», «_b_» ou «_c_»'
    """
    return Liste(tuple(Cite(mot) for mot in mots), OU)


class Suite(NamedTuple):
    """Words each joined to the one before: « a et b et c »."""

    mots: tuple[object, ...]
    lien: str = ET

    def __str__(self) -> str:
        return functools.reduce(self._join, map(str, self.mots))

    def _join(self, debut: str, fin: str) -> str:
        return say(self.lien, debut=debut, fin=fin)


class Jour(NamedTuple):
    """A day, as a sentence gives it."""

    date: datetime.date

    def __str__(self) -> str:
        return write_date(self.date)


class Nombre(NamedTuple):
    """A number by itself, with the decimals that it has."""

    nombre: Decimal

    def __str__(self) -> str:
        return write_exact(self.nombre)


class Montant(NamedTuple):
    """A number and its unit, with the decimals that it has."""

    nombre: Decimal
    devise: str

    def __str__(self) -> str:
        return write_montant(self.nombre, self.devise)


def iter_montants(texte: str) -> Iterator[Montant]:
    """Find the amounts that one of Beancount's messages gives."""
    for nombre, devise in _MONTANT.findall(texte):
        yield Montant(Decimal(nombre), devise)


class ACopier(NamedTuple):
    """Lines to copy: a text of the ledger adds none to them."""

    lignes: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(ligne.replace("\n", " ") for ligne in self.lignes)


def read_montants(texte: str) -> object:
    """Read the amounts that one of Beancount's messages gives; its text if it has none.

    >>> str(read_montants("-180.00 EUR, 12 HEURE")).replace(chr(0xA0), "_")
    '−180,00_€ et 12_h'
    """
    trouves = tuple(iter_montants(texte))
    return Liste(trouves) if trouves else texte
