"""A published folder, put together as a server: log, guard, link, pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import NamedTuple
from urllib.parse import urlsplit

from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import FicheIllisible
from ptce_ledger.publication.fiche import read_fiche
from ptce_ledger.registre.declarations.publication import PUBLIQUE
from ptce_ledger.serveur import garde
from ptce_ledger.serveur.financeur import application as public
from ptce_ledger.serveur.financeur.diffusion import SansLien
from ptce_ledger.serveur.financeur.portail import Portail
from ptce_ledger.serveur.livre.livre_servi import asks_for_pages
from ptce_ledger.serveur.livre.versions import LIMITES
from ptce_ledger.serveur.livre.versions import Versions

if TYPE_CHECKING:
    from pathlib import Path
    from wsgiref.types import WSGIApplication

    from ptce_ledger.lecture.surveillance import Limites
    from ptce_ledger.serveur.financeur.journal import Journal
    from ptce_ledger.serveur.financeur.portail import Controle

LIVRE = ("livre", "publication.beancount")
_CODE = re.compile(r"[a-z][a-z0-9-]{1,59}")
_ADRESSE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?/?")


class PublicationFausseError(Exception):
    """A folder that is no publication, or an address that is none; said in French."""


class PublicationOuverte(NamedTuple):
    """A folder made by « ptce publier »."""

    pole: str
    financeur: str
    versions: Versions
    diffusion: str = PUBLIQUE


def open_publication(dossier: Path, limites: Limites = LIMITES) -> PublicationOuverte:
    """Load a published folder; nothing is ever written in it."""
    try:
        fiche = read_fiche(dossier)
    except FileNotFoundError:
        raise PublicationFausseError(
            f"{dossier} n’est pas une publication : il y manque « {FICHE} ». Faites-la "
            "par « ptce publier »."
        ) from None
    except FicheIllisible:
        raise PublicationFausseError(
            f"{dossier / FICHE} ne se lit pas. Refaites la publication par « ptce publier »."
        ) from None
    livre = dossier.joinpath(*LIVRE)
    if not _CODE.fullmatch(fiche.pole) or not livre.is_file():
        raise PublicationFausseError(
            f"{dossier} est incomplet. Refaites la publication par « ptce publier »."
        )
    versions = Versions(livre.absolute(), limites=limites)
    if versions.ledger.load_errors or not asks_for_pages(versions.ledger):
        raise PublicationFausseError(
            f"{livre} a des erreurs, ou n’appelle pas nos pages : rien n’est servi. "
            "Refaites la publication par « ptce publier »."
        )
    return PublicationOuverte(fiche.pole, fiche.financeur, versions, fiche.diffusion)


def check_link(publication: PublicationOuverte, controle: Controle | None) -> None:
    """Refuse to serve without links what is handed over under an agreement."""
    if controle is None and publication.diffusion != PUBLIQUE:
        raise PublicationFausseError(
            "Cette copie est remise sous convention : elle n’est servie qu’à qui a un "
            "lien. Retirez « --sans-lien », et créez un lien par « ptce acces »."
        )


def check_adresse(adresse: str) -> str:
    """Give a public address without its last slash; it has no path."""
    if not _ADRESSE.fullmatch(adresse):
        raise PublicationFausseError(
            f"« {adresse} » n’est pas une adresse : écrivez par exemple "
            "https://pole.exemple.fr, sans chemin."
        )
    return adresse.rstrip("/")


def make_site(
    publication: PublicationOuverte,
    *,
    port: int,
    adresse: str = "",
    controle: Controle | None = None,
    journal: Journal | None = None,
) -> WSGIApplication:
    """Make the application that is listened to; without `controle`, no link is asked.

    Raises PublicationFausseError when the copy asks for one.
    """
    check_link(publication, controle)
    app = public.make_app(publication.versions, publication.pole)
    guichet = public.Guichet(app, publication.pole)
    https = adresse.startswith("https://")
    site: WSGIApplication = guichet
    if controle is not None:
        site = Portail(guichet, controle, guichet.accueil, https=https)
    else:
        site = SansLien(guichet, publication.versions)
    hotes, origines = _names(port, adresse)
    site = garde.Garde(
        site,
        hotes,
        origines=origines,
        politique=garde.POLITIQUE.format(styles="'self'"),
        referer="no-referrer",
    )
    publication.versions.watch(guichet.forget)
    return journal.wrap(site) if journal is not None else site


def _names(port: int, adresse: str) -> tuple[set[str], set[str]]:
    """List the hosts and the origins that are this server's own."""
    if not adresse:
        hotes = set(garde.list_hotes(port))
        return hotes, {f"http://{hote}" for hote in hotes}
    lue = urlsplit(adresse.lower())
    hotes = {lue.netloc}
    ordinaire = 443 if lue.scheme == "https" else 80
    if lue.port in (None, ordinaire):
        hotes |= {str(lue.hostname), f"{lue.hostname}:{ordinaire}"}
    return hotes, {f"{lue.scheme}://{hote}" for hote in hotes}
