"""Quotes: where the texts of a line begin and end, and what closes them.

What is between straight quotes is someone's text, and a comment is nobody's business:
nothing is written again in them.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.erreurs.syntaxe import GuillemetOuvert
from ptce_ledger.erreurs.syntaxe import GuillemetsInvalides
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.coquille import of_line
from ptce_ledger.lecture.saisie.ligne import TEXTE
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_ledger.lecture.saisie.ligne import LigneTypee

#: Opening sign → those that may close it. Word sometimes writes the same twice.
_FERMANTS = {"“": "”“", "”": "”", "„": "“”", "«": "»"}
_COURBES = "“”„«»"
#: Straight but simple, around words.
_SIMPLES = re.compile(r"(?<![\w’'])'(?=[^']*')|(?<=[^\s'])'(?![\w'])")
_BORD = " \u00a0\u202f"
_RACINES = "(?:Assets|Liabilities|Equity|Income|Expenses)"
#: In a text, what shows that its closing quote is missing.
_AVALE = re.compile(
    r"\n[ \t]*\d{4}[-/]\d\d[-/]\d\d[ \t]+(?:[*!]|txn[ \t]|(?:custom|event|query)[ \t]*\"$"
    r"|(?:commodity|price)[ \t]+[A-Z]"
    rf"|(?:open|close|balance|pad|note|document)[ \t]+{_RACINES}:)"
    rf"|\n[ \t]*(?:[*!][ \t]+)?{_RACINES}:[\w:-]+[ \t]*(?:\n|[ \t]-?\d)"
    r"|\n[ \t]+[a-z][\w-]*:[ \t]*\"$"
    r"|\n(?:include|option|plugin)[ \t]*\"$"
)
#: How far above a quote left open may be.
_PORTEE = 200
_ECRIRE = later("Écrivez :")
_DELIMITER = later(
    "Mettez chaque texte entre deux guillemets droits, sans autre dedans."
)


class Morceau(NamedTuple):
    """A piece of a line: outside of texts (« code »), a text, or the comment."""

    genre: str
    texte: str


def cut(ligne: str, *, dedans: bool = False) -> tuple[list[Morceau], bool]:
    """Cut a line at its straight quotes; tell whether it ends inside a text.

    >>> [m.genre for m in cut('  piece: "a;b" ; note')[0]]
    ['code', 'texte', 'code', 'commentaire']
    """
    morceaux: list[Morceau] = []
    debut = i = 0
    while i < len(ligne):
        signe = ligne[i]
        if dedans and signe == "\\":
            i += 1
        elif signe == '"':
            fin = i + 1 if dedans else i
            morceaux.append(Morceau("texte" if dedans else "code", ligne[debut:fin]))
            debut, dedans = fin, not dedans
        elif not dedans and signe == ";":
            morceaux.append(Morceau("code", ligne[debut:i]))
            morceaux.append(Morceau("commentaire", ligne[i:]))
            return [m for m in morceaux if m.texte], False
        elif not dedans and signe in _COURBES and (fin := _close(ligne, i)):
            # A « ; » between curly quotes starts no comment.
            i = fin
        i += 1
    morceaux.append(Morceau("texte" if dedans else "code", ligne[debut:]))
    return [m for m in morceaux if m.texte], dedans


def on_code(change: Callable[[str], str], ligne: str) -> str:
    """Change a line where it is neither a text nor a comment."""
    return "".join(
        change(m.texte) if m.genre == "code" else m.texte for m in cut(ligne)[0]
    )


def _close(ligne: str, debut: int) -> int:
    """Find the end of a text between curly quotes, or 0 when it is not sure.

    It is when no other quote is inside, and nothing is glued to either end: before it
    is a space, a key or another text.
    """
    fermants = _FERMANTS.get(ligne[debut])
    avant = ligne[debut - 1 : debut] if debut else ""
    if fermants is None or not (avant in ("", ":", '"') or avant.isspace()):
        return 0
    for i in range(debut + 1, len(ligne)):
        if ligne[i] in fermants:
            return (
                i if ligne[i + 1 : i + 2] in ("", " ", "\t", "\r", ";", "“", "«") else 0
            )
        if ligne[i] in _COURBES or ligne[i] in '"\\':
            return 0
    return 0


def straighten(code: str) -> str:
    """Make straight the curly quotes that surely delimit a text.

    >>> straighten("2025-01-31 * “Région” « Solde »")
    '2025-01-31 * "Région" "Solde"'
    """
    propre, i = "", 0
    while i < len(code):
        fin = _close(code, i) if code[i] in _COURBES else 0
        if fin:
            texte = code[i + 1 : fin]
            propre += f'"{texte.strip(_BORD) if code[i] == "«" else texte}"'
            i = fin
        else:
            propre += code[i]
        i += 1
    return propre


def explain_quotes(ligne: LigneTypee) -> Coquille | None:
    """Report quotes that are not straight and double."""
    droite = on_code(straighten, ligne.brut)
    if any(
        m.genre == "code" and not set(_COURBES).isdisjoint(m.texte)
        for m in cut(droite)[0]
    ):
        raison = "on ne sait pas où ce texte commence et finit"
        mots = {"remede": _DELIMITER}
        return Coquille(GuillemetsInvalides, 0, 0, doute=raison, mots=mots)
    sure = droite != ligne.brut
    if not sure:
        droite = on_code(lambda code: _SIMPLES.sub('"', code), ligne.brut)
        if droite == ligne.brut:
            return None
    coquille = of_line(GuillemetsInvalides, ligne, 0, droite, sure=sure, remede=_ECRIRE)
    return coquille._replace(forme=ligne.with_text(droite).utile.strip())


def explain_open_quote(ligne: LigneTypee) -> Coquille | None:
    """Report a text whose closing quote is missing: it swallows what follows."""
    if ligne.ignoree:
        return None
    for trouve in TEXTE.finditer(_uncomment(ligne)):
        if not trouve[2] or _AVALE.search(trouve[0]):
            return Coquille(GuillemetOuvert, trouve.start(), trouve.start())
    return None


def _uncomment(ligne: LigneTypee) -> str:
    """Give the line without its comments, its texts as they are."""
    return "".join(
        vu if masque != " " else " "
        for vu, masque in zip(ligne.brut, ligne.code, strict=True)
    )


def explain_odd_quote(ligne: LigneTypee) -> Coquille | None:
    """Report a line, by itself, that has a quote too few or too many."""
    return Coquille(GuillemetOuvert, 0, 0) if _is_opened(ligne.brut) else None


@functools.lru_cache(maxsize=4 * _PORTEE)
def _is_opened(ligne: str) -> bool:
    return source.mask(ligne).partition(";")[0].count('"') % 2 == 1


def find_opened_above(fichier: str, numero: int) -> int:
    """Find the quote left open above a line: Beancount stumbles on the next one only.

    A text on several lines opens one line and closes another: these go by pairs. It is
    0 when none is left.
    """
    lignes = source.read_lines(fichier)
    # Beancount stumbles after the end when nothing closes the quote.
    dernier = min(numero - 1, len(lignes))
    ouvertes = [
        n
        for n in range(max(1, dernier - _PORTEE), dernier + 1)
        if _is_opened(lignes[n - 1])
    ]
    return ouvertes[-1] if len(ouvertes) % 2 else 0
