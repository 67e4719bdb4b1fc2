"""`ptce expliquer`: what an error, an indicator or a word means."""

from __future__ import annotations

import click

from ptce_ledger.cli import commun


@click.command(short_help="Le sens d’une erreur, d’un indicateur, d’un mot.")
@click.argument("mot", metavar="[CODE]", required=False)
def expliquer(mot: str | None) -> None:
    """Explique une erreur, un indicateur, un mot du livre ou une directive.

    Sans CODE, liste tout ce qui peut être expliqué.
    """
    from ptce_ledger.mots.voisins import nearest
    from ptce_ledger.pages.glossaire import explain
    from ptce_ledger.pages.glossaire import iter_explications
    from ptce_ledger.rendu.terminal import page

    if mot is None:
        genres: dict[str, list[str]] = {}
        for explication in iter_explications():
            genres.setdefault(explication.genre, []).append(explication.code)
        for genre, codes in genres.items():
            click.echo(page.heading(genre.capitalize()))
            click.echo("\n".join(page.paragraph(", ".join(codes), 2)))
        return
    trouvees = explain(mot)
    if not trouvees:
        codes = [e.code for e in iter_explications()]
        proche = nearest(mot, codes)
        suite = f" Vouliez-vous dire « {proche} » ?" if proche else ""
        commun.fail(f"« {mot} » n’est pas un mot de ptce-ledger.{suite}")
    for explication in trouvees:
        click.echo(page.heading(f"{explication.libelle} ({explication.genre})"))
        for paragraphe in explication.paragraphes:
            click.echo("\n".join(page.paragraph(paragraphe, 2)))
        click.echo()
