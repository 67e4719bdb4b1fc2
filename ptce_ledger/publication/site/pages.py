"""The pages of the site: their addresses, their titles, what each is built from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.pages import cellule
from ptce_ledger.pages import controle
from ptce_ledger.pages import financeurs
from ptce_ledger.pages import membres
from ptce_ledger.pages import projets
from ptce_ledger.pages import synthese
from ptce_ledger.pages.portee import is_shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from markupsafe import Markup

    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.pages.dossier import Dossier
    from ptce_ledger.rendu.web.vue import Vue


class Page(NamedTuple):
    """A page: `nom` is its address in each exercice, `parent` where the menu shows it."""

    nom: str
    titre: str
    build: Callable[[Vue, Dossier, Demande], Markup]
    projet: str = ""
    parent: str = ""

    def title(self, dossier: Dossier) -> str:
        """Give the title in the language spoken; a project has its own label."""
        return dossier.registre.label(self.projet) if self.projet else say(self.titre)


#: The menu; the key is how the rooms below name a page.
MENU = {
    "Synthese": Page("synthese", mark("Synthèse du pôle"), synthese.build),
    "Cellule": Page("cellule", mark("Cellule d’animation"), cellule.build),
    "Projets": Page("projets", mark("Projets communs"), projets.build),
    "Financeurs": Page("financeurs", mark("Financeurs"), financeurs.build),
    "Membres": Page("membres", mark("Membres"), membres.build),
    "Controle": Page("controle", mark("Contrôle"), controle.build),
}
ACCUEIL = MENU["Synthese"].nom


def address_of(nom: str, projet: str = "") -> str:
    """Give the address of a page in an exercice, without its suffix."""
    return f"projet-{projet}" if projet else MENU[nom].nom


def menu_of(dossier: Dossier) -> list[Page]:
    """List the pages of the menu that have something to show."""
    return [page for nom, page in MENU.items() if is_shown(nom, dossier.registre)]


def iter_pages(dossier: Dossier) -> Iterator[Page]:
    """List the pages of an exercice: those of the menu, then one a project."""
    yield from menu_of(dossier)
    mere = MENU["Projets"]
    if mere not in menu_of(dossier):
        return
    for code in sorted(dossier.registre.projets):
        nom = address_of("Projets", code)
        yield mere._replace(nom=nom, projet=code, parent=mere.nom)
