"""Where a connection waits until its whole request is there: slow ones hold no thread.

A thread of the server that reads from a client waits for it, byte after byte. Here one
thread looks at all who wait, and passes on only what is whole; whoever is not in its
time is hung up on. What was passed on has a time to be answered and read, too.
"""

from __future__ import annotations

import contextlib
import logging
import re
import selectors
import socket
import threading
import time
from collections import deque
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from cheroot.server import HTTPConnection

_journal = logging.getLogger(__name__)
#: Seconds that a request has to come whole, and then to be answered and read.
ARRIVEE = 10.0
ECHANGE = 60.0
#: How long between two looks at a request that has begun, in seconds.
_REGARD = 0.05
#: How many may wait; the oldest leaves when one more comes.
_PLACES = 256
#: Bytes that are looked at: headers and a body that small come whole.
_VUS = 64 * 1024
_FIN = re.compile(rb"\r?\n\r?\n")
_TAILLE = re.compile(rb"\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)


class _Attente(NamedTuple):
    """Who waits, and until when."""

    conn: HTTPConnection
    limite: float


class Antichambre:
    """Stands between a server and its threads; `passe` takes who has a whole request."""

    def __init__(
        self, passe: Callable[[HTTPConnection], None], *, entetes_max: int
    ) -> None:
        self._passe = passe
        self._entetes_max = entetes_max
        self._verrou = threading.Lock()
        self._arrivants: deque[_Attente] = deque()
        #: Those who have sent nothing yet are listened to; the others looked at in turn.
        self._muets: dict[HTTPConnection, _Attente] = {}
        self._begues: dict[HTTPConnection, _Attente] = {}
        self._servis: dict[HTTPConnection, _Attente] = {}
        self._oreille = selectors.DefaultSelector()
        self._eveil, self._appel = socket.socketpair()
        for bout in (self._eveil, self._appel):
            bout.setblocking(False)
        self._oreille.register(self._eveil, selectors.EVENT_READ)
        self._arret = threading.Event()
        self._fil = threading.Thread(target=self._watch, daemon=True)
        self._fil.start()

    def receive(self, conn: HTTPConnection) -> None:
        """Take a connection that has, or will have, a request to make."""
        if self._is_whole(conn):
            self._passe(conn)
            return
        limite = time.monotonic() + ARRIVEE
        self._arrivants.append(_Attente(conn, limite))
        with contextlib.suppress(OSError):  # already called
            self._appel.send(b".")

    @contextlib.contextmanager
    def serving(self, conn: HTTPConnection) -> Iterator[None]:
        """Answer a connection, in its time."""
        limite = time.monotonic() + ECHANGE
        with self._verrou:
            self._servis[conn] = _Attente(conn, limite)
        try:
            yield
        finally:
            with self._verrou:
                del self._servis[conn]

    def close(self) -> None:
        """Hang up on all who wait."""
        self._arret.set()
        with contextlib.suppress(OSError):
            self._appel.send(b".")
        self._fil.join(1)

    def _watch(self) -> None:
        while not self._arret.is_set():
            try:
                self._turn()
            except Exception:  # noqa: BLE001  who waits next is not to wait for ever
                _journal.exception("antichambre")
        for conn in (*self._muets, *self._begues):
            self._hang_up(conn)
        for bout in (self._oreille, self._eveil, self._appel):
            bout.close()

    def _turn(self) -> None:
        """Hear who begins, seat who arrives, look at the others."""
        pause = _REGARD if self._begues else 1.0
        for cle, _ in self._oreille.select(pause):
            if cle.data is None:
                with contextlib.suppress(OSError):
                    self._eveil.recv(4096)
            else:
                attente = self._muets[cle.data]
                self._leave(cle.data)
                self._begues[cle.data] = attente
        while self._arrivants:
            self._seat(self._arrivants.popleft())
        self._look()

    def _seat(self, attente: _Attente) -> None:
        """Listen to one more; the oldest leaves when there is no place left."""
        try:
            self._oreille.register(
                attente.conn.socket, selectors.EVENT_READ, attente.conn
            )
        except (OSError, ValueError, KeyError):  # gone already
            return
        self._muets[attente.conn] = attente
        while len(self._muets) + len(self._begues) > _PLACES:
            tous = (*self._muets.values(), *self._begues.values())
            self._hang_up(min(tous, key=lambda a: a.limite).conn)

    def _look(self) -> None:
        """Pass on those who are whole, and hang up on those who are late."""
        maintenant = time.monotonic()
        for conn in [*self._begues]:
            if self._is_whole(conn):
                del self._begues[conn]
                self._passe(conn)
        for attentes in (self._muets, self._begues):
            for conn in [c for c, a in attentes.items() if a.limite < maintenant]:
                self._hang_up(conn)
        with self._verrou:
            tard = [a.conn for a in self._servis.values() if a.limite < maintenant]
        for conn in tard:
            # The thread that reads or writes there hears of it; it closes by itself.
            with contextlib.suppress(OSError):
                conn.socket.shutdown(socket.SHUT_RDWR)

    def _leave(self, conn: HTTPConnection) -> None:
        if self._muets.pop(conn, None):
            with contextlib.suppress(OSError, ValueError, KeyError):
                self._oreille.unregister(conn.socket)

    def _hang_up(self, conn: HTTPConnection) -> None:
        self._leave(conn)
        self._begues.pop(conn, None)
        with contextlib.suppress(OSError):
            conn.close()

    def _is_whole(self, conn: HTTPConnection) -> bool:
        """Tell whether nothing of a request is to be waited for; takes nothing from it."""
        try:
            # What came with the request before, then what the system holds.
            vus = bytes(conn.rfile.peek()) if conn.rfile.has_data() else b""
            conn.socket.setblocking(False)
            vus += conn.socket.recv(_VUS, socket.MSG_PEEK)
        except BlockingIOError:
            if not vus:
                return False
        except (OSError, ValueError):  # gone: the server closes it as it reads
            return True
        finally:
            with contextlib.suppress(OSError):
                conn.socket.settimeout(conn.server.timeout)
        fin = _FIN.search(vus)
        if fin is None:
            # Nothing more will come, or too much has: the server knows what to say.
            return not vus or len(vus) > self._entetes_max
        taille = _TAILLE.search(vus, 0, fin.end())
        attendu = fin.end() + (int(taille[1]) if taille else 0)
        return len(vus) >= min(attendu, _VUS)
