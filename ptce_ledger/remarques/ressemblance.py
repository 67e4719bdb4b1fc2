"""Which name of the register another nearly is: a slip of the hand, an article, a form.

Names are indexed by what is left of them once a letter or two are taken out: two names
are near only if they share one of these, so that no pair is compared in vain.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.voisins import count_slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.registre.pole import Registre

#: Words that make no other body of one: articles, links, legal forms.
_OUTILS = frozenset(
    [
        *("l", "le", "la", "les", "d", "de", "du", "des", "et", "a", "au", "aux", "en"),
        *("association", "asso", "societe", "ste", "ets", "entreprise", "cooperative"),
        *("sa", "sas", "sasu", "sarl", "eurl", "sci", "scic", "scop", "earl", "gaec"),
    ]
)
_MOT = re.compile(r"[^\W_]+")
_CHIFFRES = re.compile(r"\d+")
#: What follows a name and is no part of it.
_AJOUT = re.compile(r"\s+[-–—/|:(]\s*|\s*[(/|:]\s*|,\s+")
#: Letters of a word that has no slip; from which one has one, then two; beyond which a
#: name is typed by no hand.
_COURT, _UNE, _DEUX, _LONGUE = 3, 6, 12, 60
#: A name that is left of another must say something.
_PARLANT = 5


class Annuaire:
    """The labels and aliases of a register, to be asked for one that is near."""

    def __init__(self, registre: Registre) -> None:
        self._plies: dict[str, tuple[str, str]] = {}
        tous = [(t.code, (t.libelle, *t.alias)) for t in registre.tiers.values()]
        tous += [(p.code, (p.libelle,)) for p in registre.projets.values()]
        self._sens: dict[str, str] = {}
        self._restes: dict[str, set[str]] = {}
        for code, noms in tous:
            for nom in noms:
                self._keep(nom, code)

    def _keep(self, nom: str, code: str) -> None:
        plie = _flat(nom)
        self._plies.setdefault(plie, (nom, code))
        self._sens.setdefault(_sense(nom), plie)
        for reste in _leave(plie):
            self._restes.setdefault(reste, set()).add(plie)

    def near(self, nom: str) -> tuple[str, str] | None:
        """Give the name that one was meant for, and its code; None when none is near."""
        for dit in dict.fromkeys((nom, _AJOUT.split(nom)[0])):
            trouve = self._near(dit, entier=dit == nom)
            if trouve is not None and fold(trouve[0]) != fold(nom):
                return trouve
        return None

    def _near(self, nom: str, *, entier: bool) -> tuple[str, str] | None:
        plie, sens = _flat(nom), _sense(nom)
        if plie in self._plies and (entier or len(sens) >= _PARLANT):
            return self._plies[plie]
        if len(sens) >= _PARLANT and sens in self._sens:
            return self._plies[self._sens[sens]]
        candidats = {p for reste in _leave(plie) for p in self._restes.get(reste, ())}
        proches = sorted(
            (nombre, autre)
            for autre in candidats
            if (nombre := _count(nom, self._plies[autre][0]))
        )
        return self._plies[proches[0][1]] if proches else None


def _count(nom: str, autre: str) -> int:
    """Count the slips between two names, 0 when they are too far to be one.

    Word by word: « Mairie de Rouen » and « Mairie de Rodez » share most of their letters,
    and not the word that matters.
    """
    siens, ses = _words(nom), _words(autre)
    if len(siens) != len(ses):
        siens, ses = [_flat(nom)], [_flat(autre)]
    paires = [(a, b) for a, b in zip(siens, ses, strict=True) if a != b]
    trouves = [_slips(a, b) for a, b in paires]
    if not all(trouves) or len(trouves) > 2:
        return 0
    return sum(trouves)


def _slips(mot: str, autre: str) -> int:
    court, long = sorted((len(mot), len(autre)))
    if _CHIFFRES.findall(mot) != _CHIFFRES.findall(autre):
        return 0
    if court < _UNE and (mot[:1] != autre[:1] or _is_changed(mot, autre)):
        return 0
    nombre = count_slips(mot, autre)
    return nombre if nombre <= (long > _COURT) + (court >= _DEUX) else 0


def _is_changed(mot: str, autre: str) -> bool:
    """Tell a letter put for another: « Lyon » is not « Laon » mistyped."""
    return len(mot) == len(autre) and sorted(mot) != sorted(autre)


def _words(nom: str) -> list[str]:
    return [fold(mot) for mot in _MOT.findall(nom)]


def _flat(nom: str) -> str:
    """Write a name without case, accents, blanks nor signs."""
    return "".join(_MOT.findall(fold(nom)))


def _sense(nom: str) -> str:
    """Write the words of a name that tell it from others, in their order."""
    return " ".join(mot for mot in _words(nom) if mot not in _OUTILS)


def _allowed(longueur: int) -> int:
    return (longueur >= _UNE) + (longueur >= _DEUX)


def _leave(plie: str) -> Iterator[str]:
    """Yield a name, and what is left of it once as many letters as slips are out."""
    yield plie
    if len(plie) > _LONGUE:
        return
    # The longer of two names allows what the shorter does not: one letter at least.
    for nombre in range(1, max(1, _allowed(len(plie))) + 1):
        for rangs in itertools.combinations(range(len(plie)), nombre):
            yield "".join(signe for rang, signe in enumerate(plie) if rang not in rangs)
