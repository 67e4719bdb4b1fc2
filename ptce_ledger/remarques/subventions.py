"""Grants counted beyond what was granted: twice, or more than their agreement."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.partenaires import FINANCEURS
from ptce_ledger.remarques.partenaires import Familles
from ptce_ledger.remarques.postes import piece_of
from ptce_ledger.remarques.recopie import with_account
from ptce_ledger.remarques.recopie import with_number
from ptce_ledger.remarques.recopie import write_directive
from ptce_ledger.remarques.recopie import write_entry
from ptce_ledger.remarques.regard import euros_of
from ptce_ledger.remarques.regard import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.registre.convention import Convention
    from ptce_ledger.remarques.regard import Regard


class SubventionEnDouble(Remarque):
    """Une subvention du même financeur, du même montant, compte deux fois dans l’exercice.

    Elle se compte une fois, à la notification ; le versement solde ensuite la créance
    (compte 441) et ne touche plus le compte de produits. Deux acomptes égaux d’une
    convention ne sont pas signalés tant qu’ils ne dépassent pas son montant.
    """

    __slots__ = ()
    constat = "{montant} de {financeur} : déjà comptés le {jour} (ligne {ligne} de {fichier})."
    remede = "Si c’est le versement d’une subvention déjà notifiée, écrivez-le sur la créance, par exemple :"
    forme = "  Assets:441-Subventions-A-Recevoir   {credit} EUR"


class SubventionExcessive(Remarque):
    """Les produits d’une convention dépassent le montant accordé.

    C’est souvent un versement saisi comme un produit, après la notification. Si la
    convention a été augmentée, son montant se corrige dans le registre.
    """

    __slots__ = ()
    constat = (
        "La convention « {code} » accorde {accorde}, et ses produits font {total}."
    )
    remede = "{remede}"
    forme = "{ecriture}"


def iter_subventions(regard: Regard) -> Iterator[Remarque]:
    """Look for a subsidy counted at its notification and again at its payment."""
    vues: defaultdict[Any, list[tuple[Transaction, Posting]]] = defaultdict(list)
    cumuls: defaultdict[str, Any] = defaultdict(int)
    releve = regard.livre.releve
    depassees: set[str] = set()
    familles = Familles(regard)
    for entry in regard.ecritures:
        if is_apart(entry):
            continue
        axes = releve.affectation.resolve_entry(entry)
        for posting, axe in zip(entry.postings, axes, strict=True):
            montant = euros_of(posting)
            if montant is None or not _is_subsidy(regard, posting, axe.type):
                continue
            cumuls[axe.convention] -= montant
            if montant >= 0:
                continue
            depassement = _excess(regard, axe.convention, cumuls)
            financeur = axe.tiers or fold(entry.payee or "")
            piece = piece_of(posting, entry)
            situe = (axe.projet, axe.perimetre)
            cle = (regard.exercice(entry), financeur, montant, axe.convention, situe)
            deja = [
                (autre, ligne)
                for autre, ligne in vues[cle]
                if _is_again(
                    regard, axe.convention, cumuls, (piece_of(ligne, autre), piece)
                )
            ]
            vues[cle].append((entry, posting))
            if deja and financeur:
                yield SubventionEnDouble.at(
                    place_of(posting, entry),
                    entry,
                    montant=Montant(-montant, "EUR"),
                    financeur=entry.payee or releve.registre.label(financeur),
                    jour=Jour(deja[0][0].date),
                    credit=montant,
                    ligne=deja[0][0].meta["lineno"],
                    fichier=regard.nom(deja[0][0].meta),
                )
            elif depassement > 0 and axe.convention not in depassees:
                depassees.add(axe.convention)
                convention = releve.registre.conventions[axe.convention]
                total = cumuls[axe.convention]
                yield SubventionExcessive.at(
                    place_of(posting, entry),
                    entry,
                    code=axe.convention,
                    accorde=Montant(convention.montant, EURO),
                    total=Montant(total, EURO),
                    **_settled(familles, entry, posting, depassement, convention),
                )


def _is_subsidy(regard: Regard, posting: Posting, type_: str) -> bool:
    """Tell a subsidy by its type; where nobody typed one, by its account."""
    compte = regard.livre.releve.comptes[posting.account]
    if compte.role != "produit" or type_:
        return type_ == "subventions"
    return compte.numero.startswith("74") or "subvention" in fold(compte.nom)


def _is_again(
    regard: Regard, code: str, cumuls: dict[str, Any], pieces: tuple[str, str]
) -> bool:
    """Tell the same subsidy again from two equal instalments of one."""
    if all(pieces):
        return pieces[0] == pieces[1]
    convention = regard.livre.registre.conventions.get(code)
    return convention is None or cumuls[code] > convention.montant


def _excess(regard: Regard, code: str, cumuls: dict[str, Any]) -> Any:
    """Give how much the products of an agreement are beyond what it grants."""
    convention = regard.livre.registre.conventions.get(code)
    return cumuls[code] - convention.montant if convention else ZERO


def _settled(
    familles: Familles,
    entry: Transaction,
    posting: Posting,
    exces: Decimal,
    convention: Convention,
) -> dict[str, object]:
    """Put it right: what is beyond was a payment, or the agreement grants more."""
    creance = next(
        (nom for nom in familles.opened() if familles[nom] == FINANCEURS), ""
    )
    recu = familles.receives(entry)
    total = -(euros_of(posting) or ZERO)
    if creance and recu and exces <= total:
        lignes = list(entry.postings)
        rang = lignes.index(posting)
        du_produit = with_account(posting, creance)
        lignes[rang : rang + 1] = [
            *([with_number(posting, exces - total)] if exces < total else []),
            with_number(du_produit, -exces),
        ]
        remede = later(
            "Si c’est le versement d’une subvention déjà comptée, il solde sa créance ; "
            "si la convention a été augmentée, corrigez son montant. Le versement :"
        )
        return {"remede": remede, "ecriture": write_entry(entry, lignes)}
    directive = convention.entry
    valeurs = [
        valeur._replace(value=Amount(convention.montant + exces, EURO))
        if isinstance(valeur.value, Amount)
        else valeur
        for valeur in directive.values
    ]
    remede = later(
        "Retirez ce qui est compté deux fois ; si la convention a été augmentée, "
        "corrigez son montant dans le registre :"
    )
    return {
        "remede": remede,
        "ecriture": write_directive(directive._replace(values=valeurs)),
    }
