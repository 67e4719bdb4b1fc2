"""Facts on a terminal: two lines each, and the figure or the sums that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.libelles import label
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.typographie import disarm
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.rendu.terminal import page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.chiffres.ouverture import Detail
    from ptce_ledger.faits.facts import Fact


def render(facts: Sequence[Fact]) -> str:
    """List facts, closed by what each nature amounts to."""
    lignes = [ligne for fact in facts for ligne in _entry(fact, fact.montant)]
    sommes: dict[str, Decimal] = {}
    for fact in facts:
        sommes[fact.nature] = sommes.get(fact.nature, ZERO) + fact.montant
    dites = [
        f"{lexique.NATURES[nature].libelle.lower()} {write_euros(somme)}"
        for nature, somme in sommes.items()
    ]
    return _close(lignes, f"{_count(len(facts))} : {', '.join(dites)}")


def render_figure(chemin: str, detail: Detail) -> str:
    """List the facts of a figure, each with what it counts for, and the figure.

    In a result a charge counts negatively; in repayments, money given back positively.
    """
    lignes = [li for poste in detail.postes for li in _entry(poste.fact, poste.compte)]
    valeur = write_euros(detail.valeur)
    lignes.append(page.bold(page.left(chemin, 60) + page.right(valeur, 20)))
    return _close(lignes, _count(len(detail.postes)))


def _count(nombre: int) -> str:
    return f"{nombre} ligne{'s' if nombre > 1 else ''}"


def _close(lignes: list[str], fin: str) -> str:
    lignes += [page.dim(ligne) for ligne in page.paragraph(typeset(fin))]
    return "\n".join(lignes) + "\n"


def _entry(fact: Fact, compte: Decimal) -> list[str]:
    """Give a fact: date, label and amount, then place and axes."""
    libelle = disarm(fact.libelle or fact.nature)
    montant = page.right(write_nombre(compte), 15)
    tete = f"{fact.date:%d/%m/%Y}  {page.left(libelle, 53)}{montant}"
    return [tete, *map(page.dim, page.paragraph(disarm(_axes(fact)), 12))]


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
