"""A member's own sheet: what the pole knows of it, and the blank one to hand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.suivi.etat import Etat
from ptce_ledger.suivi.etats import state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_ledger.suivi.suivi import Suivi

#: What a member is asked of its whole year, then of what it sold thanks to the pole.
DONNEES = (
    "membre",
    "annee",
    "ca",
    "etp",
    "etp-pole",
    "habitants",
    "achats-pole",
    "preuve",
)
VENTES = ("membre", "client", "montant", "projet", "methode", "preuve")
#: Empty lines for what was sold: a treasurer adds some.
_VIDES = 3


def sheet(suivi: Suivi, membre: str, exercice: int) -> Etat:
    """Set all that the states say of one member, a figure a line."""
    registre = suivi.registre
    tables = [
        _turned(table, membre)
        for code in ("membres", "cotisations")
        for table in state(suivi, code, exercice).tableaux
        if table.forme == "lignes" and [c.code for c in table.cles] == ["membre"]
    ]
    dits = state(suivi, "membres", exercice).tableau("reciproques")
    siens = dits.with_rows(dits.begun_by((membre,)))
    return Etat(
        "fiche",
        f"Fiche de {registre.label(membre)}",
        registre.code,
        registre.libelle,
        {"exercice": exercice, "membre": membre},
        (*(table for table in tables if table.lignes), siens),
        suivi.libelles,
        montrees={"reciproques": ("pole", "declare", "constat")},
    )


def _turned(table: Tableau, membre: str) -> Tableau:
    """Give a table with the row of a member alone, as a card."""
    lignes = table.begun_by((membre,))
    ligne = Ligne((), lignes[0].valeurs, lignes[0].sources) if lignes else None
    return Tableau(
        table.code,
        table.titre,
        (),
        table.colonnes,
        (ligne,) if ligne else (),
        "objet",
    )


def blank(membres: Iterable[str], exercice: int) -> list[tuple[str, ...]]:
    """Give the rows of a blank sheet for each: what is asked, under its headings."""
    rangees: list[tuple[str, ...]] = []
    for membre in membres:
        rangees.append(DONNEES)
        rangees.append((membre, str(exercice), *[""] * (len(DONNEES) - 2)))
        rangees.append(VENTES)
        rangees += [(membre, *[""] * (len(VENTES) - 1))] * _VIDES
    return rangees
