"""The treasurer's server: the whole of Fava, and nothing that another page could abuse."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import Self

import fava.core.file
import pytest
from click.testing import CliRunner
from fava.core import FavaLedger
from serveurs import UNITE
from serveurs import Local
from serveurs import copy_exemple
from serveurs import make_val
from serveurs import page_of
from serveurs import read_total
from serveurs import serve_local

from ptce_ledger.cli import ptce
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.serveur.livre.enregistrement import CheminEntier
from ptce_ledger.serveur.tresorier import application as interne

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODES = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
REMPLIS = {
    "name": "Assets:Banque",
    "extension_name": "Synthese",
    "endpoint": "style",
    "filename": "app.css",
    "report_name": "journal",
    "aggregation_key": "account",
    "page_slug": "filters",
    "result_format": "csv",
}
PTCE = [sys.executable, "-m", "ptce_ledger"]


@pytest.fixture(scope="module")
def exemple(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """Serve a copy of the example pole, with a document and a page in its folder."""
    dossier = tmp_path_factory.mktemp("exemple")
    main = copy_exemple(dossier)
    pieces = dossier / "pieces"
    pieces.mkdir()
    (pieces / "recu.pdf").write_bytes(b"%PDF-1.4")
    (pieces / "piege.html").write_text("<script>alert(1)</script>", "utf-8")
    (pieces / "piege.svg").write_text("<svg onload='alert(1)'/>", "utf-8")
    (pieces / "lien.txt").symlink_to("/etc/hostname")
    with main.open("a", encoding="utf-8") as flux:
        for nom in ("recu.pdf", "piege.html", "piege.svg"):
            flux.write(f'2025-01-02 document Assets:512-Banque "pieces/{nom}"\n')
        flux.write(
            '2025-01-02 query "ventes" "SELECT account, sum(position) GROUP BY account"\n'
        )
    with serve_local(main) as local:
        yield local


@pytest.fixture
def val(tmp_path: Path) -> Iterator[Local]:
    """Serve the small pole."""
    with serve_local(make_val(tmp_path)) as local:
        yield local


def _routes(serveur: Local) -> list[str]:
    """List an address of each view of Fava, with arguments that mean something."""
    principal = serveur.versions.chemin
    entry = next(e for e in serveur.versions.ledger.all_entries if e.meta["lineno"])
    args = {
        "query_string": f".output {principal}",
        "filename": principal,
        "entry_hash": "0" * 32,
        "sha256sum": "0" * 64,
        "key": "document",
        "page": "1",
        "order": "asc",
        "r": "journal",
        "a": "Assets",
        "payee": "x",
        "narration": entry.date,
        "importer": "x",
        "page_slug": "filters",
    }
    with serveur.app.test_request_context():
        adresses = []
        for regle in serveur.app.url_map.iter_rules():
            valeurs = {
                nom: REMPLIS.get(nom, serveur.slug) for nom in sorted(regle.arguments)
            }
            construite = regle.build({**valeurs, **args})
            assert construite
            adresses.append(construite[1])
    assert len(adresses) > 45
    return adresses


def _hash(dossier: str) -> str:
    somme = hashlib.sha256()
    for chemin in sorted(Path(dossier).rglob("*")):
        somme.update(f"{chemin}\0".encode())
        if chemin.is_file():
            somme.update(chemin.read_bytes())
    return somme.hexdigest()


def test_no_reading_writes_and_no_stranger_reads(exemple: Local) -> None:
    """All routes × 7 methods: a GET changes nothing, a wrong host or page gets nothing."""
    dossier = str(Path(exemple.versions.chemin).parent)
    avant = _hash(dossier)
    etranger = {"Origin": "https://exemple.fr"}
    voisin = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}
    for adresse in _routes(exemple):
        for methode in METHODES:
            faux = exemple.ask(adresse, methode, entetes={"Host": "exemple.fr"})
            assert faux.statut == 421, adresse
            for entetes in (etranger, voisin):
                assert exemple.ask(adresse, methode, entetes=entetes).statut == 403
        for methode in ("GET", "HEAD", "OPTIONS"):
            reponse = exemple.ask(adresse, methode)
            assert reponse.statut < 500, (adresse, reponse.texte)
            assert "Traceback" not in reponse.texte
    assert _hash(dossier) == avant


def test_every_answer_is_armoured(exemple: Local) -> None:
    """Each route sends the headers, whatever its status."""
    for adresse in [*_routes(exemple), "/rien", "/static/app.js"]:
        entetes = exemple.ask(adresse).entetes
        politique = entetes["content-security-policy"]
        if "default-src 'self'" in politique:
            assert "script-src 'self' 'wasm-unsafe-eval';" in politique
            assert "object-src 'none'" in politique
            assert "base-uri 'none'" in politique
            assert "form-action 'self'" in politique
        assert "frame-ancestors 'none'" in politique
        assert entetes["x-content-type-options"] == "nosniff"
        assert entetes["x-frame-options"] == "DENY"
        assert entetes["cross-origin-opener-policy"] == "same-origin"
        assert entetes["cross-origin-resource-policy"] == "same-origin"
        assert entetes["referrer-policy"] == "same-origin"
        if "/static/" not in adresse and "/style" not in adresse:
            assert "no-" in entetes["cache-control"], adresse
        assert "cheroot" not in entetes["server"].lower()


def test_a_link_from_a_message_opens(exemple: Local) -> None:
    """A link that one follows from another site opens the page; a picture does not."""
    suivi = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    chemin = f"/{exemple.slug}/extension/Synthese/"
    assert exemple.ask(chemin, entetes=suivi).statut == 200
    assert exemple.ask(chemin, "POST", entetes=suivi).statut == 403
    image = {**suivi, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    assert exemple.ask(chemin, entetes=image).statut == 403
    cadre = {**suivi, "Sec-Fetch-Dest": "iframe"}
    assert exemple.ask(chemin, entetes=cadre).statut == 403


def test_jump_stays_at_home(exemple: Local) -> None:
    """Fava's /jump goes back to a page of ours, never to another site."""
    ici = f"{exemple.base}/{exemple.slug}/journal/?time=2024"
    reponse = exemple.ask("/jump?time=2025", entetes={"Referer": ici})
    assert reponse.entetes["location"] == ici.replace("2024", "2025")
    for ailleurs in ("https://exemple.fr/x", "javascript:alert(1)", ""):
        entetes = {"Referer": ailleurs} if ailleurs else {}
        reponse = exemple.ask("/jump?time=2025", entetes=entetes)
        if reponse.statut == 303:  # a link of another site, bare
            assert reponse.entetes["location"] == "/jump"
            reponse = exemple.ask("/jump", entetes=entetes)
        assert reponse.entetes["location"] == "/"


