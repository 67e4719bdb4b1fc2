"""The type that an account usually bears, by the beginning of its number in the chart."""

from __future__ import annotations

#: Only what leaves no doubt: 755 is a gift or a taking in charge, 275 a deposit.
_TYPES = {
    "101": "apports",
    "102": "apports",
    "103": "apports",
    "13": "subventions-investissement",
    "161": "prets",
    "162": "prets",
    "163": "prets",
    "164": "prets",
    "167": "prets",
    "168": "prets",
    # Interest that has accrued is no loan.
    "1688": "",
    "20": "investissements",
    "21": "investissements",
    "23": "investissements",
    "26": "investissements",
    "689": "fonds-dedies",
    "70": "ventes",
    "7082": "commissions",
    "71": "hors-ressources",
    "72": "hors-ressources",
    "740": "subventions",
    "741": "subventions",
    "742": "subventions",
    "747": "hors-ressources",
    "754": "dons-mecenat",
    "756": "cotisations",
    "757": "hors-ressources",
    "758": "autres",
    "76": "autres",
    "77": "hors-ressources",
    "78": "hors-ressources",
    "789": "fonds-dedies",
    "870": "aides-indirectes",
    "871": "aides-indirectes",
    "875": "contributions-volontaires",
}


def usual_type(numero: str) -> str:
    """Give the type of an account of this number, "" where nothing tells it.

    >>> usual_type("1013"), usual_type("706"), usual_type("7894"), usual_type("512")
    ('apports', 'ventes', 'fonds-dedies', '')
    """
    debuts = (numero[:longueur] for longueur in range(len(numero), 1, -1))
    return next((_TYPES[debut] for debut in debuts if debut in _TYPES), "")
