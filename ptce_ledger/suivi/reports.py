"""What is to be carried over at the end of an exercice: entries on the accounts last used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.suivi.conventions import followed
from ptce_ledger.suivi.ecritures import Ecriture
from ptce_ledger.suivi.ecritures import Mouvement
from ptce_ledger.suivi.subventions import AVANCE
from ptce_ledger.suivi.subventions import DEDIES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.suivi.execution import Execution
    from ptce_ledger.suivi.suivi import Suivi


class CompteAbsentError(Exception):
    """No account of the book could bear an entry: the number of one that would."""

    def __init__(self, numero: str) -> None:
        super().__init__(numero)
        self.numero = numero


def carried(suivi: Suivi, exercice: int) -> Iterator[Ecriture]:
    """Yield the entries that are left to write. Raises CompteAbsentError."""
    fin = suivi.registre.bornes(exercice)[1]
    for une in followed(suivi, fin):
        avance = une.pca_attendu - une.pca.total()
        if avance:
            compte = _account(suivi, une, AVANCE, fin)
            produit = _produit(suivi, une, fin)
            yield _entry(
                suivi,
                une,
                f"Produits constatés d’avance, exercice {exercice}",
                Mouvement(produit, avance, _type(suivi, produit, "subventions")),
                Mouvement(compte, -avance),
            )
        fonds = fund_movement(suivi, une)
        if fonds:
            compte = _account(suivi, une, DEDIES, fin)
            rang = suivi.releve.comptes[compte].numero[2:3]
            numero = ("689" if fonds > 0 else "789") + rang
            gestion = _account(suivi, une, numero, fin)
            quoi = "à reporter" if fonds > 0 else "repris"
            yield _entry(
                suivi,
                une,
                f"Fonds dédiés {quoi}, exercice {exercice}",
                Mouvement(gestion, fonds, _type(suivi, gestion, "fonds-dedies")),
                Mouvement(compte, -fonds),
            )


def fund_movement(suivi: Suivi, une: Execution) -> Decimal:
    """Give what would bring the dedicated funds of an agreement to what they should be."""
    if une.fonds_dedies_attendus is None:
        return ZERO
    pieces = suivi.subventions.of(une.convention.code, DEDIES)
    cloture = sum((p.montant for p in pieces if p.date <= une.au), ZERO)
    return une.fonds_dedies_attendus - cloture


def _entry(suivi: Suivi, une: Execution, libelle: str, *lignes: Mouvement) -> Ecriture:
    """Write a movement: a debit first, under the agreement and its périmètre."""
    convention, registre = une.convention, suivi.registre
    cles = {"convention": convention.code}
    if convention.projet:
        cles["projet"] = convention.projet
    elif registre.perimetre_defaut != "cellule":
        cles["perimetre"] = "cellule"
    nom = registre.label(convention.financeur)
    if registre.tiers_of(nom, une.au) != convention.financeur:
        cles["tiers"] = convention.financeur
    mouvements = tuple(sorted(lignes, key=lambda ligne: ligne.montant < 0))
    return Ecriture(une.au, nom, libelle, mouvements, cles)


def _type(suivi: Suivi, compte: str, type_: str) -> dict[str, str]:
    """Give the type that an account does not say by itself."""
    niveaux = suivi.releve.comptes[compte].niveaux
    return {} if any(n.get("type") for n in niveaux) else {"type": type_}


def _produit(suivi: Suivi, une: Execution, jour: datetime.date) -> str:
    """Give the account on which the grant was booked last, else any that could be."""
    if une.produits:
        return une.produits[-1].compte
    return _account(suivi, une, "74", jour)


def _account(suivi: Suivi, une: Execution, numero: str, jour: datetime.date) -> str:
    """Find an account by the beginning of its number: last used by it, by any, or open."""
    comptes = suivi.releve.comptes
    pieces = suivi.subventions.of(une.convention.code, numero)
    if pieces:
        return pieces[-1].posting.account
    dernier = ""
    for entry in suivi.ecritures:
        for posting in entry.postings:
            if _may_bear(comptes[posting.account], numero):
                dernier = posting.account if read_units(posting)[0] else dernier
    if dernier:
        return dernier
    for nom, ouverture in comptes.opens.items():
        if ouverture.date <= jour and _may_bear(comptes[nom], numero):
            return nom
    raise CompteAbsentError(numero)


def _may_bear(compte: Compte, numero: str) -> bool:
    """Tell an account of this number; the share of an investment grant (747) is no grant."""
    dits = (n["type"] for n in compte.niveaux if n.get("type"))
    return compte.numero.startswith(numero) and next(dits, "") != "hors-ressources"