@pytest.mark.parametrize(
    "requete",
    [
        ".output /tmp/rien",
        ".set format csv",
        ".explain SELECT date",
        ".reload",
        ".history",
        ".errors",
        "CREATE TABLE t USING 'csv:/etc/passwd'",
        "INSERT INTO t VALUES (1)",
        "SELECT 1 " * 1200,
    ],
)
def test_a_query_only_reads(exemple: Local, requete: str) -> None:
    """Commands of the shell and statements that write are refused, in French."""
    reponse = exemple.get("api/query", query_string=requete)
    assert reponse.statut == 400
    assert "une requête ne fait que lire" in reponse.json()["error"]
    telecharge = exemple.get(
        "download-query/query_result.csv", query_string=requete[:500]
    )
    assert telecharge.statut == 400


def test_queries_still_answer(exemple: Local) -> None:
    """Tables, text, named queries and files: what Fava's page offers."""

    def ask(requete: str) -> Any:
        return exemple.get("api/query", query_string=requete).json()["data"]

    assert len(ask("SELECT account, sum(position) GROUP BY account")["rows"]) > 20
    assert len(ask("BALANCES FROM year = 2025")["rows"]) > 5
    assert len(ask("JOURNAL 'Assets' FROM year = 2025")["rows"]) > 5
    assert '2025-01-02 query "ventes"' in ask("PRINT FROM type = 'query'")["contents"]
    assert ask("run")["contents"] == "ventes"
    assert ask("RUN ventes;")["rows"] == ask(".run 'ventes'")["rows"]
    csv = exemple.get("download-query/query_result.csv", query_string="run ventes")
    assert csv.texte.startswith("account,")
    for faux in ("SELECT rien", "SELECT (", "run nulle-part"):
        reponse = exemple.get("api/query", query_string=faux)
        assert "Traceback" not in reponse.texte
        assert reponse.json()["error"]


