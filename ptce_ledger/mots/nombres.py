"""Read a number as a French hand types it, and say what a ledger wants instead.

A value is given only when it can mean one thing: « 1 234,56 » is 1234.56, but nobody
knows whether « 1,234 » is a little more than one or a little more than a thousand.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: What sets thousands apart: spaces, and the apostrophe of Swiss books and of calculators.
_ESPACES = " \u00a0\u202f\u2009'’"
#: The ASCII one last: it makes no range of signs.
_MOINS = "\u2212\u2013-"
#: A number as typed, signs, spaces and separators included.
NOMBRE = rf"(?:[+{_MOINS}][ ]?)?\d(?:[\d.,]|[{_ESPACES}](?=\d))*"
#: What Beancount reads: groups of three after a comma are thousands.
_JUSTE = re.compile(r"(?:[+-][ ]?)?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?")
_TYPE = re.compile(rf"(?<![^\s(])({NOMBRE})")
_GROUPES = re.compile(rf"\d{{1,3}}(?:[{_ESPACES}]\d{{3}})+")


class Nombre(NamedTuple):
    """A number found in a line: as typed, and as a ledger wants it, "" in doubt."""

    ecrit: str
    juste: str


def read_nombre(ecrit: str) -> str:
    """Write a number as a ledger wants it, or give "" when it may mean several.

    >>> [read_nombre(n) for n in ("1 234,56", "-350,5", "1.234,56", "1,234")]
    ['1234.56', '-350.5', '1234.56', '']
    """
    texte = ecrit.strip()
    signe = "-" if texte[:1] and texte[0] in _MOINS else ""
    texte = texte.lstrip(f"+{_MOINS}").strip()
    entier, separateur, fraction = _cut(texte)
    espaces = any(espace in entier for espace in _ESPACES)
    if espaces and not _GROUPES.fullmatch(entier):
        return ""
    if separateur == "," and len(fraction) == 3 and not (espaces or "." in entier):
        return ""
    if "." in entier and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", entier):
        return ""
    chiffres = re.sub(rf"[{_ESPACES}.]", "", entier)
    if not re.fullmatch(r"\d+", chiffres) or not re.fullmatch(r"\d*", fraction):
        return ""
    return signe + chiffres + ("." + fraction if fraction else "")


def _cut(texte: str) -> tuple[str, str, str]:
    """Cut a number at its decimal sign: the comma if it has one, else the point."""
    if "," in texte:
        return texte.partition(",")
    return texte.partition(".") if texte.count(".") == 1 else (texte, "", "")


def find_nombre(ligne: str) -> Nombre | None:
    """Find the first number of a line that Beancount would not read.

    One space before it may as well be inside the name of the account: in doubt.

    >>> find_nombre("  Expenses:62-Services   1 234,56 EUR")
    Nombre(ecrit='1 234,56', juste='1234.56')
    >>> find_nombre("  Expenses:62-Services 1 234,56 EUR").juste
    ''
    """
    for trouve in _TYPE.finditer(ligne):
        ecrit = trouve[1].rstrip(".,")
        if not _JUSTE.fullmatch(ecrit):
            return Nombre(ecrit, read_at(ligne, trouve.start(), ecrit))
    return None


def read_at(ligne: str, debut: int, ecrit: str) -> str:
    """Read a number where it stands in a line, or give "" in doubt."""
    avant = ligne[:debut]
    colle = re.search(r"\S[^\S\t]$", avant) and not re.search(r'[:@"] $', avant)
    espaces = any(espace in ecrit.strip() for espace in _ESPACES)
    return "" if colle and espaces else read_nombre(ecrit)
