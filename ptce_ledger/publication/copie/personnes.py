"""How many people are behind a figure, so that none rests on too few.

The number is a lower bound that the books prove: the pseudonyms that the lines bear
(`personne:`), the largest number that one of them gives (`personnes:`), and for salaries
the jobs of the périmètre, since nobody holds more than one full-time job. Whoever is not
counted might be the same person: lines that say nothing are one person's.
"""

from __future__ import annotations

from decimal import ROUND_CEILING
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.registre.lecteur import Lu

#: Class of a charge that is somebody's pay.
PERSONNEL = "64"
#: Natures whose amounts come from somebody, when their origin is « particuliers ».
_DE_QUELQU_UN = ("produit", "financement", "contribution")


def is_about_people(fact: Fact) -> bool:
    """Tell a fact whose amount is that of people: pay, volunteer time, gifts."""
    if fact.nature == "charge":
        return fact.type == PERSONNEL
    if fact.type == "contributions-volontaires":
        return True
    return fact.nature in _DE_QUELQU_UN and fact.origine == "particuliers"


class Effectifs:
    """Counts the people behind facts of a ledger."""

    def __init__(self, releve: Releve) -> None:
        self._releve = releve
        self._lignes = _by_place(releve)

    def count(self, facts: Iterable[Fact]) -> int:
        """Give the least number of people behind some facts of one périmètre."""
        pseudonymes: set[str] = set()
        combien = 1
        for fact in facts:
            for niveau in self._levels(fact):
                if "personne" in niveau or "personnes" in niveau:
                    if personne := niveau.get("personne"):
                        pseudonymes.add(str(personne))
                    combien = max(combien, int(niveau.get("personnes") or 0))
                    break
            if fact.nature == "charge":
                combien = max(combien, self._employed(fact))
        return max(combien, len(pseudonymes))

    def _levels(self, fact: Fact) -> tuple[Mapping[str, Any], ...]:
        siens = self._lignes.get((fact.fichier, fact.ligne), ())
        return (*siens, *self._releve.comptes[fact.compte].niveaux)

    def _employed(self, fact: Fact) -> int:
        """Count those whom the pole employs in the périmètre of a charge."""
        perimetre = fact.projet or fact.perimetre
        return count_jobs(
            lu
            for lu in self._releve.registre.declared("ptce-emploi", fact.exercice)
            if lu.valeurs["périmètre"] == perimetre and "membre" not in lu.cles
        )


def count_jobs(lus: Iterable[Lu]) -> int:
    """Give the least number of people who hold some jobs."""
    etp: Decimal = ZERO
    combien = 0
    for lu in lus:
        etp += lu.valeurs["nombre"]
        combien = max(combien, int(lu.cles.get("personnes", 0)))
    return max(combien, int(etp.to_integral_value(ROUND_CEILING)))


def _by_place(releve: Releve) -> dict[tuple[str, int], tuple[Mapping[str, Any], ...]]:
    """Find what a line and its entry say, by the place that a fact bears."""
    places: dict[tuple[str, int], tuple[Mapping[str, Any], ...]] = {}
    for entry in releve.entries:
        if type(entry) is not Transaction:
            continue
        for posting in entry.postings:
            meta = posting.meta or entry.meta
            fichier = meta.get("filename") or entry.meta["filename"]
            ligne = meta.get("lineno") or entry.meta["lineno"]
            places[releve.fichier(fichier), ligne] = (meta, entry.meta)
    return places
