"""The cash habit: a payment typed as a product, once its claim has counted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.mots.dits import ACopier
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.partenaires import ARGENT
from ptce_ledger.remarques.partenaires import CREANCES
from ptce_ledger.remarques.partenaires import PRODUIT
from ptce_ledger.remarques.partenaires import Familles
from ptce_ledger.remarques.partenaires import Partenaire
from ptce_ledger.remarques.partenaires import Visages
from ptce_ledger.remarques.postes import Creance
from ptce_ledger.remarques.postes import Ouverts
from ptce_ledger.remarques.postes import Recu
from ptce_ledger.remarques.recopie import replaced
from ptce_ledger.remarques.recopie import with_account
from ptce_ledger.remarques.recopie import write_entry
from ptce_ledger.remarques.regard import euros_of
from ptce_ledger.remarques.regard import place_of
from ptce_ledger.remarques.soldes_de_tiers import SoldesDeTiers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ptce_ledger.remarques.partenaires import PartDue
    from ptce_ledger.remarques.postes import Paiement
    from ptce_ledger.remarques.regard import Regard


class PaiementEnProduit(Remarque):
    """Un paiement est saisi comme un produit, alors que la créance est déjà comptée.

    La ressource se compte une fois : à la facture, à l’appel ou à la notification. Le
    paiement solde ensuite la créance (41 ou 44) et ne touche plus le compte de produits.
    Une créance réglée plus tard, une autre pièce, une autre convention ou un autre projet
    disent que c’est bien un autre produit.
    """

    __slots__ = ()
    constat = "{montant} de {qui} comptés en produit, alors que {compte} attend {reste} du même tiers, comptés le {jour} (ligne {ligne} de {fichier})."
    remede = (
        "Si c’est le paiement de cette créance, il ne compte pas une seconde fois :"
    )
    forme = "{ecriture}"


def iter_creances(regard: Regard) -> Iterator[Remarque]:
    """Follow the claims of everybody, and the products received meanwhile."""
    suivi = _Suivi(regard)
    for entry in regard.livre.entries:
        if type(entry) is Transaction:
            suivi.read(entry)
    yield from suivi.iter_paid()
    yield from suivi.soldes.iter_negative()


class _Suivi:
    """The claims, as the entries go."""

    def __init__(self, regard: Regard) -> None:
        self.regard = regard
        self.familles = Familles(regard)
        self.visages = Visages(regard)
        self.ouverts: defaultdict[str, Ouverts] = defaultdict(Ouverts)
        self.soldes = SoldesDeTiers(regard, self.familles, self.visages)

    def read(self, entry: Transaction) -> None:
        """Take an entry: its products first, then what becomes due or is settled."""
        familles = self.familles.of(entry)
        du = not CREANCES.isdisjoint(familles)
        if not du and (PRODUIT not in familles or ARGENT not in familles):
            return
        parts = self.visages.parts(entry, familles) if du else []
        parts = [self._shared(part) for part in parts]
        recus = []
        if PRODUIT in familles and not is_apart(entry):
            recus = self._products(entry, familles)
        facture = any(part.montant > 0 for part in parts)
        if facture or (not parts and self.familles.receives(entry)):
            for qui, recu in recus:
                if qui and not self._is_crowd(qui):
                    self.ouverts[qui].receive(recu, facture=facture)
        self._move(entry, parts, recus)

    def _shared(self, part: PartDue) -> PartDue:
        """Give to nobody the settlement of just what was carried for nobody."""
        siens, de_tous = self.ouverts[part.qui.cle], self.ouverts[""]
        if de_tous.owes(-part.montant) and not siens.owes(-part.montant):
            return part._replace(qui=Partenaire(""))
        return part

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
        exercice = self.regard.exercice(entry)
        recus = []
        for rang, posting in enumerate(entry.postings):
            montant = euros_of(posting)
            if familles[rang] == PRODUIT and montant is not None and montant < 0:
                qui = self.visages.of(posting, entry)
                recu = Recu(entry, rang, axes[rang], qui.convention, exercice, -montant)
                recus.append((qui.cle, recu))
        return recus

    def _move(
        self,
        entry: Transaction,
        parts: Sequence[PartDue],
        recus: Sequence[tuple[str, Recu]],
    ) -> None:
        comptes = self.regard.livre.releve.comptes
        for part in parts:
            if part.montant > 0:
                siens = [recu for qui, recu in recus if qui == part.qui.cle]
                siens = siens or [recu for _, recu in recus]
                if siens:
                    self.soldes.face(part, siens[0].posting.account)
                compte = comptes[part.posting.account]
                self.ouverts[part.qui.cle].owe(Creance.of(entry, compte, part, siens))
        for part in parts:
            if part.montant < 0:
                reste = self.ouverts[part.qui.cle].settle(-part.montant)
                # A balance carried from before, for nobody in particular.
                reste = self.ouverts[""].settle(reste)
                self.ouverts[part.qui.cle].advance(reste)
        self.soldes.move(entry, parts)

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

    def _paid(self, recu: Recu, poste: Creance, ecriture: ACopier) -> Remarque:
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
