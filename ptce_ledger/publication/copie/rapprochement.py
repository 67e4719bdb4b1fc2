"""Set a publication beside the pole's own books, figure by figure.

A figure of a publication is that of the books, to the cent, or it is withheld. One that
would come out otherwise (part of the pole is not published, a payer is not named…) is
found here, and withheld in the published ledger.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.chiffres.retenues import iter_figures
from ptce_ledger.analyse.synthese import synthesize
from ptce_ledger.analyse.tables.annexes import annex
from ptce_ledger.mots.euros import is_withheld

if TYPE_CHECKING:
    from typing import Any

    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.permission import Permission


class Ecart(NamedTuple):
    """A figure that is not published as the books have it."""

    exercice: int
    adresse: str
    prive: Any
    public: Any

    def is_wrong(self) -> bool:
        """Tell a figure to withhold from one that is withheld already."""
        return not is_withheld(self.public)


class Rapprochement(NamedTuple):
    """How many figures are those of the books, and those that are not."""

    egaux: int
    ecarts: tuple[Ecart, ...]
    #: (exercice, address) → the figure of the books, and the one that is published.
    chiffres: dict[tuple[int, str], tuple[Any, Any]]

    def wrong(self) -> list[tuple[int, str]]:
        """List what is neither right nor withheld: (exercice, address)."""
        return [(e.exercice, e.adresse) for e in self.ecarts if e.is_wrong()]


def reconcile(
    prive: Releve, public: Releve, permission: Permission, noms: Noms
) -> Rapprochement:
    """Compare each figure of a publication with that of the books.

    A row of those who are gathered has no counterpart: it is right when the whole pole
    is published, since it is then all of theirs.
    """
    egaux, ecarts = 0, []
    chiffres: dict[tuple[int, str], tuple[Any, Any]] = {}
    for exercice in permission.exercices:
        attendus = _figures(prive, exercice)
        for adresse, valeur in _figures(public, exercice).items():
            attendu = attendus.get(adresse)
            chiffres[exercice, adresse] = attendu, valeur
            if adresse in attendus and attendu == valeur:
                egaux += 1
            elif not (permission.tout and _is_of_gathered(adresse, noms)):
                ecarts.append(Ecart(exercice, adresse, attendu, valeur))
    return Rapprochement(egaux, tuple(ecarts), chiffres)


def _figures(releve: Releve, exercice: int) -> dict[str, Any]:
    """Give the figures of an exercice by address; names are no figures."""
    synthese = synthesize(releve, exercice, par="phase")
    return {
        adresse: valeur
        for adresse, valeur in iter_figures(synthese, annex(releve, exercice))
        if valeur is None or isinstance(valeur, Decimal | int)
    }


def _is_of_gathered(adresse: str, noms: Noms) -> bool:
    """Tell a row of those who are gathered."""
    morceaux = adresse.split("/")
    if len(morceaux) < 4:
        return False
    return any(map(noms.is_gathered, morceaux[2].split(".")))
