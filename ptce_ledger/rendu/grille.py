"""Any table on a terminal: as wide as its values, never more than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.euros import ratio
from ptce_ledger.euros import write_nombre
from ptce_ledger.euros import write_pourcent
from ptce_ledger.libelles import label
from ptce_ledger.libelles import show
from ptce_ledger.rendu import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_ledger.tableau import Colonne
    from ptce_ledger.tableau import Ligne
    from ptce_ledger.tableau import Tableau

#: Room of an amount in the millions, and the space before it.
MONTANT = 13


class Rendu(NamedTuple):
    """What views share: labels of codes, and the indicators already explained."""

    noms: Mapping[str, str]
    expliques: set[str]


def draw(rendu: Rendu, table: Tableau, fiche: Tableau | None = None) -> list[str]:
    """Draw any table within the page; nothing when it has no row."""
    if not table.lignes:
        return []
    parts = fiche is not None
    largeurs = [
        2 + max(page.width(texte) for texte in (colonne.titre, *textes))
        for colonne, textes in zip(
            table.colonnes, zip(*_written(table, fiche), strict=True), strict=True
        )
    ]
    mots = page.LARGEUR - sum(largeurs) - (12 if parts else 0)
    tete = "".join(
        page.right(c.titre, n) for c, n in zip(table.colonnes, largeurs, strict=True)
    )
    lignes = [page.heading(table.titre)]
    lignes.append(
        page.dim(" " * mots + tete + (page.right("part", 7) if parts else ""))
    )
    for ligne in table.lignes:
        texte = page.left(" · ".join(labels(rendu, table, ligne)), mots)
        for valeur, colonne, n in zip(
            ligne.valeurs, table.colonnes, largeurs, strict=True
        ):
            texte += page.right(show(valeur, _named(table, ligne, colonne)), n)
        if fiche is not None:
            part = ratio(ligne.valeurs[-1], fiche.figure(table.colonnes[-1].code))
            texte += page.right(write_pourcent(part), 7) + " " + page.bar(part, 4)
        lignes.append(texte.rstrip())
    if fiche is not None:
        sommes = "".join(
            page.right(write_nombre(fiche.figure(c.code)), n)
            for c, n in zip(table.colonnes, largeurs, strict=True)
        )
        lignes.append(page.bold(page.left("Total", mots) + sommes))
        membres = fiche.figure("dont_membres")
        lignes.append(
            page.left("  dont reçu des membres", mots)
            + page.right(write_nombre(membres), sum(largeurs))
        )
    return lignes


def _written(table: Tableau, fiche: Tableau | None) -> list[list[str]]:
    """Write every row, and the totals, to know how wide the columns are."""
    rangees = [
        [
            show(valeur, _named(table, ligne, colonne))
            for valeur, colonne in zip(ligne.valeurs, table.colonnes, strict=True)
        ]
        for ligne in table.lignes
    ]
    if fiche is not None:
        rangees.append([show(fiche.figure(c.code), c) for c in table.colonnes])
    return rangees


def _named(table: Tableau, ligne: Ligne, colonne: Colonne) -> Colonne:
    """Name a column by its row's figure, in tables where figures are rows."""
    est_chiffre = [c.code for c in table.cles] == ["chiffre"]
    return colonne._replace(code=ligne.cles[0]) if est_chiffre else colonne


def labels(rendu: Rendu, table: Tableau, ligne: Ligne) -> list[str]:
    """Give the labels of a row's key."""
    return [
        label(colonne.code, cle, rendu.noms)
        for colonne, cle in zip(table.cles, ligne.cles, strict=True)
    ]