def test_requests_do_not_mix(exemple: Local) -> None:
    """400 requests by 4 threads, with 4 filters: each gets its own figures."""
    annees = (2023, 2024, 2025)
    requete = 'SELECT sum(number) WHERE account ~ "Income"'

    def by_query(annee: int) -> Any:
        return exemple.get("api/query", query_string=requete, time=annee).json()[
            "data"
        ]["rows"]

    def by_page(annee: int) -> int:
        return read_total(exemple.get("extension/Cellule/", exercice=annee).texte)

    justes = {annee: (by_query(annee), by_page(annee)) for annee in annees}
    assert len({str(juste) for juste in justes.values()}) == 3
    demandes = [annees[rang % 3] for rang in range(400)]
    with ThreadPoolExecutor(4) as fils:
        lus = list(fils.map(by_query, demandes))
        vues = list(fils.map(by_page, demandes[:100]))
    assert [a for a, lu in zip(demandes, lus, strict=True) if lu != justes[a][0]] == []
    assert [
        a for a, vu in zip(demandes, vues, strict=False) if vu != justes[a][1]
    ] == []


def test_documents_never_run(exemple: Local) -> None:
    """A page or a drawing among documents is downloaded; a PDF is shown, shut in."""
    pieces = Path(exemple.versions.chemin).parent / "pieces"

    def get(nom: str) -> Any:
        return exemple.get("document/", filename=str(pieces / nom))

    for nom in ("piege.html", "piege.svg"):
        reponse = get(nom)
        assert reponse.statut == 200
        assert reponse.entetes["content-type"] == "application/octet-stream"
        assert reponse.entetes["content-disposition"].startswith("attachment")
        assert "sandbox" in reponse.entetes["content-security-policy"]
    pdf = get("recu.pdf").entetes
    assert pdf["content-disposition"].startswith("inline")
    assert pdf["content-security-policy"].startswith("default-src 'none'")


def test_nothing_outside_of_the_folder_is_read_or_deleted(exemple: Local) -> None:
    """A document elsewhere, by its path, by « .. » or by a symbolic link, is not there."""
    pieces = Path(exemple.versions.chemin).parent / "pieces"
    for nom in (
        "/etc/hostname",
        str(pieces / "lien.txt"),
        f"{pieces}/../../x",
        "x\0y",
    ):
        assert exemple.get("document/", filename=nom).statut == 404, nom
        effacee = exemple.ask(
            f"/{exemple.slug}/api/document?filename={nom}".replace("\0", "%00"),
            "DELETE",
        )
        assert effacee.statut == 404
    deplacee = exemple.put(
        "move", account="Assets", new_name="x", filename="/etc/hostname"
    )
    assert deplacee.statut in (404, 422)
    assert (pieces / "lien.txt").is_symlink()
    assert Path("/etc/hostname").exists()


def _source(serveur: Local, nom: str) -> dict[str, str]:
    chemin = Path(serveur.versions.chemin).with_name(nom)
    lu = serveur.get("api/source", filename=str(chemin)).json()["data"]
    return {cle: lu[cle] for cle in ("file_path", "source", "sha256sum")}


