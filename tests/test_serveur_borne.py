"""No address holds the treasurer's server: what may last is answered apart, and killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from typing import Any

import pytest
from attaques import PROIE
from attaques import iter_demandes
from attaques import iter_sans_fin
from attaques import sample
from serveurs import SOMME
from serveurs import UNITE
from serveurs import Client
from serveurs import make_val
from serveurs import serve_local

from ptce_ledger.lecture.essai import can_try
from ptce_ledger.lecture.essai import try_apart
from ptce_ledger.lecture.surveillance import MARQUE
from ptce_ledger.lecture.surveillance import Limites
from ptce_ledger.serveur.livre.legerete import is_light
from ptce_ledger.serveur.livre.legerete import is_light_pattern
from ptce_ledger.serveur.livre.legerete import is_tame_pattern
from ptce_ledger.serveur.livre.livre_servi import LivreRefuseError
from ptce_ledger.serveur.livre.versions import Versions
from ptce_ledger.serveur.tresorier import borne

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from serveurs import Local

pytestmark = pytest.mark.skipif(not can_try(), reason="propre aux systèmes à fork")
_PIEGE = f"""
2025-01-01 open Expenses:{PROIE.capitalize()} EUR
  perimetre: "cellule"
2025-04-01 * "{PROIE}" "{PROIE}"
  Expenses:{PROIE.capitalize()}  1.00 EUR
  Assets:Banque
