"""What a slip of the hand makes of a report's definition: one value of a line of TOML.

Titles are left alone: they are words, and make no figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTE = re.compile(r'(\w+(?:\.\w+)?) = \[((?:"[^"]*"(?:, )?)+)\]')
_SUITE = re.compile(r'^  ((?:"[^"]*",? ?)+)$')
_MOT = re.compile(r'(?<![\w.])(de|base|mesure|part|tri|chemin) = "([^"]*)"')
_SIGNE = re.compile(r",? ?signe = -1")
_BOOLEEN = re.compile(r"= (true|false)")
_COTE = re.compile(r"\b(filtre|sauf)\.")
_FILTRE = re.compile(r", (?:filtre|sauf)\.\w+ = \[[^\]]*\]")
#: Another word of the same place: what the hand might have meant.
_AUTRES = {
    "montant": "heures",
    "heures": "montant",
    "net": "brut",
    "brut": "net",
    "ressources": "charges",
    "charges": "ressources",
    "financements": "investissements",
    "investissements": "financements",
    "recu": "rembourse",
    "rembourse": "recu",
    "acquis": "cede",
    "cede": "acquis",
    "pole": "membre",
    "membre": "pole",
    "cellule": "projet",
    "projet": "cellule",
    "": "cellule",
    "produit": "charge",
    "charge": "produit",
    "subventions": "ventes",
    "public": "prive",
}

#: A span of a line, and the text that comes instead.
Changement = tuple[int, int, str]


def iter_changements(ligne: str) -> Iterator[Changement]:
    """List every change of a line of a definition."""
    for liste in _LISTE.finditer(ligne):
        yield from _items(liste[2], liste.start(2))
    suite = _SUITE.match(ligne)
    if suite:
        yield from _items(suite[1], suite.start(1))
    for mot in _MOT.finditer(ligne):
        if mot[2] in _AUTRES:
            yield mot.start(2), mot.end(2), _AUTRES[mot[2]]
        if mot[1] == "tri":
            yield mot.start(), mot.end(), ""
    for signe in _SIGNE.finditer(ligne):
        yield signe.start(), signe.end(), ""
    for booleen in _BOOLEEN.finditer(ligne):
        autre = "false" if booleen[1] == "true" else "true"
        yield booleen.start(1), booleen.end(1), autre
    for cote in _COTE.finditer(ligne):
        yield cote.start(1), cote.end(1), "sauf" if cote[1] == "filtre" else "filtre"
    for filtre in _FILTRE.finditer(ligne):
        yield filtre.start(), filtre.end(), ""


def _items(texte: str, debut: int) -> Iterator[Changement]:
    """Leave out, change, or count the other way, each word of a list."""
    mots = list(re.finditer(r'"([^"]*)",? ?', texte))
    for mot in mots:
        ou = debut + mot.start(1)
        if len(mots) > 1:
            yield debut + mot.start(), debut + mot.end(), ""
        if mot[1].startswith("-"):
            yield ou, ou + 1, ""
        elif mot[1] in _AUTRES:
            yield ou, ou + len(mot[1]), _AUTRES[mot[1]]
