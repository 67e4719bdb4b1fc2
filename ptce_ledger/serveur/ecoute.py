"""Listen on a port with cheroot's threads, until one is asked to stop."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from typing import TYPE_CHECKING

from cheroot.server import HTTPConnection
from cheroot.wsgi import Server

from ptce_ledger.lecture.essai import end_all
from ptce_ledger.serveur.antichambre import Antichambre
from ptce_ledger.serveur.garde import CORPS_MAX

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import WSGIApplication

_journal = logging.getLogger(__name__)
PORT = 5000
_ESSAIS = 50
_FILS = 8
_ENTETES_MAX = 16 * 1024
#: Bytes of a body that a server which takes none reads all the same, at once.
CORPS_DU_PUBLIC = 32 * 1024
#: Seconds that a client may take between two bytes.
_ATTENTE = 10
#: Seconds that a request in course has to end, once the server is asked to stop.
_SURSIS = 2


class _Connexion(HTTPConnection):
    """A connection whose exchanges have their time."""

    def communicate(self) -> bool:
        """Answer a request; tell whether another may follow."""
        with self.server.antichambre.serving(self):
            return bool(super().communicate())  # type: ignore[no-untyped-call]


class Serveur(Server):
    """A server whose threads take whole requests alone."""

    ConnectionClass = _Connexion

    def prepare(self) -> None:
        """Take the port; connections wait in their room from then on."""
        super().prepare()
        self.antichambre = Antichambre(super().process_conn, entetes_max=_ENTETES_MAX)

    def process_conn(self, conn: HTTPConnection) -> None:
        """Take a connection, once its request is there."""
        self.antichambre.receive(conn)

    def stop(self) -> None:
        """Stop, and hang up on who waits."""
        self.antichambre.close()
        super().stop()


class PortPrisError(Exception):
    """The port is taken, or not ours to take."""


def bind(
    hote: str, port: int, *, suivants: bool = False, corps: int = 4 * CORPS_MAX
) -> Serveur:
    """Take a port, or with `suivants` the first free one from there; 0 is any.

    A body longer than `corps` is not read: the guard says it in French, from CORPS_MAX
    on; this one cuts short.
    """
    candidats = range(port, min(port + _ESSAIS, 65536)) if suivants and port else [port]
    for candidat in candidats:
        try:
            # cheroot leaves its socket open when the port is taken: look first.
            socket.create_server((hote, candidat)).close()
            serveur = _make(hote, candidat, corps)
            serveur.prepare()
        except (OSError, OverflowError):
            continue
        return serveur
    raise PortPrisError(port)


def _make(hote: str, port: int, corps: int) -> Serveur:
    serveur = Serveur(
        (hote, port),
        None,
        numthreads=_FILS,
        max=_FILS,
        server_name="ptce",
        request_queue_size=128,
        timeout=_ATTENTE,
        shutdown_timeout=1,
    )
    serveur.max_request_header_size = _ENTETES_MAX
    serveur.max_request_body_size = corps
    serveur.error_log = _log  # type: ignore[method-assign]
    return serveur


def _log(msg: str = "", level: int = logging.ERROR, traceback: bool = False) -> None:  # noqa: FBT001, FBT002  cheroot calls it so
    # A client that goes away in the middle is not news.
    _journal.log(
        logging.DEBUG if level < logging.WARNING else level,
        msg.strip(),
        exc_info=traceback,
    )


def port_of(serveur: Serveur) -> int:
    """Give the port that was taken."""
    return int(serveur.bind_addr[1])


def listen(
    serveur: Serveur,
    app: WSGIApplication,
    ready: Callable[[], None] | None = None,
    fini: threading.Event | None = None,
) -> None:
    """Answer until Ctrl-C or SIGTERM, or until the event that is given."""
    serveur.wsgi_app = app
    fini = fini or threading.Event()
    if threading.current_thread() is threading.main_thread():
        # An exception raised anywhere could be lost: a signal only sets the event.
        for numero in (signal.SIGINT, signal.SIGTERM):
            signal.signal(numero, lambda *_: fini.set())
    fil = threading.Thread(target=serveur.serve, daemon=True)
    fil.start()
    if ready is not None:
        threading.Thread(target=ready, daemon=True).start()
    parent = os.getppid()
    # With a delay, for Windows: a wait without one hears no Ctrl-C there. A server does
    # not outlive the process that stands by it.
    while not fini.wait(0.5) and os.getppid() == parent:
        pass
    end_all()
    # A thread that computes is not waited for: it is no longer than this process.
    arret = threading.Thread(target=serveur.stop, daemon=True)
    arret.start()
    for reste in (arret, fil):
        reste.join(_SURSIS)
