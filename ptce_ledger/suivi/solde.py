"""What an account holds on a day: its balance, its last lines, what is still to come in.

A line is pointed when a later `balance` agrees with the account, unless it is marked « ! »:
the statement of the bank is typed already, nothing else is to be ticked.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from typing import NamedTuple

from beancount.core.data import Balance

from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.typographie import fold
from ptce_ledger.suivi.creances import Creances
from ptce_ledger.suivi.creances import is_claim
from ptce_ledger.suivi.etat import Etat
from ptce_ledger.suivi.subventions import CREANCE
from ptce_ledger.suivi.subventions import Subventions
from ptce_ledger.suivi.subventions import family

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.suivi.suivi import Suivi

#: Whether a line is on a statement that agrees.
POINTE, A_POINTER = "pointe", "a-pointer"
#: Accounts that wait for what is owed to the pole.
_TRESORERIE = "5"


class LigneDeCompte(NamedTuple):
    """A line of the account, and what the account holds after it."""

    entry: Transaction
    posting: Posting
    montant: Decimal
    devise: str
    solde: Decimal
    pointage: str


def find_accounts(suivi: Suivi, dit: str) -> list[str]:
    """Find the accounts that someone names: in full, by number, by a part of the name.

    The first way that finds some holds: « 512 » is no account that has 512 in its name.
    """
    comptes = sorted(suivi.releve.comptes.opens)
    numeros = {nom: suivi.releve.comptes[nom].numero for nom in comptes}
    plie = fold(dit)
    for trouves in (
        [nom for nom in comptes if fold(nom) == plie],
        [nom for nom in comptes if fold(nom).startswith(f"{plie}:")],
        [nom for nom in comptes if dit.isdigit() and numeros[nom] == dit],
        [nom for nom in comptes if dit.isdigit() and numeros[nom].startswith(dit)],
        [nom for nom in comptes if plie and plie in fold(nom)],
    ):
        if trouves:
            # What is under an account is of it.
            return [n for n in comptes if any(_within(n, t) for t in trouves)]
    return []


def build(suivi: Suivi, comptes: Sequence[str], au: datetime.date, nombre: int) -> Etat:
    """Say what some accounts hold at the end of a day, with their last lines."""
    mouvements = list(_moves(suivi, set(comptes), au))
    montres = mouvements[-nombre:] if nombre else []
    return Etat(
        "solde",
        "Solde",
        suivi.registre.code,
        suivi.registre.libelle,
        {"au": au},
        (
            _balances(suivi, comptes, mouvements, au),
            _lines(suivi, montres),
            _claims(suivi, set(comptes), au),
        ),
        suivi.libelles,
        montrees={
            "lignes": ("date", "montant", "solde", "pointage"),
            "a_recevoir": ("date", "montant", "quoi"),
        },
    )


def _moves(
    suivi: Suivi, comptes: set[str], au: datetime.date
) -> Iterator[LigneDeCompte]:
    controles = _controls(suivi, au)
    soldes: dict[str, Decimal] = {}
    for entry in suivi.ecritures:
        if entry.date > au:
            return
        for posting in entry.postings:
            if posting.account not in comptes:
                continue
            montant, devise = read_units(posting)
            soldes[devise] = soldes.get(devise, ZERO) + montant
            attend = "!" in (entry.flag, posting.flag)
            controle = controles.get((posting.account, devise))
            vu = controle is not None and entry.date < controle and not attend
            pointage = POINTE if vu else A_POINTER
            yield LigneDeCompte(
                entry, posting, montant, devise, soldes[devise], pointage
            )


def _controls(suivi: Suivi, au: datetime.date) -> dict[tuple[str, str], datetime.date]:
    """Give the last day by whose morning an account, or one above it, was agreed."""
    derniers: dict[tuple[str, str], datetime.date] = {}
    opens = suivi.releve.comptes.opens
    for entry in suivi.releve.entries:
        # That of the next morning is of the evening of the day.
        if type(entry) is Balance and (entry.date - au).days <= 1:
            for nom in opens:
                if _within(nom, entry.account):
                    derniers[nom, entry.amount.currency] = entry.date
    return derniers


def _balances(
    suivi: Suivi,
    comptes: Iterable[str],
    mouvements: Sequence[LigneDeCompte],
    au: datetime.date,
) -> Tableau:
    sommes: dict[tuple[str, str], dict[str, Decimal]] = {
        (compte, EURO): {} for compte in comptes
    }
    for m in mouvements:
        siennes = sommes.setdefault((m.posting.account, m.devise), {})
        siennes[m.pointage] = siennes.get(m.pointage, ZERO) + m.montant
    autres = {compte for compte, devise in sommes if devise != EURO}
    controles = _controls(suivi, au)
    lignes = []
    for (compte, devise), siennes in sorted(sommes.items()):
        if devise == EURO and compte in autres and not siennes:
            continue
        pointe, reste = siennes.get(POINTE, ZERO), siennes.get(A_POINTER, ZERO)
        controle = controles.get((compte, devise))
        cle = (compte,) if devise == EURO else (f"{compte} ({devise})",)
        lignes.append(Ligne(cle, (pointe + reste, controle, pointe, reste)))
    return Tableau(
        "soldes",
        "Solde",
        (Colonne("compte", "Compte", "texte"),),
        (
            Colonne("solde", "Solde"),
            Colonne("controle", "Contrôlé le", "date"),
            Colonne("pointe", "Pointé"),
            Colonne("a_pointer", "À pointer"),
        ),
        tuple(lignes),
    )


def _lines(suivi: Suivi, mouvements: Iterable[LigneDeCompte]) -> Tableau:
    lignes = [
        Ligne(
            (_said(m.entry),),
            (
                m.entry.date,
                m.posting.account,
                m.montant,
                m.devise,
                m.solde,
                m.pointage,
                _place(suivi, m),
            ),
        )
        for m in mouvements
    ]
    return Tableau(
        "lignes",
        "Dernières lignes",
        (Colonne("libelle", "Libellé", "texte"),),
        (
            Colonne("date", "Date", "date"),
            Colonne("compte", "Compte", "texte"),
            Colonne("montant", "Montant"),
            Colonne("devise", "Devise", "texte"),
            Colonne("solde", "Solde"),
            Colonne("pointage", "Pointage", "mot"),
            Colonne("lieu", "Lieu", "texte"),
        ),
        tuple(lignes),
    )


def _said(entry: Transaction) -> str:
    return " — ".join(filter(None, (entry.payee, entry.narration)))


def _place(suivi: Suivi, mouvement: LigneDeCompte) -> str:
    meta = mouvement.posting.meta or {}
    lieu = meta if meta.get("lineno") else mouvement.entry.meta
    fichier = lieu.get("filename") or mouvement.entry.meta["filename"]
    return f"{suivi.releve.fichier(fichier)}:{lieu['lineno']}"


def _claims(suivi: Suivi, comptes: set[str], au: datetime.date) -> Tableau:
    """List what is open on the accounts; what money waits for, on those of money."""
    numeros = [suivi.releve.comptes[nom].numero for nom in comptes]
    toutes = any(numero.startswith(_TRESORERIE) for numero in numeros)
    avant = [entry for entry in suivi.ecritures if entry.date <= au]
    lignes = [
        ligne
        for ligne in (*_owed(suivi, avant), *_granted(suivi, avant))
        if toutes or ligne.valeurs[1] in comptes
    ]
    return Tableau(
        "a_recevoir",
        "À recevoir",
        (Colonne("debiteur", "De qui", "code"),),
        (
            Colonne("date", "Date", "date"),
            Colonne("compte", "Compte", "texte"),
            Colonne("montant", "Montant"),
            Colonne("quoi", "Quoi", "mot"),
        ),
        tuple(sorted(lignes, key=_rank)),
    )


def _rank(ligne: Ligne) -> tuple[bool, datetime.date, tuple[str, ...], Decimal]:
    jour, _, montant, _ = ligne.valeurs
    return jour is None, jour or datetime.date.max, ligne.cles, montant


def _owed(suivi: Suivi, avant: Sequence[Transaction]) -> Iterator[Ligne]:
    """Yield the claims open on that evening: what came later has not settled them.

    Then what is paid in advance, and what no tiers explains: all of it is class 41.
    """
    releve = suivi.releve
    meuvent = [e for e in avant if any(is_claim(releve, p.account) for p in e.postings)]
    creances = Creances(releve, meuvent)
    for une in creances.creances:
        if une.ouvert:
            compte, quoi = une.net.posting.account, une.net.type
            yield Ligne((une.net.tiers,), (une.entry.date, compte, une.ouvert, quoi))
    for credit in creances.credits():
        if credit.reste:
            net = credit.net
            valeurs = credit.entry.date, net.posting.account, -credit.reste, net.type
            yield Ligne((net.tiers,), valeurs)
    for compte, montant in creances.sans_tiers.items():
        if montant:
            yield Ligne(("",), (None, compte, montant, ""))


def _granted(suivi: Suivi, avant: Sequence[Transaction]) -> Iterator[Ligne]:
    """Yield what is left of each agreement to receive, since its first line."""
    releve = suivi.releve
    meuvent = [e for e in avant if any(family(releve, p.account) for p in e.postings)]
    subventions = Subventions(releve, meuvent)
    soldes: dict[tuple[str, str], tuple[datetime.date, Decimal]] = {}
    for code in sorted(subventions.codes(CREANCE) - {""}):
        for piece in subventions.of(code, CREANCE):
            cle = code, piece.posting.account
            jour, solde = soldes.get(cle, (piece.date, ZERO))
            soldes[cle] = jour, solde + piece.montant
    for (code, compte), (jour, solde) in soldes.items():
        if solde:
            yield Ligne((code,), (jour, compte, solde, "subventions"))
    for compte, montant in subventions.unexplained().items():
        if montant and family(releve, compte) == CREANCE:
            yield Ligne(("",), (None, compte, montant, "subventions"))


def _within(nom: str, compte: str) -> bool:
    return nom == compte or nom.startswith(f"{compte}:")
