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
@click.option(
    "--fiche",
    metavar="CODE",
    help="Tout ce que le pôle sait d’un membre, sur une page.",
)
@click.option(
    "--vierge",
    is_flag=True,
    help="Une fiche vierge par membre, en CSV, à remplir puis à recopier.",
)
@etats.FORMAT
@commun.SORTIE
@commun.PROVISOIRE
def membres(
    livre: Path,
    exercice: str | None,
    fiche: str | None,
    vierge: bool,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Dit ce que chaque membre verse, donne et vend, et si les deux côtés sont d’accord."""
    from ptce_ledger.mots.typographie import fold
    from ptce_ledger.mots.voisins import nearest
    from ptce_ledger.rendu.fichiers.donnees import write_csv
    from ptce_ledger.suivi.etats import state
    from ptce_ledger.suivi.fiche import DONNEES
    from ptce_ledger.suivi.fiche import blank
    from ptce_ledger.suivi.fiche import sheet

    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    annee = etats.choose_exercice(lu, exercice)
    suivi = etats.follow(lu)
    membres_ = suivi.dossier.ensemble(annee).membres()
    if fiche is not None and fiche not in membres_:
        proche = nearest(fiche, [*membres_, *map(lu.registre.label, membres_)])
        code = lu.registre.noms.get(fold(proche), proche)
        suite = f" Vouliez-vous dire « {code} » ?" if code in membres_ else ""
        commun.fail(f"« {fiche} » n’est membre à aucun moment de {annee}.{suite}")
    if vierge:
        voulus = [fiche] if fiche else membres_
        tete, *rangees = blank(voulus, annee) or [DONNEES]
        commun.write(write_csv(tete, rangees), sortie)
        return
    etat = sheet(suivi, fiche, annee) if fiche else state(suivi, "membres", annee)
    etats.show(etat, format_, sortie, provisoire=provisoire and bool(lu.errors))
