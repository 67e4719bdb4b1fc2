"""Facts gathered into the parts that are published, or withheld.

A part is the finest thing that a publication holds: every figure of it adds parts. So
none rests on too few people once each part about people rests on enough of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.publication.copie.personnes import Effectifs
from ptce_ledger.publication.copie.personnes import is_about_people
from ptce_ledger.registre.pole import UN_JOUR

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.permission import Permission


#: Natures booked at the debit, whose type is a class.
AU_DEBIT = ("charge", "investissement")


class CleDePart(NamedTuple):
    """What the facts of a part have in common, as it is published."""

    date: datetime.date
    nature: str
    perimetre: str
    projet: str
    type: str
    origine: str
    tiers: str
    #: Who sells, of a declared turnover.
    membre: str
    convention: str
    preuve: str
    #: Hours are counted, whatever the skill; their value is in euros.
    en_heures: bool
    #: A resource may be booked as a charge: a fund set aside (6894).
    au_debit: bool
    #: Financing is shown apart when it is repaid, an investment when it is given up.
    rembourse: bool


class Part(NamedTuple):
    """A sum that is published, or withheld: then both its numbers are SECRET."""

    cle: CleDePart
    montant: Decimal
    heures: Decimal
    personnes: int
    #: What is not published of a withheld part.
    vrai: Decimal

    @property
    def retenue(self) -> bool:
        """Tell whether the part is withheld."""
        return self.montant.is_nan()


class Regroupement:
    """Gathers the facts that a permission covers."""

    def __init__(self, releve: Releve, permission: Permission, noms: Noms) -> None:
        self._releve = releve
        self._registre = releve.registre
        self._permission = permission
        self._noms = noms
        self._conventions = {
            code
            for code, convention in releve.registre.conventions.items()
            if convention.financeur == permission.financeur
        }

    def gather(self, facts: Iterable[Fact]) -> list[Part]:
        """Sum facts by part, and withhold what rests on too few people."""
        groupes: dict[CleDePart, list[Fact]] = {}
        for fact in facts:
            groupes.setdefault(self._key(fact), []).append(fact)
        effectifs = Effectifs(self._releve)
        return [
            self._part(cle, groupes[cle], effectifs)
            for cle in sorted(groupes, key=_order)
        ]

    def _part(self, cle: CleDePart, facts: list[Fact], effectifs: Effectifs) -> Part:
        montant = sum((fact.montant for fact in facts), ZERO)
        heures = sum((f.quantite for f in facts), ZERO) if cle.en_heures else ZERO
        personnes = 0
        if is_about_people(facts[0]):
            personnes = effectifs.count(facts)
            # People are not told apart by how their part is proved.
            preuves = {fact.preuve for fact in facts}
            cle = cle._replace(preuve=next(p for p in lexique.PREUVES if p in preuves))
            if personnes < self._permission.personnes_minimum:
                return Part(cle, SECRET, SECRET, personnes, montant)
        return Part(cle, montant, heures, personnes, montant)

    def _key(self, fact: Fact) -> CleDePart:
        noms = self._noms
        de_personnes = is_about_people(fact)
        # Whom the pole pays is nobody's business, unless it is one of its own.
        debit = fact.nature in AU_DEBIT
        paye = not debit or fact.interne
        tiers = noms.payer(fact.tiers, fact.origine, fact.interne) if paye else ""
        role = self._releve.comptes[fact.compte].role if fact.compte else ""
        return CleDePart(
            self._day(fact, tiers),
            fact.nature,
            fact.perimetre,
            noms.project(fact.projet) if fact.projet else "",
            fact.type,
            "" if debit else fact.origine,
            tiers,
            noms.member(fact.membre, fact.exercice) if fact.nature == "ca" else "",
            fact.convention if fact.convention in self._conventions else "",
            "" if de_personnes else fact.preuve,
            lexique.est_heure(fact.unite),
            role == "charge" and fact.nature == "produit",
            fact.nature in ("financement", "investissement") and fact.montant < 0,
        )

    def _day(self, fact: Fact, tiers: str) -> datetime.date:
        """Give the last day on which the fact would be read as it is.

        Days are not published: only the exercice, the phase and who is a member say
        when a line was.
        """
        registre = self._registre
        fin = registre.bornes(fact.exercice)[1]
        bords = [jour for jour, _ in registre.phases]
        if tiers in registre.tiers:
            for entree, sortie in registre.tiers[tiers].periodes:
                bords += [entree] if sortie is None else [entree, sortie + UN_JOUR]
        suivants = [bord for bord in bords if fact.date < bord <= fin]
        return min(suivants) - UN_JOUR if suivants else fin


def _order(cle: CleDePart) -> tuple[str, ...]:
    return tuple(str(mot) for mot in cle)
