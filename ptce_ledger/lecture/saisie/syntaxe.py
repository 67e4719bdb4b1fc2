"""Look at a line that Beancount could not read, and say what a treasurer meant.

Each check knows one mistake of hand, finds it in the line and writes the line as it must
be; the first that finds its own speaks. Order matters: what spoils the reading of all
the rest comes first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import syntaxe as erreurs
from ptce_ledger.lecture.saisie.entetes import explain_header
from ptce_ledger.lecture.saisie.intitules import explain_account
from ptce_ledger.lecture.saisie.intitules import find_account
from ptce_ledger.lecture.saisie.intitules import root_of
from ptce_ledger.lecture.saisie.proprietes import explain_key
from ptce_ledger.lecture.saisie.quantites import explain_quantity
from ptce_ledger.lecture.saisie.quantites import explain_unit_alone
from ptce_ledger.mots import source
from ptce_ledger.mots.nombres import NOMBRE

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.erreurs.base import PtceError

_COURBES = re.compile(r"«\s*|\s*»|[“”„]|(?<![\w’'])'(?=[^']*')|(?<=[^\s'])'(?![\w'])")
_CLE = re.compile(r"\b(custom|plugin|include|option)\s")
_MOT = re.compile(r"(?<=\s)[^\s\",]+")
#: A word of a « custom » that can be no number, currency, account nor boolean.
_TEXTE_NU = re.compile(r"[a-zà-ÿ][^\s:]*")
_SANS_DATE = re.compile(r"(?:open|close|balance|pad|price|document|custom)\s")
_CLE = re.compile(r"[a-z][\w-]+:")
_VIRGULE = re.compile(r"(?<=\")\s*,")
_INSECABLES = re.compile(r"[\u00a0\u202f\u2009]")
_RESTE = re.compile(rf"\s{NOMBRE}\s+[A-Z]+\s+(?P<reste>[^@{{\s].*)$")
#: No hand types a longer line; looking for its mistakes would take for ever.
_LONGUE = 1000
#: How far above a quote left open may be.
_PORTEE = 200


def explain_line(lieu: Mapping[str, Any]) -> PtceError | None:
    """Say what is wrong at a place that Beancount could not read, if we know it."""
    ligne = source.read_line(lieu)
    if len(ligne) > _LONGUE:
        return None
    sans_commentaire = ligne[: len(source.mask(ligne).partition(";")[0])].rstrip()
    for check in _CHECKS:
        erreur = check(lieu, sans_commentaire)
        if erreur is not None:
            return erreur
    return _opened_above(lieu)


def _quotes(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    if not _COURBES.search(source.mask(ligne)):
        return None
    forme = _COURBES.sub('"', ligne).strip()
    return erreurs.GuillemetsInvalides.at(lieu, forme=forme)


def _opened(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    return erreurs.GuillemetOuvert.at(lieu) if _is_opened(ligne) else None


def _is_opened(ligne: str) -> bool:
    return source.mask(ligne).partition(";")[0].count('"') % 2 == 1


def _opened_above(lieu: Mapping[str, Any]) -> PtceError | None:
    """Find the quote left open above: Beancount stumbles on the next one only.

    A text on several lines opens one line and closes another: these go by pairs.
    """
    lignes = source.read_lines(str(lieu["filename"]))
    # Beancount stumbles after the end when nothing closes the quote.
    dernier = min(int(lieu["lineno"]) - 1, len(lignes))
    ouvertes = [
        numero
        for numero in range(max(1, dernier - _PORTEE), dernier + 1)
        if _is_opened(lignes[numero - 1])
    ]
    if len(ouvertes) % 2 == 0:
        return None
    return erreurs.GuillemetOuvert.at({**lieu, "lineno": ouvertes[-1]})


def _comma(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    visible = source.mask(ligne)
    virgules = {trouve.end() - 1 for trouve in _VIRGULE.finditer(visible)}
    if not virgules:
        return None
    forme = "".join(signe for i, signe in enumerate(ligne) if i not in virgules)
    return erreurs.VirguleEnTrop.at(lieu, forme=forme)


def _indent(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    propre = ligne.lstrip("\u00a0\u202f \t")
    premier = propre.partition(" ")[0]
    if ligne[:1] in (" ", "\t") or not (root_of(premier) or _CLE.fullmatch(premier)):
        return None
    return erreurs.RetraitManquant.at(lieu, forme=f"  {propre}")


def _account(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    compte = find_account(ligne)
    return explain_account(lieu, compte) if compte else None


def _hard_space(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    if not _INSECABLES.search(source.mask(ligne)):
        return None
    return erreurs.EspaceInsecable.at(lieu, forme=_INSECABLES.sub(" ", ligne).strip())


def _rest(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    trouve = _RESTE.search(source.mask(ligne))
    if not trouve:
        return None
    return erreurs.MotIncompris.at(lieu, mot=ligne[trouve.start("reste") :])


_CHECKS: tuple[Callable[[Mapping[str, Any], str], PtceError | None], ...] = (
    _quotes,
    _opened,
    explain_header,
    explain_key,
    _indent,
    explain_unit_alone,
    _account,
    explain_quantity,
    _comma,
    _hard_space,
    _rest,
)
