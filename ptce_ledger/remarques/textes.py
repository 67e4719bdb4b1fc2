"""Texts that are more than words: markup, as a browser would take it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.source import mask
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.remarques.regard import Regard

_BALISE = re.compile(
    r"<[/!?]?[A-Za-z][^<>@]*>|<[A-Za-z]+\s[^<>]*=|javascript\s*:", re.IGNORECASE
)


class BaliseDansUnTexte(Remarque):
    """Un texte contient une balise, comme en ont les pages web.

    ptce-ledger la montre telle quelle, sans effet ; un autre outil pourrait l’exécuter.
    """

    __slots__ = ()
    constat = "Ce texte contient une balise : {balise}"
    remede = "Gardez les mots, retirez ce qui est entre « < » et « > »."


def iter_textes(regard: Regard) -> Iterator[Remarque]:
    """Look at each line for what a text should not hold."""
    for lieu, ligne in regard.iter_lines():
        balise = _BALISE.search(ligne)
        if balise and '"' in mask(ligne):
            yield BaliseDansUnTexte.at(lieu, balise=balise[0])
