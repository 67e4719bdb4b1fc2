"""Check the « ptce-attendu » of a ledger: figures asserted from approved accounts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from ptce_ledger.analyse.chiffres.recherche import CheminInconnu
from ptce_ledger.analyse.definitions.fichiers import DefinitionFausseError
from ptce_ledger.analyse.tableau import RAPPORTS
from ptce_ledger.erreurs.attendus import AttenduHorsExercice
from ptce_ledger.erreurs.attendus import AttenduIncomplet
from ptce_ledger.erreurs.attendus import AttenduInconnu
from ptce_ledger.erreurs.attendus import AttenduMalMesure
from ptce_ledger.erreurs.attendus import AttenduNonAtteint
from ptce_ledger.erreurs.attendus import AttenduTropLong
from ptce_ledger.erreurs.base import suggest
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import one_of
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.libelles import Montre
from ptce_ledger.registre.genres import INDEFINI

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from ptce_ledger.analyse.chiffres.recherche import Chiffre
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

    #: Finds a figure of an exercice by its name. Raises CheminInconnu.
    Find = Callable[[int, str], Chiffre]


def check_attendus(registre: Registre, find: Find) -> Iterator[PtceError]:
    """Report each expected figure that its exercice does not give."""
    for lu in registre.declarations.get("ptce-attendu", ()):
        exercice = registre.exercice(lu.entry.date)
        fin = registre.bornes(exercice)[1]
        if lu.entry.date != fin:
            yield AttenduHorsExercice.at(
                lu.entry.meta,
                lu.entry,
                jour=Jour(lu.entry.date),
                avant=registre.bornes(exercice - 1)[1],
                fin=fin,
                chemin=lu.valeurs["chiffre"],
                montant=lu.valeurs["montant"],
            )
            continue
        try:
            yield from _check(lu, find, exercice)
        except DefinitionFausseError as fausse:
            # The ledger is not at fault: nothing can be said of its figures.
            yield from fausse.errors
            return


def _check(lu: Lu, find: Find, exercice: int) -> Iterator[PtceError]:
    nom, attendu = lu.valeurs["chiffre"], lu.valeurs["montant"]
    try:
        chiffre = find(exercice, nom)
    except CheminInconnu as inconnu:
        yield explain_path(nom, inconnu, lu.entry)
        return
    genre = chiffre.colonne.genre
    if (genre == "euros") is not isinstance(attendu, Amount):
        yield _measured(lu, nom, attendu, genre)
        return
    voulu = attendu.number if isinstance(attendu, Amount) else attendu
    if voulu == INDEFINI:
        voulu = None
    trouve = _rounded(chiffre.valeur, genre)
    if trouve != voulu:
        yield AttenduNonAtteint.at(
            lu.entry.meta,
            lu.entry,
            chemin=nom,
            exercice=exercice,
            trouve=_shown(trouve, genre),
            attendu=_shown(voulu, genre),
            ecart=later("sans mesure")
            if trouve is None or voulu is None
            else _shown(trouve - voulu, genre),
        )


def _rounded(valeur: Any, genre: str) -> Decimal | None:
    """Give a figure as it is shown: to the cent, or as a ratio already is."""
    if valeur is None or genre in RAPPORTS:
        return valeur  # type: ignore[no-any-return]
    return round_euros(Decimal(valeur))


def _shown(valeur: Decimal | None, genre: str) -> object:
    if genre == "euros" and valeur is not None:
        return Montant(valeur, EURO)
    return Montre(valeur, genre)


def _measured(lu: Lu, nom: str, attendu: Any, genre: str) -> PtceError:
    """Say in what a figure is counted, when it is asserted in something else."""
    nombre = attendu.number if isinstance(attendu, Amount) else attendu
    en_euros = genre == "euros"
    juste = "1234.56" if nombre == INDEFINI else nombre
    return AttenduMalMesure.at(
        lu.entry.meta,
        lu.entry,
        chemin=nom,
        quoi=later("un montant en euros")
        if en_euros
        else later("un nombre sans devise"),
        date=lu.entry.date,
        juste=f"{juste} {EURO}" if en_euros else juste,
    )


def explain_path(chemin: str, inconnu: CheminInconnu, entry: Any = None) -> PtceError:
    """Say why a path leads to no figure."""
    morceau, attendus = inconnu.morceau, inconnu.attendus
    classe = AttenduInconnu if attendus else AttenduTropLong
    return (classe if morceau else AttenduIncomplet).at(
        entry.meta if entry else None,
        entry,
        chemin=chemin if morceau else chemin.rstrip("."),
        morceau=morceau,
        court=chemin.partition(f".{morceau}")[0],
        suggestion=suggest(morceau, attendus),
        valeurs=one_of(attendus),
    )
