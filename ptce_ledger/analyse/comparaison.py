"""Several exercices side by side, with the change from the first to the last."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.tableau import CHIFFRES
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Groupe
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.ordre import sort_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from ptce_ledger.analyse.tableau import Synthese


@dataclass(frozen=True, slots=True)
class Comparaison:
    """The syntheses of several exercices, and their tables side by side."""

    syntheses: tuple[Synthese, ...]
    niveaux: tuple[Groupe, ...]

    def shown(self, numeros: Sequence[int] = ()) -> Sequence[Groupe]:
        """Give the levels of some numbers, by default them all and the pole's own."""
        return [self.niveaux[n - 1] for n in numeros] or self.niveaux


def compare(syntheses: Sequence[Synthese]) -> Comparaison:
    """Set each figure of several syntheses in a row: one column a year, the change."""
    annees = [synthese.exercice for synthese in syntheses]
    niveaux = tuple(
        _compare_groupes(annees, groupes)
        for groupes in zip(*(s.niveaux for s in syntheses), strict=True)
    )
    return Comparaison(tuple(syntheses), niveaux)


def _compare_groupes(annees: list[int], groupes: Sequence[Groupe | None]) -> Groupe:
    modele = next(groupe for groupe in groupes if groupe is not None)
    tableaux = [
        compare
        for tableau in modele.tableaux
        for compare in _compare_tableaux(
            annees, tableau, [g.tableau(tableau.code) if g else None for g in groupes]
        )
    ]
    codes = sorted({sous.code for g in groupes if g for sous in g.groupes})
    sous_groupes = [
        _compare_groupes(
            annees,
            [
                next((s for s in g.groupes if s.code == code), None) if g else None
                for g in groupes
            ],
        )
        for code in codes
    ]
    return replace(
        modele, tableaux=tuple(tableaux), groupes=tuple(sous_groupes), vues=()
    )


def _compare_tableaux(
    annees: list[int], modele: Tableau, tableaux: Sequence[Tableau | None]
) -> Iterable[Tableau]:
    if modele.forme == "lignes":
        for rang, colonne in enumerate(modele.colonnes):
            if colonne.compare:
                yield _compare_column(annees, modele, rang, tableaux)
        return
    chiffres = [c for c in modele.colonnes if c.genre in CHIFFRES]
    if not chiffres:
        return
    lignes = []
    for colonne in chiffres:
        valeurs = [t.figure(colonne.code) if t is not None else None for t in tableaux]
        lignes.append(
            Ligne(
                (colonne.code,),
                (*valeurs, _change(valeurs)),
                nom=modele.nom((), colonne),
                titre=colonne.titre,
                genre=colonne.genre,
            )
        )
    yield Tableau(
        modele.code,
        modele.titre,
        (Colonne("chiffre", modele.titre, "code"),),
        _columns(annees, chiffres[0].genre),
        tuple(lignes),
    )


def _compare_column(
    annees: list[int],
    modele: Tableau,
    rang: int,
    tableaux: Sequence[Tableau | None],
) -> Tableau:
    colonne = modele.colonnes[rang]
    par_an = [
        {ligne.cles: ligne.valeurs[rang] for ligne in (t.lignes if t else ())}
        for t in tableaux
    ]
    cles = sort_rows(
        [c.code for c in modele.cles], {cle for valeurs in par_an for cle in valeurs}
    )
    absent = ZERO if colonne.genre in ("euros", "heures") and modele.cles else None
    lignes = []
    for cle in cles:
        valeurs = [v.get(cle, absent) for v in par_an]
        nom = modele.nom(cle, colonne)
        lignes.append(Ligne(cle, (*valeurs, _change(valeurs)), nom=nom))
    seule = sum(c.compare for c in modele.colonnes) == 1
    return Tableau(
        modele.code if seule else f"{modele.code}_{colonne.code}",
        modele.titre if seule else f"{modele.titre} : {colonne.titre.lower()}",
        modele.cles,
        _columns(annees, colonne.genre),
        tuple(lignes),
    )


def _columns(annees: list[int], genre: str) -> tuple[Colonne, ...]:
    return (
        *(Colonne(str(annee), str(annee), genre) for annee in annees),
        # « + » before a genre: a change, written with its sign. Its title says of what.
        Colonne("evolution", f"{annees[0]} → {annees[-1]}", f"+{genre}"),
    )


def _change(valeurs: Sequence[Any]) -> Any:
    premier, dernier = valeurs[0], valeurs[-1]
    return None if premier is None or dernier is None else dernier - premier
