"""HTML elements: every text is escaped and disarmed on its way in."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from markupsafe import escape

from ptce_ledger.mots.typographie import disarm

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The sheet that dresses what is written here, for whoever serves it.
STYLE = Path(__file__).parent / "ptce.css"
VIDE = Markup("")


def tag(nom: str, *contenu: str, **attributs: str | None) -> Markup:
    """Make an element; `classe` is its class, « _ » stands for « - » in a name.

    >>> tag("p", "a < b", classe="note")
    Markup('<p class="note">a &lt; b</p>')
    """
    # Not Markup.format, ten times slower: a site is made of half a million elements.
    dedans = "".join(map(_escaped, contenu))
    return Markup(f"<{nom}{_attributes(attributs)}>{dedans}</{nom}>")  # noqa: S704


def lone(nom: str, **attributs: str | None) -> Markup:
    """Make an element that has no content, such as a hidden field."""
    return Markup(f"<{nom}{_attributes(attributs)}>")  # noqa: S704


def join(contenu: Iterable[str]) -> Markup:
    """Set contents one after the other; what is not HTML yet is escaped."""
    # Not Markup.join, which looks at each part again.
    return Markup("".join(map(_escaped, contenu)))  # noqa: S704


def _escaped(brut: str) -> str:
    return brut if isinstance(brut, Markup) else escape(disarm(brut))


def paragraph(texte: str, classe: str | None = None) -> Markup:
    """Write a sentence."""
    return tag("p", texte, classe=classe)


def section(titre: str, *contenu: str, code: str, classe: str = "") -> Markup:
    """Make a section under its heading; nothing when it has no content."""
    corps = join(contenu)
    if not corps:
        return VIDE
    return tag(
        "section",
        tag("h2", titre, id=code),
        corps,
        classe=f"ptce-section {classe}".strip(),
        aria_labelledby=code,
    )


def as_svg(dessin: str, classe: str = "ptce-figure") -> Markup:
    """Set a drawing of `graphiques`, which escaped its own texts."""
    # On a narrow screen a chart keeps its size and slides, by touch or by keyboard.
    return tag("div", Markup(dessin), classe=classe, tabindex="0", role="group")  # noqa: S704


def _attributes(attributs: dict[str, str | None]) -> str:
    return "".join(
        [
            _attribute(nom, valeur)
            for nom, valeur in attributs.items()
            if valeur is not None
        ]
    )


@functools.lru_cache(maxsize=1024)
def _attribute(nom: str, valeur: str) -> str:
    """Write an attribute; a page has few that are not its neighbours' too."""
    propre = "class" if nom == "classe" else nom.rstrip("_").replace("_", "-")
    return f' {propre}="{escape(disarm(valeur))}"'
