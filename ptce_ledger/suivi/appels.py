"""The calls that are left to make: one entry a member, on the accounts of the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.faits.affectation import SITUENT
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.suivi.cotisations import TYPES
from ptce_ledger.suivi.creances import is_claim
from ptce_ledger.suivi.dus import first_day
from ptce_ledger.suivi.ecritures import Ecriture
from ptce_ledger.suivi.ecritures import Mouvement

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.suivi.etat import Etat
    from ptce_ledger.suivi.suivi import Suivi

_LIBELLES = {"cotisations": "Cotisation", "commissions": "Commission"}


class SansModeleError(Exception):
    """No entry of the book has called such a sum yet: the type of it."""

    def __init__(self, type_: str) -> None:
        super().__init__(type_)
        self.type = type_


class _Modele(NamedTuple):
    """The accounts of a call, and what was typed on its produit."""

    creance: str
    produit: str
    cles: dict[str, str]


def calls(suivi: Suivi, etat: Etat) -> Iterator[Ecriture]:
    """Yield an entry for each sum that is left to call. Raises SansModeleError."""
    registre, exercice = suivi.registre, etat.champs["exercice"]
    for type_ in TYPES:
        table = etat.tableau(type_)
        rang = table.rang("a_appeler")
        restes = [(li.cles[0], li.valeurs[rang]) for li in table.lignes]
        dus = [(code, reste) for code, reste in restes if code and (reste or 0) > 0]
        if not dus:
            continue
        modele = _last(suivi, type_)
        for code, reste in dus:
            jour = first_day(registre, code, exercice) or registre.bornes(exercice)[0]
            date = max([jour, *_opened(suivi, modele)])
            nom = registre.label(code)
            connu = registre.tiers_of(nom, date) == code
            libelle = f"{_LIBELLES[type_]} {exercice}"
            yield Ecriture(
                date,
                nom,
                libelle,
                (
                    Mouvement(modele.creance, reste),
                    Mouvement(modele.produit, -reste, modele.cles),
                ),
                {} if connu else {"tiers": code},
            )


def _opened(suivi: Suivi, modele: _Modele) -> list[datetime.date]:
    """Give the first days of the accounts of a call: no entry may come before."""
    opens = suivi.releve.comptes.opens
    return [opens[compte].date for compte in (modele.creance, modele.produit)]


def _last(suivi: Suivi, type_: str) -> _Modele:
    """Find the last entry of the book that called such a sum."""
    releve = suivi.releve
    for entry in reversed(suivi.ecritures):
        creances = [p for p in entry.postings if is_claim(releve, p.account)]
        produits = [
            posting
            for posting, axe in zip(
                entry.postings, releve.affectation.resolve_entry(entry), strict=True
            )
            if axe.type == type_ and read_units(posting)[0] < 0
        ]
        if creances and produits:
            cles = _typed(suivi, entry, produits[0], type_)
            return _Modele(creances[0].account, produits[0].account, cles)
    raise SansModeleError(type_)


def _typed(
    suivi: Suivi, entry: Transaction, produit: Posting, type_: str
) -> dict[str, str]:
    """Give what was typed on a produit that its account does not say."""
    niveaux: tuple[Any, ...] = (produit.meta or {}, entry.meta)
    cles: dict[str, str] = {}
    comptes = suivi.releve.comptes[produit.account].niveaux
    if not any(niveau.get("type") == type_ for niveau in comptes):
        cles["type"] = type_
    for niveau in niveaux:
        situe = {c: str(niveau[c]) for c in SITUENT if niveau.get(c)}
        if situe:
            return {**cles, **situe}
    return cles
