"""What a grant has paid for that it may not pay for: beyond its amount, out of its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later_count
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.suivi.conventions import followed
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.remarques.regard import Regard


class ConventionDepassee(Remarque):
    """Une convention a plus de dépenses qu’elle n’accorde.

    Ce qui dépasse est payé par l’argent propre du pôle : c’est permis. Vérifiez que
    toutes ces dépenses sont bien de cette convention.
    """

    __slots__ = ()
    constat = "La convention « {code} » accorde {accorde} ; ses dépenses donneraient droit à {depasse} de plus."
    remede = "Relisez ses dépenses : ptce faits, avec « --chiffre conventions.{code}.depense »."


class ChargeHorsConvention(Remarque):
    """Des dépenses sont rattachées à une convention avant son début ou après sa fin.

    Elles comptent : un financeur peut les refuser. Vérifiez la date, ou la convention.
    """

    __slots__ = ()
    constat = "La convention « {code} » va du {debut} au {fin} ; {combien} hors de ces dates, pour {somme}."
    remede = (
        "Corrigez la date ou « convention: », ou les dates de la convention si un "
        "avenant les change."
    )


def iter_conventions(regard: Regard) -> Iterator[Remarque]:
    """Yield the agreements that are overspent, or spent out of their dates."""
    if not regard.livre.registre.conventions:
        return
    suivi = Suivi(Dossier(regard.livre.releve))
    for une in followed(suivi, suivi.dernier) if suivi.dernier else ():
        convention = une.convention
        entry = convention.entry
        trop = une.depassement.total() if une.depassement else ZERO
        if trop:
            yield ConventionDepassee.at(
                entry.meta,
                entry,
                code=convention.code,
                accorde=Montant(convention.montant, EURO),
                depasse=Montant(trop, EURO),
            )
        dehors = une.out_of_period
        if dehors:
            yield ChargeHorsConvention.at(
                entry.meta,
                entry,
                code=convention.code,
                debut=Jour(convention.debut) if convention.debut else "…",
                fin=Jour(convention.fin) if convention.fin else "…",
                combien=later_count(
                    "une dépense est", "{nombre} dépenses sont", len(dehors)
                ),
                somme=Montant(sum((f.montant for f in dehors), ZERO), EURO),
            )
