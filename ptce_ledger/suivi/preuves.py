"""Evidence: how strong what is behind each figure is, and the lines without a document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import Self

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.etat import Etat

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.cube import Selection
    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.suivi.suivi import Suivi

_CHARGES: Selection = ({"nature": ["charge"]}, {})
_CONTRIBUTIONS: Selection = ({"nature": ["contribution"]}, {})
_CA: Selection = ({"nature": ["ca"]}, {})
_TOUT: Selection = ({}, {})
_CELLULE: Selection = ({"perimetre": ["cellule"]}, {})
_PROJETS: Selection = ({"perimetre": ["projet"]}, {})
#: Flows inside the pole's own books are no resource of the whole.
_NET: Selection = ({}, {"interne": ["pole"]})

#: Figure of the synthesis → what it counts.
_CHIFFRES: dict[str, tuple[Selection, Selection]] = {
    "niveau-1.ressources": (cube.RESSOURCES, _CELLULE),
    "niveau-1.charges": (_CHARGES, _CELLULE),
    "niveau-1.contributions": (_CONTRIBUTIONS, _CELLULE),
    "niveau-2.net": (cube.RESSOURCES, _NET),
    "niveau-2.charges": (_CHARGES, _TOUT),
    "niveau-2.contributions": (_CONTRIBUTIONS, _TOUT),
    "niveau-2.ca-imputable": (_CA, _TOUT),
    "niveau-3.ressources": (cube.RESSOURCES, _PROJETS),
    "niveau-3.charges": (_CHARGES, _PROJETS),
    "niveau-3.contributions": (_CONTRIBUTIONS, _PROJETS),
}
_FORTE = "justifie"
#: What the books hold is at least so strong, hours that nobody signed included: those
#: are « declaratif » among the facts, where they are told from money.
_DES_LIVRES = "comptable"


class Piece(NamedTuple):
    """A posting or a declaration without a document, the parts of its key re-added."""

    facts: list[Fact]
    source: Source
    montant: Decimal

    @classmethod
    def of(cls, facts: list[Fact]) -> Self:
        """Put together the parts of one line."""
        source = sources.of_facts(facts)
        return cls(facts, source, source.total())

    @property
    def rang(self) -> tuple[Decimal, datetime.date, str, int]:
        """Its place: the largest first."""
        fact = self.facts[0]
        return -abs(self.montant), fact.date, fact.fichier, fact.ligne

    def row(self) -> Ligne:
        """Give its row, under the place of its line."""
        fact = self.facts[0]
        valeurs = (fact.date, self.montant, strength(fact), fact.compte)
        vide = Source()
        return Ligne(
            (f"{fact.fichier}:{fact.ligne}",),
            valeurs,
            (vide, self.source, vide, vide),
        )


def strength(fact: Fact) -> str:
    """Say how strong what proves a line is."""
    booked = fact.nature == "contribution" and fact.preuve == "declaratif"
    return _DES_LIVRES if booked else fact.preuve


def build(suivi: Suivi, exercice: int) -> Etat:
    """Set the evidence of each figure of an exercice, then what wants a document."""
    registre = suivi.registre
    ensemble = suivi.dossier.ensemble(exercice)
    pieces = without_voucher(suivi, exercice)
    return Etat(
        "preuves",
        "Preuves",
        registre.code,
        registre.libelle,
        {"exercice": exercice},
        (_figures(ensemble), _list(pieces), _total(pieces)),
        suivi.libelles,
        montrees={
            "preuves": (*lexique.PREUVES, "part_justifiee"),
            "sans_piece": ("date", "montant", "compte"),
        },
        note=(
            "En valeur absolue : un avoir se prouve comme une facture. Ce que les livres "
            "portent est « comptable », « justifié » avec une pièce."
        ),
    )


def _figures(ensemble: Ensemble) -> Tableau:
    colonnes = (
        *(Colonne(code, mot.libelle) for code, mot in lexique.PREUVES.items()),
        Colonne("total", "Total"),
        Colonne("part_justifiee", "Part", "ratio"),
    )
    lignes = tuple(
        _row(chiffre, cube.select(cube.select(ensemble.cases, quoi), ou))
        for chiffre, (quoi, ou) in _CHIFFRES.items()
    )
    cles = (Colonne("chiffre", "Chiffre", "code"),)
    titre = "La preuve des chiffres, en valeur absolue"
    return Tableau("preuves", titre, cles, colonnes, lignes, groupe="preuves")


def _row(chiffre: str, cases: list[Case]) -> Ligne:
    """Cut a figure by what proves it, a credit note counting as what it takes back."""
    facts = [fact for case in cases for fact in case.facts]
    fonds = {
        preuve: _absolute([fact for fact in facts if strength(fact) == preuve])
        for preuve in lexique.PREUVES
    }
    tout = _absolute(facts)
    total = tout.total()
    justifie = fonds[_FORTE]
    return Ligne(
        (chiffre,),
        (
            *(fond.total() for fond in fonds.values()),
            total,
            ratio(justifie.total(), total),
        ),
        (*fonds.values(), tout, justifie.over(tout)),
    )


def _absolute(facts: Sequence[Fact]) -> Source:
    plus = sources.of_facts([fact for fact in facts if fact.montant > 0])
    return plus.less(sources.of_facts([fact for fact in facts if fact.montant < 0]))


def without_voucher(
    suivi: Suivi, exercice: int, au: datetime.date | None = None
) -> list[Piece]:
    """List what no document proves: lines of the books, declared turnover."""
    groupes: dict[tuple[str, int, str], list[Fact]] = {}
    for case in suivi.dossier.ensemble(exercice).cases:
        if case.cle.preuve == _FORTE:
            continue
        for fact in case.facts:
            if au is None or fact.date <= au:
                cle = fact.fichier, fact.ligne, fact.compte
                groupes.setdefault(cle, []).append(fact)
    pieces = map(Piece.of, groupes.values())
    return sorted((p for p in pieces if p.montant), key=lambda piece: piece.rang)


def _list(pieces: list[Piece]) -> Tableau:
    return Tableau(
        "sans_piece",
        "Lignes sans pièce",
        (Colonne("lieu", "Ligne du livre", "texte"),),
        (
            Colonne("date", "Date", "date"),
            Colonne("montant", "Montant"),
            Colonne("preuve", "Preuve", "texte"),
            Colonne("compte", "Compte", "texte"),
        ),
        tuple(piece.row() for piece in pieces),
        groupe="preuves",
    )


def _total(pieces: list[Piece]) -> Tableau:
    somme = sum((abs(piece.montant) for piece in pieces), ZERO)
    return Tableau(
        "total",
        "Lignes sans pièce : total",
        (),
        (Colonne("lignes", "Lignes", "entier"), Colonne("montant", "Montant")),
        (Ligne((), (len(pieces), somme)),),
        "objet",
        groupe="preuves",
    )
