"""« ptce-budget »: a line of the budget that was voted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.budget import BudgetEnDouble
from ptce_ledger.erreurs.budget import LigneDeBudgetInconnue
from ptce_ledger.erreurs.budget import OrigineSurCharge
from ptce_ledger.mots import economie
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import one_of
from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import place
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import ANNEE
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

#: The types that a budget foresees; all else is a charge, by its number.
TYPES = {
    code: type_
    for code, type_ in lexique.TYPES.items()
    if type_.nature in ("produit", "financement", "contribution")
}
_CHARGE = re.compile(r"6\d+")


def is_line(ligne: str) -> bool:
    """Tell a line of a budget: a type, or the beginning of a charge number."""
    return ligne in TYPES or _CHARGE.fullmatch(ligne) is not None


def _check(registre: Registre, lu: Lu) -> Iterator[PtceError]:
    entry, ligne = lu.entry, lu.valeurs["ligne"]
    if not is_line(ligne):
        yield LigneDeBudgetInconnue.at(
            entry.meta, entry, ligne=ligne, types=one_of(TYPES)
        )
    elif ligne not in TYPES and "origine" in lu.cles:
        lieu = source.place_of_key(entry.meta, "origine")
        yield OrigineSurCharge.at(lieu, entry, ligne=ligne)
    for autre in registre.declarations["ptce-budget"]:
        if autre is lu:
            return
        if autre.entry.date == entry.date and _what(registre, autre) == _what(
            registre, lu
        ):
            yield BudgetEnDouble.at(
                entry.meta, entry, quoi=ligne, jour=Jour(entry.date), **place(autre)
            )
            return


def _what(registre: Registre, lu: Lu) -> tuple[str, str, str, int]:
    """Say which line of which budget it states."""
    valeurs = lu.valeurs
    origine = lu.cles.get("origine", "")
    exercice = registre.exercice_of(lu)
    return valeurs["périmètre"], valeurs["ligne"], origine, exercice


DECLARATION = Declaration(
    Directive(
        "Une ligne du budget voté.",
        {"périmètre": REFERENCE, "ligne": TEXTE, "montant": MONTANT},
        {
            "exercice": Propriete(ANNEE, "L’exercice du budget."),
            "origine": Propriete(
                communes.ORIGINES, "L’origine attendue de la ressource."
            ),
            "rythme": Propriete(
                Choix(economie.RYTHMES),
                "Comment elle se dépense au long de l’exercice.",
            ),
        },
    ),
    references={"périmètre": "perimetre"},
    check=_check,
)
