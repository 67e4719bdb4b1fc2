"""The first line of an entry or a directive, as a hand types it: words, quotes, star."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import syntaxe as erreurs
from ptce_ledger.erreurs.nombres import DateManquante
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.unites import is_side
from ptce_ledger.mots.unites import read_unite

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_MOT_CLE = re.compile(r"\b(custom|plugin|include|option)\s")
_MOT = re.compile(r"(?<=\s)[^\s\",]+")
#: A word of a « custom » that can be no number, currency, account nor boolean.
_TEXTE_NU = re.compile(r"[a-zà-ÿ][^\s:]*")
_SANS_DATE = re.compile(r"(?:open|close|balance|pad|price|document|custom)\s")
_APRES_DATE = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})\s+(?P<mot>[^\W\d_]+)\s")
_SANS_ETOILE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(?:[-–—:]\s*)?(\".*)$")
_SANS_GUILLEMETS = re.compile(r"(\d{4}-\d{2}-\d{2}\s+[*!])\s*([^\"\s#^][^\"]*)$")
_CHIFFRE = re.compile(r"[0-9]")
_VIRGULE = re.compile(r"(?<=\")\s*,")
#: The words of Beancount after a date, and what a French hand types for them.
_MOTS = {
    **{mot: mot for mot in ("open", "close", "balance", "pad", "price", "note")},
    **{mot: mot for mot in ("document", "custom", "commodity", "event", "query")},
    "ouvrir": "open",
    "ouverture": "open",
    "fermer": "close",
    "fermeture": "close",
    "cloture": "close",
    "solde": "balance",
    "controle": "balance",
    "prix": "price",
}


def explain_bare_word(ligne: LigneTypee) -> Coquille | None:
    """Report a word that a directive wants between quotes."""
    motcle = _MOT_CLE.search(ligne.code)
    if not motcle:
        return None
    for trouve in _MOT.finditer(ligne.code, motcle.end()):
        debut, fin = trouve.span()
        nu = _TEXTE_NU.fullmatch(trouve[0]) and not _is_unit(ligne, debut, trouve[0])
        if motcle[1] != "custom" or nu:
            texte = ligne.brut[debut:fin]
            return _rewritten(
                erreurs.GuillemetsManquants,
                ligne,
                f'{ligne.utile[:debut]}"{texte}"{ligne.utile[fin:]}',
                texte=texte,
            )
    return None


def _is_unit(ligne: LigneTypee, debut: int, mot: str) -> bool:
    """Tell a word that says of the number before it what it is a number of."""
    nombre = _CHIFFRE.search(ligne.chiffres, 0, debut)
    return nombre is not None and (is_side(mot) or read_unite(mot) != "")


def explain_header(ligne: LigneTypee) -> Coquille | None:
    """Report what lacks at the beginning of a line: its date, its star, its quotes."""
    utile = ligne.utile
    if _SANS_DATE.match(utile):
        return Coquille(DateManquante, 0, 0, mots={"ligne": utile})
    trouve = _SANS_ETOILE.match(utile)
    if trouve:
        forme = f"{trouve[1]} * {trouve[2]}"
        return _rewritten(erreurs.EtoileManquante, ligne, forme)
    trouve = _SANS_GUILLEMETS.match(utile)
    if trouve:
        texte = trouve[2].strip()
        forme = f'{trouve[1]} "{texte}"'
        return _rewritten(erreurs.GuillemetsManquants, ligne, forme, texte=texte)
    return None


def explain_translated_word(ligne: LigneTypee) -> Coquille | None:
    """Report the word after a date that is in French, or has a capital."""
    trouve = _APRES_DATE.match(ligne.utile)
    juste = _MOTS.get(fold(trouve["mot"])) if trouve else None
    if not trouve or not juste or juste == trouve["mot"]:
        return None
    debut, fin = trouve.span("mot")
    forme = ligne.utile[:debut] + juste + ligne.utile[fin:]
    mots = {"mot": trouve["mot"], "juste": juste}
    return _rewritten(erreurs.MotTraduit, ligne, forme, **mots)


def explain_comma(ligne: LigneTypee) -> Coquille | None:
    """Report commas between the texts of a directive."""
    virgules = {trouve.end() - 1 for trouve in _VIRGULE.finditer(ligne.code)}
    if not virgules:
        return None
    utile = enumerate(ligne.utile)
    forme = "".join(signe for i, signe in utile if i not in virgules)
    return _rewritten(erreurs.VirguleEnTrop, ligne, forme)


def _rewritten(
    faute: type[erreurs.ErreurDeSyntaxe], ligne: LigneTypee, forme: str, **mots: object
) -> Coquille:
    """Write a line again, but for its comment."""
    return Coquille(faute, 0, len(ligne.utile), forme, mots=mots)
