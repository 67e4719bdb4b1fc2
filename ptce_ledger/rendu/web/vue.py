"""What every part of a page is given: the synthesis, its labels, where links lead."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Protocol

from ptce_ledger.mots import lexique
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.libelles import label
from ptce_ledger.registre.declarations.publication import TOUS

if TYPE_CHECKING:
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.faits.facts import Fact

_MOTS = {"preuve": lexique.PREUVES, "echelon": lexique.ECHELONS}


class Liens(Protocol):
    """Where links lead: Fava's pages, or those of a static site; "" for nowhere."""

    def page(self, nom: str, **demande: str) -> str:
        """Give the address of a page."""

    def chiffre(self, chemin: str, exercice: int) -> str:
        """Give the address where a figure opens."""

    def compte(self, nom: str) -> str:
        """Give the address of an account."""

    def ecriture(self, fact: Fact) -> str:
        """Give the address of the entry of a fact."""


@dataclass(frozen=True, slots=True)
class Vue:
    """A synthesis as pages show it."""

    synthese: Synthese
    annexe: Groupe
    liens: Liens
    #: Rows of a copy already written, in one language: a sum is behind many figures.
    rangees: dict[tuple[int, Decimal], Markup] = field(default_factory=dict)

    @property
    def is_copy(self) -> bool:
        """Whether what is shown is a copy that holds sums, made for a funder."""
        return bool(self.synthese.copie_pour)

    @property
    def is_partial(self) -> bool:
        """Whether the copy leaves out a part of the pole."""
        return self.is_copy and TOUS not in self.synthese.perimetres_publies

    def label(self, cle: str, code: str) -> str:
        """Give the label of a code found under a key, in the language spoken."""
        if code in _MOTS.get(cle, {}):
            return say(_MOTS[cle][code].libelle)
        return label(cle, code, self.synthese.libelles)
