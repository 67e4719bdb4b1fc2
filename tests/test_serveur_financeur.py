"""The funder's server: six pages for who holds a link, nothing else for anyone."""

from __future__ import annotations

import datetime
import hashlib
import os
import random
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serveurs import Client
from serveurs import publish_exemple
from serveurs import serve_public

from ptce_ledger.pages.liste import PAGES
from ptce_ledger.publication.acces import carnet
from ptce_ledger.publication.acces import jetons
from ptce_ledger.publication.acces.acces import Acces
from ptce_ledger.serveur.financeur import application as public
from ptce_ledger.serveur.financeur.assemblage import PublicationFausseError
from ptce_ledger.serveur.financeur.assemblage import check_adresse
from ptce_ledger.serveur.financeur.assemblage import open_publication
from ptce_ledger.serveur.financeur.journal import Journal
from ptce_ledger.serveur.financeur.memoire import Memoire
from ptce_ledger.serveur.financeur.memoire import Reponse
from ptce_ledger.serveur.livre.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODES = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
PERMIS = (
    *(f"/ambrelle/extension/{page}/" for page in PAGES),
    *(f"/ambrelle/extension/{page}/style" for page in PAGES),
    "/ambrelle/extension_js_module/Synthese.js",
    "/ambrelle/api/changed",
    "/ambrelle/api/errors",
    "/ambrelle/api/ledger_data",
    "/static/app.js",
    "/static/app.css",
    "/ptce.css",
)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the example in a folder whose name would be recognized."""
    return publish_exemple(tmp_path_factory.mktemp("chez-quelqu-un") / "publie")


@pytest.fixture(scope="module")
def ouvert(dossier: Path) -> Iterator[Client]:
    """Serve it without links."""
    with serve_public(dossier) as client:
        yield client


def _hash(dossier: Path) -> str:
    somme = hashlib.sha256()
    for chemin in sorted(dossier.rglob("*")):
        somme.update(f"{chemin}{chemin.stat().st_mtime_ns}\0".encode())
        if chemin.is_file():
            somme.update(chemin.read_bytes())
    return somme.hexdigest()


def _routes(dossier: Path) -> list[str]:
    """List an address of each view of Fava, on this ledger."""
    livre = dossier / "livre" / "publication.beancount"
    app = public.make_app(Versions(livre), "ambrelle")
    remplis = {
        "name": "Assets:512-Banque",
        "extension_name": "Synthese",
        "endpoint": "autre",
        "filename": "app.css",
        "report_name": "journal",
        "aggregation_key": "account",
        "page_slug": "filters",
        "result_format": "csv",
    }
    adresses = []
    with app.test_request_context():
        for regle in app.url_map.iter_rules():
            valeurs = {n: remplis.get(n, "ambrelle") for n in sorted(regle.arguments)}
            construite = regle.build(valeurs)
            assert construite
            adresses.append(construite[1])
    assert len(adresses) > 45
    return adresses


def test_only_what_is_listed_answers(ouvert: Client, dossier: Path) -> None:
    """All of Fava's routes × 7 methods: the listed ones by GET, the rest is not there."""
    avant = _hash(dossier)
    for adresse in {*_routes(dossier), *PERMIS}:
        for methode in METHODES:
            reponse = ouvert.ask(adresse, methode)
            lit = methode in ("GET", "HEAD")
            if lit and adresse in PERMIS:
                assert reponse.statut == 200, adresse
                assert bool(reponse.corps) == (methode == "GET")
            elif lit and adresse in ("/", "/ambrelle/"):
                assert reponse.statut == 302
                assert reponse.entetes["location"] == "/ambrelle/extension/Synthese/"
            else:
                assert reponse.statut == 404, (methode, adresse)
                assert reponse.texte in ("", "Cette page n’existe pas.")
    requetes = (
        f"/ambrelle/api/query?query_string=.output%20{dossier}/livre/x",
        f"/ambrelle/download-query/query_result.csv?query_string=.output%20{dossier}",
        "/static/../livre/publication.beancount",
        "/static/%2e%2e/x",
        "/static/..%2f..%2fx",
        "/ambrelle/document/?filename=/etc/passwd",
        "/jump?time=1",
    )
    assert {ouvert.ask(requete).statut for requete in requetes} == {404}
    assert _hash(dossier) == avant


