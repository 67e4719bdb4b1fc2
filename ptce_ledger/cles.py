"""Read an allocation key: shares that sum to 1 exactly, or whole weights."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.registre import CleInvalide
from ptce_ledger.lecteur import own_meta
from ptce_ledger.pole import Cle

if TYPE_CHECKING:
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecteur import Lu

#: Keys of a « ptce-cle » that tell of its decision instead of sharing anything.
_TEXTES = ("decision", "objet", "libelle")


def read_cle(lu: Lu) -> tuple[Cle | None, list[PtceError]]:
    """Build the key of a « ptce-cle » directive; none when its parts make no whole."""
    code = lu.valeurs["code"]
    parts = [
        (nom, valeur)
        for nom, valeur in own_meta(lu.entry.meta)
        if not (nom in _TEXTES and isinstance(valeur, str))
    ]
    raison = _fault(parts)
    if raison:
        return None, [
            CleInvalide.at(
                lu.entry.meta, lu.entry, code=code, raison=raison, projet="mon-projet"
            )
        ]
    return Cle(code, lu.entry.date, tuple(parts)), []


def _fault(parts: list[tuple[str, object]]) -> str:
    if not parts:
        return "elle n’a aucune ligne de partage"
    nombres = [valeur for _, valeur in parts if isinstance(valeur, Decimal)]
    for nom, valeur in parts:
        if not isinstance(valeur, Decimal):
            return f"« {nom}: » n’est pas un nombre"
        if valeur <= 0:
            return f"« {nom}: {valeur} » n’est pas positif"
    total = sum(nombres, Decimal(0))
    entiers = all(n == n.to_integral_value() for n in nombres)
    if total != 1 and not entiers:
        return f"la somme des parts est {total}, pas 1"
    return ""
