"""Survive a ledger: what reads it is a child process, under limits of time and memory.

Beancount's parser is C: a text may crash it, or hold it for hours, and no exception is
raised then. The command goes on in a child, which reads and prints everything itself, so
that nothing is handed over; its parent only waits, and says in French what it died of.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import NoReturn

from ptce_ledger.mots.programmes import safe_environ

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

#: Set in a child that another process watches.
MARQUE = "PTCE_SURVEILLE"
_MO = 1024 * 1024
#: How often the parent looks at the memory of its child, in seconds.
_REGARD = 0.05


class Limites(NamedTuple):
    """What reading a ledger may take: seconds, and megabytes of memory."""

    secondes: int = 120
    memoire: int = 2048


def supervise(limites: Limites, *, sursis: float | None = None) -> None:
    """Go on in a child; the parent never comes back, and leaves as the child left.

    A server says its `sursis`: it takes the memory that its ledgers take, and so many
    seconds to stop once it is asked to, whatever holds it.
    """
    if MARQUE in os.environ:
        return
    if not hasattr(os, "fork"):
        if sursis is None:
            _leave(run_again(sys.argv[1:], limites), limites)
        return
    sys.stdout.flush()
    sys.stderr.flush()
    fin, vivant = os.pipe()
    enfant = os.fork()
    if not enfant:
        # Kept open for as long as it lives: its end is how the parent hears of it.
        os.close(fin)
        os.environ[MARQUE] = "1"
        return
    os.close(vivant)
    demandes: list[float] = []

    def ask(*_: object) -> None:
        demandes.append(time.monotonic())
        os.kill(enfant, signal.SIGTERM)

    signal.signal(signal.SIGTERM, ask)
    # The keyboard speaks to both: it is for the child to end as it wants, in its time.
    signal.signal(signal.SIGINT, signal.SIG_IGN if sursis is None else ask)
    while not select.select([fin], [], [], _REGARD)[0]:
        lourd = sursis is None and weigh(enfant) > limites.memoire
        sourd = sursis and demandes and time.monotonic() > demandes[0] + sursis
        if lourd or sourd:
            os.kill(enfant, signal.SIGKILL)
            os.waitpid(enfant, 0)
            _leave(0 if sourd else -signal.SIGKILL, limites)
    statut = os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1])
    # A server that was asked to stop did; it may have been reading.
    _leave(0 if sursis and demandes else statut, limites)


def weigh(processus: int) -> int:
    """Give the megabytes that a process holds, 0 where the system does not tell."""
    try:
        with open(f"/proc/{processus}/statm", encoding="ascii") as etat:
            pages = int(etat.read().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // _MO


def run_again(arguments: Sequence[str], limites: Limites, **flux: int) -> int:
    """Run the command line in a new process; give its exit status, negative if killed."""
    import subprocess  # noqa: PLC0415  where there is no fork, and in servers

    # « -P »: a module of the current folder, often the ledger's, is none of ours.
    ordre = [sys.executable, "-P", "-m", "ptce_ledger", *arguments]
    try:
        fait = subprocess.run(  # noqa: S603  our own program, with its own arguments
            ordre,
            env={**safe_environ(), MARQUE: "1"},
            timeout=limites.secondes,
            check=False,
            stdout=flux.get("stdout"),
            stderr=flux.get("stderr"),
        )
    except subprocess.TimeoutExpired:
        return -signal.SIGTERM
    return fait.returncode


@contextlib.contextmanager
def limited(limites: Limites | None) -> Iterator[None]:
    """Give a reading its seconds; beyond, this process is killed, even inside C.

    Its memory is for the parent to look at. Where the system has no alarm, the parent
    counts the seconds too.
    """
    if limites is None or not hasattr(signal, "setitimer"):
        yield
        return
    ancien = signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limites.secondes)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, ancien)


def explain(statut: int, limites: Limites) -> str:
    """Say in French what a reading died of, and what to do; "" when it ended by itself."""
    if 0 <= statut < 0x80000000:
        return ""
    nom = signal.Signals(-statut).name if statut < 0 else f"{statut:#x}"
    if nom in ("SIGINT", "SIGPIPE"):
        return ""
    if nom in ("SIGALRM", "SIGTERM"):
        return (
            f"La lecture du livre dure plus de {limites.secondes} s : elle est arrêtée, "
            "rien n’est donné. S’il est vraiment si gros : ptce --duree-max 600 …"
        )
    if nom == "SIGKILL":
        return (
            f"La lecture du livre prend plus de {limites.memoire} Mo de mémoire : elle "
            "est arrêtée, rien n’est donné. S’il est vraiment si gros : ptce "
            "--memoire-max 8192 …"
        )
    return (
        f"Le lecteur de Beancount est tombé sur ce livre ({nom}) : rien n’est donné. Une "
        "ligne le met en défaut. Relisez les dernières que vous avez écrites ; au besoin, "
        "vérifiez les fichiers un à un : ptce verifier FICHIER"
    )


def leave_at_once(statut: object) -> None:
    """End a supervised child without freeing what it read, one object at a time.

    All is written by then; taking a ledger apart is a twentieth of the whole command.
    """
    if MARQUE not in os.environ or not (statut is None or isinstance(statut, int)):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever read us is gone: Python knows what to do of it
        return
    os._exit(statut or 0)


def _leave(statut: int, limites: Limites) -> NoReturn:
    """End as the child ended; a death is said, and is an error like others."""
    if message := explain(statut, limites):
        from ptce_ledger.mots.typographie import typeset  # noqa: PLC0415  only then

        sys.stderr.write(typeset(message) + "\n")
    if statut < 0:
        interrompu = -statut in (signal.SIGINT, getattr(signal, "SIGPIPE", None))
        statut = 128 - statut if interrompu else 1
    sys.stderr.flush()
    # Nothing of this process is to be tidied: the child did it.
    os._exit(1 if statut >= 0x80000000 else statut)
