"""Dates as a hand types them, wherever they stand in a line."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres as erreurs
from ptce_ledger.erreurs.texte import DateLointaine
from ptce_ledger.lecture.limites import DERNIERE_ANNEE
from ptce_ledger.lecture.limites import PREMIERE_ANNEE
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.genres import read_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_DATE = re.compile(r"(?<![\w.,:/^#-])(\d{4,})[-/](\d+)[-/](\d+)(?![\w/])")
#: The day first, or a year of two digits: Beancount would subtract, or divide.
_RENVERSEE = re.compile(r"(?<![\w.,/-])\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/])")
_EN_MOTS = re.compile(
    r"(?<!\w)\d{1,2}(?:er)?[ \t]+(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct"
    r"|nov|d[ée]c)[a-zéû]*\.?[ \t]+\d{2,4}(?!\w)",
    re.IGNORECASE,
)


_MOIS = (
    *("janv", "fev", "mars", "avr", "mai", "juin"),
    *("juil", "aou", "sept", "oct", "nov", "dec"),
)
_ECRITE = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d_]+)\.?\s+(\d{4})")


def explain_date(ligne: LigneTypee) -> PtceError | None:
    """Report the first date that is not one, or not of this time."""
    for regle, explain, texte in (
        (_RENVERSEE, _reversed, ligne.chiffres),
        (_EN_MOTS, _in_words, ligne.chiffres),
        (_DATE, _impossible, ligne.code),
    ):
        for trouve in regle.finditer(texte):
            erreur = explain(ligne, trouve)
            if erreur is not None:
                return erreur
    return None


def _reversed(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError:
    juste = read_date(trouve[0])
    if juste:
        return erreurs.DateRenversee.at(
            ligne.at(trouve.start()), date=trouve[0], juste=juste
        )
    return _in_words(ligne, trouve)


def _in_words(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError:
    return badly_written(ligne.at(trouve.start()), trouve[0])


def badly_written(lieu: Mapping[str, Any], date: str) -> PtceError:
    """Report a date that is not in figures, year first; write it when it is sure."""
    juste = _read_words(date) or later("par exemple 2025-01-31")
    return erreurs.DateMalEcrite.at(lieu, date=date, juste=juste)


def _read_words(date: str) -> str:
    """Write a date in words as a ledger wants it, "" when it is in doubt.

    >>> _read_words("1er août 2026"), _read_words("3 mai 26")
    ('2026-08-01', '')
    """
    trouve = _ECRITE.fullmatch(date)
    if trouve is None:
        return ""
    jour, mois, annee = trouve.groups()
    rang = next((r for r, nom in enumerate(_MOIS, 1) if fold(mois).startswith(nom)), 0)
    return read_date(f"{jour}/{rang}/{annee}")


def _impossible(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError | None:
    annee, lieu = trouve[1], ligne.at(trouve.start())
    if len(annee) > 4 or not PREMIERE_ANNEE <= int(annee) <= DERNIERE_ANNEE:
        return DateLointaine.at(
            lieu, date=trouve[0][:20], premiere=PREMIERE_ANNEE, derniere=DERNIERE_ANNEE
        )
    try:
        datetime.date(int(annee), int(trouve[2][:3]), int(trouve[3][:3]))
    except ValueError:
        return erreurs.DateInvalide.at(lieu)
    return None
