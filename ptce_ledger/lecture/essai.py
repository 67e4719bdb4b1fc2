"""Do a work that may never end in a child that is thrown away: it hands bytes over, or dies.

Python cannot stop a regular expression nor Beancount's parser: only a process can be
killed. The alarm is the kernel's: it needs neither this process nor Python in the other.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import threading
import time
import warnings
from contextlib import nullcontext
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import NoReturn

from ptce_ledger.lecture.surveillance import weigh

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from ptce_ledger.lecture.surveillance import Limites

_REGARD = 0.05
_BLOC = 2**16
#: Children at work now, to be ended with this process.
_EN_COURS: set[int] = set()
_VERROU = threading.Lock()


class Issue(NamedTuple):
    """What came of a work: its bytes, or what it died of."""

    #: 0 when it is done; 1 when it failed; the negative of the signal that killed it.
    statut: int
    octets: bytes


def can_try() -> bool:
    """Tell whether this system makes such children; Windows does not."""
    return hasattr(os, "fork")


def try_apart(
    travail: Callable[[], bytes],
    limites: Limites,
    calme: AbstractContextManager[object] | None = None,
) -> Issue:
    """Do a work in a child, within limits, its memory counted beyond what is held here.

    `calme` is held while the child is made: what another thread is in the middle of
    stays so in the child for ever.
    """
    sortie, entree = os.pipe()
    with calme or nullcontext(), warnings.catch_warnings():
        # Python 3.12 warns of a child made beside threads: a stuck one is killed here.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            enfant = os.fork()
        except OSError:  # no more processes: nothing is left open
            os.close(sortie)
            os.close(entree)
            raise
        if not enfant:
            _work(travail, entree, limites)
    with _VERROU:
        _EN_COURS.add(enfant)
    os.close(entree)
    try:
        octets = _listen(enfant, sortie, limites)
    finally:
        os.close(sortie)
        with _VERROU:
            _EN_COURS.discard(enfant)
        statut = os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1])
    return Issue(statut, octets)


def end_all() -> None:
    """End the children at work: this process is about to stop."""
    with _VERROU:
        for enfant in _EN_COURS:
            os.kill(enfant, signal.SIGKILL)


def _work(travail: Callable[[], bytes], entree: int, limites: Limites) -> NoReturn:
    statut = 1
    try:
        for numero in (signal.SIGALRM, signal.SIGTERM):
            signal.signal(numero, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_REAL, limites.secondes)
        # A pass of the collector would copy all that is shared with the parent.
        gc.disable()
        reste = memoryview(travail())
        while reste:
            reste = reste[os.write(entree, reste[:_BLOC]) :]
        statut = 0
    finally:
        # Nothing of the parent is to be tidied here, nor any trace printed.
        os._exit(statut)


def _listen(enfant: int, sortie: int, limites: Limites) -> bytes:
    """Read what a child hands over until it ends, and kill it when it takes too much."""
    recus: list[bytes] = []
    fin = time.monotonic() + limites.secondes + 1
    plafond = weigh(enfant) + limites.memoire
    while True:
        if select.select([sortie], [], [], _REGARD)[0]:
            recu = os.read(sortie, _BLOC)
            if not recu:
                return b"".join(recus)
            recus.append(recu)
        tard = time.monotonic() > fin
        if tard or weigh(enfant) > plafond:
            os.kill(enfant, signal.SIGALRM if tard else signal.SIGKILL)
            return b""
