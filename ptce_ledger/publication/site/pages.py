"""The pages of the site: one a page of the list, then one a project under its page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.langue import say
from ptce_ledger.pages.demande import Demande
from ptce_ledger.pages.liste import menu_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.pages.liste import Page
    from ptce_ledger.rendu.web.vue import Vue


class PageDuSite(NamedTuple):
    """A page of each exercice: nothing is chosen in it, save the project it is about."""

    page: Page
    projet: str = ""

    @property
    def nom(self) -> str:
        """Its address in an exercice, without its suffix."""
        return address_of(self.page.code, self.projet)

    @property
    def parent(self) -> str:
        """The address of the page of the menu that it is under, if it is under one."""
        return address_of(self.page.code) if self.projet else ""

    def title(self, dossier: Dossier) -> str:
        """Give the title in the language spoken; a project has its own label."""
        projet = self.projet
        return dossier.registre.label(projet) if projet else say(self.page.titre)

    def build(self, vue: Vue, dossier: Dossier) -> Markup:
        """Write what it holds in the exercice that is viewed."""
        demande = Demande(vue.synthese.exercice, projet=self.projet)
        return self.page.build(vue, dossier, demande)


def address_of(code: str, projet: str = "") -> str:
    """Give the address of a page in an exercice, without its suffix.

    >>> address_of("Projets"), address_of("Projets", "legumerie")
    ('projets', 'projet-legumerie')
    """
    nom = code.lower()
    return f"{nom.removesuffix('s')}-{projet}" if projet else nom


def iter_pages(dossier: Dossier) -> Iterator[PageDuSite]:
    """List the pages of an exercice: those of the menu, then one a project."""
    menu = menu_of(dossier.registre)
    yield from map(PageDuSite, menu)
    for page in menu:
        if "projet" in page.choix:
            for projet in sorted(dossier.registre.projets):
                yield PageDuSite(page, projet)
