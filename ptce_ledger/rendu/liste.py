"""Facts on a terminal: place, what, amount, and the total they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.libelles import label
from ptce_ledger.mots import lexique
from ptce_ledger.mots.ecriture import disarm
from ptce_ledger.mots.ecriture import typeset
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.rendu import page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.chemins import Chiffre
    from ptce_ledger.faits.facts import Fact


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
        lignes += [page.dim(ligne) for ligne in page.paragraph(disarm(_axes(fact)), 12)]
    if chemin and chiffre:
        lignes.append(
            page.bold(
                page.left(chemin, 60) + page.right(write_euros(chiffre.valeur), 20)
            )
        )
    sommes: dict[str, Decimal] = {}
    for fact in facts:
        sommes[fact.nature] = sommes.get(fact.nature, ZERO) + fact.montant
    dites = [
        f"{lexique.NATURES[nature].libelle.lower()} {write_euros(somme)}"
        for nature, somme in sommes.items()
    ]
    fin = f"{len(facts)} ligne{'s' if len(facts) > 1 else ''} : {', '.join(dites)}"
    lignes += [page.dim(ligne) for ligne in page.paragraph(typeset(fin))]
    return "\n".join(lignes) + "\n"


def _axes(fact: Fact) -> str:
    """Say where a fact is written, what it is, and whether it is a part of a line."""
    lieu = f"{fact.fichier}:{fact.ligne}"
    if fact.nature == "charge":
        quoi = label("classe", fact.type, {})
    else:
        nature = lexique.NATURES[fact.nature].libelle
        quoi = label("type", fact.type, {}) if fact.type else nature
    mots = [
        quoi,
        fact.projet or label("perimetre", fact.perimetre, {}),
        f"membre « {fact.membre} »" if fact.membre else "",
        label("origine", fact.origine, {}) if fact.origine else "",
        f"part selon la clé « {fact.cle} »" if fact.cle else "",
    ]
    return typeset(f"{lieu}  {' · '.join(mot for mot in mots if mot)}")
