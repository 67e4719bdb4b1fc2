"""The same pole told otherwise: each change of a ledger has a known effect on its figures.

A change is made on the text of a random pole, or on its entries as Beancount reads them;
nothing of the program is called.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Open
from beancount.core.data import Transaction
from proprietes import charger
from proprietes import imprimer
from proprietes import propre
from strategies import BANQUE
from strategies import MANDAT
from strategies import OUVERTURE
from strategies import TYPES_PRODUITS
from strategies import Pole
from strategies import ecrire

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

#: What is added to every code of a pole: their order stays.
PREFIXE = "zz-"
#: The years by which dates move: a leap year stays one.
DECALAGE = 4
_CODE = re.compile(
    r'(?<!echelon: )"(hasard|forge|tisserie|moulin|region|banque|sans-nom|pain|miel|halle|temps'
    r'|surfaces|accord)"'
)
_PART = re.compile(r"^  (pain|miel|halle): ", re.MULTILINE)
_EUROS = re.compile(r"(-?[\d.]+) EUR\b")
_ANNEE = re.compile(r"\b(20\d\d)(?=-\d\d-\d\d)")
_DONNEES = re.compile(r'("ptce-donnees" "[^"]+" )(\d+)')
_RACINE = re.compile(r"\b(Assets|Liabilities|Equity|Income|Expenses):")
_SITUENT = ("projet", "perimetre", "cle")
_SUR_OPEN = (*_SITUENT, "type", "tiers", "origine", "convention", "preuve", "piece")


def rename(texte: str) -> str:
    """Rename every code of a pole."""
    texte = _CODE.sub(rf'"{PREFIXE}\1"', texte)
    return _PART.sub(rf"  {PREFIXE}\1: ", texte)


def scale(texte: str, fois: int) -> str:
    """Multiply every amount in euros."""
    return _EUROS.sub(lambda m: f"{Decimal(m[1]) * fois:f} EUR", texte)


def shift(texte: str) -> str:
    """Move every date, and every year that is declared for."""
    texte = _ANNEE.sub(lambda m: str(int(m[1]) + DECALAGE), texte)
    return _DONNEES.sub(lambda m: f"{m[1]}{int(m[2]) + DECALAGE}", texte)


def split(pole: Pole) -> str:
    """Write an entry for each line that counts for itself, with its own counterpart."""
    return _rewrite(pole, _split)


def _split(entry: Transaction) -> list[Any]:
    comptees = [posting for posting in entry.postings if posting.account != BANQUE]
    racines = {posting.account.partition(":")[0] for posting in comptees}
    if not racines <= {"Income", "Expenses"} or not comptees:
        # Lines of the balance sheet, of class 8 and of mandates count together.
        return [entry]
    contre = next(p for p in entry.postings if p.account == BANQUE)
    entries = []
    for posting in comptees:
        assert posting.units is not None
        siens = [posting, contre._replace(units=-posting.units)]
        # An entry's type goes to those of its lines that may bear it.
        garde = entry.meta
        if garde.get("type") not in _admitted(posting):
            garde = {cle: v for cle, v in garde.items() if cle != "type"}
        entries.append(entry._replace(postings=siens, meta=garde))
    return entries


def move_to_open(pole: Pole) -> str:
    """Have an account of its own say, for each line, what the line and its entry say."""
    ouverts: list[Open] = []

    def move(entry: Transaction) -> list[Any]:
        a_part = any(entry.meta.get(cle) for cle in ("a-nouveau", "cloture"))
        if a_part or any(p.account == MANDAT for p in entry.postings):
            # Whose money it is, and what is apart, are said by entries alone.
            return [entry]
        postings = []
        for posting in entry.postings:
            dits = _said(entry, posting)
            nom = f"{posting.account}:P{len(ouverts)}"
            ouverts.append(Open(dits, OUVERTURE, nom, [], None))
            postings.append(posting._replace(account=nom, meta={}))
        garde = {c: v for c, v in propre(entry.meta).items() if c not in _SUR_OPEN}
        return [entry._replace(postings=postings, meta=garde)]

    texte = _rewrite(pole, move)
    return f"{texte}\n{imprimer(ouverts)}"


def _said(entry: Transaction, posting: Any) -> dict[str, Any]:
    """Join what an entry and a line of it say: the line is nearer."""
    siennes, dites = propre(posting.meta), propre(entry.meta)
    if any(cle in siennes for cle in _SITUENT):
        dites = {cle: v for cle, v in dites.items() if cle not in _SITUENT}
    if dites.get("type") not in _admitted(posting):
        dites.pop("type", None)
    return {c: v for c, v in {**dites, **siennes}.items() if c in _SUR_OPEN}


def _admitted(posting: Any) -> tuple[str, ...]:
    """List the types that an account may take from its entry."""
    racine = posting.account.partition(":")[0]
    return {"Income": TYPES_PRODUITS, "Expenses": ("fonds-dedies",)}.get(racine, ())


def _rewrite(pole: Pole, change: Callable[[Transaction], Iterable[Any]]) -> str:
    """Write again the ledger whose entries change."""
    entries: list[Any] = []
    for entry in charger(pole.ecrire(())).entries:
        entries += change(entry) if isinstance(entry, Transaction) else [entry]
    return ecrire([imprimer(entries)])


def merge(un: Pole, autre: Pole) -> tuple[str, str, str]:
    """Give two poles that share nothing but a calendar, and the pole of both.

    The second takes the head and the phases of the first, and other names for the rest.
    """
    tete, *suite = un.registre
    phases = [bloc for bloc in suite if '"ptce-phase"' in bloc]
    siens = [bloc for bloc in autre.registre[1:] if '"ptce-phase"' not in bloc]
    apart = "\n\n".join([*siens, *autre.comptes, *autre.ecritures])
    apart = _RACINE.sub(r"\1:Autre:", rename(apart))
    # Labels and payees are quoted, and begin with a capital or a space.
    apart = re.sub(r'"( *)(?=[A-ZÀ-Ý])', r'"\1Autre ', apart)
    apart = re.sub(r"\bHEURE(\.EXPERT)?\b", lambda m: f"HEURE.Z{len(m[0])}", apart)
    deuxieme = ecrire([tete, *phases, apart])
    return un.ecrire(), deuxieme, ecrire([*un.blocs, apart])
