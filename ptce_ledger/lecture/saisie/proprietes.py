"""Lines « clé: valeur » as a hand types them: the name of the key, its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres
from ptce_ledger.erreurs import syntaxe as erreurs
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.intitules import root_of
from ptce_ledger.mots.codes import fold_code
from ptce_ledger.mots.nombres import read_pourcent
from ptce_ledger.mots.unites import is_side
from ptce_ledger.mots.unites import read_unite
from ptce_ledger.registre.directives import CLES
from ptce_ledger.registre.directives import CLES_D_ECRITURE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.valeurs import judge

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

#: A key that Beancount knows as one touches its colon; a hand may leave a space.
_LIGNE = re.compile(
    r"\s+(?P<cle>[^\W\d][^:\"=]*?)\s*(?P<signe>:)(?P<valeur>\s.*|\".*|)$"
)
#: It may as well forget the colon.
_SANS_DEUX_POINTS = re.compile(
    r"\s+(?P<cle>[a-z][\w-]*)\s*(?P<signe>=?)\s*(?P<valeur>\".*)$"
)
#: What is no text: an amount, a number, a date, a word of Beancount, a tag.
_SANS_GUILLEMETS = re.compile(r"[\d+\-(\"#^]|(?:TRUE|FALSE|NULL)\b|[A-Z]{3,}$")
_CHIFFRE = re.compile(r"[0-9]")
_MOTS = re.compile(r"[^\W\d_]+(?:\.[A-Z]+)?")
_GENRES = {**CLES, **CLES_D_ECRITURE}


def explain_key(ligne: LigneTypee) -> Coquille | None:
    """Report what is wrong in the line of a key, if it is one and something is."""
    utile = ligne.utile
    trouve = _LIGNE.match(utile) or _SANS_DEUX_POINTS.match(utile)
    if not trouve or root_of(f"{trouve['cle']}:"):
        return None
    cle, ecrit = fold_code(trouve["cle"]), trouve["valeur"].strip()
    debut, fin = trouve.start("cle"), len(utile)
    if utile.strip().startswith(f"{cle}:"):
        return _explain_value(debut, fin, cle, ecrit)
    if trouve["signe"] != ":" and cle not in _GENRES:
        return None
    juste = ecrit if _is_written(cle, ecrit) else f'"{ecrit}"'
    forme, mots = f"{cle}: {juste}".rstrip(), {"cle": trouve["cle"]}
    return Coquille(erreurs.CleMalEcrite, debut, fin, forme, mots=mots)


def _explain_value(debut: int, fin: int, cle: str, ecrit: str) -> Coquille | None:
    if part := read_pourcent(ecrit):
        return Coquille(nombres.PourcentInvalide, debut, fin, f"{cle}: {part}")
    if _is_written(cle, ecrit):
        return None
    if not _is_text(cle):
        faute, mots = judge(cle, _GENRES[cle], ecrit)
        return Coquille(faute, debut, fin, mots=mots)
    forme, texte = f'{cle}: "{ecrit}"', {"texte": ecrit}
    return Coquille(erreurs.GuillemetsManquants, debut, fin, forme, mots=texte)


def _is_written(cle: str, ecrit: str) -> bool:
    """Tell whether a value has the quotes it needs."""
    nue = _SANS_GUILLEMETS.match(ecrit) or _is_figure(ecrit)
    sure = nue and not (cle in _GENRES and _is_text(cle))
    return not ecrit or '"' in ecrit or bool(sure)


def _is_figure(ecrit: str) -> bool:
    """Tell a value that has no other words than units, and some digits."""
    mots = _MOTS.findall(ecrit)
    return bool(_CHIFFRE.search(ecrit)) and all(
        read_unite(m) or is_side(m) for m in mots
    )


def _is_text(cle: str) -> bool:
    genre = _GENRES.get(cle, TEXTE)
    return isinstance(genre, Choix) or genre in (TEXTE, REFERENCE)
