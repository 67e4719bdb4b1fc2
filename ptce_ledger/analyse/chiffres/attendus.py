"""Check the « ptce-attendu » of a ledger: figures asserted from approved accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.chiffres.chemins import CheminInconnu
from ptce_ledger.analyse.chiffres.chemins import find
from ptce_ledger.analyse.synthese import synthesize
from ptce_ledger.erreurs.attendus import AttenduHorsExercice
from ptce_ledger.erreurs.attendus import AttenduIncomplet
from ptce_ledger.erreurs.attendus import AttenduInconnu
from ptce_ledger.erreurs.attendus import AttenduNonAtteint
from ptce_ledger.erreurs.attendus import AttenduTropLong
from ptce_ledger.erreurs.base import suggest
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import one_of
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.mots.lexique import EURO

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterator

    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.registre.lecteur import Lu


def check_attendus(releve: Releve) -> Iterator[PtceError]:
    """Report each expected figure that the synthesis of its exercice does not give."""
    registre = releve.registre
    syntheses: dict[int, Synthese] = {}
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
        if exercice not in syntheses:
            syntheses[exercice] = synthesize(releve, exercice)
        yield from _check(lu, syntheses[exercice], registre.projets)


def _check(lu: Lu, synthese: Synthese, projets: Container[str]) -> Iterator[PtceError]:
    chemin, attendu = lu.valeurs["chiffre"], lu.valeurs["montant"].number
    try:
        trouve = round_euros(find(synthese, chemin, projets).valeur)
    except CheminInconnu as inconnu:
        yield explain_path(chemin, inconnu, lu.entry)
        return
    if trouve != attendu:
        yield AttenduNonAtteint.at(
            lu.entry.meta,
            lu.entry,
            chemin=chemin,
            exercice=synthese.exercice,
            trouve=Montant(trouve, EURO),
            attendu=Montant(attendu, EURO),
            ecart=Montant(trouve - attendu, EURO),
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
