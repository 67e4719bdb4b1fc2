"""Who looked at what, and when: one line a request, and never a figure nor a token."""

from __future__ import annotations

import datetime
import os
import re
import threading
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

#: Where the number and the name of the link are left by who checked it.
QUI = "ptce.qui"

_CHEMIN_MAX = 200
#: A path under which a token stands.
_JETON = re.compile(r"^/acces/.*", re.DOTALL)
_SIGNES = re.compile(r"[^A-Z]")


def path_of(dossier: Path) -> Path:
    """Give the log of a publication: beside its folder, never inside."""
    entier = dossier.absolute()
    return entier.with_name(f"{entier.name}.journal")


class Journal:
    """An access log. Opening it raises OSError; writing a line never does."""

    def __init__(self, chemin: Path) -> None:
        self._verrou = threading.Lock()
        droits = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        self._numero = os.open(chemin, droits | getattr(os, "O_CLOEXEC", 0), 0o640)

    def note(self, *, qui: str, methode: str, chemin: str, statut: str) -> None:
        """Add a line: date, link, method, path without its arguments, status."""
        date = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        sans_jeton = _JETON.sub("/acces/*", chemin)
        court = quote(sans_jeton[:_CHEMIN_MAX], safe="/*", errors="replace")
        verbe = _SIGNES.sub("", methode)[:10]
        champs = (date, " ".join(qui.split()) or "-", verbe, court, statut[:3])
        ligne = "\t".join(champs) + "\n"
        with self._verrou:
            try:
                os.write(self._numero, ligne.encode("utf-8", errors="replace"))
            except OSError:
                # A full disk must not close the server to its readers.
                return

    def wrap(self, app: WSGIApplication) -> WSGIApplication:
        """Note every request of an application; QUI of the environ says who asks."""

        def noted(
            environ: WSGIEnvironment, start_response: StartResponse
        ) -> Iterable[bytes]:
            statuts: list[str] = []

            def start(statut: str, *suite: Any) -> Any:
                statuts.append(statut)
                return start_response(statut, *suite)

            try:
                return app(environ, start)
            finally:
                self.note(
                    qui=str(environ.get(QUI, "")),
                    methode=str(environ.get("REQUEST_METHOD", "")),
                    chemin=str(environ.get("PATH_INFO", "")),
                    statut=statuts[-1] if statuts else "500",
                )

        return noted

    def close(self) -> None:
        """Close the file."""
        os.close(self._numero)
