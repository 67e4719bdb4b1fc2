"""Find a figure of the synthesis or of a state by its written name.

« cotisations.du.fournil » names a column, then keys; « conventions.region-2025.emploi »
names a key first: a table says how many of its keys come before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.adresse import write_cle
from ptce_ledger.analyse.chiffres.recherche import CheminInconnu
from ptce_ledger.analyse.chiffres.recherche import Chiffre
from ptce_ledger.analyse.tableau import CHIFFRES
from ptce_ledger.analyse.tableau import Groupe
from ptce_ledger.mots import lexique
from ptce_ledger.suivi import a_faire
from ptce_ledger.suivi import phases
from ptce_ledger.suivi.etats import ABSENTS
from ptce_ledger.suivi.etats import CHEMINS
from ptce_ledger.suivi.etats import ETATS
from ptce_ledger.suivi.etats import state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.suivi.etat import Etat
    from ptce_ledger.suivi.suivi import Suivi


def find(suivi: Suivi, exercice: int, nom: str) -> Chiffre:
    """Find a figure of an exercice. Raises CheminInconnu."""
    premier, *reste = nom.split(".")
    if premier in CHEMINS:
        etat = state(suivi, CHEMINS[premier], exercice)
        tables = tuple(t for t in etat.tableaux if t.groupe == premier)
        return _find(suivi, exercice, Groupe(premier, etat.titre, tables), reste)
    groupe, barre, suite = nom.partition("/")
    vise = _state_of(suivi, exercice, groupe) if barre else None
    if vise is not None:
        # As they are shown: some are cut into several.
        toutes = (*vise.tableaux, *vise.shown())
        tables = tuple(table for table in toutes if table.groupe == groupe)
        return _find_full(Groupe(groupe, vise.titre, tables), suite)
    try:
        return suivi.dossier.find(exercice, nom)
    except CheminInconnu as inconnu:
        if inconnu.morceau == premier:
            raise CheminInconnu(premier, [*inconnu.attendus, *CHEMINS]) from None
        raise


def _state_of(suivi: Suivi, exercice: int, groupe: str) -> Etat | None:
    """Give the state that has a group of tables, None where it is none of a state."""
    if groupe == "phases":
        return phases.build(suivi)
    if groupe == "a-faire":
        return a_faire.build(suivi)
    code = CHEMINS.get(groupe, groupe)
    return state(suivi, code, exercice) if code in ETATS else None


def _find_full(groupe: Groupe, suite: str) -> Chiffre:
    """Find a figure by its table, its keys and its column, written in full."""
    table_dite, _, reste = suite.partition("/")
    # Whole, a table has more columns than where it is shown.
    tables = {table.code: table for table in reversed(groupe.tableaux)}
    if table_dite not in tables:
        raise CheminInconnu(table_dite, tables)
    table = tables[table_dite]
    dites, barre, nom = reste.rpartition("/")
    colonnes = {c.code: c for c in table.colonnes if c.genre in CHIFFRES}
    if nom not in colonnes:
        raise CheminInconnu(nom, colonnes)
    # A key may hold a point: rows, and what begins them, are known by their whole names.
    rangees = {
        ".".join(map(write_cle, ligne.cles[:nombre])): ligne.cles[:nombre]
        for ligne in table.lignes
        for nombre in range(1, len(ligne.cles) + 1)
    }
    if barre and dites not in rangees:
        raise CheminInconnu(dites, rangees)
    cles = rangees[dites] if barre else ()
    return _figure(groupe, table, cles, colonnes[nom])


def _find(suivi: Suivi, exercice: int, groupe: Groupe, mots: Sequence[str]) -> Chiffre:
    """Find a figure by its keys and its column, in the order of its short name."""
    lignes = next(t for t in groupe.tableaux if t.forme == "lignes")
    avant = lignes.cles_avant
    toutes = _read((*mots[:avant], *mots[avant + 1 :]))
    if toutes and not lignes.begun_by(toutes) and groupe.code in ABSENTS:
        # What is known, and of which there is nothing to show, has figures too.
        absente = ABSENTS[groupe.code](suivi, exercice, toutes)
        if absente is not None:
            lignes = lignes.with_rows((*lignes.lignes, absente))
    _check_cles(lignes, mots[:avant])
    noms = [c.chemin for c in lignes.colonnes if c.chemin]
    nom = mots[avant] if len(mots) > avant else ""
    if nom not in noms:
        raise CheminInconnu(nom, noms)
    _check_cles(lignes, (*mots[:avant], *mots[avant + 1 :]))
    totaux = [t for t in groupe.tableaux if t.forme == "objet"]
    table = totaux[0] if totaux and not toutes else lignes
    colonne = next(c for c in table.colonnes if c.chemin == nom)
    return _figure(groupe, table, toutes, colonne)


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


def _figure(
    groupe: Groupe, table: Tableau, cles: tuple[str, ...], colonne: Colonne
) -> Chiffre:
    """Give a cell, or the sum of those whose key begins with some words."""
    rang = table.rang(colonne.code)
    lignes = table.begun_by(cles)
    # What is not known is not zero: it is said to be unknown.
    valeur = lignes[0].valeurs[rang] if len(lignes) == 1 else table.total(rang, cles)
    return Chiffre(groupe, table, cles, colonne, valeur, table.source_of(rang, cles))
