"""Balances that may be wrong: money below zero, an account on its other side, a pad."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Balance
from beancount.core.data import Transaction
from beancount.core.flags import FLAG_PADDING

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.regard import euros_of
from ptce_ledger.remarques.regard import place_of
from ptce_ledger.remarques.signes import says_less

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Posting

    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.remarques.regard import Regard

#: Sign of what an account usually holds, as Beancount writes it.
_SENS = {"charge": 1, "86": 1, "produit": -1, "87": -1}
#: Below this, a pad is a matter of cents and stamps.
_SEUIL = Decimal(50)
#: Charges and products that go either way: stocks, rebates, repayments.
_DEUX_SENS = re.compile(
    r"603|60\d*9|61\d*9|62\d*9|64\d*9|65\d*9|66\d*9|70\d*9|71|72|78[79]|68[79]"
)


class TresorerieNegative(Remarque):
    """Une caisse ou une banque passe sous zéro à la fin d’une journée.

    Une caisse ne peut pas être vide plus que vide : il manque une recette, ou une date
    est fausse. Une banque le peut, mais rarement.
    """

    __slots__ = ()
    constat = "Le {jour} au soir, {compte} est à {solde}."
    remede = "Cherchez une recette oubliée, une dépense comptée deux fois ou une date fausse."


class SensInhabituel(Remarque):
    """Sur l’exercice, un compte de charges est créditeur, ou un compte de produits débiteur.

    C’est souvent un signe oublié : un produit s’écrit en négatif (-500.00), une charge en
    positif. Les comptes de rabais, de stocks et de fonds dédiés, et les avoirs ou
    remboursements nommés dans le libellé, ne sont pas signalés.
    """

    __slots__ = ()
    constat = "En {exercice}, {compte}, un compte de {role}, est {cote} de {solde}."
    remede = "Vérifiez le signe de cette ligne, la plus forte dans ce sens."


class MontantComble(Remarque):
    """Une ligne « pad » comble d’elle-même un écart, après des mouvements du compte.

    Un « pad » sert à reprendre un solde de départ. Plus tard, il cache ce qui manque :
    une écriture oubliée, une erreur de montant.
    """

    __slots__ = ()
    constat = "« pad » comble {montant} sur {compte}."
    remede = (
        "Cherchez l’écriture qui manque, écrivez-la, puis retirez la ligne « pad »."
    )


def iter_tresorerie(regard: Regard) -> Iterator[Remarque]:
    """Follow each till and bank, day by day: the first evening below zero of a year."""
    soldes: defaultdict[str, Decimal] = defaultdict(Decimal)
    touches: dict[str, tuple[Posting, Transaction]] = {}
    dits: set[tuple[str, int]] = set()
    jour = None
    suivis = _tills(regard)
    for entry in regard.livre.entries:
        if type(entry) is not Transaction:
            continue
        if entry.date != jour:
            yield from _evening(regard, soldes, touches, dits)
            touches, jour = {}, entry.date
        for posting in entry.postings:
            montant = euros_of(posting)
            if montant is not None and posting.account in suivis:
                soldes[posting.account] += montant
                touches[posting.account] = posting, entry
    yield from _evening(regard, soldes, touches, dits)


def _evening(
    regard: Regard,
    soldes: dict[str, Decimal],
    touches: dict[str, tuple[Posting, Transaction]],
    dits: set[tuple[str, int]],
) -> Iterator[Remarque]:
    for compte, (posting, entry) in touches.items():
        cas = compte, regard.exercice(entry)
        if soldes[compte] < 0 and cas not in dits:
            dits.add(cas)
            yield TresorerieNegative.at(
                place_of(posting, entry),
                entry,
                jour=Jour(entry.date),
                compte=compte,
                solde=Montant(soldes[compte], "EUR"),
            )


def _tills(regard: Regard) -> set[str]:
    """Name the tills, and the banks whose opening balance the ledger knows.

    A bank that starts by paying has money of before, of which nothing is said.
    """
    comptes = regard.livre.releve.comptes
    caisses: set[str] = set()
    banques: set[str] = set()
    partis: dict[str, bool] = {}
    for entry in regard.livre.entries:
        if type(entry) is Balance:
            partis.setdefault(entry.account, True)
        for posting in getattr(entry, "postings", ()):
            nom = posting.account
            if nom not in partis:
                partis[nom] = (euros_of(posting) or 0) > 0
                caisses |= {nom} if _is(comptes[nom], "53", "caisse") else set()
                banques |= {nom} if _is(comptes[nom], "512", "banque") else set()
    return caisses | {nom for nom in banques if partis[nom]}


def _is(compte: Compte, numero: str, mot: str) -> bool:
    if compte.role != "actif":
        return False
    if compte.numero:
        return compte.numero.startswith(numero)
    return mot in fold(compte.nom.rpartition(":")[2])


def iter_sens(regard: Regard) -> Iterator[Remarque]:
    """Look at each charge and product account, year by year, in each unit."""
    lignes: defaultdict[Any, list[tuple[Decimal, Posting, Transaction]]]
    lignes = defaultdict(list)
    comptes = regard.livre.releve.comptes
    for entry in regard.ecritures:
        if is_apart(entry):
            continue
        exercice = regard.exercice(entry)
        for posting in entry.postings:
            compte = comptes[posting.account]
            if compte.role in _SENS:
                nombre, devise = read_units(posting)
                cas = exercice, compte.nom, devise
                ligne = nombre * _SENS[compte.role], posting, entry
                lignes[cas].append(ligne)
    for (exercice, nom, devise), siennes in lignes.items():
        total = sum((nombre for nombre, _, _ in siennes), Decimal(0))
        if total >= 0 or _goes_both_ways(comptes[nom]):
            continue
        _, posting, entry = min(siennes, key=lambda ligne: ligne[0])
        if says_less(f"{entry.payee} {entry.narration} {nom}"):
            continue
        charge = comptes[nom].role in ("charge", "86")
        yield SensInhabituel.at(
            place_of(posting, entry),
            entry,
            exercice=exercice,
            compte=nom,
            solde=Montant(-total, devise),
            role=later("charges") if charge else later("produits"),
            cote=later("créditeur") if charge else later("débiteur"),
        )


def _goes_both_ways(compte: Compte) -> bool:
    fonds = any(niveau.get("type") == "fonds-dedies" for niveau in compte.niveaux)
    return fonds or bool(_DEUX_SENS.match(compte.numero))


def iter_pads(regard: Regard) -> Iterator[Remarque]:
    """Look for what `pad` filled in, once an account had already moved."""
    for pad in regard.pads:
        combles = [
            abs(montant)
            for entry in regard.livre.entries
            if type(entry) is Transaction
            and entry.flag == FLAG_PADDING
            and entry.meta.get("lineno") == pad.meta["lineno"]
            and entry.meta.get("filename") == pad.meta["filename"]
            for posting in entry.postings
            if posting.account == pad.account
            and (montant := euros_of(posting)) is not None
        ]
        total = sum(combles, Decimal(0))
        if total > _SEUIL and _moved(regard, pad):
            yield MontantComble.at(
                pad.meta,
                pad,
                montant=Montant(total, "EUR"),
                compte=pad.account,
            )


def _moved(regard: Regard, pad: Any) -> bool:
    """Tell whether the account moved before the balance that the pad makes true."""
    fin = next(
        (
            entry.date
            for entry in regard.livre.entries
            if type(entry) is Balance
            and entry.account == pad.account
            and entry.date > pad.date
        ),
        pad.date,
    )
    return any(
        posting.account == pad.account
        for entry in regard.ecritures
        if entry.date < fin
        for posting in entry.postings
    )
