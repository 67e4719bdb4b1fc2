"""Dedicated funds: what was carried over, what was used, what should be left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.execution import execution
from ptce_ledger.suivi.sources import PartDeLigne
from ptce_ledger.suivi.subventions import DEDIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_ledger.suivi.subventions import Imputation
    from ptce_ledger.suivi.suivi import Suivi

_MOUVEMENTS = (
    Colonne("ouverture", "Ouverture", chemin="ouverture"),
    Colonne("reports", "Reports", chemin="reports"),
    Colonne("utilisations", "Utilisations", chemin="utilisations"),
    Colonne("cloture", "Clôture", chemin="cloture"),
)
_GROUPE = "fonds-dedies"


def tables(suivi: Suivi, exercice: int) -> tuple[Tableau, Tableau]:
    """Set the funds an agreement a row, and their sum beside 689 and 789."""
    codes = sorted(suivi.registre.conventions)
    lignes = [_row(suivi, code, exercice) for code in (*codes, "")]
    rangees = Tableau(
        "fonds_dedies",
        "Fonds dédiés",
        (Colonne("convention", "Convention", "code"),),
        (
            Colonne("financeur", "Financeur", "code"),
            *_MOUVEMENTS,
            Colonne("attendu", "Attendu"),
            Colonne("ecart", "Écart"),
        ),
        tuple(ligne for ligne in lignes if any(ligne.valeurs[1:6])),
        groupe=_GROUPE,
    )
    return rangees, _total(suivi, rangees, exercice)


def absent(suivi: Suivi, exercice: int, cles: tuple[str, ...]) -> Ligne | None:
    """Give the row of an agreement that has no funds; None of no agreement known."""
    code = cles[0] if cles else ""
    return _row(suivi, code, exercice) if code in suivi.registre.conventions else None


def _row(suivi: Suivi, code: str, exercice: int) -> Ligne:
    ouverture, reports, utilisations = _movements(suivi, code, exercice)
    cloture = ouverture.plus(reports).less(utilisations)
    une = execution(suivi, code, suivi.registre.bornes(exercice)[1]) if code else None
    attendu = une.fonds_dedies_attendus if une else None
    fondes = [ouverture, reports, utilisations, cloture]
    valeurs = [source.total() for source in fondes]
    ecart = None if attendu is None else valeurs[-1] - attendu
    financeur = suivi.registre.conventions[code].financeur if code else ""
    return Ligne(
        (code,),
        (financeur, *valeurs, attendu, ecart),
        (Source(), *fondes, Source(), Source()),
    )


def _movements(suivi: Suivi, code: str, exercice: int) -> tuple[Source, Source, Source]:
    """Give what stood at the opening, what was carried over, what was used."""
    debut, fin = suivi.registre.bornes(exercice)
    pieces = [p for p in suivi.subventions.of(code, DEDIES) if p.date <= fin]
    ouvrent = [p for p in pieces if p.date < debut or _is_opening(p)]
    bougent = [p for p in pieces if p.date >= debut and not _is_opening(p)]
    return (
        _source(suivi, ouvrent),
        _source(suivi, [p for p in bougent if p.montant > 0]),
        _source(
            suivi, [p._replace(montant=-p.montant) for p in bougent if p.montant < 0]
        ),
    )


def _is_opening(piece: Imputation) -> bool:
    return piece.entry.meta.get("a-nouveau") is True


def _source(suivi: Suivi, pieces: Iterable[Imputation]) -> Source:
    parts = (PartDeLigne(p.entry, p.posting, p.montant) for p in pieces)
    return sources.of_postings(suivi.releve, parts)


def _total(suivi: Suivi, rangees: Tableau, exercice: int) -> Tableau:
    """Add the rows, beside what the income statement says of them."""
    fondes = [rangees.source_of(rangees.rang(c.code), ()) for c in _MOUVEMENTS]
    valeurs = [rangees.total(rangees.rang(c.code)) for c in _MOUVEMENTS]
    reportes, repris = _booked(suivi, exercice, "689"), _booked(suivi, exercice, "789")
    _, reports, utilisations, _ = valeurs
    reportes_total, repris_total = ZERO - reportes.total(), repris.total()
    ecart = (reports - utilisations) - (reportes_total - repris_total)
    colonnes = (
        *_MOUVEMENTS,
        Colonne("comptes_689", "Comptes 689"),
        Colonne("comptes_789", "Comptes 789"),
        Colonne("ecart", "Écart"),
    )
    ligne = Ligne(
        (),
        (*valeurs, reportes_total, repris_total, ecart),
        (*fondes, Source().less(reportes), repris, Source()),
    )
    titre = "Fonds dédiés : total"
    return Tableau(
        "total_fonds_dedies", titre, (), colonnes, (ligne,), "objet", groupe=_GROUPE
    )


def _booked(suivi: Suivi, exercice: int, numero: str) -> Source:
    """Add the facts of some accounts, as resources: what is carried over is negative."""
    comptes = suivi.releve.comptes
    return sources.of_facts(
        [
            fact if fact.nature == "produit" else fact._replace(montant=-fact.montant)
            for fact in suivi.facts(exercice)
            if fact.compte and comptes[fact.compte].numero.startswith(numero)
        ]
    )
