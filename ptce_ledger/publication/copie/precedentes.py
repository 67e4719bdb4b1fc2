"""Copies already given, read as data: the one that is replaced, and those beside it.

A figure that changed between two copies tells what was added in between. What a funder
was given is read where he reads it, in the ledger of his copy; what older copies gave,
and the last one does not, is remembered by the card of the folder.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.publication.copie.masses import CleDeMasse
from ptce_ledger.publication.copie.masses import masse_of
from ptce_ledger.publication.copie.personnes import is_about_people
from ptce_ledger.publication.copie.personnes import is_pay
from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import LIVRE
from ptce_ledger.publication.fiche import find_fiche
from ptce_ledger.registre.declarations.publication import CONVENTION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.publication.fiche import Fiche

#: Where a sum stands in a masse: its day, and who pays.
Place = tuple[str, str]


class Somme(NamedTuple):
    """What was given: euros, and hours if any. Of jobs, full-time equivalents."""

    montant: Decimal
    heures: Decimal

    def plus(self, autre: Somme) -> Somme:
        """Add another."""
        return Somme(self.montant + autre.montant, self.heures + autre.heures)


RIEN = Somme(ZERO, ZERO)


class Souvenir(NamedTuple):
    """What an older copy gave of a masse, the books being kept until a day."""

    somme: Somme
    arrete: datetime.date | None


class Copie(NamedTuple):
    """What a copy gives of people, and what those that it replaced gave."""

    dossier: Path
    #: The last day of the books when it was made.
    arrete: datetime.date | None
    masses: Mapping[CleDeMasse, Mapping[Place, Somme]]
    gardees: Mapping[CleDeMasse, Souvenir]

    def given(self) -> dict[CleDeMasse, Souvenir]:
        """Give all that was ever given of each masse: the last of it."""
        dites = {
            cle: Souvenir(sum_of(places.values()), self.arrete)
            for cle, places in self.masses.items()
        }
        return {**self.gardees, **dites}


class CopieIllisible(Exception):
    """A folder whose copy cannot be read: nobody knows what it gave."""


def sum_of(sommes: Any) -> Somme:
    """Add sums."""
    tout = RIEN
    for somme in sommes:
        tout = tout.plus(somme)
    return tout


def find_copies(sortie: Path, pole: str) -> list[Copie]:
    """Read the copy that a folder holds, then the other copies of the pole beside it.

    The first one is that of the folder, when there is one. Raises CopieIllisible.
    """
    voisins = sorted(sortie.absolute().parent.glob(f"*/{FICHE}"))
    dossiers = [fiche.parent for fiche in voisins if fiche.parent.name != sortie.name]
    copies = []
    for dossier in (sortie, *dossiers):
        fiche = find_fiche(dossier)
        if fiche and fiche.pole == pole and (dossier / LIVRE).is_file():
            copies.append(_read(dossier, fiche))
    return copies


def is_of(copie: Copie, sortie: Path) -> bool:
    """Tell the copy that a folder holds from those beside it."""
    return copie.dossier == sortie


def _read(dossier: Path, fiche: Fiche) -> Copie:
    livre = load_livre(dossier / LIVRE)
    if livre.errors:
        raise CopieIllisible(str(dossier))
    masses: dict[CleDeMasse, dict[Place, Somme]] = {}
    for cle, place, somme in [*_iter_given(livre.releve), *_iter_jobs(livre.releve)]:
        # Under an agreement pay is given whole: its changes are the funder's to see.
        if not (is_pay(cle.nature, cle.type) and fiche.diffusion == CONVENTION):
            places = masses.setdefault(cle, {})
            places[place] = places.get(place, RIEN).plus(somme)
    try:
        gardees = {CleDeMasse(*g["masse"]): _remembered(g) for g in fiche.gardees}
        return Copie(dossier, _jour(fiche.arrete_au), masses, gardees)
    except (ArithmeticError, KeyError, TypeError, ValueError):
        raise CopieIllisible(str(dossier)) from None


def _iter_given(releve: Releve) -> Any:
    for fact in releve.iter_facts():
        if is_about_people(fact) and not is_withheld(fact.montant):
            montant = fact.montant
            heures = fact.quantite if lexique.est_heure(fact.unite) else ZERO
            place = (str(fact.date), fact.tiers)
            yield masse_of(releve, fact), place, Somme(montant, heures)


def _iter_jobs(releve: Releve) -> Any:
    registre = releve.registre
    for lu in registre.declarations.get("ptce-emploi", ()):
        if not lu.cles.get("retenu"):
            exercice = registre.exercice(lu.entry.date)
            cle = masse_of_jobs(exercice, lu.valeurs["périmètre"], lu.cles["statut"])
            yield cle, ("", ""), Somme(lu.valeurs["nombre"], ZERO)


def masse_of_jobs(exercice: int, perimetre: str, statut: str) -> CleDeMasse:
    """Name the jobs of a périmètre and a statut as a masse."""
    return CleDeMasse(exercice, "emploi", perimetre, "", statut)


def _remembered(dite: Mapping[str, Any]) -> Souvenir:
    somme = Somme(Decimal(dite["montant"]), Decimal(dite["heures"]))
    return Souvenir(somme, _jour(dite["arrete_au"]))


def _jour(dit: str) -> datetime.date | None:
    return datetime.date.fromisoformat(dit) if dit else None


def remember(
    ancienne: Copie | None, donnees: set[CleDeMasse]
) -> tuple[dict[str, Any], ...]:
    """Write what was given of the masses that a new copy does not give any more."""
    if ancienne is None:
        return ()
    return tuple(
        {
            "masse": list(cle),
            "montant": f"{souvenir.somme.montant:f}",
            "heures": f"{souvenir.somme.heures:f}",
            "arrete_au": str(souvenir.arrete or ""),
        }
        for cle, souvenir in sorted(ancienne.given().items())
        if cle not in donnees
    )