def test_the_list_is_held_twice(dossier: Path) -> None:
    """Without the list of paths, Fava itself answers nothing more."""
    livre = dossier / "livre" / "publication.beancount"
    client = public.make_app(Versions(livre), "ambrelle").test_client()
    # Beside the list of paths, the inner one lets through the main page's redirection.
    statiques = ("/static/app.css",)
    for adresse in _routes(dossier):
        bon = adresse in PERMIS or adresse in statiques
        assert client.get(adresse, buffered=True).status_code == (
            200 if bon else 404
        ), adresse
        assert client.post(adresse).status_code in (401, 404, 405)


def test_nothing_tells_where_it_is_or_who_keeps_it(
    ouvert: Client, dossier: Path
) -> None:
    """No answer holds the folder, its parents, the machine, a payee list or an account list."""
    prives = [str(dossier), "chez-quelqu-un", str(Path.home()) + "/", os.sep + "tmp"]
    if len(socket.gethostname()) > 3:
        prives.append(socket.gethostname())
    for adresse in PERMIS:
        reponse = ouvert.ask(adresse)
        dits = f"{reponse.entetes} {reponse.texte}"
        assert [mot for mot in prives if mot in dits] == [], adresse
    html = ouvert.ask(PERMIS[0]).texte
    donnees = re.search(r'id="ledger-data">(.*?)</script>', html)
    assert donnees
    for vide in ("accounts", "payees", "links", "tags", "user_queries", "currencies"):
        assert f'"{vide}":[]' in donnees[1]
    assert '"account_details":{}' in donnees[1]
    assert '"filename":"publication.beancount"' in donnees[1]


def test_arguments_are_few_and_strict(ouvert: Client) -> None:
    """Fava's filters do not exist; a known argument of another form is refused."""
    page = "/ambrelle/extension/Synthese/"
    for bon in (
        "exercice=2024&niveau=2",
        "phase=",
        "chiffre=niveau-1%2Ftotal%2Fresultat",
        "partial=true",
        "langue=en",
        "projet=legumerie",
    ):
        assert ouvert.ask(f"{page}?{bon}").statut == 200, bon
    for faux in (
        "time=2024",
        "account=((a*)*)*b",
        "filter=x",
        "conversion=EUR",
        "interval=day",
        "exercice=20245",
        "exercice=2024&exercice=2025",
        "niveau=<b>",
        f"chiffre={'a' * 201}",
        "partial=1",
        "langue=de",
        "query_string=.output",
        "x",
        "&&",
        "%00=1",
    ):
        reponse = ouvert.ask(f"{page}?{faux}")
        assert reponse.statut == 400, faux
        assert reponse.texte == "Cette adresse n’est pas comprise."


def test_answers_do_not_depend_on_who_asked_before(ouvert: Client) -> None:
    """The language is the reader's; the same request gives the same bytes."""
    page = "/ambrelle/extension/Cellule/"
    francais = ouvert.ask(page, entetes={"Accept-Language": "fr"})
    anglais = ouvert.ask(page, entetes={"Accept-Language": "en"})
    assert francais.corps != anglais.corps
    assert 'lang="en"' in anglais.texte
    temoin = ouvert.ask(
        page, entetes={"Accept-Language": "fr", "Cookie": "a=b; ptce-langue=en"}
    )
    assert 'lang="en"' in temoin.texte
    assert ouvert.ask(page, entetes={"Accept-Language": "fr"}).corps == francais.corps
    choisit = ouvert.ask(page + "?langue=en").entetes["set-cookie"]
    assert choisit.startswith("ptce-langue=en")
    assert "set-cookie" not in francais.entetes


