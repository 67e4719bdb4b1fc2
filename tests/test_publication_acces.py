"""Links to a publication: what opens it, and the thousands of things that must not."""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
import json
import os
import stat
import string
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from ptce_ledger.cli import ptce
from ptce_ledger.publication.acces import carnet
from ptce_ledger.publication.acces import jetons
from ptce_ledger.publication.acces.acces import Acces
from ptce_ledger.publication.acces.fautes import FauteAcces

if TYPE_CHECKING:
    from pathlib import Path

UTC = datetime.UTC
#: Links are signed by the clock of the machine: tests count from now.
MAINTENANT = datetime.datetime.now(UTC)
JOUR = MAINTENANT.astimezone().date()
LIEN = (
    '{"numero": 1, "nom": "x", "creation": "2026-01-01", "expiration": "2026-02-01",'
    ' "revocation": null}'
)
DOUBLE = f"{LIEN}, {LIEN}"
#: A link whose number is no whole number from one.
FAUX = [
    LIEN.replace('"numero": 1', f'"numero": {faux}') for faux in ("0", "1.5", "true")
]
ALPHABET = string.ascii_letters + string.digits + "-_."


def _publish(racine: Path, pole: str = "bocage", financeur: str = "region") -> Path:
    dossier = racine / f"{pole}-{financeur}"
    dossier.mkdir()
    data = {"pole": pole, "financeur": financeur, "exercices": [2025]}
    (dossier / "publication.json").write_text(json.dumps(data), encoding="utf-8")
    return dossier


def _link(dossier: Path, nom: str = "Mme Martin", jours: int = 30) -> tuple[int, str]:
    tenu, lien = carnet.create(dossier, nom, JOUR, jours)
    audience = jetons.read_audience(dossier)
    return lien.numero, jetons.sign(tenu.secrets, audience, lien.numero)


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """Make a publication without any link."""
    return _publish(tmp_path)


@pytest.fixture(scope="module")
def ouverte(tmp_path_factory: pytest.TempPathFactory) -> tuple[Acces, str]:
    """Open a publication with one good link."""
    dossier = _publish(tmp_path_factory.mktemp("acces"))
    return Acces.open(dossier), _link(dossier)[1]


def test_a_good_link_opens_and_says_whose_it_is(publication: Path) -> None:
    """The link is found; its token says neither the name nor any secret."""
    numero, jeton = _link(publication)
    lien = Acces.open(publication).check(jeton)
    assert lien is not None
    assert (lien.numero, lien.nom) == (numero, "Mme Martin")
    assert lien.expiration - lien.creation == datetime.timedelta(days=30)
    clair = base64.urlsafe_b64decode(jeton.partition(".")[0] + "==")
    assert json.loads(clair) == ["bocage", "region", 1]


def test_no_file_means_no_link(publication: Path, tmp_path: Path) -> None:
    """Before the first link nobody enters, though the token be well made elsewhere."""
    autre = tmp_path / "ailleurs"
    autre.mkdir()
    _, jeton = _link(_publish(autre))
    assert Acces.open(publication).check(jeton) is None


def test_each_byte_matters(ouverte: tuple[Acces, str]) -> None:
    """Every place of the token changed into every sign, and every bit flipped."""
    acces, bon = ouverte
    faux = {
        bon[:rang] + signe + bon[rang + 1 :]
        for rang in range(len(bon))
        for signe in [*ALPHABET, *(chr(ord(bon[rang]) ^ 1 << bit) for bit in range(8))]
    } - {bon}
    assert len(faux) > 5000
    assert [jeton for jeton in faux if acces.check(jeton)] == []
    assert acces.check(bon) is not None


def test_cut_lengthened_or_huge(ouverte: tuple[Acces, str]) -> None:
    """A token is whole, and nothing more: not even a blank that base64 would forgive."""
    acces, bon = ouverte
    faux = [bon[:fin] for fin in range(len(bon))]
    faux += [bon[debut:] for debut in range(1, len(bon))]
    faux += [
        bon[:rang] + ajout + bon[rang:]
        for rang in range(len(bon) + 1)
        for ajout in ("=", " ", "\n", "!", "\x00", ".", "é", "\ud800")
    ]
    faux += [
        bon * 2,
        bon + "." * 1000,
        "A" * 10_000_000,
        "." * 1_000_000,
        bon.swapcase(),
    ]
    assert [jeton[:80] for jeton in faux if acces.check(jeton)] == []


@settings(max_examples=1500)
@given(
    st.one_of(
        st.text(max_size=300),
        st.text(ALPHABET, max_size=300),
        st.from_regex(r"[A-Za-z0-9_-]{4,40}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{64}"),
    )
)
def test_junk_opens_nothing(ouverte: tuple[Acces, str], jeton: str) -> None:
    """What a stranger types is refused, and never stops the server."""
    assert ouverte[0].check(jeton) is None


