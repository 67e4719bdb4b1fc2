"""Calculations: what Beancount would work out otherwise than one thinks, or die of."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import texte as erreurs
from ptce_ledger.lecture.limites import CHIFFRES_D_UN_NOMBRE
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.coquille import doubtful
from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.nombres import is_written
from ptce_ledger.mots.nombres import read_nombre
from ptce_ledger.mots.quantites import iter_quantites

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_PARENTHESES = re.compile(r"[(][^()]*[)]?|[)]")
#: One number, whatever is around it: nobody knows what its signs mean.
_SEUL = re.compile(r"[^0-9]*[0-9](?:[0-9.,'’\s]*[0-9])?[^0-9]*")
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
_AU_CENTIME = (
    later("Écrivez son résultat, au centime."),
    later("Écrivez son résultat, au centime :"),
)


def explain_calculation(ligne: LigneTypee) -> Coquille | None:
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
            coquille = explain(ligne, trouve)
            if coquille is not None:
                return coquille
    return None


def _whole(ligne: LigneTypee, trouve: re.Match[str]) -> str:
    """Give all of the quantity that a calculation is in, its signs with it."""
    lues = (
        q.ecrit
        for q in iter_quantites(ligne.chiffres)
        if q.debut <= trouve.start() < q.fin
    )
    return max(trouve[0].strip(), next(lues, ""), key=len)


def _huge(_ligne: LigneTypee, trouve: re.Match[str]) -> Coquille:
    mots = {"nombre": cut(trouve[0]), "chiffres": CHIFFRES_D_UN_NOMBRE}
    return Coquille(erreurs.NombreDemesure, *trouve.span(), mots=mots)


def _product(ligne: LigneTypee, trouve: re.Match[str]) -> Coquille | None:
    if sum(signe.isdigit() for signe in trouve[0]) <= CHIFFRES_D_UN_NOMBRE:
        return None
    return _huge(ligne, trouve)


def _bracket(ligne: LigneTypee, trouve: re.Match[str]) -> Coquille:
    entier, nombre = _whole(ligne, trouve), cut(trouve[0].strip())
    faute, (debut, fin) = erreurs.ParenthesesInterdites, trouve.span()
    if _SEUL.fullmatch(entier):
        return doubtful(faute, debut, fin, entier, nombre=nombre)
    return Coquille(faute, debut, fin, mots={"nombre": nombre})


def _division(ligne: LigneTypee, trouve: re.Match[str]) -> Coquille | None:
    if _REFERENCE.search(ligne.chiffres, 0, trouve.end("a")):
        return None
    entier = _whole(ligne, trouve)
    a, _, b = (partie.strip() for partie in entier.partition("/"))
    calcul, quotient = trouve[0].strip(), ""
    if is_written(a) and is_written(b) and (a := read_nombre(a)):
        diviseur = Decimal(read_nombre(b) or 0)
        if diviseur:
            exact = (Decimal(a) / diviseur).quantize(_CENT, ROUND_HALF_UP)
            calcul, quotient = entier, str(exact)
    mots = {"calcul": cut(calcul), "remede": _AU_CENTIME[bool(quotient)]}
    return Coquille(erreurs.DivisionInterdite, *trouve.span(), quotient, mots=mots)


def _signs(ligne: LigneTypee, trouve: re.Match[str]) -> Coquille:
    entier, (debut, fin) = _whole(ligne, trouve), trouve.span()
    return doubtful(erreurs.CalculInvalide, debut, fin, entier, calcul=cut(entier))


def _nothing(_ligne: LigneTypee, trouve: re.Match[str]) -> Coquille:
    mots = {"ecrit": cut(trouve[0].strip())}
    return Coquille(erreurs.QuantiteNulle, *trouve.span(), mots=mots)
