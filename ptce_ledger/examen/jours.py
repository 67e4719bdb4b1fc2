"""Dates as a hand types them, wherever they stand in a line."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres as erreurs
from ptce_ledger.erreurs.texte import DateLointaine
from ptce_ledger.examen.limites import DERNIERE_ANNEE
from ptce_ledger.examen.limites import PREMIERE_ANNEE
from ptce_ledger.registre.genres import read_date

if TYPE_CHECKING:
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.examen.ligne import Ligne

_DATE = re.compile(r"(?<![\w.,:/^#-])(\d{4,})[-/](\d+)[-/](\d+)(?![\w/])")
#: The day first, or a year of two digits: Beancount would subtract, or divide.
_RENVERSEE = re.compile(r"(?<![\w.,/-])\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/])")
_EN_MOTS = re.compile(
    r"(?<!\w)\d{1,2}(?:er)?[ \t]+(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct"
    r"|nov|d[ée]c)[a-zéû]*\.?[ \t]+\d{2,4}(?!\w)",
    re.IGNORECASE,
)


def explain_date(ligne: Ligne) -> PtceError | None:
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


def _reversed(ligne: Ligne, trouve: re.Match[str]) -> PtceError:
    juste = read_date(trouve[0])
    if juste:
        return erreurs.DateRenversee.at(
            ligne.at(trouve.start()), date=trouve[0], juste=juste
        )
    return _in_words(ligne, trouve)


def _in_words(ligne: Ligne, trouve: re.Match[str]) -> PtceError:
    return erreurs.DateMalEcrite.at(ligne.at(trouve.start()), date=trouve[0])


def _impossible(ligne: Ligne, trouve: re.Match[str]) -> PtceError | None:
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
