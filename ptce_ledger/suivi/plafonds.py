"""Caps on public money: that of each périmètre, and those of aids to one undertaking."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.bases import Base
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots import economie
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.suivi import sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.registre.convention import Convention
    from ptce_ledger.suivi.suivi import Suivi


class Minimis(NamedTuple):
    """The most that one undertaking may receive over three years, since when, by which text."""

    plafond: Decimal
    depuis: datetime.date
    texte: str


#: By régime, as in force; both regulations apply until 31 December 2030.
MINIMIS = {
    "de-minimis": Minimis(
        Decimal(300_000), datetime.date(2024, 1, 1), "règlement (UE) 2023/2831, art. 3"
    ),
    "de-minimis-sieg": Minimis(
        Decimal(750_000), datetime.date(2024, 1, 1), "règlement (UE) 2023/2832, art. 3"
    ),
}
_ANNEES = 3


def caps(suivi: Suivi, exercice: int) -> Tableau:
    """Set the périmètres whose agreements cap public money."""
    fin = suivi.registre.bornes(exercice)[1]
    versions = in_force(suivi, fin)
    plafonnes = {v.perimetre for v in versions if v.plafond_public is not None}
    colonnes = (
        Colonne("plafond", "Plafond", "ratio"),
        Colonne("aides_publiques", "Aides publiques"),
        Colonne("charges", "Charges"),
        Colonne("contributions", "Contributions"),
        Colonne("part", "Part", "ratio"),
        Colonne("part_avec_contributions", "Part, dons compris", "ratio"),
        Colonne("maximum", "Maximum"),
        Colonne("maximum_avec_contributions", "Maximum, dons compris"),
        Colonne("depassement", "Dépassement"),
    )
    lignes = (
        _cap(suivi, code, [v for v in versions if v.perimetre == code], fin)
        for code in sorted(plafonnes, key=lambda code: (code != "cellule", code))
    )
    return Tableau(
        "plafonds",
        "Plafonds d’argent public",
        (Colonne("perimetre", "Périmètre", "code"),),
        colonnes,
        tuple(lignes),
    )


def in_force(suivi: Suivi, jour: datetime.date) -> list[Convention]:
    """List the agreements as they are in force on a day, by code."""
    registre = suivi.registre
    toutes = (
        registre.convention_on(code, jour) for code in sorted(registre.conventions)
    )
    return [version for version in toutes if version is not None]


def _cap(
    suivi: Suivi, perimetre: str, versions: Sequence[Convention], fin: datetime.date
) -> Ligne:
    taux = min(v.plafond_public for v in versions if v.plafond_public is not None)
    debuts = [v.debut for v in versions if v.debut is not None]
    debut = min(debuts, default=datetime.date.min)
    projet = "" if perimetre == "cellule" else perimetre
    facts = [
        fact
        for annee in suivi.dossier.exercices
        for fact in suivi.facts(annee)
        if debut <= fact.date <= fin
        and (fact.projet == projet if projet else fact.perimetre == "cellule")
    ]
    base = Base(cube.build(facts))
    aides, charges, dons = (s.total() for s in (base.sp, base.charges, base.cvn))
    maximum, avec = round_euros(taux * charges), round_euros(taux * (charges + dons))
    admis = avec if any(v.avec_contributions for v in versions) else maximum
    return Ligne(
        (perimetre,),
        (
            taux,
            aides,
            charges,
            dons,
            ratio(aides, charges),
            ratio(aides, charges + dons),
            maximum,
            avec,
            max(ZERO, aides - admis),
        ),
        (
            Source(),
            base.sp,
            base.charges,
            base.cvn,
            base.sp.over(base.charges),
            base.sp.over(base.charges.plus(base.cvn)),
            Source(),
            Source(),
            Source(),
        ),
    )


def de_minimis(suivi: Suivi, exercice: int) -> Tableau:
    """Set what each régime has granted over three years, beside its cap."""
    fin = suivi.registre.bornes(exercice)[1]
    depuis = _years_before(fin)
    versions = in_force(suivi, fin)
    lignes = []
    for regime in economie.REGIMES_D_AIDE:
        siennes = [v for v in versions if v.regime_aide == regime]
        if not siennes:
            continue
        recentes = [
            v for v in siennes if suivi.registre.avenants[v.code][0].entry.date > depuis
        ]
        cumul = sources.of_directives(
            suivi.releve, [(v.entry, v.code, v.montant) for v in recentes]
        )
        plafond = MINIMIS[regime].plafond
        valeurs = (cumul.total(), plafond, plafond - cumul.total())
        lignes.append(Ligne((regime,), valeurs, (cumul, Source(), Source())))
    return Tableau(
        "de_minimis",
        "Aides de minimis, sur trois ans",
        (Colonne("regime", "Régime", "code"),),
        (
            Colonne("cumul", "Cumul"),
            Colonne("plafond", "Plafond"),
            Colonne("reste", "Reste"),
        ),
        tuple(lignes),
    )


def _years_before(jour: datetime.date) -> datetime.date:
    annee = jour.year - _ANNEES
    try:
        return jour.replace(year=annee)
    except ValueError:  # a 29 February
        return jour.replace(year=annee, day=28)
