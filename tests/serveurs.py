"""Servers for tests: real ones, on a free port, in a thread of this process."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import quote
from urllib.parse import urlencode

from ptce_ledger.publication.fiche import Fiche
from ptce_ledger.publication.fiche import write_fiche
from ptce_ledger.serveur import ecoute
from ptce_ledger.serveur.financeur.assemblage import make_site
from ptce_ledger.serveur.financeur.assemblage import open_publication
from ptce_ledger.serveur.livre.versions import Versions
from ptce_ledger.serveur.tresorier import application as interne

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from flask import Flask

EXEMPLE = Path(__file__).parent.parent / "ledgers" / "exemple"
SOMME = 'SELECT sum(number) WHERE account ~ "Income"'
_MAIN = """\
option "title" "Val"
option "operating_currency" "EUR"
plugin "ptce_ledger.plugins"
2020-01-01 custom "fava-extension" "ptce_ledger.reports.fava"
2020-01-01 custom "ptce-pole" "val" "Pôle du Val"
2020-01-01 open Assets:Banque EUR
2020-01-01 open Income:Ventes EUR
  perimetre: "cellule"
  type: "ventes"
  origine: "prive"
include "un.beancount"
include "cent.beancount"
include "dix-mille.beancount"
"""
#: What each included file weighs: a mix of two versions is no multiple of their sum.
POIDS = {"un": 1, "cent": 100, "dix-mille": 10_000}
UNITE = sum(POIDS.values())


class Reponse:
    """An answer as read: status, headers, body."""

    def __init__(self, statut: int, entetes: Mapping[str, str], corps: bytes) -> None:
        self.statut = statut
        self.entetes = {nom.lower(): valeur for nom, valeur in entetes.items()}
        self.corps = corps
        self.texte = corps.decode("utf-8", errors="replace")

    def json(self) -> Any:
        """Read the body."""
        return json.loads(self.corps)


class Client:
    """Asks a server, one connection a request."""

    def __init__(self, port: int, slug: str) -> None:
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self.slug = slug

    def ask(
        self,
        chemin: str,
        methode: str = "GET",
        corps: bytes | None = None,
        entetes: Mapping[str, str] | None = None,
    ) -> Reponse:
        """Send a request as it is."""
        connexion = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connexion.request(methode, chemin, corps, dict(entetes or {}))
            reponse = connexion.getresponse()
            return Reponse(reponse.status, dict(reponse.headers), reponse.read())
        finally:
            connexion.close()

    def get(self, chemin: str, **args: Any) -> Reponse:
        """Ask for a path of the ledger."""
        requete = f"?{urlencode(args)}" if args else ""
        return self.ask(f"/{quote(self.slug)}/{chemin}{requete}")

    def put(self, nom: str, methode: str = "PUT", **corps: Any) -> Reponse:
        """Send something to Fava's API."""
        return self.ask(
            f"/{quote(self.slug)}/api/{nom}",
            methode,
            json.dumps(corps).encode(),
            {"Content-Type": "application/json", "Origin": self.base},
        )

    def total(self) -> int:
        """Give the income of the whole ledger, by a query."""
        lignes = self.get("api/query", query_string=SOMME).json()["data"]["rows"]
        return round(-float(lignes[0][0]))

    def total_page(self) -> int:
        """Give the resources that our page shows."""
        return read_total(self.get("extension/Cellule/").texte)


def read_total(html: str) -> int:
    """Read the resources of level 1 on a page."""
    trouve = re.search(
        r'data-cellule="niveau-1/total/ressources"[^>]*>(?:<[^>]+>)*([^<]+)<', html
    )
    assert trouve, html[:2000]
    return int(re.sub(r"\D", "", trouve[1])) // 100


class Local(Client):
    """The treasurer's server, and what it is made of."""

    def __init__(self, port: int, app: Flask, versions: list[Versions]) -> None:
        super().__init__(port, app.config["LEDGERS"].first_slug())
        self.app = app
        self.versions = versions[0]


@contextlib.contextmanager
def serve_local(*livres: Path) -> Iterator[Local]:
    """Serve ledgers as `ptce servir` does."""
    versions = [Versions(livre, calme=0) for livre in livres]
    app = interne.make_app(versions)
    serveur = ecoute.bind("127.0.0.1", 0)
    port = ecoute.port_of(serveur)
    site = interne.make_site(app, port)
    for version in versions:
        version.watch()
    fini = threading.Event()
    fil = threading.Thread(target=ecoute.listen, args=(serveur, site, None, fini))
    fil.start()
    try:
        yield Local(port, app, versions)
    finally:
        fini.set()
        fil.join(10)
        for version in versions:
            version.stop()


@contextlib.contextmanager
def serve_public(dossier: Path, **options: Any) -> Iterator[Client]:
    """Serve a published folder as `ptce servir --public` does."""
    publication = open_publication(dossier)
    serveur = ecoute.bind("127.0.0.1", 0, corps=ecoute.CORPS_DU_PUBLIC)
    port = ecoute.port_of(serveur)
    site = make_site(publication, port=port, **options)
    fini = threading.Event()
    fil = threading.Thread(target=ecoute.listen, args=(serveur, site, None, fini))
    fil.start()
    try:
        yield Client(port, publication.pole)
    finally:
        fini.set()
        fil.join(10)
        publication.versions.stop()


def copy_exemple(dossier: Path) -> Path:
    """Copy the example pole; give its main file."""
    shutil.copytree(EXEMPLE, dossier, dirs_exist_ok=True)
    return dossier / "main.beancount"


def publish_exemple(dossier: Path) -> Path:
    """Make of the example a folder such as « ptce publier » makes."""
    copy_exemple(dossier / "livre").rename(dossier / "livre" / "publication.beancount")
    write_fiche(dossier, Fiche("ambrelle", "region"))
    return dossier


def page_of(nom: str, version: int) -> str:
    """Write an included file of the small pole, in one of its versions."""
    montant = POIDS[nom] * version
    # Padding: a file cut in its middle is still a valid ledger, with another total.
    lignes = [f"; ligne {rang}\n" for rang in range(200)]
    part = (
        f'2025-03-01 * "Vente"\n  Income:Ventes  -{montant}.00 EUR\n  Assets:Banque\n'
    )
    return "".join([*lignes, part, *lignes])


def make_val(dossier: Path, version: int = 1) -> Path:
    """Write the small pole, whose total tells its version; give its main file."""
    dossier.mkdir(parents=True, exist_ok=True)
    for nom in POIDS:
        (dossier / f"{nom}.beancount").write_text(page_of(nom, version), "utf-8")
    main = dossier / "main.beancount"
    main.write_text(_MAIN, encoding="utf-8")
    return main
