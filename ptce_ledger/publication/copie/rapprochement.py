"""Set a publication beside the pole's own books, figure by figure.

A figure of a publication is that of the books, to the cent, or it is withheld. One that
would come out otherwise (part of the pole is not published, a payer is not named…) is
found here, and withheld in the published ledger. What it is made of decides, never its
amount.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.publication.copie.composition import of_books
from ptce_ledger.publication.copie.composition import of_copy
from ptce_ledger.publication.copie.conventions import compare_followed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.analyse.termes import Source
    from ptce_ledger.publication.copie.livre import Contenu
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
    prive: Dossier,
    public: Dossier,
    permission: Permission,
    contenu: Contenu,
    lieux: Mapping[int, int],
) -> Rapprochement:
    """Compare each figure of a publication with that of the books.

    `lieux` tells the part of each line of the published ledger. A row of those who are
    gathered has no counterpart: it is right when the whole pole is published, unless a
    part is of several names.
    """
    livres = of_books(
        contenu.parts,
        (f for annee in prive.exercices for f in prive.ensemble(annee).facts),
    )
    copie = of_copy(contenu.parts, lieux)
    meles = frozenset[str]().union(*(part.meles for part in contenu.parts))
    conventions = prive.registre.conventions
    egaux, ecarts = 0, []
    chiffres: dict[tuple[int, Adresse], tuple[Any, Any]] = {}
    for exercice in permission.exercices:
        attendus = {a: (v, s) for a, v, s in _iter_figures(prive, exercice)}
        for adresse, valeur, source in _iter_figures(public, exercice):
            attendu, sienne = attendus.get(adresse, (None, None))
            chiffres[exercice, adresse] = attendu, valeur
            reuni = any(map(contenu.noms.is_gathered, adresse.cles))
            if permission.tout and reuni:
                if not is_withheld(valeur) and not meles.isdisjoint(adresse.cles):
                    ecarts.append(Ecart(exercice, adresse, attendu, valeur))
            elif (
                sienne is not None
                and attendu == valeur
                and permission.shows(adresse, conventions)
                and copie.of(source) == livres.of(sienne)
            ):
                egaux += 1
            else:
                ecarts.append(Ecart(exercice, adresse, attendu, valeur))
    for exercice, adresse, attendu, valeur in compare_followed(
        prive, public, permission
    ):
        if attendu == valeur:
            egaux += 1
        else:
            ecarts.append(Ecart(exercice, adresse, attendu, valeur))
    return Rapprochement(egaux, tuple(ecarts), chiffres)


def _iter_figures(
    dossier: Dossier, exercice: int
) -> Iterator[tuple[Adresse, Any, Source]]:
    """Yield the figures of an exercice, with what each rests on; names are no figures."""
    for groupe in dossier.synthese(exercice).groupes(dossier.annexe(exercice)):
        for chacun in groupe.walk():
            for table in chacun.tableaux:
                for ligne in table.lignes:
                    for rang, colonne in enumerate(table.colonnes):
                        valeur = ligne.valeurs[rang]
                        if valeur is None or isinstance(valeur, Decimal | int):
                            adresse = table.adresse(ligne.cles, colonne)
                            yield adresse, valeur, ligne.source(rang)
