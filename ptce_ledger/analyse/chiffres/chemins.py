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

    from ptce_ledger.analyse.definitions import DefNiveau
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau


class Chiffre(NamedTuple):
    """A figure found: its value, and where it stands.

    `lignes` are the rows of `tableau` that it adds, in the column `rang`: one for a
    card, none for what the exercice says nothing of.
    """

    valeur: Decimal
    groupe: Groupe
    tableau: Tableau
    rang: int
    cles: tuple[str, ...] = ()
    lignes: tuple[Ligne, ...] = ()

    def has_facts(self) -> bool:
        """Tell whether it opens down to facts."""
        return any(ligne.cases and ligne.cases[self.rang] for ligne in self.lignes)


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
        return _find_figure(niveau, niveau, reste[1:])._replace(valeur=ZERO, lignes=())
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
    trouve = _column(groupe, nom, "objet")
    if trouve is None:
        raise CheminInconnu(nom, figures_of(groupe))
    tableau, rang = trouve
    valeur = tableau.lignes[0].valeurs[rang]
    return Chiffre(valeur, groupe, tableau, rang, (), tableau.lignes)


def _find_rows(niveau: Groupe, groupe: Groupe, nom: str, cles: list[str]) -> Chiffre:
    trouve = _column(groupe, nom, "lignes")
    if trouve is None:
        raise CheminInconnu(cles[0], [])
    tableau, rang = trouve
    if len(cles) > len(tableau.cles):
        raise CheminInconnu(cles[len(tableau.cles)], [])
    for colonne, cle in zip(tableau.cles, cles, strict=False):
        admis = _words(niveau, tableau, colonne.code)
        if cle not in admis:
            raise CheminInconnu(cle, admis)
    voulues = tuple("" if cle == lexique.NON_VENTILE else cle for cle in cles)
    lignes = tuple(li for li in tableau.lignes if li.cles[: len(cles)] == voulues)
    valeur = sum((ligne.valeurs[rang] or ZERO for ligne in lignes), ZERO)
    return Chiffre(valeur, groupe, tableau, rang, voulues, lignes)


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


def _column(groupe: Groupe, nom: str, forme: str) -> tuple[Tableau, int] | None:
    for tableau in groupe.tableaux:
        if tableau.forme == forme and not tableau.code.endswith("_par_phase"):
            for rang, colonne in enumerate(tableau.colonnes):
                if colonne.chemin == nom:
                    return tableau, rang
    return None
