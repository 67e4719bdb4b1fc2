"""Flows: from where the money comes to what it is used for, as ribbons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.langue import say
from ptce_ledger.rendu.web.graphiques.toile import LARGEUR
from ptce_ledger.rendu.web.graphiques.toile import SERIES_MAX
from ptce_ledger.rendu.web.graphiques.toile import Toile
from ptce_ledger.rendu.web.graphiques.toile import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.rendu.web.graphiques.barres import Cadre

_NOEUD = 14
_ECART = 12
_MOTS = 200
_HAUTEUR = 320


class Flux(NamedTuple):
    """A ribbon: from a source to a use, a positive amount, and where it opens."""

    source: str
    emploi: str
    montant: Decimal
    lien: str = ""


def flows(cadre: Cadre, flux: Sequence[Flux]) -> str:
    """Draw sources on the left, uses on the right, ribbons between; largest first."""
    montres = [f for f in flux if not is_withheld(f.montant) and f.montant > 0]
    sources = _order(montres, "source")
    emplois = _order(montres, "emploi")
    rangs = max(len(sources), len(emplois), 1)
    hauteur = _HAUTEUR + _ECART * (rangs - 1)
    toile = Toile(cadre.code, cadre.titre, cadre.description, hauteur + 8)
    total = sum(sources.values(), Decimal(0)) or Decimal(1)
    echelle = Decimal(_HAUTEUR) / total
    gauche = _MOTS
    droite = LARGEUR - _MOTS - _NOEUD
    departs = _stack(sources, echelle)
    arrivees = _stack(emplois, echelle)
    couleurs = {nom: rang % SERIES_MAX for rang, nom in enumerate(sources)}
    for nom in sources:
        for un in (
            f for e in emplois for f in montres if (f.source, f.emploi) == (nom, e)
        ):
            epaisseur = float(un.montant * echelle)
            y1, y2 = departs[nom], arrivees[un.emploi]
            departs[nom] += epaisseur
            arrivees[un.emploi] += epaisseur
            toile.path(
                _ribbon(gauche + _NOEUD, y1, droite, y2, epaisseur),
                classe=f"ruban serie-{couleurs[nom] + 1}",
                bulle=say(
                    "{source} → {emploi} : {montant}",
                    source=un.source,
                    emploi=un.emploi,
                    montant=write_euros(un.montant),
                ),
                lien=un.lien,
            )
    _nodes(toile, sources, _stack(sources, echelle), echelle, couleurs, gauche=True)
    _nodes(toile, emplois, _stack(emplois, echelle), echelle, {}, gauche=False)
    return toile.as_svg()


def _order(flux: Sequence[Flux], cote: str) -> dict[str, Decimal]:
    sommes: dict[str, Decimal] = {}
    for un in flux:
        nom = getattr(un, cote)
        sommes[nom] = sommes.get(nom, Decimal(0)) + un.montant
    return dict(sorted(sommes.items(), key=lambda paire: (-paire[1], paire[0])))


def _stack(noeuds: dict[str, Decimal], echelle: Decimal) -> dict[str, float]:
    """Give the top of each node, stacked with a gap."""
    hauts, y = {}, 4.0
    for nom, montant in noeuds.items():
        hauts[nom] = y
        y += float(montant * echelle) + _ECART
    return hauts


def _ribbon(x1: float, y1: float, x2: float, y2: float, epaisseur: float) -> str:
    milieu = (x1 + x2) / 2
    return (
        f"M{x1:.1f},{y1:.1f} C{milieu:.1f},{y1:.1f} {milieu:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
        f" V{y2 + epaisseur:.1f}"
        f" C{milieu:.1f},{y2 + epaisseur:.1f} {milieu:.1f},{y1 + epaisseur:.1f}"
        f" {x1:.1f},{y1 + epaisseur:.1f} Z"
    )


def _nodes(
    toile: Toile,
    noeuds: dict[str, Decimal],
    hauts: dict[str, float],
    echelle: Decimal,
    couleurs: dict[str, int],
    *,
    gauche: bool,
) -> None:
    x = _MOTS if gauche else LARGEUR - _MOTS - _NOEUD
    for nom, montant in noeuds.items():
        hauteur = float(montant * echelle)
        bulle = say("{quoi} : {valeur}", quoi=nom, valeur=write_euros(montant))
        toile.mark(
            x, hauts[nom], _NOEUD, hauteur, serie=couleurs.get(nom, -1), bulle=bulle
        )
        milieu = hauts[nom] + hauteur / 2 + 4
        if gauche:
            toile.text(x - 8, milieu, shorten(nom, _MOTS - 12), ancre="end")
        else:
            toile.text(x + _NOEUD + 8, milieu, shorten(nom, _MOTS - 12))
