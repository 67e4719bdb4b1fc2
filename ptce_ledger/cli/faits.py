"""`ptce faits`: the facts behind the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ptce_ledger.analyse.chiffres.ouverture import Detail
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.lecture.livre import Livre


@click.command(short_help="Les lignes qui font les chiffres.")
@commun.LIVRE
@commun.exercice_option("Un exercice (2025) ou plusieurs (2023..2025) ; sinon tous.")
@click.option(
    "--chiffre",
    metavar="CHEMIN",
    help="Les seules lignes d’un chiffre de la synthèse : niveau-1.ressources.ventes",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "csv", "xlsx", "json", "parquet"]),
    default="terminal",
    show_default=True,
    help="Terminal pour lire, csv ou xlsx pour un tableur, json ou parquet pour un programme.",
)
@commun.SORTIE
@commun.PROVISOIRE
def faits(
    livre: Path,
    exercice: str | None,
    chiffre: str | None,
    format_: str,
    sortie: Path | None,
    provisoire: bool,
) -> None:
    """Liste les faits : une ligne par ressource, charge, contribution ou déclaration.

    Avec --chiffre, ce sont les lignes qui font ce chiffre, chacune avec ce pour quoi
    elle y compte : leur total lui est égal.
    """
    from ptce_ledger.rendu.fichiers.faits import FORMATS
    from ptce_ledger.rendu.terminal.liste import render
    from ptce_ledger.rendu.terminal.liste import render_figure

    lu = commun.load(livre, provisoire=provisoire)
    detail: Detail | None = None
    if chiffre:
        annees = commun.choose_exercices(lu, exercice, suivis=True)
        detail = _open(lu, annees, chiffre)
        facts: Sequence[Fact] = [p.row() for p in (*detail.postes, *detail.sur)]
    else:
        voulus = commun.choose_exercices(lu, exercice) if exercice else None
        facts = list(lu.releve.iter_facts(voulus))
    if format_ == "terminal":
        page = render_figure(chiffre, detail) if chiffre and detail else render(facts)
        commun.write(page, sortie)
    else:
        commun.need_file(format_, sortie)
        commun.write(FORMATS[format_](facts), sortie)


def _open(livre: Livre, annees: list[int], nom: str) -> Detail:
    from ptce_ledger.analyse.chiffres.attendus import explain_path
    from ptce_ledger.analyse.chiffres.ouverture import open_figure
    from ptce_ledger.analyse.chiffres.recherche import CheminInconnu
    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.suivi.recherche import find
    from ptce_ledger.suivi.suivi import Suivi

    if len(annees) > 1:
        raise click.UsageError("Un chiffre est d’un seul exercice : donnez une année.")
    try:
        with commun.defined():
            suivi = Suivi(Dossier(livre.releve, "phase"))
            chiffre = find(suivi, annees[0], nom)
        return open_figure(chiffre)
    except CheminInconnu as inconnu:
        constat, remede, _ = explain_path(nom, inconnu).parts()
        commun.fail(f"{constat} {remede}")
