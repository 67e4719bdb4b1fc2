"""`ptce preuves`: what proves each figure, and the lines that want a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="La preuve des chiffres, et les lignes sans pièce.")
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
    """Dit ce qui prouve chaque chiffre, puis les lignes qui attendent une pièce.

    Les montants sont en valeur absolue : un avoir se prouve comme une facture.
    """
    from ptce_ledger.suivi.etats import state

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    annee = etats.choose_exercice(lu, exercice)
    etat = state(etats.follow(lu), "preuves", annee)
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))
