"""`ptce publier`: what a funder may see, as a site and a ledger of sums."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.publication.copie.permission import Permission


@click.command(
    short_help="Ce qu’un financeur peut voir : un site et un livre de sommes."
)
@click.argument("livre", type=click.Path(path_type=Path), metavar="LIVRE")
@click.option(
    "--pour",
    "financeur",
    metavar="FINANCEUR",
    required=True,
    help="Le code du financeur, comme dans son « ptce-publication ».",
)
@click.option(
    "-o",
    "--sortie",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DOSSIER",
    required=True,
    help="Le dossier de la publication, écrit en entier ou pas du tout.",
)
@click.option(
    "--verifier",
    is_flag=True,
    help="N’écrit rien : cherche les mots privés du livre dans le DOSSIER déjà publié.",
)
def publier(livre: Path, financeur: str, sortie: Path, verifier: bool) -> None:
    """Publie ce que FINANCEUR peut voir, et rien d’autre.

    Le livre le dit par une ligne « ptce-publication » : sans elle, rien n’est publié. Le
    DOSSIER contient un site, à ouvrir tel quel ou à mettre en ligne, et un livre de
    sommes, pour « ptce servir --public DOSSIER ».
    """
    lu = commun.load(livre)
    permission = _permission(lu, financeur)
    if verifier:
        _verify(lu, permission, sortie)
        return
    from ptce_ledger.publication.copie.bilan import render
    from ptce_ledger.publication.copie.publier import PublicationImpossible
    from ptce_ledger.publication.copie.publier import publish

    try:
        with commun.defined(), commun.progress(f"Publication pour {financeur}"):
            publication = publish(lu, permission, sortie)
    except PublicationImpossible as impossible:
        commun.fail(str(impossible))
    except OSError as erreur:
        from ptce_ledger.mots.fichiers import say_refusal

        commun.fail(f"Impossible d’écrire {sortie} : {say_refusal(erreur)}.")
    click.echo(render(lu, publication), nl=False)
    click.echo(f"Écrit : {sortie}", err=True)


def _permission(livre: Livre, financeur: str) -> Permission:
    from ptce_ledger.publication.copie.permission import SansPermission
    from ptce_ledger.publication.copie.permission import read_permission
    from ptce_ledger.registre.declarations.publication import VOULUES

    registre = livre.registre
    if financeur not in registre.tiers:
        connus = sorted({c.financeur for c in registre.conventions.values()})
        suite = f" Financeurs des conventions : {', '.join(connus)}." if connus else ""
        commun.fail(f"« {financeur} » n’est ni un tiers ni un membre du livre.{suite}")
    tenus = livre.releve.exercices()
    try:
        permission = read_permission(registre, financeur, tenus)
    except SansPermission:
        commun.fail(
            f"Le livre ne permet rien à « {financeur} ». Écrivez ce qu’il peut voir :\n"
            f"{registre.bornes(tenus[-1])[0] if tenus else '2025-01-01'} "
            f'custom "ptce-publication" "{financeur}"\n'
            '  exercices: "tous"\n  perimetres: "cellule"'
        )
    dits = permission.exercices_dits
    if dits and not permission.exercices:
        annees = ", ".join(map(str, tenus)) or "aucun"
        commun.fail(
            f"Le « ptce-publication » de « {financeur} » permet « {dits} », mais les "
            f"exercices du livre sont : {annees}."
        )
    permises = (permission.exercices, permission.perimetres)
    manque = [c for c, dits in zip(VOULUES, permises, strict=True) if not dits]
    if manque:
        commun.fail(
            f"Le « ptce-publication » de « {financeur} » ne permet rien : "
            f"il lui manque {' et '.join(f'« {cle}: »' for cle in manque)}."
        )
    return permission


def _verify(livre: Livre, permission: Permission, dossier: Path) -> None:
    from ptce_ledger.publication.copie.publier import PublicationImpossible
    from ptce_ledger.publication.copie.publier import check_folder
    from ptce_ledger.publication.copie.publier import describe_leaks
    from ptce_ledger.publication.copie.publier import verify
    from ptce_ledger.publication.fiche import FICHE
    from ptce_ledger.publication.fiche import find_fiche

    if find_fiche(dossier) is None:
        commun.fail(f"{dossier} n’est pas une publication : {FICHE} n’y est pas.")
    try:
        check_folder(livre, permission, dossier)
    except PublicationImpossible as autre:
        commun.fail(str(autre))
    with commun.progress(f"Vérification de {dossier}"):
        trouvees = verify(livre, permission, dossier)
    if trouvees:
        commun.fail(describe_leaks(trouvees))
    fichiers = sum(1 for chemin in dossier.rglob("*") if chemin.is_file())
    click.echo(f"Aucun mot privé dans les {fichiers} fichiers de {dossier}.")
