"""What each owes in all: a claim below zero, more received than asked."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.faits.typees import find_text
from ptce_ledger.mots.dits import ACopier
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.partenaires import CREANCES
from ptce_ledger.remarques.partenaires import FINANCEURS
from ptce_ledger.remarques.partenaires import PRODUIT
from ptce_ledger.remarques.partenaires import Familles
from ptce_ledger.remarques.partenaires import Visages
from ptce_ledger.remarques.recopie import on_account
from ptce_ledger.remarques.recopie import write_entry
from ptce_ledger.remarques.regard import euros_of
from ptce_ledger.remarques.regard import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.remarques.partenaires import PartDue
    from ptce_ledger.remarques.regard import Regard

#: Paid before it is asked, as whoever types it says.
_AVANCE = re.compile(r"avance|acompte")
#: Losses on claims, and claims in doubt.
_PERTES = ("654", "67", "416", "491")


class CreanceNegative(Remarque):
    """Une créance passe sous zéro, et y reste : plus a été reçu que demandé.

    La facture, l’appel ou la notification n’est pas saisi, ou le paiement l’est deux
    fois. Une avance, que la facture solde ensuite, n’est pas signalée.
    """

    __slots__ = ()
    constat = "{compte} : {qui} a versé {montant} de plus que ce qui lui est demandé."
    remede = "Cherchez un paiement saisi deux fois, ou un mauvais tiers. Si la facture, l’appel ou la notification manque, écrivez-le : c’est lui le produit."
    forme = "{ecriture}"


class SoldesDeTiers:
    """The balance of each, as the entries go."""

    def __init__(self, regard: Regard, familles: Familles, visages: Visages) -> None:
        self.regard = regard
        self.familles = familles
        self.visages = visages
        #: By family and person: the balance, and the last line that took it below zero.
        self.soldes: defaultdict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
        self.passages: dict[tuple[str, str], tuple[Transaction, Posting, Decimal]] = {}
        #: By family, what is of nobody that the register knows.
        self.anonymes: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        #: Those a claim was made on, under that name.
        self.nommes: set[str] = set()
        #: The product that each last owed for, and that each account of claims last had.
        self.produits: dict[str, str] = {}

    def face(self, part: PartDue, produit: str) -> None:
        """Keep for which product somebody owes."""
        self.produits[part.qui.cle] = produit
        self.produits[part.posting.account] = produit

    def move(self, entry: Transaction, parts: Sequence[PartDue]) -> None:
        """Take the claims of an entry, those of one person together."""
        sommes: dict[tuple[str, str], Decimal] = {}
        lignes: dict[tuple[str, str], Posting] = {}
        for part in parts:
            cas = part.famille, part.qui.cle
            if not part.qui.connu:
                self.anonymes[part.famille] += part.montant
            sommes[cas] = sommes.get(cas, ZERO) + part.montant
            lignes.setdefault(cas, part.posting)
        for cas, somme in sommes.items():
            avant = self.soldes[cas]
            self.soldes[cas] = avant + somme
            if somme > 0:
                self.nommes.add(cas[1])
            if avant >= 0 > avant + somme:
                self.passages[cas] = entry, lignes[cas], avant

    def iter_negative(self) -> Iterator[Remarque]:
        """Yield the claims below zero at the end, that no unnamed claim explains."""
        registre = self.regard.livre.registre
        libres = self.anonymes.copy()
        for famille in sorted(CREANCES):
            soldes = {c: s for (f, c), s in self.soldes.items() if f == famille}
            suspects = sorted(
                (self.passages[famille, c][0].date, c)
                for c, s in soldes.items()
                if s < 0 and (c in registre.tiers or c in self.nommes)
            )
            for _, cle in suspects:
                # A call typed for all, or a balance taken over, may be theirs.
                couvert = min(max(libres[famille], ZERO), -soldes[cle])
                libres[famille] -= couvert
                if manque := -soldes[cle] - couvert:
                    yield from self._negative(famille, cle, manque)
            if not suspects and sum(soldes.values(), ZERO) < 0:
                cle = min(soldes, key=lambda c: soldes[c])
                yield from self._negative(famille, cle, -sum(soldes.values(), ZERO))

    def _negative(self, famille: str, cle: str, manque: Decimal) -> Iterator[Remarque]:
        entry, posting, avant = self.passages[famille, cle]
        if self._is_explained(entry, avance=avant == 0 and cle not in self.nommes):
            return
        yield CreanceNegative.at(
            place_of(posting, entry),
            entry,
            compte=posting.account,
            qui=self.visages.name(cle, entry),
            montant=Montant(manque, EURO),
            ecriture=self._missing(entry, posting, cle, manque),
        )

    def _is_explained(self, entry: Transaction, *, avance: bool) -> bool:
        """Tell why a claim may be below zero: what is said of it, or what faces it.

        A credit note on what was paid leaves a debt; a loss is of a claim made before
        the books; an opening balance is what it was. `avance` tells who owed nothing.
        """
        if is_apart(entry):
            return True
        if avance and _AVANCE.search(fold(f"{entry.narration}")):
            return True
        for posting in entry.postings:
            compte = self.regard.livre.releve.comptes[posting.account]
            montant = euros_of(posting) or ZERO
            if compte.role == PRODUIT and montant > 0:
                return True
            if compte.numero.startswith(_PERTES):
                return True
        return False

    def _missing(
        self, entry: Transaction, posting: Posting, cle: str, manque: Decimal
    ) -> ACopier:
        """Write the claim that is missing, on the product that it last had."""
        produit = (
            self.produits.get(cle)
            or self.produits.get(posting.account)
            or self._any_product(self.familles[posting.account])
        )
        if not produit:
            return ACopier(())
        meta: dict[str, Any] = dict(posting.meta or {})
        lignes = [
            on_account(posting.account, manque, EURO)._replace(meta=meta),
            on_account(produit, -manque, EURO)._replace(meta=meta),
        ]
        return write_entry(entry, lignes, piece=None)

    def _any_product(self, famille: str) -> str:
        """Name a product that such a claim may be of."""
        comptes = self.regard.livre.releve.comptes
        produits = [n for n in self.familles.opened() if self.familles[n] == PRODUIT]
        types = {
            nom: find_text(comptes[nom].niveaux, "type") == "subventions"
            for nom in produits
        }
        siens = [n for n in produits if types[n] == (famille == FINANCEURS)]
        return next(iter(siens), "")
