"""What a funder is meant to see, and would not: a permission that permits nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.codes import read_codes
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import Liste
from ptce_ledger.registre.declarations.publication import TOUS
from ptce_ledger.registre.declarations.publication import VOULUES
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.remarques.regard import Regard


#: What one types most often, so that a remedy may be copied.
_EXEMPLES = dict(zip(VOULUES, (TOUS, "cellule"), strict=True))


class PublicationVide(Remarque):
    """Une publication ne permet rien, faute de dire ce qu’un financeur peut voir.

    « exercices: » et « perimetres: » sont toutes deux nécessaires : ce qui n’est pas dit
    n’est pas publié, et « ptce publier » refuserait. Pour retirer ce qu’une ligne d’avant
    permettait, écrivez-la de nouveau sans aucune clé : elle n’est pas signalée.
    """

    __slots__ = ()
    constat = (
        "Le « ptce-publication » de « {financeur} » ne permet rien : sans {manque}, "
        "rien n’est publié."
    )
    remede = "Dites dessous ce qu’il peut voir, par exemple :"

    def parts(self) -> tuple[str, str, str]:
        """Show the lines that are missing, and no other."""
        constat, remede, _ = super().parts()
        lignes: tuple[str, ...] = self.mots["lignes"]  # type: ignore[assignment]
        return constat, remede, "\n".join(lignes)


def iter_publications(regard: Regard) -> Iterator[Remarque]:
    """Yield the permissions in force that list nothing to be seen."""
    derniers, retires = {}, set()
    for lu in regard.livre.registre.declarations.get("ptce-publication", ()):
        financeur = lu.valeurs["financeur"]
        # Written again with nothing under it, it takes back what was permitted.
        if financeur in derniers and not lu.cles:
            retires.add(financeur)
        else:
            retires.discard(financeur)
        derniers[financeur] = lu
    for financeur, lu in derniers.items():
        manque = [cle for cle in VOULUES if not read_codes(lu.cles.get(cle, ""))]
        if manque and financeur not in retires:
            yield PublicationVide.at(
                lu.entry.meta,
                lu.entry,
                financeur=financeur,
                manque=Liste(tuple(Cite(f"{cle}:") for cle in manque)),
                lignes=tuple(f'  {cle}: "{_EXEMPLES[cle]}"' for cle in manque),
            )