def test_what_is_no_text_opens_nothing(ouverte: tuple[Acces, str]) -> None:
    """A programme that passes anything else gets the same answer."""
    for rien in (None, 0, b"abc", [ouverte[1]], ouverte):
        assert ouverte[0].check(rien) is None  # type: ignore[arg-type]


def test_well_signed_but_not_a_link(publication: Path) -> None:
    """With the very secret: another purpose, another shape, an unknown number."""
    _, bon = _link(publication)
    cles = carnet.read_carnet(publication).secrets
    acces, audience = Acces.open(publication), jetons.Audience("bocage", "region")
    reglages = {"digest_method": hashlib.sha384, "key_derivation": "hmac"}
    cookie = URLSafeTimedSerializer(cles[0], salt="cookie", signer_kwargs=reglages)
    autre_usage = cookie.dumps([*audience, 1])
    faux = [str(autre_usage)]
    formes: tuple[object, ...] = (
        1,
        [],
        ["region", 1],
        [*audience],
        [*audience, "1"],
        [*audience, True],
    )
    faux += [str(jetons._serializer(cles).dumps(forme)) for forme in formes]
    faux += [jetons.sign(cles, audience, numero) for numero in (0, -1, 2, 10**30)]
    assert [jeton for jeton in faux if acces.check(jeton)] == []
    assert acces.check(bon) is not None


def test_the_link_of_another_opens_nothing(tmp_path: Path) -> None:
    """Poles and funders crossed: each link opens its own publication, even with one file."""
    dossiers = [
        _publish(tmp_path, pole, financeur)
        for pole in ("bocage", "vallee", "littoral")
        for financeur in ("region", "departement", "etat", "europe")
    ]
    jetons_faits = [_link(dossier)[1] for dossier in dossiers]
    commun = carnet.path_of(dossiers[0]).read_bytes()
    for memes_secrets in (False, True):
        if memes_secrets:  # someone copies the file from one to the other
            for dossier in dossiers:
                carnet.path_of(dossier).write_bytes(commun)
            audiences = map(jetons.read_audience, dossiers)
            cles = carnet.read_carnet(dossiers[0]).secrets
            jetons_faits = [jetons.sign(cles, audience, 1) for audience in audiences]
        for dossier in dossiers:
            acces = Acces.open(dossier)
            ouverts = [acces.check(jeton) is not None for jeton in jetons_faits]
            assert ouverts == [autre == dossier for autre in dossiers]


def test_the_last_day_counts_whole_and_the_next_not(publication: Path) -> None:
    """A link of two days opens on each of them, and never after."""
    _, jeton = _link(publication, jours=2)
    bons = []
    for jours in range(200):
        alors = MAINTENANT + datetime.timedelta(days=jours)
        if Acces.open(publication, functools.partial(_same, alors)).check(jeton):
            bons.append(jours)
    assert bons == [0, 1, 2]


def _same(instant: datetime.datetime) -> datetime.datetime:
    return instant


def test_an_old_token_is_old_whatever_the_file_says(publication: Path) -> None:
    """The dates of a link moved forward do not give life to a token signed long ago."""
    _, jeton = _link(publication, jours=2)
    chemin = carnet.path_of(publication)
    data = json.loads(chemin.read_bytes())
    plus_tard = JOUR + datetime.timedelta(days=100)
    data["liens"][0]["creation"] = str(plus_tard)
    data["liens"][0]["expiration"] = str(plus_tard + datetime.timedelta(days=2))
    chemin.write_text(json.dumps(data), encoding="utf-8")
    alors = MAINTENANT + datetime.timedelta(days=100)
    assert Acces.open(publication, functools.partial(_same, alors)).check(jeton) is None


def test_revoking_is_immediate(publication: Path) -> None:
    """A server already open refuses at once the link revoked, and keeps the other."""
    premier, ferme = _link(publication, "Mme Martin")
    _, garde = _link(publication, "M. Petit")
    acces = Acces.open(publication)
    assert acces.check(ferme)
    assert acces.check(garde)
    carnet.revoke(publication, premier, JOUR)
    assert acces.check(ferme) is None
    assert acces.check(garde)
    carnet.revoke_all(publication, JOUR)
    assert acces.check(garde) is None
    numero, neuf = _link(publication, "M. Petit")
    assert numero == 3
    assert acces.check(neuf)


