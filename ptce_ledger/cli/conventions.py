"""`ptce conventions`: what each grant has become, what is left, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_ledger.suivi.suivi import Suivi


@click.command(short_help="Les conventions : reçues, dépensées, à justifier.")
@commun.LIVRE
@etats.EXERCICE
@click.option(
    "--ecrire",
    is_flag=True,
    help="Imprime les écritures de fin d’exercice qui restent à recopier dans le livre.",
)
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def conventions(
    livre: Path,
    exercice: str | None,
    ecrire: bool,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Dit ce que chaque convention est devenue : reçue, dépensée, à justifier.

    Puis les fonds dédiés, les plafonds d’argent public et les échéances, à la fin de
    l’exercice.
    """
    from ptce_ledger.suivi.etats import state

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    suivi, annee = etats.follow(lu), etats.choose_exercice(lu, exercice)
    if ecrire:
        commun.write(_carried(suivi, annee), sortie)
        return
    etat = state(suivi, "conventions", annee)
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))


def _carried(suivi: Suivi, exercice: int) -> str:
    """Write what is left to carry over, on the accounts last used."""
    from ptce_ledger.suivi.ecritures import write
    from ptce_ledger.suivi.reports import CompteAbsentError
    from ptce_ledger.suivi.reports import carried

    try:
        return write(carried(suivi, exercice))
    except CompteAbsentError as absent:
        raise click.UsageError(
            f"Aucun compte {absent.numero} n’est ouvert dans le livre : ouvrez-le, "
            "l’écriture y sera."
        ) from None
