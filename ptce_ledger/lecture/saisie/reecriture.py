"""Write an amount again as a ledger wants it, where it can mean one thing only."""

from __future__ import annotations

import re

from ptce_ledger.mots.nombres import NOMBRE
from ptce_ledger.mots.nombres import read_at

_ESPACE = r"[ \t\u00a0\u202f\u2009]"
_COMPTE = r"[A-ZÀ-Ý][^\s:]*(?::[^\s:]+)+"
_DATE = r"\d{4}[-/]\d\d?[-/]\d\d?"
_MONNAIE = r"(?:EUR|HEURE(?:\.[A-Z]+)?|€)"
#: All that may stand before an amount: an account, a price's unit, a key, values.
_AVANT = (
    rf"{_ESPACE}+(?:[*!]{_ESPACE}+)?{_COMPTE}",
    rf"{_DATE}{_ESPACE}+balance{_ESPACE}+{_COMPTE}",
    rf"{_DATE}{_ESPACE}+price{_ESPACE}+[A-Z][A-Z0-9.]*",
    rf"{_ESPACE}+[a-z][\w-]*:",
    rf"{_DATE}{_ESPACE}+custom(?:{_ESPACE}+\"[^\"]*\")+",
)
_LIGNE = re.compile(
    rf"(?P<avant>{'|'.join(_AVANT)})(?P<espace>{_ESPACE}+)(?P<nombre>{NOMBRE})"
    rf"{_ESPACE}*(?P<monnaie>{_MONNAIE})(?P<apres>{_ESPACE}*)"
)
#: The same, however the amount is written: what is not mended is then in doubt.
_MONTANT = re.compile(
    rf"(?:{'|'.join(_AVANT)}){_ESPACE}+(?P<ecrit>[\d(+\-\u2212\u2013].*?)"
    rf"{_ESPACE}*{_MONNAIE}"
)
_JUSTE = re.compile(r"[+-]?[ ]?\d+(?:\.\d*)?")
_TROIS_CHIFFRES = re.compile(r",\d{3}$")
#: 1,234.56: groups of three and a point, which nothing else can be.
_ANGLAIS = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+")
#: A comma, digits apart, a number alone in parentheses, a minus sign behind.
_DOUTEUX = re.compile(
    rf",|\d{_ESPACE}+\d|^\([\d.,\s]*\)$|[-\u2212\u2013]$|[\u2212\u2013]"
)


def rewrite_amount(ligne: str) -> str:
    """Write the amount of a line again when it has one meaning, else leave the line.

    >>> rewrite_amount("  Expenses:60-Achats   1 234,56 €")
    '  Expenses:60-Achats   1234.56 EUR'
    >>> rewrite_amount("  Expenses:60-Achats   1,234 EUR")
    '  Expenses:60-Achats   1,234 EUR'
    """
    trouve = _LIGNE.fullmatch(ligne)
    if trouve is None:
        return ligne
    ecrit = trouve["nombre"]
    juste = _read(ligne, trouve.start("nombre"), ecrit)
    monnaie = trouve["monnaie"]
    if not juste or (juste == ecrit and monnaie != "€"):
        return ligne
    unite = "EUR" if monnaie == "€" else monnaie
    return f"{trouve['avant']}{trouve['espace']}{juste} {unite}{trouve['apres']}"


def _read(ligne: str, debut: int, ecrit: str) -> str:
    """Give the number in a ledger's form, or "" in doubt."""
    if _JUSTE.fullmatch(ecrit):
        return ecrit
    if _ANGLAIS.fullmatch(ecrit):
        return ecrit.replace(",", "")
    # A rate has three decimals, and so has a thousand: 0,529 is for its author to say.
    return "" if _TROIS_CHIFFRES.search(ecrit) else read_at(ligne, debut, ecrit)


def doubtful_amount(ligne: str) -> str:
    """Give the amount of a line that may be read in several ways, or "".

    >>> doubtful_amount("  Expenses:60-Achats   1,234 EUR")
    '1,234'
    >>> doubtful_amount("  Expenses:60-Achats   (100.00) EUR")
    '(100.00)'
    """
    trouve = _MONTANT.match(ligne)
    if trouve is None:
        return ""
    ecrit = trouve["ecrit"].strip()
    return ecrit if _DOUTEUX.search(ecrit) else ""
