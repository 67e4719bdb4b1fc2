"""The language a page is written in: French as typed in the code, English by catalogue.

A French sentence is its own key, so French needs no catalogue. Whoever serves a page
says `with speaking("en"):`; what is not told, such as the terminal, speaks French.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import gettext
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_ledger.mots.typographie import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

#: Languages of the pages, each under its own name; the first is the default.
LANGUES = {"fr": "Français", "en": "English"}
DEFAUT = "fr"
#: Under which the catalogue keeps what is told of mistakes and refusals.
CONTEXTE = "message"

_langue = contextvars.ContextVar("ptce_langue", default=DEFAUT)
#: A language and its weight in « Accept-Language »; what has another form is skipped.
_VOEU = re.compile(
    r"\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9]{1,8})*\s*(?:;\s*q=(0|0?\.\d{1,3}|1)(?:\.0*)?\s*)?"
)
#: More wishes than any browser sends.
_VOEUX_MAX = 50


def current() -> str:
    """Give the code of the language being spoken."""
    return _langue.get()


@contextlib.contextmanager
def speaking(langue: str) -> Iterator[None]:
    """Speak a language; one that is unknown is French."""
    jeton = _langue.set(langue if langue in LANGUES else DEFAUT)
    try:
        yield
    finally:
        _langue.reset(jeton)


def say(texte: str, /, **valeurs: object) -> str:
    """Give a sentence in the language spoken, filled and typeset.

    >>> say("Exercice {annee} : clos", annee=2025).replace(chr(0xA0), "_")
    'Exercice 2025_: clos'
    >>> with speaking("en"):
    ...     say("Exercice")
    'Financial year'
    """
    langue = _langue.get()
    if langue == DEFAUT:
        return typeset(texte.format(**valeurs) if valeurs else texte)
    # gettext keeps the header of a catalogue under the empty text.
    dit = catalogue(langue).gettext(texte) if texte else ""
    return dit.format(**valeurs) if valeurs else dit


def tell(texte: str, /, **valeurs: object) -> str:
    """Give a sentence as `say` does, of those that no page of figures ever holds.

    They are apart in the catalogue: what they say is not what a publication may say.
    """
    langue = _langue.get()
    if langue == DEFAUT:
        return typeset(texte.format(**valeurs) if valeurs else texte)
    dit = catalogue(langue).pgettext(CONTEXTE, texte)
    return dit.format(**valeurs) if valeurs else dit


def tell_count(un: str, plusieurs: str, nombre: int) -> str:
    """Give the sentence that fits a number, as `count` does, of those that `tell` has."""
    langue = _langue.get()
    if langue == DEFAUT:
        return typeset((un if abs(nombre) < 2 else plusieurs).format(nombre=nombre))
    dit = catalogue(langue).npgettext(CONTEXTE, un, plusieurs, nombre)
    return dit.format(nombre=nombre)


def count(un: str, plusieurs: str, nombre: int, **valeurs: object) -> str:
    """Give the sentence that fits a number, which it may quote as `{nombre}`.

    >>> count("{nombre} ligne", "{nombre} lignes", 1)
    '1 ligne'
    """
    valeurs["nombre"] = nombre
    langue = _langue.get()
    if langue == DEFAUT:
        return typeset((un if abs(nombre) < 2 else plusieurs).format(**valeurs))
    return catalogue(langue).ngettext(un, plusieurs, nombre).format(**valeurs)


def mark(texte: str) -> str:
    """Mark a constant that is said later, so that it reaches the catalogue."""
    return texte


#: How the last word of a list is joined to the others.
OU = mark("{debut} ou {fin}")
ET = mark("{debut} et {fin}")
VIRGULE = mark("{debut}, {fin}")


def enumerate_said(mots: Iterable[str]) -> str:
    """List words as a sentence of the language does: « a », « b » ou « c ».

    >>> enumerate_said("abc").replace(chr(0xA0), "_")
    '«_a_», «_b_» ou «_c_»'
    """
    return join_said([quote(mot) for mot in mots], OU)


def quote(mot: object) -> str:
    """Put a word between the quotes of the language."""
    return say("« {mot} »", mot=mot)


def join_said(dits: Sequence[str], lien: str) -> str:
    """Join what is said: commas, then `lien`, which sets `{debut}` and `{fin}`."""
    if len(dits) < 2:
        return "".join(dits)
    return say(lien, debut=", ".join(dits[:-1]), fin=dits[-1])


def choose(accept_language: str | None) -> str:
    """Choose the language that a browser prefers, French when it says nothing of ours.

    >>> choose("de, en-GB;q=0.8, fr;q=0.3")
    'en'
    """
    poids: dict[str, float] = {}
    autres = 0.0
    for voeu in (accept_language or "").split(",")[:_VOEUX_MAX]:
        if lu := _VOEU.fullmatch(voeu):
            mot, combien = lu[1].lower(), float(lu[2] or 1)
            if mot == "*":
                autres = max(autres, combien)
            elif mot in LANGUES:
                poids[mot] = max(poids.get(mot, 0.0), combien)
    # Of equal weights the first holds: as wished, then as in LANGUES.
    ordre = [*poids, *(langue for langue in LANGUES if langue not in poids)]
    meilleure = max(ordre, key=lambda langue: poids.get(langue, autres))
    return meilleure if poids.get(meilleure, autres) > 0 else DEFAUT


@functools.cache
def catalogue(langue: str) -> gettext.NullTranslations:
    """Read the compiled catalogue of a language, once."""
    dossier = Path(__file__).parent / "locale"
    return gettext.translation("ptce", str(dossier), [langue])


def vocabulary() -> set[str]:
    """Give every sentence that the pages of figures may say, in all their languages."""
    dites: set[str] = set()
    for langue in LANGUES:
        if langue != DEFAUT:
            # gettext has no other way to list what it holds.
            for cle, dit in vars(catalogue(langue))["_catalog"].items():
                un = cle if isinstance(cle, str) else cle[0]
                # A mistake or a refusal is on no page of figures.
                if not un.startswith(f"{CONTEXTE}\x04"):
                    dites |= {un, dit}
    return dites
