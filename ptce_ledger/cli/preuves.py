"""`ptce preuves`: what the figures rest on, and the lines without a voucher."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Les preuves : ce sur quoi reposent les chiffres.")
@commun.LIVRE
@etats.EXERCICE
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def preuves(
    livre: Path,
    exercice: str | None,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Dit sur quelles preuves reposent les chiffres, et liste les lignes sans pièce."""
    from ptce_ledger.suivi.etats import state

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    annee = etats.choose_exercice(lu, exercice)
    etat = state(etats.follow(lu), "preuves", annee)
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))