def test_a_refusal_is_in_the_language_of_the_reader(ouvert: Client) -> None:
    """What the reader chose, else what the browser says, else French."""
    page = "/ambrelle/extension/Synthese/"
    for chemin, francais, anglais in (
        ("/rien", "Cette page n’existe pas.", "This page does not exist."),
        (f"{page}?time=2025", "Cette adresse", "This address is not understood."),
    ):
        assert ouvert.ask(chemin).texte.startswith(francais)
        for entetes in (
            {"Accept-Language": "en"},
            {"Accept-Language": "fr", "Cookie": "ptce-langue=en"},
        ):
            assert ouvert.ask(chemin, entetes=entetes).texte.startswith(anglais)


def test_headers_hosts_and_origins(ouvert: Client) -> None:
    """The strictest policy on all answers; wrong hosts and other sites get nothing."""
    for adresse in (*PERMIS, "/", "/rien", "/ambrelle/api/query"):
        entetes = ouvert.ask(adresse).entetes
        politique = entetes["content-security-policy"]
        assert "unsafe-inline" not in politique
        assert "frame-ancestors 'none'" in politique
        assert entetes["referrer-policy"] == "no-referrer"
        assert entetes["x-content-type-options"] == "nosniff"
        if "/static/" not in adresse and not adresse.endswith(("style", ".css")):
            assert entetes["cache-control"] == "no-store"
        faux = ouvert.ask(adresse, entetes={"Host": f"127.0.0.1.nip.io:{ouvert.port}"})
        assert faux.statut == 421
        ailleurs = ouvert.ask(adresse, entetes={"Origin": "null"})
        assert ailleurs.statut == 403


def test_a_link_opens_and_closes_at_once(tmp_path: Path) -> None:
    """A signed link gives a cookie and a clean address; revoked, it closes at once."""
    dossier = publish_exemple(tmp_path / "publie")
    jour = datetime.datetime.now(datetime.UTC).date()
    journal = Journal(tmp_path / "visites")
    liens, lien = carnet.create(dossier, "Mme Leroy, Région", jour, 30)
    audience = jetons.read_audience(dossier)
    jeton = jetons.sign(liens.secrets, audience, lien.numero)
    page = "/ambrelle/extension/Synthese/"
    with serve_public(dossier, controle=Acces.open(dossier), journal=journal) as client:
        ferme = client.ask(page)
        assert ferme.statut == 403
        assert "Demandez un nouveau lien" in ferme.texte
        refus = client.ask(page, entetes={"Accept-Language": "en"})
        assert refus.statut == 403
        assert '<html lang="en">' in refus.texte
        assert "Ask the cluster for a new link" in refus.texte
        for adresse in (*PERMIS[:-1], "/", "/rien", "/ambrelle/api/query"):
            assert client.ask(adresse).corps == ferme.corps
        assert client.ask("/ptce.css").statut == 200

        entree = client.ask(f"/acces/{jeton}")
        assert entree.statut == 303
        assert entree.entetes["location"] == page
        temoin = entree.entetes["set-cookie"]
        assert temoin == f"ptce={jeton}; Path=/; HttpOnly; SameSite=Lax"
        avec = {"Cookie": f"autre=1; ptce={jeton}"}
        assert client.ask(page, entetes=avec).statut == 200

        hasard = random.Random(1)  # noqa: S311
        for _ in range(300):
            rang = hasard.randrange(len(jeton))
            faux = jeton[:rang] + hasard.choice("abcXYZ019._-") + jeton[rang + 1 :]
            if faux == jeton or faux[:-1] == jeton[:-1]:
                continue  # the last sign of base64 holds idle bits
            assert client.ask(f"/acces/{faux}").statut == 403
            assert client.ask(page, entetes={"Cookie": f"ptce={faux}"}).statut == 403
        for faux in ("", "a/b", "%00", "x" * 4000, "é"):
            assert (
                client.ask(f"/acces/{faux.encode('unicode_escape').decode()}").statut
                == 403
            )
        assert client.ask(f"/acces/{jeton}", "POST").statut == 403

        carnet.revoke(dossier, lien.numero, jour)
        assert client.ask(page, entetes=avec).statut == 403
        assert client.ask(f"/acces/{jeton}").statut == 403
    journal.close()
    lignes = (tmp_path / "visites").read_text("utf-8").splitlines()
    vus = [ligne.split("\t") for ligne in lignes]
    assert {len(vu) for vu in vus} == {5}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", vu[0]) for vu in vus)
    assert ["1 Mme Leroy, Région", "GET", "/acces/*", "303"] in [vu[1:] for vu in vus]
    assert ["1 Mme Leroy, Région", "GET", page, "200"] in [vu[1:] for vu in vus]
    assert ["-", "GET", page, "403"] in [vu[1:] for vu in vus]
    assert jeton[:20] not in "\n".join(lignes)
    assert "?" not in "".join(vu[3] for vu in vus)


