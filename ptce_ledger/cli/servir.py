"""`ptce servir`: a pole in the browser, for who keeps its books; or its published copy."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from ptce_ledger.cli import commun

if TYPE_CHECKING:
    from ptce_ledger.serveur.ecoute import Serveur
    from ptce_ledger.serveur.financeur.assemblage import PublicationOuverte

_PORT = 5000
#: Where a link leads by default: see `ptce acces`.
_PORT_PUBLIC = 5001


@click.command(short_help="Un pôle dans le navigateur, sur cet ordinateur.")
@click.argument(
    "livres", nargs=-1, type=click.Path(path_type=Path), metavar="[LIVRE]..."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help="Port d’écoute ; 0 : n’importe lequel. Par défaut 5000 (5001 avec --public), ou le suivant.",
)
@click.option(
    "--sans-navigateur",
    is_flag=True,
    help="N’ouvre pas le navigateur : l’adresse suffit.",
)
@click.option(
    "--public",
    "dossier",
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    help="Sert à un financeur un dossier fait par « ptce publier ».",
)
@click.option(
    "--adresse",
    metavar="https://…",
    default="",
    help="Avec --public : l’adresse que les lecteurs tapent, derrière un serveur web.",
)
@click.option(
    "--hote",
    default="127.0.0.1",
    show_default=True,
    metavar="ADRESSE",
    help="Avec --public : sur quelle adresse de cette machine écouter.",
)
@click.option(
    "--sans-lien",
    is_flag=True,
    help="Avec --public : ne demande pas de lien ; un serveur web vérifie qui entre.",
)
@click.option(
    "--journal",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Avec --public : où noter les visites. Par défaut à côté de DOSSIER.",
)
def servir(
    livres: tuple[Path, ...],
    port: int | None,
    sans_navigateur: bool,
    dossier: Path | None,
    adresse: str,
    hote: str,
    sans_lien: bool,
    journal: Path | None,
) -> None:
    """Montre un pôle dans le navigateur, avec ses pages et tout Fava.

    LIVRE est le fichier principal d’un pôle, ou son dossier ; par défaut, le dossier
    courant. Plusieurs LIVRE : plusieurs pôles dans le même navigateur, pour une seule et
    même personne, qui les verra tous. Seul cet ordinateur peut l’ouvrir.

    Avec --public, sert à un financeur une copie publiée, en lecture seule, à qui a un
    lien (« ptce acces »). Ctrl-C arrête.
    """
    _log_briefly()
    if dossier is None:
        if adresse or sans_lien or journal or hote != "127.0.0.1":
            raise click.UsageError(
                "--adresse, --hote, --sans-lien et --journal vont avec --public."
            )
        _serve_livres(livres or (Path(),), port, ouvrir=not sans_navigateur)
        return
    if livres:
        raise click.UsageError(
            "--public sert un dossier publié : ne nommez pas de LIVRE."
        )
    _serve_public(
        dossier, port, hote, adresse, avec_lien=not sans_lien, visites=journal
    )


def _serve_livres(chemins: tuple[Path, ...], port: int | None, *, ouvrir: bool) -> None:
    from ptce_ledger.lecture.livre import locate
    from ptce_ledger.pages.liste import ACCUEIL
    from ptce_ledger.serveur import ecoute
    from ptce_ledger.serveur.livre.livre_servi import asks_for_pages
    from ptce_ledger.serveur.tresorier.application import make_app
    from ptce_ledger.serveur.tresorier.application import make_site

    versions = [_open(locate(chemin)) for chemin in dict.fromkeys(chemins)]
    app = make_app(versions)
    serveur = _bind("127.0.0.1", port, _PORT)
    pris = ecoute.port_of(serveur)
    base = f"http://127.0.0.1:{pris}"
    adresses = []
    for slug, ledger in app.config["LEDGERS"].items():
        nos_pages = asks_for_pages(ledger)
        adresses.append(
            f"{base}/{slug}/" + (f"extension/{ACCUEIL}/" if nos_pages else "")
        )
        click.echo(f"{ledger.options['title']} : {adresses[-1]}")
        if ledger.load_errors:
            click.echo("  Ce livre a des erreurs : « ptce verifier » les explique.")
        if not nos_pages:
            click.echo("  Il n’appelle pas les pages du pôle : ajoutez-lui la ligne")
            click.echo(
                '  2023-01-01 custom "fava-extension" "ptce_ledger.reports.fava"'
            )
    click.echo("Pour arrêter : Ctrl-C.")
    for version in versions:
        version.watch()

    def show() -> None:
        import webbrowser

        webbrowser.open(adresses[0])

    ecoute.listen(serveur, make_site(app, pris), show if ouvrir else None)
    click.echo("Arrêté.")


def _open(chemin: Path) -> Any:
    from ptce_ledger.lecture.surveillance import Limites
    from ptce_ledger.serveur.livre.livre_servi import LivreRefuseError
    from ptce_ledger.serveur.livre.versions import Versions
    from ptce_ledger.serveur.livre.versions import describe

    if not chemin.is_file():
        commun.fail(
            f"{chemin} est introuvable : donnez le fichier principal d’un pôle."
        )
    try:
        with commun.progress(f"Lecture de {chemin}"):
            return Versions(chemin, limites=commun.asked_limits() or Limites())
    except LivreRefuseError as refuse:
        commun.fail("\n".join(describe(refus, chemin.parent) for refus in refuse.refus))


def _serve_public(
    dossier: Path,
    port: int | None,
    hote: str,
    adresse: str,
    *,
    avec_lien: bool,
    visites: Path | None,
) -> None:
    from ptce_ledger.lecture.surveillance import Limites
    from ptce_ledger.publication.acces.acces import Acces
    from ptce_ledger.publication.acces.fautes import FauteAcces
    from ptce_ledger.serveur import ecoute
    from ptce_ledger.serveur.financeur.assemblage import PublicationFausseError
    from ptce_ledger.serveur.financeur.assemblage import check_adresse
    from ptce_ledger.serveur.financeur.assemblage import check_link
    from ptce_ledger.serveur.financeur.assemblage import make_site
    from ptce_ledger.serveur.financeur.assemblage import open_publication
    from ptce_ledger.serveur.financeur.journal import Journal
    from ptce_ledger.serveur.financeur.journal import path_of
    from ptce_ledger.serveur.livre.livre_servi import LivreRefuseError

    if not adresse and hote not in ("127.0.0.1", "localhost", "::1"):
        raise click.UsageError("--hote va avec --adresse : l’adresse que l’on tapera.")
    ou = visites or path_of(dossier)
    try:
        publique = check_adresse(adresse) if adresse else ""
        with commun.progress(f"Lecture de {dossier}"):
            publication = open_publication(dossier, commun.asked_limits() or Limites())
        controle = Acces.open(dossier) if avec_lien else None
        check_link(publication, controle)
        journal = Journal(ou)
    except (PublicationFausseError, FauteAcces) as faute:
        commun.fail(str(faute))
    except LivreRefuseError:
        commun.fail(f"{dossier} n’est pas une publication de « ptce publier ».")
    except OSError as erreur:
        from ptce_ledger.mots.fichiers import say_refusal

        commun.fail(f"Impossible d’écrire {ou} : {say_refusal(erreur)}.")
    serveur = _bind(hote, port, _PORT_PUBLIC, corps=ecoute.CORPS_DU_PUBLIC)
    pris = ecoute.port_of(serveur)
    site = make_site(
        publication, port=pris, adresse=publique, controle=controle, journal=journal
    )
    _announce(publication, publique or f"http://{hote}:{pris}", avec_lien=avec_lien)
    click.echo(f"Visites notées dans {ou}. Pour arrêter : Ctrl-C.")
    ecoute.listen(serveur, site)
    click.echo("Arrêté.")


def _announce(publication: PublicationOuverte, base: str, *, avec_lien: bool) -> None:
    click.echo(f"{publication.pole}, pour {publication.financeur} : {base}/")
    if avec_lien:
        click.echo("On y entre par un lien : « ptce acces » en crée.")
    else:
        click.echo("Aucun lien n’est demandé : à vous de vérifier qui entre.")


def _bind(hote: str, port: int | None, defaut: int, **limites: int) -> Serveur:
    from ptce_ledger.serveur import ecoute

    voulu = defaut if port is None else port
    try:
        serveur = ecoute.bind(hote, voulu, suivants=port is None, **limites)
    except ecoute.PortPrisError:
        commun.fail(
            f"Le port {voulu} de {hote} est pris ou interdit : choisissez-en un autre, "
            "par exemple --port 0."
        )
    if port is None and ecoute.port_of(serveur) != voulu:
        click.echo(f"Le port {voulu} est pris : voici le suivant.")
    return serveur


class _Bref(logging.Formatter):
    """One line for a failure: what it was, and where."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  the name is logging's
        genre, erreur, trace = ei
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        ou = (
            f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
            if trace
            else ""
        )
        return f"  {genre.__name__} ({ou}) : {erreur}"


def _log_briefly() -> None:
    """Have the console hear of failures, not of Python's stacks."""
    voix = logging.StreamHandler(sys.stderr)
    voix.setFormatter(_Bref("%(message)s"))
    logging.getLogger().handlers[:] = [voix]
    # What a reader mistyped is told to the reader.
    logging.getLogger("fava.json_api").setLevel(logging.CRITICAL)
