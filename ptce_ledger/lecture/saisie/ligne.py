"""A line of a ledger as the checks read it: its texts hidden, each sign in its place."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.source import hide_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from typing import Any

#: Controls, soft hyphen, zero-width and bidirectional signs, line separators, as the
#: inside of a class. Joiners stay out: words of some scripts and emoji need them.
INVISIBLES = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f"
)
#: Named, since the catalogue of sentences takes what a `count` quotes for one.
SAUT = "\n"
#: A line that Beancount passes over; « #mot » is a tag to it.
IGNOREE = re.compile(r"(?:[*:!&?%]|#(?![A-Za-z0-9_/.-])).")
#: A text, or what a quote left open takes: to the end, so that it is looked at once.
TEXTE = re.compile(r'"((?:[^"\\]|\\.)*+)("?)')
_MASQUE = re.compile(r'"(?:[^"\\]|\\.)*+(?P<fin>"?)|;.*')
_REMARQUE = re.compile(r";.*")
#: As much of a faulty text as a message shows.
_EXTRAIT = 60
_CACHE = re.compile(r'"[_\n]*+"')
_SIGNE = re.compile(r"[^\n]")


class LigneTypee:
    """A line, or several when a text runs over them."""

    def __init__(
        self, fichier: str, numero: int, brut: str, texte: str = "", fin: int = 0
    ) -> None:
        self.fichier = fichier
        self.numero = numero
        #: As typed.
        self.brut = brut
        self._texte = texte
        self._fin = fin

    @functools.cached_property
    def ignoree(self) -> bool:
        """Tell whether Beancount passes over it."""
        return IGNOREE.match(self.brut) is not None

    @functools.cached_property
    def code(self) -> str:
        """The line, its texts and its comment hidden."""
        return "" if self.ignoree else _MASQUE.sub(_hide, self.brut)

    @functools.cached_property
    def chiffres(self) -> str:
        """The line where what still has digits is meant for a number."""
        return hide_words(self.code)

    @functools.cached_property
    def utile(self) -> str:
        """The line as typed, its comment and the blanks at its end taken off."""
        return self.brut[: len(self.code.rstrip())]

    @functools.cached_property
    def largeur(self) -> int:
        """How many signs it has, its texts and its comment apart."""
        return len(_CACHE.sub("", self.code).rstrip())

    @property
    def suite(self) -> str:
        """The lines in retreat under it."""
        trouve = _RETRAIT.match(self._texte, self._fin)
        return trouve[0] if trouve else ""

    def at(self, position: int = 0) -> Mapping[str, Any]:
        """Give the place of a sign."""
        numero = self.numero + self.brut.count(SAUT, 0, position)
        return {"filename": self.fichier, "lineno": numero}

    def around(self, position: int = 0) -> str:
        """Give the line that a sign stands on, when there are several."""
        debut = self.brut.rfind("\n", 0, position) + 1
        return self.brut[debut:].partition("\n")[0]

    def with_text(self, brut: str) -> LigneTypee:
        """Give the same line, typed otherwise."""
        return LigneTypee(self.fichier, self.numero, brut)

    def physical(self, position: int) -> LigneTypee:
        """Give the one line that a sign stands on, by itself."""
        numero = self.numero + self.brut.count(SAUT, 0, position)
        return LigneTypee(self.fichier, numero, self.around(position))

    def column(self, position: int) -> int:
        """Give the column of a sign, from one."""
        return position - self.brut.rfind("\n", 0, position)

    def iter_texts(self) -> Iterator[re.Match[str]]:
        """Yield the texts that are closed, those of a comment or passed over too."""
        return (trouve for trouve in TEXTE.finditer(self.brut) if trouve[2])

    def texts(self, position: int) -> list[str]:
        """Read the texts that follow a place, as Beancount does."""
        lus = []
        while trouve := _SUIVANT.match(self.brut, position):
            lus.append(_ECHAPPE.sub(_unescape, trouve[1]))
            position = trouve.end()
        return lus


#: As far as one looks: each of many lines may ask for those under it.
_RETRAIT = re.compile(r"(?:[ \t]+\S.*\n){0,50}")
_SUIVANT = re.compile(r'[ \t\r]*"((?:[^"\\]|\\.)*+)"')
_ECHAPPE = re.compile(r"\\(.)", re.DOTALL)
_SIGNES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}


def cut(ecrit: str) -> str:
    """Give the beginning of what a message quotes, when it is long."""
    return ecrit if len(ecrit) <= _EXTRAIT else f"{ecrit[:_EXTRAIT]}…"


def _unescape(trouve: re.Match[str]) -> str:
    return _SIGNES.get(trouve[1], trouve[1])


def _hide(trouve: re.Match[str]) -> str:
    vu = trouve[0]
    if not trouve["fin"]:  # a comment, or a text left open
        return _REMARQUE.sub(lambda m: " " * len(m[0]), vu)
    return '"' + _SIGNE.sub("_", vu[1:-1]) + '"'
