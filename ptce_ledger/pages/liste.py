"""The pages of a pole in reading order: the one list, that every host and menu reads.

A page is its module in this room and its entry below; nothing else names the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.langue import mark
from ptce_ledger.pages import cellule
from ptce_ledger.pages import controle
from ptce_ledger.pages import etats
from ptce_ledger.pages import financeurs
from ptce_ledger.pages import membres
from ptce_ledger.pages import projets
from ptce_ledger.pages import synthese
from ptce_ledger.registre.declarations.publication import TOUS

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection

    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.registre.pole import Registre
    from ptce_ledger.rendu.web.vue import Vue


def _always(publies: Collection[str]) -> bool:  # noqa: ARG001
    return True


def _never(publies: Collection[str]) -> bool:  # noqa: ARG001
    return False


def _with_cellule(publies: Collection[str]) -> bool:
    return "cellule" in publies


def _with_projet(publies: Collection[str]) -> bool:
    return any(code != "cellule" for code in publies)


class Page(NamedTuple):
    """A page, whoever serves it: its code is its name in links and in Fava's addresses."""

    code: str
    #: Its title, to be said in the language of the reader.
    titre: str
    build: Callable[[Vue, Dossier, Demande], Markup]
    #: What may be chosen there besides the exercice: words of `Demande`.
    choix: tuple[str, ...] = ()
    #: Whether a copy for a funder may have it: what is the treasurer's own is in none.
    copie: bool = True
    #: Whether a copy of these périmètres alone has something to show there.
    copie_partielle: Callable[[Collection[str]], bool] = _always

    def is_shown(self, registre: Registre) -> bool:
        """Tell whether a pole offers it; a whole page of withheld figures is not."""
        if registre.copie_pour and not self.copie:
            return False
        publies = registre.perimetres_publies
        entiere = not registre.copie_pour or TOUS in publies
        return entiere or self.copie_partielle(publies)


#: Code → page; the order is that of the menus, and the first one opens first.
PAGES: dict[str, Page] = {
    page.code: page
    for page in (
        Page(
            "Synthese",
            mark("Synthèse du pôle"),
            synthese.build,
            choix=("niveau", "phase"),
        ),
        Page(
            "Cellule",
            mark("Cellule d’animation"),
            cellule.build,
            copie_partielle=_with_cellule,
        ),
        Page(
            "Projets",
            mark("Projets communs"),
            projets.build,
            choix=("projet",),
            copie_partielle=_with_projet,
        ),
        Page("Financeurs", mark("Financeurs"), financeurs.build),
        # What members bring and exchange is of the whole pole.
        Page("Membres", mark("Membres"), membres.build, copie_partielle=_never),
        Page("AFaire", mark("À faire"), etats.a_faire, copie=False),
        Page("Cotisations", mark("Cotisations"), etats.cotisations, copie=False),
        Page("Conventions", mark("Conventions"), etats.conventions, copie=False),
        Page("Budget", mark("Budget"), etats.budget, copie=False),
        Page("Reciprocite", mark("Réciprocité"), etats.membres, copie=False),
        Page("Phases", mark("Phases"), etats.phases, copie=False),
        Page("Preuves", mark("Preuves"), etats.preuves, copie=False),
        # So are the totals that are counted again.
        Page("Controle", mark("Contrôle"), controle.build, copie_partielle=_never),
    )
}
ACCUEIL = next(iter(PAGES))


def menu_of(registre: Registre) -> list[Page]:
    """List the pages that a pole, or its copy, has something to show on."""
    return [page for page in PAGES.values() if page.is_shown(registre)]
