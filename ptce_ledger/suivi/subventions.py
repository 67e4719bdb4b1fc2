"""Of which agreement a line of 441, 487 or 19x is: its key, a link, or what it reduces.

Never a guess between two: what nothing explains stays without an agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.faits.typees import find_text
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.releve import Releve

#: Grants to receive, deferred income, dedicated funds.
CREANCE, AVANCE, DEDIES = FAMILLES = ("441", "487", "19")
#: Which way each grows: a claim at the debit, the others at the credit.
_SENS = {CREANCE: 1, AVANCE: -1, DEDIES: -1}
#: What writes a claim off.
PERTES = ("654", "67")


class Imputation(NamedTuple):
    """What a line does to an agreement ("" none): positive where its balance grows."""

    date: datetime.date
    famille: str
    convention: str
    montant: Decimal
    entry: Transaction
    posting: Posting

    @property
    def booked(self) -> Decimal:
        """What it is as Beancount counts it: a debit is positive."""
        return self.montant * _SENS[self.famille]


class Subventions:
    """The lines of 441, 487 and 19x of a book, each of its agreement."""

    def __init__(self, releve: Releve, entries: Iterable[Transaction]) -> None:
        self.releve = releve
        self.registre = releve.registre
        self._pieces: dict[tuple[str, str], list[Imputation]] = {}
        #: Convention → what a loss writes off its claim.
        self.pertes: dict[str, list[Imputation]] = {}
        #: (account, agreement) → balance; (account, tiers) → what has no agreement.
        self._soldes: dict[tuple[str, str], Decimal] = {}
        self.libres: dict[tuple[str, str], Decimal] = {}
        for entry in entries:
            self._take(entry)

    def of(self, convention: str, famille: str) -> list[Imputation]:
        """List what the lines of a class do to an agreement, in order."""
        return self._pieces.get((famille, convention), [])

    def until(self, jour: str) -> Iterator[Imputation]:
        """Yield what was done before a day, written as in a ledger."""
        for pieces in self._pieces.values():
            yield from (p for p in pieces if p.date.isoformat() < jour)

    def codes(self, famille: str) -> set[str]:
        """List the agreements that a class of accounts has lines of."""
        return {code for classe, code in self._pieces if classe == famille}

    def unexplained(self) -> dict[str, Decimal]:
        """Give the balance of each account that no agreement explains, as Beancount's."""
        soldes: dict[str, Decimal] = {}
        for (compte, _), libre in self.libres.items():
            sens = _SENS[family(self.releve, compte)]
            soldes[compte] = soldes.get(compte, ZERO) + libre * sens
        return soldes

    def _take(self, entry: Transaction) -> None:
        pieces: list[Imputation] = []
        for posting in entry.postings:
            famille = family(self.releve, posting.account)
            if famille:
                pieces += self._assign(entry, posting, famille)
        for piece in pieces:
            self._pieces.setdefault((piece.famille, piece.convention), []).append(piece)
        self._write_off(entry, pieces)

    def _assign(
        self, entry: Transaction, posting: Posting, famille: str
    ) -> Iterator[Imputation]:
        """Cut a line between the agreements that it is of."""
        compte, reste = posting.account, read_units(posting)[0] * _SENS[famille]

        def piece(
            code: str, montant: Decimal, *, libre: str | None = None
        ) -> Imputation:
            soldes, cle = (
                (self._soldes, code) if libre is None else (self.libres, libre)
            )
            soldes[compte, cle] = soldes.get((compte, cle), ZERO) + montant
            return Imputation(entry.date, famille, code, montant, entry, posting)

        code, cherche = self._named(entry, posting)
        tiers = self._tiers(entry, posting)
        if code:
            if famille == CREANCE and reste > 0:
                financeur = self.registre.conventions[code].financeur
                avance = min(reste, -self.libres.get((compte, financeur), ZERO))
                if avance > 0:
                    yield piece("", avance, libre=financeur)
                    yield piece(code, -avance)
            yield piece(code, reste)
            return
        if reste < 0 and cherche:
            for sien in dict.fromkeys((tiers, "")):
                pris = min(-reste, self.libres.get((compte, sien), ZERO))
                if pris > 0:
                    yield piece("", -pris, libre=sien)
                    reste += pris
            seule = self._only_open(compte, tiers)
            if seule and reste:
                pris = min(-reste, self._soldes[compte, seule])
                yield piece(seule, -pris)
                reste += pris
        if reste:
            yield piece("", reste, libre=tiers)

    def _named(self, entry: Transaction, posting: Posting) -> tuple[str, bool]:
        """Give the agreement that a key or a link names; whether one may look further."""
        niveaux = (
            posting.meta or {},
            entry.meta,
            *self.releve.comptes[posting.account].niveaux,
        )
        connues = self.registre.conventions
        code = find_text(niveaux, "convention")
        if code in connues:
            return code, False
        liens = sorted(lien for lien in entry.links or () if lien in connues)
        return (liens[0], False) if len(liens) == 1 else ("", not liens)

    def _tiers(self, entry: Transaction, posting: Posting) -> str:
        niveaux = (
            posting.meta or {},
            entry.meta,
            *self.releve.comptes[posting.account].niveaux,
        )
        paye = self.registre.tiers_of(entry.payee, entry.date)
        return find_text(niveaux, "tiers") or paye

    def _only_open(self, compte: str, tiers: str) -> str:
        """Give the only agreement of a funder with an open balance on an account."""
        ouvertes = [
            code
            for (nom, code), solde in self._soldes.items()
            if nom == compte
            and solde > 0
            and self.registre.conventions[code].financeur == tiers
        ]
        return ouvertes[0] if len(ouvertes) == 1 else ""

    def _write_off(self, entry: Transaction, pieces: Iterable[Imputation]) -> None:
        """Tell of the claims that an entry reduces what it does so as a loss."""
        perdu = sum(
            (
                read_units(posting)[0]
                for posting in entry.postings
                if is_loss(self.releve, posting.account)
            ),
            ZERO,
        )
        for piece in pieces:
            if piece.famille == CREANCE and piece.montant < 0 < perdu:
                part = min(perdu, -piece.montant)
                perdu -= part
                if piece.convention:
                    siennes = self.pertes.setdefault(piece.convention, [])
                    siennes.append(piece._replace(montant=part))


def family(releve: Releve, account: str) -> str:
    """Say which of the classes followed an account of the balance sheet is of."""
    compte = releve.comptes[account]
    if compte.role not in ("actif", "bilan"):
        return ""
    return next((f for f in FAMILLES if compte.numero.startswith(f)), "")


def is_loss(releve: Releve, account: str) -> bool:
    """Tell a charge that is a loss: of a claim, or exceptional."""
    compte = releve.comptes[account]
    return compte.role == "charge" and compte.numero.startswith(PERTES)


def is_resource(nature: str, type_: str) -> bool:
    """Tell what an agreement brings: neither what is carried over, nor no resource."""
    return nature == "produit" and type_ not in ("fonds-dedies", "hors-ressources")
