"""Find the quantities of a line as a hand typed them, each whole: sign, number, unit.

Nothing is ever read of a part of one: a sign that stands far from its digits, behind
them or behind their unit would be dropped. Texts, comments, accounts and dates are to
be hidden before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.alentours import widen
from ptce_ledger.mots.nombres import BLANCS
from ptce_ledger.mots.nombres import SIGNES
from ptce_ledger.mots.nombres import is_written
from ptce_ledger.mots.nombres import read_nombre
from ptce_ledger.mots.nombres import read_pourcent
from ptce_ledger.mots.unites import is_side
from ptce_ledger.mots.unites import read_unite

if TYPE_CHECKING:
    from collections.abc import Iterator

#: All that a hand may put in a number; the signs last: one of them would make a range.
_DE_NOMBRE = f"0-9.,*/()%{SIGNES}"
_PIECE = rf"(?:[{_DE_NOMBRE}]|(?<=[0-9])['’](?=[0-9]))"
_SUITE = rf"(?=[{BLANCS}'’{_DE_NOMBRE}]*[0-9]){_PIECE}++(?:[{BLANCS}]++{_PIECE}++)*+"
_QUANTITE = re.compile(
    rf"(?<![\w:'’{_DE_NOMBRE}])"
    rf"(?:(?:(?P<signe>[{SIGNES}])[{BLANCS}]*+)?(?P<devant>EUR|HEURE|€)[{BLANCS}]*+)?"
    rf"(?P<suite>{_SUITE})"
    rf"(?:[{BLANCS}]*+(?P<unite>€|[^\W\d_]++(?:\.[A-Z]++)?)(?!\w))?"
)
#: The one directive where a currency comes before a number that is not its own.
_PRIX = re.compile(r"\S+[ \t]+price[ \t]+")
#: What ends a run and is not of the number: a comma between the parts of a cost, a flag.
_FIN = re.compile(rf"(?:,|[{BLANCS}]+[*])(?=[{BLANCS}]*[^\s{BLANCS}])")
_DEBUT = re.compile(rf"[,*][{BLANCS}]+")


class Quantite(NamedTuple):
    """A quantity of a line; `nombre` is its number as a ledger wants it, "" in doubt."""

    #: Where it starts, its unit with it when that comes first, and where it ends.
    debut: int
    fin: int
    #: Its number as typed, with what may be its sign.
    ecrit: str
    nombre: str
    #: Its unit as typed, "" for none, and whether it comes first.
    unite: str
    devant: bool

    @property
    def juste(self) -> bool:
        """Tell whether its number is written as a ledger wants it, before its unit."""
        return self.nombre == self.ecrit and not self.devant

    @property
    def monnaie(self) -> str:
        """Give the unit of a ledger that its own stands for, itself at worst."""
        return read_unite(self.unite) or self.unite

    def fin_du_nombre(self, ligne: str) -> int:
        """Give where its number ends, the blanks before its unit left out."""
        fin = self.fin if self.devant else self.fin - len(self.unite)
        return self.debut + len(ligne[self.debut : fin].rstrip(BLANCS))


def iter_quantites(ligne: str) -> Iterator[Quantite]:
    """Yield what a line has for quantities, right or not.

    >>> [q.nombre for q in iter_quantites("- 1 234,56 EUR @@ 12,5 € -")]
    ['-1234.56', '']
    """
    prix = _PRIX.match(ligne)
    for trouve in _QUANTITE.finditer(ligne):
        devant, unite = trouve["devant"] or "", trouve["unite"] or ""
        unites = {read_unite(devant), read_unite(unite)}
        # In a price, what comes first is what is priced.
        autre = prix and prix.end() == trouve.start()
        if not trouve["signe"] and (len(unites) == 1 or autre):
            devant = ""
        yield _read(ligne, trouve, devant, "" if devant and "" in unites else unite)


def read_quantite(texte: str) -> Quantite | None:
    """Read a text that is a quantity and nothing else, with what leaves it in doubt.

    >>> [q and q.nombre for q in map(read_quantite, ("1 200 €", "5,5 € D", "5 francs 2"))]
    ['1200', '', None]
    """
    lue = next(iter_quantites(texte), None)
    entiere = lue and texte in (texte[lue.debut : lue.fin], lue.ecrit)
    return lue if entiere else None


def find_quantite(ligne: str) -> Quantite | None:
    """Find the first quantity of a line whose number a ledger would not read.

    >>> find_quantite("  Expenses:62-Services   1 234,56 EUR").nombre
    '1234.56'
    """
    return next((q for q in iter_quantites(ligne) if not q.juste), None)


def _read(ligne: str, trouve: re.Match[str], devant: str, unite: str) -> Quantite:
    debut, fin = _trim(ligne, trouve)
    suite = ecrit = ligne[debut:fin]
    nombre = _value(ligne, debut, suite, loin=bool(devant))
    if devant:
        debut = trouve.start()
        ecrit = ligne[debut:fin]
        # Two units, or two signs, one on each side of the unit, are none.
        nombre = "" if unite else read_nombre((trouve["signe"] or "") + nombre)
    fin = trouve.end() if unite else fin
    lue = Quantite(debut, fin, ecrit, nombre, devant or unite, bool(devant))
    if lue.juste and lue.monnaie == lue.unite:
        return lue
    autour = widen(ligne, debut, fin)
    if autour == (debut, fin) and not is_side(unite):
        return lue
    return lue._replace(ecrit=ligne[slice(*autour)], nombre="")


def _trim(ligne: str, trouve: re.Match[str]) -> tuple[int, int]:
    """Leave out what is next to a number and is not its own."""
    debut, fin = trouve.span("suite")
    if tete := _DEBUT.match(ligne, debut):
        debut = tete.end()
    queue = None if trouve["unite"] else _FIN.search(ligne, fin - 2)
    if queue and queue.end() == fin:
        fin = debut + len(ligne[debut : queue.start()].rstrip(BLANCS))
    return debut, fin


def _value(ligne: str, debut: int, suite: str, *, loin: bool) -> str:
    """Read a number where it stands in a line, or give "" in doubt.

    After one space only, its first digits may as well end the name of the account.
    """
    if is_written(suite):
        return suite
    avant = ligne[max(0, debut - 2) : debut]
    colle = re.fullmatch(r"\S[^\S\t]", avant) and not re.fullmatch(r'[:@~{"] ', avant)
    if colle and not loin and re.search(rf"[{BLANCS}'’]", suite):
        return ""
    return read_nombre(suite) or read_pourcent(suite)
