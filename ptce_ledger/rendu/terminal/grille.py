"""Any table on a terminal: as wide as its values, never more than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.tableau import MOTS
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.libelles import show
from ptce_ledger.mots.libelles import show_change
from ptce_ledger.rendu.terminal import page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Tableau

#: What is always left to the labels of rows, unless they are shorter.
_MOTS = 24
_TEXTES = ("texte", *MOTS)
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
            _shown(rendu, colonne, ligne, valeur)
            for valeur, colonne in zip(ligne.valeurs, table.colonnes, strict=True)
        ]
        for ligne in table.lignes
    ]
    sommes = [
        "" if somme is None else show(somme, colonne.genre)
        for somme, colonne in zip(total, table.colonnes, strict=False)
    ]
    noms = [" · ".join(labels(rendu, table, ligne)) for ligne in table.lignes]
    libre = page.LARGEUR - min(_MOTS, max(map(page.width, noms)))
    titres = [colonne.titre for colonne in table.colonnes]
    a_gauche = [colonne.genre in _TEXTES for colonne in table.colonnes]
    ecrites = [titres, *rangees, *([sommes] if sommes else [])]
    largeurs = [
        2 + max(map(page.width, colonne)) for colonne in zip(*ecrites, strict=True)
    ]
    dites = _parts(table, total[-1] or ZERO) if parts else []
    # An amount and its share stand apart, be the share all of it.
    place = 2 + max(map(page.width, ("Part", *dites))) if parts else 0
    lignes = [page.heading(table.titre)]
    for tranche in _slices(largeurs, libre):
        mots = page.LARGEUR - sum(largeurs[tranche]) - (place + 5 if parts else 0)
        mots = mots if any(noms) else 0

        def row(
            nom: str, textes: Sequence[str], t: slice = tranche, m: int = mots
        ) -> str:
            cases = zip(textes[t], largeurs[t], a_gauche[t], strict=True)
            return page.left(nom, m) + "".join(_cell(*case) for case in cases)

        lignes.append(
            page.dim(
                (row("", titres) + page.right("Part" if parts else "", place)).rstrip()
            )
        )
        suites = zip(table.lignes, noms, rangees, strict=True)
        for rang, (ligne, nom, rangee) in enumerate(suites):
            texte = row(nom, rangee)
            if parts:
                part = ratio(ligne.valeurs[-1], total[-1] or ZERO)
                texte += page.right(dites[rang], place) + " " + page.bar(part, 4)
            lignes.append(texte.rstrip())
        if sommes:
            lignes.append(page.bold(row("Total", sommes).rstrip()))
    return lignes


def _cell(texte: str, largeur: int, a_gauche: bool) -> str:  # noqa: FBT001
    """Set a word on the left of its column, a number on the right."""
    return (
        "  " + page.left(texte, largeur - 2) if a_gauche else page.right(texte, largeur)
    )


def _shown(rendu: Rendu, colonne: Colonne, ligne: Ligne, valeur: Any) -> str:
    """Write a value; a word or a code by its label, a change as those beside it."""
    genre = ligne.genre_of(colonne)
    if genre in MOTS and isinstance(valeur, str):
        return label(colonne.code, valeur, rendu.noms) if valeur else "—"
    if genre.startswith("+"):
        return show_change(ligne.valeurs, genre)
    return show(valeur, genre)


def _parts(table: Tableau, total: Decimal) -> list[str]:
    """Write the share of each row in a total."""
    return [write_pourcent(ratio(ligne.valeurs[-1], total)) for ligne in table.lignes]


def _slices(largeurs: Sequence[int], place: int) -> list[slice]:
    """Cut columns into the fewest runs that each fit: ten years take several lines."""
    tranches, debut = [], 0
    for fin in range(1, len(largeurs) + 1):
        if fin - debut > 1 and sum(largeurs[debut:fin]) > place:
            tranches.append(slice(debut, fin - 1))
            debut = fin - 1
    return [*tranches, slice(debut, len(largeurs))]


def labels(rendu: Rendu, table: Tableau, ligne: Ligne) -> list[str]:
    """Give the labels of a row's key; the title of a row that is a figure."""
    if ligne.titre:
        return [ligne.titre]
    return [
        label(colonne.code, cle, rendu.noms)
        for colonne, cle in zip(table.cles, ligne.cles, strict=True)
        if colonne.tells(cle)
    ]
