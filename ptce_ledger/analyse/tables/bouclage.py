"""The bouclage: the facts beside Beancount's own income statement.

It adds Beancount's postings again, on its own, by account root, and sets the sums beside
those of the facts. It knows nothing of axes, keys or types: it would show a fact lost,
counted twice or given the wrong sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core.data import Transaction
from beancount.parser.options import get_account_types

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.faits.declarations import posted
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from beancount.core.data import Posting

    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve


#: The two sides of an income statement.
ROLES = ("produit", "charge")
#: A posting of the income statement: its side, and its amount on that side.
_Compte = tuple[str, Transaction, "Posting", "Decimal"]


def build(ensemble: Ensemble) -> Tableau:
    """Set both sides, and by how much they differ: nothing, in a right program."""
    releve, exercice = ensemble.releve, ensemble.exercice
    produits, charges = income_statement(releve, exercice)
    faits = {role: _counted(ensemble, role, ensemble.facts) for role in ROLES}
    livre = {
        "produit": _booked(releve, exercice, "produit", produits),
        "charge": _booked(releve, exercice, "charge", charges),
    }
    sommes = {role: source.total() for role, source in faits.items()}
    ecart = abs(produits - sommes["produit"]) + abs(charges - sommes["charge"])
    colonnes = (
        Colonne("produits_beancount", "Produits, selon Beancount"),
        Colonne("produits_faits", "Produits, selon les faits"),
        Colonne("charges_beancount", "Charges, selon Beancount"),
        Colonne("charges_faits", "Charges, selon les faits"),
        Colonne("ecart", "Écart"),
    )
    valeurs = (produits, sommes["produit"], charges, sommes["charge"], ecart)
    sources = (
        livre["produit"],
        faits["produit"],
        livre["charge"],
        faits["charge"],
        _gap(livre, faits) if ecart and not is_withheld(ecart) else Source(),
    )
    ligne = Ligne((), valeurs, sources)
    titre = "Bouclage avec le compte de résultat"
    return Tableau("bouclage", titre, (), colonnes, (ligne,), "objet")


def build_hors_pole(ensemble: Ensemble) -> Tableau:
    """Say how much of both sides is outside the pole: done by who keeps the books."""
    facts = [fact for fact in ensemble.facts if fact.perimetre == "hors-pole"]
    sources = tuple(_counted(ensemble, role, facts) for role in ROLES)
    colonnes = (Colonne("produits", "Produits"), Colonne("charges", "Charges"))
    ligne = Ligne((), tuple(source.total() for source in sources), sources)
    titre = "Hors du pôle, dans le même livre"
    return Tableau("hors_pole", titre, (), colonnes, (ligne,), "objet")


def income_statement(releve: Releve, exercice: int) -> tuple[Decimal, Decimal]:
    """Add the income and the expenses of an exercice as booked, closing entries apart."""
    sommes = {"produit": ZERO, "charge": ZERO}
    for role, _, _, montant in _iter_booked(releve, exercice):
        sommes[role] += montant
    return sommes["produit"], sommes["charge"]


def _iter_booked(releve: Releve, exercice: int) -> Iterator[_Compte]:
    """Yield the postings of an income statement.

    It asks Beancount which accounts are which, and nothing of the engine it controls.
    """
    debut, fin = releve.registre.bornes(exercice)
    racines = get_account_types(releve.options)
    for entry in releve.entries:
        if type(entry) is not Transaction or not debut <= entry.date <= fin:
            continue
        if entry.meta.get("cloture") is True or entry.meta.get("a-nouveau") is True:
            continue
        for posting in entry.postings:
            retenu = (posting.meta or {}).get("retenu") is True
            nombre = SECRET if retenu else read_units(posting)[0]
            if posting.account.startswith(racines.income):
                yield "produit", entry, posting, -nombre
            elif posting.account.startswith(racines.expenses):
                yield "charge", entry, posting, nombre


def _booked(releve: Releve, exercice: int, role: str, somme: Decimal) -> Source:
    """Give one side as booked; its lines are listed when somebody opens it."""

    def list_postings() -> list[Fact]:
        return [
            posted(releve, entry, posting, montant)
            for sien, entry, posting, montant in _iter_booked(releve, exercice)
            if sien == role
        ]

    return Source.of([cube.CaseDifferee(somme, list_postings)])


def _counted(ensemble: Ensemble, role: str, facts: Iterable[Fact]) -> Source:
    """Give one side as the facts have it, by the root of their accounts."""
    comptes = ensemble.releve.comptes
    siens = [f for f in facts if f.nature in ROLES and comptes[f.compte].role == role]
    # A fund set aside (6894) is a negative resource booked as a charge.
    droits = [f for f in siens if role == "produit" or f.nature != "produit"]
    a_l_envers = [f for f in siens if role == "charge" and f.nature == "produit"]
    plus = Source.of(cube.gather(droits))
    return plus.less(Source.of(cube.gather(a_l_envers)))


def _gap(livre: dict[str, Source], faits: dict[str, Source]) -> Source:
    """Give what the gap is made of: each side less the other, whichever is larger."""
    termes = []
    for role, source in livre.items():
        difference = source.less(faits[role])
        renverse = difference.total() < 0
        termes += [t.taken_away() if renverse else t for t in difference.termes]
    return Source(tuple(termes))
