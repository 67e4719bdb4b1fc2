"""`ptce membres`: what each member puts in and gets, and what both sides say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Les membres : versé, donné, vendu, déclaré.")
@commun.LIVRE
@etats.EXERCICE
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def membres(
    livre: Path,
    exercice: str | None,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Dit ce que chaque membre verse, donne et vend, et si les deux côtés sont d’accord."""
    from ptce_ledger.suivi.etats import state

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    annee = etats.choose_exercice(lu, exercice)
    etat = state(etats.follow(lu), "membres", annee)
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))
