"""Find a figure of the synthesis or of a state by its written name.

« cotisations.du.fournil » names a column, then keys; « conventions.region-2025.emploi »
names a key first: a table says how many of its keys come before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.adresse import write_cle
from ptce_ledger.analyse.chiffres.recherche import CheminInconnu
from ptce_ledger.analyse.chiffres.recherche import Chiffre
from ptce_ledger.analyse.tableau import Groupe
from ptce_ledger.mots import lexique
from ptce_ledger.suivi.etats import CHEMINS
from ptce_ledger.suivi.etats import state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.suivi.suivi import Suivi


def find(suivi: Suivi, exercice: int, nom: str) -> Chiffre:
    """Find a figure of an exercice. Raises CheminInconnu."""
    premier, *reste = nom.split(".")
    if premier in CHEMINS:
        etat = state(suivi, CHEMINS[premier], exercice)
        tables = tuple(t for t in etat.tableaux if t.groupe == premier)
        return _find(Groupe(premier, etat.titre, tables), reste)
    try:
        return suivi.dossier.find(exercice, nom)
    except CheminInconnu as inconnu:
        if inconnu.morceau == premier:
            raise CheminInconnu(premier, [*inconnu.attendus, *CHEMINS]) from None
        raise


def _find(groupe: Groupe, mots: Sequence[str]) -> Chiffre:
    lignes = next(t for t in groupe.tableaux if t.forme == "lignes")
    avant = lignes.cles_avant
    cles, reste = mots[:avant], mots[avant:]
    _check_cles(lignes, cles)
    noms = [c.chemin for c in lignes.colonnes if c.chemin]
    if not reste or reste[0] not in noms:
        raise CheminInconnu(reste[0] if reste else "", noms)
    toutes = (*cles, *reste[1:])
    _check_cles(lignes, toutes)
    totaux = [t for t in groupe.tableaux if t.forme == "objet"]
    table = totaux[0] if totaux and not toutes else lignes
    return _figure(groupe, table, toutes, reste[0])


def _check_cles(table: Tableau, cles: Sequence[str]) -> None:
    """Check keys as typed, each among those that follow the ones before it."""
    if len(cles) > len(table.cles):
        raise CheminInconnu(cles[len(table.cles)], [])
    for rang, cle in enumerate(cles):
        debut = _read(cles[:rang])
        admis = dict.fromkeys(
            write_cle(ligne.cles[rang]) for ligne in table.begun_by(debut)
        )
        if cle not in admis:
            raise CheminInconnu(cle, admis)


def _read(cles: Sequence[str]) -> tuple[str, ...]:
    return tuple("" if cle == lexique.NON_VENTILE else cle for cle in cles)


def _figure(groupe: Groupe, table: Tableau, typees: Sequence[str], nom: str) -> Chiffre:
    """Give a cell, or the sum of those whose key begins as typed."""
    colonne = next(c for c in table.colonnes if c.chemin == nom)
    rang, cles = table.rang(colonne.code), _read(typees)
    lignes = table.begun_by(cles)
    # What is not known is not zero: it is said to be unknown.
    valeur = lignes[0].valeurs[rang] if len(lignes) == 1 else table.total(rang, cles)
    return Chiffre(groupe, table, cles, colonne, valeur, table.source_of(rang, cles))
