"""What stands before every request: the right host, no foreign page, no excess.

A page of another site, opened beside a local Fava, can make the browser send requests
to it; a name that comes to mean 127.0.0.1 can even read the answers. Hence an exact
list of hosts, and a look at what the browser says of where a request comes from.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import quote
from urllib.parse import urlsplit

from ptce_ledger.mots.dits import later
from ptce_ledger.mots.langue import speaking
from ptce_ledger.serveur.langue import of_environ

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

    Entetes = list[tuple[str, str]]

_journal = logging.getLogger(__name__)
#: A request's body, in bytes.
CORPS_MAX = 10 * 2**20
SECURITE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: What both servers allow a page: nothing but what comes from themselves.
POLITIQUE = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src {styles}; "
    "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'; object-src 'none'"
)
_FRAIS = {"Cache-Control": "no-store"}
_MOTIFS = {
    HTTPStatus.MISDIRECTED_REQUEST: later(
        "Cette adresse n’est pas celle de ce serveur."
    ),
    HTTPStatus.FORBIDDEN: later("Une page d’un autre site n’a pas accès à ce serveur."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: later(
        "Ce fichier est trop gros : 10 Mo au plus."
    ),
    HTTPStatus.LENGTH_REQUIRED: later("La taille de l’envoi n’est pas annoncée."),
    HTTPStatus.INTERNAL_SERVER_ERROR: later("Le serveur n’a pas pu répondre."),
}


def answer(
    start_response: StartResponse,
    statut: HTTPStatus,
    corps: bytes,
    entetes: Mapping[str, str] | None = None,
) -> list[bytes]:
    """Answer by a constant body."""
    tous = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(corps)),
        **(entetes or {}),
    }
    start_response(f"{statut.value} {statut.phrase}", list(tous.items()))
    return [corps]


def list_hotes(port: int) -> frozenset[str]:
    """List the names that a browser of this machine may give a local server."""
    noms = ("localhost", "127.0.0.1", "[::1]")
    avec = {f"{nom}:{port}" for nom in noms}
    return frozenset(avec | set(noms) if port == 80 else avec)


class Garde:
    """A WSGI application before another."""

    def __init__(
        self,
        app: WSGIApplication,
        hotes: Iterable[str],
        *,
        origines: Iterable[str],
        politique: str,
        referer: str,
        liens_nus: bool = False,
    ) -> None:
        self._app = app
        self._hotes = frozenset(hotes)
        self._origines = frozenset(origines)
        #: Whether a link from elsewhere brings its reader here without its arguments.
        self._liens_nus = liens_nus
        self._fixes = {
            **SECURITE,
            "Content-Security-Policy": politique,
            "Referrer-Policy": referer,
        }

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer, by a refusal or by the application."""

        def start(statut: str, entetes: Entetes, exc_info: Any = None) -> Any:
            return start_response(statut, self._complete(entetes), exc_info)

        refus = self._judge(environ)
        if refus is not None:
            if refus is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                _drain(environ)
            return answer(start, refus, _say(environ, refus))
        if self._liens_nus and environ.get("QUERY_STRING") and self._is_led(environ):
            entetes = {"Location": _path_of(environ)}
            return answer(start, HTTPStatus.SEE_OTHER, b"", entetes)
        try:
            return self._app(environ, start)
        except Exception:  # noqa: BLE001  whatever breaks, the client is answered
            _journal.exception("requête abandonnée")
            panne = HTTPStatus.INTERNAL_SERVER_ERROR
            return answer(start, panne, _say(environ, panne))

    def _is_led(self, environ: WSGIEnvironment) -> bool:
        """Tell whether another site's link leads here: it may not choose what is asked.

        A bookmark or an address that one types comes from nowhere. A browser too old to
        say so may name the page of the link.
        """
        d_ou = environ.get("HTTP_SEC_FETCH_SITE")
        if d_ou is not None:
            return d_ou not in ("none", "same-origin")
        page = urlsplit(str(environ.get("HTTP_REFERER", "")))
        origine = f"{page.scheme}://{page.netloc.lower()}"
        return bool(page.scheme) and origine not in self._origines

    def _complete(self, entetes: Entetes) -> Entetes:
        """Add what is not said; an answer may be stricter, never silent."""
        dits = {nom.lower() for nom, _ in entetes}
        ajouts = {**self._fixes, **_FRAIS}
        manquent = [(n, v) for n, v in ajouts.items() if n.lower() not in dits]
        return [*entetes, *manquent]

    def _judge(self, environ: WSGIEnvironment) -> HTTPStatus | None:
        """Say why a request is refused, or None."""
        if str(environ.get("HTTP_HOST", "")).lower() not in self._hotes:
            return HTTPStatus.MISDIRECTED_REQUEST
        origine = environ.get("HTTP_ORIGIN")
        if origine is not None and origine not in self._origines:
            return HTTPStatus.FORBIDDEN
        if _comes_from_elsewhere(environ):
            return HTTPStatus.FORBIDDEN
        return _measure(environ)


def _path_of(environ: WSGIEnvironment) -> str:
    """Write the path of a request alone; it stays a path, of this host."""
    chemin = str(environ.get("PATH_INFO", "")).encode("latin-1", "replace")
    return "/" + quote(chemin).lstrip("/")


def _say(environ: WSGIEnvironment, statut: HTTPStatus) -> bytes:
    with speaking(of_environ(environ)):
        return str(_MOTIFS[statut]).encode()


def _comes_from_elsewhere(environ: WSGIEnvironment) -> bool:
    """Tell whether another site's page asks, save by a link that one followed."""
    if environ.get("HTTP_SEC_FETCH_SITE") not in ("cross-site", "same-site"):
        return False
    return (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or environ.get("HTTP_SEC_FETCH_MODE") != "navigate"
        or environ.get("HTTP_SEC_FETCH_DEST") != "document"
    )


def _drain(environ: WSGIEnvironment) -> None:
    """Read what is sent and forget it: a browser hears no answer before it has sent."""
    while environ["wsgi.input"].read(2**16):
        pass


def _measure(environ: WSGIEnvironment) -> HTTPStatus | None:
    taille = str(environ.get("CONTENT_LENGTH") or "0")
    # Python reads no number of thousands of digits.
    lisible = taille.isascii() and taille.isdecimal() and len(taille) < 16
    if environ.get("HTTP_TRANSFER_ENCODING") or not lisible:
        return HTTPStatus.LENGTH_REQUIRED
    trop = int(taille) > CORPS_MAX
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if trop else None
