"""`ptce synthese`: the three-level economic synthesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.lecture.livre import Livre


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
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Imprime la synthèse économique à trois niveaux.

    LIVRE est le fichier principal du pôle, ou son dossier. Chaque chiffre se retrouve
    ligne à ligne : ptce faits LIVRE --chiffre niveau-1.ressources.subventions
    """
    commun.need_file(format_, sortie)
    lu = commun.load(livre, provisoire=provisoire)
    annees = commun.choose_exercices(lu, exercice)
    niveaux = [int(niveau)] if niveau else [1, 2, 3]
    contenu = _render(
        lu,
        annees,
        niveaux=niveaux,
        par=par or "",
        format_=format_,
        provisoire=provisoire and bool(lu.errors),
    )
    commun.write(contenu, sortie)


def _render(
    livre: Livre,
    annees: list[int],
    *,
    niveaux: list[int],
    par: str,
    format_: str,
    provisoire: bool,
) -> str | bytes:
    from ptce_ledger.analyse.synthese import synthesize

    syntheses = [synthesize(livre.releve, annee, par=par) for annee in annees]
    if format_ == "terminal":
        return _render_page(syntheses, niveaux, provisoire=provisoire)
    from ptce_ledger.analyse.comparaison import compare
    from ptce_ledger.rendu.fichiers import donnees

    if format_ == "xlsx":
        from ptce_ledger.rendu.fichiers.classeur import as_workbook

        return as_workbook(syntheses, niveaux, provisoire=provisoire)
    if format_ == "csv":
        return donnees.as_csv(syntheses, niveaux, provisoire=provisoire)
    if len(syntheses) > 1:
        data = donnees.as_comparison(compare(syntheses), niveaux)
    else:
        data = donnees.as_data(syntheses[0], niveaux)
    if provisoire:
        data = {"provisoire": True, **data}
    return donnees.as_json(data).encode()


def _render_page(
    syntheses: list[Synthese], niveaux: list[int], *, provisoire: bool
) -> str:
    from ptce_ledger.rendu.terminal import synthese as terminal

    if len(syntheses) == 1:
        return terminal.render(syntheses[0], niveaux, provisoire=provisoire)
    from ptce_ledger.analyse.comparaison import compare

    return terminal.render_comparison(
        compare(syntheses), niveaux, provisoire=provisoire
    )