def test_all_revoked_stays_so(publication: Path) -> None:
    """The secret has changed: links set alive again by hand do not revive old tokens."""
    anciens = [_link(publication, f"n° {rang}")[1] for rang in range(20)]
    carnet.revoke_all(publication, JOUR)
    chemin = carnet.path_of(publication)
    data = json.loads(chemin.read_bytes())
    for lien in data["liens"]:
        lien["revocation"] = None
    chemin.write_text(json.dumps(data), encoding="utf-8")
    acces = Acces.open(publication)
    assert [jeton for jeton in anciens if acces.check(jeton)] == []


def test_a_secret_can_be_renewed_softly(publication: Path) -> None:
    """A secret added in front signs from now on; the former still opens while it stands."""
    _, ancien = _link(publication)
    chemin = carnet.path_of(publication)
    data = json.loads(chemin.read_bytes())
    data["secrets"].insert(0, "n" * 64)
    chemin.write_text(json.dumps(data), encoding="utf-8")
    _, neuf = _link(publication)
    acces = Acces.open(publication)
    assert acces.check(ancien)
    assert acces.check(neuf)
    data = json.loads(chemin.read_bytes())
    del data["secrets"][1]
    chemin.write_text(json.dumps(data), encoding="utf-8")
    assert acces.check(ancien) is None
    assert acces.check(neuf)


@pytest.mark.parametrize(
    "abime",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 2, "secrets": ["' + "a" * 64 + '"], "liens": []}',
        '{"version": 1, "secrets": [], "liens": []}',
        '{"version": 1, "secrets": [""], "liens": []}',
        '{"version": 1, "secrets": ["' + "a" * 64 + '"], "liens": [{}]}',
        '{"version": 1, "secrets": ["' + "a" * 64 + '"], "liens": [' + DOUBLE + "]}",
        *(
            '{"version": 1, "secrets": ["' + "a" * 64 + '"], "liens": [' + faux + "]}"
            for faux in FAUX
        ),
        "\xff\xfe",
        "[" * 100_000,
    ],
)
def test_a_broken_file_lets_nobody_in(publication: Path, abime: str) -> None:
    """At the opening a French sentence; in service, nobody enters until it is mended."""
    _, jeton = _link(publication)
    chemin = carnet.path_of(publication)
    bon = chemin.read_bytes()
    acces = Acces.open(publication)
    assert acces.check(jeton)
    chemin.write_bytes(abime.encode("latin-1"))
    assert acces.check(jeton) is None
    with pytest.raises(FauteAcces, match="abîmé : aucun lien n’est valable"):
        Acces.open(publication)
    chemin.write_bytes(bon)
    assert acces.check(jeton)


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "[]",
        '{"pole": "bocage"}',
        '{"pole": 1}',
        '{"pole": "bocage", "financeur": ""}',
        '{"pole": "bocage", "financeur": "region", "exercices": 2025}',
    ],
)
def test_a_folder_that_is_no_publication(publication: Path, texte: str) -> None:
    """Without a pole and a funder there is no one to open to."""
    _, jeton = _link(publication)
    acces = Acces.open(publication)
    (publication / "publication.json").write_text(texte, encoding="utf-8")
    assert acces.check(jeton) is None
    with pytest.raises(FauteAcces, match="publiez à nouveau"):
        Acces.open(publication)
    (publication / "publication.json").unlink()
    assert acces.check(jeton) is None
    with pytest.raises(FauteAcces, match="n’est pas une publication"):
        Acces.open(publication)


@pytest.mark.skipif(os.name == "nt", reason="Windows n’a pas ces droits")
def test_the_file_is_private_and_beside(publication: Path) -> None:
    """Only its owner reads the secrets, and the folder to be copied does not hold them."""
    avant = sorted(publication.rglob("*"))
    _link(publication)
    carnet.revoke(publication, 1, JOUR)
    chemin = carnet.path_of(publication)
    assert chemin.parent == publication.parent
    assert stat.S_IMODE(chemin.stat().st_mode) == 0o600
    assert sorted(publication.rglob("*")) == avant


@pytest.mark.skipif(os.name == "nt", reason="Windows n’a pas ces droits")
def test_the_group_that_serves_it_keeps_reading_it(publication: Path) -> None:
    """Lent to the group of the server, the file stays lent when a link is revoked."""
    _link(publication)
    chemin = carnet.path_of(publication)
    chemin.chmod(0o640)
    carnet.revoke(publication, 1, JOUR)
    assert stat.S_IMODE(chemin.stat().st_mode) == 0o640


