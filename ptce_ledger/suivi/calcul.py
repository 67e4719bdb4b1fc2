"""What a scale makes of a base, and of the part of a year: pure functions, no ledger.

Rates are marginal, so that a euro more never makes the sum leap; a year is cut in periods
of which each is the difference of two rounded sums, so that its parts always re-add.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import round_step
from ptce_ledger.registre.pole import UN_JOUR

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from ptce_ledger.registre.bareme import Bareme

#: In how many periods a year is cut; by days, in as many as it has.
_PERIODES = {"mois": 12, "trimestre": 4, "semestre": 2}
#: A spell of membership: its first and its last day.
Sejour = tuple["datetime.date", "datetime.date"]


class Annuel(NamedTuple):
    """What is due for a whole year: its two parts and their sum, bounded, not rounded."""

    fixe: Decimal | None
    variable: Decimal | None
    annuel: Decimal | None


def reckon(bareme: Bareme, base: Decimal | None) -> Annuel:
    """Reckon what is due for a year; `base` is None where it is not declared."""
    if bareme.base and base is None:
        return Annuel(None, None, bareme.a_defaut)
    compte = max(base or ZERO, ZERO)
    fixe, variable = _fixed(bareme, compte), _variable(bareme, compte)
    annuel = fixe + variable
    if bareme.plancher is not None:
        annuel = max(bareme.plancher, annuel)
    if bareme.plafond is not None:
        annuel = min(bareme.plafond, annuel)
    return Annuel(fixe, variable, annuel)


def _fixed(bareme: Bareme, base: Decimal) -> Decimal:
    """Give the flat sum, or the amount of the last tranche that the base has reached."""
    atteints = [
        t.montant
        for t in bareme.tranches
        if t.montant is not None and bareme.base and t.holds(base)
    ]
    return atteints[-1] if atteints else bareme.forfait


def _variable(bareme: Bareme, base: Decimal) -> Decimal:
    """Add what each slice of the base is worth at its own rate."""
    if not bareme.base:
        return ZERO
    marches = [(ZERO, bareme.taux)]
    marches += [
        (Decimal(t.seuil), t.taux) for t in bareme.tranches if t.taux is not None
    ]
    fins = [*(seuil for seuil, _ in marches[1:]), None]
    somme = ZERO
    for (debut, taux), fin in zip(marches, fins, strict=True):
        haut = base if fin is None else min(base, fin)
        somme += max(haut - debut, ZERO) * taux
    return somme


def periods(prorata: str, debut: datetime.date, fin: datetime.date) -> list[Sejour]:
    """Cut a year into the periods by which it is due."""
    if not prorata:
        return [(debut, fin)]
    if prorata == "jour":
        jours = (fin - debut).days + 1
        return [(debut + n * UN_JOUR, debut + n * UN_JOUR) for n in range(jours)]
    nombre = _PERIODES[prorata]
    debuts = [_add_months(debut, k * 12 // nombre) for k in range(nombre)]
    return [
        (premier, suivant - UN_JOUR)
        for premier, suivant in zip(debuts, [*debuts[1:], fin + UN_JOUR], strict=True)
    ]


def _add_months(jour: datetime.date, mois: int) -> datetime.date:
    """Go some months on, cut to the end of the month."""
    annee, rang = divmod(jour.month - 1 + mois, 12)
    premier = jour.replace(year=jour.year + annee, month=rang + 1, day=1)
    suivant = (premier + 31 * UN_JOUR).replace(day=1)
    return min(premier + (jour.day - 1) * UN_JOUR, suivant - UN_JOUR)


def due_periods(periodes: Iterable[Sejour], sejours: Iterable[Sejour]) -> list[int]:
    """List the ranks of the periods of which membership touches one day."""
    connus = list(sejours)
    return [
        rang
        for rang, (debut, fin) in enumerate(periodes)
        if any(entree <= fin and debut <= sortie for entree, sortie in connus)
    ]


def share(annuel: Decimal, rangs: Iterable[int], nombre: int, pas: Decimal) -> Decimal:
    """Give what some periods of a year are worth, to a step; all of them re-add to it."""
    entier = Fraction(annuel)
    return sum(
        (
            round_step(entier * (rang + 1) / nombre, pas)
            - round_step(entier * rang / nombre, pas)
            for rang in rangs
        ),
        ZERO,
    )
