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
from ptce_ledger.mots.euros import is_withheld

if TYPE_CHECKING:
    from typing import Any

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.permission import Permission


class Ecart(NamedTuple):
    """A figure that is not published as the books have it."""

    exercice: int
    adresse: Adresse
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
    chiffres: dict[tuple[int, Adresse], tuple[Any, Any]]

    def wrong(self) -> dict[int, set[Adresse]]:
        """List what is neither right nor withheld, by exercice."""
        faux: dict[int, set[Adresse]] = {}
        for ecart in self.ecarts:
            if ecart.is_wrong():
                faux.setdefault(ecart.exercice, set()).add(ecart.adresse)
        return faux


def reconcile(
    prive: Dossier, public: Dossier, permission: Permission, noms: Noms
) -> Rapprochement:
    """Compare each figure of a publication with that of the books.

    A row of those who are gathered has no counterpart: it is right when the whole pole
    is published, since it is then all of theirs.
    """
    egaux, ecarts = 0, []
    chiffres: dict[tuple[int, Adresse], tuple[Any, Any]] = {}
    for exercice in permission.exercices:
        attendus = _figures(prive, exercice)
        for adresse, valeur in _figures(public, exercice).items():
            attendu = attendus.get(adresse)
            chiffres[exercice, adresse] = attendu, valeur
            reunis = any(map(noms.is_gathered, adresse.cles))
            if adresse in attendus and attendu == valeur:
                egaux += 1
            elif not (permission.tout and reunis):
                ecarts.append(Ecart(exercice, adresse, attendu, valeur))
    return Rapprochement(egaux, tuple(ecarts), chiffres)


def _figures(dossier: Dossier, exercice: int) -> dict[Adresse, Any]:
    """Give the figures of an exercice by address; names are no figures."""
    groupes = dossier.synthese(exercice).groupes(dossier.annexe(exercice))
    return {
        adresse: valeur
        for adresse, valeur in iter_figures(groupes)
        if valeur is None or isinstance(valeur, Decimal | int)
    }
