"""Read a unit as a French hand types it: euros and hours, whatever their letters."""

from __future__ import annotations

from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.lexique import HEURE
from ptce_ledger.mots.lexique import est_heure
from ptce_ledger.mots.typographie import fold

#: What is typed for a unit, folded.
_UNITES = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), EURO),
    **dict.fromkeys(("h", "heure", "heures"), HEURE),
}
#: What accountants put beside a number to say on which side it stands, folded.
_SENS = frozenset(
    ["d", "db", "dt", "dr", "debit", "debiteur", "c", "cr", "ct", "credit", "crediteur"]
)


def read_unite(ecrit: str) -> str:
    """Give the unit of a ledger that a word stands for, or "".

    >>> [read_unite(mot) for mot in ("€", "Heures", "HEURE.EXPERT", "kg")]
    ['EUR', 'HEURE', 'HEURE.EXPERT', '']
    """
    return ecrit if est_heure(ecrit) else _UNITES.get(fold(ecrit), "")


def is_side(mot: str) -> bool:
    """Tell a word that says debit or credit: the sign of its number is then nobody's.

    >>> is_side("D"), is_side("Crédit"), is_side("EUR")
    (True, True, False)
    """
    return fold(mot) in _SENS
