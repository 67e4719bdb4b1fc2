"""Figures from one exercice to another: a column a year, then the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.reserves import reserve_of_year
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.libelles import show_change
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import paragraph
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import frame
from ptce_ledger.rendu.web.tables import link_figure
from ptce_ledger.rendu.web.tables import show_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.rendu.web.vue import Vue


def over_years(vue: Vue, compare: Groupe, code: str) -> Markup:
    """Write a table of the comparison: each year's figure opens in its own exercice."""
    table = compare.tableau(code)
    if table is None or not table.lignes or len(table.colonnes) < 3:
        return VIDE
    fiche = bool(table.lignes[0].titre)
    rangees = [
        tag(
            "tr",
            *_year_heads(vue, table, ligne),
            *_year_cells(vue, compare, table, ligne),
        )
        for ligne in table.lignes
    ]
    tetes = [say("Chiffre")] if fiche else [say(c.titre) for c in table.cles]
    entetes = [tag("th", titre, scope="col", classe="mot") for titre in tetes]
    entetes += [
        tag("th", say(c.titre), scope="col", classe="num") for c in table.colonnes
    ]
    return frame(
        say("{titre}, d’un exercice à l’autre", titre=say(table.titre)),
        tag("thead", tag("tr", *entetes)),
        tag("tbody", *rangees),
        unite=say("en euros") if table.colonnes[0].genre == "euros" else "",
    )


def change(exercices: Sequence[int]) -> Markup:
    """Say what the last column of the years is, so that anyone may reckon it again."""
    if len(exercices) < 2:
        return VIDE
    dit = say(
        "« {premier} → {dernier} » : ce que montre {dernier}, moins ce que montre {premier}.",
        premier=exercices[0],
        dernier=exercices[-1],
    )
    return paragraph(dit, "ptce-note")


def _year_heads(vue: Vue, table: Tableau, ligne: Ligne) -> list[Markup]:
    """Name a row: by its figure, or by its keys."""
    noms = [say(ligne.titre)] if ligne.titre else []
    noms = noms or [
        vue.label(c.code, cle) for c, cle in zip(table.cles, ligne.cles, strict=True)
    ]
    return [tag("th", nom, scope="row", classe="mot") for nom in noms]


def _year_cells(
    vue: Vue, compare: Groupe, table: Tableau, ligne: Ligne
) -> list[Markup]:
    """Write the figures of a row; each opens in the exercice of its column."""
    cellules = []
    for rang, (colonne, valeur) in enumerate(
        zip(table.colonnes, ligne.valeurs, strict=True)
    ):
        if colonne.genre.startswith("+"):
            change = show_change(ligne.valeurs, ligne.genre_of(colonne))
            cellules.append(tag("td", change, classe="num"))
            continue
        texte: str = show_value(vue, valeur, ligne.genre_of(colonne))
        if valeur and not is_withheld(valeur):
            texte = link_figure(vue, ligne.nom, texte, int(colonne.code))
        # Two years may rest on different members.
        dite = reserve_of_year(compare, ligne.cles[-1] if ligne.cles else "", rang)
        sous = [tag("p", dite, classe="precaution")] if dite and valeur else []
        cellules.append(tag("td", texte, *sous, classe="num"))
    return cellules
