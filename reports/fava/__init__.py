"""Fava pages: `custom "fava-extension" "ptce_ledger.reports.fava"`, no configuration.

Fava makes a page of each class found here, in the order of their names: the common
base stays in `socle`, out of its sight.
"""

from __future__ import annotations

from ptce_ledger.mots.langue import mark
from ptce_ledger.pages import cellule
from ptce_ledger.pages import controle
from ptce_ledger.pages import financeurs
from ptce_ledger.pages import membres
from ptce_ledger.pages import projets
from ptce_ledger.pages import synthese

from . import socle


class Cellule(socle.Page):
    """Level 1: what the cell costs and who pays."""

    titre = mark("Cellule d’animation")
    build = staticmethod(cellule.build)


class Controle(socle.Page):
    """Bouclage, « non ventilé », evidence."""

    titre = mark("Contrôle")
    build = staticmethod(controle.build)


class Financeurs(socle.Page):
    """Who pays for what, agreement by agreement."""

    titre = mark("Financeurs")
    build = staticmethod(financeurs.build)


class Membres(socle.Page):
    """What members bring and what comes back."""

    titre = mark("Membres")
    build = staticmethod(membres.build)


class Projets(socle.Page):
    """Level 3: all the shared projects, or one."""

    titre = mark("Projets communs")
    build = staticmethod(projets.build)
    axes = ("projet",)


class Synthese(socle.Page):
    """The three levels, the bridge and the years."""

    titre = mark("Synthèse du pôle")
    build = staticmethod(synthese.build)
    axes = ("niveau", "phase")
    #: One module for all the pages: it says which language the document is in.
    has_js_module = True


#: In the order that Fava would find them.
PAGES: tuple[type[socle.Page], ...] = (
    Cellule,
    Controle,
    Financeurs,
    Membres,
    Projets,
    Synthese,
)
