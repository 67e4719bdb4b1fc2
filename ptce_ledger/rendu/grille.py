"""Any table on a terminal: as wide as its values, never more than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.euros import ZERO
from ptce_ledger.euros import ratio
from ptce_ledger.euros import write_pourcent
from ptce_ledger.libelles import label
from ptce_ledger.libelles import show
from ptce_ledger.rendu import page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.tableau import Colonne
    from ptce_ledger.tableau import Ligne
    from ptce_ledger.tableau import Tableau

#: Room of an amount in the millions, and the space before it.
MONTANT = 13


class Rendu(NamedTuple):
    """What views share: labels of codes, and the indicators already explained."""

    noms: Mapping[str, str]
    expliques: set[str]


def draw(
    rendu: Rendu,
    table: Tableau,
    *,
    total: Sequence[Decimal | None] = (),
    parts: bool = False,
) -> list[str]:
    """Draw any table within the page; nothing when it has no row.

    `total` closes it with a row of sums; `parts` adds the share of each row in the
    total of the last column, as a figure and a bar.
    """
    if not table.lignes:
        return []
    rangees = [
        [
            show(valeur, _named(table, ligne, colonne))
            for valeur, colonne in zip(ligne.valeurs, table.colonnes, strict=True)
        ]
        for ligne in table.lignes
    ]
    sommes = [
        "" if somme is None else show(somme, colonne)
        for somme, colonne in zip(total, table.colonnes, strict=False)
    ]
    titres = [colonne.titre for colonne in table.colonnes]
    ecrites = [titres, *rangees, *([sommes] if sommes else [])]
    largeurs = [
        2 + max(map(page.width, colonne)) for colonne in zip(*ecrites, strict=True)
    ]
    mots = page.LARGEUR - sum(largeurs) - (12 if parts else 0)
    tete = _row("", titres, mots, largeurs) + (page.right("Part", 7) if parts else "")
    lignes = [page.heading(table.titre), page.dim(tete)]
    for ligne, rangee in zip(table.lignes, rangees, strict=True):
        nom = " · ".join(labels(rendu, table, ligne))
        texte = _row(nom, rangee, mots, largeurs)
        if parts:
            part = ratio(ligne.valeurs[-1], total[-1] or ZERO)
            texte += page.right(write_pourcent(part), 7) + " " + page.bar(part, 4)
        lignes.append(texte.rstrip())
    if sommes:
        lignes.append(page.bold(_row("Total", sommes, mots, largeurs).rstrip()))
    return lignes


def _row(nom: str, textes: Sequence[str], mots: int, largeurs: Sequence[int]) -> str:
    return page.left(nom, mots) + "".join(map(page.right, textes, largeurs))


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
