"""The controls of every synthesis: the bouclage, and what is « non ventilé ».

The bouclage adds Beancount's postings again, on its own, by account root, and sets the
sums beside those of the facts. It knows nothing of axes, keys or types: it would show a
fact lost, counted twice or given the wrong sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core.data import Transaction
from beancount.parser.options import get_account_types

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.faits.affectation import missing_axes
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve


def controls(
    releve: Releve, exercice: int, facts: list[Fact]
) -> tuple[Tableau, Tableau]:
    """Give the « bouclage » and « non_ventile » tables of an exercice."""
    return _bouclage(releve, exercice, facts), _non_ventile(facts)


def _bouclage(releve: Releve, exercice: int, facts: list[Fact]) -> Tableau:
    produits, charges = income_statement(releve, exercice)
    faits = {"produit": ZERO, "charge": ZERO}
    siens: dict[str, list[Fact]] = {"produit": [], "charge": []}
    for fact in facts:
        role = releve.comptes[fact.compte].role if fact.compte else ""
        if role in faits:
            # A fund set aside (6894) is a negative resource booked as a charge.
            a_l_envers = role == "charge" and fact.nature == "produit"
            faits[role] += -fact.montant if a_l_envers else fact.montant
            siens[role].append(fact)
    ecart = abs(produits - faits["produit"]) + abs(charges - faits["charge"])
    colonnes = (
        Colonne("produits_beancount", "Produits, selon Beancount"),
        Colonne("produits_faits", "Produits, selon les faits"),
        Colonne("charges_beancount", "Charges, selon Beancount"),
        Colonne("charges_faits", "Charges, selon les faits"),
        Colonne("ecart", "Écart"),
    )
    valeurs = (produits, faits["produit"], charges, faits["charge"], ecart)
    sources = ((), cube.gather(siens["produit"]), (), cube.gather(siens["charge"]), ())
    ligne = Ligne((), valeurs, sources)
    titre = "Bouclage avec le compte de résultat"
    return Tableau("bouclage", titre, (), colonnes, (ligne,), "objet")


def income_statement(releve: Releve, exercice: int) -> tuple[Decimal, Decimal]:
    """Add the income and the expenses of an exercice as booked, closing entries apart.

    It asks Beancount which accounts are which, and nothing of the engine it controls.
    """
    debut, fin = releve.registre.bornes(exercice)
    racines = get_account_types(releve.options)
    produits = charges = ZERO
    for entry in releve.entries:
        if type(entry) is not Transaction or not debut <= entry.date <= fin:
            continue
        if entry.meta.get("cloture") is True or entry.meta.get("a-nouveau") is True:
            continue
        for posting in entry.postings:
            retenu = (posting.meta or {}).get("retenu") is True
            nombre = SECRET if retenu else read_units(posting)[0]
            if posting.account.startswith(racines.income):
                produits -= nombre
            elif posting.account.startswith(racines.expenses):
                charges += nombre
    return produits, charges


def _non_ventile(facts: Iterable[Fact]) -> Tableau:
    sommes: dict[str, Decimal] = {}
    lignes: dict[str, set[tuple[str, int]]] = {}
    for fact in facts:
        for axe in missing_axes(fact.nature, fact.perimetre, fact.type, fact.origine):
            sommes[axe] = sommes.get(axe, ZERO) + fact.montant
            lignes.setdefault(axe, set()).add((fact.fichier, fact.ligne))
    rangees = tuple(
        Ligne(
            (axe,),
            (
                sommes[axe],
                tuple(f"{fichier}:{ligne}" for fichier, ligne in sorted(lignes[axe])),
            ),
        )
        for axe in lexique.AXES
        if axe in sommes
    )
    cles = (Colonne("axe", "Axe", "code"),)
    colonnes = (Colonne("montant", "Montant"), Colonne("lignes", "Lignes", "liste"))
    return Tableau("non_ventile", "Non ventilé", cles, colonnes, rangees)
