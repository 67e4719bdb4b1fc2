"""The « ptce-publication » of a funder: its lists, and what they must hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.registre import PersonnesTropPeu
from ptce_ledger.erreurs.valeurs import ValeurMalFormee
from ptce_ledger.mots import source
from ptce_ledger.mots.codes import read_codes
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import later
from ptce_ledger.registre.references import check_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

TOUS = "tous"
#: No published figure rests on fewer people, unless the directive says another number.
PERSONNES_MINIMUM = 5
#: What no directive may go under: of two people, each knows what the other has.
PERSONNES_PLANCHER = 3
#: Each list of codes, and whom they name.
_LISTES = {"perimetres": "perimetre", "nommes": "tiers"}


def check_publication(registre: Registre, lu: Lu) -> Iterator[PtceError]:
    """Report what a « ptce-publication » names and the register does not know."""
    entry = lu.entry
    for cle, genre in _LISTES.items():
        for code in read_codes(lu.cles.get(cle, "")):
            if code != TOUS or cle == "nommes":
                yield from check_code(registre, genre, code, entry, entry.meta, cle)
    for mot in read_codes(lu.cles.get("exercices", "")):
        if mot != TOUS and not re.fullmatch(r"\d{4}", mot):
            yield ValeurMalFormee.at(
                source.place_of_key(entry.meta, "exercices"),
                entry,
                cle="exercices:",
                attendu=later("des années, ou « tous »"),
                valeur=Cite(mot),
                forme='exercices: "2024, 2025"',
            )
    minimum = lu.cles.get("personnes-minimum", PERSONNES_MINIMUM)
    if minimum < PERSONNES_PLANCHER:
        yield PersonnesTropPeu.at(
            source.place_of_key(entry.meta, "personnes-minimum"),
            entry,
            minimum=minimum,
            plancher=PERSONNES_PLANCHER,
        )
