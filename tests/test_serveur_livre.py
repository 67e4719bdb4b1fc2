"""The ledger changes while it is read: every total shown is that of one whole version."""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import threading
import time
from typing import TYPE_CHECKING
from typing import Any

import pytest
from serveurs import POIDS
from serveurs import UNITE
from serveurs import Local
from serveurs import make_val
from serveurs import page_of
from serveurs import serve_local

from ptce_ledger.mots.langue import speaking
from ptce_ledger.serveur.livre.livre_servi import LivreRefuseError
from ptce_ledger.serveur.livre.signature import Surveille
from ptce_ledger.serveur.livre.signature import is_busy
from ptce_ledger.serveur.livre.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path


def _in_place(dossier: Path, version: int) -> None:
    """Write each file over itself, as a plain editor does, one after the other."""
    for nom in POIDS:
        (dossier / f"{nom}.beancount").write_text(page_of(nom, version), "utf-8")
        time.sleep(0.25)


def _by_chunks(dossier: Path, version: int) -> None:
    """Write each file in pieces, with a pause longer than the quiet that is waited for."""
    for rang, nom in enumerate(POIDS):
        texte = page_of(nom, version)
        with (dossier / f"{nom}.beancount").open("w", encoding="utf-8") as flux:
            for debut in range(0, len(texte), 1500):
                flux.write(texte[debut : debut + 1500])
                flux.flush()
                time.sleep(0.05)
            if rang == 0:
                time.sleep(1.3)


def _one_by_one(dossier: Path, version: int) -> None:
    """Hold each file open for longer than the quiet, close it, then open the next."""
    for nom in POIDS:
        with (dossier / f"{nom}.beancount").open("w", encoding="utf-8") as flux:
            flux.write(page_of(nom, version))
            flux.flush()
            time.sleep(1.3)
        time.sleep(0.3)


def _by_rename(dossier: Path, version: int) -> None:
    """Replace each file by another, as careful editors do, one after the other."""
    for nom in POIDS:
        a_cote = dossier / f"{nom}.tmp"
        a_cote.write_text(page_of(nom, version), "utf-8")
        a_cote.replace(dossier / f"{nom}.beancount")
        time.sleep(0.25)


def _git(dossier: Path, *mots: str) -> None:
    qui = ["-c", "user.name=t", "-c", "user.email=t@exemple.fr"]
    subprocess.run(
        ["git", *qui, *mots],  # noqa: S607
        cwd=dossier,
        check=True,
        capture_output=True,
    )


def _by_checkout(dossier: Path, version: int) -> None:
    """Have git write the three files of another commit."""
    _git(dossier, "checkout", "-q", f"v{version}")


class Lecteurs:
    """Threads that read a total again and again, by the API and on our page."""

    def __init__(self, serveur: Local) -> None:
        self.lus: list[int] = []
        self._fini = threading.Event()
        sources: tuple[Callable[[], int], ...] = (
            serveur.total,
            serveur.total_page,
            serveur.total,
        )
        self._fils = [
            threading.Thread(target=self._read, args=(source,)) for source in sources
        ]

    def _read(self, source: Callable[[], int]) -> None:
        while not self._fini.is_set():
            self.lus.append(source())

    def __enter__(self) -> list[int]:
        for fil in self._fils:
            fil.start()
        return self.lus

    def __exit__(self, *_: object) -> None:
        self._fini.set()
        for fil in self._fils:
            fil.join()


def _wait(condition: Callable[[], Any], secondes: float = 6) -> None:
    limite = time.monotonic() + secondes
    while not condition():
        assert time.monotonic() < limite, "rien n’est venu"
        time.sleep(0.05)


def _is_last(lus: list[int], attendu: int) -> bool:
    return bool(lus) and lus[-1] == attendu


@pytest.fixture
def serveur(tmp_path: Path) -> Iterator[Local]:
    with serve_local(make_val(tmp_path)) as local:
        yield local


