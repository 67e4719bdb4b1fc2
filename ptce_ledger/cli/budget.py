"""`ptce budget`: what was voted, what is done of it, and where the year will end."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_ledger.lecture.livre import Livre


@click.command(short_help="Le budget voté, réalisé, et ce qu’il deviendra.")
@commun.LIVRE
@etats.EXERCICE
@click.option(
    "--au",
    metavar="JOUR",
    help="Le jour où l’on regarde (2025-06-30) ; sinon, celui de la dernière écriture.",
)
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def budget(
    livre: Path,
    exercice: str | None,
    au: str | None,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Dit ce que le budget prévoyait, ce qui est réalisé, et où l’exercice finira.

    Les lignes du budget s’écrivent « ptce-budget » ; une même ligne, à une date plus
    tardive, la révise. Ce que rien ne prévoit a sa ligne à lui.
    """
    from ptce_ledger.suivi.budget import build

    commun.need_file(format_, sortie)
    jour = _read_day(au)
    lu = commun.load(livre, provisoire=provisoire)
    annee = _choose(lu, exercice, jour)
    etat = build(etats.follow(lu), annee, jour)
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))


def _choose(livre: Livre, demande: str | None, jour: datetime.date | None) -> int:
    """Choose the exercice: that of the day, or one that only has a budget yet."""
    from ptce_ledger.registre.declarations.budget import exercice_of

    registre = livre.releve.registre
    if demande is None and jour is not None:
        demande = str(registre.exercice(jour))
    votes = registre.declarations.get("ptce-budget", ())
    if demande in {str(exercice_of(registre, lu)) for lu in votes}:
        return int(demande or 0)
    return etats.choose_exercice(livre, demande)


def _read_day(dit: str | None) -> datetime.date | None:
    """Read a day, as a ledger or as a French hand writes it."""
    if dit is None:
        return None
    from ptce_ledger.mots.dates import read_date
    from ptce_ledger.mots.typographie import disarm

    if lue := read_date(dit):
        return datetime.date.fromisoformat(lue)
    raise click.BadParameter(
        f"« {disarm(dit)} » : écrivez un jour, 2025-06-30.", param_hint="--au"
    )
