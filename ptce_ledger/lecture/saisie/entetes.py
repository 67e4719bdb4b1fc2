"""The first line of an entry or a directive, as a hand types it: date, words, quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres
from ptce_ledger.erreurs import syntaxe as erreurs
from ptce_ledger.lecture.saisie.jours import badly_written
from ptce_ledger.mots import source
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.genres import read_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.erreurs.base import PtceError

_DATE = re.compile(r"(?:^|\s)(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?=\s|$)")
_DATE_DOUTEUSE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?=\s)|\d{1,2}(?:er)? [^\W\d_]+ \d{4}(?=\s)"
    r"|\d{4}[. ]\d{1,2}[. ]\d{1,2}(?=\s)"
)
_MOT_CLE = re.compile(r"\b(custom|plugin|include|option)\s")
_MOT = re.compile(r"(?<=\s)[^\s\",]+")
#: A word of a « custom » that can be no number, currency, account nor boolean.
_TEXTE_NU = re.compile(r"[a-zà-ÿ][^\s:]*")
_SANS_DATE = re.compile(r"(?:open|close|balance|pad|price|document|custom)\s")
_APRES_DATE = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})\s+(?P<mot>[^\W\d_]+)\s")
_SANS_ETOILE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(?:[-–—:]\s*)?(\".*)$")
_SANS_GUILLEMETS = re.compile(r"(\d{4}-\d{2}-\d{2}\s+[*!])\s*([^\"\s#^][^\"]*)$")
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


def explain_header(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    """Say what is wrong at the beginning of a line that is not in retreat."""
    return _date(lieu, ligne) or _keyword(lieu, ligne) or _header(lieu, ligne)


def _date(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    trouve = _DATE.search(source.mask(ligne))
    juste = read_date(trouve[1]) if trouve else ""
    if trouve and juste:
        return nombres.DateRenversee.at(lieu, date=trouve[1], juste=juste)
    trouve = _DATE_DOUTEUSE.match(ligne)
    return badly_written(lieu, trouve[0]) if trouve else None


def _keyword(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    visible = source.mask(ligne)
    motcle = _MOT_CLE.search(visible)
    if not motcle:
        return None
    for trouve in _MOT.finditer(visible, motcle.end()):
        if motcle[1] != "custom" or _TEXTE_NU.fullmatch(trouve[0]):
            debut, fin = trouve.span()
            texte = ligne[debut:fin]
            forme = f'{ligne[:debut]}"{texte}"{ligne[fin:]}'
            return erreurs.GuillemetsManquants.at(lieu, texte=texte, forme=forme)
    return None


def _header(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    if _SANS_DATE.match(ligne):
        return nombres.DateManquante.at(lieu, ligne=ligne)
    trouve = _SANS_ETOILE.match(ligne)
    if trouve:
        return erreurs.EtoileManquante.at(lieu, forme=f"{trouve[1]} * {trouve[2]}")
    trouve = _SANS_GUILLEMETS.match(ligne)
    if trouve:
        texte = trouve[2].strip()
        forme = f'{trouve[1]} "{texte}"'
        return erreurs.GuillemetsManquants.at(lieu, texte=texte, forme=forme)
    trouve = _APRES_DATE.match(ligne)
    juste = _MOTS.get(fold(trouve["mot"])) if trouve else None
    if not trouve or not juste or juste == trouve["mot"]:
        return None
    debut, fin = trouve.span("mot")
    forme = ligne[:debut] + juste + ligne[fin:]
    return erreurs.MotTraduit.at(lieu, mot=trouve["mot"], juste=juste, forme=forme)
