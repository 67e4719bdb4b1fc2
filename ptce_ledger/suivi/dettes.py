"""What was called from somebody, and what has become of it over the whole book."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ptce_ledger.suivi import sources
from ptce_ledger.suivi.creances import AVOIR
from ptce_ledger.suivi.creances import PERTE
from ptce_ledger.suivi.creances import REGLE
from ptce_ledger.suivi.sources import PartDeLigne

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.analyse.termes import Source
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.suivi.creances import CreanceSuivie
    from ptce_ledger.suivi.creances import Reglement
    from ptce_ledger.suivi.suivi import Suivi


def by_tiers(suivi: Suivi, type_: str) -> dict[str, list[CreanceSuivie]]:
    """Group the claims of a type by tiers."""
    groupes: dict[str, list[CreanceSuivie]] = {}
    for creance in suivi.creances.creances:
        if creance.net.type == type_:
            groupes.setdefault(creance.net.tiers, []).append(creance)
    return groupes


def debts(
    suivi: Suivi, appels: list[Fact], creances: list[CreanceSuivie], exercice: int
) -> dict[str, Source]:
    """Give what was called, and what has become of it over the whole book."""
    releve = suivi.releve
    fin = suivi.registre.bornes(exercice)[1]
    siennes = [c for c in creances if c.exercice == exercice]
    appele = sources.of_facts(appels)
    avoirs = sources.of_postings(
        releve,
        (
            _settled(r)
            for c in creances
            for r in c.reglements
            if r.genre == AVOIR and r.credit.exercice == exercice != c.exercice
        ),
    )
    annule = sources.of_postings(releve, _cancelled(siennes))
    a_regler = sources.of_postings(releve, map(_open, siennes))
    regle = appele.plus(avoirs).less(annule).less(a_regler).total()
    return {
        "appele": appele,
        "avoirs_anterieurs": avoirs,
        "annule": annule,
        "regle": _paid(suivi, appels, siennes, avoirs, regle),
        "regle_apres": sources.of_postings(
            releve,
            (
                _settled(r)
                for c in siennes
                for r in c.reglements
                if r.genre == REGLE and r.date > fin
            ),
        ),
        "a_regler": a_regler,
        "arrieres": sources.of_postings(
            releve, (_open(c) for c in creances if c.exercice < exercice)
        ),
    }


def _paid(
    suivi: Suivi,
    appels: list[Fact],
    creances: list[CreanceSuivie],
    avoirs: Source,
    montant: Decimal,
) -> Source:
    """Rest what is paid on the payments; where no claim opened, on what was called."""
    releve = suivi.releve
    payes = [r for c in creances for r in c.reglements if r.genre == REGLE]
    source = sources.of_postings(releve, map(_settled, payes)).plus(avoirs)
    reclamees = {
        (releve.fichier(ligne.meta["filename"]), ligne.meta["lineno"])
        for creance in creances
        for ligne in creance.entry.postings
        if ligne.meta
    }
    comptant = [f for f in appels if (f.fichier, f.ligne) not in reclamees]
    source = source.plus(sources.of_facts(comptant))
    reste = montant - source.total()
    # Paid in the very entry that calls it, or a cent of VAT.
    autres = [f for f in appels if (f.fichier, f.ligne) in reclamees] or comptant
    if reste and autres:
        source = source.plus(sources.of_facts([autres[0]._replace(montant=reste)]))
    return source


def _cancelled(creances: list[CreanceSuivie]) -> Iterator[PartDeLigne]:
    """Yield what a loss cancels, or a credit note of another exercice."""
    for creance in creances:
        for fait in creance.reglements:
            autre = fait.credit.exercice != creance.exercice
            if fait.genre == PERTE or (fait.genre == AVOIR and autre):
                yield _settled(fait)


def _settled(fait: Reglement) -> PartDeLigne:
    """Give the line that settles, for what it settles of the type."""
    montant = Fraction(fait.montant) * fait.creance.part
    return PartDeLigne(fait.credit.entry, fait.credit.net.posting, montant)


def _open(creance: CreanceSuivie) -> PartDeLigne:
    """Give the line of a claim, for what is open of its type."""
    montant = Fraction(creance.ouvert) * creance.part
    return PartDeLigne(creance.entry, creance.net.posting, montant)
