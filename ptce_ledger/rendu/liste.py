"""Facts on a terminal: place, what, amount, and the total they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.ecriture import disarm
from ptce_ledger.ecriture import typeset
from ptce_ledger.euros import ZERO
from ptce_ledger.euros import write_euros
from ptce_ledger.euros import write_nombre
from ptce_ledger.rendu import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.chemins import Chiffre
    from ptce_ledger.facts import Fact


def render(
    facts: Sequence[Fact], chemin: str | None = None, chiffre: Chiffre | None = None
) -> str:
    """List facts, two lines each: date, label and amount, then place and axes."""
    lignes = []
    for fact in facts:
        libelle = disarm(fact.libelle or fact.nature)
        lignes.append(
            f"{fact.date:%d/%m/%Y}  "
            + page.left(libelle, 53)
            + page.right(write_nombre(fact.montant), 15)
        )
        axes = (fact.nature, fact.projet or fact.perimetre, fact.type, fact.origine)
        dits = " · ".join(axe for axe in axes if axe)
        lignes.append(
            page.dim(f"            {disarm(fact.fichier)}:{fact.ligne}  {dits}")
        )
    if chemin and chiffre:
        lignes.append(
            page.bold(
                page.left(chemin, 60) + page.right(write_euros(chiffre.valeur), 20)
            )
        )
    nombre = f"{len(facts)} ligne{'s' if len(facts) > 1 else ''}"
    par_nature: dict[str, object] = {}
    for nature in dict.fromkeys(fact.nature for fact in facts):
        somme = sum((f.montant for f in facts if f.nature == nature), ZERO)
        par_nature[nature] = f"{nature} {write_euros(somme)}"
    lignes.append(
        page.dim(typeset(f"{nombre} : " + ", ".join(map(str, par_nature.values()))))
    )
    return "\n".join(lignes) + "\n"
