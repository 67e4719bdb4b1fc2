"""Measure the servers beside plain Fava: `python tests/benchmarks/servir.py [SECONDES] [ÉCRITURES]`.

The funder's server under `wrk -t1 -c8`, beside Fava on the same pole, one after the other
in the same run; then the time of each page for a large pole, beside Fava's income
statement. `wrk` must be there (apt-get install wrk). With `--chargement ÉCRITURES`, a
large pole is loaded by the server and by plain Fava in turn. With `--versions SECONDES`,
a ledger is rewritten all along while three readers read, and wrong totals are counted.
"""

from __future__ import annotations

import contextlib
import gc
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from typing import NamedTuple

from fava.core import FavaLedger

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(Path(__file__).parent)]

import test_serveur_livre as versions  # noqa: E402
from generateur import ecrire_pole  # noqa: E402
from serveurs import UNITE  # noqa: E402
from serveurs import copy_exemple  # noqa: E402
from serveurs import make_val  # noqa: E402
from serveurs import publish_exemple  # noqa: E402
from serveurs import serve_local  # noqa: E402

from ptce_ledger.pages.liste import PAGES  # noqa: E402
from ptce_ledger.serveur.livre.versions import Versions  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

SCRIPTS = Path(sysconfig.get_path("scripts"))
SECONDES, ECRITURES = 60, 20_000
BUT_RAPPORT, BUT_P99, BUT_PAGE = 5, 0.1, 0.3
_LIGNE = '2020-01-01 custom "fava-extension" "ptce_ledger.reports.fava"\n'
_UNITES = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}


class Tenue(NamedTuple):
    """What wrk measured: requests per second, 99th percentile, wrong answers."""

    debit: float
    p99: float
    fautes: int


def main(arguments: list[str]) -> int:
    """Measure what is asked for and print it."""
    if arguments[:1] == ["--versions"]:
        return _versions(float(arguments[1]))
    if arguments[:1] == ["--chargement"]:
        return _loads(int(arguments[1]))
    nombres = [int(texte) for texte in arguments if texte.isdecimal()]
    if len(nombres) != len(arguments) or len(nombres) > 2:
        print(__doc__, file=sys.stderr)
        return 2
    if shutil.which("wrk") is None:
        print("wrk est absent : apt-get install wrk", file=sys.stderr)
        return 1
    secondes, ecritures = (
        [*nombres, SECONDES, ECRITURES][:2]
        if len(nombres) != 1
        else (
            nombres[0],
            ECRITURES,
        )
    )
    with tempfile.TemporaryDirectory(prefix="ptce-servir-") as temporaire:
        _load(Path(temporaire), secondes)
        _pages(Path(temporaire), ecritures)
    return 0


@contextlib.contextmanager
def _serve(commande: list[str], attendue: str) -> Iterator[str]:
    """Run a server and give its address, once a page of it answers."""
    processus = subprocess.Popen(
        commande, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert processus.stdout is not None
    try:
        dit = ""
        while not (trouve := re.search(r"http://[\w.:]+", dit)):
            dit += processus.stdout.readline()
            if processus.poll() is not None:
                raise RuntimeError(dit)
        for _ in range(300):
            with contextlib.suppress(OSError):
                _get(trouve[0] + attendue)
                break
            time.sleep(0.1)
        yield trouve[0]
    finally:
        processus.terminate()
        processus.wait(20)


def _fava(main: Path, port: int = 5987) -> list[str]:
    return [str(SCRIPTS / "fava"), "--port", str(port), str(main)]


def _ptce(*mots: str) -> list[str]:
    return [str(SCRIPTS / "ptce"), "servir", "--sans-navigateur", "--port", "0", *mots]


def _get(adresse: str) -> bytes:
    with urllib.request.urlopen(adresse) as reponse:  # noqa: S310  ours
        return bytes(reponse.read())


def _wrk(adresse: str, secondes: int) -> Tenue:
    """Ask one address for a while, over eight connections."""
    dit = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{secondes}s", "--latency", adresse],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    debit = re.search(r"Requests/sec:\s+([\d.]+)", dit)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", dit)
    assert debit
    assert p99
    fautes = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", dit)))
    prises = re.search(r"Socket errors: (.*)", dit)
    fautes += sum(map(int, re.findall(r"\d+", prises[1]))) if prises else 0
    return Tenue(float(debit[1]), float(p99[1]) * _UNITES[p99[2]], fautes)


