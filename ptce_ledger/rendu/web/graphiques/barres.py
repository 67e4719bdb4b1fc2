"""Stacked bars and columns: what something is made of, by category or by year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import with_unit
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.langue import say
from ptce_ledger.rendu.web.graphiques.toile import INTERLIGNE
from ptce_ledger.rendu.web.graphiques.toile import LARGEUR
from ptce_ledger.rendu.web.graphiques.toile import Toile
from ptce_ledger.rendu.web.graphiques.toile import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOTS = 190
_BARRE = 18
_PAS = 26
_COLONNES = 220


class Serie(NamedTuple):
    """A series: its label, and for each category a value and where it opens."""

    libelle: str
    valeurs: tuple[Decimal, ...]
    liens: tuple[str, ...] = ()
    #: Its colour, so that an origin keeps its own from chart to chart; else its place.
    couleur: int = -1

    def lien(self, rang: int) -> str:
        """Give where a value opens, "" for nowhere."""
        return self.liens[rang] if self.liens else ""


class Cadre(NamedTuple):
    """What every chart is told: an identifier, its title, what it says, the unit."""

    code: str
    titre: str
    description: str
    unite: str = "€"
    decimales: int = 0


def stacked_bars(
    cadre: Cadre, categories: Sequence[str], series: Sequence[Serie]
) -> str:
    """Draw a horizontal bar a category, and its total at the end.

    Parts stand on the right of zero, negative ones on the left.
    """
    hauteur = 12 + _PAS * len(categories) + 2 * (INTERLIGNE + 8)
    toile = Toile(cadre.code, cadre.titre, cadre.description, hauteur)
    haut = toile.legend(2, [s.libelle for s in series], _colours(series))
    toile_bas = haut + _PAS * len(categories)
    positifs = _sums(series, len(categories), 1)
    negatifs = _sums(series, len(categories), -1)
    place = LARGEUR - _MOTS - 92
    echelle = Decimal(place) / ((max(positifs) - min(negatifs)) or 1)
    zero = _MOTS - float(min(negatifs) * echelle)
    for rang, categorie in enumerate(categories):
        y = haut + _PAS * rang
        toile.text(_MOTS - 8, y + 13, shorten(categorie, _MOTS - 12), ancre="end")
        droite = gauche = zero
        for numero, serie in zip(_colours(series), series, strict=True):
            valeur = serie.valeurs[rang]
            if not valeur or is_withheld(valeur):
                continue
            longueur = float(abs(valeur) * echelle)
            if valeur < 0:
                gauche -= longueur
            toile.mark(
                droite if valeur > 0 else gauche,
                y,
                longueur,
                _BARRE,
                serie=numero,
                bulle=_tip(categorie, serie, valeur, cadre),
                lien=serie.lien(rang),
            )
            droite += longueur if valeur > 0 else 0
        total = sum((serie.valeurs[rang] for serie in series), Decimal(0))
        if is_withheld(total):
            toile.blank(droite, y, _BARRE, _BARRE, _unsaid(categorie))
            droite += _BARRE
        toile.text(droite + 6, y + 13, _say(total, cadre), classe="valeur")
    toile.line(zero, haut - 4, zero, toile_bas, "axe")
    toile.crop(toile_bas + 4)
    return toile.as_svg()


def columns(cadre: Cadre, categories: Sequence[str], series: Sequence[Serie]) -> str:
    """Draw a stacked column a category, such as a year; the total over each."""
    hauteur = _COLONNES + 3 * INTERLIGNE + 40
    toile = Toile(cadre.code, cadre.titre, cadre.description, hauteur)
    haut = toile.legend(2, [s.libelle for s in series], _colours(series)) + INTERLIGNE
    # What is not given is hatched over the rest of its column.
    if any(is_withheld(valeur) for serie in series for valeur in serie.valeurs):
        haut += _BARRE
    positifs = _sums(series, len(categories), 1)
    negatifs = _sums(series, len(categories), -1)
    echelle = Decimal(_COLONNES) / ((max(positifs) - min(negatifs)) or 1)
    zero = haut + float(max(positifs) * echelle)
    pas = LARGEUR / max(1, len(categories))
    largeur = min(90.0, pas * 0.6)
    for rang, categorie in enumerate(categories):
        x = pas * (rang + 0.5) - largeur / 2
        sommet = base = zero
        for numero, serie in zip(_colours(series), series, strict=True):
            valeur = serie.valeurs[rang]
            if not valeur or is_withheld(valeur):
                continue
            longueur = float(abs(valeur) * echelle)
            sommet -= longueur if valeur > 0 else 0
            toile.mark(
                x,
                sommet if valeur > 0 else base,
                largeur,
                longueur,
                serie=numero,
                bulle=_tip(categorie, serie, valeur, cadre),
                lien=serie.lien(rang),
            )
            base += longueur if valeur < 0 else 0
        total = sum((serie.valeurs[rang] for serie in series), Decimal(0))
        if is_withheld(total):
            sommet -= _BARRE
            toile.blank(x, sommet, largeur, _BARRE, _unsaid(categorie))
        milieu = x + largeur / 2
        toile.text(
            milieu, sommet - 5, _say(total, cadre), ancre="middle", classe="valeur"
        )
        toile.text(milieu, haut + _COLONNES + 18, categorie, ancre="middle")
    toile.line(0, zero, LARGEUR, zero, "axe")
    toile.crop(haut + _COLONNES + 28)
    return toile.as_svg()


def _colours(series: Sequence[Serie]) -> list[int]:
    return [s.couleur if s.couleur >= 0 else rang for rang, s in enumerate(series)]


def _sums(series: Sequence[Serie], combien: int, signe: int) -> list[Decimal]:
    """Add the known values of one sign, by category; zero is always there."""
    return [
        sum(
            (
                s.valeurs[rang]
                for s in series
                if not is_withheld(s.valeurs[rang]) and s.valeurs[rang] * signe > 0
            ),
            Decimal(0),
        )
        for rang in range(combien)
    ] or [Decimal(0)]


def _say(valeur: Decimal, cadre: Cadre) -> str:
    return with_unit(write_nombre(valeur, cadre.decimales), cadre.unite)


def _unsaid(categorie: str) -> str:
    return say("{categorie} : une partie n’est pas donnée", categorie=categorie)


def _tip(categorie: str, serie: Serie, valeur: Decimal, cadre: Cadre) -> str:
    return say(
        "{categorie}, {nom} : {valeur}",
        categorie=categorie,
        nom=serie.libelle,
        valeur=_say(valeur, cadre),
    )
