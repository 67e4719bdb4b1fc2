"""Mutate good ledgers and read them: no trace, no crash, no limit passed.

    python tests/benchmarks/mutations.py [COMBIEN] [GRAINE]

Each case is read as `ptce verifier` then `ptce synthese` do, in a child of its own. What
is drawn depends on the seed alone: a case that fails is written, and can be drawn again.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.rendu.terminal import erreurs
from ptce_ledger.rendu.terminal import synthese as terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

RACINE = Path(__file__).parents[2]
SECONDES = 10
#: What hands, word processors and hostile people put in a file.
SIGNES: tuple[str, ...] = (
    *'"\\;:,.*!#^@{}()<>~|%&?$=+-/ \t\r\n0179aZéœ€’“”«»−',
    *("\u00a0", "\u202f", "\u200b", "\u202e", "\ufeff", "\x00", "\x1b", "\x7f"),
    *("EUR", "HEURE", "TRUE", "NULL", "1e9", "1,234", "12,5", "/0", "9" * 40, "(" * 60),
    *('include "', 'plugin "', 'option "', "pushtag #a", "2025-02-30", "31/12/2025"),
    *("<<<<<<< HEAD\n", "=======\n", "* ", "filename: ", "lineno: 3", "~ 100"),
)


def read_sources() -> list[str]:
    """Give the ledgers that are mutated: the cases, and a part of the example."""
    cas = sorted((RACINE / "tests" / "cas").glob("*.beancount"))
    textes = [chemin.read_text(encoding="utf-8") for chemin in cas]
    exemple = RACINE / "ledgers" / "exemple"
    debut = (exemple / "2025.beancount").read_text(encoding="utf-8").split("\n\n")
    communs = [
        (exemple / f"{nom}.beancount").read_text(encoding="utf-8")
        for nom in ("registre", "comptes")
    ]
    entete = 'option "operating_currency" "EUR"\nplugin "ptce_ledger.plugins"\n'
    return [*textes, "\n".join([entete, *communs, "\n\n".join(debut[60:100])])]


def mutate(texte: str, tirage: random.Random) -> bytes:
    """Change a text in one to four places."""
    for _ in range(tirage.randint(1, 4)):
        texte = tirage.choice(MUTATIONS)(texte, tirage)
    brut = texte.encode("utf-8", errors="surrogateescape")
    return tirage.choice(CODAGES)(brut, tirage) if tirage.random() < 0.1 else brut


def _insert(texte: str, tirage: random.Random) -> str:
    rang = tirage.randrange(len(texte) + 1)
    return texte[:rang] + tirage.choice(SIGNES) + texte[rang:]


def _replace(texte: str, tirage: random.Random) -> str:
    rang = tirage.randrange(len(texte) + 1)
    fin = rang + tirage.randint(1, 3)
    return texte[:rang] + tirage.choice(SIGNES) + texte[fin:]


def _cut(texte: str, tirage: random.Random) -> str:
    rang = tirage.randrange(len(texte) + 1)
    return texte[:rang] + texte[rang + tirage.randint(1, 80) :]


def _truncate(texte: str, tirage: random.Random) -> str:
    return texte[: tirage.randrange(len(texte) + 1)]


def _on_lines(
    change: Callable[[list[str], int, random.Random], None],
) -> Callable[[str, random.Random], str]:
    def mutation(texte: str, tirage: random.Random) -> str:
        lignes = texte.split("\n")
        change(lignes, tirage.randrange(len(lignes)), tirage)
        return "\n".join(lignes)

    return mutation


def _drop(lignes: list[str], rang: int, _tirage: random.Random) -> None:
    del lignes[rang]


def _twice(lignes: list[str], rang: int, tirage: random.Random) -> None:
    lignes[rang:rang] = [lignes[rang]] * tirage.choice((1, 2, 50))


def _swap(lignes: list[str], rang: int, tirage: random.Random) -> None:
    autre = tirage.randrange(len(lignes))
    lignes[rang], lignes[autre] = lignes[autre], lignes[rang]


def _dedent(lignes: list[str], rang: int, _tirage: random.Random) -> None:
    lignes[rang] = lignes[rang].lstrip()


def _number(lignes: list[str], rang: int, tirage: random.Random) -> None:
    chiffres = [i for i, signe in enumerate(lignes[rang]) if signe.isdigit()]
    if chiffres:
        i = tirage.choice(chiffres)
        lignes[rang] = lignes[rang][:i] + tirage.choice(SIGNES) + lignes[rang][i + 1 :]


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _insert,
    _replace,
    _cut,
    _truncate,
    *map(_on_lines, (_drop, _twice, _swap, _dedent, _number)),
)
CODAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    lambda brut, _: brut.decode("utf-8", "replace").encode("utf-16"),
    lambda brut, _: brut.decode("utf-8", "replace").encode("cp1252", "replace"),
    lambda brut, _: b"\xef\xbb\xbf" + brut,
    lambda brut, _: brut.replace(b"\n", b"\r\n"),
    lambda brut, _: brut.replace(b"\n", b"\r"),
    lambda brut, t: (
        brut[: len(brut) // 2] + bytes([t.randrange(256)]) + brut[len(brut) // 2 + 1 :]
    ),
)


def read(livre: Path) -> str:
    """Read a ledger as the commands do; say how it ended."""
    vu = io.StringIO()
    with contextlib.redirect_stdout(vu), contextlib.redirect_stderr(vu):
        lu = load_livre(livre)
        if lu.errors:
            vu.write(erreurs.render(lu.errors, livre.parent))
            return "refusé" if "Traceback" not in vu.getvalue() else "trace"
        exercice = lu.releve.calendrier.defaut()
        if lu.registre and exercice is not None:
            terminal.render(Dossier(lu.releve, "").synthese(exercice))
    return "accepté"


def read_apart(livre: Path) -> str:
    """Read a ledger in a child; say how it ended, or died."""
    enfant = os.fork()
    if not enfant:
        signal.setitimer(signal.ITIMER_REAL, SECONDES)
        try:
            os._exit(FINS.index(read(livre)))
        except BaseException:  # noqa: BLE001  whatever it is, it is what is looked for
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(FINS.index("trace"))
    statut = os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1])
    if statut == -signal.SIGALRM:
        return "trop long"
    return FINS[statut] if 0 <= statut < len(FINS) else f"tombé ({statut})"


FINS = ("accepté", "refusé", "trace")
BONNES = ("accepté", "refusé")


def iter_cases(combien: int, graine: int) -> Iterator[tuple[int, str, bytes]]:
    """Draw, read, and give each case that ended badly, and the count of all ends."""
    sources = read_sources()
    fins: Counter[str] = Counter()
    debut = time.monotonic()
    with tempfile.TemporaryDirectory() as brut:
        livre = Path(brut) / "main.beancount"
        for rang in range(combien):
            tirage = random.Random(f"{graine}-{rang}")
            texte = mutate(tirage.choice(sources), tirage)
            livre.write_bytes(texte)
            fin = read_apart(livre)
            fins[fin] += 1
            if fin not in BONNES:
                yield rang, fin, texte
            if sys.stderr.isatty() and not rang % 100:
                duree = time.monotonic() - debut
                print(f"\r{rang}/{combien}  {duree:.0f} s ", end="", file=sys.stderr)
    print(f"{combien} livres, graine {graine} : {dict(fins)}")


def main(arguments: list[str]) -> int:
    """Run, and keep the cases that ended badly beside."""
    combien = int(arguments[0]) if arguments else 20000
    graine = int(arguments[1]) if len(arguments) > 1 else 1
    gardes = Path("mutations")
    shutil.rmtree(gardes, ignore_errors=True)
    mauvais = 0
    for rang, fin, texte in iter_cases(combien, graine):
        mauvais += 1
        gardes.mkdir(exist_ok=True)
        (gardes / f"{rang}.beancount").write_bytes(texte)
        print(f"\n{rang} : {fin}")
    return 1 if mauvais else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
