"""What may have been typed twice: an entry, a voucher, a subsidy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Transaction

    from ptce_ledger.remarques.regard import Regard

#: What tells two alike postings apart.
_DISTINGUENT = ("tiers", "projet", "membre", "personne", "convention")


class EcritureEnDouble(Remarque):
    """Deux écritures du même jour ont le même bénéficiaire, les mêmes comptes et montants.

    Une facture saisie deux fois compte deux fois. Si ce sont bien deux achats, deux
    numéros de pièce différents (« piece: ») suffisent à le dire.
    """

    __slots__ = ()
    constat = "Cette écriture répète celle de la ligne {ligne} ({fichier})."
    remede = "Supprimez l’une des deux ; si ce sont deux achats, donnez à chacune sa pièce, par exemple :"
    forme = 'piece: "F-2025-118"'


class PieceEnDouble(Remarque):
    """La même pièce compte deux fois, pour le même montant, dans le même exercice.

    Une facture reçue par courrier puis par courriel est souvent saisie à quelques jours
    de distance.
    """

    __slots__ = ()
    constat = "La pièce « {piece} » compte déjà {montant} le {jour} (ligne {ligne} de {fichier})."
    remede = "Supprimez l’une des deux écritures, ou corrigez le numéro de la pièce."


def iter_doubles(regard: Regard) -> Iterator[Remarque]:
    """Look for entries and vouchers typed twice."""
    vues: dict[Any, Transaction] = {}
    pieces: dict[Any, Transaction] = {}
    for entry in regard.ecritures:
        if not entry.postings:
            continue
        corps = (fold(entry.payee or entry.narration or ""), *_body(entry))
        premiere = vues.setdefault(
            (entry.date, entry.links, _piece(entry), corps), entry
        )
        if premiere is not entry:
            lieu = _place(regard, premiere)
            yield EcritureEnDouble.at(entry.meta, entry, **lieu)
        elif _piece(entry) and _counts(regard, entry):
            cle = (regard.exercice(entry), _piece(entry), corps)
            premiere = pieces.setdefault(cle, entry)
            if premiere is not entry:
                yield PieceEnDouble.at(
                    entry.meta,
                    entry,
                    piece=_piece(entry),
                    montant=_amount(entry),
                    jour=Jour(premiere.date),
                    **_place(regard, premiere),
                )


def _piece(entry: Transaction) -> str:
    return str(entry.meta.get("piece") or "")


def _body(entry: Transaction) -> list[str]:
    """Write the postings as something to compare, their order apart."""
    lignes = []
    for posting in entry.postings:
        nombre, devise = read_units(posting)
        meta = posting.meta or {}
        dits = [str({**entry.meta, **meta}.get(cle) or "") for cle in _DISTINGUENT]
        piece = str(meta.get("piece") or "")
        montant = str(nombre.normalize())
        lignes.append("|".join([posting.account, montant, devise, piece, *dits]))
    return sorted(lignes)


def _counts(regard: Regard, entry: Transaction) -> bool:
    """Tell an entry that makes a charge or a product: a payment may come in parts."""
    comptes = regard.livre.releve.comptes
    return any(comptes[p.account].role in ("charge", "produit") for p in entry.postings)


def _amount(entry: Transaction) -> Montant:
    nombre, devise = read_units(entry.postings[0])
    return Montant(abs(nombre), devise)


def _place(regard: Regard, entry: Transaction) -> dict[str, object]:
    return {"ligne": entry.meta["lineno"], "fichier": regard.nom(entry.meta)}
