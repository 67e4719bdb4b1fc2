"""Money that lasts, on an account that does not say so: it would be in no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.faits.typees import find_text
from ptce_ledger.mots.usuels import usual_type
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.comptes import Comptes
    from ptce_ledger.remarques.regard import Regard


class FinancementSansType(Remarque):
    """Un compte de capital, d’emprunt ou de subvention d’investissement n’a pas de type.

    Le numéro d’un compte ne dit pas ce qu’il porte : sans « type: » sous son « open », ce
    qui y est reçu ou remboursé n’est ni au plan de financement, ni dans l’encours.
    """

    __slots__ = ()
    constat = "{compte} n’a pas de type : ce qui y passe n’est dans aucun tableau."
    remede = "Sous cette ligne, ajoutez :"
    forme = '  type: "{type}"'


def iter_financements(regard: Regard) -> Iterator[Remarque]:
    """Look at the accounts that entries of the year use, each once, on its `open`."""
    comptes = regard.livre.releve.comptes
    vus: set[str] = set()
    for entry in regard.ecritures:
        if is_apart(entry):
            continue
        for posting in entry.postings:
            compte = posting.account
            if compte not in vus and compte in comptes.opens:
                usuel = _lacking(comptes, entry, posting)
                if usuel:
                    vus.add(compte)
                    ouverture = comptes.opens[compte]
                    yield FinancementSansType.at(
                        ouverture.meta, ouverture, compte=compte, type=usuel
                    )


def _lacking(comptes: Comptes, entry: Transaction, posting: Posting) -> str:
    """Give the type that nothing says of a line of the pole; "" where none is needed."""
    compte = comptes[posting.account]
    usuel = usual_type(compte.numero) if compte.role == "bilan" else ""
    if usuel not in compte.types:
        return ""
    niveaux = (posting.meta or {}, entry.meta, *compte.niveaux)
    dit = find_text(niveaux, "type") or find_text(niveaux, "perimetre") == "hors-pole"
    return "" if dit else usuel