@pytest.mark.parametrize(
    "ecrire", [_in_place, _by_chunks, _one_by_one, _by_rename, _by_checkout]
)
def test_no_total_is_half_of_two_versions(
    tmp_path: Path, ecrire: Callable[[Path, int], None]
) -> None:
    """Three files are rewritten while three readers read: each total is of one version."""
    main = make_val(tmp_path, 2)
    if ecrire is _by_checkout:
        _git(tmp_path, "init", "-q")
        for version in (3, 2, 1):
            make_val(tmp_path, version)
            _git(tmp_path, "add", ".")
            _git(tmp_path, "commit", "-qm", f"version {version}")
            _git(tmp_path, "tag", f"v{version}")
    else:
        make_val(tmp_path, 1)
    with serve_local(main) as serveur, Lecteurs(serveur) as lus:
        # The slowest way is tried once.
        for version in (3,) if ecrire is _one_by_one else (2, 3):
            attendu = version * UNITE
            ecrire(tmp_path, version)
            _wait(functools.partial(_is_last, lus, attendu))
    assert set(lus) <= {UNITE, 2 * UNITE, 3 * UNITE}
    assert {UNITE, 3 * UNITE} <= set(lus)
    assert len(lus) > 50


def test_a_file_that_someone_holds_open_is_waited_for(
    serveur: Local, tmp_path: Path
) -> None:
    """Half a file, left open for longer than any pause, is not shown; closed, it is."""
    chemin = tmp_path / "cent.beancount"
    with chemin.open("r+", encoding="utf-8") as flux:
        flux.truncate(100)
        time.sleep(2)
        assert serveur.total() == UNITE
        flux.seek(0)
        flux.write(page_of("cent", 4))
    _wait(lambda: serveur.total() == UNITE + 300)


def test_a_checkout_in_progress_is_waited_for(serveur: Local, tmp_path: Path) -> None:
    """While git holds its lock, what it has already written is not shown."""
    _git(tmp_path, "init", "-q")
    verrou = tmp_path / ".git" / "index.lock"
    verrou.touch()
    (tmp_path / "un.beancount").write_text(page_of("un", 5), "utf-8")
    time.sleep(2)
    assert serveur.total() == UNITE
    verrou.unlink()
    _wait(lambda: serveur.total() == UNITE + 4)


def test_the_last_good_version_stays_with_its_date(
    serveur: Local, tmp_path: Path
) -> None:
    """A wrong ledger changes no figure: the errors are told, in French, then go."""
    chemin = tmp_path / "un.beancount"
    bon = chemin.read_text("utf-8")
    date = serveur.versions.date
    chemin.write_text(bon.replace("Assets:Banque", "Assets:Bnaque"), "utf-8")
    _wait(lambda: serveur.versions.erreurs)
    assert serveur.total() == serveur.total_page() == UNITE
    assert serveur.versions.date == date
    avis = serveur.versions.avis()
    assert f"{date:%d/%m/%Y %H:%M}" in avis
    assert "1 erreur\u00a0:" in avis
    (dite,) = serveur.versions.explain(3)
    assert dite.startswith("un.beancount:203\u00a0: Compte inconnu\u00a0: ")
    dites = serveur.get("api/errors").json()["data"]
    assert ["Compte inconnu" in dite["message"] for dite in dites] == [True]
    chemin.write_text(bon.replace("-1.00", "-7.00"), "utf-8")
    _wait(lambda: serveur.total() == UNITE + 6)
    assert serveur.versions.avis() == ""
    assert serveur.get("api/errors").json()["data"] == []
    assert serveur.versions.date > date


def test_the_page_says_that_the_disk_is_wrong(serveur: Local, tmp_path: Path) -> None:
    """Our page says which version its figures are of, and the first errors."""
    with (tmp_path / "un.beancount").open("a", encoding="utf-8") as flux:
        flux.write('2025-04-01 * "Rien"\n  Assets:Inconnu  1.00 EUR\n')
    _wait(lambda: serveur.versions.erreurs)
    html = serveur.get("extension/Cellule/").texte
    assert serveur.versions.avis() in html.replace("&#39;", "'")
    for dite in serveur.versions.explain(3):
        assert dite in html
    assert "un.beancount:" in html
    assert "Compte inconnu\u00a0: Assets:Inconnu" in html