def test_what_one_saves_is_seen_at_once(val: Local, tmp_path: Path) -> None:
    """The editor, an entry added, changed, annotated, deleted: seen in the next answer."""
    lu = _source(val, "un.beancount")
    ecrit = val.put("source", **{**lu, "source": page_of("un", 5)})
    assert ecrit.statut == 200
    assert val.total() == val.total_page() == UNITE + 4
    assert int(ecrit.json()["mtime"]) == val.versions.ledger.mtime

    posting = {"account": "Income:Ventes", "amount": "-30.00 EUR", "meta": {}}
    contre = {"account": "Assets:Banque", "amount": "", "meta": {}}
    entree = {
        "t": "Transaction",
        "date": "2025-05-01",
        "flag": "*",
        "payee": "Ada",
        "narration": "Atelier",
        "tags": [],
        "links": [],
        "meta": {},
        "postings": [posting, contre],
    }
    ajout = val.put("add_entries", entries=[entree])
    assert ajout.statut == 200, ajout.texte
    assert val.total() == UNITE + 34

    entry = next(
        e for e in val.versions.ledger.all_entries if getattr(e, "payee", "") == "Ada"
    )
    from fava.beans.funcs import hash_entry  # noqa: PLC0415

    cle = hash_entry(entry)
    tranche = val.get("api/source_slice", entry_hash=cle).json()["data"]
    change = val.put(
        "source_slice",
        entry_hash=cle,
        sha256sum=tranche["sha256sum"],
        source=tranche["slice"].replace("30.00", "40.00"),
    )
    assert change.statut == 200, change.texte
    assert val.total() == UNITE + 44

    entry = next(
        e for e in val.versions.ledger.all_entries if getattr(e, "payee", "") == "Ada"
    )
    cle = hash_entry(entry)
    joint = val.put("attach_document", entry_hash=cle, filename="recu.pdf")
    assert joint.statut == 200
    assert 'document: "recu.pdf"' in (tmp_path / "main.beancount").read_text("utf-8")

    entry = next(
        e for e in val.versions.ledger.all_entries if getattr(e, "payee", "") == "Ada"
    )
    cle = hash_entry(entry)
    tranche = val.get("api/source_slice", entry_hash=cle).json()["data"]
    efface = val.ask(
        f"/val/api/source_slice?entry_hash={cle}&sha256sum={tranche['sha256sum']}",
        "DELETE",
        entetes={"Origin": val.base},
    )
    assert efface.statut == 200
    assert val.total() == UNITE + 4
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".tmp"] == []


def test_a_write_replaces_the_file_whole(val: Local, tmp_path: Path) -> None:
    """Another file takes its name, with its rights and line ends; a link stays one."""
    vrai = tmp_path / "ailleurs" / "un.beancount"
    vrai.parent.mkdir()
    lien = tmp_path / "un.beancount"
    vrai.write_bytes(lien.read_bytes().replace(b"\n", b"\r\n"))
    vrai.chmod(0o600)
    lien.unlink()
    lien.symlink_to(vrai)
    inode = vrai.stat().st_ino
    lu = _source(val, "un.beancount")
    assert val.put("source", **{**lu, "source": page_of("un", 2)}).statut == 200
    assert lien.is_symlink()
    assert vrai.stat().st_ino != inode
    assert vrai.stat().st_mode & 0o777 == 0o600
    assert vrai.read_bytes().count(b"\r\n") == vrai.read_bytes().count(b"\n") > 100


def test_fava_writes_where_we_stand() -> None:
    """The places of Fava that we replace are there, and are what it uses."""
    source = Path(fava.core.file.__file__).read_text("utf-8")
    ouvertures = re.findall(r"(\w+)\.open\(\"w\"", source)
    assert ouvertures == ["path"] * 5
    assert vars(fava.core.file)["Path"] is CheminEntier
    assert "return Path(filename), lineno" in source
    assert "path = Path(filename)" in source
    ecrivent = set(interne.ECRIVENT)
    app = fava.application.create_app([])
    lisent_par_put = {"json_api.put_format_source"}
    for regle in app.url_map.iter_rules():
        if (regle.methods or set()) & {"PUT", "POST", "DELETE", "PATCH"}:
            assert regle.endpoint in ecrivent | lisent_par_put | {"extension_endpoint"}
    for nom in ("extensions", "file", "query_shell", "watcher"):
        assert nom in FavaLedger.__slots__


