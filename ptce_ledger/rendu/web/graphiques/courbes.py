"""Lines over years: ratios such as the coverage of the cell's cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.langue import say
from ptce_ledger.rendu.web.graphiques.toile import INTERLIGNE
from ptce_ledger.rendu.web.graphiques.toile import LARGEUR
from ptce_ledger.rendu.web.graphiques.toile import SERIES_MAX
from ptce_ledger.rendu.web.graphiques.toile import Toile

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from ptce_ledger.rendu.web.graphiques.barres import Cadre

_HAUTEUR = 200
_MARGE = 56
_RETRAIT = 40


class Courbe(NamedTuple):
    """A ratio over years; None where it is not defined, NaN where it is withheld."""

    libelle: str
    valeurs: tuple[Decimal | None, ...]


def _draw_grid(
    toile: Toile,
    annees: Sequence[str],
    place: Callable[[int, Decimal], tuple[float, float]],
) -> None:
    """Draw 0, 50 and 100 %, and the years under them."""
    for cran in (Decimal(0), Decimal("0.5"), Decimal(1)):
        y = place(0, cran)[1]
        toile.line(_MARGE, y, LARGEUR - _MARGE, y, "repere")
        toile.text(
            _MARGE - 8, y + 4, write_pourcent(cran), ancre="end", classe="repere"
        )
    for rang, annee in enumerate(annees):
        x, y = place(rang, Decimal(0))
        toile.text(x, y + 18, annee, ancre="middle")


def lines(cadre: Cadre, annees: Sequence[str], courbes: Sequence[Courbe]) -> str:
    """Draw ratios over years, from 0 to the highest, 100 % at least.

    Each point says its value, and each line has its own mark.
    """
    traces = [
        tuple(None if is_withheld(valeur) else valeur for valeur in courbe.valeurs)
        for courbe in courbes
    ]
    toile = Toile(
        cadre.code, cadre.titre, cadre.description, _HAUTEUR + 3 * INTERLIGNE + 40
    )
    haut = toile.legend(2, [courbe.libelle for courbe in courbes]) + 8
    definies = [v for valeurs in traces for v in valeurs if v is not None]
    sommet = max([Decimal(1), *definies])
    pas = (LARGEUR - 2 * _MARGE - 2 * _RETRAIT) / max(1, len(annees) - 1)

    def place(rang: int, valeur: Decimal) -> tuple[float, float]:
        x = _MARGE + _RETRAIT + pas * rang if len(annees) > 1 else LARGEUR / 2
        return x, haut + _HAUTEUR * (1 - float(max(valeur, Decimal(0)) / sommet))

    _draw_grid(toile, annees, place)
    for numero, courbe in enumerate(courbes):
        points = [
            (place(rang, valeur), annees[rang], valeur)
            for rang, valeur in enumerate(traces[numero])
            if valeur is not None
        ]
        trace = " ".join(
            f"{'L' if i else 'M'}{x:.1f},{y:.1f}"
            for i, ((x, y), _, _) in enumerate(points)
        )
        couleur = numero % SERIES_MAX + 1
        if len(points) > 1:
            toile.path(trace, classe=f"courbe trait-{couleur}", bulle=courbe.libelle)
        for (x, y), annee, valeur in points:
            dit = say(
                "{categorie}, {nom} : {valeur}",
                categorie=annee,
                nom=courbe.libelle,
                valeur=write_pourcent(valeur),
            )
            toile.mark(x - 5, y - 5, 10, 10, serie=numero, bulle=dit)
            # Two values that meet: the lower one is written under its point.
            rang = annees.index(annee)
            autres = [v[rang] for n, v in enumerate(traces) if n != numero]
            serre = any(
                autre is not None
                and abs(place(rang, autre)[1] - y) < 16
                and (autre, -numero) > (valeur, -numero)
                for autre in autres
            )
            hauteur = y + 20 if serre else y - 9
            toile.text(
                x, hauteur, write_pourcent(valeur), ancre="middle", classe="valeur"
            )
    toile.crop(haut + _HAUTEUR + 28)
    return toile.as_svg()
