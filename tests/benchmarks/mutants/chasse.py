"""Do the tests see a fault? Plant some, one at a time, and count those that are seen.

    python tests/benchmarks/mutants/chasse.py [COMBIEN] [GRAINE] [--taches 2] [--carte F]

A mutant is killed when a test fails on it. One that lives is listed: a test is missing,
or it is written in `equivalents.toml` with the reason why no figure can tell.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

import epreuve
import mutants

if TYPE_CHECKING:
    from collections.abc import Iterable

    from epreuve import Essai
    from mutants import Mutant

#: Seconds of tests that a mutant may live through, as the untouched tree takes them.
LIMITE = 120.0
#: A mutant that takes this many times as long, and this more, never ends.
PATIENCE, DELAI = 6, 30
#: Aim: below, the command fails.
VISEE = 0.95
#: What reads a definition; the tests that go through it see the report change.
LECTEUR = "ptce_ledger/analyse/construction.py"


class Issue(NamedTuple):
    """How a mutant ended: by what it was killed, or « » when it lives."""

    mutant: Mutant
    par: str


def draw(combien: int, graine: int, seuls: str = "") -> list[Mutant]:
    """Draw mutants: the same for the same tree and seed."""
    tous = [m for m in mutants.list_mutants() if seuls in m.fichier]
    random.Random(graine).shuffle(tous)
    tires: list[Mutant] = []
    for mutant in tous:
        if len(tires) == combien:
            break
        if mutant.is_program():
            tires.append(mutant)
    return tires


class Tache:
    """One of those who try mutants: a process, with a copy of the tree."""

    #: The one of this process.
    sienne: Tache

    def __init__(self, essais: list[Essai], dossier: Path) -> None:
        self._essais = essais
        self._durees = {essai.nom: essai.duree for essai in essais}
        self._copie = epreuve.copy_tree(mutants.RACINE, dossier / str(os.getpid()))

    def attempt(self, mutant: Mutant) -> Issue:
        """Put a mutant in the place of its file, and run the tests that may see it."""
        rapport = mutant.fichier.endswith(".toml")
        fichier, ligne = (LECTEUR, 0) if rapport else (mutant.fichier, mutant.ligne)
        noms = epreuve.choose(self._essais, fichier, ligne, LIMITE)
        limite = DELAI + PATIENCE * sum(self._durees[nom] for nom in noms)
        cible = self._copie / mutant.fichier
        cible.write_bytes(mutant.octets)
        try:
            enfant, dit = epreuve.fork(self._copie, noms, self._copie / ".journal")
            statut = epreuve.wait(enfant, limite)
            par = os.read(dit, 1000).decode()
            os.close(dit)
        finally:
            shutil.copy2(mutants.RACINE / mutant.fichier, cible)
        if statut == epreuve.TOUT_PASSE:
            return Issue(mutant, "")
        return Issue(
            mutant, par or ("trop long" if statut is None else "ne charge pas")
        )


def _begin(essais: list[Essai], dossier: Path) -> None:
    Tache.sienne = Tache(essais, dossier)


def _attempt(mutant: Mutant) -> Issue:
    return Tache.sienne.attempt(mutant)


def report(issues: Iterable[Issue]) -> float:
    """Print the score and those that live; give the share of the dead."""
    toutes = list(issues)
    connus = {equivalent.cle for equivalent in mutants.read_equivalents()}
    expliques = [i for i in toutes if not i.par and i.mutant.cle in connus]
    vivants = [i for i in toutes if not i.par and i.mutant.cle not in connus]
    for issue in sorted(vivants, key=lambda i: (i.mutant.fichier, i.mutant.debut)):
        print(f"\n{issue.mutant}")
    par_piece = Counter(_room(i.mutant) for i in toutes)
    en_vie = Counter(_room(i.mutant) for i in vivants)
    print()
    for piece, combien in sorted(par_piece.items()):
        print(f"{piece:<28}{combien - en_vie[piece]:>5} sur {combien}")
    juges = len(toutes) - len(expliques)
    tues = juges - len(vivants)
    print(
        f"{tues} mutants tués sur {juges} ({tues / max(juges, 1):.1%}), "
        f"{len(vivants)} vivants, {len(expliques)} équivalents expliqués"
    )
    return tues / max(juges, 1)


def _room(mutant: Mutant) -> str:
    return str(Path(mutant.fichier).parent).removeprefix("ptce_ledger/").split("/")[0]


def main(arguments: list[str]) -> int:
    """Run."""
    mots = argparse.ArgumentParser(description=__doc__)
    mots.add_argument("combien", nargs="?", type=int, default=300)
    mots.add_argument("graine", nargs="?", type=int, default=1)
    mots.add_argument("--taches", type=int, default=2)
    mots.add_argument("--seuls", default="", help="ce que contient le nom du fichier")
    mots.add_argument("--carte", type=Path, help="la carte des tests, gardée là")
    dits = mots.parse_args(arguments)
    tires = draw(dits.combien, dits.graine, dits.seuls)
    epreuve.preload()
    with tempfile.TemporaryDirectory() as brut:
        dossier = Path(brut)
        carte = dits.carte or dossier / "carte.json"
        if not carte.exists():
            epreuve.map_tests(epreuve.copy_tree(mutants.RACINE, dossier / "0"), carte)
        essais, rates = epreuve.read_map(carte)
        for nom in rates:
            print(f"échoue sans mutant, laissé de côté : {nom}")
        processus = multiprocessing.get_context("fork")
        issues = []
        with processus.Pool(dits.taches, _begin, (essais, dossier)) as taches:
            for issue in taches.imap_unordered(_attempt, tires):
                issues.append(issue)
                ou = f"{len(issues)}/{len(tires)}"
                if not issue.par:
                    print(
                        f"\r{ou} vivant : {issue.mutant}", file=sys.stderr, flush=True
                    )
                elif sys.stderr.isatty():
                    print(f"\r{ou} ", end="", file=sys.stderr, flush=True)
        print(f"{len(tires)} mutants, graine {dits.graine}")
        return 0 if report(issues) >= VISEE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
