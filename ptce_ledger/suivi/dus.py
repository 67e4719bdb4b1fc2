"""What each member owes for an exercice: which scale holds, on which base, for how long."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import CENT
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import round_step
from ptce_ledger.registre.bareme import Bareme
from ptce_ledger.registre.declarations.bareme import CA_IMPUTABLE
from ptce_ledger.suivi import calcul

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre
    from ptce_ledger.suivi.suivi import Suivi

#: Scales by code, each with its versions in order: those of the book, or a simulation's.
Baremes = Mapping[str, Sequence[Bareme]]
_PREUVES = tuple(lexique.PREUVES)


class BaseDeCalcul(NamedTuple):
    """What a scale counts of a member: its value, None where undeclared, its evidence."""

    valeur: Decimal | None = None
    exercice: int | None = None
    preuve: str = ""
    #: The directive that declares it.
    entry: object = None


class Du(NamedTuple):
    """What a member owes of one type for an exercice, and how it was reckoned."""

    membre: str
    bareme: Bareme | None = None
    base: BaseDeCalcul = BaseDeCalcul()
    fixe: Decimal | None = ZERO
    variable: Decimal | None = ZERO
    annuel: Decimal | None = ZERO
    prorata: str = ""
    droit_entree: Decimal | None = ZERO
    du: Decimal | None = ZERO
    manque: str = ""


def first_day(registre: Registre, membre: str, exercice: int) -> datetime.date | None:
    """Give the first day on which a member is one in an exercice, None when it is not."""
    debut, fin = registre.bornes(exercice)
    entrees = [
        max(debut, entree)
        for entree, sortie in registre.tiers[membre].periodes
        if entree <= fin and (sortie is None or debut <= sortie)
    ]
    return min(entrees, default=None)


def closest(
    registre: Registre, baremes: Baremes, type_: str, membre: str, jour: datetime.date
) -> list[Bareme]:
    """List the scales that name a member most closely on a day: two are ambiguous."""
    tiers = registre.tiers_on(membre, jour)
    rangs: dict[int, list[Bareme]] = {}
    for versions in baremes.values():
        en_vigueur = [v for v in versions if v.date <= jour]
        if tiers and en_vigueur and en_vigueur[-1].type == type_:
            rang = en_vigueur[-1].rank((tiers.code, tiers.forme, tiers.origine))
            if rang is not None:
                rangs.setdefault(rang, []).append(en_vigueur[-1])
    return rangs[min(rangs)] if rangs else []


def owed(suivi: Suivi, baremes: Baremes, type_: str, membre: str, exercice: int) -> Du:
    """Reckon what a member owes of one type for an exercice."""
    registre = suivi.registre
    tiers = registre.tiers.get(membre)
    jour = first_day(registre, membre, exercice) if tiers else None
    if tiers is None or jour is None:
        return Du(membre)
    trouves = closest(registre, baremes, type_, membre, jour)
    if not trouves:
        rien = Du(membre, manque="bareme")
        return rien._replace(
            fixe=None, variable=None, annuel=None, droit_entree=None, du=None
        )
    bareme = trouves[0]
    base = find_base(suivi, bareme, membre, exercice)
    fixe, variable, annuel = calcul.reckon(bareme, base.valeur)
    debut, fin = registre.bornes(exercice)
    periodes = calcul.periods(bareme.prorata, debut, fin)
    sejours = [
        (entree, sortie if sortie and bareme.prorata_sortie else fin)
        for entree, sortie in tiers.periodes
        if entree <= fin and (sortie is None or debut <= sortie)
    ]
    dues = calcul.due_periods(periodes, sejours)
    droit = bareme.droit_entree if debut <= tiers.periodes[0][0] <= fin else ZERO
    du = None
    if annuel is not None:
        du = calcul.share(annuel, dues, len(periodes), bareme.arrondi) + droit
    return Du(
        membre,
        bareme,
        base,
        fixe,
        variable,
        annuel,
        f"{len(dues)}/{len(periodes)}",
        droit,
        du,
        "base" if bareme.base and base.valeur is None else "",
    )


def find_base(suivi: Suivi, bareme: Bareme, membre: str, exercice: int) -> BaseDeCalcul:
    """Find what a scale counts of a member, in the exercice that it names."""
    if not bareme.base:
        return BaseDeCalcul()
    annee = exercice - bareme.recul
    if bareme.base == CA_IMPUTABLE:
        return _imputable(suivi, bareme, membre, annee)
    lu = suivi.registre.donnees_lues(membre, annee)
    valeur = _declared(lu)[bareme.base] if lu else None
    if lu is None or valeur is None:
        return BaseDeCalcul(exercice=annee)
    preuve = lu.cles.get("preuve", "declaratif")
    return BaseDeCalcul(getattr(valeur, "number", valeur), annee, preuve, lu.entry)


def _declared(lu: Lu) -> dict[str, Any]:
    """Give what a member declared of each thing that a scale may count."""
    return {
        "ca": lu.cles.get("ca"),
        "etp": lu.cles.get("etp"),
        "habitants": lu.cles.get("habitants"),
    }


def _imputable(suivi: Suivi, bareme: Bareme, membre: str, annee: int) -> BaseDeCalcul:
    """Add the turnover of a member that comes from the pole; no fact, and it is zero."""
    if bareme.methode:
        lus = [
            lu
            for lu in suivi.registre.declared("ptce-ca", annee)
            if lu.valeurs["membre"] == membre
            and lu.cles.get("methode") == bareme.methode
        ]
        montants = [lu.valeurs["montant"].number for lu in lus]
        preuves = [lu.cles.get("preuve", "declaratif") for lu in lus]
    else:
        cases = suivi.dossier.ensemble(annee).ca_imputable(membre).cases
        facts = [fact for case in cases for fact in case.facts]
        montants = [fact.montant for fact in facts]
        preuves = [fact.preuve for fact in facts]
    faible = min(preuves, key=_PREUVES.index, default="")
    return BaseDeCalcul(sum(montants, ZERO), annee, faible)


def parts_of(du: Du) -> tuple[Decimal, Decimal]:
    """Cut what is due between what the scale says alone, and what the base adds."""
    total = du.du or ZERO
    if not du.fixe or not du.variable:
        sur_base = bool(du.variable) and not du.fixe
        droit = du.droit_entree or ZERO
        return (droit, total - droit) if sur_base else (total, ZERO)
    part = (total - (du.droit_entree or ZERO)) * du.variable / (du.fixe + du.variable)
    base = round_step(part, CENT)
    return total - base, base
