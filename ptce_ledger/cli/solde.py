"""`ptce solde`: what an account holds on a day, its last lines, what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from ptce_ledger.suivi.suivi import Suivi


@click.command(short_help="Le solde d’un compte, ses dernières lignes, son pointage.")
@click.argument("compte", metavar="COMPTE")
@commun.LIVRE
@commun.au_option("Au soir de ce jour ; par défaut, de la dernière écriture.")
@click.option(
    "--lignes",
    "nombre",
    type=click.IntRange(0, 10_000),
    default=10,
    show_default=True,
    metavar="N",
    help="Combien de lignes montrer, les dernières.",
)
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def solde(
    compte: str,
    livre: Path,
    au: datetime.date | None,
    nombre: int,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Dit ce que tient un compte, ses dernières lignes, et ce qui doit encore entrer.

    COMPTE est un nom entier, un numéro (512, ou 41 pour tous ceux qui commencent
    ainsi) ou une partie du nom (banque). Une ligne est pointée quand un « balance »
    d’un jour suivant s’accorde avec le compte, sauf si elle est marquée « ! ».
    """
    from ptce_ledger.suivi.solde import build

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    suivi = etats.follow(lu)
    jour = au or suivi.dernier
    if jour is None:
        commun.fail(f"{lu.chemin.name} : aucune écriture, donc rien à dire.")
    etat = build(suivi, _accounts(suivi, compte), jour, nombre)
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))


def _accounts(suivi: Suivi, dit: str) -> list[str]:
    from ptce_ledger.mots.voisins import nearest
    from ptce_ledger.suivi.solde import find_accounts

    trouves = find_accounts(suivi, dit)
    if not trouves:
        # Of « Assets:512-Banque », one mistypes « banque ».
        noms = {
            mot: nom
            for nom in sorted(suivi.releve.comptes.opens, reverse=True)
            for mot in (nom, *nom.replace(":", "-").split("-"))
        }
        proche = nearest(dit, noms)
        suite = f" Vouliez-vous dire « {noms[proche]} » ?" if proche else ""
        commun.fail(f"Aucun compte « {dit} » dans ce livre.{suite}")
    return trouves