2025-01-01 query "gel" "SELECT account WHERE account ~ '(a+)+$'"
"""
#: Seconds that the tests' server gives a request.
_DELAI = 2
LIEN = {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
}


def make_piege(dossier: Path) -> Path:
    """Write the small pole, with words that hostile patterns choke on."""
    main = make_val(dossier)
    main.write_text(main.read_text("utf-8") + _PIEGE, encoding="utf-8")
    return main


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(borne, "LIMITES", Limites(_DELAI, 300))
        with serve_local(make_piege(tmp_path_factory.mktemp("piege"))) as serveur:
            yield serveur


def test_nothing_freezes_the_server(local: Local) -> None:
    """While they search for ever, honest requests are answered, and right."""
    demandes = sample(list(iter_demandes()), 16)
    honnetes: list[float] = []
    fini = threading.Event()

    def ask_honestly() -> None:
        while not fini.is_set():
            debut = time.monotonic()
            assert local.get("api/query", query_string=SOMME).statut == 200
            assert local.get("extension/Cellule/").statut == 200
            honnetes.append(time.monotonic() - debut)

    def attack(demande: str) -> tuple[str, int, float]:
        debut = time.monotonic()
        reponse = local.ask(f"/{local.slug}/{demande}")
        return demande, reponse.statut, time.monotonic() - debut

    with ThreadPoolExecutor(4) as fils:
        temoin = fils.submit(ask_honestly)
        faits = list(ThreadPoolExecutor(3).map(attack, demandes))
        fini.set()
        temoin.result()
    assert [fait for fait in faits if fait[1] not in (200, 400, 500)] == []
    assert [fait for fait in faits if fait[2] > 5 * _DELAI] == []
    assert any(statut == 400 for _, statut, _ in faits)
    assert max(honnetes) < 10
    assert local.total() == UNITE


def test_the_patterns_would_never_end(local: Local) -> None:
    """Each class of them is stopped, and would not have ended by itself: the test can fail."""
    arretes = 0
    for motif in ("(a+)+$", "(a|a)*$", "(.*a){25}$"):
        dit = local.get("api/journal_page", page=1, order="asc", account=motif)
        assert dit.statut == 400
        arretes += f"plus de {_DELAI}" in dit.json()["error"]
    assert arretes == 3


def test_a_refusal_is_in_the_language_of_the_reader(local: Local) -> None:
    adresse = f"/{local.slug}/download-journal/?account=(a%2B)%2B%24"
    dit = local.ask(adresse, entetes={"Accept-Language": "en"}).texte
    assert f"more than {_DELAI}" in dit
    assert f"plus de {_DELAI}" in local.ask(adresse).texte


def test_memory_is_bounded(local: Local) -> None:
    """What swells is stopped: its own child, not the server."""
    ici = os.getpid()
    issue = try_apart(lambda: b"x" * (600 * 2**20), Limites(20, 100))
    assert issue.statut == -signal.SIGKILL
    assert os.getpid() == ici
    assert local.total() == UNITE


@pytest.mark.parametrize(
    "args",
    [
        {"account": "Assets|Income"},
        {"account": "Inc.*"},
        {"account": "Income:Ventes"},
        {"filter": 'payee:"a+b$"'},
        {"filter": '-narration:"Vente"'},
        {"filter": "Vente"},
        {"time": "2025"},
        {"time": "2024-06 - 2025-04"},
        {"time": "month"},
        {"interval": "day"},
        {"time": "2025-Q1", "interval": "week", "conversion": "units"},
        {"account": "("},
        {"filter": "projet:("},
    ],
    ids=str,
)
@pytest.mark.parametrize("chemin", ["api/income_statement", "extension/Cellule/"])
def test_an_answer_is_the_same_from_a_child(
    local: Local, chemin: str, args: dict[str, str]
) -> None:
    """Light or not, the answer is that of the application alone, to the byte."""
    seule = local.app.test_client().get(f"/{local.slug}/{chemin}", query_string=args)
    reponse = local.get(chemin, **args)
    assert reponse.statut == seule.status_code
    assert reponse.corps == seule.data
    assert reponse.entetes["content-type"] == seule.headers["Content-Type"]


@pytest.mark.parametrize(
    "requete",
    [
        "SELECT account, sum(position) GROUP BY account",
        "SELECT date, payee WHERE account ~ '^Inc.*s$'",
        "BALANCES",
        "PRINT",
        "run gel",
        "SELECT nothing",
    ],
)
def test_queries_answer_as_before(local: Local, requete: str) -> None:
    if requete == "run gel":
        assert local.get("api/query", query_string=requete).statut == 400
        return
    seule = local.app.test_client().get(
        f"/{local.slug}/api/query", query_string={"query_string": requete}
    )
    assert local.get("api/query", query_string=requete).corps == seule.data


def test_light_means_without_choice() -> None:
    """Whatever may last is never taken for light; what one types daily is."""
    for motif in iter_sans_fin():
        assert not is_light_pattern(motif)
        assert not is_tame_pattern(motif)
        for nom in ("account", "filter"):
            assert not is_light([(nom, motif)])
        for requete in ("WHERE payee ~ '{}'", "WHERE grep('{}', payee) != ''"):
            assert not is_light(
                [("query_string", f"SELECT date {requete}".format(motif))]
            )
    for honnete in ("Assets:Banque", "#fete", "^f-12", 'payee:"Région"', "> 100", ""):
        assert is_light([("account", honnete), ("filter", honnete)])
    for requete in (
        "SELECT account, sum(position) WHERE account ~ 'Income' GROUP BY account",
        "BALANCES",
        "select year(date), count(*) group by 1",
    ):
        assert is_light([("query_string", requete)])
    for requete in (
        "SELECT date WHERE payee ~ narration",
        "SELECT date WHERE payee ~ meta('motif')",
        "SELECT subst(payee, narration, 'x')",
        "SELECT sum(number) FROM (SELECT number)",
        "run gel",
        ".run gel",
        "SELECT " + "number + " * 200 + "number",
    ):
        assert not is_light([("query_string", requete)])
    for temps in ("2025", "2025-03", "2024-q1 - 2025-Q2", "2025-12-31", " 2025 "):
        assert is_light([("time", temps), ("interval", "month")])
    for temps in ("0001", "2025 - 9999", "year-1", "3000-01", "2025 to 2026" * 9):
        assert not is_light([("time", temps)])


def test_what_is_written_is_written_here(local: Local) -> None:
    """A filter in the address of a write filters nothing, and no child writes."""
    main = local.versions.chemin
    source = local.get("api/source", filename=main).json()["data"]
    reponse = local.ask(
        f"/{local.slug}/api/source?account=(a%2B)%2B%24",
        "PUT",
        json.dumps(
            {
                "file_path": main,
                "source": source["source"] + "; vu\n",
                "sha256sum": source["sha256sum"],
            }
        ).encode(),
        {"Content-Type": "application/json", "Origin": local.base},
    )
    assert reponse.statut == 200
    assert local.versions.is_seen(local.versions.sign())
    assert reponse.json()["mtime"] == str(local.versions.ledger.mtime)


# ---------------------------------------------------------------------------------------
# Links of other sites


def test_a_link_brings_no_argument(local: Local) -> None:
    """Another site's link opens the page, bare; a bookmark keeps what it asks."""
    for demande in ("journal/?account=(a%2B)%2B%24", "api/query?query_string=PRINT"):
        chemin = f"/{local.slug}/{demande}"
        for ailleurs in (
            LIEN,
            {**LIEN, "Sec-Fetch-Site": "same-site"},
            {"Referer": "https://pirate.example/x"},
            {"Referer": f"http://127.0.0.1:{local.port + 1}/"},
        ):
            reponse = local.ask(chemin, entetes=ailleurs)
            assert reponse.statut == 303
            assert reponse.entetes["location"] == chemin.partition("?")[0]
    bon = f"/{local.slug}/extension/Cellule/?exercice=2025"
    for ici in (
        {},
        {**LIEN, "Sec-Fetch-Site": "none"},
        {**LIEN, "Sec-Fetch-Site": "same-origin"},
        {"Referer": f"{local.base}/{local.slug}/journal/"},
        # The browser's word is worth more than a page's name, which a link may hide.
        {**LIEN, "Sec-Fetch-Site": "none", "Referer": "https://exemple.fr/"},
    ):
        assert local.ask(bon, entetes=ici).statut == 200
    assert local.ask(bon.partition("?")[0], entetes=LIEN).statut == 200


