"""Tables that are no sums by key, one module each; BLOCS is what a definition may name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.tables import bouclage
from ptce_ledger.analyse.tables import composition
from ptce_ledger.analyse.tables import contribution
from ptce_ledger.analyse.tables import conventions
from ptce_ledger.analyse.tables import cooperations
from ptce_ledger.analyse.tables import echanges
from ptce_ledger.analyse.tables import effets
from ptce_ledger.analyse.tables import elargi
from ptce_ledger.analyse.tables import emplois
from ptce_ledger.analyse.tables import encours
from ptce_ledger.analyse.tables import engagement
from ptce_ledger.analyse.tables import essaimages
from ptce_ledger.analyse.tables import fonctions
from ptce_ledger.analyse.tables import membres
from ptce_ledger.analyse.tables import non_ventile

if TYPE_CHECKING:
    from collections.abc import Callable

    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.analyse.tableau import Tableau


class Bloc(NamedTuple):
    """A table made by code of its own, and what a definition must know of it."""

    build: Callable[[Ensemble], Tableau]
    #: The view that shows it.
    vue: str = "tableau"
    #: Where it may stand: beside the tables of the whole, and under a project.
    entier: bool = True
    par_projet: bool = False
    #: The short names of its columns.
    chemins: tuple[str, ...] = ()


#: Code of the table → how it is built.
BLOCS: dict[str, Bloc] = {
    "apports_sans_argent": Bloc(cooperations.build_gifts, vue="matrice"),
    "bouclage": Bloc(bouclage.build, vue="fiche"),
    "composition": Bloc(composition.build),
    "contribution": Bloc(contribution.build),
    "conventions": Bloc(conventions.build),
    "cooperations": Bloc(cooperations.build),
    "cooperations_par_membre": Bloc(cooperations.build_by_member),
    "cooperations_par_nature": Bloc(cooperations.build_by_kind),
    "cooperations_par_objet": Bloc(cooperations.build_by_object),
    "echanges": Bloc(echanges.build, vue="matrice"),
    "elargi": Bloc(
        elargi.build,
        vue="fiche",
        chemins=(
            "ca-imputable",
            "echanges-entre-membres",
            "vendu-au-pole",
            "verse-par-les-membres",
            "activite-nette",
        ),
    ),
    "effets": Bloc(effets.build),
    "encours": Bloc(encours.build),
    "essaimages": Bloc(essaimages.build),
    "etp": Bloc(emplois.build, vue="fiche", par_projet=True),
    "fonctions": Bloc(fonctions.build),
    "hors_pole": Bloc(bouclage.build_hors_pole, vue="fiche"),
    "membres": Bloc(membres.build, chemins=("ca-imputable",)),
    "non_ventile": Bloc(non_ventile.build),
    "projet": Bloc(engagement.build, vue="champs", entier=False, par_projet=True),
}
