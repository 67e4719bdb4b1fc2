"""Class 8: where it is booked, what its hours are worth, and that its two sides agree."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.nature import ContributionDesequilibree
from ptce_ledger.erreurs.nature import ContributionMalPlacee
from ptce_ledger.erreurs.nature import ContributionMelangee
from ptce_ledger.erreurs.nature import HeuresHorsClasse8
from ptce_ledger.erreurs.nature import PrixAbsent
from ptce_ledger.erreurs.nature import PrixSurHeures
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.faits.axes import EN_NATURE
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Open
    from beancount.core.data import Transaction

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.annotation import Contexte
    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.mots.dits import Dit


#: A périmètre in a sentence, of those that hours may bear.
_PERIMETRES = {
    "cellule": later("la cellule d’animation"),
    "projet": later("les projets communs"),
    "hors-pole": later("ce qui est hors du pôle"),
}
#: The debit side, then the credit side.
_COTES = (later("86 (emplois)"), later("87 (contributions)"))


def check_open(entry: Open, compte: Compte) -> Iterator[PtceError]:
    """Report an account of class 8 that would enter the result."""
    if compte.numero[:2] in ("86", "87") and compte.role not in ("86", "87"):
        nom = compte.nom.partition(":")[2]
        yield ContributionMalPlacee.at(
            entry.meta, entry, compte=compte.nom, date=entry.date, nom=nom
        )


def check_heures(contexte: Contexte) -> Iterator[PtceError]:
    """Report hours out of class 8, with a price of their own, or with none at all."""
    releve, entry, posting, compte, axes = contexte
    nombre, devise = read_units(posting)
    montant = Montant(nombre, devise)
    if axes.nature not in EN_NATURE:
        yield HeuresHorsClasse8.at(
            posting.meta, entry, montant=montant, compte=compte.nom
        )
    elif posting.price is not None or posting.cost is not None:
        # A price of zero is one, and is false.
        prix: Any = posting.cost if posting.price is None else posting.price
        yield PrixSurHeures.at(
            posting.meta,
            entry,
            montant=montant,
            date=entry.date,
            devise=devise,
            prix=f"{prix.number} {prix.currency}",
        )
    elif axes.nature == "contribution" and (
        releve.prix.price(devise, entry.date) is None
    ):
        yield PrixAbsent.at(
            posting.meta,
            entry,
            devise=devise,
            jour=Jour(entry.date),
            date=entry.date,
        )


def check_ecriture(
    entry: Transaction, comptes: Sequence[Compte], axes: Sequence[Axes]
) -> Iterator[PtceError]:
    """Report another account beside class 8, and 86 ≠ 87 by unit and périmètre."""
    soldes: dict[tuple[str, tuple[str, str]], Decimal] = {}
    for posting, compte, axe in zip(entry.postings, comptes, axes, strict=True):
        if compte.role not in ("86", "87"):
            yield ContributionMelangee.at(
                posting.meta or entry.meta, entry, compte=compte.nom
            )
            return
        nombre, devise = read_units(posting)
        groupe = devise, _situation(axe)
        soldes[groupe] = soldes.get(groupe, Decimal(0)) + nombre
    for (devise, situation), solde in soldes.items():
        if solde:
            plus, moins = _COTES if solde > 0 else reversed(_COTES)
            yield ContributionDesequilibree.at(
                entry.meta,
                entry,
                ecart=Montant(abs(solde), devise),
                perimetre=_name(*situation),
                plus=plus,
                moins=moins,
            )


def _situation(axes: Axes) -> tuple[str, str]:
    """Say where hours or contributions are put: by which key, and its value."""
    if axes.cle:
        return "cle", axes.cle
    if axes.projet:
        return "projet", axes.projet
    return "perimetre", axes.perimetre if axes.perimetre in _PERIMETRES else ""


def _name(cle: str, code: str) -> Dit:
    if cle == "cle":
        return later("la clé « {code} »", code=code)
    if cle == "projet":
        return later("le projet « {code} »", code=code)
    return _PERIMETRES.get(code, later("ce qui n’a pas de périmètre"))
