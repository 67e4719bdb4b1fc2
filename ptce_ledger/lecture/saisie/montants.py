"""Amounts as a hand types them: the number, its sign and its unit, understood together.

A number is in doubt when it may mean several, or when something around it may be its
sign: no value is then shown. It is sure when its unit says that it is an amount, and it
stands alone where one does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.nombres import DeviseMalEcrite
from ptce_ledger.erreurs.nombres import DeviseManquante
from ptce_ledger.erreurs.nombres import NombreAmbigu
from ptce_ledger.erreurs.nombres import NombreInvalide
from ptce_ledger.erreurs.nombres import PourcentInvalide
from ptce_ledger.erreurs.syntaxe import MotIncompris
from ptce_ledger.erreurs.texte import DeviseAvant
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.coquille import doubtful
from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.lecture.saisie.proprietes import explain_key
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.nombres import BLANCS
from ptce_ledger.mots.nombres import SIGNES
from ptce_ledger.mots.quantites import iter_quantites
from ptce_ledger.mots.unites import is_side
from ptce_ledger.mots.unites import read_unite

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee
    from ptce_ledger.mots.quantites import Quantite

_BLANC = f"[{BLANCS}]"
_COMPTE = r"[A-ZÀ-Ý][^\s:]*(?::[^\s:]+)+"
_DATE = r"\d{4}[-/]\d\d?[-/]\d\d?"
#: All that may stand before an amount: an account, a price's unit, a key, values.
_AVANT = re.compile(
    rf"(?:{_BLANC}+(?:[*!]{_BLANC}+)?{_COMPTE}"
    rf"|{_DATE}{_BLANC}+balance{_BLANC}+{_COMPTE}"
    rf"|{_DATE}{_BLANC}+price{_BLANC}+[A-Z][A-Z0-9.]*"
    rf"|{_BLANC}+[a-z][\w-]*:"
    rf"|{_DATE}{_BLANC}+custom(?:{_BLANC}+\"[^\"]*\")+){_BLANC}+"
)
#: Units of amounts that need no thinking.
_UNITE = re.compile(r"EUR|HEURE(?:\.[A-Z]+)?|€")
#: A comma or a blank next to digits that belong to no number that can be read.
_RESTE = re.compile(r"\d,(?=\d|[ \t]*(?:[A-Z]|$))|,\d|\d\.?[ \t]+\d", re.MULTILINE)
#: A number whose sign, if it has one, is where it should be.
_LISIBLE = re.compile(rf"(?:[{SIGNES}][{BLANCS}]*)?[\w.,'’{BLANCS}]+")
_MOTS = re.compile(r"[^\W\d_]+")
_DECIMALES = later("Mettez un point avant les décimales, et rien entre les milliers.")
_SIGNE_DEVANT = later(
    "Mettez le signe devant, un point avant les décimales, et rien entre les milliers."
)
_SUITE = re.compile(r"\s+([^@{\s].*)$")
_MOT = re.compile(r"\S+")
_SEULE = re.compile(r"(?:\sopen\s+\S+|\sprice)\s+(?P<unite>€|[^\W\d_]+)(?=\s|$)")
_SANS_DEVISE = re.compile(r"\S+\s+(?:balance|price)\s+\S+\s+")


def explain_number(ligne: LigneTypee) -> Coquille | None:
    """Report the first number of a line that does not say what it is taken for."""
    for quantite in iter_quantites(ligne.chiffres):
        if not quantite.juste:
            return _understand(ligne, quantite)
    return None


def explain_lost_digits(ligne: LigneTypee) -> Coquille | None:
    """Report a comma or a blank among digits that are in no number that can be found."""
    reste = _RESTE.search(ligne.chiffres)
    if not reste:
        return None
    mots = [m for m in _MOT.finditer(ligne.chiffres) if m.end() > reste.start()]
    debut = mots[0].start()
    fin = next(m.end() for m in mots if m.end() >= reste.end())
    return ambiguous(debut, fin, ligne.chiffres[debut:fin])


def explain_amount(ligne: LigneTypee) -> Coquille | None:
    """Report the first amount of a line whose number or unit is mistyped."""
    quantites = iter_quantites(ligne.chiffres)
    return next(filter(None, (_understand(ligne, q) for q in quantites)), None)


def explain_no_unit(ligne: LigneTypee) -> Coquille | None:
    """Report a balance or a price whose amount has no unit."""
    tete = _SANS_DEVISE.match(ligne.code)
    if not tete:
        return None
    for quantite in iter_quantites(ligne.chiffres):
        derniere = not ligne.code[quantite.fin :].strip()
        if quantite.debut == tete.end() and derniere and not quantite.unite:
            mots = {"nombre": quantite.ecrit, "devise": EURO}
            return Coquille(DeviseManquante, quantite.debut, quantite.fin, mots=mots)
    return None


def explain_unit_alone(ligne: LigneTypee) -> Coquille | None:
    """Report a unit that follows no number: that of `open`, of `price`."""
    trouve = _SEULE.search(ligne.code)
    juste = read_unite(trouve["unite"]) if trouve else ""
    if not trouve or not juste or juste == trouve["unite"]:
        return None
    debut, fin = trouve.span("unite")
    forme = ligne.utile[:debut] + juste + ligne.utile[fin:]
    mots = {"unite": trouve["unite"]}
    fin = len(ligne.utile)
    return Coquille(DeviseMalEcrite, 0, fin, forme, mots=mots)


def explain_rest(ligne: LigneTypee) -> Coquille | None:
    """Report what follows an amount on its line and is none of its own."""
    for quantite in iter_quantites(ligne.chiffres):
        trouve = _SUITE.match(ligne.utile, quantite.fin)
        if trouve and quantite.unite.isupper():
            mots = {"mot": trouve[1]}
            return Coquille(MotIncompris, *trouve.span(1), mots=mots)
    return None


def ambiguous(debut: int, fin: int, ecrit: str) -> Coquille:
    """Make the slip of a number that may be read in several ways."""
    lisible = _LISIBLE.fullmatch(ecrit) and not any(map(is_side, _MOTS.findall(ecrit)))
    remede = _DECIMALES if lisible else _SIGNE_DEVANT
    return doubtful(NombreAmbigu, debut, fin, ecrit, nombre=cut(ecrit), remede=remede)


def _understand(ligne: LigneTypee, quantite: Quantite) -> Coquille | None:
    debut, fin, ecrit, nombre, unite, devant = quantite
    etrange = quantite.monnaie != unite
    if quantite.juste and not etrange:
        return None
    if not nombre:
        return ambiguous(debut, fin, ecrit)
    if "%" in ecrit:
        return _percent(ligne, quantite)
    nombre = re.sub(_BLANC, " ", nombre)
    juste = f"{nombre} {quantite.monnaie}".strip()
    sure = _is_sure(ligne, quantite)
    if etrange:
        mots = {"unite": unite}
        return Coquille(DeviseMalEcrite, debut, fin, juste, sure=sure, mots=mots)
    if devant:
        return Coquille(DeviseAvant, debut, fin, juste, mots={"ecrit": ecrit})
    mots = {"nombre": ecrit}
    return Coquille(NombreInvalide, debut, fin, juste, nombre, sure=sure, mots=mots)


def _percent(ligne: LigneTypee, quantite: Quantite) -> Coquille:
    """Report a percentage; that of a key is a part."""
    debut = quantite.debut
    dite = explain_key(ligne.physical(debut))
    if dite is not None and dite.faute is PourcentInvalide:
        return dite.shift(ligne.brut.rfind("\n", 0, debut) + 1)
    fin, mots = debut + len(quantite.ecrit), {"nombre": quantite.ecrit}
    return Coquille(NombreInvalide, debut, fin, quantite.nombre, mots=mots)


def _is_sure(ligne: LigneTypee, quantite: Quantite) -> bool:
    """Tell an amount in a plain unit, alone where one stands."""
    return bool(
        not quantite.devant
        and _UNITE.fullmatch(quantite.unite)
        and _AVANT.fullmatch(ligne.brut, 0, quantite.debut)
        and not ligne.code[quantite.fin :].strip()
        # A key that bears a text only lacks its quotes.
        and explain_key(ligne) is None
    )
