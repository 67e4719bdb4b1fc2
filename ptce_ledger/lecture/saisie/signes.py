"""Signs that are not what they look like: invisible, doubled by an accent, foreign."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import texte as erreurs
from ptce_ledger.erreurs.syntaxe import EspaceInsecable
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.coquille import of_line
from ptce_ledger.lecture.saisie.guillemets import on_code
from ptce_ledger.lecture.saisie.ligne import INVISIBLES
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.nombres import INSECABLES
from ptce_ledger.mots.quantites import iter_quantites

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_INVISIBLE = re.compile(f"[{INVISIBLES}]")
#: In what Beancount reads as words, joiners are as invisible as the rest.
_CACHE = re.compile(f"[{INVISIBLES}\u034f\u115f\u1160\u200c\u200d\u3164\ufe00-\ufe0f]")
#: Those that stand for nothing at all: the others may have parted two words.
_VIDE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
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
_AUTRE = later("commande")
_INSECABLE = re.compile(f"[{INSECABLES}]")
_ENTRE_CHIFFRES = re.compile(r"(?<=\d).(?=\d)")
#: Letters of other alphabets, and the Latin ones that look the same.
_SOSIES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρυ",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoavpu",
)


def explain_invisible(ligne: LigneTypee) -> Coquille | None:
    """Report a sign that nobody sees, in a text or in a comment too.

    What stands for nothing, outside of texts, is surely to be taken out.
    """
    vide = _VIDE.search(ligne.code)
    trouve = vide or _INVISIBLE.search(ligne.brut) or _CACHE.search(ligne.code)
    if not trouve:
        return None
    signe, debut = trouve[0], trouve.start()
    entiere = ligne.around(debut)
    juste = on_code(lambda code: _VIDE.sub("", code), entiere) if vide else entiere
    return of_line(
        erreurs.CaractereInvisible,
        ligne,
        debut,
        juste if juste != entiere else _CACHE.sub("", entiere),
        sure=juste != entiere,
        colonne=ligne.column(debut),
        nom=next((nom for s, nom in _NOMS if re.match(f"[{s}]", signe)), _AUTRE),
        code=f"U+{ord(signe):04X}",
    )


def explain_accent(ligne: LigneTypee) -> Coquille | None:
    """Report letters that are parted from their accents, or have a second code."""
    compose = on_code(_compose, ligne.brut)
    paires = zip(ligne.brut, f"{compose}\n", strict=False)
    ecarts = (i for i, (vu, juste) in enumerate(paires) if vu != juste)
    position = next(ecarts, -1)
    return None if position < 0 else _recompose(ligne, position)


def _recompose(ligne: LigneTypee, position: int) -> Coquille:
    return of_line(
        erreurs.AccentDecompose,
        ligne,
        position,
        on_code(_compose, ligne.around(position)),
        sure=True,
        colonne=ligne.column(position),
    )


def explain_letter(ligne: LigneTypee, position: int) -> Coquille | None:
    """Report an accent, or a letter of another alphabet, at a place of a line."""
    entiere, signe = ligne.around(position), ligne.brut[position]
    if unicodedata.combining(signe):
        return _recompose(ligne, position)
    if not signe.isalpha() or unicodedata.name(signe, "").startswith("LATIN "):
        return None
    second = _compose(signe) != signe
    return of_line(
        erreurs.LettreEtrangere,
        ligne,
        position,
        on_code(_compose, entiere) if second else entiere.translate(_SOSIES),
        sure=second,
        colonne=ligne.column(position),
        lettre=signe,
    )


def _compose(code: str) -> str:
    return unicodedata.normalize("NFC", code)


def explain_hard_space(ligne: LigneTypee) -> Coquille | None:
    """Report a space that is not that of the keyboard, out of the texts.

    Those of a number in doubt are for its author to tell, with the rest of it.
    """
    places = {trouve.start() for trouve in _INSECABLE.finditer(ligne.code)}
    if not places:
        return None
    doutes = {
        place
        for quantite in iter_quantites(ligne.chiffres)
        if not quantite.nombre
        for place in range(quantite.debut, quantite.fin_du_nombre(ligne.chiffres))
    }
    entre = {p for p in places if _ENTRE_CHIFFRES.match(ligne.code, p)}
    sures = places - entre - doutes
    retires = sures or places
    juste = "".join(" " if i in retires else c for i, c in enumerate(ligne.brut))
    coquille = of_line(EspaceInsecable, ligne, 0, juste, sure=bool(sures))
    return coquille._replace(forme=ligne.with_text(juste).utile.strip())
