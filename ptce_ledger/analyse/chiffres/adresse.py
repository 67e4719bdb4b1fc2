"""The address of a figure, and how it is written: one type, one place.

A figure stands in a group (a level, a project of level 3, the annex, the controls), in a
table, on the rows that begin with some keys, in a column. It is written
« niveau-2/pont/net » or « niveau-2/echanges/cae.velo/montant »; those of the
levels have a shorter name as well: « niveau-1.ressources.ventes.public ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from collections.abc import Iterable


class Adresse(NamedTuple):
    """Where a figure stands; the first keys alone name a subtotal, none the total."""

    #: The written name of the group: « niveau-1 », « niveau-3.conserverie ».
    groupe: str
    table: str
    cles: tuple[str, ...]
    colonne: str

    def __str__(self) -> str:
        """Write it in full: group, table, keys if any, column.

        >>> str(Adresse("niveau-2", "ressources", ("ventes", ""), "net"))
        'niveau-2/ressources/ventes.non-ventile/net'
        """
        cles = (write_cles(self.cles),) if self.cles else ()
        return "/".join((self.groupe, self.table, *cles, self.colonne))

    def shortened(self, chemin: str, avant: int = 0) -> str:
        """Write it under the short name of its column, after some of its keys.

        >>> Adresse("niveau-1", "charges", ("60",), "montant").shortened("charges")
        'niveau-1.charges.60'
        """
        return write_cles((self.groupe, *self.cles[:avant], chemin, *self.cles[avant:]))


def read_full(nom: str) -> Adresse | None:
    """Read an address written in full; None when it is a short name, or no address.

    A key may hold a stroke, as « t/an » does.

    >>> read_full("niveau-2/pont/net")
    Adresse(groupe='niveau-2', table='pont', cles=(), colonne='net')
    """
    morceaux = nom.split("/")
    if len(morceaux) < 3:
        return None
    groupe, table, *milieu, colonne = morceaux
    cles = read_cles("/".join(milieu)) if milieu else ()
    return Adresse(groupe, table, cles, colonne)


def words_of(nom: str) -> list[str]:
    """Cut a name, short or in full, at each of its words.

    >>> words_of("niveau-2/echanges/cae.velo/montant")
    ['niveau-2', 'echanges', 'cae', 'velo', 'montant']
    """
    return nom.replace("/", ".").split(".")


def read_cles(ecrites: str) -> tuple[str, ...]:
    """Read keys as an address writes them.

    >>> read_cles("ventes.non-ventile")
    ('ventes', '')
    """
    return tuple(
        "" if cle == lexique.NON_VENTILE else cle for cle in ecrites.split(".")
    )


def write_cle(cle: str) -> str:
    """Write a key in an address: an empty one has a name."""
    return cle or lexique.NON_VENTILE


def write_cles(mots: Iterable[str]) -> str:
    """Write several of them, one after the other."""
    return ".".join(map(write_cle, mots))
