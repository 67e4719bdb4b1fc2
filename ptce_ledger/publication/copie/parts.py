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
from ptce_ledger.publication.copie import masses
from ptce_ledger.publication.copie.masses import CleDeMasse
from ptce_ledger.publication.copie.masses import is_debited
from ptce_ledger.publication.copie.masses import is_repaid
from ptce_ledger.publication.copie.masses import join
from ptce_ledger.publication.copie.masses import masse_of
from ptce_ledger.publication.copie.personnes import Effectifs
from ptce_ledger.publication.copie.personnes import is_about_people
from ptce_ledger.publication.copie.recoupement import ENSEMBLE
from ptce_ledger.publication.copie.recoupement import TOUT
from ptce_ledger.publication.copie.recoupement import Recoupement
from ptce_ledger.registre.pole import UN_JOUR

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.publication.copie.masses import Piece
    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.publication.copie.precedentes import Copie
    from ptce_ledger.publication.copie.precedentes import Place

#: Why a part is not given: too few people, or too few behind what changed in it.
TROP_PEU = "trop-peu"
RECOUPEMENT = "recoupement"


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
    #: The facts of the books that it adds.
    facts: tuple[Fact, ...] = ()
    #: Of people, the masse that it is of; and why it is withheld.
    masse: CleDeMasse | None = None
    motif: str = ""
    #: The names under which its facts would stand, when it holds several of them.
    meles: frozenset[str] = frozenset()

    @property
    def retenue(self) -> bool:
        """Tell whether the part is withheld."""
        return self.montant.is_nan()


class Regroupement:
    """Gathers the facts that a permission covers."""

    def __init__(
        self,
        releve: Releve,
        permission: Permission,
        noms: Noms,
        copies: Sequence[Copie] = (),
    ) -> None:
        self._releve = releve
        self._registre = releve.registre
        self._permission = permission
        self._noms = noms
        self._effectifs = Effectifs(releve)
        self.recoupement = Recoupement(
            copies, self._effectifs, permission.personnes_minimum
        )
        self._cles: dict[int, CleDePart] = {}
        self._conventions = set(permission.agreements(releve.registre))

    def gather(self, facts: Iterable[Fact]) -> list[Part]:
        """Sum facts by part, and withhold what rests on too few people."""
        groupes: dict[CleDePart, list[Fact]] = {}
        de_gens: dict[CleDeMasse, list[Fact]] = {}
        for fact in facts:
            if is_about_people(fact):
                de_gens.setdefault(masse_of(self._releve, fact), []).append(fact)
            else:
                groupes.setdefault(self._key(fact), []).append(fact)
        parts = [_sum(cle, siens) for cle, siens in groupes.items()]
        for masse, siens in de_gens.items():
            parts += self._of_people(masse, siens)
        return sorted(parts, key=_order)

    def _of_people(self, masse: CleDeMasse, facts: Sequence[Fact]) -> list[Part]:
        """Give the parts of a masse, or the one part that withholds it."""
        entiere = masses.whole(facts, self._effectifs)
        if self._permission.gives(masse):
            return [self._given(masse, entiere)]
        minimum = self._permission.personnes_minimum
        pieces, assez = masses.cut(facts, self._effectifs, minimum)
        if not assez:
            return [self._withheld(masse, entiere, TROP_PEU)]
        # Those who are not named share a name: their pieces are one part.
        groupes: dict[Place, list[Piece]] = {}
        for piece in pieces:
            cle = self._key_of(piece.facts)
            groupes.setdefault((str(cle.date), cle.tiers), []).append(piece)
        reunies = {place: join(siennes) for place, siennes in groupes.items()}
        dit = self.recoupement.settle(
            masse, {place: piece.facts for place, piece in reunies.items()}
        )
        if dit == TOUT:
            return [self._given(masse, piece) for piece in reunies.values()]
        if dit == ENSEMBLE:
            return [self._given(masse, entiere)]
        return [self._withheld(masse, entiere, RECOUPEMENT)]

    def _given(self, masse: CleDeMasse, piece: Piece) -> Part:
        cle = self._key_of(piece.facts)
        return _sum(cle, piece.facts)._replace(
            personnes=piece.personnes,
            masse=masse,
            meles=self._mixed(piece.facts, cle.tiers),
        )

    def _withheld(self, masse: CleDeMasse, piece: Piece, motif: str) -> Part:
        part = self._given(masse, piece)
        # Of what is withheld, nobody is told which way it goes.
        cle = part.cle._replace(rembourse=False)
        return part._replace(cle=cle, montant=SECRET, heures=SECRET, motif=motif)

    def _key_of(self, facts: Sequence[Fact]) -> CleDePart:
        """Give the key of a piece: what its facts do not share is not said."""
        cles = [self._key_once(fact) for fact in facts]
        cle, tiers = cles[0], {cle.tiers for cle in cles}
        sien = cle.tiers
        if len(tiers) > 1:
            internes = {fact.interne for fact in facts}
            interne = internes.pop()
            sien = "" if internes else self._noms.others(interne, cle.origine)
        preuves = {fact.preuve for fact in facts}
        return cle._replace(
            date=max(self._day(fact, sien) for fact in facts),
            tiers=sien,
            convention="",
            # People are not told apart by how their part is proved.
            preuve=next(p for p in lexique.PREUVES if p in preuves),
            en_heures=any(cle.en_heures for cle in cles),
        )

    def _mixed(self, facts: Iterable[Fact], tiers: str) -> frozenset[str]:
        noms = {self._key_once(fact).tiers for fact in facts}
        return frozenset(() if noms == {tiers} else {*noms, tiers})

    def _key_once(self, fact: Fact) -> CleDePart:
        """Give the key of a fact that is looked at several times."""
        cle = self._cles.get(id(fact))
        if cle is None:
            cle = self._cles[id(fact)] = self._key(fact)
        return cle

    def _key(self, fact: Fact) -> CleDePart:
        noms = self._noms
        # Whom the pole pays is nobody's business, unless it is one of its own.
        debit = fact.nature in lexique.PAR_CLASSE
        paye = not debit or fact.interne
        tiers = noms.payer(fact.tiers, fact.origine, fact.interne) if paye else ""
        return CleDePart(
            self._day(fact, tiers),
            fact.nature,
            fact.perimetre,
            noms.axis(fact.projet),
            fact.type,
            "" if debit else fact.origine,
            tiers,
            noms.member(fact.membre, fact.exercice) if fact.nature == "ca" else "",
            fact.convention if fact.convention in self._conventions else "",
            fact.preuve,
            lexique.est_heure(fact.unite),
            is_debited(self._releve, fact),
            is_repaid(fact),
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


def _sum(cle: CleDePart, facts: Sequence[Fact]) -> Part:
    montant = sum((fact.montant for fact in facts), ZERO)
    heures = ZERO
    if cle.en_heures:
        comptees = (fact.quantite for fact in facts if lexique.est_heure(fact.unite))
        heures = sum(comptees, ZERO)
    return Part(cle, montant, heures, 0, montant, tuple(facts))


def _order(part: Part) -> tuple[str, ...]:
    return (*map(str, part.cle), str(part.retenue))
