"""`ptce budget`: what was voted, what is done, where the year is heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    import datetime
    from pathlib import Path


@click.command(short_help="Le budget : voté, réalisé, atterrissage.")
@commun.LIVRE
@etats.EXERCICE
@commun.au_option("Arrête les comptes ce jour-là ; par défaut, à la dernière écriture.")
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def budget(
    livre: Path,
    exercice: str | None,
    au: datetime.date | None,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Met le budget voté (« ptce-budget ») en face de ce qui est fait.

    Le dernier vote vaut ; l’atterrissage dit où va l’année, de ce qui est fait et de
    ce qui reste à venir.
    """
    from ptce_ledger.suivi.budget import build
    from ptce_ledger.suivi.etats import state

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    if au and exercice is None:
        # A day says of which exercice one speaks.
        exercice = f"{lu.registre.exercice(au):04}"
    annee = etats.choose_exercice(lu, exercice)
    suivi = etats.follow(lu)
    etat = build(suivi, annee, au) if au else state(suivi, "budget", annee)
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))
