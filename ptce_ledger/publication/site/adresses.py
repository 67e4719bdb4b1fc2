"""Addresses inside the site: all relative, so that the folder may be put anywhere."""

from __future__ import annotations

import functools
import posixpath
import re
from typing import TYPE_CHECKING
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from ptce_ledger.publication.site.pages import address_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_ledger.faits.facts import Fact


#: What an identifier may not hold, and the sign that says it.
_ESPACE = re.compile(r"[\s%]")


class LieuDePage(NamedTuple):
    """Where a page stands: the file being written, for a language and an exercice."""

    fichier: str
    langue: str
    exercice: int

    def towards(self, fichier: str) -> str:
        """Give the way from this file to another."""
        return _way(posixpath.dirname(self.fichier) or ".", fichier)

    def sibling(self, nom: str, *, langue: str = "", exercice: int = 0) -> str:
        """Give the way to a page, here or in another language or exercice."""
        la = place_of(langue or self.langue, exercice or self.exercice, nom)
        return self.towards(la.fichier)


@functools.lru_cache(maxsize=4096)
def _way(dossier: str, fichier: str) -> str:
    return quote(posixpath.relpath(fichier, dossier))


def place_of(langue: str, exercice: int, nom: str) -> LieuDePage:
    """Give the place of a page."""
    return LieuDePage(f"{langue}/{exercice}/{nom}.html", langue, exercice)


def anchor_of(chemin: str) -> str:
    """Give the identifier of a figure: HTML wants no space there, names may have some.

    >>> anchor_of("niveau-3/effets/cellule.personnes formées.t/nombre")
    'niveau-3/effets/cellule.personnes%20formées.t/nombre'
    """
    return _ESPACE.sub(lambda trouve: quote(trouve[0]), chemin)


class LiensSite:
    """Links of a page: to others of the site, and to figures where they are opened.

    `ouverts` says, for a figure of an exercice, on which page it opens; what is not
    there is not linked. Accounts and entries have no page: the books are not here.
    """

    def __init__(
        self, lieu: LieuDePage, ouverts: Mapping[tuple[str, int], str]
    ) -> None:
        self._lieu = lieu
        self._ouverts = ouverts

    def page(self, nom: str, **demande: str) -> str:
        """Give the address of a page, in the same exercice."""
        return self._lieu.sibling(address_of(nom, demande.get("projet", "")))

    def chiffre(self, chemin: str, exercice: int) -> str:
        """Give the address where a figure is opened."""
        page = self._ouverts.get((chemin, exercice))
        if page is None:
            return ""
        ancre = quote(anchor_of(chemin))
        return f"{self._lieu.sibling(page, exercice=exercice)}#{ancre}"

    def compte(self, nom: str) -> str:  # noqa: ARG002
        """Give no address: the site has no page for an account."""
        return ""

    def ecriture(self, fact: Fact) -> str:  # noqa: ARG002
        """Give no address: the site has no page for an entry."""
        return ""


class LiensNotes(LiensSite):
    """Links written before anyone knows where figures open: each is noted, to be resolved.

    `notes` holds the figures asked for, each with the page that asked for it first.
    """

    def __init__(
        self, lieu: LieuDePage, notes: dict[tuple[str, int], str], nom: str
    ) -> None:
        super().__init__(lieu, {})
        self._notes = notes
        self._nom = nom

    def chiffre(self, chemin: str, exercice: int) -> str:
        """Note a figure, and give an address that `resolve` finds again."""
        self._notes.setdefault((chemin, exercice), self._nom)
        return f"{_NOTE}{exercice}:{chemin}"


#: How an address to be resolved begins: no page of a site has it.
_NOTE = "chiffre:"
_NOTEE = re.compile(rf'href="{_NOTE}(\d+):([^"]+)"')


def resolve(corps: Markup, liens: LiensSite) -> Markup:
    """Give the addresses of the figures that a page was written with notes for.

    A text of the ledger cannot pass for one: its quotes are escaped.
    """

    def give(trouve: re.Match[str]) -> str:
        return f'href="{liens.chiffre(trouve[2], int(trouve[1]))}"'

    return Markup(_NOTEE.sub(give, corps))  # noqa: S704