def _load(dossier: Path, secondes: int) -> None:
    """Compare the funder's server and Fava under load."""
    publie = publish_exemple(dossier / "publie")
    livre = copy_exemple(dossier / "exemple")
    slug = "ptce-du-val-dambrelle-exemple-fictif"
    page, api = "extension/Synthese/", "api/income_statement"
    with _serve(_ptce("--public", str(publie), "--sans-lien"), "/") as public:
        nous = _wrk(f"{public}/ambrelle/{page}", secondes)
    with _serve(_fava(livre), f"/{slug}/{page}") as fava:
        eux = {nom: _wrk(f"{fava}/{slug}/{nom}", secondes) for nom in (page, api)}
    print(f"wrk -t1 -c8 -d{secondes}s, pôle d’exemple\n")
    print(f"{'':44}{'req/s':>9}{'p99':>11}{'fautes':>9}{'rapport':>9}")
    _line("ptce servir --public, Synthese", nous, nous.debit)
    _line("fava, Synthese", eux[page], nous.debit)
    _line("fava, api/income_statement", eux[api], nous.debit)
    print(
        f"\nButs : rapport ≥ {BUT_RAPPORT}, p99 < {BUT_P99 * 1000:.0f} ms, 0 faute.\n"
    )


def _line(nom: str, tenue: Tenue, reference: float) -> None:
    p99 = f"{tenue.p99 * 1000:.1f} ms"
    rapport = reference / tenue.debit
    print(f"{nom:44}{tenue.debit:9.0f}{p99:>11}{tenue.fautes:9}{rapport:9.1f}")


def _pages(dossier: Path, ecritures: int) -> None:
    """Time each page of a large pole, beside what Fava shows of the same."""
    livre = _large(dossier, ecritures)
    print(f"Pages d’un pôle de {ecritures} écritures (médiane de 7 ; la première)\n")
    with _serve(_ptce(str(livre)), "/") as base:
        slug = _slug(base)
        for page in PAGES:
            _time(f"ptce servir, {page}", [f"{base}/{slug}/extension/{page}/"])
    with _serve(_fava(livre), f"/{slug}/api/changed") as base:
        racine = f"{base}/{slug}"
        adresses = [f"{racine}/income_statement/", f"{racine}/api/income_statement"]
        _time("fava, compte de résultat (page + api)", adresses)
    print(f"\nBut : moins de {BUT_PAGE:.1f} s par page.")


def _loads(ecritures: int) -> int:
    """Load a large pole as each server does, in turn: the seconds of processor it takes."""
    chargeurs: dict[str, Callable[[Path], object]] = {
        "ptce servir": lambda livre: Versions(livre, calme=0),
        "fava": lambda livre: FavaLedger(str(livre)),
    }
    pris: dict[str, list[float]] = {nom: [] for nom in chargeurs}
    with tempfile.TemporaryDirectory(prefix="ptce-servir-") as temporaire:
        livre = _large(Path(temporaire), ecritures)
        for _ in range(8):
            for nom, load in chargeurs.items():
                gc.collect()
                debut = time.process_time()
                load(livre)
                pris[nom].append(time.process_time() - debut)
    print(f"Chargement de {ecritures} écritures, pages comprises (médiane de 7)\n")
    for nom, durees in pris.items():
        print(f"{nom:44}{median(durees[1:]) * 1000:9.0f} ms")
    return 0


def _large(dossier: Path, ecritures: int) -> Path:
    livre = ecrire_pole(dossier / "grand", ecritures)
    with livre.open("a", encoding="utf-8") as flux:
        flux.write(_LIGNE)
    return livre


def _slug(base: str) -> str:
    with urllib.request.urlopen(base + "/") as reponse:  # noqa: S310  ours
        return str(reponse.geturl()).split("/")[3]


def _time(nom: str, adresses: list[str]) -> None:
    durees = []
    for _ in range(8):
        debut = time.perf_counter()
        for adresse in adresses:
            _get(adresse)
        durees.append(time.perf_counter() - debut)
    print(f"{nom:44}{median(durees[1:]) * 1000:9.0f} ms{durees[0] * 1000:9.0f} ms")


def _versions(secondes: float) -> int:
    """Rewrite a ledger in four ways, one after the other, and count wrong totals."""
    ecrire = (
        versions._in_place,
        versions._by_chunks,
        versions._one_by_one,
        versions._by_rename,
    )
    pire = 0
    for facon in ecrire:
        with tempfile.TemporaryDirectory() as temporaire:
            dossier, version = Path(temporaire), 1
            with (
                serve_local(make_val(dossier)) as serveur,
                versions.Lecteurs(serveur) as lus,
            ):
                limite = time.monotonic() + secondes
                while time.monotonic() < limite:
                    version += 1
                    facon(dossier, version)
                    time.sleep(1.8)
            permis = {rang * UNITE for rang in range(1, version + 1)}
            faux = sum(lu not in permis for lu in lus)
            vues = len(set(lus) & permis)
            pire += faux
            print(
                f"{facon.__name__[1:]:12} {faux} faux sur {len(lus)} totaux ; "
                f"{vues} versions vues sur {version} écrites"
            )
    return 1 if pire else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
