"""Without links, only a copy that may be put online is served, whatever it becomes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import speaking
from ptce_ledger.mots.langue import tell
from ptce_ledger.registre.declarations.publication import PUBLIQUE
from ptce_ledger.serveur.garde import answer
from ptce_ledger.serveur.langue import of_environ

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

    from fava.beans.abc import Custom

    from ptce_ledger.serveur.livre.versions import Versions


class SansLien:
    """Lets anybody in, as long as the copy that is served may be read by anybody.

    A folder may be published again, under an agreement, while it is being served.
    """

    def __init__(self, app: WSGIApplication, versions: Versions) -> None:
        self._app = app
        self._versions = versions
        self._vu: tuple[Any, bool] = (None, False)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request, or refuse it."""
        if self._is_public():
            return self._app(environ, start_response)
        with speaking(of_environ(environ)):
            dit = tell("Cette copie ne se lit qu’avec un lien.")
        return answer(start_response, HTTPStatus.FORBIDDEN, dit.encode())

    def _is_public(self) -> bool:
        ledger = self._versions.ledger
        if self._vu[0] is not ledger:
            self._vu = ledger, is_public(ledger.all_entries_by_type.Custom)
        return self._vu[1]


def is_public(declarations: Iterable[Custom]) -> bool:
    """Tell whether the published ledger that declares this may be read by anybody."""
    return all(
        entry.meta.get("diffusion", PUBLIQUE) == PUBLIQUE
        for entry in declarations
        if entry.type == "ptce-pole"
    )
