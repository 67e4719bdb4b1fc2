"""`ptce verifier`: every error of one or more ledgers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from ptce_ledger.lecture.livre import Livre


@click.command(short_help="Toutes les erreurs d’un livre, et leur remède.")
@click.argument(
    "livres", nargs=-1, type=click.Path(path_type=Path), metavar="[LIVRE]..."
)
@click.option(
    "--json", "en_json", is_flag=True, help="Pour un éditeur ou un programme."
)
def verifier(livres: tuple[Path, ...], en_json: bool) -> None:
    """Liste toutes les erreurs, chacune avec sa ligne, sa cause et son remède.

    LIVRE est le fichier principal d’un pôle, ou son dossier ; par défaut, le dossier
    courant. Le code de sortie est 1 s’il y a une erreur.
    """
    from ptce_ledger.lecture.livre import load_livre
    from ptce_ledger.lecture.livre import locate
    from ptce_ledger.rendu import erreurs
    from ptce_ledger.rendu.donnees import as_json

    chemins = livres or (Path(),)
    dossier = _share([locate(chemin).parent for chemin in chemins])
    fautes = []
    for chemin in chemins:
        with commun.progress(f"Lecture de {chemin}"):
            livre = load_livre(chemin)
        fautes += erreurs.as_data(livre.errors, dossier)
        if not en_json:
            if livre.errors:
                click.echo(erreurs.render(livre.errors, dossier))
            else:
                click.echo(_all_is_well(livre))
    if en_json:
        commun.write(as_json({"erreurs": fautes}).encode(), None)
    if fautes:
        raise SystemExit(1)


def _share(dossiers: list[Path]) -> Path:
    """Name the folder that ledgers share: places are told from there, none alike."""
    try:
        return Path(os.path.commonpath(dossiers))
    except ValueError:  # several drives, on Windows
        return dossiers[0]


def _all_is_well(livre: Livre) -> str:
    from beancount.core.data import Transaction

    from ptce_ledger.mots.ecriture import disarm

    ecritures = sum(type(entry) is Transaction for entry in livre.entries)
    pluriel = "s" if ecritures > 1 else ""
    nom = disarm(livre.registre.libelle or livre.chemin.name)
    bon = click.style("Aucune erreur", fg="green", bold=True)
    annees = _years(livre.releve.exercices())
    return f"{bon} : {nom}, {ecritures} écriture{pluriel}, {annees}."


def _years(exercices: list[int]) -> str:
    if not exercices:
        return "aucun exercice"
    pluriel = "s" if len(exercices) > 1 else ""
    return f"exercice{pluriel} {', '.join(map(str, exercices))}"
