"""Codes of the register: their form, and the code that a text may become."""

from __future__ import annotations

import re

from ptce_ledger.mots import lexique
from ptce_ledger.mots.typographie import fold

_CODE = re.compile(r"[a-z][a-z0-9-]+")


def is_code(texte: str) -> bool:
    """Tell whether a text has the form of a code; a reserved word may have it."""
    return _CODE.fullmatch(texte) is not None


def fold_code(texte: str) -> str:
    """Bring a label near a code: lower case, no accent, hyphens for spaces.

    >>> fold_code("Le Fournil d’été")
    'le-fournil-d-ete'
    """
    mots = re.split(r"[\s'’ʼ´`]+", texte)
    return re.sub(r"[^a-z0-9]+", "-", "-".join(fold(mot) for mot in mots)).strip("-")


#: What is declared with a code, and is said with « la ».
_FEMININS = ("convention", "cle")


def propose_code(*textes: str) -> str:
    """Make a code from the first text that gives one; the last must.

    >>> propose_code("cellule", "La cellule du pôle")
    'la-cellule-du-pole'
    """
    codes = [fold_code(texte) for texte in textes]
    return next(c for c in codes if is_code(c) and not is_reserved(c))


def example_code(directive: str) -> str:
    """Give a code to show where what is written makes none.

    >>> example_code("ptce-projet"), example_code("ptce-cle")
    ('mon-projet', 'ma-cle')
    """
    nom = directive.partition("-")[2]
    return f"{'ma' if nom in _FEMININS else 'mon'}-{nom}"


def read_codes(texte: str) -> list[str]:
    """Cut a list of codes, separated by commas; a semicolon is understood.

    >>> read_codes("legumerie, boucle ")
    ['legumerie', 'boucle']
    """
    return re.findall(r"[^\s,;][^,;]*(?<!\s)", texte)


def is_reserved(code: str) -> bool:
    """Tell a word that no member, third party or project may take as its code."""
    return code in lexique.RESERVES
