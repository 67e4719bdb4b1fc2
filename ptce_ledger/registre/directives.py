"""What may be typed in a register and on an entry: names, shapes and keys.

DIRECTIVES says, for each name, what it is, its values in order and the keys it knows,
as `declarations/` states them; the glossary and `ptce expliquer` are derived from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.declarations import DECLARATIONS
from ptce_ledger.registre.genres import BOOLEEN
from ptce_ledger.registre.genres import ENTIER
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.genres import Genre
from ptce_ledger.registre.lecteur import closest

if TYPE_CHECKING:
    from ptce_ledger.registre.forme import Directive

DIRECTIVES: dict[str, Directive] = {
    nom: declaration.directive for nom, declaration in DECLARATIONS.items()
}

#: Every key of some directive, with a kind that it may have.
CLES = {
    cle: propriete.genre
    for directive in DIRECTIVES.values()
    for cle, propriete in directive.cles.items()
}

#: The keys of an entry, a posting or an `open`.
CLES_D_ECRITURE: dict[str, Genre | Choix] = {
    **dict.fromkeys(lexique.AXES, REFERENCE),
    "membre": REFERENCE,
    "piece": TEXTE,
    "compte": TEXTE,
    "personne": TEXTE,
    "personnes": ENTIER,
    "remarque-lue": TEXTE,
    "retenu": BOOLEEN,
    "type": Choix(lexique.TYPES),
    "preuve": Choix(lexique.PREUVES),
    "a-nouveau": BOOLEEN,
    "cloture": BOOLEEN,
}


def is_ours(nom: str) -> bool:
    """Tell a directive that is ours, or was meant to be, from those of other tools."""
    return fold(nom).startswith("ptce") or bool(closest(nom, DIRECTIVES))