@pytest.mark.parametrize(
    "chemin", ["//pirate.example/x", "/\\pirate.example", "/%0d%0aX"]
)
def test_the_bare_path_stays_here(local: Local, chemin: str) -> None:
    reponse = local.ask(f"{chemin}?a=1", entetes=LIEN)
    if reponse.statut == 303:
        ou = reponse.entetes["location"]
        assert ou.startswith("/")
        assert not ou.startswith(("//", "/\\"))
        assert "\n" not in ou


# ---------------------------------------------------------------------------------------
# What a ledger asks of Fava, and systems without fork


@pytest.mark.parametrize("option", ["insert-entry", "collapse-pattern", "insert_entry"])
def test_an_option_searches_no_longer_than_its_account(
    tmp_path: Path, option: str
) -> None:
    main = make_val(tmp_path)
    texte = main.read_text("utf-8")
    honnetes = (".*:.*:.*", "Income", "Expenses:(Loyer|Eau).*")
    sans_fin = ("(a+)+$", "(a|a)*$", ".*.*.*.*$", "(?x) (a+) + $")
    for motif in (*honnetes, *sans_fin):
        refuse = motif in sans_fin
        ligne = f'2025-01-01 custom "fava-option" "{option}" "{motif}"\n'
        main.write_text(texte + ligne, encoding="utf-8")
        if refuse:
            with pytest.raises(LivreRefuseError) as refus:
                Versions(main, calme=0)
            assert "sans fin" in refus.value.refus[0].message
        else:
            Versions(main, calme=0)


def test_without_fork_what_may_last_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing could stop it there: words and starts of accounts are left."""
    with serve_local(make_piege(tmp_path)) as local:
        monkeypatch.delattr(os, "fork")
        for args in ({"account": "(a+)+$"}, {"filter": "(a|a)*$"}):
            reponse = local.get("api/income_statement", **args)
            assert reponse.statut == 400
            assert "sans fin" in reponse.json()["error"]
        for requete in ("SELECT date WHERE payee ~ '(a+)+$'", "run gel"):
            reponse = local.get("api/query", query_string=requete)
            assert reponse.statut == 400
            assert "sans fin" in reponse.json()["error"]
        assert local.get("api/income_statement", account="Income").statut == 200
        assert local.get("api/income_statement", interval="day").statut == 200
        assert local.total() == UNITE


# ---------------------------------------------------------------------------------------
# Stopping

_SOURD = """
import re, signal
from ptce_ledger.lecture.surveillance import Limites, supervise
supervise(Limites(), sursis=1)
print("ici", flush=True)
re.match("(a+)+$", "a" * 60 + "b")
"""


@pytest.mark.parametrize("signe", [signal.SIGTERM, signal.SIGINT])
def test_a_deaf_server_is_stopped(signe: signal.Signals) -> None:
    """Held inside C, deaf to signals, it ends in its time all the same."""
    env = {nom: valeur for nom, valeur in os.environ.items() if nom != MARQUE}
    with subprocess.Popen(
        [sys.executable, "-c", _SOURD], stdout=subprocess.PIPE, env=env
    ) as processus:
        assert processus.stdout is not None
        assert processus.stdout.readline() == b"ici\n"
        time.sleep(0.2)
        debut = time.monotonic()
        processus.send_signal(signe)
        assert processus.wait(10) == 0
    assert time.monotonic() - debut < 5


_SERVIR = [sys.executable, "-m", "ptce_ledger", "servir", "--sans-navigateur"]
_SERVIR += ["--port", "0"]


def _serve(main: Path) -> tuple[subprocess.Popen[str], int]:
    env = {nom: valeur for nom, valeur in os.environ.items() if nom != MARQUE}
    processus = subprocess.Popen(
        [*_SERVIR, str(main)],
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )
    assert processus.stdout is not None
    adresse = processus.stdout.readline().split("http://127.0.0.1:")[1]
    return processus, int(adresse.split("/")[0])


@pytest.mark.parametrize("signe", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_command_stops_whatever_it_answers(
    tmp_path: Path, signe: signal.Signals
) -> None:
    """In seconds, and with it the children that search, and whoever listens."""
    processus, port = _serve(make_piege(tmp_path))
    client = Client(port, "val")

    def attack(_: int) -> Any:
        try:
            return client.get("api/income_statement", account="(a+)+$")
        except OSError:
            return None

    with ThreadPoolExecutor(4) as fils:
        fils.map(attack, range(4))
        time.sleep(1)
        debut = time.monotonic()
        processus.send_signal(signe)
        assert processus.wait(15) == (-9 if signe == signal.SIGKILL else 0)
        assert time.monotonic() - debut < 8
    # Killed by surprise, it leaves a child that sees it within a second.
    for _ in range(40):
        try:
            client.get("api/changed")
        except OSError:
            break
        time.sleep(0.2)
    else:
        pytest.fail("un enfant écoute encore")
    assert processus.stdout is not None
    processus.stdout.close()
