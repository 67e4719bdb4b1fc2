"""Lines that are no line of a ledger: swallowed, passed over, merged, glued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import syntaxe
from ptce_ledger.erreurs import texte as erreurs
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.intitules import root_of

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_RACINES = "(?:Assets|Liabilities|Equity|Income|Expenses)"
_CONFLIT = re.compile(r"(?:<{7}|>{7}|={7}|\|{7})(?:[ \t].*)?$")
_SIGNES = re.compile(r"[*:!&?%#]+[ \t]*")
#: What a line passed over would have been.
_ECRITURE = re.compile(
    rf"\d{{2,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}(?!\d)|{_RACINES}:"
    r"|(?:option|plugin|include|pushtag|poptag|pushmeta|popmeta)[ \t]+[\"#]"
    r"|[a-z][\w-]+:[ \t]+\""
)
_SANS_RETRAIT = re.compile(rf"{_RACINES}:\S|[a-z][\w-]+:(?:[ \t\"]|$)")
#: A text or a remark glued to a word: Beancount would take the whole for one word.
_COLLE = re.compile(r"[^\s\"*!,{:]\"(?=[_\n]*\")")
#: How other languages begin a remark.
_ETRANGERE = re.compile(r"(?:^|(?<=\s))(?://|/\*|--(?=[ \t]))")
_DERNIER = re.compile(r"\S+$")
_MOT = re.compile(r"[-+]?[A-Z0-9#^][\w:./,{}'-]*|.*[\"}]")
_DATEE = re.compile(r"\d{4}-\d\d-\d\d[ \t]+(?:[*!]|[a-z]+[ \t])")
_CLE = re.compile(r"[a-z][\w-]+:")
_ENTOURE = re.compile(r"\S{1,40}")


def explain_passed_over(ligne: LigneTypee) -> Coquille | None:
    """Report an entry, an account or a directive on a line that is passed over."""
    signes = _SIGNES.match(ligne.brut)
    if not ligne.ignoree or not signes:
        return None
    reste = ligne.brut[signes.end() :]
    if not _ECRITURE.match(reste):
        return None
    fin, mots = len(ligne.brut), {"signe": signes[0].strip()}
    return Coquille(erreurs.EcritureIgnoree, 0, fin, reste.rstrip(), mots=mots)


def explain_merge(ligne: LigneTypee) -> Coquille | None:
    """Report what git leaves of a merge that is not over, once, where it begins."""
    if not _CONFLIT.match(ligne.brut) or ligne.brut[0] in "=|>":
        return None
    return Coquille(erreurs.ConflitGit, 0, 0)


def explain_margin(ligne: LigneTypee) -> Coquille | None:
    """Report an account or a key that is not in retreat."""
    mot = _SANS_RETRAIT.match(ligne.code)
    if not mot or not (root_of(ligne.code) or ligne.code[0].islower()):
        return None
    entiere = ligne.around()
    forme = f"  {entiere}".rstrip()
    return Coquille(syntaxe.RetraitManquant, 0, len(entiere), forme)


def explain_refused_margin(ligne: LigneTypee) -> Coquille | None:
    """Report, in a line that Beancount refused, what was meant to be in retreat."""
    propre = ligne.utile.lstrip("\u00a0\u202f \t")
    premier = propre.partition(" ")[0]
    en_retrait = ligne.brut[:1] in (" ", "\t")
    if en_retrait or not (root_of(premier) or _CLE.fullmatch(premier)):
        return None
    return Coquille(syntaxe.RetraitManquant, 0, len(ligne.utile), f"  {propre}")


def explain_indented_date(ligne: LigneTypee) -> Coquille | None:
    """Report, in a line that Beancount refused, a date that is in retreat."""
    propre = ligne.utile.lstrip("\u00a0\u202f \t")
    if propre == ligne.utile or not _DATEE.match(propre):
        return None
    return Coquille(syntaxe.DateEnRetrait, 0, len(ligne.utile), propre)


def explain_glued(ligne: LigneTypee) -> Coquille | None:
    """Report a text or a remark that no space parts from the word before."""
    if ligne.ignoree:
        return None
    trouve = _COLLE.search(ligne.code) or _ETRANGERE.search(ligne.code)
    if trouve:
        return _unknown(ligne, trouve.start())
    debut = next(  # a « ; » that is hidden otherwise is in a text
        (i for i, vu in enumerate(ligne.brut) if vu == ";" and ligne.code[i] == " "), 0
    )
    mot = _DERNIER.search(ligne.code[:debut])
    if not mot or _MOT.fullmatch(mot[0]):
        return None
    return _unknown(ligne, mot.start())


def _unknown(ligne: LigneTypee, position: int) -> Coquille:
    mot = _ENTOURE.search(ligne.around(position), max(0, ligne.column(position) - 1))
    mots = {"mot": mot[0] if mot else "?"}
    return Coquille(syntaxe.MotIncompris, position, position, mots=mots)
