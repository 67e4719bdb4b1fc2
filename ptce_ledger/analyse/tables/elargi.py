"""The extended view of level 2: the activity of the members beside the pole's money.

It takes away what would count twice: what members sell to one another and to the pole,
and what they paid the pole out of the turnover that is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld

if TYPE_CHECKING:
    from ptce_ledger.analyse.ensemble import Ensemble

#: What a member pays for, out of its turnover.
_VERSES = ("cotisations", "facturation-interne", "commissions")
_COLONNES = (
    ("net", "Ressources nettes du PTCE"),
    ("ca_imputable", "+ chiffre d’affaires imputable des membres"),
    ("echanges_entre_membres", "− échanges entre membres"),
    ("vendu_au_pole", "− vendu au pôle par les membres"),
    ("verse_par_les_membres", "− facturé aux membres, au plus leur chiffre d’affaires"),
    ("activite_nette", "= activité nette de la coopération"),
)


def build(ensemble: Ensemble) -> Tableau:
    """Set the extended view: what is added, what is taken away, the net activity."""
    ressources = cube.select(ensemble.cases, cube.RESSOURCES)
    nettes = cube.select(ressources, ({}, {"interne": ["pole"]}))
    sources = [
        Source.of(nettes),
        Source.of(ensemble.of(nature="ca")),
        Source.of(ensemble.of(nature="ca", interne="membre")),
        Source.of(ensemble.of(nature="ca", interne="pole")),
        _paid(ensemble),
    ]
    activite = sources[0].plus(sources[1])
    for source in sources[2:]:
        activite = activite.less(source)
    sources.append(activite)
    # « niveau-2.net » is the figure of the totals already.
    colonnes = tuple(
        Colonne(code, titre, "euros", "" if code == "net" else code.replace("_", "-"))
        for code, titre in _COLONNES
    )
    ligne = Ligne((), tuple(source.total() for source in sources), tuple(sources))
    titre = "Vue élargie à l’activité des membres"
    return Tableau("elargi", titre, (), colonnes, (ligne,), "objet")


def _paid(ensemble: Ensemble) -> Source:
    """Add what members were billed, each at most for its turnover of the exercice.

    What was paid out of a turnover that nobody declared is not counted twice.
    """
    filtre = {"interne": ["membre"], "type": _VERSES}
    ressources = cube.select(ensemble.cases, cube.RESSOURCES)
    paye = cube.select(ressources, (filtre, {}))
    tout = Source()
    for membre in sorted({case.cle.tiers for case in paye}):
        verse = Source.of(cube.select(paye, ({"tiers": [membre]}, {})))
        imputable = ensemble.ca_imputable(membre)
        tout = tout.plus(_smaller(verse, imputable))
    return tout


def _smaller(verse: Source, imputable: Source) -> Source:
    """Give the smaller of what was paid and of the turnover, never below zero for it."""
    plafond = imputable.total()
    somme = verse.total()
    if is_withheld(somme) or is_withheld(plafond):
        # Of two amounts of which one is withheld, nobody knows the smaller.
        return verse.plus(imputable)
    if somme <= max(plafond, ZERO):
        return verse
    return imputable if plafond > 0 else Source()
