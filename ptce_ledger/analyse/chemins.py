"""Paths to figures: « niveau-1.ressources.subventions.public » → a value and its facts.

The grammar is that of design §6; the words come from the definitions of the reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.definitions import load_niveaux
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.definitions import DefNiveau
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.faits.facts import Fact


class Chiffre(NamedTuple):
    """A figure found: its value, and the cases that make it."""

    valeur: Decimal
    cases: tuple[Case, ...]

    def facts(self) -> list[Fact]:
        """List its facts, each once, by date then place."""
        uniques = {id(fact): fact for case in self.cases for fact in case.facts}
        return sorted(uniques.values(), key=lambda f: (f.date, f.fichier, f.ligne))


class CheminInconnu(Exception):
    """A path that leads nowhere: the word not understood, and what was expected."""

    def __init__(self, morceau: str, attendus: Iterable[str]) -> None:
        super().__init__(morceau)
        self.morceau = morceau
        self.attendus = list(attendus)


def find(synthese: Synthese, chemin: str, projets: Container[str] = ()) -> Chiffre:
    """Find the figure of a path. Raises CheminInconnu.

    A declared project of which the exercice says nothing has figures too: zeros.
    """
    premier, *reste = chemin.split(".")
    niveaux = {n.code.replace("_", "-"): n for n in synthese.niveaux}
    niveau = niveaux.get(premier)
    if niveau is None:
        raise CheminInconnu(premier, niveaux)
    noms = figures_of(niveau)
    groupes = {sous.code: sous for sous in niveau.groupes}
    # A project may bear the name of a figure: what follows tells them apart.
    dans_projet = len(reste) > 1 and reste[0] in groupes and reste[1] in noms
    if not reste or (reste[0] in noms and not dans_projet):
        return _find_figure(niveau, niveau, reste)
    if niveau.nom_groupes and reste[0] in projets and reste[0] not in groupes:
        _find_figure(niveau, niveau, reste[1:])
        return Chiffre(ZERO, ())
    if reste[0] not in groupes:
        raise CheminInconnu(reste[0], [*noms, *groupes])
    return _find_figure(niveau, groupes[reste[0]], reste[1:])


def _find_figure(niveau: Groupe, groupe: Groupe, reste: Sequence[str]) -> Chiffre:
    noms = figures_of(groupe)
    if not reste or reste[0] not in noms:
        raise CheminInconnu(reste[0] if reste else "", noms)
    nom, *cles = reste
    if not cles:
        return _find_total(groupe, nom)
    return _find_rows(niveau, groupe, nom, cles)


def figures_of(groupe: Groupe) -> list[str]:
    """List the figures a level, or a project, has."""
    return list(
        dict.fromkeys(
            colonne.chemin
            for tableau in groupe.tableaux
            for colonne in tableau.colonnes
            if colonne.chemin and tableau.forme == "objet"
        )
    )


def _find_total(groupe: Groupe, nom: str) -> Chiffre:
    for tableau in groupe.tableaux:
        if tableau.forme == "objet":
            for rang, colonne in enumerate(tableau.colonnes):
                if colonne.chemin == nom:
                    ligne = tableau.lignes[0]
                    return Chiffre(ligne.valeurs[rang], ligne.cases[rang])
    raise CheminInconnu(nom, figures_of(groupe))


def _find_rows(niveau: Groupe, groupe: Groupe, nom: str, cles: list[str]) -> Chiffre:
    trouve = _column(groupe, nom)
    if trouve is None:
        raise CheminInconnu(cles[0], [])
    tableau, rang = trouve
    if len(cles) > len(tableau.cles):
        raise CheminInconnu(cles[len(tableau.cles)], [])
    for colonne, cle in zip(tableau.cles, cles, strict=False):
        admis = _words(niveau, tableau, colonne.code)
        if cle not in admis:
            raise CheminInconnu(cle, admis)
    voulues = ["" if cle == lexique.NON_VENTILE else cle for cle in cles]
    lignes = [
        ligne for ligne in tableau.lignes if list(ligne.cles[: len(cles)]) == voulues
    ]
    return Chiffre(
        sum((ligne.valeurs[rang] or ZERO for ligne in lignes), ZERO),
        tuple(case for ligne in lignes for case in ligne.cases[rang]),
    )


def _words(niveau: Groupe, tableau: Tableau, cle: str) -> list[str]:
    """List the words that a key of a table takes in a path."""
    if cle == "classe":
        return list(lexique.CLASSES)
    if cle == "origine":
        return [*lexique.ORIGINES, lexique.NON_VENTILE]
    if cle != "type":
        return [ligne.cles[0] for ligne in tableau.lignes]
    filtre, sauf = next(
        definition.selection
        for definition in _definition(niveau.code).tableaux
        if definition.code == tableau.code
    )
    types = [
        code
        for code, type_ in lexique.TYPES.items()
        if type_.nature in filtre["nature"] and code not in sauf.get("type", ())
    ]
    return [*types, lexique.NON_VENTILE]


def _definition(code: str) -> DefNiveau:
    return next(niveau for niveau in load_niveaux() if niveau.code == code)


def _column(groupe: Groupe, nom: str) -> tuple[Tableau, int] | None:
    for tableau in groupe.tableaux:
        if tableau.forme == "lignes" and not tableau.code.endswith("_par_phase"):
            for rang, colonne in enumerate(tableau.colonnes):
                if colonne.chemin == nom:
                    return tableau, rang
    return None
