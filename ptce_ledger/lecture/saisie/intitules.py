"""Account names as a hand types them: what is wrong in one, and how it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import comptes as erreurs
from ptce_ledger.faits.comptes import RACINES
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.mots.codages import restore
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.voisins import nearest

if TYPE_CHECKING:
    from ptce_ledger.lecture.saisie.ligne import LigneTypee

#: What a French hand types for a root, folded.
_FRANCAIS = {
    "actif": "Assets",
    "actifs": "Assets",
    "passif": "Liabilities",
    "dettes": "Liabilities",
    "capitaux": "Equity",
    "fondspropres": "Equity",
    "produit": "Income",
    "produits": "Income",
    "recettes": "Income",
    "charge": "Expenses",
    "charges": "Expenses",
    "depenses": "Expenses",
}
#: What can only be an account, whatever its root.
_COMPTE = re.compile(r"[A-ZÀ-Þ][\w-]*:\S")
_FIN = r"(?:\s{2,}.*|\t.*|\s+[-+\u2212\u2013(]?\d[\d.,]*(?![\w-]).*|\s+\".*)?$"
_DEVISES = r"(?:\s+[A-Z][A-Z0-9'._-]*(?:\s*,\s*[A-Z][A-Z0-9'._-]*)*)?(?:\s+\".*)?$"
#: Where a line names an account.
_ENDROITS = (
    re.compile(rf"^\s+(?:[*!]\s+)?(?P<compte>\S.*?){_FIN}"),
    re.compile(rf"^\S+\s+open\s+(?P<compte>\S.*?){_DEVISES}"),
    re.compile(rf"^\S+\s+(?:close|balance|note|document)\s+(?P<compte>\S.*?){_FIN}"),
)


def find_account(ligne: str) -> tuple[int, int]:
    """Find what a line, its comment taken off, has for an account; an empty place if none.

    >>> ligne = "2025-01-01 open Expenses:Frais de port EUR"
    >>> ligne[slice(*find_account(ligne))]
    'Expenses:Frais de port'
    """
    for endroit in _ENDROITS:
        trouve = endroit.match(ligne)
        if trouve and (_COMPTE.match(trouve["compte"]) or root_of(trouve["compte"])):
            return trouve.span("compte")
    return 0, 0


def root_of(compte: str) -> str:
    """Give the root that a name starts by, or was meant to start by."""
    premier, deux_points, _ = compte.partition(":")
    premier = premier.strip()
    if premier in RACINES or not deux_points or not premier.isalpha():
        return premier if premier in RACINES else ""
    return _FRANCAIS.get(fold(premier)) or nearest(premier, RACINES)


def rewrite(compte: str) -> str:
    """Write an account name as it must be.

    >>> rewrite("Charges:frais d'envoi")
    'Expenses:Frais-d-envoi'
    >>> rewrite("Assets:CafÃ©")
    'Assets:Café'
    """
    _, *parties = (partie.strip() for partie in restore(compte).split(":"))
    return ":".join((root_of(compte), *(_rewrite_part(p) for p in parties if p)))


def _rewrite_part(partie: str) -> str:
    propre = re.sub(r"[^\w-]+|_", "-", partie).strip("-")
    return propre[:1].upper() + propre[1:]


def explain_account(ligne: LigneTypee) -> Coquille | None:
    """Report what is wrong in the account that a line names."""
    debut, fin = find_account(ligne.utile)
    coquille = understand_account(ligne.utile[debut:fin]) if fin else None
    return coquille and coquille.shift(debut)


def understand_account(compte: str) -> Coquille | None:
    """Say what is wrong in an account name by itself, if anything is."""
    racine, _, suite = (partie.strip() for partie in compte.partition(":"))
    fin, juste = len(compte), root_of(compte)
    if not suite or not juste:
        faute = erreurs.RacineInconnue if suite else erreurs.CompteIncomplet
        return Coquille(faute, 0, fin, mots={"racine": racine})
    forme = rewrite(compte)
    if racine != juste:
        mots = {"racine": racine, "juste": juste}
        return Coquille(erreurs.RacineTraduite, 0, fin, forme, mots=mots)
    partie = next((p for p in suite.split(":") if p != _rewrite_part(p)), compte)
    mots = {"partie": partie.strip()}
    if re.fullmatch(r"[a-z][\w-]*", partie) and "_" not in partie:
        return Coquille(erreurs.CompteMalNomme, 0, fin, forme, mots=mots)
    if compte != forme:
        return Coquille(erreurs.CompteMalPonctue, 0, fin, forme, mots=mots)
    return None
