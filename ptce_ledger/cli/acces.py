"""`ptce acces`: the links by which a funder enters a publication."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from ptce_ledger.publication.acces.carnet import Carnet
    from ptce_ledger.publication.acces.carnet import Lien

_ADRESSE = re.compile(r"https?://[A-Za-z0-9._~:\[\]/-]+")


@click.command(short_help="Les liens d’accès d’un financeur à une publication.")
@click.argument("dossier", type=click.Path(path_type=Path), metavar="DOSSIER")
@click.option(
    "--nouveau", metavar="NOM", help="Crée un lien, et dit à qui vous le donnez."
)
@click.option(
    "--jours",
    type=int,
    default=30,
    show_default=True,
    help="Durée du nouveau lien.",
)
@click.option(
    "--adresse",
    metavar="URL",
    default="http://127.0.0.1:5001",
    show_default=True,
    help="Où la publication est servie.",
)
@click.option("--revoquer", type=int, metavar="N°", help="Ferme un lien, aussitôt.")
@click.option("--revoquer-tout", is_flag=True, help="Ferme tous les liens, aussitôt.")
def acces(
    dossier: Path,
    nouveau: str | None,
    jours: int,
    adresse: str,
    revoquer: int | None,
    revoquer_tout: bool,
) -> None:
    """Liste les liens d’accès à une publication, en crée ou en ferme.

    DOSSIER est ce que « ptce publier » a écrit. Qui a le lien entre : donnez-en un à
    chaque personne, pour peu de temps. Le lien n’est montré qu’une fois.
    """
    from ptce_ledger.mots.typographie import disarm
    from ptce_ledger.publication.acces import carnet
    from ptce_ledger.publication.acces import jetons
    from ptce_ledger.publication.acces.fautes import FauteAcces

    demandes = [nouveau is not None, revoquer is not None, revoquer_tout]
    if sum(demandes) > 1:
        raise click.UsageError(
            "« --nouveau », « --revoquer » et « --revoquer-tout » : un seul à la fois."
        )
    if not _ADRESSE.fullmatch(adresse):
        raise click.BadParameter(
            f"« {disarm(adresse)} » : écrivez une adresse comme https://pole.example.org.",
            param_hint="--adresse",
        )
    if not 1 <= jours <= carnet.JOURS_MAX:
        raise click.BadParameter(
            f"{jours} : un lien dure de 1 à {carnet.JOURS_MAX} jours.",
            param_hint="--jours",
        )
    jour = _today()
    try:
        audience = jetons.read_audience(dossier)
        if nouveau is not None:
            tenu, lien = carnet.create(dossier, nouveau, jour, jours)
            jeton = jetons.sign(tenu.secrets, audience, lien.numero)
            _show_link(lien, f"{adresse.rstrip('/')}/acces/{jeton}")
        elif revoquer is not None:
            _show_all(carnet.revoke(dossier, revoquer, jour), jour)
        elif revoquer_tout:
            _show_all(carnet.revoke_all(dossier, jour), jour)
        else:
            _show_all(carnet.read_carnet(dossier), jour)
    except FauteAcces as faute:
        commun.fail(faute.message)


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


def _show_link(lien: Lien, adresse: str) -> None:
    from ptce_ledger.mots.typographie import disarm
    from ptce_ledger.mots.typographie import typeset

    dit = (
        f"Lien n° {lien.numero} pour {disarm(lien.nom)}, valable jusqu’au "
        f"{lien.expiration:%d/%m/%Y} inclus :"
    )
    click.echo(typeset(dit), err=True)
    # Alone on standard output: to be copied, or sent to another program.
    click.echo(adresse)


def _show_all(carnet: Carnet, jour: datetime.date) -> None:
    from ptce_ledger.mots.typographie import disarm
    from ptce_ledger.rendu.terminal import page

    if not carnet.liens:
        click.echo("Aucun lien : personne ne peut entrer.")
        return
    rangees = [("N°", "Nom", "Créé le", "Expire le", "État")]
    rangees += [
        (
            str(lien.numero),
            page.left(disarm(lien.nom), min(36, page.width(disarm(lien.nom)))),
            f"{lien.creation:%d/%m/%Y}",
            f"{lien.expiration:%d/%m/%Y}",
            lien.state(jour),
        )
        for lien in carnet.liens
    ]
    largeurs = [max(map(page.width, colonne)) for colonne in zip(*rangees, strict=True)]
    for rang, (numero, *mots) in enumerate(rangees):
        cellules = [page.right(numero, largeurs[0])]
        cellules += map(page.left, mots, largeurs[1:])
        ligne = "  ".join(cellules).rstrip()
        click.echo(page.bold(ligne) if rang == 0 else ligne)
