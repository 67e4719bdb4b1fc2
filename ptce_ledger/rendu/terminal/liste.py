"""Facts on a terminal: two lines each, and the figure or the sums that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.ouverture import total
from ptce_ledger.analyse.reserves import bound
from ptce_ledger.analyse.reserves import reserve_of
from ptce_ledger.analyse.tableau import RAPPORTS
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.libelles import nature
from ptce_ledger.mots.libelles import show
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
        f"{nature(code).lower()} {write_euros(somme)}" for code, somme in sommes.items()
    ]
    return _close(lignes, f"{_count(len(facts))} : {', '.join(dites)}")


def render_figure(nom: str, detail: Detail) -> str:
    """List the lines of a figure, each with what it counts for, and the figure.

    In a result a charge counts negatively; in repayments, money given back positively.
    A ratio closes on both of its sums.
    """
    chiffre = detail.chiffre
    lignes = [li for poste in detail.postes for li in _entry(poste.fact, poste.compte)]
    if chiffre.colonne.genre in RAPPORTS:
        lignes.append(_total("numérateur", write_euros(detail.total())))
        for poste in detail.sur:
            lignes += _entry(poste.fact, poste.compte)
        lignes.append(_total("dénominateur", write_euros(total(detail.sur))))
    genre = chiffre.colonne.genre
    valeur = show(chiffre.valeur, genre)
    if genre == "euros" and chiffre.valeur is not None:
        valeur = write_euros(chiffre.valeur)
    lignes.append(_total(nom, bound(valeur, chiffre.borne)))
    if dite := reserve_of(chiffre):
        lignes.append(page.right(dite, 80))
    return _close(lignes, _count(len(detail.postes) + len(detail.sur)))


def _total(mot: str, valeur: str) -> str:
    return page.bold(page.left(mot, 60) + page.right(valeur, 20))


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
    if fact.nature in ("charge", "investissement"):
        quoi = label("classe", fact.type, {})
    else:
        quoi = label("type", fact.type, {}) if fact.type else nature(fact.nature)
    mots = [
        quoi,
        fact.projet or _perimetre(fact),
        f"membre « {fact.membre} »" if fact.membre else "",
        label("origine", fact.origine, {}) if fact.origine else "",
        f"part selon la clé « {fact.cle} »" if fact.cle else "",
    ]
    return typeset(f"{lieu}  {' · '.join(mot for mot in mots if mot)}")


def _perimetre(fact: Fact) -> str:
    """Name the périmètre of a fact; what is none needs no périmètre."""
    sans_objet = not fact.perimetre and fact.nature in lexique.DECLARATIONS
    return "" if sans_objet else label("perimetre", fact.perimetre, {})
