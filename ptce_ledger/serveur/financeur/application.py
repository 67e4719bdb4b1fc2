"""The funder's server: our pages of a published copy, and nothing else.

Everything is refused but what is listed, twice: by path before Fava, by view inside it.
The copy holds nothing private; the page that Fava wraps around ours would still tell
its path and its words, so it is given an empty ledger to describe.
"""

from __future__ import annotations

import dataclasses
import re
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import parse_qsl
from urllib.parse import urlencode

from fava.application import create_app
from fava.context import g
from fava.core.fava_options import FavaOptions
from fava.internal_api import get_ledger_data
from flask import abort
from flask import jsonify
from flask import request
from flask.wrappers import Response
from werkzeug.test import EnvironBuilder

from ptce_ledger.mots.dits import later
from ptce_ledger.mots.langue import speaking
from ptce_ledger.pages.liste import ACCUEIL
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.reports.fava.langues import TEMOIN
from ptce_ledger.reports.fava.langues import select_locale
from ptce_ledger.serveur.financeur.memoire import Memoire
from ptce_ledger.serveur.financeur.memoire import Reponse
from ptce_ledger.serveur.gabarits import escape_templates
from ptce_ledger.serveur.garde import answer
from ptce_ledger.serveur.langue import chosen
from ptce_ledger.serveur.langue import of_environ
from ptce_ledger.serveur.langue import wished
from ptce_ledger.serveur.livre.rayon import Rayon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIEnvironment

    from flask import Flask

    from ptce_ledger.serveur.livre.versions import Versions

STYLE = Path(__file__).parent / "public.css"
#: Arguments that pass, and their form; `partial` is how Fava moves between pages.
ARGUMENTS = {
    "exercice": re.compile(r"\d{0,4}"),
    "niveau": re.compile(r"[123]?"),
    "projet": re.compile(r"[a-z0-9-]{0,60}"),
    "phase": re.compile(r"[a-z-]{0,30}"),
    "chiffre": re.compile(r"[a-zA-Z0-9._/-]{0,200}"),
    "langue": re.compile(r"fr|en"),
    "v": re.compile(r"[0-9a-f]{1,32}"),
    "mtime": re.compile(r"\d{1,32}"),
    "partial": re.compile(r"true"),
}
_REQUETE_MAX = 600
_DITS = {
    HTTPStatus.NOT_FOUND: later("Cette page n’existe pas."),
    HTTPStatus.BAD_REQUEST: later("Cette adresse n’est pas comprise."),
}
_UN_JOUR = "private, max-age=86400"


def make_app(version: Versions, slug: str) -> Flask:
    """Make Fava's application, closed to all but our pages."""
    app = create_app([version.chemin], read_only=True)
    escape_templates(app.jinja_env)
    app.config["LEDGERS"] = Rayon([version], slug)
    app.extensions["babel"].locale_selector = select_locale
    app.before_request_funcs.setdefault(None, []).insert(0, _only_ours)
    app.jinja_env.globals["get_ledger_data"] = _bare_data
    app.view_functions["json_api.get_ledger_data"] = _bare_answer
    app.view_functions["json_api.get_errors"] = _no_errors
    return app


def _only_ours() -> None:
    """Refuse what the list of paths should never let through."""
    args = request.view_args or {}
    page = args.get("extension_name")
    permis = request.method in ("GET", "HEAD") and (
        request.endpoint
        in (
            "static",
            "json_api.get_changed",
            "json_api.get_errors",
            "json_api.get_ledger_data",
        )
        or (request.endpoint == "extension_report" and page in PAGES)
        or (request.endpoint == "extension_js_module" and page in PAGES)
        or (
            request.endpoint == "extension_endpoint"
            and page in PAGES
            and args.get("endpoint") == "style"
        )
    )
    if not permis:
        abort(404)


def _bare_data() -> Any:
    """Describe the ledger to Fava's frame: its title and our pages, nothing of the rest."""
    data = get_ledger_data()
    options = {
        **data.options,
        "documents": [],
        "filename": "publication.beancount",
        "include": [],
    }
    return dataclasses.replace(
        data,
        accounts=[],
        account_details={},  # type: ignore[arg-type]
        currencies=[],
        currency_names={},
        errors=[],
        fava_options=FavaOptions(
            language=data.fava_options.language, locale=data.fava_options.locale
        ),
        links=[],
        options=options,
        payees=[],
        precisions={},
        tags=[],
        years=[],
        user_queries=[],
        upcoming_events_count=0,
        sidebar_links=[],
        other_ledgers=[],
    )


def _bare_answer() -> Response:
    return jsonify({"data": _bare_data(), "mtime": str(g.ledger.mtime)})


def _no_errors() -> Response:
    # A published copy has none; and an error of any kind would tell a path.
    return jsonify({"data": [], "mtime": str(g.ledger.mtime)})