def test_two_who_create_at_once_lose_nothing(publication: Path) -> None:
    """Four processes of ten links and eight threads of five: eighty links, eighty numbers."""
    programme = (
        "import datetime, sys; from pathlib import Path;"
        "from ptce_ledger.publication.acces import carnet\n"
        "for rang in range(10):"
        " carnet.create(Path(sys.argv[1]), sys.argv[2], datetime.date(2026, 1, 1), 30)"
    )
    enfants = [
        subprocess.Popen([sys.executable, "-c", programme, publication, f"p{rang}"])
        for rang in range(4)
    ]
    with ThreadPoolExecutor(8) as fils:
        faits = list(fils.map(lambda n: _link(publication, f"f{n}"), range(40)))
    assert [enfant.wait(60) for enfant in enfants] == [0] * 4
    tenu = carnet.read_carnet(publication)
    assert [lien.numero for lien in tenu.liens] == list(range(1, 81))
    acces = Acces.open(publication)
    assert [numero for numero, jeton in faits if not acces.check(jeton)] == []


def test_many_threads_ask_while_links_change(publication: Path) -> None:
    """Answers hold while another hand adds links: good stays good, false stays false."""
    _, bon = _link(publication)
    faux = bon[:-1] + ("A" if bon[-1] != "A" else "B")
    acces = Acces.open(publication)
    with ThreadPoolExecutor(6) as fils:
        change = fils.submit(lambda: [_link(publication) for _ in range(30)])
        bons = list(fils.map(lambda _: acces.check(bon) is not None, range(1000)))
        mauvais = list(fils.map(lambda _: acces.check(faux) is not None, range(1000)))
        change.result()
    assert (all(bons), any(mauvais)) == (True, False)


def _ptce(*arguments: str) -> tuple[int, str, str]:
    fait = CliRunner().invoke(ptce, ["acces", *arguments])
    return fait.exit_code, fait.stdout, fait.stderr


def test_the_treasurer_gives_lists_and_closes(publication: Path) -> None:
    """The command line, from the first link to the last one closed."""
    ici = str(publication)
    assert _ptce(ici) == (0, "Aucun lien : personne ne peut entrer.\n", "")
    nom = "Mme Martin, Région\x1b[31m"
    assert _ptce(ici, "--nouveau", nom)[0] == 1
    code, adresse, dit = _ptce(
        ici, "--nouveau", "Mme Martin, Région", "--adresse", "https://pole.example.org/"
    )
    assert code == 0
    assert dit.startswith("Lien n° 1 pour Mme Martin, Région, valable jusqu’au ")
    debut, jeton = adresse.strip().rsplit("/", 1)
    assert debut == "https://pole.example.org/acces"
    assert Acces.open(publication).check(jeton)
    _, adresse, _ = _ptce(ici, "--nouveau", "M. Petit", "--jours", "7")
    assert adresse.startswith("http://127.0.0.1:5001/acces/")
    code, table, _ = _ptce(ici, "--revoquer", "1")
    assert code == 0
    jour, fin = (f"{d:%d/%m/%Y}" for d in (JOUR, JOUR + datetime.timedelta(days=7)))
    assert table.splitlines()[1].split("  ") == [
        " 1",
        "Mme Martin, Région",
        jour,
        f"{JOUR + datetime.timedelta(days=30):%d/%m/%Y}",
        f"révoqué le {jour}",
    ]
    assert table.splitlines()[2] == f" 2  M. Petit            {jour}  {fin}  valable"
    assert _ptce(ici, "--revoquer-tout")[1].count("révoqué le") == 2
    assert Acces.open(publication).check(adresse.strip().rsplit("/", 1)[1]) is None


def test_misuse_is_said_in_french(publication: Path, tmp_path: Path) -> None:
    """Status 2 for a command ill typed, 1 for what cannot be done; nothing is written."""
    ici = str(publication)
    mauvais = [
        ([], 2, "DOSSIER"),
        ([ici, "--jours", "0", "--nouveau", "x"], 2, "de 1 à 366 jours"),
        ([ici, "--jours", "400", "--nouveau", "x"], 2, "de 1 à 366 jours"),
        ([ici, "--nouveau", "x", "--adresse", "javascript:alert(1)"], 2, "une adresse"),
        ([ici, "--nouveau", "x", "--revoquer-tout"], 2, "un seul à la fois"),
        ([ici, "--revoquer", "9"], 1, "Le lien n° 9 n’existe pas. Liens : aucun."),
        ([ici, "--nouveau", "  "], 1, "à qui il est donné"),
        ([ici, "--nouveau", "é" * 121], 1, "à qui il est donné"),
        ([str(tmp_path)], 1, "n’est pas une publication"),
        ([str(tmp_path / "absent")], 1, "n’est pas une publication"),
    ]
    for arguments, attendu, mot in mauvais:
        code, sortie, dit = _ptce(*arguments)
        assert (code, sortie, mot in dit.replace("\u00a0", " ")) == (attendu, "", True)
    assert not carnet.path_of(publication).exists()
