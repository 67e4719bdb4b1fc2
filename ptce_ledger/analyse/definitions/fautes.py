"""A fault of a report definition: where it is, what is wrong, what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.erreurs.base import suggest
from ptce_ledger.erreurs.definitions import DefinitionIncomplete
from ptce_ledger.erreurs.definitions import DefinitionInvalide
from ptce_ledger.mots.dits import Dit
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError

#: Longer words are cut, and longer lists too: a message is to be read.
_MOT_MAX = 60
_LISTE_MAX = 30


class Faute(NamedTuple):
    """What is wrong: where, at which word, why, and what may stand there.

    `dit` is None where the word is missing.
    """

    ou: str
    mot: str
    dit: Dit | None
    attendu: object

    def words(self) -> tuple[str, ...]:
        """Give the words that lead to its line, from the outermost."""
        # A word that is missing is nowhere: what lacks it is.
        return (*self.ou.split("."), *([self.mot] if self.dit else []))

    def explain(self, fichier: str, place: Mapping[str, Any]) -> PtceError:
        """Turn it into an error of the catalogue, at a place of a file."""
        if self.dit is None:
            return DefinitionIncomplete.at(
                place, fichier=fichier, ou=self.ou, mot=self.mot, attendu=self.attendu
            )
        return DefinitionInvalide.at(
            place, fichier=fichier, ou=self.ou, faute=self.dit, remede=self.attendu
        )


def missing(ou: str, mot: str, attendu: object) -> Faute:
    """Tell of a word that is not there: `attendu` says what it is."""
    return Faute(ou, mot, None, attendu)


def wrong(ou: str, mot: object, dit: Dit, attendu: object) -> Faute:
    """Tell of a word at fault: `dit` says why of `{mot}`, `attendu` what to write."""
    cite = cut(mot)
    return Faute(ou, cite, Dit(dit.phrase, {**dit.mots, "mot": cite}), attendu)


def unknown(ou: str, mot: object, dit: Dit, admis: Iterable[str]) -> Faute:
    """Tell of a word that is not one of those admitted, with the nearest of them."""
    connus = [connu for connu in admis if connu]
    cite = cut(mot)
    attendu: object = later("Il n’y en a aucun ici : retirez ce mot.")
    if connus:
        mots = {
            "suggestion": suggest(cite, connus),
            "valeurs": one_of(connus[:_LISTE_MAX]),
        }
        attendu = later("{suggestion}On attend {valeurs}.", **mots)
        if len(connus) > _LISTE_MAX:
            attendu = later("{suggestion}On attend {valeurs}, entre autres.", **mots)
    return wrong(ou, cite, dit, attendu)


def cut(valeur: object) -> str:
    """Write a value of any kind in few signs, as TOML has it.

    >>> cut(True), cut(["a"]), cut("a" * 80)[-2:]
    ('true', '[…]', 'a…')
    """
    if isinstance(valeur, bool):
        return str(valeur).lower()
    # What is nested may be so deep, and a number so long, that Python cannot write it.
    if isinstance(valeur, list):
        return "[…]"
    if isinstance(valeur, dict):
        return "{…}"
    if isinstance(valeur, int) and valeur.bit_length() > _MOT_MAX:
        return "…"
    texte = str(valeur)
    return texte if len(texte) <= _MOT_MAX else f"{texte[: _MOT_MAX - 1]}…"
