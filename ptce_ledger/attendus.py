"""Check the « ptce-attendu » of a ledger: figures asserted from approved accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.chemins import CheminInconnu
from ptce_ledger.chemins import find
from ptce_ledger.ecriture import enumerate_words
from ptce_ledger.erreurs.base import suggest
from ptce_ledger.erreurs.ecritures import AttenduHorsExercice
from ptce_ledger.erreurs.ecritures import AttenduInconnu
from ptce_ledger.erreurs.ecritures import AttenduNonAtteint
from ptce_ledger.euros import round_euros
from ptce_ledger.euros import write_euros
from ptce_ledger.synthese import synthesize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecteur import Lu
    from ptce_ledger.releve import Releve
    from ptce_ledger.tableau import Synthese


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
                jour=f"{lu.entry.date:%d/%m/%Y}",
                fin=fin.isoformat(),
            )
            continue
        if exercice not in syntheses:
            syntheses[exercice] = synthesize(releve, exercice)
        yield from _check(lu, syntheses[exercice])


def _check(lu: Lu, synthese: Synthese) -> Iterator[PtceError]:
    chemin, attendu = lu.valeurs["chiffre"], lu.valeurs["montant"].number
    try:
        trouve = round_euros(find(synthese, chemin).valeur)
    except CheminInconnu as inconnu:
        yield AttenduInconnu.at(
            lu.entry.meta,
            lu.entry,
            chemin=chemin,
            morceau=inconnu.morceau,
            suggestion=suggest(inconnu.morceau, inconnu.attendus),
            valeurs=enumerate_words(inconnu.attendus) or "un chemin plus court",
        )
        return
    if trouve != attendu:
        yield AttenduNonAtteint.at(
            lu.entry.meta,
            lu.entry,
            chemin=chemin,
            exercice=synthese.exercice,
            trouve=write_euros(trouve),
            attendu=write_euros(attendu),
            ecart=write_euros(trouve - attendu),
        )
