"""`ptce verifier`: every error and remark of one or more ledgers; mending their text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.remarques.base import Remarque


@click.command(short_help="Toutes les erreurs d’un livre, et leur remède.")
@click.argument(
    "livres", nargs=-1, type=click.Path(path_type=Path), metavar="[LIVRE]..."
)
@click.option("--json", "en_json", is_flag=True, help="Pour un programme.")
@click.option(
    "--lignes",
    "en_lignes",
    is_flag=True,
    help="Pour un éditeur : une erreur ou une remarque par ligne.",
)
@click.option("--strict", is_flag=True, help="Une remarque compte comme une erreur.")
@click.option(
    "--corriger",
    is_flag=True,
    help="Montre ce qui peut être réécrit sans aucun doute, puis le demande.",
)
@click.option("--oui", is_flag=True, help="Avec --corriger : accepte sans demander.")
def verifier(
    livres: tuple[Path, ...],
    en_json: bool,
    en_lignes: bool,
    strict: bool,
    corriger: bool,
    oui: bool,
) -> None:
    """Liste toutes les erreurs, chacune avec sa ligne, sa cause et son remède.

    Viennent ensuite les remarques : ce qui est permis, mais sans doute faux, ou ce qui
    semble désigner une personne. Une remarque lue se tait par une clé
    « remarque-lue: "la raison" » sous sa ligne.

    LIVRE est le fichier principal d’un pôle, ou son dossier ; par défaut, le dossier
    courant. Le code de sortie est 1 s’il y a une erreur.

    Avec --corriger, l’ancien fichier est gardé à côté du nouveau, en « .avant ».
    """
    from ptce_ledger.lecture.livre import load_livre
    from ptce_ledger.lecture.livre import locate
    from ptce_ledger.remarques import iter_remarques
    from ptce_ledger.rendu.fichiers.donnees import as_json
    from ptce_ledger.rendu.terminal import erreurs

    if oui and not corriger:
        raise click.UsageError("--oui ne s’emploie qu’avec --corriger.")
    if corriger and (en_json or en_lignes):
        raise click.UsageError(
            "--corriger ne s’emploie ni avec --json ni avec --lignes."
        )
    chemins = livres or (Path(),)
    if corriger:
        from ptce_ledger.cli.correction import correct

        correct([locate(chemin) for chemin in chemins], oui=oui)
    dossier = _share([locate(chemin).parent for chemin in chemins])
    data: dict[str, list[dict[str, object]]] = {"erreurs": [], "remarques": []}
    sans_pole: list[str] = []
    for chemin in chemins:
        with commun.reading(chemin):
            livre = load_livre(chemin)
            remarques = list(iter_remarques(livre))
        data["erreurs"] += erreurs.as_data(livre.errors, dossier)
        data["remarques"] += erreurs.as_data(remarques, dossier)
        sans_pole += _without_pole(livre, en_lignes=en_lignes)
        if en_lignes:
            click.echo(erreurs.as_lines(livre.errors, "erreur"), nl=False)
            click.echo(erreurs.as_lines(remarques, "remarque"), nl=False)
        elif not en_json:
            _tell(livre, remarques, dossier, strict=strict)
    if en_json:
        commun.write(as_json({**data, "sans_pole": sans_pole}).encode(), None)
    if data["erreurs"] or (strict and data["remarques"]):
        raise SystemExit(1)


def _without_pole(livre: Livre, *, en_lignes: bool) -> list[str]:
    """Name a ledger that declares no pole: that it has no error says little."""
    if livre.errors or livre.registre:
        return []
    if en_lignes:  # beside what an editor reads: no line of the ledger is at fault
        click.echo(_nothing_checked(livre), err=True)
    return [str(livre.chemin)]


def _tell(
    livre: Livre, remarques: list[Remarque], dossier: Path, *, strict: bool
) -> None:
    from ptce_ledger.rendu.terminal import erreurs

    if livre.errors:
        click.echo(erreurs.render(livre.errors, dossier))
        click.echo(commun.tell_part(livre.chemin), nl=False)
    else:
        click.echo(_all_is_well(livre))
        if not livre.registre:
            click.echo(_nothing_checked(livre))
    if remarques:
        click.echo()
        click.echo(erreurs.render_remarques(remarques, dossier, strict=strict))


def _share(dossiers: list[Path]) -> Path:
    """Name the folder that ledgers share: places are told from there, none alike."""
    try:
        return Path(os.path.commonpath(dossiers))
    except ValueError:  # several drives, on Windows
        return dossiers[0]


def _all_is_well(livre: Livre) -> str:
    from beancount.core.data import Transaction

    from ptce_ledger.mots.typographie import disarm

    ecritures = sum(type(entry) is Transaction for entry in livre.entries)
    pluriel = "s" if ecritures > 1 else ""
    nom = disarm(livre.registre.libelle or livre.chemin.name)
    bon = click.style("Aucune erreur", fg="green", bold=True)
    annees = _years(livre.releve.exercices())
    return f"{bon} : {nom}, {ecritures} écriture{pluriel}, {annees}."


def _nothing_checked(livre: Livre) -> str:
    """Say what « Aucune erreur » is worth over a ledger that declares no pole."""
    from ptce_ledger.lecture.livre import PLUGIN
    from ptce_ledger.lecture.livre import is_checked
    from ptce_ledger.mots.typographie import typeset
    from ptce_ledger.rendu.terminal import page

    jour = min((entry.date for entry in livre.entries), default="2025-01-01")
    formes = [f'{jour} custom "ptce-pole" "mon-pole" "Nom du pôle"']
    if not is_checked(livre.options):
        formes.insert(0, f'plugin "{PLUGIN}"')
    dit = (
        "Mais rien n’a été vérifié de ce qui fait un pôle (périmètres, types, tiers, "
        "classe 8) : ce livre n’en déclare aucun. Ajoutez dans le fichier principal :"
    )
    return "\n".join([*page.paragraph(typeset(dit)), *(f"      {f}" for f in formes)])


def _years(exercices: list[int]) -> str:
    if not exercices:
        return "aucun exercice"
    pluriel = "s" if len(exercices) > 1 else ""
    return f"exercice{pluriel} {', '.join(map(str, exercices))}"