def test_an_error_is_in_the_language_of_the_reader(
    serveur: Local, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Our page, Fava's list and its page: one load, in both languages; the log is French."""
    main = tmp_path / "main.beancount"
    with main.open("a", encoding="utf-8") as flux:
        flux.write(
            '2025-04-01 * "Rien"\n  projet: "inconnue"\n  Income:Ventes  1 EUR\n'
        )
        flux.write("  Assets:Banque\n")
    _wait(lambda: serveur.versions.erreurs)
    dits = {
        "fr": "Projet «\u00a0inconnue\u00a0» inconnu.",
        "en": "Unknown project “inconnue”.",
    }
    notes = {
        "fr": "Le livre sur le disque a 1 erreur",
        "en": "The ledger on the disk has 1 error",
    }
    for langue, autre in (("fr", "en"), ("en", "fr")):
        html = serveur.get("extension/Cellule/", langue=langue).texte
        ours = html[html.index('<div class="ptce"') :]
        assert notes[langue] in ours
        assert dits[langue] in ours
        (dite,) = serveur.get("api/errors", langue=langue).json()["data"]
        assert dite["message"].startswith(dits[langue])
        assert dits[autre] not in html
    assert notes["fr"] in caplog.text
    assert notes["en"] not in caplog.text


def test_a_start_on_a_wrong_ledger_gives_no_figure(tmp_path: Path) -> None:
    """It starts, so that the editor can mend it; the figures come when it is right."""
    main = make_val(tmp_path)
    texte = main.read_text("utf-8")
    main.write_text(texte + "2025-01-01 close Assets:Rien\n", "utf-8")
    with serve_local(main) as serveur:
        assert "<table" not in serveur.get("extension/Cellule/").texte
        main.write_text(texte + "2025-01-01 close Assets:Encore\n", "utf-8")
        date = serveur.versions.ledger.mtime
        _wait(lambda: serveur.versions.ledger.mtime > date)
        assert "<table" not in serveur.get("extension/Cellule/").texte
        main.write_text(texte, "utf-8")
        _wait(lambda: "<table" in serveur.get("extension/Cellule/").texte)
        assert serveur.total_page() == UNITE


def test_a_start_waits_for_a_ledger_being_written(tmp_path: Path) -> None:
    """Started in the middle of a change, the server loads the version that comes of it."""
    main = make_val(tmp_path)
    fil = threading.Thread(target=_by_rename, args=(tmp_path, 2))
    fil.start()
    time.sleep(0.1)
    ledger = Versions(main).ledger
    fil.join()
    ventes = [
        posting.units.number
        for entry in ledger.all_entries
        for posting in getattr(entry, "postings", ())
        if posting.account == "Income:Ventes"
    ]
    assert -sum(ventes) == 2 * UNITE


def test_what_someone_else_is_writing_is_not_shown_by_a_save(
    serveur: Local, tmp_path: Path
) -> None:
    """She saves while another file is being changed: both come together, once quiet."""
    cent = tmp_path / "cent.beancount"
    chemin = str(tmp_path / "un.beancount")
    lu = serveur.get("api/source", filename=chemin).json()["data"]
    cent.write_text(page_of("cent", 2), "utf-8")
    ecrit = serveur.put(
        "source",
        file_path=chemin,
        source=page_of("un", 2),
        sha256sum=lu["sha256sum"],
    )
    assert ecrit.statut == 200
    assert serveur.total() == UNITE
    (tmp_path / "dix-mille.beancount").write_text(page_of("dix-mille", 2), "utf-8")
    _wait(lambda: serveur.total() == 2 * UNITE)


def test_a_new_file_taken_by_a_pattern_is_seen(tmp_path: Path) -> None:
    """`include "*.beancount"` brings a file that was not there at the start."""
    sous = tmp_path / "annees"
    main = make_val(tmp_path)
    sous.mkdir()
    (sous / "a.beancount").write_text("; rien\n", "utf-8")
    with main.open("a", encoding="utf-8") as flux:
        flux.write('include "annees/*.beancount"\n')
    with serve_local(main) as serveur:
        (sous / "b.beancount").write_text(page_of("un", 9), "utf-8")
        _wait(lambda: serveur.total() == UNITE + 9)
        assert serveur.total() == UNITE + 9


def test_a_ledger_that_goes_away_stays_shown(serveur: Local, tmp_path: Path) -> None:
    """The main file is moved away and comes back: figures all along."""
    main = tmp_path / "main.beancount"
    main.rename(tmp_path / "ailleurs")
    _wait(lambda: serveur.versions.erreurs)
    assert serveur.total() == UNITE
    (tmp_path / "ailleurs").rename(main)
    _wait(lambda: not serveur.versions.erreurs)


def test_a_refused_line_is_not_run_at_a_reload(serveur: Local, tmp_path: Path) -> None:
    """A ledger that comes to ask for its own Python is refused before it runs."""
    temoin = tmp_path / "temoin"
    (tmp_path / "piege.py").write_text(f"open({str(temoin)!r}, 'w')\n", "utf-8")
    main = tmp_path / "main.beancount"
    with main.open("a", encoding="utf-8") as flux:
        flux.write('2020-01-01 custom "fava-extension" "piege"\n')
    _wait(lambda: serveur.versions.erreurs)
    dite = serveur.versions.explain(1)[0].replace("\u00a0", " ")
    assert dite.startswith(
        "main.beancount:14 : Le réglage de Fava « piege » n’est pas admis"
    )
    with speaking("en"):
        dite = serveur.versions.explain(1)[0]
    assert dite.startswith("main.beancount:14: Fava’s setting “piege” is not allowed")
    assert not temoin.exists()
    assert serveur.total() == UNITE


@pytest.mark.parametrize(
    "montant", ["10.00/0", "1 / 0.00", "1/(0)", "(2-1)/ -0", "1/0,000.0"]
)
def test_a_division_by_zero_ends_no_server(
    serveur: Local, tmp_path: Path, montant: str
) -> None:
    """What makes Beancount's parser end the process is seen before, and told."""
    chemin = tmp_path / "un.beancount"
    bon = chemin.read_text("utf-8")
    chemin.write_text(bon.replace("-1.00", montant), "utf-8")
    _wait(lambda: serveur.versions.erreurs)
    assert serveur.versions.explain(1)[0].startswith("un.beancount:202")
    assert serveur.total() == UNITE


def test_a_text_that_breaks_beancount_ends_no_server(
    serveur: Local, tmp_path: Path
) -> None:
    """What makes the parser itself fail is an error of the ledger, told as such."""
    chemin = tmp_path / "un.beancount"
    bon = chemin.read_text("utf-8")
    chemin.write_text(bon.replace("-1.00", "(" * 20_000 + "1" + ")" * 20_000), "utf-8")
    _wait(lambda: serveur.versions.erreurs)
    assert serveur.total() == UNITE
    with pytest.raises(LivreRefuseError):
        Versions(tmp_path / "main.beancount", calme=0)


def test_a_lease_ends_no_process(tmp_path: Path) -> None:
    """Looking whether a file is open does not kill when someone opens it just then."""
    make_val(tmp_path)
    fini = threading.Event()

    def write() -> None:
        while not fini.is_set():
            with contextlib.suppress(OSError), (tmp_path / "un.beancount").open("r+"):
                pass

    fil = threading.Thread(target=write)
    fil.start()
    vus = Surveille((os.fspath(tmp_path / "un.beancount"),))
    occupe = {is_busy(vus) for _ in range(3000)}
    fini.set()
    fil.join()
    assert occupe <= {True, False}
    assert not is_busy(vus)
