"""What an agreement has become on a day: booked, received, spent, justified, left.

Each figure is a `Source`, so that it opens to its lines; None where nothing tells it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import stated
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.sources import PartDeLigne
from ptce_ledger.suivi.subventions import AVANCE
from ptce_ledger.suivi.subventions import CREANCE
from ptce_ledger.suivi.subventions import is_loss
from ptce_ledger.suivi.subventions import is_resource

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.registre.convention import Convention
    from ptce_ledger.suivi.suivi import Suivi

#: The type of what a grant pays to buy what lasts: received, and no produit.
EQUIPEMENT = "subventions-investissement"


@dataclass(frozen=True)
class Execution:
    """An agreement cumulated on a day, from the first entry of the book."""

    suivi: Suivi
    #: As it is in force that day.
    convention: Convention
    au: datetime.date

    @cached_property
    def facts(self) -> list[Fact]:
        """The facts that bear it, up to that day."""
        tous = self.suivi.facts_of_conventions.get(self.convention.code, ())
        return [fact for fact in tous if fact.date <= self.au]

    def stated(self, libelle: str, montant: Decimal) -> list[Fact]:
        """Give what its directive says as a row; none where it is nothing."""
        if not montant:
            return []
        return [stated(self.suivi.releve, self.convention.entry, libelle, montant)]

    def is_own(self, fact: Fact) -> bool:
        """Tell a fact of its own périmètre."""
        if self.convention.projet:
            return fact.projet == self.convention.projet
        return fact.perimetre == "cellule"

    # -- Money ----------------------------------------------------------------------

    @cached_property
    def accorde(self) -> Source:
        """What is granted."""
        return sources.of_facts(self.stated("Accordé", self.convention.montant))

    @cached_property
    def produits(self) -> list[Fact]:
        """What was booked under it as a resource."""
        return [f for f in self.facts if is_resource(f.nature, f.type)]

    @cached_property
    def constate(self) -> Source:
        """What the result has had of it."""
        deja = self.stated("Déjà constaté", self.convention.deja_constate)
        return sources.of_facts([*deja, *self.produits])

    def _balance(self, famille: str) -> Source:
        pieces = self.suivi.subventions.of(self.convention.code, famille)
        siennes = (p for p in pieces if p.date <= self.au)
        parts = (PartDeLigne(p.entry, p.posting, p.montant) for p in siennes)
        return sources.of_postings(self.suivi.releve, parts)

    @cached_property
    def pca(self) -> Source:
        """What is deferred to later years."""
        return self._balance(AVANCE)

    @cached_property
    def creance(self) -> Source:
        """What the funder still owes; negative, an advance."""
        return self._balance(CREANCE)

    @cached_property
    def pertes(self) -> Source:
        """What was written off its claim: neither received nor spent."""
        pieces = self.suivi.subventions.pertes.get(self.convention.code, ())
        parts = (
            PartDeLigne(p.entry, p.posting, p.montant)
            for p in pieces
            if p.date <= self.au
        )
        return sources.of_postings(self.suivi.releve, parts)

    @cached_property
    def comptabilise(self) -> Source:
        """What was booked of it, for this year or for later ones."""
        return self.constate.plus(self.pca)

    @cached_property
    def encaisse(self) -> Source:
        """What was received: an investment grant too, though it is no resource."""
        recu = self.comptabilise.less(self.creance).less(self.pertes)
        equipement = [f for f in self.facts if f.type == EQUIPEMENT]
        return recu.plus(sources.of_facts(equipement))

    @cached_property
    def reste_a_percevoir(self) -> Source:
        """What is left to receive of what is granted."""
        return self.accorde.less(self.encaisse)

    # -- Expenses -------------------------------------------------------------------

    @cached_property
    def charges(self) -> list[Fact]:
        """Its charges, losses apart; of a shared one, the part that it pays for."""
        comptes = self.suivi.releve
        # That of the cell pays for all the parts of a line that bears it.
        entiere = not self.convention.projet
        return [
            fact
            for fact in self.facts
            if fact.nature == "charge"
            and not is_loss(comptes, fact.compte)
            and (self.is_own(fact) or (entiere and fact.cle))
        ]

    @cached_property
    def out_of_period(self) -> list[Fact]:
        """Its charges before its first day or after its last: they count, and are told."""
        debut, fin = self.convention.debut, self.convention.fin
        return [
            fact
            for fact in self.charges
            if (debut and fact.date < debut) or (fin and fact.date > fin)
        ]

    @cached_property
    def direct(self) -> Source:
        """What was spent in its own périmètre, the spent before the book included."""
        deja = self.stated("Déjà dépensé", self.convention.deja_depense)
        return sources.of_facts([*deja, *(f for f in self.charges if not f.cle)])

    @cached_property
    def reparti(self) -> Source:
        """What was spent through a key."""
        return sources.of_facts([f for f in self.charges if f.cle])

    @cached_property
    def forfait(self) -> Source:
        """Indirect costs at a flat rate, over the direct ones of the book."""
        siennes = [f for f in self.charges if not f.cle]
        return sources.of_shares(siennes, self.convention.taux_indirects)

    @cached_property
    def depense(self) -> Source:
        """All that was spent."""
        return self.direct.plus(self.reparti).plus(self.forfait)

    @cached_property
    def justifie(self) -> Source:
        """What of it has a voucher, at most what was spent."""
        tous = sources.of_facts([f for f in self.charges if f.preuve == "justifie"])
        plafond = self.direct.plus(self.reparti).total()
        trop = tous.total() - plafond
        return tous.less(sources.of_facts(self.stated("Plafond", max(trop, ZERO))))

    @cached_property
    def in_kind(self) -> list[Fact]:
        """What was given under it without money, in its périmètre."""
        return [f for f in self.facts if f.nature == "contribution" and self.is_own(f)]

    @cached_property
    def contributions(self) -> Source:
        """What it is worth."""
        return sources.of_facts(self.in_kind)

    # -- What the grant pays ----------------------------------------------------------

    def _paid(self, *couts: Source) -> Source:
        """Give the share of some costs that the grant pays, rounded once."""
        siens = list(couts)
        if self.convention.avec_contributions:
            siens.append(self.contributions)
        signes = [
            fact if terme.signe > 0 else fact._replace(montant=-fact.montant)
            for source in siens
            for terme in source.termes
            for fact in terme.case.facts
        ]
        return sources.of_shares(signes, self.convention.part_financee)

    @cached_property
    def droit(self) -> Source:
        """What its costs entitle to, above what is granted or not."""
        return self._paid(self.depense)

    @cached_property
    def emploi(self) -> Source | None:
        """What is spent of it; None where its expenses are not all tagged."""
        if not self.convention.affectee:
            return None
        voulu = min(self.convention.montant, max(self.droit.total(), ZERO))
        trop = self.stated("Au-delà de l’accordé", self.droit.total() - voulu)
        return self.droit.less(sources.of_facts(trop))

    @cached_property
    def reste_a_employer(self) -> Source | None:
        """What is left to spend of what is granted."""
        return None if self.emploi is None else self.accorde.less(self.emploi)

    @cached_property
    def depassement(self) -> Source | None:
        """What its costs entitle to beyond what is granted."""
        if self.emploi is None:
            return None
        trop = self.droit.less(self.accorde)
        return trop if trop.total() > 0 else Source()

    @cached_property
    def reste_a_justifier(self) -> Source | None:
        """What was received and that no voucher justifies yet."""
        if self.emploi is None:
            return None
        deja = self.stated("Déjà dépensé", self.convention.deja_depense)
        couts = (self.justifie, sources.of_facts(deja), self.forfait)
        montre = min(self.convention.montant, self._paid(*couts).total())
        reste = self.encaisse.less(sources.of_facts(self.stated("Justifié", montre)))
        return reste if reste.total() > 0 else Source()

    @property
    def taux_execution(self) -> Decimal | None:
        """The share of the grant that is spent, None over zero."""
        if self.emploi is None:
            return None
        return ratio(self.emploi.total(), self.convention.montant)

    @property
    def jours_restants(self) -> int | None:
        """The days left to spend it, negative after its end."""
        fin = self.convention.fin
        return None if fin is None else (fin - self.au).days

    # -- What is to be carried over ----------------------------------------------------

    @cached_property
    def pca_attendu(self) -> Decimal:
        """What of it should be deferred to later years, by calendar months."""
        convention, au = self.convention, self.au
        debut, fin = convention.debut, convention.fin
        if debut is None or fin is None or fin <= au:
            return ZERO
        if convention.affectee and not self._has_deferred():
            return ZERO
        ecoules = _months(debut, au) if debut <= au else 0
        part = convention.montant * ecoules / _months(debut, fin)
        return max(ZERO, self.comptabilise.total() - round_euros(part))

    def _has_deferred(self) -> bool:
        pieces = self.suivi.subventions.of(self.convention.code, AVANCE)
        return any(piece.date <= self.au for piece in pieces)

    def proposal(self, montant: Decimal) -> Source:
        """Rest what is proposed for it on its directive."""
        return sources.of_facts(self.stated(self.convention.code, montant))

    @cached_property
    def fonds_dedies_attendus(self) -> Decimal | None:
        """What of it should be in dedicated funds: booked for this year, and not spent."""
        if self.emploi is None:
            return None
        libre = self.comptabilise.total() - self.pca_attendu - self.emploi.total()
        return max(ZERO, libre)


def _months(debut: datetime.date, fin: datetime.date) -> int:
    """Count the calendar months that a period touches."""
    return (fin.year - debut.year) * 12 + fin.month - debut.month + 1


def execution(suivi: Suivi, code: str, au: datetime.date) -> Execution | None:
    """Follow an agreement on a day; None before its first."""
    convention = suivi.registre.convention_on(code, au)
    return Execution(suivi, convention, au) if convention else None
