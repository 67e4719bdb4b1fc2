"""`ptce nouveau`: a complete fictional pole to start from, or one almost empty."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from ptce_ledger.cli import commun


@click.command(short_help="Un pôle fictif complet, ou presque vide, pour commencer.")
@click.argument("dossier", type=click.Path(path_type=Path), metavar="DOSSIER")
@click.option(
    "--vide",
    is_flag=True,
    help="Un pôle presque vide, avec les comptes qu’il faut, au lieu du pôle fictif.",
)
@click.option(
    "--annee",
    type=click.IntRange(1900, 2100),
    metavar="A",
    help="Avec --vide, la première année du livre ; par défaut, celle où nous sommes.",
)
def nouveau(dossier: Path, vide: bool, annee: int | None) -> None:
    """Crée un pôle fictif complet, à transformer en le vôtre.

    DOSSIER ne doit pas exister, ou doit être vide : rien n’est jamais écrasé.
    """
    from ptce_ledger.cli.gabarit import blank
    from ptce_ledger.cli.gabarit import scaffold
    from ptce_ledger.mots.fichiers import write_whole

    if annee is not None and not vide:
        raise click.UsageError("--annee ne vaut qu’avec --vide.")
    if dossier.exists() and (not dossier.is_dir() or any(dossier.iterdir())):
        commun.fail(
            f"{dossier} existe déjà et n’est pas un dossier vide : rien n’a été écrit."
        )
    ici = datetime.datetime.now().astimezone().year
    fichiers = blank(annee or ici) if vide else scaffold()
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        for nom, texte in fichiers.items():
            write_whole(dossier / nom, texte.encode())
    except OSError as erreur:
        from ptce_ledger.mots.fichiers import say_refusal

        commun.fail(f"Impossible d’écrire dans {dossier} : {say_refusal(erreur)}.")
    click.echo(f"Créé : {dossier} ({', '.join(sorted(fichiers))})")
    suite = "verifier" if vide else "synthese"
    click.echo(f"Lisez-le, puis essayez : ptce {suite} {dossier}")
