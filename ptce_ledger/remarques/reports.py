"""What was set aside and is taken back beyond what it holds: 487, funds set aside."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import TYPE_CHECKING

from beancount.core.data import Transaction

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.mots.dits import ACopier
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.partenaires import DEDIES
from ptce_ledger.remarques.partenaires import PRODUIT
from ptce_ledger.remarques.partenaires import REPORTS
from ptce_ledger.remarques.partenaires import Familles
from ptce_ledger.remarques.partenaires import Partenaire
from ptce_ledger.remarques.partenaires import Visages
from ptce_ledger.remarques.recopie import on_account
from ptce_ledger.remarques.recopie import with_number
from ptce_ledger.remarques.recopie import write_entry
from ptce_ledger.remarques.regard import euros_of
from ptce_ledger.remarques.regard import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting

    from ptce_ledger.remarques.regard import Regard

#: By funder, then by agreement: what is set aside for each (> 0).
_Soldes = dict[str, dict[str, "Decimal"]]
_UN_JOUR = datetime.timedelta(1)


class RepriseExcessive(Remarque):
    """Une reprise passe ce que le compte 487, ou de fonds dédiés, contient.

    On ne reprend que ce qui a été mis de côté pour la même convention ou le même tiers.
    Au-delà, une ressource est comptée deux fois, ou la mise de côté n’est pas saisie.
    """

    __slots__ = ()
    constat = "Au soir du {jour}, {montant} de plus que ce qui était mis de côté{qui} sont repris de {compte}."
    remede = "{remede}"
    forme = "{ecriture}"


def iter_reprises(regard: Regard) -> Iterator[Remarque]:
    """Follow what is set aside, day by day."""
    familles, visages = Familles(regard), Visages(regard)
    for famille in sorted(REPORTS):
        siens = {n for n in familles.opened() if familles[n] == famille}
        if siens:
            yield from _Reserve(familles, visages, famille, siens).follow(regard)


class _Ligne:
    """A line that takes from what is set aside."""

    def __init__(self, entry: Transaction, posting: Posting, qui: Partenaire) -> None:
        self.entry = entry
        self.posting = posting
        self.qui = qui


class _Reserve:
    """What one family of accounts holds."""

    def __init__(
        self, familles: Familles, visages: Visages, famille: str, siens: set[str]
    ) -> None:
        self.familles = familles
        self.visages = visages
        self.famille = famille
        self.siens = siens
        self.soldes: _Soldes = defaultdict(lambda: defaultdict(lambda: ZERO))
        #: How much was missing on the last evening.
        self.manque = ZERO

    def follow(self, regard: Regard) -> Iterator[Remarque]:
        """Yield what is taken beyond, evening by evening."""
        jour, prises = None, list[_Ligne]()
        for entry in regard.livre.entries:
            if type(entry) is not Transaction or self.siens.isdisjoint(
                posting.account for posting in entry.postings
            ):
                continue
            if entry.date != jour:
                yield from self._evening(prises)
                jour, prises = entry.date, []
            for posting in entry.postings:
                montant = euros_of(posting)
                if posting.account in self.siens and montant is not None:
                    qui = self.visages.of(posting, entry)
                    # A payee that the register ignores names nobody here.
                    cle = qui.cle if qui.connu else ""
                    self.soldes[cle][qui.convention] -= montant
                    if montant > 0 and not is_apart(entry):
                        prises.append(_Ligne(entry, posting, qui))
        yield from self._evening(prises)

    def _evening(self, prises: Sequence[_Ligne]) -> Iterator[Remarque]:
        manque = _shortage(self.soldes)
        nouveau, self.manque = manque - self.manque, manque
        if nouveau <= 0 or not prises:
            return
        ligne = next((p for p in reversed(prises) if self._is_short(p.qui)), prises[-1])
        entry, posting, qui = ligne.entry, ligne.posting, ligne.qui
        libelle = qui.convention or (qui.cle if qui.connu else "")
        yield RepriseExcessive.at(
            place_of(posting, entry),
            entry,
            jour=Jour(entry.date),
            montant=Montant(nouveau, EURO),
            compte=posting.account,
            qui=later(" pour « {qui} »", qui=libelle) if libelle else "",
            **self._right(ligne, nouveau),
        )

    def _is_short(self, qui: Partenaire) -> bool:
        return qui.connu and self.soldes[qui.cle][qui.convention] < 0

    def _right(self, ligne: _Ligne, exces: Decimal) -> Mapping[str, object]:
        """Take no more than there is; where there was nothing, set aside first."""
        entry, posting = ligne.entry, ligne.posting
        pris = euros_of(posting) or ZERO
        autres = [p for p in entry.postings if p is not posting]
        autre = autres[0] if len(autres) == 1 else None
        if exces < pris and autre is not None:
            reste = pris - exces
            lignes = [
                with_number(p, reste if p is posting else -reste)
                for p in entry.postings
            ]
            remede = later(
                "Vérifiez la convention et les mises de côté ; à défaut, ne reprenez "
                "que ce qui reste :"
            )
            return {"remede": remede, "ecriture": write_entry(entry, lignes)}
        compte = self._source(entry)
        if not compte:
            remede = later(
                "Retirez cette reprise, ou saisissez d’abord la mise de côté."
            )
            return {"remede": remede, "ecriture": ACopier(())}
        veille = self._eve(entry)
        lignes = [
            on_account(compte, exces, EURO),
            on_account(posting.account, -exces, EURO)._replace(
                meta=dict(posting.meta or {})
            ),
        ]
        remede = later(
            "Retirez cette reprise, ou saisissez la mise de côté qui manque, à la fin "
            "de l’exercice d’avant :"
        )
        avant = entry._replace(date=veille)
        return {"remede": remede, "ecriture": write_entry(avant, lignes, piece=None)}

    def _source(self, entry: Transaction) -> str:
        """Name the account from which it is set aside: 689 for funds, else the product."""
        if self.famille == DEDIES:
            return self.familles.numbered("689")
        return next(
            (p.account for p in entry.postings if self.familles[p.account] == PRODUIT),
            "",
        )

    def _eve(self, entry: Transaction) -> datetime.date:
        registre = self.familles.registre
        return registre.bornes(registre.exercice(entry.date))[0] - _UN_JOUR


def _shortage(soldes: _Soldes) -> Decimal:
    """Give what is taken beyond what is there.

    What is set aside for nobody may be anybody's, and what is for a funder any of its
    agreements': only what nothing covers is missing.
    """
    manque, total = ZERO, ZERO
    for tiers, parts in soldes.items():
        somme = sum(parts.values(), ZERO)
        total += somme
        if tiers:
            nues = max(parts.get("", ZERO), ZERO)
            trous = -sum((s for c, s in parts.items() if c and s < 0), ZERO)
            manque += max(trous - nues, -somme, ZERO)
    libres = sum((s for s in soldes.get("", {}).values() if s > 0), ZERO)
    return max(manque - libres, -total, ZERO)
