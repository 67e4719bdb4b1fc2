"""Agreements in a published ledger: read from its « ptce-suivi », never reckoned.

A copy holds sums, and not what an agreement is followed by: claims, advances, each line
under it. What it may show of the follow-up is written in it, row by row; what it may not
is a withheld amount.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from ptce_ledger.analyse.tableau import CHIFFRES
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.mots.euros import RETENU
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import ratio
from ptce_ledger.suivi import conventions
from ptce_ledger.suivi import echeances
from ptce_ledger.suivi.etat import Etat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.suivi.suivi import Suivi


def key_of(colonne: str) -> str:
    """Name the key that holds a column in a row.

    >>> key_of("reste_a_percevoir")
    'reste-a-percevoir'
    """
    return colonne.replace("_", "-")


def build(suivi: Suivi, exercice: int) -> Etat:
    """Set the agreements that a copy shows in an exercice, and their deadlines."""
    registre = suivi.registre
    fin = registre.bornes(exercice)[1]
    siennes = {
        lu.valeurs["convention"]: _agreement(lu, fin)
        for lu in _rows(suivi, "conventions", exercice)
    }
    attendues = [
        _read(lu, echeances.COLONNES) for lu in _rows(suivi, "echeances", exercice)
    ]
    return Etat(
        "conventions",
        "Conventions et échéances",
        registre.code,
        registre.libelle,
        {"exercice": exercice},
        (
            conventions.EN_TETE.with_rows(
                Ligne((code,), siennes[code]) for code in sorted(siennes)
            ),
            echeances.EN_TETE.with_rows(Ligne((), dites) for dites in attendues),
        ),
        suivi.libelles,
    )


def _rows(suivi: Suivi, tableau: str, exercice: int) -> list[Lu]:
    lus = suivi.registre.declared("ptce-suivi", exercice)
    return [lu for lu in lus if lu.valeurs["tableau"] == tableau]


def _agreement(lu: Lu, fin: datetime.date) -> tuple[Any, ...]:
    """Give the row of an agreement: what is written, and what follows from it."""
    codes = [colonne.code for colonne in conventions.COLONNES]
    dites = dict(zip(codes, _read(lu, conventions.COLONNES), strict=True))
    accorde, emploi, derniere = (dites[c] for c in ("accorde", "emploi", "fin"))
    if is_withheld(emploi):
        dites["taux_execution"] = SECRET
    elif emploi is not None and accorde is not None:
        dites["taux_execution"] = ratio(emploi, accorde)
    if derniere is not None:
        dites["jours_restants"] = (derniere - fin).days
    return tuple(dites.values())


def _read(lu: Lu, colonnes: Iterable[Colonne]) -> tuple[Any, ...]:
    """Give what a row says, in the order of its columns: they open to nothing."""
    dites = {**lu.valeurs, **lu.entry.meta}
    return tuple(_value(dites.get(key_of(c.code)), c.genre) for c in colonnes)


def _value(valeur: Any, genre: str) -> Any:
    """Give a value of a genre, None or "" where the row does not tell it."""
    if isinstance(valeur, str) and valeur == RETENU:
        return SECRET
    if genre == "euros":
        return valeur.number if isinstance(valeur, Amount) else None
    if genre == "date":
        return valeur if isinstance(valeur, datetime.date) else None
    if genre in CHIFFRES or genre == "jours":
        return None
    return valeur if isinstance(valeur, str) else ""
