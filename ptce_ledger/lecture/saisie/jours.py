"""Dates as a hand types them, wherever they stand in a line."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres as erreurs
from ptce_ledger.erreurs.texte import DateLointaine
from ptce_ledger.lecture.limites import DERNIERE_ANNEE
from ptce_ledger.lecture.limites import PREMIERE_ANNEE
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.mots.dates import read_date
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_DATE = re.compile(r"(?<![\w.,:/^#-])(\d{4,})[-/](\d+)[-/](\d+)(?![\w/])")
#: The day first, or a year of two digits: Beancount would subtract, or divide.
_RENVERSEE = re.compile(r"(?<![\w.,/-])\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/])")
_EN_MOTS = re.compile(
    r"(?<!\w)\d{1,2}(?:er)?[ \t]+(?:janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct"
    r"|nov|d[ée]c)[a-zéû]*\.?[ \t]+\d{2,4}(?!\w)",
    re.IGNORECASE,
)
#: What can only be meant for a date, at the start of a line.
_PREMIERE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?=\s|$)|\d{1,2}(?:er)? [^\W\d_]+ \d{4}(?=\s)"
    r"|\d{4}[. ]\d{1,2}[. ]\d{1,2}(?=\s)"
)
#: Between two blanks, its signs not always the same.
_SEULE = re.compile(r"(?<=\s)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?=\s|$)")


def explain_date(ligne: LigneTypee) -> Coquille | None:
    """Report the first date that is not one, or not of this time."""
    for regle, explain, texte in (
        (_RENVERSEE, _misspelt, ligne.chiffres),
        (_EN_MOTS, _misspelt, ligne.chiffres),
        (_DATE, _impossible, ligne.code),
    ):
        for trouve in regle.finditer(texte):
            coquille = explain(trouve)
            if coquille is not None:
                return coquille
    return None


def explain_first_date(ligne: LigneTypee) -> Coquille | None:
    """Report the first word of a line, when it can only be meant for a date."""
    premiere = _PREMIERE.match(ligne.code)
    return _misspelt(premiere) if premiere else None


def explain_refused_date(ligne: LigneTypee) -> Coquille | None:
    """Report, in a line that Beancount refused, what can only be meant for a date."""
    seule = _SEULE.search(ligne.code)
    return _misspelt(seule) if seule and read_date(seule[0]) else None


def _misspelt(trouve: re.Match[str]) -> Coquille:
    """Write a date again, for its author to type: 02/03 is not March for everyone."""
    ecrite = trouve[0]
    juste = read_date(ecrite)
    if juste and not re.search(r"\s", ecrite):
        mots: dict[str, object] = {"date": ecrite}
        return Coquille(erreurs.DateRenversee, *trouve.span(), juste, mots=mots)
    mots = {"date": ecrite, "juste": juste or later("par exemple 2025-01-31")}
    return Coquille(erreurs.DateMalEcrite, *trouve.span(), juste, mots=mots)


def _impossible(trouve: re.Match[str]) -> Coquille | None:
    annee = trouve[1]
    if len(annee) > 4 or not PREMIERE_ANNEE <= int(annee) <= DERNIERE_ANNEE:
        mots = {
            "date": trouve[0][:20],
            "premiere": PREMIERE_ANNEE,
            "derniere": DERNIERE_ANNEE,
        }
        return Coquille(DateLointaine, *trouve.span(), mots=mots)
    try:
        datetime.date(int(annee), int(trouve[2][:3]), int(trouve[3][:3]))
    except ValueError:
        return Coquille(erreurs.DateInvalide, *trouve.span())
    return None
