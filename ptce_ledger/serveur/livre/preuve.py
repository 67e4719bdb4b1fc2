"""Read a ledger in a child first: what takes too much there is not read by the server.

The server reads in its own process what it goes on showing, and nothing can stop it in
the middle of Beancount's parser. So a child examines the files and loads them, within
the limits of a command; it hands over the texts that it loaded, and the server loads
those very texts. Files that change in between are another version, for another proof.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
from typing import TYPE_CHECKING

from ptce_ledger.lecture.essai import can_try
from ptce_ledger.lecture.essai import try_apart
from ptce_ledger.lecture.examen.examen import Examen
from ptce_ledger.lecture.examen.examen import look
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.lecture.surveillance import run_again
from ptce_ledger.mots.dits import later
from ptce_ledger.serveur.livre.barriere import alone
from ptce_ledger.serveur.livre.livre_servi import Refus

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ptce_ledger.lecture.surveillance import Limites
    from ptce_ledger.mots.dits import Dit


def prove(limites: Limites) -> Callable[[Path], Examen]:
    """Make the examination of a server: that of a ledger which loads within limits."""

    def examine(principal: Path) -> Examen:
        if not can_try():
            return _prove_again(principal, limites)
        issue = try_apart(lambda: _load(principal), limites, alone())
        if issue.statut:
            return _refuse(principal, issue.statut, limites)
        textes, errors = pickle.loads(issue.octets)  # noqa: S301  our own child's
        return Examen(textes, errors)

    return examine


def _load(principal: Path) -> bytes:
    """Load a ledger, and give the texts it was loaded from; errors are no failure."""
    examens = []

    def keep(chemin: Path) -> Examen:
        examens.append(look(chemin))
        return examens[-1]

    load_livre(principal, notes=True, examine=keep)
    return pickle.dumps(tuple(examens[0]))


def _prove_again(principal: Path, limites: Limites) -> Examen:
    """Prove without a fork: in a command of its own, which reads the files by itself."""
    rien = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    statut = run_again(["verifier", str(principal)], limites, **rien)
    if statut < 0 or statut >= 0x80000000:
        return _refuse(principal, statut, limites)
    return look(principal)


def _refuse(principal: Path, statut: int, limites: Limites) -> Examen:
    lieu = {"filename": str(principal), "lineno": 0}
    return Examen({}, [Refus.at(lieu, raison=_explain(statut, limites))])


def _explain(statut: int, limites: Limites) -> Dit:
    if -statut in (getattr(signal, "SIGALRM", 0), signal.SIGTERM):
        return later(
            "La lecture du livre dure plus de {secondes} s, et elle est arrêtée. S’il est "
            "vraiment si gros : ptce --duree-max 600 servir",
            secondes=limites.secondes,
        )
    if -statut == getattr(signal, "SIGKILL", 0):
        return later(
            "La lecture du livre prend plus de {memoire} Mo de mémoire, et elle est arrêtée. "
            "S’il est vraiment si gros : ptce --memoire-max 8192 servir",
            memoire=limites.memoire,
        )
    return later(
        "Le lecteur de Beancount est tombé sur ce livre ({statut}) : une ligne le met en défaut",
        statut=statut,
    )