def test_two_writers_never_lose_an_edit(val: Local) -> None:
    """Four writers, a hundred edits: what was accepted is found, no more and no less."""
    acceptes = []

    def edit(rang: int) -> None:
        for fois in range(25):
            lu = _source(val, "un.beancount")
            ligne = f"; ajout {rang}-{fois}\n"
            reponse = val.put("source", **{**lu, "source": lu["source"] + ligne})
            if reponse.statut == 200:
                acceptes.append(ligne)
            else:
                assert "changed externally" in reponse.texte

    with ThreadPoolExecutor(4) as fils:
        list(fils.map(edit, range(4)))
    source = _source(val, "un.beancount")["source"]
    assert sorted(re.findall(r"; ajout .*\n", source)) == sorted(acceptes)
    assert 4 <= len(acceptes) <= 100
    assert val.total() == UNITE


def test_an_entry_is_not_added_to_a_ledger_that_moved(
    val: Local, tmp_path: Path
) -> None:
    """When the disk is wrong, what counts on line numbers waits, and says so in French."""
    with (tmp_path / "un.beancount").open("a", encoding="utf-8") as flux:
        flux.write("2025-01-01 close Assets:Rien\n")
    avant = _hash(str(tmp_path))
    reponse = val.put("add_entries", entries=[])
    assert reponse.statut == 507
    assert "rien n’a été écrit" in reponse.json()["error"]
    assert _hash(str(tmp_path)) == avant


def test_uploads_are_bounded(val: Local, tmp_path: Path) -> None:
    """More than 10 MB is refused in French; less is saved whole in the folder."""
    main = tmp_path / "main.beancount"
    (tmp_path / "pieces").mkdir()
    lu = _source(val, "main.beancount")
    avec = 'option "documents" "pieces"\n' + lu["source"]
    assert val.put("source", **{**lu, "source": avec}).statut == 200
    assert main.read_text("utf-8") == avec

    def upload(taille: int, dossier: str = "pieces") -> Any:
        bord = "frontiere"
        champs = {"account": "Assets:Banque", "folder": dossier}
        corps = b"".join(
            f'--{bord}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode()
            for n, v in champs.items()
        )
        corps += (
            f'--{bord}\r\nContent-Disposition: form-data; name="file"; '
            'filename="2025-01-01.recu.bin"\r\n\r\n'
        ).encode()
        corps += b"x" * taille + f"\r\n--{bord}--\r\n".encode()
        genre = f"multipart/form-data; boundary={bord}"
        return val.ask("/val/api/add_document", "PUT", corps, {"Content-Type": genre})

    gros = upload(10 * 2**20 + 1)
    assert gros.statut == 413
    assert "10 Mo au plus" in gros.texte
    assert upload(100, "/etc").statut == 404
    bon = upload(100_000)
    assert bon.statut == 200, bon.texte
    recu = tmp_path / "pieces" / "Assets" / "Banque" / "2025-01-01.recu.bin"
    assert recu.read_bytes() == b"x" * 100_000
    chunked = val.ask("/val/api/source", "PUT", None, {"Transfer-Encoding": "chunked"})
    assert chunked.statut in (400, 411)


_TUEUR = """
import os, random, sys, time
from ptce_ledger.serveur.livre.enregistrement import CheminEntier
chemin = CheminEntier(sys.argv[1])
versions = ["a" * 300_000, "b" * 400_000]
chemin.write_text(versions[0])
random.seed(1)
for _ in range(200):
    pid = os.fork()
    if pid == 0:
        while True:
            for texte in versions:
                with chemin.open("w", encoding="utf-8", newline="\\n") as flux:
                    flux.write(texte)
    time.sleep(random.uniform(0.001, 0.012))
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    assert chemin.read_text() in versions
    for reste in chemin.parent.glob("*.tmp"):
        reste.unlink()
"""


