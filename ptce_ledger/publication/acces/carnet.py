"""The file of the links of a publication: read strictly, changed by one at a time.

It stands beside the folder, never inside: the folder may be copied to a host as it is.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots.fichiers import say_refusal
from ptce_ledger.mots.fichiers import write_whole
from ptce_ledger.publication.acces.fautes import FauteAcces

if TYPE_CHECKING:
    from collections.abc import Iterator

JOURS_MAX = 366
_NOM_MAX = 120
_VERSION = 1


class Lien(NamedTuple):
    """A link given to someone; `expiration` is its last day."""

    numero: int
    nom: str
    creation: datetime.date
    expiration: datetime.date
    revocation: datetime.date | None = None

    def state(self, jour: datetime.date) -> str:
        """Say what the link is worth on a day."""
        if self.revocation is not None:
            return f"révoqué le {self.revocation:%d/%m/%Y}"
        return "valable" if jour <= self.expiration else "expiré"


class Carnet(NamedTuple):
    """Secrets, the newest first, and every link ever made."""

    secrets: tuple[str, ...] = ()
    liens: tuple[Lien, ...] = ()

    def lien(self, numero: int) -> Lien | None:
        """Find a link by its number."""
        return next((lien for lien in self.liens if lien.numero == numero), None)


def path_of(dossier: Path) -> Path:
    """Give the file of the links of a publication."""
    # Not resolve(): a publication may be a link towards its last version.
    entier = Path(os.path.abspath(dossier))
    return entier.with_name(f"{entier.name}.acces.json")


def read_carnet(dossier: Path) -> Carnet:
    """Read the links of a publication; none when there is no file. Raises FauteAcces."""
    chemin = path_of(dossier)
    try:
        contenu = chemin.read_bytes()
    except FileNotFoundError:
        return Carnet()
    except OSError as erreur:
        raise FauteAcces(
            f"Impossible de lire {chemin} : {say_refusal(erreur)}."
        ) from None
    try:
        return _parse(json.loads(contenu))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise FauteAcces(
            f"{chemin} est abîmé : aucun lien n’est valable. Effacez-le, puis créez de "
            "nouveaux liens."
        ) from None


def create(
    dossier: Path, nom: str, jour: datetime.date, jours: int
) -> tuple[Carnet, Lien]:
    """Add a link that lasts from 1 to JOURS_MAX days. Raises FauteAcces."""
    nom = " ".join(nom.split())
    if not nom or len(nom) > _NOM_MAX or not nom.isprintable():
        raise FauteAcces(
            f"Le nom d’un lien dit à qui il est donné, en {_NOM_MAX} signes au plus : "
            "par exemple « Mme Martin, Région »."
        )
    with _alone(dossier):
        carnet = read_carnet(dossier)
        # Numbers are never used again: a revoked link stays in the file.
        numero = max((lien.numero for lien in carnet.liens), default=0) + 1
        lien = Lien(numero, nom, jour, jour + datetime.timedelta(days=jours))
        cles = carnet.secrets or (secrets.token_urlsafe(48),)
        return _write(dossier, Carnet(cles, (*carnet.liens, lien))), lien


def revoke(dossier: Path, numero: int, jour: datetime.date) -> Carnet:
    """Revoke a link; one revoked already keeps its day. Raises FauteAcces."""
    with _alone(dossier):
        carnet = read_carnet(dossier)
        if carnet.lien(numero) is None:
            connus = ", ".join(str(lien.numero) for lien in carnet.liens) or "aucun"
            raise FauteAcces(f"Le lien n° {numero} n’existe pas. Liens : {connus}.")
        liens = (
            _revoked(lien, jour) if lien.numero == numero else lien
            for lien in carnet.liens
        )
        return _write(dossier, carnet._replace(liens=tuple(liens)))


def revoke_all(dossier: Path, jour: datetime.date) -> Carnet:
    """Revoke every link and change the secret: no token made before is good any more."""
    with _alone(dossier):
        carnet = read_carnet(dossier)
        liens = tuple(_revoked(lien, jour) for lien in carnet.liens)
        return _write(dossier, Carnet((secrets.token_urlsafe(48),), liens))


def _revoked(lien: Lien, jour: datetime.date) -> Lien:
    return lien if lien.revocation else lien._replace(revocation=jour)


def _parse(data: Any) -> Carnet:
    """Read strictly: what is not exactly as written makes no link valid."""
    if data["version"] != _VERSION:
        raise ValueError
    cles = tuple(data["secrets"])
    if not cles or not all(isinstance(cle, str) and len(cle) >= 32 for cle in cles):
        raise ValueError
    liens = tuple(_parse_lien(lien) for lien in data["liens"])
    if len({lien.numero for lien in liens}) != len(liens):
        raise ValueError
    return Carnet(cles, liens)


def _parse_lien(data: dict[str, Any]) -> Lien:
    numero, nom, revocation = data["numero"], data["nom"], data["revocation"]
    if type(numero) is not int or numero < 1 or not isinstance(nom, str):
        raise ValueError
    return Lien(
        numero,
        nom,
        datetime.date.fromisoformat(data["creation"]),
        datetime.date.fromisoformat(data["expiration"]),
        None if revocation is None else datetime.date.fromisoformat(revocation),
    )


def _write(dossier: Path, carnet: Carnet) -> Carnet:
    data = {
        "version": _VERSION,
        "secrets": carnet.secrets,
        "liens": [lien._asdict() for lien in carnet.liens],
    }
    texte = json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n"
    chemin = path_of(dossier)
    try:
        write_whole(chemin, texte.encode(), prive=True)
    except OSError as erreur:
        raise FauteAcces(
            f"Impossible d’écrire {chemin} : {say_refusal(erreur)}. Rien n’a été changé."
        ) from None
    return carnet


@contextlib.contextmanager
def _alone(dossier: Path) -> Iterator[None]:
    """Let one process at a time read, change and write: no link is lost.

    The system frees the lock of a process that dies. It is on a file of its own, since
    the file of the links is replaced at each change.
    """
    chemin = path_of(dossier).with_suffix(".verrou")
    try:
        numero = os.open(chemin, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as erreur:
        raise FauteAcces(
            f"Impossible d’écrire {chemin} : {say_refusal(erreur)}."
        ) from None
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  each system has its own lock

            msvcrt.locking(numero, msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(numero, fcntl.LOCK_EX)
        yield
    finally:
        os.close(numero)
