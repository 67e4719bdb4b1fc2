"""What the commands of the follow-up share: options, reading, and the faces of a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.suivi.etat import Etat
    from ptce_ledger.suivi.suivi import Suivi

FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "csv", "xlsx", "json"]),
    default="terminal",
    show_default=True,
    help="Terminal pour lire, csv ou xlsx pour un tableur, json pour un programme.",
)
EXERCICE = click.option(
    "--exercice",
    metavar="A",
    help="L’exercice (2025). Par défaut, le dernier qui a une écriture.",
)


def follow(livre: Livre) -> Suivi:
    """Give what the states of a ledger are made from."""
    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.suivi.suivi import Suivi

    return Suivi(Dossier(livre.releve))


def choose_exercice(livre: Livre, demande: str | None) -> int:
    """Read the exercice asked for: one, a state is of one."""
    annees = commun.choose_exercices(livre, demande, suivis=True)
    if len(annees) > 1:
        raise click.UsageError("Un seul exercice à la fois : donnez une année.")
    return annees[0]


def show(etat: Etat, format_: str, sortie: Path | None, *, provisoire: bool) -> None:
    """Write a state in the format asked for."""
    from ptce_ledger.rendu.etats import FORMATS_D_ETAT

    commun.write(FORMATS_D_ETAT[format_](etat, provisoire=provisoire), sortie)