class Guichet:
    """Answers what is listed, from memory once it was answered; the rest is not there."""

    def __init__(self, app: Flask, slug: str) -> None:
        self._app = app
        self._memoire = Memoire()
        self._slug = slug
        self.accueil = f"/{slug}/extension/{ACCUEIL}/"
        pages = "|".join(PAGES)
        self._permis = re.compile(
            rf"/static/[A-Za-z0-9._-]+|/{re.escape(slug)}/(?:"
            rf"extension/(?:{pages})/(?:style)?|extension_js_module/{ACCUEIL}\.js|"
            r"api/(?:changed|errors|ledger_data))"
        )

    def forget(self) -> None:
        """Forget the answers of an older copy."""
        self._memoire.clear()

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request."""
        with speaking(of_environ(environ)):
            reponse = self._answer(environ)
        start_response(reponse.statut, reponse.entetes)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [reponse.corps]

    def _answer(self, environ: WSGIEnvironment) -> Reponse:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _constant(HTTPStatus.NOT_FOUND)
        chemin = str(environ.get("PATH_INFO", ""))
        if chemin in ("/", f"/{self._slug}/"):
            return _constant(HTTPStatus.FOUND, {"Location": self.accueil})
        if chemin == "/ptce.css":
            return _sheet()
        if not self._permis.fullmatch(chemin):
            return _constant(HTTPStatus.NOT_FOUND)
        args = _read_args(str(environ.get("QUERY_STRING", "")))
        if args is None:
            return _constant(HTTPStatus.BAD_REQUEST)
        temoin, voeu = chosen(environ), wished(environ)
        cle = (chemin, args, temoin, voeu)
        gardee = self._memoire.get(cle)
        if gardee is None:
            gardee = self._ask(chemin, args, temoin, voeu)
            if gardee.statut.startswith("200"):
                self._memoire.keep(cle, gardee)
        return gardee

    def _ask(
        self, chemin: str, args: tuple[tuple[str, str], ...], temoin: str, voeu: str
    ) -> Reponse:
        """Ask Fava, with nothing of the request but what the answer may rest on."""
        entetes = [("Accept-Language", voeu), ("Cookie", f"{TEMOIN}={temoin}")]
        demande = EnvironBuilder(
            chemin,
            query_string=urlencode(args),
            headers=entetes,
        )
        reponse = Response.from_app(
            self._app.wsgi_app, demande.get_environ(), buffered=True
        )
        corps = reponse.get_data()
        if reponse.status_code != HTTPStatus.OK:
            return _constant(HTTPStatus.NOT_FOUND)
        gardes = [
            (nom, valeur)
            for nom, valeur in reponse.headers
            if nom in ("Content-Type", "Set-Cookie", "Vary")
        ]
        if chemin.startswith("/static/") or chemin.endswith("/style"):
            gardes.append(("Cache-Control", _UN_JOUR))
        if reponse.mimetype == "text/html":
            corps = corps.replace(b"</head>", _lien() + b"</head>", 1)
        gardes.append(("Content-Length", str(len(corps))))
        return Reponse("200 OK", gardes, corps)


def _read_args(requete: str) -> tuple[tuple[str, str], ...] | None:
    """Read the arguments of an address; None when one is not of the list."""
    if len(requete) > _REQUETE_MAX:
        return None
    try:
        paires = parse_qsl(
            requete,
            keep_blank_values=True,
            strict_parsing=bool(requete),
            errors="strict",
            max_num_fields=len(ARGUMENTS),
        )
    except ValueError:
        return None
    noms = [nom for nom, _ in paires]
    if len(set(noms)) != len(noms):
        return None
    for nom, valeur in paires:
        forme = ARGUMENTS.get(nom)
        if forme is None or not forme.fullmatch(valeur):
            return None
    # A version of a file changes nothing in the answer.
    return tuple(sorted((n, v) for n, v in paires if n not in ("v", "mtime") and v))


def _lien() -> bytes:
    version = f"{STYLE.stat().st_mtime_ns:x}"
    return f'<link rel="stylesheet" href="/ptce.css?v={version}">'.encode()


def _sheet() -> Reponse:
    corps = STYLE.read_bytes()
    entetes = [
        ("Content-Type", "text/css; charset=utf-8"),
        ("Content-Length", str(len(corps))),
        ("Cache-Control", _UN_JOUR),
    ]
    return Reponse("200 OK", entetes, corps)


def _constant(statut: HTTPStatus, entetes: dict[str, str] | None = None) -> Reponse:
    corps = str(_DITS.get(statut, "")).encode()
    lus: list[Any] = []
    answer(lambda *dits: lus.extend(dits), statut, corps, entetes)  # type: ignore[arg-type]
    return Reponse(lus[0], lus[1], corps)
