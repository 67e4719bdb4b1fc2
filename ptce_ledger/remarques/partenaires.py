"""Whom a line of the balance sheet is about: claims, money set aside, till and bank.

Facts give no tiers to a claim, since it makes none. Here, a claim, an amount carried
forward and a product face one another: the same rule finds who is behind each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.faits.typees import find_text
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.regard import euros_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.remarques.regard import Regard

#: Families of accounts, by number: what clients and members owe, what funders owe,
#: products received in advance, funds set aside, money.
CLIENTS, FINANCEURS, AVANCE, DEDIES, ARGENT = "41", "44", "487", "19", "5"
PRODUIT = "produit"
CREANCES = frozenset((CLIENTS, FINANCEURS))
REPORTS = frozenset((AVANCE, DEDIES))
#: An invoice yet to be made: the invoice itself may count the product again.
A_ETABLIR = ("418", "4487", "4687")
#: Advances that were received are debts by their own number; taxes are no grants.
_AUTRES = re.compile(r"419|44[24-7]|4419|4486")
#: Where an account has no number, its last word.
_MOTS = (
    ("caisse", ARGENT),
    ("banque", ARGENT),
    ("subvention", FINANCEURS),
    ("creance", CLIENTS),
    ("client", CLIENTS),
    ("adherent", CLIENTS),
)


class Partenaire(NamedTuple):
    """Who a line is about: a code, or the payee as typed; « » when nobody is named."""

    cle: str
    connu: bool = False
    convention: str = ""


class PartDue(NamedTuple):
    """A share of a claim that somebody owes (> 0), or settles (< 0)."""

    qui: Partenaire
    famille: str
    montant: Decimal
    posting: Posting


class Familles(dict[str, str]):
    """The family of each account, found on first use; « » for those of none."""

    def __init__(self, regard: Regard) -> None:
        super().__init__()
        self._comptes = regard.livre.releve.comptes
        self.registre = regard.livre.registre

    def __missing__(self, nom: str) -> str:
        """Find the family of an account and remember it."""
        famille = self[nom] = _family(self._comptes[nom])
        return famille

    def opened(self) -> list[str]:
        """List the accounts of the ledger, in the order of their opening."""
        return list(self._comptes.opens)

    def numbered(self, debut: str) -> str:
        """Name the first account whose number starts so, « » when there is none."""
        return next(
            (n for n in self.opened() if self._comptes[n].numero.startswith(debut)), ""
        )

    def of(self, entry: Transaction) -> list[str]:
        """Give the family of each line of an entry, in order."""
        return [self[posting.account] for posting in entry.postings]

    def receives(self, entry: Transaction) -> bool:
        """Tell an entry by which money comes in."""
        return any(
            self[posting.account] == ARGENT and (euros_of(posting) or ZERO) > 0
            for posting in entry.postings
        )


def _family(compte: Compte) -> str:
    numero = compte.numero
    if compte.role == "produit":
        return PRODUIT
    if compte.role not in ("actif", "bilan") or _AUTRES.match(numero):
        return ""
    if numero:
        if numero.startswith(("4687", "418")):
            return CLIENTS
        if numero.startswith("44") and compte.role != "actif":
            return FINANCEURS if numero.startswith("441") else ""
        connues = (CLIENTS, FINANCEURS, AVANCE, DEDIES, ARGENT)
        return next((f for f in connues if numero.startswith(f)), "")
    mot = fold(compte.nom.rpartition(":")[2])
    trouve = next((famille for clef, famille in _MOTS if clef in mot), "")
    return trouve if compte.role == "actif" else ""


class Visages:
    """Finds who a line is about."""

    def __init__(self, regard: Regard) -> None:
        self._registre = regard.livre.registre
        self._comptes = regard.livre.releve.comptes
        self._plies: dict[str, str] = {}

    def of(self, posting: Posting, entry: Transaction) -> Partenaire:
        """Find who a line is about: typed, else the agreement's funder, else the payee."""
        niveaux = (
            posting.meta or {},
            entry.meta,
            *self._comptes[posting.account].niveaux,
        )
        conventions = self._registre.conventions
        code = find_text(niveaux, "convention") or next(
            (lien for lien in sorted(entry.links or ()) if lien in conventions), ""
        )
        tiers = find_text(niveaux, "tiers")
        if not tiers and code in conventions:
            tiers = conventions[code].financeur
        tiers = tiers or self._registre.tiers_of(entry.payee, entry.date)
        if tiers:
            return Partenaire(tiers, connu=True, convention=code)
        # The payee of an opening entry is nobody.
        if is_apart(entry) or not entry.payee:
            return Partenaire("", convention=code)
        plie = self._plies.get(entry.payee)
        if plie is None:
            plie = self._plies[entry.payee] = f"~{fold(entry.payee)}"
        return Partenaire(plie, convention=code)

    def name(self, cle: str, entry: Transaction) -> str:
        """Say who it is, as the ledger does."""
        return entry.payee or "" if cle[:1] in ("", "~") else self._registre.label(cle)

    def parts(self, entry: Transaction, familles: Sequence[str]) -> list[PartDue]:
        """Share the claims of an entry among those it names, line by line.

        One call for several members has one claim, and a product for each of them.
        """
        lignes = [
            (posting, famille, montant)
            for posting, famille in zip(entry.postings, familles, strict=True)
            if famille in CREANCES and (montant := euros_of(posting))
        ]
        nues = [li for li in lignes if not (li[0].meta or {}).get("tiers")]
        if len(nues) == len(lignes) == 1:
            posting, famille, montant = nues[0]
            nommees = _named(entry)
            if nommees and -sum((m for _, m in nommees), ZERO) == montant:
                return [
                    PartDue(self.of(autre, entry), famille, -m, posting)
                    for autre, m in nommees
                ]
        return [PartDue(self.of(p, entry), f, m, p) for p, f, m in lignes]


def _named(entry: Transaction) -> list[tuple[Posting, Decimal]]:
    """List the lines of an entry that bear a tiers of their own."""
    return [
        (posting, montant)
        for posting in entry.postings
        if (posting.meta or {}).get("tiers")
        and (montant := euros_of(posting)) is not None
    ]
