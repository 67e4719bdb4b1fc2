"""Who may enter the funder's server: a signed link, exchanged for a cookie."""

from __future__ import annotations

import re
from http import HTTPStatus
from http.cookies import CookieError
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from typing import Protocol

from ptce_ledger.mots.langue import speaking
from ptce_ledger.mots.langue import tell
from ptce_ledger.serveur.financeur.journal import QUI
from ptce_ledger.serveur.garde import answer
from ptce_ledger.serveur.langue import of_environ

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

    from ptce_ledger.publication.acces.carnet import Lien

    class Controle(Protocol):
        """What says whether a token is good now."""

        def check(self, jeton: str) -> Lien | None:
            """Give the link of a token, None when it is not good."""


_JETON = re.compile(r"[A-Za-z0-9._~=-]{1,2048}")
_ENTREE = "/acces/"
_REFUS = """<!doctype html>
<html lang="{langue}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{titre}</title><link rel="stylesheet" href="/ptce.css"></head>
<body class="ptce-refus"><main>
<h1>{titre}</h1>
<p>{cause}</p>
<p>{remede}</p>
</main></body>
</html>
"""


class Portail:
    """A WSGI application that lets holders of a good link through to another."""

    def __init__(
        self, app: WSGIApplication, controle: Controle, accueil: str, *, https: bool
    ) -> None:
        self._app = app
        self._controle = controle
        self._accueil = accueil
        # « __Host- » binds the cookie to this host alone; browsers ask for https then.
        self._nom = "__Host-ptce" if https else "ptce"
        self._marques = "; Path=/; HttpOnly; SameSite=Lax" + (
            "; Secure" if https else ""
        )

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Enter by a link, pass with its cookie, or be refused."""
        chemin = str(environ.get("PATH_INFO", ""))
        if chemin.startswith(_ENTREE):
            return self._enter(environ, start_response, chemin.removeprefix(_ENTREE))
        if chemin == "/ptce.css" or self._admit(environ, self._cookie(environ)):
            return self._app(environ, start_response)
        return self._refuse(environ, start_response)

    def _enter(
        self, environ: WSGIEnvironment, start_response: StartResponse, jeton: str
    ) -> Iterable[bytes]:
        lit = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        if not lit or not self._admit(environ, jeton):
            return self._refuse(environ, start_response)
        entetes = {
            "Location": self._accueil,
            "Set-Cookie": f"{self._nom}={jeton}{self._marques}",
        }
        return answer(start_response, HTTPStatus.SEE_OTHER, b"", entetes)

    def _admit(self, environ: WSGIEnvironment, jeton: str) -> bool:
        """Check a token, at each request: a link that is revoked closes at once."""
        lien = self._controle.check(jeton) if _JETON.fullmatch(jeton) else None
        if lien is None:
            return False
        environ[QUI] = f"{lien.numero} {lien.nom}"
        return True

    def _cookie(self, environ: WSGIEnvironment) -> str:
        try:
            temoins = SimpleCookie(str(environ.get("HTTP_COOKIE", "")))
        except CookieError:
            return ""
        return temoins[self._nom].value if self._nom in temoins else ""

    def _refuse(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        html = {"Content-Type": "text/html; charset=utf-8"}
        page = _write_refusal(of_environ(environ)).encode()
        return answer(start_response, HTTPStatus.FORBIDDEN, page, html)


def _write_refusal(langue: str) -> str:
    with speaking(langue):
        return _REFUS.format(
            langue=langue,
            titre=tell("Accès refusé"),
            cause=tell(
                "Cette page s’ouvre par un lien personnel, que le pôle vous envoie. "
                "Le vôtre manque, a expiré ou a été retiré."
            ),
            remede=tell(
                "Demandez un nouveau lien au pôle, puis ouvrez-le depuis son message."
            ),
        )
