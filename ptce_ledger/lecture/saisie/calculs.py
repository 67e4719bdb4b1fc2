"""Calculations: what Beancount would work out otherwise than one thinks, or die of."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import texte as erreurs
from ptce_ledger.lecture.limites import CHIFFRES_D_UN_NOMBRE
from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_PARENTHESES = re.compile(r"[(][^()]*[)]?|[)]")
_SEUL = re.compile(r"[(][ \t]*[-+]?[ \t]*(\d+(?:\.\d*)?)[^\d]*")
_DIVISION = re.compile(
    r"(?P<a>\d*(?:\.\d*)?)(?<=[\d.)])[ \t]*/[ \t]*(?P<b>-?\d*(?:\.\d*)?)"
)
#: A word in capitals, such as the number of a document, is no number.
_REFERENCE = re.compile(r"(?<!\w)[A-Z][A-Z0-9'._-]*$")
_DEUX_SIGNES = re.compile(
    r"(?:\d[\d.]*[ \t]*)?(?:(?<=[\d \t])[*/][ \t]*[*/+]|[-+][ \t]*[-+])[-+*/ \t]*\d[\d.]*"
)
_PRODUIT = re.compile(r"\d[\d.]*(?:[ \t]*\*[ \t]*[-+]?[ \t]*\d[\d.]*)++")
_LONG = re.compile(rf"(?:\d\.?){{{CHIFFRES_D_UN_NOMBRE + 1},}}")
#: No unit, and a total for them: {{ }}, { # } or @@.
_QUANTITE_NULLE = re.compile(
    r"(?<![\w.])0+(?:\.0*)?[ \t]*[A-Z][\w.'-]*[ \t]*(?:\{\{|\{[^{}#]*#|.*@@)[^;]*"
)
_CENT = Decimal("0.01")
#: What to do, alone, then before the form to copy when there is one to give.
_SANS_PARENTHESES = (
    later("Un montant négatif porte le signe moins ; un calcul donne son résultat."),
    later("Un montant négatif porte le signe moins ; un calcul donne son résultat :"),
)
_AU_CENTIME = (
    later("Écrivez son résultat, au centime."),
    later("Écrivez son résultat, au centime :"),
)


def explain_calculation(ligne: LigneTypee) -> PtceError | None:
    """Report the first calculation of a line that a ledger does without."""
    for regle, explain in (
        (_LONG, _huge),
        (_PRODUIT, _product),
        (_PARENTHESES, _bracket),
        (_DIVISION, _division),
        (_DEUX_SIGNES, _signs),
        (_QUANTITE_NULLE, _nothing),
    ):
        for trouve in regle.finditer(ligne.chiffres):
            erreur = explain(ligne, trouve)
            if erreur is not None:
                return erreur
    return None


def _huge(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError:
    return erreurs.NombreDemesure.at(
        ligne.at(trouve.start()),
        nombre=cut(trouve[0]),
        chiffres=CHIFFRES_D_UN_NOMBRE,
    )


def _product(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError | None:
    if sum(signe.isdigit() for signe in trouve[0]) <= CHIFFRES_D_UN_NOMBRE:
        return None
    return _huge(ligne, trouve)


def _bracket(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError:
    seul = _SEUL.fullmatch(trouve[0])
    return erreurs.ParenthesesInterdites.at(
        ligne.at(trouve.start()),
        nombre=cut(trouve[0].strip()),
        remede=_SANS_PARENTHESES[bool(seul)],
        forme=f"-{seul[1]}" if seul else "",
    )


def _division(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError | None:
    if _REFERENCE.search(ligne.chiffres, 0, trouve.end("a")):
        return None
    quotient = ""
    if trouve["a"].strip(".") and trouve["b"].strip(".-") and Decimal(trouve["b"]):
        exact = Decimal(trouve["a"]) / Decimal(trouve["b"])
        quotient = str(exact.quantize(_CENT, ROUND_HALF_UP))
    calcul = cut(trouve[0].strip())
    lieu = ligne.at(trouve.start())
    return erreurs.DivisionInterdite.at(
        lieu, calcul=calcul, remede=_AU_CENTIME[bool(quotient)], forme=quotient
    )


def _signs(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError:
    forme = re.sub(r"([-+*/])[-+*/ \t]*[-+*/]", r"\1", trouve[0]).strip()
    return erreurs.CalculInvalide.at(
        ligne.at(trouve.start()), calcul=cut(trouve[0].strip()), forme=cut(forme)
    )


def _nothing(ligne: LigneTypee, trouve: re.Match[str]) -> PtceError:
    lieu = ligne.at(trouve.start())
    return erreurs.QuantiteNulle.at(lieu, ecrit=cut(trouve[0].strip()))
