"""Lines that are no line of a ledger: swallowed, passed over, merged, pasted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import syntaxe
from ptce_ledger.erreurs import texte as erreurs
from ptce_ledger.lecture.saisie.intitules import root_of
from ptce_ledger.lecture.saisie.ligne import TEXTE
from ptce_ledger.mots.nombres import read_nombre
from ptce_ledger.registre.genres import read_date

if TYPE_CHECKING:
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_RACINES = "(?:Assets|Liabilities|Equity|Income|Expenses)"
#: In a text, what shows that its closing quote is missing.
_AVALE = re.compile(
    rf"\n(?:\d{{4}}-\d\d-\d\d[ \t]+(?:[*!]|txn|open|close|balance|custom)"
    rf"|[ \t]+{_RACINES}:[\w:-]+(?:[ \t]*\n|[ \t]{{2,}}-?\d))"
)
_CONFLIT = re.compile(r"(?:<{7}|>{7}|={7}|\|{7})(?:[ \t].*)?$")
_SIGNES = re.compile(r"[*:!&?%#]+[ \t]*")
#: What a line passed over would have been.
_ECRITURE = re.compile(
    rf"\d{{2,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}(?!\d)|{_RACINES}:"
    r"|(?:option|plugin|include|pushtag|poptag|pushmeta|popmeta)[ \t]+[\"#]"
    r"|[a-z][\w-]+:[ \t]+\""
)
_CSV = re.compile(
    r"[ \t]*\"?(?P<date>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})\"?[ \t]*(?P<signe>[;,\t])"
)
_SANS_RETRAIT = re.compile(rf"{_RACINES}:\S|[a-z][\w-]+:(?:[ \t\"]|$)")
#: A text or a remark glued to a word: Beancount would take the whole for one word.
_COLLE = re.compile(r"[^\s\"*!,{:]\"(?=[_\n]*\")")
#: How other languages begin a remark.
_ETRANGERE = re.compile(r"(?:^|(?<=\s))(?://|/\*|--(?=[ \t]))")
_DERNIER = re.compile(r"\S+$")
_MOT = re.compile(r"[-+]?[A-Z0-9#^][\w:./,{}'-]*|.*[\"}]")
_ENTOURE = re.compile(r"\S{1,40}")


def explain_open_quote(ligne: LigneTypee) -> PtceError | None:
    """Report a text whose closing quote is missing: it swallows what follows."""
    if ligne.ignoree:
        return None
    for trouve in TEXTE.finditer(_uncomment(ligne)):
        if _AVALE.search(trouve[0]):
            return syntaxe.GuillemetOuvert.at(ligne.at(trouve.start()))
    position = TEXTE.sub(lambda m: "_" * len(m[0]), _uncomment(ligne)).find('"')
    if position < 0:
        return None
    return syntaxe.GuillemetOuvert.at(ligne.at(position))


def _uncomment(ligne: LigneTypee) -> str:
    """Give the line without its comments, its texts as they are."""
    return "".join(
        vu if masque != " " else " "
        for vu, masque in zip(ligne.brut, ligne.code, strict=True)
    )


def explain_passed_over(ligne: LigneTypee) -> PtceError | None:
    """Report an entry, an account or a directive on a line that is passed over."""
    signes = _SIGNES.match(ligne.brut)
    if not ligne.ignoree or not signes:
        return None
    reste = ligne.brut[signes.end() :]
    if not _ECRITURE.match(reste):
        return None
    signe = signes[0].strip()
    return erreurs.EcritureIgnoree.at(ligne.at(), signe=signe, forme=reste.rstrip())


def explain_merge(ligne: LigneTypee) -> PtceError | None:
    """Report what git leaves of a merge that is not over, once, where it begins."""
    if not _CONFLIT.match(ligne.brut) or ligne.brut[0] in "=|>":
        return None
    return erreurs.ConflitGit.at(ligne.at())


def explain_pasted(ligne: LigneTypee) -> PtceError | None:
    """Report a line of a tableur, and write it as an entry."""
    trouve = _CSV.match(ligne.brut)
    if not trouve:
        return None
    signe = trouve["signe"]
    cases = [c.strip().strip('"') for c in ligne.brut.split(signe)]
    if len(cases) < 3:
        return None
    nombres = [n for c in cases[1:] if re.search(r"\d", c) and (n := read_nombre(c))]
    libelle = next((c for c in cases[1:] if re.search(r"[^\W\d_]{2}", c)), "Libellé")
    return erreurs.LigneDeTableur.at(
        ligne.at(),
        date=read_date(cases[0]) or "2025-01-31",
        libelle=libelle,
        montant=nombres[-1] if nombres else "100.00",
    )


def explain_margin(ligne: LigneTypee) -> PtceError | None:
    """Report an account or a key that is not in retreat."""
    mot = _SANS_RETRAIT.match(ligne.code)
    if not mot or not (root_of(ligne.code) or ligne.code[0].islower()):
        return None
    forme = f"  {ligne.around()}".rstrip()
    return syntaxe.RetraitManquant.at(ligne.at(), forme=forme)


def explain_glued(ligne: LigneTypee) -> PtceError | None:
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


def _unknown(ligne: LigneTypee, position: int) -> PtceError:
    mot = _ENTOURE.search(ligne.around(position), max(0, ligne.column(position) - 1))
    return syntaxe.MotIncompris.at(ligne.at(position), mot=mot[0] if mot else "?")
