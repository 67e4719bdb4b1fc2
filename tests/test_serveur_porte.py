"""One door: what a server shows is what was examined, read once, resolved once."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import fava.core
import pytest
from beancount.core.data import Transaction
from fava.beans.load import load_uncached
from fava.core import FavaLedger
from serveurs import UNITE
from serveurs import copy_exemple
from serveurs import make_val
from serveurs import page_of
from serveurs import serve_local

from ptce_ledger.faits.affectation import Affectation
from ptce_ledger.faits.releve import Releve
from ptce_ledger.lecture.essai import try_apart
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.lecture.parseur import parse
from ptce_ledger.lecture.surveillance import Limites
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.registre.registre import read_registre
from ptce_ledger.serveur.livre import preuve
from ptce_ledger.serveur.livre import versions
from ptce_ledger.serveur.livre.livre_servi import LivreRefuseError
from ptce_ledger.serveur.livre.livre_servi import LivreServi
from ptce_ledger.serveur.livre.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterator

RACINE = Path(__file__).parent.parent
LIVRES = {
    "exemple": RACINE / "ledgers" / "exemple" / "main.beancount",
    "bocage": RACINE / "tests" / "cas" / "bocage" / "main.beancount",
    **{
        chemin.stem: chemin for chemin in (RACINE / "tests" / "cas").glob("*.beancount")
    },
}
_PAD = """
2025-04-01 open Equity:Ouverture
2025-04-02 pad Assets:Banque Equity:Ouverture
2025-04-03 balance Assets:Banque  90000.00 EUR
"""
#: Ledgers that take too much, each in its own way, past an examination that lets them.
_TROP = {
    "secondes": "".join(
        f'2025-01-01 query "q{rang}" "{"x" * 99_000}"\n' for rang in range(600)
    ),
    "memoire": "2025-03-01 price EUR 1.00 USD\n" * 400_000,
}
_SEULS = "".join(
    f'plugin "ptce_ledger.plugins.{nom}"\n'
    for nom in ("animation", "projets", "membres", "controle", "strict")
)


def _total(ledger: FavaLedger) -> Any:
    ventes = [
        posting.units.number
        for entry in ledger.all_entries
        for posting in getattr(entry, "postings", ())
        if posting.account == "Income:Ventes"
    ]
    return -sum(ventes)


# What is parsed is what was examined.


@pytest.fixture
def piege(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Change the small pole once it was examined: give what its plugin would write."""
    main, temoin = make_val(tmp_path), tmp_path / "temoin"
    (tmp_path / "piege.py").write_text(
        f"__plugins__ = ()\nopen({str(temoin)!r}, 'w')\n", "utf-8"
    )
    refuse = 'option "insert_pythonpath" "TRUE"\nplugin "piege"\n'

    def swap(textes: Any) -> Any:
        main.write_text(refuse + textes[str(main)], "utf-8")
        (tmp_path / "un.beancount").write_text(page_of("un", 7), "utf-8")
        return parse(textes)

    monkeypatch.setattr("ptce_ledger.lecture.livre.parse", swap)
    yield temoin
    assert "piege" not in sys.modules


def test_a_file_changed_after_it_was_examined_is_not_parsed(
    piege: Path, tmp_path: Path
) -> None:
    """The refused plugin does not run, and the figures are those of the text examined."""
    ledger = LivreServi(load_livre(tmp_path / "main.beancount", notes=True), 1)
    assert "piege" in (tmp_path / "main.beancount").read_text("utf-8")
    assert not piege.exists()
    assert not ledger.errors
    assert _total(ledger) == UNITE


def test_the_next_look_refuses_what_it_became(piege: Path, tmp_path: Path) -> None:
    """A server that starts just then sees the change, looks again, and refuses."""
    with pytest.raises(LivreRefuseError):
        Versions(tmp_path / "main.beancount", calme=0)
    assert not piege.exists()


_OUVERTS = """
import os, sys
from collections import Counter
from pathlib import Path
from ptce_ledger.serveur.livre.versions import Versions

main = Path(sys.argv[1])
Versions(main, calme=0)  # modules are imported once, here
dossier = str(main.parent)
avant = sorted(os.listdir(dossier))
# The child that proves the ledger opens its files, and writes so in the same journal.
journal = os.memfd_create("ouverts")
ecoute = True

def note(evenement, details):
    if evenement == "open" and ecoute and isinstance(details[0], str):
        # Whether someone holds a file open is asked of the system by opening it.
        if sys._getframe(1).f_code.co_name != "_is_being_written":
            os.write(journal, details[0].encode() + b"\\n")

class Fige(list):
    def insert(self, *_):
        raise AssertionError("sys.path")
    __setitem__ = append = extend = insert

sys.path = Fige(sys.path)
sys.addaudithook(note)
version = Versions(main, calme=0)
ecoute = False
lus = sorted(version.ledger.options["include"])
os.lseek(journal, 0, 0)
ouverts = Counter(os.read(journal, 10**6).decode().splitlines())
ouverts = Counter({nom: n for nom, n in ouverts.items() if not nom.startswith("/proc/") and not nom.endswith(".pyc")})
assert len(lus) > 3, lus
assert sorted(ouverts) == lus, (sorted(ouverts), lus)
assert set(ouverts.values()) == {1}, ouverts
assert sorted(os.listdir(dossier)) == avant
assert not version.ledger.errors
"""


