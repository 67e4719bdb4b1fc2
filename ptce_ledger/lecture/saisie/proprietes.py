"""Lines « clé: valeur » as a hand types them: the name of the key, its value."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres
from ptce_ledger.erreurs import syntaxe as erreurs
from ptce_ledger.lecture.saisie.intitules import root_of
from ptce_ledger.mots.codes import fold_code
from ptce_ledger.mots.nombres import NOMBRE
from ptce_ledger.mots.nombres import read_nombre
from ptce_ledger.registre.directives import CLES
from ptce_ledger.registre.directives import CLES_D_ECRITURE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.valeurs import malformed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.erreurs.base import PtceError

#: A key that Beancount knows as one touches its colon; a hand may leave a space.
_LIGNE = re.compile(
    r"\s+(?P<cle>[^\W\d][^:\"=]*?)\s*(?P<signe>:)(?P<valeur>\s.*|\".*|)$"
)
#: It may as well forget the colon.
_SANS_DEUX_POINTS = re.compile(
    r"\s+(?P<cle>[a-z][\w-]*)\s*(?P<signe>=?)\s*(?P<valeur>\".*)$"
)
_POURCENT = re.compile(rf"({NOMBRE})\s*%")
#: What is no text: an amount, a number, a date, a word of Beancount, a tag.
_SANS_GUILLEMETS = re.compile(r"[\d+\-(\"#^]|(?:TRUE|FALSE|NULL)\b|[A-Z]{3,}$")
_GENRES = {**CLES, **CLES_D_ECRITURE}


def explain_key(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    """Say what is wrong in the line of a key, if it is one and something is."""
    trouve = _LIGNE.match(ligne) or _SANS_DEUX_POINTS.match(ligne)
    if not trouve or root_of(f"{trouve['cle']}:"):
        return None
    cle, ecrit = fold_code(trouve["cle"]), trouve["valeur"].strip()
    if ligne.strip().startswith(f"{cle}:"):
        return _explain_value(lieu, cle, ecrit)
    if trouve["signe"] != ":" and cle not in _GENRES:
        return None
    juste = ecrit if _is_written(cle, ecrit) else f'"{ecrit}"'
    forme = f"{cle}: {juste}".rstrip()
    return erreurs.CleMalEcrite.at(lieu, cle=trouve["cle"], forme=forme)


def _explain_value(lieu: Mapping[str, Any], cle: str, ecrit: str) -> PtceError | None:
    pourcent = _POURCENT.fullmatch(ecrit)
    if pourcent and (nombre := read_nombre(pourcent[1])):
        part = format((Decimal(nombre) / 100).normalize(), "f")
        return nombres.PourcentInvalide.at(lieu, forme=f"{cle}: {part}")
    if _is_written(cle, ecrit):
        return None
    if not _is_text(cle):
        return malformed(lieu, None, cle, _GENRES[cle], ecrit)
    return erreurs.GuillemetsManquants.at(lieu, texte=ecrit, forme=f'{cle}: "{ecrit}"')


def _is_written(cle: str, ecrit: str) -> bool:
    """Tell whether a value has the quotes it needs."""
    sure = _SANS_GUILLEMETS.match(ecrit) and not (cle in _GENRES and _is_text(cle))
    return not ecrit or '"' in ecrit or bool(sure)


def _is_text(cle: str) -> bool:
    genre = _GENRES.get(cle, TEXTE)
    return isinstance(genre, Choix) or genre in (TEXTE, REFERENCE)
