"""`ptce cotisations`: who owes what, what was called, what is paid, what is left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    from ptce_ledger.suivi.dus import Baremes
    from ptce_ledger.suivi.etat import Etat
    from ptce_ledger.suivi.suivi import Suivi


@click.command(short_help="Les cotisations : dues, appelées, réglées.")
@commun.LIVRE
@etats.EXERCICE
@click.option(
    "--bareme",
    "bareme",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FICHIER",
    help="Simule les barèmes de FICHIER, à la place de ceux du livre de même code.",
)
@click.option(
    "--ecrire",
    is_flag=True,
    help="Imprime les écritures d’appel qui restent à recopier dans le livre.",
)
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def cotisations(
    livre: Path,
    exercice: str | None,
    bareme: Path | None,
    ecrire: bool,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Dit ce que chaque membre doit, ce qui est appelé, réglé, et ce qui reste.

    Le dû vient du barème (« ptce-bareme »), le reste des écritures : rien n’est à
    cocher. Le format csv donne de quoi remplir une lettre à chacun.
    """
    from ptce_ledger.suivi.etats import state
    from ptce_ledger.suivi.simulation import simulate

    commun.need_file(format_, sortie)
    if ecrire and bareme is not None:
        raise click.UsageError(
            "--ecrire appelle ce que dit le livre, --bareme simule : l’un ou l’autre."
        )
    lu = commun.load(livre, provisoire=provisoire)
    suivi = etats.follow(lu)
    etat = state(suivi, "cotisations", etats.choose_exercice(lu, exercice))
    if ecrire:
        commun.write(_calls(suivi, etat), sortie)
        return
    if bareme is not None:
        etat = simulate(suivi, etat, _read(suivi, bareme))
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))


def _calls(suivi: Suivi, etat: Etat) -> str:
    """Write the calls that are left, on the accounts of the last one."""
    from ptce_ledger.suivi.appels import SansModeleError
    from ptce_ledger.suivi.appels import calls
    from ptce_ledger.suivi.ecritures import write

    try:
        return write(calls(suivi, etat))
    except SansModeleError as sans:
        raise click.UsageError(
            f"Aucune écriture du livre n’appelle de {sans.type} sur un compte 41 : "
            "écrivez la première, les autres auront ses comptes."
        ) from None


def _read(suivi: Suivi, fichier: Path) -> Baremes:
    """Read the scales to simulate; any fault is told, and ends the command."""
    from ptce_ledger.rendu.terminal.erreurs import render
    from ptce_ledger.suivi.controle import check_baremes
    from ptce_ledger.suivi.simulation import AutreChoseError
    from ptce_ledger.suivi.simulation import read_baremes

    try:
        baremes, errors = read_baremes(fichier.absolute())
    except AutreChoseError as autre:
        raise click.UsageError(
            f"{fichier.name}, ligne {autre.ligne} : un fichier de simulation ne contient "
            "que des lignes « ptce-bareme »."
        ) from None
    ensemble = {**suivi.registre.baremes, **baremes}
    errors = errors or list(check_baremes(suivi, ensemble))
    if errors:
        click.echo(render(errors, fichier.absolute().parent), err=True)
        raise SystemExit(1)
    return baremes