@pytest.mark.parametrize("genre", ["exemple", "val"])
@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="propre à Linux")
def test_each_file_is_opened_once(tmp_path: Path, genre: str) -> None:
    """Once each, none that is not the ledger's, no cache, no path added for modules."""
    if genre == "exemple":
        main = copy_exemple(tmp_path)
        (tmp_path / "pieces" / "Assets" / "512-Banque").mkdir(parents=True)
        (tmp_path / "pieces/Assets/512-Banque/2025-01-02.recu.pdf").write_bytes(b"%PDF")
        with main.open("a", encoding="utf-8") as flux:
            flux.write('option "documents" "pieces"\n')
    else:
        main = make_val(tmp_path)
    fait = subprocess.run(
        [sys.executable, "-c", _OUVERTS, str(main)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert fait.returncode == 0, fait.stderr


def test_fava_calls_what_we_answer_for(tmp_path: Path) -> None:
    """The name that we answer for is the one it calls; a plain ledger loads as ever."""
    assert "load_uncached" in FavaLedger.load_file.__code__.co_names
    assert "load_uncached" in vars(fava.core)
    main = make_val(tmp_path)
    livre = load_livre(main, notes=True)
    servi = LivreServi(livre, 1)
    assert servi.all_entries is livre.entries
    assert servi.options is livre.options
    assert _total(FavaLedger(str(main))) == UNITE


# It is what Fava itself would have loaded.


@pytest.mark.parametrize("nom", LIVRES)
def test_fava_is_given_what_it_would_load(nom: str) -> None:
    """Entries with their notes, errors and options: those of Beancount's own loader."""
    livre = load_livre(LIVRES[nom], notes=True)
    entries, errors, options = load_uncached(str(LIVRES[nom]), is_encrypted=False)
    assert livre.entries == list(entries)
    assert [type(e).__name__ for e in livre.bruts or ()] == [
        type(e).__name__ for e in errors
    ]
    donnees, attendues = dict(livre.options), dict(options)
    assert str(donnees.pop("dcontext")) == str(attendues.pop("dcontext"))
    assert donnees == attendues


@pytest.mark.parametrize("nom", LIVRES)
def test_facts_are_the_same_whoever_loads(nom: str) -> None:
    """With or without notes, by the reading that was kept or by another made anew."""
    sans, avec = load_livre(LIVRES[nom]), load_livre(LIVRES[nom], notes=True)
    neuf = Releve(avec.entries, avec.options, read_registre(avec.entries)[0])
    faits = list(sans.releve.iter_facts())
    assert list(avec.releve.iter_facts()) == faits
    assert list(neuf.iter_facts()) == faits
    assert avec.releve.entries is avec.entries


# Axes are resolved once.


@pytest.fixture
def resolus(monkeypatch: pytest.MonkeyPatch) -> list[Transaction]:
    """Note each entry whose axes are resolved."""
    resolus: list[Transaction] = []
    resolve = Affectation._resolve_entry

    def note(self: Affectation, entry: Transaction) -> Any:
        resolus.append(entry)
        return resolve(self, entry)

    monkeypatch.setattr(Affectation, "_resolve_entry", note)
    return resolus


@pytest.mark.parametrize("plugins", ['plugin "ptce_ledger.plugins"\n', _SEULS])
@pytest.mark.parametrize("suite", ["", _PAD])
def test_axes_are_resolved_once(
    resolus: list[Transaction], tmp_path: Path, plugins: str, suite: str
) -> None:
    """By whatever plugins, padding included, and whatever pages are then asked for."""
    main = make_val(tmp_path)
    texte = main.read_text("utf-8").replace('plugin "ptce_ledger.plugins"\n', plugins)
    main.write_text(texte + suite, "utf-8")
    time.sleep(0.05)  # beyond the grain of file dates: one look is enough
    with serve_local(main) as serveur:
        ledger = serveur.versions.ledger
        assert not ledger.errors
        lectures = 1
        for page in PAGES:
            assert serveur.get(f"extension/{page}/").statut == 200
        assert serveur.total_page() == UNITE
        lu = serveur.get("api/source", filename=str(main)).json()["data"]
        if not suite:
            nouveau = {**lu, "source": lu["source"] + "; un commentaire\n"}
            assert serveur.put("source", **nouveau).statut == 200
            lectures = 2
    transactions = [e for e in ledger.all_entries if isinstance(e, Transaction)]
    assert len(transactions) == (4 if suite else 3)
    assert len(resolus) == lectures * len(transactions)


def test_notes_are_there_for_queries(tmp_path: Path) -> None:
    """What the plugin resolves, and nobody typed, is read by BQL and by Fava's filters."""
    requete = "SELECT str(meta('preuve')) AS preuve, count(account) GROUP BY preuve"
    with serve_local(copy_exemple(tmp_path)) as serveur:
        entries = serveur.versions.ledger.all_entries
        justes = [
            posting
            for entry in entries
            for posting in getattr(entry, "postings", ())
            if (posting.meta or {}).get("preuve") == "justifie"
        ]
        lignes = serveur.get("api/query", query_string=requete).json()["data"]["rows"]
        assert dict(lignes)["justifie"] == len(justes) > 100
        filtre = {"filter": 'any(preuve:"justifie")', "page": 1, "order": "asc"}
        journal = serveur.get("api/journal_page", **filtre).json()["data"]["journal"]
        assert journal.count("<li class='transaction") > 50


# One load says all, and leaves nothing.


def test_a_wrong_version_is_loaded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The load that finds errors is the one that says them in French."""
    main = make_val(tmp_path)
    main.write_text(main.read_text("utf-8") + "2025-01-01 close Assets:Rien\n", "utf-8")
    refuse = tmp_path / "refuse.beancount"
    refuse.write_text('plugin "os"\n', "utf-8")
    time.sleep(0.05)  # beyond the grain of file dates: one look is enough
    appels = []

    def load(chemin: Path, **options: Any) -> Any:
        appels.append(chemin)
        return load_livre(chemin, **options)

    monkeypatch.setattr(versions, "load_livre", load)
    version = Versions(main, calme=0)
    assert len(appels) == 1
    assert version.ledger.load_errors
    with pytest.raises(LivreRefuseError) as leve:
        Versions(refuse, calme=0)
    assert [faute.code for faute in leve.value.refus] == ["PluginInterdit"]
    assert len(appels) == 2


def test_versions_past_are_freed(tmp_path: Path) -> None:
    """A server that runs for months keeps the version shown, and the one before."""
    main = make_val(tmp_path)
    version = Versions(main, calme=0)
    vus = [weakref.ref(version.ledger)]
    for rang in range(2, 7):
        (tmp_path / "un.beancount").write_text(page_of("un", rang), "utf-8")
        version.renew(version.sign())
        vus.append(weakref.ref(version.ledger))
    assert _total(version.ledger) == UNITE + 5
    gc.collect()
    assert sum(vu() is not None for vu in vus) <= 2


@pytest.mark.parametrize("quoi", list(_TROP))
def test_a_load_that_takes_too_much_is_refused(tmp_path: Path, quoi: str) -> None:
    """What would hold the parser, or swell, dies in a child: the server is untouched."""
    main = make_val(tmp_path)
    un_de_trop = Limites(secondes=1) if quoi == "secondes" else Limites(memoire=40)
    versions = Versions(main, calme=0, limites=un_de_trop)
    avec = main.read_text("utf-8") + _TROP[quoi]
    main.write_text(avec, encoding="utf-8")
    debut = time.monotonic()
    versions.renew(versions.sign())
    assert time.monotonic() - debut < 20
    assert _total(versions.ledger) == UNITE
    (dit,) = versions.explain(3)
    assert {"secondes": "dure plus de 1 s", "memoire": "plus de 40 Mo"}[quoi] in dit
    with pytest.raises(LivreRefuseError):
        Versions(main, calme=0, limites=un_de_trop)


@pytest.mark.parametrize("signe", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_of_the_parser_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signe: signal.Signals
) -> None:
    """The parser falls in the child alone."""
    main = make_val(tmp_path)
    versions = Versions(main, calme=0)
    vrai = parse
    ici = os.getpid()

    def fall(textes: Any) -> Any:
        if os.getpid() != ici:
            os.kill(os.getpid(), signe)
        return vrai(textes)

    monkeypatch.setattr("ptce_ledger.lecture.livre.parse", fall)
    versions.renew(versions.sign())
    assert _total(versions.ledger) == UNITE
    assert "tombé" in versions.explain(1)[0]


def test_what_is_proved_is_what_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file swapped after the proof is not read: the next look proves it."""
    main = make_val(tmp_path)
    pipe = (tmp_path / "un.beancount").read_text("utf-8")
    vrai = try_apart

    def swap(*details: Any) -> Any:
        issue = vrai(*details)
        (tmp_path / "un.beancount").write_text(page_of("un", 7), "utf-8")
        return issue

    monkeypatch.setattr("ptce_ledger.serveur.livre.preuve.try_apart", swap)
    examen = preuve.prove(Limites())(main)
    assert examen.textes[str(tmp_path / "un.beancount")] == pipe


def test_without_fork_a_ledger_is_proved_by_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork")
    main = make_val(tmp_path)
    assert _total(Versions(main, calme=0).ledger) == UNITE
    main.write_text(main.read_text("utf-8") + _TROP["secondes"], encoding="utf-8")
    with pytest.raises(LivreRefuseError) as refus:
        Versions(main, calme=0, limites=Limites(secondes=1))
    assert "dure plus de 1 s" in str(refus.value.refus[0].message)
