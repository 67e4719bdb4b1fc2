"""Which name of the register another nearly is: a slip of the hand, an article, a form.

Names are indexed by their pieces: two slips spoil four of five at most, so that a name
near another holds one of its pieces whole, and few pairs are compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.voisins import count_slips

if TYPE_CHECKING:
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
#: Slips that a whole name may have, and the pieces one of which they leave whole.
_GLISSES, _PIECES = 2, 5
#: Signs beyond which nobody typed a name: looking for one would take for ever.
_LISIBLE = 200
#: A name that is left of another must say something.
_PARLANT = 5
#: Names alike among which one is looked for.
_SEMBLABLES = 200


class Annuaire:
    """The labels and aliases of a register, to be asked for one that is near."""

    def __init__(self, registre: Registre) -> None:
        self._plies: dict[str, tuple[str, str]] = {}
        tous = [(t.code, (t.libelle, *t.alias)) for t in registre.tiers.values()]
        tous += [(p.code, (p.libelle,)) for p in registre.projets.values()]
        self._sens: dict[str, str] = {}
        self._pieces: dict[str, set[str]] = {}
        self._tailles: set[int] = set()
        self._mots: dict[str, list[str]] = {}
        for code, noms in tous:
            for nom in noms:
                self._keep(nom, code)

    def _keep(self, nom: str, code: str) -> None:
        plie = _flat(nom)
        self._plies.setdefault(plie, (nom, code))
        self._sens.setdefault(_sense(nom), plie)
        self._mots.setdefault(plie, _words(nom))
        for rang in range(_PIECES if len(plie) <= _LONGUE else 0):
            bornes = (rang * len(plie) // _PIECES, (rang + 1) * len(plie) // _PIECES)
            if piece := plie[slice(*bornes)]:
                self._pieces.setdefault(piece, set()).add(plie)
                self._tailles.add(len(piece))

    def near(self, nom: str) -> tuple[str, str] | None:
        """Give the name that one was meant for, and its code; None when none is near."""
        if len(nom) > _LISIBLE:
            return None
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
        mots = _words(nom)
        proches = sorted(
            (nombre, autre)
            for autre in self._sharing(plie)
            if (nombre := _count(mots, self._mots[autre]))
        )
        return self._plies[proches[0][1]] if proches else None

    def _sharing(self, plie: str) -> set[str]:
        """Find the names of about the same length that have a piece of theirs in one."""
        trouves: set[str] = set()
        if len(plie) > _LONGUE:
            return trouves
        for taille in self._tailles:
            for debut in range(len(plie) - taille + 1):
                trouves.update(self._pieces.get(plie[debut : debut + taille], ()))
        proches = {t for t in trouves if abs(len(t) - len(plie)) <= _GLISSES}
        # Where so many are alike, nobody can say which was meant.
        return proches if len(proches) <= _SEMBLABLES else set()


def _count(siens: list[str], ses: list[str]) -> int:
    """Count the slips between the words of two names, 0 when they are too far to be one.

    Word by word: « Mairie de Rouen » and « Mairie de Rodez » share most of their letters,
    and not the word that matters.
    """
    if len(siens) != len(ses):
        siens, ses = ["".join(siens)], ["".join(ses)]
    paires = [(a, b) for a, b in zip(siens, ses, strict=True) if a != b]
    if len(paires) > _GLISSES:
        return 0
    trouves = [_slips(a, b) for a, b in paires]
    return sum(trouves) if all(trouves) and sum(trouves) <= _GLISSES else 0


def _slips(mot: str, autre: str) -> int:
    court, long = sorted((len(mot), len(autre)))
    if long - court > _GLISSES:
        return 0
    if court < _UNE and (mot[:1] != autre[:1] or _is_changed(mot, autre)):
        return 0
    if len(set(mot) ^ set(autre)) > 2 * _GLISSES:
        return 0
    if _CHIFFRES.findall(mot) != _CHIFFRES.findall(autre):
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
