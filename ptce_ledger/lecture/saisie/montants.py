"""Numbers that Beancount would read as others, and those that nothing can read.

Each check knows one habit of hand and of tableur; the first that finds its own speaks.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres as erreurs
from ptce_ledger.erreurs.texte import DeviseAvant
from ptce_ledger.erreurs.texte import NombreDemesure
from ptce_ledger.lecture.limites import CHIFFRES_D_UN_NOMBRE
from ptce_ledger.lecture.saisie.proprietes import explain_key
from ptce_ledger.lecture.saisie.quantites import explain_quantity
from ptce_ledger.mots.nombres import NOMBRE
from ptce_ledger.mots.nombres import read_at
from ptce_ledger.mots.nombres import read_nombre

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_NOMBRE = re.compile(rf"(?<![\w.,])({NOMBRE})")
_VIRGULE = re.compile(r"\d,(?=\d|[ \t]*(?:[A-Z]|$))|,\d", re.MULTILINE)
#: A comma between thousands beside a point for decimals: it can only mean one thing.
_ANGLAIS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+")
_ESPACE = re.compile(r"\d\.?[ \t]+\d")
_SUFFIXE = re.compile(r"(?<![\w.])(\d[\d.,]*)[ \t]*-(?![ \t]*[\d(.])")
_POURCENT = re.compile(r"(?<![\w.])(\d[\d.,]*)[ \t]*%")
_DEVANT = re.compile(r"(?<![\w.-])(EUR|HEURE)[ \t]*([-+]?[ \t]*\d[\d.,]*)")
#: The one directive where a currency comes before a number.
_PRIX = re.compile(r"\S+[ \t]+price[ \t]")
#: A number glued to letters that hold digits again: 1O0.00, 1e5, 7h30, 1E999.
_COLLE = re.compile(
    r"(?<![\w.,:'-])(?:\d[\d.,]*[A-Za-z][\w.,'+-]*\d[\w.]*|[OoIl][\d.,]*\d[\w.]*)"
)
_HEURES = re.compile(r"(?<![\w:.])(\d{1,4})[ \t]?[hH:][ \t]?([0-5]\d)(?![\w:.])")
_LETTRES = str.maketrans("OoIl", "0011")
_EXPOSANT = re.compile(r"\d+\.?\d*[eE][-+]?\d{1,9}")


def explain_number(ligne: LigneTypee) -> PtceError | None:
    """Report the first number of a line that does not say what it is taken for."""
    for check in _CHECKS:
        erreur = check(ligne)
        if erreur is not None:
            return erreur
    return None


def _duration(ligne: LigneTypee) -> PtceError | None:
    trouve = _HEURES.search(ligne.chiffres)
    if not trouve:
        return None
    centiemes = int(trouve[1]) * 100 + round(int(trouve[2]) * 100 / 60)
    heures = f"{centiemes // 100}.{centiemes % 100:02}".rstrip("0").rstrip(".")
    lieu = ligne.at(trouve.start())
    return erreurs.DureeInvalide.at(lieu, duree=trouve[0], heures=heures)


def _comma(ligne: LigneTypee) -> PtceError | None:
    trouve = _VIRGULE.search(ligne.chiffres)
    if not trouve:
        return None
    entiere = ligne.around(trouve.start())
    dite = explain_quantity(ligne.at(trouve.start()), entiere)
    if isinstance(dite, erreurs.DeviseMalEcrite):
        return dite
    return _refuse(ligne, trouve.end() - 1)


def _spaces(ligne: LigneTypee) -> PtceError | None:
    trouve = _ESPACE.search(ligne.chiffres)
    return _refuse(ligne, trouve.start()) if trouve else None


def _refuse(ligne: LigneTypee, position: int) -> PtceError:
    """Report the number that stands on a place, and give it right if it can be."""
    for trouve in _NOMBRE.finditer(ligne.chiffres):
        debut, fin = trouve.span()
        if debut <= position <= fin:
            ecrit = trouve[1].rstrip(".,")
            anglais = _ANGLAIS.fullmatch(ecrit)
            juste = (
                ecrit.replace(",", "")
                if anglais
                else read_at(ligne.chiffres, debut, ecrit)
            )
            return _say(ligne, debut, trouve[1].rstrip("."), juste)
    ecrit = ligne.chiffres[position:].split()[0]
    return _say(ligne, position, ecrit, "")


def _say(ligne: LigneTypee, position: int, ecrit: str, juste: str) -> PtceError:
    lieu = ligne.at(position)
    if not juste:
        return erreurs.NombreAmbigu.at(lieu, nombre=ecrit)
    return erreurs.NombreInvalide.at(lieu, nombre=ecrit, juste=juste)


def _before(ligne: LigneTypee) -> PtceError | None:
    trouve = _DEVANT.search(ligne.chiffres)
    if not trouve or _PRIX.match(ligne.chiffres):
        return None
    nombre = read_nombre(trouve[2]) or trouve[2].strip()
    lieu = ligne.at(trouve.start())
    return DeviseAvant.at(lieu, ecrit=trouve[0], forme=f"{nombre} {trouve[1]}")


def _suffix(ligne: LigneTypee) -> PtceError | None:
    trouve = _SUFFIXE.search(ligne.chiffres)
    if not trouve:
        return None
    nombre = read_nombre(trouve[1])
    return _say(ligne, trouve.start(), trouve[0], nombre and f"-{nombre}")


def _percent(ligne: LigneTypee) -> PtceError | None:
    trouve = _POURCENT.search(ligne.chiffres)
    if not trouve:
        return None
    dite = explain_key(ligne.at(trouve.start()), ligne.around(trouve.start()).rstrip())
    if isinstance(dite, erreurs.PourcentInvalide):
        return dite
    nombre = read_nombre(trouve[1])
    juste = format((Decimal(nombre) / 100).normalize(), "f") if nombre else ""
    return _say(ligne, trouve.start(), trouve[0], juste)


def _glued(ligne: LigneTypee) -> PtceError | None:
    trouve = _COLLE.search(ligne.chiffres)
    if not trouve:
        return None
    ecrit = trouve[0][:40]
    if not _EXPOSANT.fullmatch(ecrit):
        juste = read_nombre(ecrit.translate(_LETTRES))
    elif Decimal(ecrit).adjusted() < CHIFFRES_D_UN_NOMBRE:
        juste = format(Decimal(ecrit), "f")[:CHIFFRES_D_UN_NOMBRE]
    else:
        lieu = ligne.at(trouve.start())
        return NombreDemesure.at(lieu, nombre=ecrit, chiffres=CHIFFRES_D_UN_NOMBRE)
    return _say(ligne, trouve.start(), ecrit, juste)


_CHECKS: tuple[Callable[[LigneTypee], PtceError | None], ...] = (
    _duration,
    _comma,
    _percent,
    _before,
    _glued,
    _spaces,
    _suffix,
)
