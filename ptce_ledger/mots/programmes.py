"""Programs of this machine: where it keeps them, never in the folder one stands in.

Whoever opens a ledger stands in its folder, which others wrote: a program or a module
that lies there is none of this machine. An empty or relative entry of PATH means that
folder, and Windows looks there first of all.
"""

from __future__ import annotations

import os

#: Where Python and the system look for what they run.
_VARIABLES = ("PATH", "PYTHONPATH")


def absolute_entries(chemins: str) -> str:
    """Keep, of a list of folders, those that mean the same wherever one stands."""
    gardes = [nom for nom in chemins.split(os.pathsep) if os.path.isabs(nom)]
    return os.pathsep.join(gardes)


def safe_environ() -> dict[str, str]:
    """Give this environment, save what would run a program of the current folder."""
    env = {**os.environ, "NoDefaultCurrentDirectoryInExePath": "1"}
    for nom in _VARIABLES:
        if nom in env:
            env[nom] = absolute_entries(env[nom])
        if not env.get(nom):  # empty, it would mean the current folder
            env.pop(nom, None)
    return env


def shelter() -> None:
    """Give this process that environment: what it starts by name, it starts from there."""
    sure = safe_environ()
    for nom in [nom for nom in os.environ if nom not in sure]:
        del os.environ[nom]
    os.environ.update(sure)


def find_program(nom: str) -> str | None:
    """Name the file of a program, by its whole path; None where there is none.

    >>> find_program("../git") is None
    True
    """
    if os.path.basename(nom) != nom:
        return None
    noms = [f"{nom}{fin}" for fin in (".exe", ".com")] if os.name == "nt" else [nom]
    for dossier in absolute_entries(os.environ.get("PATH", os.defpath)).split(
        os.pathsep
    ):
        for candidat in (os.path.join(dossier, n) for n in noms if dossier):
            if os.path.isfile(candidat) and os.access(candidat, os.X_OK):
                return candidat
    return None
