"""The cash habit: a payment typed as a product, a claim below zero."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Transaction

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.mots.dits import Bloc
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.partenaires import ARGENT
from ptce_ledger.remarques.partenaires import CREANCES
from ptce_ledger.remarques.partenaires import PRODUIT
from ptce_ledger.remarques.partenaires import Familles
from ptce_ledger.remarques.partenaires import Visages
from ptce_ledger.remarques.postes import Ouverts
from ptce_ledger.remarques.postes import Poste
from ptce_ledger.remarques.postes import Recu
from ptce_ledger.remarques.recopie import on_account
from ptce_ledger.remarques.recopie import replaced
from ptce_ledger.remarques.recopie import with_account
from ptce_ledger.remarques.recopie import write_entry
from ptce_ledger.remarques.regard import euros_of
from ptce_ledger.remarques.regard import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting

    from ptce_ledger.remarques.partenaires import Part
    from ptce_ledger.remarques.postes import Paiement
    from ptce_ledger.remarques.regard import Regard

#: Paid before it is asked, as whoever types it says.
_AVANCE = re.compile(r"avance|acompte")
#: Losses on claims, and claims in doubt.
_PERTES = ("654", "67", "416", "491")


class PaiementEnProduit(Remarque):
    """Un paiement est saisi comme un produit, alors que la créance est déjà comptée.

    La ressource se compte une fois : à la facture, à l’appel ou à la notification. Le
    paiement solde ensuite la créance (41 ou 44) et ne touche plus le compte de produits.
    Une créance réglée plus tard, une autre pièce, une autre convention ou un autre projet
    disent que c’est bien un autre produit.
    """

    __slots__ = ()
    constat = "{montant} de {qui} en produit : {compte} attend aussi {reste} de ce tiers, comptés le {jour} (ligne {ligne} de {fichier})."
    remede = (
        "Si c’est le paiement de cette créance, il ne compte pas une seconde fois :"
    )
    forme = "{ecriture}"


class CreanceNegative(Remarque):
    """Une créance passe sous zéro, et y reste : plus a été reçu que demandé.

    La facture, l’appel ou la notification n’est pas saisi, ou le paiement l’est deux
    fois. Une avance, que la facture solde ensuite, n’est pas signalée.
    """

    __slots__ = ()
    constat = "{compte} : {qui} a versé {montant} de plus que ce qui lui est demandé."
    remede = "Cherchez un paiement saisi deux fois, ou un mauvais tiers. Si la facture, l’appel ou la notification manque, écrivez-le : c’est lui le produit."
    forme = "{ecriture}"


def iter_creances(regard: Regard) -> Iterator[Remarque]:
    """Follow the claims of everybody, and the products received meanwhile."""
    suivi = _Suivi(regard)
    for entry in regard.livre.entries:
        if type(entry) is Transaction:
            suivi.read(entry)
    yield from suivi.iter_paid()
    yield from suivi.iter_negative()


class _Suivi:
    """The claims, as the entries go."""

    def __init__(self, regard: Regard) -> None:
        self.regard = regard
        self.familles = Familles(regard)
        self.visages = Visages(regard)
        self.ouverts: defaultdict[str, Ouverts] = defaultdict(Ouverts)
        #: By family and person: the balance, and the last line that took it below zero.
        self.soldes: defaultdict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
        self.passages: dict[tuple[str, str], tuple[Transaction, Posting, Decimal]] = {}
        #: Those a claim was made on, under that name.
        self.nommes: set[str] = set()
        #: The product that each last owed for, and that each account of claims last had.
        self.produits: dict[str, Posting] = {}

    def read(self, entry: Transaction) -> None:
        """Take an entry: its products first, then what becomes due or is settled."""
        familles = self.familles.of(entry)
        du = not CREANCES.isdisjoint(familles)
        if not du and (PRODUIT not in familles or ARGENT not in familles):
            return
        parts = self.visages.parts(entry, familles) if du else []
        recus = []
        if PRODUIT in familles and not is_apart(entry):
            recus = self._products(entry, familles)
        facture = any(part.montant > 0 for part in parts)
        if facture or (not parts and self.familles.receives(entry)):
            for qui, recu in recus:
                if qui and not self._is_crowd(qui):
                    self.ouverts[qui].receive(recu, facture=facture)
        self._move(entry, parts, recus)

    def _is_crowd(self, cle: str) -> bool:
        """Tell a tiers that is many people: equal amounts among them mean nothing."""
        tiers = self.regard.livre.registre.tiers.get(cle)
        return (
            tiers is not None and not tiers.periodes and tiers.origine == "particuliers"
        )

    def _products(
        self, entry: Transaction, familles: Sequence[str]
    ) -> list[tuple[str, Recu]]:
        axes = self.regard.livre.releve.affectation.resolve_entry(entry)
        recus = []
        for rang, posting in enumerate(entry.postings):
            montant = euros_of(posting)
            if familles[rang] == PRODUIT and montant is not None and montant < 0:
                qui = self.visages.of(posting, entry)
                recu = Recu(entry, rang, axes[rang], qui.convention, -montant)
                recus.append((qui.cle, recu))
        return recus

    def _move(
        self,
        entry: Transaction,
        parts: Sequence[Part],
        recus: Sequence[tuple[str, Recu]],
    ) -> None:
        comptes = self.regard.livre.releve.comptes
        sommes: dict[tuple[str, str], Decimal] = {}
        for part in parts:
            cas = part.famille, part.qui.cle
            sommes[cas] = sommes.get(cas, ZERO) + part.montant
            if part.montant < 0:
                continue
            siens = [recu for qui, recu in recus if qui == part.qui.cle]
            siens = siens or [recu for _, recu in recus]
            if siens:
                self.produits[part.qui.cle] = siens[0].posting
                self.produits[part.posting.account] = siens[0].posting
            compte = comptes[part.posting.account]
            convention = part.qui.convention
            self.ouverts[part.qui.cle].owe(
                Poste(
                    entry,
                    compte,
                    part.famille,
                    part.montant,
                    part.montant,
                    convention,
                    siens,
                )
            )
        for part in parts:
            if part.montant < 0:
                self.ouverts[part.qui.cle].settle(-part.montant)
        for (famille, cle), somme in sommes.items():
            avant = self.soldes[famille, cle]
            self.soldes[famille, cle] = avant + somme
            if somme > 0:
                self.nommes.add(cle)
            if avant >= 0 > avant + somme:
                ligne = next(
                    p.posting for p in parts if (p.famille, p.qui.cle) == (famille, cle)
                )
                self.passages[famille, cle] = entry, ligne, avant

    def iter_paid(self) -> Iterator[Remarque]:
        """Yield the products that paid a claim, with their whole entry put right."""
        par_ecriture: dict[int, list[Paiement]] = {}
        for ouverts in self.ouverts.values():
            for paiement in ouverts.paiements:
                cle = id(paiement.recu.entry)
                par_ecriture.setdefault(cle, []).append(paiement)
        for paiements in par_ecriture.values():
            entry = paiements[0].recu.entry
            lignes = {
                recu.rang: with_account(recu.posting, poste.compte.nom)
                for recu, poste in paiements
            }
            ecriture = write_entry(entry, replaced(entry, lignes), type=None)
            for recu, poste in paiements:
                yield self._paid(recu, poste, ecriture)

    def _paid(self, recu: Recu, poste: Poste, ecriture: Bloc) -> Remarque:
        entry = recu.entry
        cle = self.visages.of(recu.posting, entry).cle
        return PaiementEnProduit.at(
            place_of(recu.posting, entry),
            entry,
            montant=Montant(recu.montant, EURO),
            qui=self.visages.name(cle, entry),
            compte=poste.compte.nom,
            reste=Montant(poste.montant, EURO),
            jour=Jour(poste.entry.date),
            ligne=poste.entry.meta["lineno"],
            fichier=self.regard.nom(poste.entry.meta),
            ecriture=ecriture,
        )

    def iter_negative(self) -> Iterator[Remarque]:
        """Yield the claims below zero at the end, that no unnamed claim explains."""
        registre = self.regard.livre.registre
        for famille in sorted(CREANCES):
            soldes = {c: s for (f, c), s in self.soldes.items() if f == famille}
            # A call typed for all, or balances taken over, may be theirs.
            couvert = sum(
                (s for c, s in soldes.items() if s > 0 and c not in registre.tiers),
                ZERO,
            )
            suspects = sorted(
                (self.passages[famille, c][0].date, c)
                for c, s in soldes.items()
                if s < 0 and (c in registre.tiers or c in self.nommes)
            )
            for _, cle in suspects:
                manque = -soldes[cle] - couvert
                couvert = max(ZERO, couvert + soldes[cle])
                if manque > 0:
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
    ) -> Bloc:
        """Write the claim that is missing, on the product that it last had."""
        produit = self.produits.get(cle) or self.produits.get(posting.account)
        if produit is None:
            return Bloc(())
        meta: dict[str, Any] = dict(posting.meta or {})
        lignes = [
            on_account(posting.account, manque, EURO)._replace(meta=meta),
            on_account(produit.account, -manque, EURO)._replace(meta=meta),
        ]
        return write_entry(entry, lignes, piece=None)
