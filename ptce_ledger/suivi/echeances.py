"""Deadlines of the agreements: payments expected, accounts to be given."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.mots import economie
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.registre.declarations.echeance import COMPTE_RENDU
from ptce_ledger.registre.declarations.echeance import VERSEMENT
from ptce_ledger.registre.pole import UN_JOUR
from ptce_ledger.suivi.execution import execution

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.registre.convention import Convention
    from ptce_ledger.suivi.execution import Execution
    from ptce_ledger.suivi.suivi import Suivi

#: Months after the exercice in which a public grant is accounted for (CERFA 15059).
_MOIS = 6
FAIT, PARTIEL, A_FAIRE = economie.ETATS_D_ECHEANCE


COLONNES = (
    Colonne("date", "Date", "date"),
    Colonne("convention", "Convention", "code"),
    Colonne("objet", "Objet", "mot"),
    Colonne("montant", "Montant"),
    Colonne("recu", "Reçu"),
    Colonne("etat", "État", "mot"),
)
#: The table of deadlines, before its rows.
EN_TETE = Tableau("echeances", "Échéances", (), COLONNES, ())


class Echeance(NamedTuple):
    """What is expected on a day, what has come of it."""

    date: datetime.date
    convention: str
    objet: str
    montant: Decimal
    recu: Decimal
    etat: str


def table(suivi: Suivi, exercice: int) -> Tableau:
    """Set the deadlines of the agreements, by date."""
    lus = deadlines(suivi, suivi.registre.bornes(exercice)[1])
    return EN_TETE.with_rows(Ligne((), une) for une in lus)


def deadlines(suivi: Suivi, au: datetime.date) -> list[Echeance]:
    """List the deadlines of the agreements begun by a day, as they stand that day."""
    suivies = (execution(suivi, code, au) for code in suivi.registre.conventions)
    toutes = [e for une in suivies if une is not None for e in _of(suivi, une)]
    return sorted(toutes, key=lambda e: e[:2])


def _of(suivi: Suivi, une: Execution) -> Iterator[Echeance]:
    code, reste = une.convention.code, une.encaisse.total()
    lus = [
        lu
        for lu in suivi.registre.declarations.get("ptce-echeance", ())
        if lu.valeurs["convention"] == code
    ]
    rendus = False
    for lu in lus:
        montant, recu = lu.valeurs["montant"].number, ZERO
        if lu.valeurs["objet"] == VERSEMENT:
            recu = max(ZERO, min(montant, reste))
            reste -= recu
            etat = FAIT if recu >= montant else PARTIEL if recu else A_FAIRE
        else:
            rendus = True
            fait = lu.cles.get("fait")
            etat = FAIT if fait is not None and fait <= une.au else A_FAIRE
        objet = lu.valeurs["objet"]
        yield Echeance(lu.entry.date, code, objet, montant, recu, etat)
    if not rendus:
        for jour in _accounts_due(suivi, une.convention):
            yield Echeance(jour, code, COMPTE_RENDU, ZERO, ZERO, A_FAIRE)


def _accounts_due(suivi: Suivi, convention: Convention) -> Iterator[datetime.date]:
    """Give when a public grant is accounted for: after each exercice that it touches."""
    registre = suivi.registre
    financeur = registre.tiers.get(convention.financeur)
    if convention.fin is None or financeur is None or financeur.origine != "public":
        return
    premiere = registre.avenants[convention.code][0].entry.date
    debut = registre.exercice(convention.debut or premiere)
    for exercice in range(debut, registre.exercice(convention.fin) + 1):
        yield _end_of_month(registre.bornes(exercice)[1], _MOIS)


def _end_of_month(jour: datetime.date, mois: int) -> datetime.date:
    """Give the last day of the month that is some months on."""
    annee, rang = divmod(jour.month + mois, 12)
    return datetime.date(jour.year + annee, rang + 1, 1) - UN_JOUR
