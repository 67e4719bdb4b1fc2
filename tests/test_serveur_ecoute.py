"""Slow clients hold nobody: a request comes whole, in its time, or is hung up on."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from typing import TYPE_CHECKING
from typing import Any

import pytest
from serveurs import publish_exemple
from serveurs import serve_public

from ptce_ledger.serveur import antichambre

if TYPE_CHECKING:
    from collections.abc import Iterator

    from serveurs import Client

ARRIVEE = 4.0
#: How each of them is slow: what it says at once, then a byte at a time.
LENTS: dict[str, tuple[bytes, bytes]] = {
    "muet": (b"", b""),
    "premiere-ligne": (b"", b"GET /ptce.css HTTP/1.1\r\nHost: a\r\n"),
    "entetes": (b"GET /ptce.css HTTP/1.1\r\nHost: a\r\n", b"X-A: b\r\n" * 40),
    "lignes-vides": (b"", b"\r\n" * 200),
    "corps": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n",
        b"x" * 300,
    ),
    "attend": (
        b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
        b"xxxxxx",
    ),
    "gros-corps": (
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n",
        b"x" * 300,
    ),
    "morceaux": (
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"1\r\nx\r\n" * 60,
    ),
    "deuxieme": (
        b"GET /ptce.css HTTP/1.1\r\nHost: a\r\n\r\nGET /ptce.css HT",
        b"TP/1.1\r\nHost: a\r\n" * 20,
    ),
    "sourd": (b"GET /ptce.css HTTP/1.1\r\nHost: a\r\n\r\n" * 50, b""),
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(antichambre, "ARRIVEE", ARRIVEE)
        with serve_public(publish_exemple(tmp_path_factory.mktemp("lent"))) as client:
            yield client


class Lent(threading.Thread):
    """A client that sends a byte a quarter of a second, until it is hung up on."""

    def __init__(self, port: int, genre: str, fini: threading.Event) -> None:
        super().__init__(daemon=True)
        self._debut, self._suite = LENTS[genre]
        self._fini = fini
        self.lien = socket.create_connection(("127.0.0.1", port))
        self.lien.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        self.tenu = 0.0

    def run(self) -> None:
        """Send, until it is told to stop or hung up on."""
        depart = time.monotonic()
        with self.lien, contextlib.suppress(OSError):
            self.lien.sendall(self._debut)
            for rang in range(len(self._suite) or 1000):
                if self._fini.wait(0.25):
                    return
                octet = self._suite[rang : rang + 1]
                if octet:
                    self.lien.sendall(octet)
                elif not self._debut:
                    self.lien.settimeout(0.01)
                    with contextlib.suppress(TimeoutError):
                        if not self.lien.recv(1):
                            break
        self.tenu = time.monotonic() - depart


@pytest.mark.parametrize("genre", list(LENTS))
def test_fifty_slow_clients_hold_nobody(public: Client, genre: str) -> None:
    """Honest readers are answered at once, all along."""
    fini = threading.Event()
    lents = [Lent(public.port, genre, fini) for _ in range(50)]
    for lent in lents:
        lent.start()
    time.sleep(0.5)
    durees = []
    for _ in range(20):
        debut = time.monotonic()
        assert public.ask("/ptce.css").statut == 200
        durees.append(time.monotonic() - debut)
    assert max(durees) < 2, sorted(durees)[-3:]
    fini.set()
    for lent in lents:
        lent.join(10)


@pytest.mark.parametrize("genre", ["muet", "premiere-ligne", "entetes", "corps"])
def test_a_slow_client_is_hung_up_on(public: Client, genre: str) -> None:
    lent = Lent(public.port, genre, threading.Event())
    lent.start()
    lent.join(4 * ARRIVEE)
    assert not lent.is_alive()
    assert lent.tenu < 3 * ARRIVEE


def test_more_than_there_is_room_for(public: Client) -> None:
    """Four hundred who say nothing: the oldest leave, and one who speaks is heard."""
    with contextlib.ExitStack() as liens:
        for _ in range(400):
            liens.enter_context(socket.create_connection(("127.0.0.1", public.port)))
        assert public.ask("/ptce.css").statut == 200


def test_an_exchange_has_its_time(
    public: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who sends without end a body that is refused is cut off, too."""
    monkeypatch.setattr(antichambre, "ECHANGE", 1.0)
    with socket.create_connection(("127.0.0.1", public.port)) as lien:
        tete = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        lien.sendall(tete)
        debut = time.monotonic()
        with contextlib.suppress(OSError):
            while time.monotonic() - debut < 20:
                lien.sendall(b"1\r\nx\r\n")
                time.sleep(0.1)
        assert time.monotonic() - debut < 15


def _ask_in_pieces(port: int, requete: bytes, morceaux: list[int]) -> Any:
    with socket.create_connection(("127.0.0.1", port)) as lien:
        lien.settimeout(10)
        debut = 0
        for fin in [*morceaux, len(requete)]:
            lien.sendall(requete[debut:fin])
            debut = fin
            time.sleep(0.02)
        reponse = http.client.HTTPResponse(lien)
        reponse.begin()
        return reponse.status, reponse.read()


@pytest.mark.parametrize("morceaux", [[], [1], [4, 5, 6], [30, 50], [20, 66, 67, 68]])
def test_a_request_in_pieces_is_answered(public: Client, morceaux: list[int]) -> None:
    """Networks cut requests anywhere: each piece waits for the next."""
    requete = (
        f"GET /ptce.css HTTP/1.1\r\nHost: 127.0.0.1:{public.port}\r\n"
        "Accept: text/css\r\nConnection: close\r\n\r\n"
    ).encode()
    statut, corps = _ask_in_pieces(public.port, requete, morceaux)
    assert statut == 200
    assert corps == public.ask("/ptce.css").corps


def test_a_connection_serves_many_requests(public: Client) -> None:
    """Kept alive, and asked twice in one breath."""
    connexion = http.client.HTTPConnection("127.0.0.1", public.port, timeout=10)
    with contextlib.closing(connexion):
        for _ in range(20):
            connexion.request("GET", "/ptce.css")
            assert connexion.getresponse().read()
    deux = (
        f"GET /ptce.css HTTP/1.1\r\nHost: 127.0.0.1:{public.port}\r\n\r\n".encode() * 2
    )
    with socket.create_connection(("127.0.0.1", public.port)) as lien:
        lien.settimeout(10)
        lien.sendall(deux)
        recu = b""
        while recu.count(b"HTTP/1.1 200") < 2:
            recu += lien.recv(65536)
