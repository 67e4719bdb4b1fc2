"""A time for each request: what may last is answered by a child, which may be killed.

Fava's filters are regular expressions, and its queries a language: either may take for
ever, inside C where Python hears nothing. Requests whose arguments cannot last are
answered here; for any other a child of this process, which holds the same ledger, makes
the answer and hands it over as bytes.
"""

from __future__ import annotations

import io
import json
import re
import signal
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import parse_qsl
from urllib.parse import urlencode

from werkzeug.test import run_wsgi_app

from ptce_ledger.lecture.essai import can_try
from ptce_ledger.lecture.essai import try_apart
from ptce_ledger.lecture.surveillance import Limites
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.langue import speaking
from ptce_ledger.serveur.garde import answer
from ptce_ledger.serveur.langue import of_environ
from ptce_ledger.serveur.livre.barriere import alone
from ptce_ledger.serveur.livre.barriere import passing
from ptce_ledger.serveur.livre.legerete import is_light
from ptce_ledger.serveur.livre.legerete import wild_filters
from ptce_ledger.serveur.livre.legerete import without_filters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

    from ptce_ledger.mots.dits import Dit

#: What the answer to a filter or a query may take.
LIMITES = Limites(secondes=10, memoire=1024)
#: Children at a time: a browser asks for a few things at once.
_ENSEMBLE = 4
#: Its only cost is that of the text it is sent.
_MISE_EN_FORME = re.compile(r"/[^/]+/api/format_source")
_TROP_LONG = later(
    "Cette demande prend plus de {secondes} s : elle est arrêtée. Simplifiez le filtre "
    "ou la requête."
)
_TROP_GROS = later(
    "Cette demande prend trop de mémoire : elle est arrêtée. Simplifiez le filtre ou la "
    "requête."
)
_OCCUPE = later("Le serveur est déjà occupé à d’autres recherches : réessayez.")
_SANS_CHOIX = later(
    "Sur cet ordinateur, un filtre ne peut comporter * + ? | ni accolade : rien n’y arrêterait "
    "une recherche sans fin. Écrivez un mot, ou le début d’un compte."
)


class Borne:
    """A WSGI application before Fava's."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._limites = LIMITES
        self._places = threading.Semaphore(_ENSEMBLE)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer here, or by a child."""
        requete = str(environ.get("QUERY_STRING", ""))
        arguments = parse_qsl(requete, keep_blank_values=True)
        forme = _MISE_EN_FORME.fullmatch(str(environ.get("PATH_INFO", "")))
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") and not forme:
            # What writes is done here, where it is seen at once; it filters nothing.
            arguments = without_filters(arguments)
            environ["QUERY_STRING"] = urlencode(arguments)
        if is_light(arguments) and not forme:
            with passing():
                return self._app(environ, start_response)
        if can_try():
            return self._try(environ, start_response)
        if wild_filters(arguments):
            return _refuse(environ, start_response, _SANS_CHOIX)
        return self._app(environ, start_response)

    def _try(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        # A child would read from the client, and this process not know how much.
        taille = int(environ.get("CONTENT_LENGTH") or 0)
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(taille))
        if not self._places.acquire(timeout=self._limites.secondes):
            return _refuse(environ, start_response, _OCCUPE)
        try:
            issue = try_apart(lambda: self._answer(environ), self._limites, alone())
        finally:
            self._places.release()
        if issue.statut == 0:
            tete, _, corps = issue.octets.partition(b"\n")
            statut, entetes = json.loads(tete)
            start_response(statut, [(nom, valeur) for nom, valeur in entetes])
            return [corps]
        if issue.statut == 1:
            raise RuntimeError(environ.get("PATH_INFO"))
        dit = _TROP_GROS if issue.statut == -signal.SIGKILL else _TROP_LONG
        return _refuse(environ, start_response, dit, secondes=self._limites.secondes)

    def _answer(self, environ: WSGIEnvironment) -> bytes:
        """Write an answer on one line, its body on the next."""
        morceaux, statut, entetes = run_wsgi_app(self._app, environ, buffered=True)
        tete = json.dumps([statut, list(entetes)])
        return tete.encode() + b"\n" + b"".join(morceaux)


def _refuse(
    environ: WSGIEnvironment, start_response: StartResponse, dit: Dit, **mots: Any
) -> Iterable[bytes]:
    with speaking(of_environ(environ)):
        texte = str(dit._replace(mots=mots))
    statut = HTTPStatus.BAD_REQUEST
    if "/api/" not in str(environ.get("PATH_INFO", "")):
        return answer(start_response, statut, texte.encode())
    corps = json.dumps({"error": texte}).encode()
    return answer(start_response, statut, corps, {"Content-Type": "application/json"})
