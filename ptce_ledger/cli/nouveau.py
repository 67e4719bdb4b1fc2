"""`ptce nouveau`: a complete fictional pole to start from."""

from __future__ import annotations

from pathlib import Path

import click

from ptce_ledger.cli import commun


@click.command(short_help="Un pôle fictif complet, pour commencer.")
@click.argument("dossier", type=click.Path(path_type=Path), metavar="DOSSIER")
def nouveau(dossier: Path) -> None:
    """Crée un pôle fictif complet, à transformer en le vôtre.

    DOSSIER ne doit pas exister, ou doit être vide : rien n’est jamais écrasé.
    """
    from ptce_ledger.cli.gabarit import scaffold
    from ptce_ledger.mots.fichiers import write_whole

    if dossier.exists() and (not dossier.is_dir() or any(dossier.iterdir())):
        commun.fail(
            f"{dossier} existe déjà et n’est pas un dossier vide : rien n’a été écrit."
        )
    fichiers = scaffold()
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        for nom, texte in fichiers.items():
            write_whole(dossier / nom, texte.encode())
    except OSError as erreur:
        from ptce_ledger.mots.fichiers import say_refusal

        commun.fail(f"Impossible d’écrire dans {dossier} : {say_refusal(erreur)}.")
    click.echo(f"Créé : {dossier} ({', '.join(sorted(fichiers))})")
    click.echo(f"Lisez-le, puis essayez : ptce synthese {dossier}")