def test_a_kill_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    """200 writers are killed in the middle: no half file."""
    fait = subprocess.run(
        [sys.executable, "-c", _TUEUR, tmp_path / "livre.beancount"], check=False
    )
    assert fait.returncode == 0


class Commande:
    """A `ptce servir` that runs for real."""

    def __init__(self, *arguments: str, avant: Any = None) -> None:
        self.processus = subprocess.Popen(
            [*PTCE, "servir", "--sans-navigateur", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=avant,  # noqa: PLW1509  it only sets a limit
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.dit = ""
        assert self.processus.stdout is not None
        for ligne in self.processus.stdout:
            self.dit += ligne
            if "Ctrl-C" in ligne:
                break
        trouve = re.search(r"http://127\.0\.0\.1:(\d+)/([^/\s]*)", self.dit)
        assert trouve, self.dit
        self.client = Local.__new__(Local)
        self.client.port, self.client.slug = int(trouve[1]), trouve[2]
        self.client.base = f"http://127.0.0.1:{trouve[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.processus.send_signal(signal.SIGINT)
        self.dit += self.processus.communicate(timeout=20)[0]
        assert self.processus.returncode == 0, self.dit
        assert "Arrêté." in self.dit
        assert "Traceback" not in self.dit


def _limit() -> None:
    import resource  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """When nothing more can be written, the ledger stays, and one is told in French."""
    main = make_val(tmp_path)
    with Commande(str(main), "--port", "0", avant=_limit) as commande:
        client = commande.client
        lu = _source_of(client, tmp_path / "un.beancount")
        avant = _hash(str(tmp_path))
        reponse = client.put("source", **{**lu, "source": "; long\n" * 20_000})
        assert reponse.statut == 507
        assert "rien n’a été changé" in reponse.json()["error"]
        assert _hash(str(tmp_path)) == avant
        assert client.total() == UNITE


def _source_of(client: Any, chemin: Path) -> dict[str, str]:
    lu = client.get("api/source", filename=str(chemin)).json()["data"]
    return {cle: lu[cle] for cle in ("file_path", "source", "sha256sum")}


def test_the_command_serves_a_folder(tmp_path: Path) -> None:
    """It takes a folder, prints the address of the synthesis, and moves off a taken port."""
    make_val(tmp_path / "val")
    copy_exemple(tmp_path / "exemple")
    with socket.socket() as pris:
        libre = pris.connect_ex(("127.0.0.1", 5000)) != 0
        if libre:
            pris = socket.create_server(("127.0.0.1", 5000))  # noqa: PLW2901
        with Commande(str(tmp_path / "val"), str(tmp_path / "exemple")) as commande:
            assert "Le port 5000 est pris" in commande.dit
            adresses = re.findall(r"http://\S+", commande.dit)
            assert [a.endswith("/extension/Synthese/") for a in adresses] == [True] * 2
            for adresse in adresses:
                chemin = "/" + adresse.split("/", 3)[3]
                assert commande.client.ask(chemin).statut == 200
        pris.close()


@pytest.mark.parametrize(
    ("ligne", "dit"),
    [
        (
            '2020-01-01 custom "fava-extension" "os"',
            "main.beancount:14 : Le réglage de Fava",
        ),
        (
            '2020-01-01 custom "fava-option" "import-config" "x.py"',
            "«\u00a0import-config\u00a0»",
        ),
        ('2020-01-01 custom "fava-option" "import-dirs" "/"', "main.beancount:14"),
        (
            '2020-01-01 open Assets:X\n  filename: "/etc/passwd"',
            "«\u00a0filename:\u00a0» est réservée",
        ),
        ("2020-01-01 open Assets:X\n  lineno: 3", "«\u00a0lineno:\u00a0» est réservée"),
        (
            "2020-01-01 price EUR 10.00/0 HEURE",
            "main.beancount:14",
        ),
    ],
)
def test_a_ledger_that_asks_too_much_is_refused(
    tmp_path: Path, ligne: str, dit: str
) -> None:
    """Another extension, importers, a false place: the line and why, and no server."""
    main = make_val(tmp_path)
    with main.open("a", encoding="utf-8") as flux:
        flux.write(ligne + "\n")
    resultat = CliRunner().invoke(ptce, ["servir", str(main), "--sans-navigateur"])
    assert resultat.exit_code == 1
    assert dit.replace(" : ", "\u00a0: ") in resultat.output.replace(" : ", "\u00a0: ")


def test_misuse_is_told_in_french(tmp_path: Path) -> None:
    """No ledger, a port that is taken, options that do not go together."""
    lancer = CliRunner().invoke
    absent = lancer(ptce, ["servir", str(tmp_path / "rien.beancount")])
    assert absent.exit_code == 1
    assert "introuvable" in absent.output
    main = make_val(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as pris:
        port = str(pris.getsockname()[1])
        occupe = lancer(ptce, ["servir", str(main), "--port", port])
    assert occupe.exit_code == 1
    assert f"Le port {port} de 127.0.0.1 est pris" in occupe.output
    melange = lancer(ptce, ["servir", str(main), "--sans-lien"])
    assert melange.exit_code == 2
    deux = lancer(ptce, ["servir", str(main), "--public", str(tmp_path)])
    assert deux.exit_code == 2
    large = lancer(ptce, ["servir", "--public", str(tmp_path), "--hote", "0.0.0.0"])  # noqa: S104
    assert large.exit_code == 2
    assert "--adresse" in large.output
    dossier = lancer(ptce, ["servir", "--public", str(tmp_path)])
    assert dossier.exit_code == 1
    assert "n’est pas une publication" in dossier.output


def test_a_crash_is_told_without_its_stack(
    val: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view that breaks answers a French sentence, and the server goes on."""

    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(val.app.view_functions, "json_api.get_statistics", fail)
    reponse = val.get("api/statistics")
    assert reponse.statut == 500
    assert reponse.texte.startswith("Cette demande n’a pas pu aboutir")
    assert val.get("journal/", time="n’importe quoi").statut == 200
    faux = val.get("download-journal/", time="n’importe quoi <b>")
    assert faux.statut == 400
    assert faux.entetes["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("chemin", "entetes", "statut", "francais", "anglais"),
    [
        ("api/query?query_string=.errors", {}, 400, "Cette requête", "This query"),
        ("download-journal/?time=hein", {}, 400, "Ce filtre", "This filter"),
        ("journal/", {"Host": "ailleurs"}, 421, "Cette adresse", "This address"),
        ("journal/", {"Origin": "https://exemple.fr"}, 403, "Une page d", "A page of"),
    ],
)
def test_a_refusal_is_in_the_language_of_the_reader(
    exemple: Local,
    chemin: str,
    entetes: dict[str, str],
    statut: int,
    francais: str,
    anglais: str,
) -> None:
    """What the reader chose, else what the browser says, else French."""

    def refuse(**demande: str) -> str:
        dits = {nom.replace("_", "-"): valeur for nom, valeur in demande.items()}
        adresse = f"/{exemple.slug}/{chemin}"
        reponse = exemple.ask(adresse, entetes={**entetes, **dits})
        assert reponse.statut == statut
        est_json = reponse.entetes["content-type"].startswith("application/json")
        return str(reponse.json()["error"]) if est_json else reponse.texte

    assert refuse().startswith(francais)
    assert refuse(Accept_Language="en-GB").startswith(anglais)
    assert refuse(Accept_Language="en", Cookie="ptce-langue=fr").startswith(francais)
    assert refuse(Accept_Language="fr", Cookie="ptce-langue=en").startswith(anglais)
    assert refuse(Cookie="ptce-langue=xx").startswith(francais)


def test_pages_are_all_there(exemple: Local) -> None:
    """Our six pages answer, with figures."""
    for page in PAGES:
        assert "<table" in exemple.get(f"extension/{page}/").texte
