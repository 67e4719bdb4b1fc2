"""How many people are behind a figure, so that none rests on too few.

The number is a lower bound that the books prove: the pseudonyms that the lines bear
(`personne:`), the largest number that one of them gives (`personnes:`). For the whole pay
of a périmètre in an exercice, and for no part of it, the jobs declared there count too,
since nobody holds more than one full-time job. Whoever is not counted might be the same
person: lines that say nothing are one person's.
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
        return is_pay(fact.nature, fact.type)
    if fact.type == "contributions-volontaires":
        return True
    return fact.nature in _DE_QUELQU_UN and fact.origine == "particuliers"


def is_pay(nature: str, type_: str) -> bool:
    """Tell what is somebody's pay."""
    return nature == "charge" and type_ == PERSONNEL


class Effectifs:
    """Counts the people behind facts of a ledger."""

    def __init__(self, releve: Releve) -> None:
        self._releve = releve
        self._lignes = _by_place(releve)

    def count(self, facts: Iterable[Fact], *, entiere: bool = False) -> int:
        """Give the least number of people behind some facts.

        `entiere` tells that they are all the pay of a périmètre in an exercice: its jobs
        count, unless a line says whose it is.
        """
        pseudonymes: set[str] = set()
        lieux: set[tuple[int, str]] = set()
        combien = 1
        for fact in facts:
            lieux.add((fact.exercice, fact.home))
            dit = self._said(fact)
            if personne := dit.get("personne"):
                pseudonymes.add(_fold(str(personne)))
            else:
                combien = max(combien, int(dit.get("personnes") or 0))
        if entiere and not pseudonymes:
            combien = max([combien, *(self._employed(*lieu) for lieu in lieux)])
        return max(combien, len(pseudonymes))

    def _said(self, fact: Fact) -> Mapping[str, Any]:
        """Give the nearest words that tell people: the line's, the entry's, its account's."""
        siens = self._lignes.get((fact.fichier, fact.ligne), ())
        for niveau in (*siens, *self._releve.comptes[fact.compte].niveaux):
            if "personne" in niveau or "personnes" in niveau:
                return niveau
        return {}

    def _employed(self, exercice: int, perimetre: str) -> int:
        """Count those whom the pole employs in a périmètre."""
        registre = self._releve.registre
        return count_jobs(
            lu
            for lu in registre.declared("ptce-emploi", exercice)
            if registre.home(lu.valeurs["périmètre"]) == perimetre
            and "membre" not in lu.cles
        )


def count_jobs(lus: Iterable[Lu]) -> int:
    """Give the least number of people who hold some jobs.

    A job may be created, kept and mobilised at once: of several `statut`, the largest
    counts alone.
    """
    par_statut: dict[str, list[Lu]] = {}
    for lu in lus:
        par_statut.setdefault(lu.cles.get("statut", "mobilise"), []).append(lu)
    return max(map(_count_holders, par_statut.values()), default=0)


def _count_holders(lus: Iterable[Lu]) -> int:
    etp: Decimal = ZERO
    combien = 0
    for lu in lus:
        etp += lu.valeurs["nombre"]
        combien = max(combien, int(lu.cles.get("personnes", 0)))
    return max(combien, round_up(etp))


def round_up(etp: Decimal) -> int:
    """Give the least number of people who hold some full-time equivalents."""
    return int(etp.to_integral_value(ROUND_CEILING))


def _fold(pseudonyme: str) -> str:
    """Write a pseudonym so that « S 1 » and « s-1 » are one."""
    return "".join(signe for signe in pseudonyme.casefold() if signe.isalnum())


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
