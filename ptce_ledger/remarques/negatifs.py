"""Numbers below zero where none can be: jobs, a price, an agreement."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.data import Custom
from beancount.core.data import Price

from ptce_ledger.mots.dits import Nombre
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Directive

    from ptce_ledger.remarques.regard import Regard

#: Kinds whose own values are never negative; turnover, less credit notes, may be.
_JAMAIS = frozenset(("ptce-emploi", "ptce-convention"))


class NombreNegatif(Remarque):
    """Un nombre est négatif là où aucun ne peut l’être.

    Des emplois, le prix d’une heure ou le montant d’une convention ne descendent pas en
    dessous de zéro. Seul le chiffre d’affaires le peut, quand ses avoirs dépassent ses
    ventes.
    """

    __slots__ = ()
    constat = "{nombre} : ce nombre ne peut pas être négatif."
    remede = "Retirez le signe moins ; si cette ligne en corrige une autre, corrigez l’autre."


def iter_negatifs(regard: Regard) -> Iterator[Remarque]:
    """Look at the declarations and prices for the first number below zero of each."""
    for entry in regard.livre.entries:
        nombre = next((n for n in _numbers(entry) if n < 0), None)
        if nombre is not None:
            yield NombreNegatif.at(entry.meta, entry, nombre=Nombre(nombre))


def _numbers(entry: Directive) -> Iterator[Decimal]:
    """Give the numbers of an entry that may not be negative."""
    valeurs: list[object] = []
    if isinstance(entry, Price):
        valeurs = [entry.amount]
    elif isinstance(entry, Custom) and entry.type in _JAMAIS:
        valeurs = [valeur.value for valeur in entry.values]
    for valeur in valeurs:
        nombre = getattr(valeur, "number", valeur)
        if isinstance(nombre, Decimal):
            yield nombre