def test_behind_a_web_server(tmp_path: Path) -> None:
    """With a public address: that host only, and a cookie that needs https."""
    dossier = publish_exemple(tmp_path / "publie")
    jour = datetime.datetime.now(datetime.UTC).date()
    liens, lien = carnet.create(dossier, "Région", jour, 30)
    jeton = jetons.sign(liens.secrets, jetons.read_audience(dossier), lien.numero)
    acces = Acces.open(dossier)
    with serve_public(
        dossier, adresse="https://pole.exemple.fr", controle=acces
    ) as client:
        assert client.ask(f"/acces/{jeton}").statut == 421
        hote = {"Host": "pole.exemple.fr"}
        entree = client.ask(f"/acces/{jeton}", entetes=hote)
        assert entree.entetes["set-cookie"] == (
            f"__Host-ptce={jeton}; Path=/; HttpOnly; SameSite=Lax; Secure"
        )
        avec = {**hote, "Cookie": f"__Host-ptce={jeton}"}
        page = "/ambrelle/extension/Synthese/"
        assert client.ask(page, entetes=avec).statut == 200
        ici = {**avec, "Origin": "https://pole.exemple.fr"}
        assert client.ask(page, entetes=ici).statut == 200
        assert check_adresse("https://pole.exemple.fr/") == "https://pole.exemple.fr"
    for fausse in ("pole.exemple.fr", "https://a/b", "ftp://a", "https://"):
        with pytest.raises(PublicationFausseError):
            check_adresse(fausse)


def test_malformed_requests_never_break_it(ouvert: Client) -> None:
    """5 000 requests made at random: never a 5xx, and it still answers."""
    hasard = random.Random(2026)  # noqa: S311
    morceaux = (
        "/ambrelle/extension/Synthese/",
        "/ambrelle/",
        "/static/app.js",
        "/acces/",
        "?",
        "&",
        "=",
        "%",
        "%00",
        "%ff",
        "..",
        "//",
        "exercice",
        "2025",
        "\\",
        "é",
        "'\"<>",
        "\x01",
        "a" * 300,
    )
    statuts: dict[str, int] = {}
    for _ in range(5000):
        chemin = "/" + "".join(hasard.choices(morceaux, k=hasard.randrange(1, 6)))
        methode = hasard.choice((*METHODES, "TRACE", "get", "X" * 50, "G T"))
        entetes = [f"Host: 127.0.0.1:{ouvert.port}"]
        entetes += hasard.choices(
            (
                "Cookie: ptce=\x7f; ptce-langue=zz",
                "Cookie: =;;=",
                "Accept-Language: " + ",".join(["xx;q=9"] * 60),
                "Content-Length: -1",
                "Content-Length: " + "9" * 9000,
                "Content-Length: x",
                "Transfer-Encoding: chunked",
                "Origin: \xff",
                "Range: bytes=0-1",
                "If-None-Match: *",
                "X-Forwarded-Host: exemple.fr",
                "Mal formé",
            ),
            k=hasard.randrange(3),
        )
        tete = "\r\n".join([f"{methode} {chemin} HTTP/1.1", *entetes, "", ""])
        with socket.create_connection(("127.0.0.1", ouvert.port), 10) as prise:
            prise.sendall(tete.encode("latin-1"))
            recu = prise.recv(65536)
        statut = recu[9:12].decode("latin-1") or "coupé"
        statuts[statut] = statuts.get(statut, 0) + 1
        assert not statut.startswith("5"), (tete, recu)
        assert b"Traceback" not in recu
    assert statuts.get("400", 0) + statuts.get("404", 0) > 2000, statuts
    assert ouvert.ask(PERMIS[0]).statut == 200


