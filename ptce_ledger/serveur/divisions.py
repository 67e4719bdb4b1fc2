"""Divisions by zero, found in the text of a ledger before Beancount reads it.

Beancount's parser, written in C, ends the process on « 10.00/0 »: one keystroke in the
editor would close the server, and it would not start again.
"""

from __future__ import annotations

import glob
import os
import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.ecriture import typeset
from ptce_ledger.serveur.livre_servi import Refus

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A text between quotes may hold anything; what follows « ; » is a comment.
_MUETS = re.compile(r'"(?:[^"\\]|\\.)*"|;[^\n]*', re.DOTALL)
_INCLUDE = re.compile(r'^include[ \t]+"([^"]+)"', re.MULTILINE)
#: Slashes of a date are followed by other digits than zeros.
_DIVISION = re.compile(r"/[ \t]*[-+( \t]*0[0,]*(?:\.0*)?(?![\d.])")


def find_divisions(principal: str) -> Iterator[Refus]:
    """Find the lines that divide by zero, in a ledger and in what it includes."""
    restent, vus = [principal], {principal}
    while restent:
        nom = restent.pop()
        try:
            with open(nom, encoding="utf-8", errors="replace") as flux:
                texte = flux.read()
        except OSError:
            continue
        yield from _read(nom, texte)
        for motif in _INCLUDE.findall(texte):
            ou = os.path.join(os.path.dirname(nom), motif)
            nouveaux = {f for f in glob.glob(ou, recursive=True) if os.path.isfile(f)}
            restent += sorted(nouveaux - vus)
            vus |= nouveaux


def _read(nom: str, texte: str) -> Iterator[Refus]:
    if "/" not in texte:
        return
    # Lines keep their numbers.
    nu = _MUETS.sub(lambda m: "\n" * m[0].count("\n"), texte)
    for trouve in _DIVISION.finditer(nu):
        ligne = nu.count("\n", 0, trouve.start()) + 1
        message = "ce montant est divisé par zéro. Écrivez le montant voulu."
        yield Refus({"filename": nom, "lineno": ligne}, typeset(message))
