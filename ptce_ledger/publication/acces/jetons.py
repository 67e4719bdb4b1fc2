"""A token: which publication and which link, signed; it names nobody.

itsdangerous signs and compares. What is added here is the shape: the library reads base64
leniently, so that a token with junk in its signature would pass for the good one.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from itsdangerous import BadData
from itsdangerous import URLSafeTimedSerializer

from ptce_ledger.publication.acces.fautes import FauteAcces
from ptce_ledger.publication.fiche import FICHE
from ptce_ledger.publication.fiche import FicheIllisible
from ptce_ledger.publication.fiche import FicheMuette
from ptce_ledger.publication.fiche import read_fiche

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

#: Names the purpose: what the same secret would sign elsewhere is no token.
_SEL = "ptce-ledger/acces/1"
#: 48 bytes make 64 characters without a spare bit: no two texts are one signature.
_EMPREINTE = hashlib.sha384
_FORME = re.compile(r"\.?[A-Za-z0-9_-]{1,300}\.[A-Za-z0-9_-]{1,16}\.[A-Za-z0-9_-]{64}")


class Audience(NamedTuple):
    """Whom a publication is for; a token of another opens nothing here."""

    pole: str
    financeur: str


class Jeton(NamedTuple):
    """What a good signature vouches for."""

    numero: int
    signature: datetime.datetime


def read_audience(dossier: Path) -> Audience:
    """Read for whom a publication was made. Raises FauteAcces."""
    chemin = dossier / FICHE
    try:
        fiche = read_fiche(dossier)
    except FileNotFoundError:
        raise FauteAcces(
            f"{dossier} n’est pas une publication : « {FICHE} » n’y est pas. "
            "Faites-en une avec « ptce publier »."
        ) from None
    except FicheMuette:
        raise FauteAcces(
            f"{chemin} ne dit pas le pôle et le financeur : publiez à nouveau."
        ) from None
    except FicheIllisible:
        raise FauteAcces(f"{chemin} est illisible : publiez à nouveau.") from None
    return Audience(fiche.pole, fiche.financeur)


def sign(secrets: Sequence[str], audience: Audience, numero: int) -> str:
    """Make the token of a link, with the newest secret."""
    return str(_serializer(secrets).dumps([*audience, numero]))


def read(secrets: Sequence[str], audience: Audience, jeton: str) -> Jeton | None:
    """Read a token of this publication; None for anything else. Never raises."""
    if not isinstance(jeton, str) or not _FORME.fullmatch(jeton):
        return None
    try:
        dit, signature = _serializer(secrets).loads(jeton, return_timestamp=True)
    except BadData:
        return None
    if not isinstance(dit, list) or dit[:-1] != [*audience]:
        return None
    return Jeton(dit[-1], signature) if type(dit[-1]) is int else None


def _serializer(secrets: Sequence[str]) -> URLSafeTimedSerializer:
    # The library wants the newest last; a file is easier to read newest first.
    return URLSafeTimedSerializer(
        [*reversed(secrets)],
        salt=_SEL,
        signer_kwargs={"digest_method": _EMPREINTE, "key_derivation": "hmac"},
    )