def test_a_new_publication_is_taken_whole(tmp_path: Path) -> None:
    """The folder is swapped by rename: the old copy, then the new, and nothing between."""
    dossier = publish_exemple(tmp_path / "publie")
    neuf = publish_exemple(tmp_path / "neuf")
    livre = neuf / "livre" / "publication.beancount"
    livre.write_text(livre.read_text("utf-8").replace("Ambrelle", "Ormelle"), "utf-8")
    page = "/ambrelle/extension/Synthese/"
    with serve_public(dossier) as client:
        assert "Ambrelle" in client.ask(page).texte
        dossier.rename(tmp_path / "ancien")
        assert client.ask(page).statut == 200
        neuf.rename(dossier)
        titres = []
        while "Ormelle" not in (html := client.ask(page).texte):
            titres.append("Ambrelle" in html)
            assert len(titres) < 5000
        assert set(titres) == {True}


def test_a_read_only_folder_is_enough(dossier: Path) -> None:
    """Nothing is ever opened for writing in the published folder."""
    script = f"""
import sys
ecrits = []
def audit(nom, args):
    if nom == "open" and {str(dossier)!r} in str(args[0]) and args[1] and set(args[1]) & set("wax+"):
        ecrits.append(args[0])
sys.addaudithook(audit)
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from serveurs import serve_public
with serve_public(Path({str(dossier)!r})) as client:
    for page in {PERMIS!r}:
        assert client.ask(page).statut == 200
assert ecrits == [], ecrits
"""
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize(
    ("fichier", "contenu"),
    [
        ("publication.json", "{"),
        ("publication.json", "[]"),
        ("publication.json", '{"pole": "A/../B", "financeur": "x"}'),
        (
            "livre/publication.beancount",
            "2020-01-01 open Assets:X\n2020-01-01 open Assets:X\n",
        ),
        ("livre/publication.beancount", "2020-01-01 open Assets:X\n"),
    ],
)
def test_a_broken_publication_is_not_served(
    tmp_path: Path, fichier: str, contenu: str
) -> None:
    """A folder that is not whole and right is refused, in French."""
    dossier = publish_exemple(tmp_path / "publie")
    (dossier / fichier).write_text(contenu, "utf-8")
    with pytest.raises(PublicationFausseError, match="ptce publier"):
        open_publication(dossier)


def test_memory_is_bounded() -> None:
    """The least recent answers are forgotten beyond the bound."""
    memoire = Memoire(taille_max=1000)
    for rang in range(50):
        memoire.keep(rang, Reponse("200 OK", [], b"x" * 100))
        memoire.get(0)
    assert memoire.get(0) is not None
    assert memoire.get(1) is None
    assert sum(memoire.get(rang) is not None for rang in range(50)) == 10
    memoire.keep(0, Reponse("200 OK", [], b"y" * 2000))
    assert memoire.get(0) is None
    memoire.clear()
    assert memoire.get(49) is None


def test_a_full_disk_does_not_close_the_door(tmp_path: Path) -> None:
    """A visit that cannot be noted is answered all the same."""
    journal = Journal(tmp_path / "visites")
    journal.close()
    journal.note(qui="", methode="GET", chemin="/", statut="200 OK")
    assert (tmp_path / "visites").read_text("utf-8") == ""
