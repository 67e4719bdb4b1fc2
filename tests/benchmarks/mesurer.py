"""Measure what the product costs on top of Beancount, in whole processes.

    python tests/benchmarks/mesurer.py [1000 10000 100000]

The commands of a size run in turn (A B C D, A B C D, …), and each is compared with
`bean-check` in the same round: a neighbour that slows the machine slows both. Only
these ratios mean anything elsewhere; nothing is asserted on a time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

TAILLES = (1_000, 10_000, 100_000)
TOURS, TOURS_LONGS, LONG = 5, 3, 100_000
BUT_TEMPS, BUT_MEMOIRE, BUT_ETATS = 1.15, 1.5, 1.10
# What the aims are about; the other commands are shown for what they are.
REFERENCE, JUGEE = "bean-check", "ptce synthese"
# What follows the year is as cheap as the synthesis.
ETATS = ("cotisations", "conventions", "budget", "membres", "preuves", "a-faire")
ENTETE = (
    "taille",
    "commande",
    "durée médiane [min – max]",
    "CPU",
    "mémoire",
    "× CPU",
    "× durée",
    "× mémoire",
)
# Peak memory comes in KiB, but in bytes on macOS.
UNITE_MEMOIRE = 1 if sys.platform == "darwin" else 1024


class Mesure(NamedTuple):
    """What one process took: seconds, and bytes at its peak."""

    duree: float
    cpu: float
    memoire: float


class EchecError(Exception):
    """A command that did not end well: its time would mean nothing."""


def main(arguments: list[str]) -> int:
    """Measure the sizes asked for and print their table."""
    tailles = [int(texte) for texte in arguments if texte.isdecimal()]
    if len(tailles) != len(arguments) or 0 in tailles:
        print("Usage : python mesurer.py [ECRITURES…]", file=sys.stderr)
        return 2
    if not hasattr(os, "wait4"):
        print("Cette mesure demande Linux ou macOS (os.wait4).", file=sys.stderr)
        return 2
    lignes: list[tuple[str, ...]] = []
    etats: list[str] = []
    try:
        for taille in tailles or TAILLES:
            mesures = _measure_taille(taille)
            lignes += _describe(taille, mesures)
            if taille < LONG:
                etats.append(_compare_etats(taille, mesures))
    except EchecError as echec:
        print(f"Mesure arrêtée : {echec}", file=sys.stderr)
        return 1
    print(_align([ENTETE, *lignes]))
    print(
        f"\nRapports à {REFERENCE}, médiane des rapports tour par tour. "
        f"But de « {JUGEE} » : {_number(BUT_TEMPS, 2)} en temps, "
        f"{_number(BUT_MEMOIRE, 2)} en mémoire."
    )
    print(f"Le suivi, en temps, à « {JUGEE} » (but {_number(BUT_ETATS, 2)}) :")
    print("\n".join(etats))
    return 0


def _measure_taille(taille: int) -> dict[str, list[Mesure]]:
    """Write a ledger of this size twice, with and without the plugin, and measure."""
    with tempfile.TemporaryDirectory(prefix="ptce-mesure-") as temporaire:
        dossier = Path(temporaire)
        _report(f"{taille} écritures : génération")
        _generate(dossier / "avec", taille)
        _generate(dossier / "sans", taille, "--sans-plugin")
        commandes = _list_commandes(dossier, ETATS if taille < LONG else ())
        tours = TOURS_LONGS if taille >= LONG else TOURS
        mesures: dict[str, list[Mesure]] = {nom: [] for nom in commandes}
        # Round 0 warms the disk cache and compiled modules up: it does not count.
        for tour in range(tours + 1):
            for nom, commande in commandes.items():
                _report(f"{taille} écritures : tour {tour}/{tours}, {nom}")
                mesure = _run(commande, dossier)
                if tour:
                    mesures[nom].append(mesure)
        _report("")
    return mesures


def _generate(dossier: Path, taille: int, *options: str) -> None:
    """Write the ledger from another process.

    Here, it would leave this process large: Linux counts in a child's peak memory
    that of the parent it was born from.
    """
    script = Path(__file__).with_name("generateur.py")
    commande = [sys.executable, str(script), str(dossier), str(taille), *options]
    _run(commande, dossier.parent)


def _list_commandes(
    dossier: Path, etats: Sequence[str] = ETATS
) -> dict[str, list[str]]:
    """Give the commands of a round, in order: the reference comes first."""
    scripts = Path(sysconfig.get_path("scripts"))
    ptce, livre = str(scripts / "ptce"), str(dossier / "avec" / "main.beancount")
    nu = str(dossier / "sans" / "main.beancount")
    return {
        REFERENCE: [str(scripts / "bean-check"), "--no-cache", nu],
        JUGEE: [ptce, "synthese", livre],
        **{f"ptce {etat}": [ptce, etat, livre] for etat in etats},
        "ptce verifier": [ptce, "verifier", livre],
        "ptce --help": [ptce, "--help"],
    }


def _environ(dossier: Path) -> dict[str, str]:
    """Keep compiled modules beside the ledger, as an installed program keeps its own.

    Without this, a checkout whose environment forbids bytecode would compile itself at
    each run, which Beancount, installed by pip, does not.
    """
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(dossier / "modules")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ


def _run(commande: list[str], dossier: Path) -> Mesure:
    """Run a command to its end; what it prints is made, then thrown away."""
    erreurs, environ = dossier / "erreurs.txt", _environ(dossier)
    try:
        with erreurs.open("wb") as sortie:
            debut = time.perf_counter()
            fils = subprocess.Popen(
                commande, stdout=subprocess.DEVNULL, stderr=sortie, env=environ
            )
            _, statut, usage = os.wait4(fils.pid, 0)
            duree = time.perf_counter() - debut
    except FileNotFoundError as absent:
        message = f"{commande[0]} est introuvable (installez le projet : make dev)."
        raise EchecError(message) from absent
    # The process is already waited for: Popen must not look for it again.
    fils.returncode = os.waitstatus_to_exitcode(statut)
    if fils.returncode:
        dit = erreurs.read_text(encoding="utf-8", errors="replace").strip()[-2000:]
        message = f"« {' '.join(commande)} » a rendu {fils.returncode}.\n{dit}"
        raise EchecError(message)
    memoire = usage.ru_maxrss * UNITE_MEMOIRE
    return Mesure(duree, usage.ru_utime + usage.ru_stime, memoire)


def _describe(taille: int, mesures: dict[str, list[Mesure]]) -> list[tuple[str, ...]]:
    """Give the rows of a size, ratios with the aim beside them where there is one."""
    reference, lignes = mesures[REFERENCE], []
    for nom, tours in mesures.items():
        durees, cpus, memoires = zip(*tours, strict=True)
        bornes = f"[{_number(min(durees), 2)} – {_number(max(durees), 2)}]"
        lignes.append(
            (
                f"{taille:,}".replace(",", "\u202f"),
                nom,
                f"{_number(median(durees), 2)} s {bornes}",
                f"{_number(median(cpus), 2)} s",
                f"{_number(median(memoires) / 2**20, 0)} Mio",
                *_compare(nom, tours, reference),
            )
        )
    return lignes


def _compare(nom: str, tours: list[Mesure], reference: list[Mesure]) -> list[str]:
    """Give the three ratios to the reference: CPU, wall clock, memory."""
    buts = {"cpu": BUT_TEMPS, "duree": BUT_TEMPS, "memoire": BUT_MEMOIRE}
    if nom == REFERENCE:
        return ["1" for _ in buts]
    textes = []
    for champ, but in buts.items():
        paires = zip(tours, reference, strict=True)
        rapport = median(getattr(a, champ) / getattr(b, champ) for a, b in paires)
        vise = f" (but {_number(but, 2)})" if nom == JUGEE else ""
        textes.append(f"{_number(rapport, 2)}{vise}")
    return textes


def _compare_etats(taille: int, mesures: dict[str, list[Mesure]]) -> str:
    """Set each state of the follow-up beside the synthesis, round by round."""
    textes = []
    for etat in ETATS:
        paires = zip(mesures[f"ptce {etat}"], mesures[JUGEE], strict=True)
        rapport = median(a.cpu / b.cpu for a, b in paires)
        textes.append(f"{etat} {_number(rapport, 2)}")
    return f"{taille:>9} écritures : {', '.join(textes)}"


def _number(valeur: float, decimales: int) -> str:
    """Write a number with its decimal comma."""
    return f"{valeur:.{decimales}f}".replace(".", ",")


def _align(lignes: list[tuple[str, ...]]) -> str:
    """Align a table: words to the left, figures to the right."""
    largeurs = [max(map(len, colonne)) for colonne in zip(*lignes, strict=True)]
    textes = []
    for ligne in lignes:
        cases = [
            f"{case:<{largeur}}" if rang == 1 else f"{case:>{largeur}}"
            for rang, (case, largeur) in enumerate(zip(ligne, largeurs, strict=True))
        ]
        textes.append("  ".join(cases).rstrip())
    return "\n".join(textes)


def _report(message: str) -> None:
    """Say where the work stands, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{message}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
