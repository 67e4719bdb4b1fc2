"""Signs that are not what they look like: invisible, doubled by an accent, foreign."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import texte as erreurs
from ptce_ledger.erreurs.syntaxe import EspaceInsecable
from ptce_ledger.erreurs.syntaxe import MotIncompris
from ptce_ledger.lecture.saisie.ligne import INVISIBLES
from ptce_ledger.lecture.saisie.syntaxe import explain_line
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_INVISIBLE = re.compile(f"[{INVISIBLES}]")
#: In what Beancount reads as words, joiners are as invisible as the rest.
_CACHE = re.compile(f"[{INVISIBLES}\u034f\u115f\u1160\u200c\u200d\u3164\ufe00-\ufe0f]")
_ETRANGER = re.compile(r"[^\x00-\x7f]")
_ESPACES = re.compile(r"[^\S\n\t ]")
_NOMS = (
    ("\x00", later("octet nul")),
    ("\x1b", later("commande de terminal")),
    ("\ufeff", later("marque BOM")),
    ("\u200b\u2060", later("espace sans largeur")),
    ("\xad", later("trait d’union conditionnel")),
    ("\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069", later("sens d’écriture")),
    ("\u2028\u2029\x0b\x0c\x85", later("saut de ligne ou de page")),
    ("\u200c\u200d", later("liant")),
)
#: Letters of other alphabets, and the Latin ones that look the same.
_SOSIES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρυ",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoavpu",
)


def explain_invisible(ligne: LigneTypee) -> PtceError | None:
    """Report a sign that nobody sees, in a text or in a comment too."""
    trouve = _INVISIBLE.search(ligne.brut) or _CACHE.search(ligne.code)
    if not trouve:
        return None
    signe, debut = trouve[0], trouve.start()
    nom = next(
        (nom for signes, nom in _NOMS if re.match(f"[{signes}]", signe)),
        later("commande"),
    )
    return erreurs.CaractereInvisible.at(
        ligne.at(debut),
        colonne=ligne.column(debut),
        nom=nom,
        code=f"U+{ord(signe):04X}",
        forme=_CACHE.sub("", ligne.around(debut)).strip(),
    )


def explain_foreign(ligne: LigneTypee) -> PtceError | None:
    """Report a sign beyond the Latin letters, out of the texts."""
    for trouve in _ETRANGER.finditer(ligne.code):
        erreur = _explain(ligne, trouve.start())
        if erreur is not None:
            return erreur
    return None


def _explain(ligne: LigneTypee, debut: int) -> PtceError | None:
    signe, entiere = ligne.code[debut], ligne.around(debut)
    place = {"colonne": ligne.column(debut)}
    if unicodedata.combining(signe):
        forme = unicodedata.normalize("NFC", entiere).strip()
        return erreurs.AccentDecompose.at(ligne.at(debut), **place, forme=forme)
    if signe.isalpha() and unicodedata.name(signe, "").startswith("LATIN "):
        return None
    if signe.isalpha():
        forme = entiere.translate(_SOSIES).strip()
        return erreurs.LettreEtrangere.at(
            ligne.at(debut), **place, lettre=signe, forme=forme
        )
    return explain_line(ligne.at(debut)) or _unknown(ligne, debut)


def _unknown(ligne: LigneTypee, debut: int) -> PtceError:
    entiere = ligne.around(debut)
    if _ESPACES.fullmatch(ligne.code[debut]):
        forme = _ESPACES.sub(" ", entiere).strip()
        return EspaceInsecable.at(ligne.at(debut), forme=forme)
    return MotIncompris.at(ligne.at(debut), mot=ligne.code[debut])
