"""Lines of a terminal page: widths, bars, rules and the few styles used."""

from __future__ import annotations

import functools
import itertools
import textwrap
import unicodedata
from typing import TYPE_CHECKING

import click

from ptce_ledger.mots.euros import is_withheld

if TYPE_CHECKING:
    from decimal import Decimal

#: A board reads it printed or in a window: 80 columns, the width of both.
LARGEUR = 80
_HUITIEMES = " ▏▎▍▌▋▊▉█"


def width(texte: str) -> int:
    """Count the columns a text takes; combining marks take none."""
    return len(texte) if texte.isascii() else sum(map(_width_of, texte))


@functools.cache
def _width_of(signe: str) -> int:
    if unicodedata.combining(signe):
        return 0
    return 2 if unicodedata.east_asian_width(signe) in "WF" else 1


def left(texte: str, colonnes: int) -> str:
    """Set a text on the left of its columns, cut by an ellipsis when it is longer."""
    if width(texte) > colonnes:
        sommes = itertools.accumulate(map(_width_of, texte))
        garde = sum(1 for somme in sommes if somme < colonnes)
        texte = texte[:garde].rstrip() + "…"
    return texte + " " * max(0, colonnes - width(texte))


def right(texte: str, colonnes: int) -> str:
    """Set a text on the right of its columns; a figure is never cut."""
    return " " * max(0, colonnes - width(texte)) + texte


def bar(part: Decimal | float | None, colonnes: int) -> str:
    """Draw a share, from 0 to 1, as a bar; nothing for a negative or undefined one."""
    if part is None or is_withheld(part) or part <= 0:
        return " " * colonnes
    huitiemes = max(1, round(min(float(part), 1.0) * colonnes * 8))
    plein, reste = divmod(huitiemes, 8)
    return (_HUITIEMES[8] * plein + (_HUITIEMES[reste] if reste else "")).ljust(
        colonnes
    )


def title(texte: str) -> str:
    """Set the heading of a level."""
    barre = "━" * max(0, LARGEUR - width(texte) - 4)
    return click.style(f"━━ {texte} {barre}", bold=True, fg="cyan")


def heading(texte: str) -> str:
    """Set the heading of a table."""
    return click.style(texte, bold=True)


def bold(texte: str) -> str:
    """Set a total."""
    return click.style(texte, bold=True)


def dim(texte: str) -> str:
    """Set what is secondary."""
    return click.style(texte, dim=True)


def red(texte: str) -> str:
    """Set what is wrong."""
    return click.style(texte, fg="red", bold=True)


def paragraph(texte: str, retrait: int = 0) -> list[str]:
    """Wrap a sentence to the page; no-break spaces hold."""
    marge = " " * retrait
    # textwrap breaks only at ASCII white space: U+00A0 and U+202F hold together.
    return textwrap.wrap(
        texte,
        LARGEUR,
        initial_indent=marge,
        subsequent_indent=marge,
        break_long_words=False,
        break_on_hyphens=False,
    )
