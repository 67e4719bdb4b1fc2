"""`ptce synthese`: the three-level economic synthesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="La synthèse économique à trois niveaux.")
@commun.LIVRE
@commun.exercice_option(
    "L’exercice (2025), ou plusieurs côte à côte (2023..2025). "
    "Par défaut, le dernier qui a une écriture."
)
@click.option(
    "--niveau",
    type=click.Choice(["1", "2", "3"]),
    help="Un seul niveau : 1 la cellule, 2 l’ensemble du pôle, 3 les projets communs.",
)
@click.option(
    "--par", type=click.Choice(["phase"]), help="Ventile les ressources du niveau 2."
)
@click.option(
    "--phases",
    is_flag=True,
    help="Les ressources du pôle par phase, tous les exercices ensemble.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "csv", "xlsx", "json"]),
    default="terminal",
    show_default=True,
    help="Terminal pour lire, csv ou xlsx pour un tableur, json pour un programme.",
)
@commun.SORTIE
@commun.PROVISOIRE
def synthese(
    livre: Path,
    exercice: str | None,
    niveau: str | None,
    par: str | None,
    phases: bool,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Imprime la synthèse économique à trois niveaux.

    LIVRE est le fichier principal du pôle, ou son dossier. Chaque chiffre se retrouve
    ligne à ligne : ptce faits LIVRE --chiffre niveau-1.ressources.subventions
    """
    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.rendu.formats import SYNTHESES
    from ptce_ledger.suivi.phases import build

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    if phases:
        for nom, dit in (("exercice", exercice), ("niveau", niveau), ("par", par)):
            if dit:
                click.echo(
                    f"--phases montre tout le pôle, tous les exercices : --{nom} n’y "
                    "change rien.",
                    err=True,
                )
        etats.show(
            build(etats.follow(lu)),
            format_,
            sortie,
            provisoire=provisoire and bool(lu.errors),
        )
        return
    annees = commun.choose_exercices(lu, exercice)
    with commun.defined():
        dossier = Dossier(lu.releve, par or "")
        syntheses = [dossier.montree(annee) for annee in annees]
    contenu = SYNTHESES[format_](
        syntheses,
        [int(niveau)] if niveau else [],
        provisoire=provisoire and bool(lu.errors),
    )
    commun.write(contenu, sortie)
