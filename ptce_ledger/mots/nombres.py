"""Read a number as a French hand types it: whole, its sign with it, or not at all.

A value is given only when it can mean one thing: « 1 234,56 » is 1234.56, but nobody
knows whether « 1,234 » is a little more than one or a little more than a thousand, nor
whether « 350,50- » and « (350,50) » are owed or due.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: A minus sign as keyboards and Word type it; the ASCII one last: it makes no range.
_MOINS = "\u2212\u2013-"
#: Signs, hard spaces and blanks: each the inside of a class.
SIGNES = f"+{_MOINS}"
INSECABLES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
BLANCS = f" \t{INSECABLES}"
#: What sets thousands apart: spaces, and the apostrophe of Swiss books and of calculators.
_MILLIERS = " \u00a0\u202f\u2009'’"
_SIGNE = re.compile(rf"([{SIGNES}]?)[{BLANCS}]*([0-9].*)")
#: A comma is a decimal sign, save with three digits after it: they may be thousands.
_VIRGULE = r",(?![0-9]{3}$)"
_GROUPES = rf"[0-9]{{1,3}}(?:[{_MILLIERS}][0-9]{{3}})+"
_POINTS = r"[0-9]{1,3}(?:\.[0-9]{3})"
#: Every form that means one thing: the whole part, then the fraction.
_FORMES = tuple(
    re.compile(forme)
    for forme in (
        rf"([0-9]+|{_GROUPES})(?:(?:\.|{_VIRGULE})([0-9]*))?",
        rf"({_POINTS}+){_VIRGULE}([0-9]+)",
        rf"({_POINTS}{{2,}})()",
        r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]+)",
    )
)
_POURCENT = re.compile(rf"(.*\*[{BLANCS}]*)?([^%*]+?)[{BLANCS}]*%")
#: What a ledger may hold, blanks apart: a number, a sum, a difference, a product.
_TERME = r"[0-9]+(?:\.[0-9]*)?"
_BLANC = f"[{BLANCS}]*"
_JUSTE = re.compile(
    f"[+-]?{_BLANC}{_TERME}(?:{_BLANC}(?:[+-]|[*]{_BLANC}-?){_BLANC}{_TERME})*+"
)


def read_nombre(ecrit: str) -> str:
    """Write a number as a ledger wants it, or give "" when it may mean several.

    >>> [read_nombre(n) for n in ("1 234,56", "-350,5", "1.234,56", "1,234", "5,5-")]
    ['1234.56', '-350.5', '1234.56', '', '']
    """
    trouve = _SIGNE.fullmatch(ecrit.strip())
    for forme in _FORMES if trouve else ():
        if trouve and (lu := forme.fullmatch(trouve[2])):
            signe = "-" if trouve[1] and trouve[1] in _MOINS else trouve[1]
            entier = re.sub(r"[^0-9]", "", lu[1])
            return f"{signe}{entier}" + (f".{lu[2]}" if lu[2] else "")
    return ""


def read_pourcent(ecrit: str) -> str:
    """Write a percentage, or a product by one, as a ledger wants it; "" in doubt.

    >>> [read_pourcent(n) for n in ("-12,5 %", "1000*20%", "1000 - 20 %")]
    ['-0.125', '1000*0.2', '']
    """
    trouve = _POURCENT.fullmatch(ecrit.strip())
    nombre = read_nombre(trouve[2]) if trouve else ""
    if not trouve or not nombre:
        return ""
    signe = nombre[0] if nombre[0] in SIGNES else ""
    part = format((Decimal(nombre.lstrip(SIGNES)) / 100).normalize(), "f")
    juste = f"{trouve[1] or ''}{signe}{part}"
    return juste if is_written(juste) else ""


def is_written(ecrit: str) -> bool:
    """Tell a number, or a calculation, that a ledger may hold as it is.

    >>> is_written("- 12.50 + 3 * -4"), is_written("12,50"), is_written("12.50-")
    (True, False, False)
    """
    return _JUSTE.fullmatch(ecrit) is not None
