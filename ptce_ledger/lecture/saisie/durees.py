"""Hours and minutes, and letters for digits: words that a hand meant for a number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres as erreurs
from ptce_ledger.erreurs.texte import NombreDemesure
from ptce_ledger.lecture.limites import CHIFFRES_D_UN_NOMBRE
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.montants import ambiguous
from ptce_ledger.mots.alentours import widen
from ptce_ledger.mots.lexique import HEURE
from ptce_ledger.mots.nombres import BLANCS
from ptce_ledger.mots.nombres import SIGNES
from ptce_ledger.mots.nombres import read_nombre

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_SIGNE = rf"(?<![\w.,:'-])(?P<signe>(?:[{SIGNES}][{BLANCS}]*+)?)"
_DUREE = re.compile(
    rf"{_SIGNE}(?P<heures>[0-9]{{1,4}})[{BLANCS}]?[hH:][{BLANCS}]?(?P<minutes>[0-5][0-9])"
    r"(?![\w:.])"
)
#: A number glued to letters that hold digits again: 1O0.00, 1e5, 1E999.
_COLLE = re.compile(
    rf"{_SIGNE}(?P<mot>[0-9][0-9.,]*[A-Za-z][\w.,'+-]*[0-9][\w.]*"
    r"|[OoIl][0-9.,]*[0-9][\w.]*)"
)
_LETTRES = str.maketrans("OoIl", "0011")
_EXPOSANT = re.compile(r"[0-9]+\.?[0-9]*[eE][-+]?[0-9]{1,9}")
_EXTRAIT = 40


def explain_duration(ligne: LigneTypee) -> Coquille | None:
    """Report a time in hours and minutes."""
    trouve = _DUREE.search(ligne.chiffres)
    if not trouve:
        return None
    debut, fin = trouve.span()
    autour = widen(ligne.chiffres, debut, fin)
    if autour != (debut, fin):
        return ambiguous(debut, fin, ligne.chiffres[slice(*autour)])
    minutes = Decimal(trouve["minutes"]) / 60
    heures = f"{Decimal(trouve['heures']) + minutes:.2f}".rstrip("0").rstrip(".")
    juste = f"{read_nombre(trouve['signe'] + heures)} {HEURE}"
    return Coquille(erreurs.DureeInvalide, debut, fin, juste, mots={"duree": trouve[0]})


def explain_letters(ligne: LigneTypee) -> Coquille | None:
    """Report a word of digits and letters that Beancount would cut in two."""
    trouve = _COLLE.search(ligne.chiffres)
    if not trouve:
        return None
    (debut, fin), mot = trouve.span(), trouve["mot"][:_EXTRAIT]
    if not _EXPOSANT.fullmatch(mot):
        juste = read_nombre(trouve["signe"] + mot.translate(_LETTRES))
    elif Decimal(mot).adjusted() < CHIFFRES_D_UN_NOMBRE:
        chiffres = format(Decimal(mot), "f")
        court = len(chiffres) <= CHIFFRES_D_UN_NOMBRE
        juste = read_nombre(trouve["signe"] + chiffres) if court else ""
    else:
        mots = {"nombre": mot, "chiffres": CHIFFRES_D_UN_NOMBRE}
        return Coquille(NombreDemesure, debut, fin, mots=mots)
    autour = widen(ligne.chiffres, debut, fin)
    if not juste or autour != (debut, fin):
        return ambiguous(debut, fin, ligne.chiffres[slice(*autour)])
    mots = {"nombre": trouve["signe"] + mot}
    return Coquille(erreurs.NombreInvalide, debut, fin, juste, mots=mots)
