"""`ptce a-faire`: what is left to do, on the day of the last entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    from pathlib import Path


@click.command("a-faire", short_help="Ce qui reste à faire, tout ensemble.")
@commun.LIVRE
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def a_faire(livre: Path, format_: str, sortie: Path | None, provisoire: bool) -> None:
    """Liste ce qui reste à appeler, à recevoir, à rendre, à reporter, à compléter.

    Tout vient des écritures et du registre, au jour de la dernière écriture : rien
    n’est à cocher, une ligne disparaît quand la chose est faite.
    """
    from ptce_ledger.suivi.a_faire import build

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    suivi = etats.follow(lu)
    if not suivi.dossier.exercices:
        commun.fail(f"{lu.chemin.name} : aucune écriture, donc rien à dire.")
    etats.show(build(suivi), format_, sortie, provisoire=provisoire and bool(lu.errors))
