"""Read an allocation key: shares that sum to 1 exactly, or whole weights."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.codes import CleInvalide
from ptce_ledger.erreurs.codes import CleSansPart
from ptce_ledger.erreurs.codes import PartInvalide
from ptce_ledger.mots import source
from ptce_ledger.registre.genres import RIEN
from ptce_ledger.registre.genres import write_value
from ptce_ledger.registre.pole import Cle
from ptce_ledger.registre.valeurs import own_meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu

#: Keys of a « ptce-cle » that tell of it instead of sharing anything.
_TEXTES = ("decision", "objet", "libelle", "remarque-lue")


def read_cle(lu: Lu) -> tuple[Cle | None, list[PtceError]]:
    """Build the key of a « ptce-cle » directive; none when its parts make no whole."""
    parts = {
        nom: valeur
        for nom, valeur in own_meta(lu.entry.meta)
        if not (nom in _TEXTES and isinstance(valeur, str))
    }
    errors = list(_check_parts(lu, parts))
    if errors:
        return None, errors
    return Cle(lu.valeurs["code"], lu.entry.date, tuple(parts.items())), []


def _check_parts(lu: Lu, parts: dict[str, Any]) -> Iterator[PtceError]:
    entry, code = lu.entry, lu.valeurs["code"]
    if not parts:
        yield CleSansPart.at(entry.meta, entry, code=code)
        return
    nombres = {n: v for n, v in parts.items() if isinstance(v, Decimal) and v > 0}
    for nom in (nom for nom in parts if nom not in nombres):
        lieu = source.place_of_key(entry.meta, nom)
        ecrit = source.typed_value(lieu, nom) or write_value(parts[nom])
        yield PartInvalide.at(lieu, entry, perimetre=nom, valeur=ecrit or RIEN)
    total = sum(nombres.values(), Decimal(0))
    entiers = all(n == n.to_integral_value() for n in nombres.values())
    if len(nombres) == len(parts) and total != 1 and not entiers:
        derniere = source.place_of_key(entry.meta, list(parts)[-1])
        yield CleInvalide.at(derniere, entry, code=code, total=total)
