"""« ptce-cle »: an allocation key, shares that sum to 1 exactly or whole weights."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.codes import CleInvalide
from ptce_ledger.erreurs.codes import CleSansPart
from ptce_ledger.erreurs.codes import PartInvalide
from ptce_ledger.mots import source
from ptce_ledger.registre.cle import Cle
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import code_of
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import RIEN
from ptce_ledger.registre.genres import write_value
from ptce_ledger.registre.references import check_code
from ptce_ledger.registre.valeurs import own_meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

#: Keys of a « ptce-cle » that tell of it instead of sharing anything.
_TEXTES = ("decision", "objet", "libelle", "remarque-lue")


def _declare(
    registre: Registre, lu: Lu, _premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    parts = {
        nom: valeur
        for nom, valeur in own_meta(lu.entry.meta)
        if not (nom in _TEXTES and isinstance(valeur, str))
    }
    errors = list(_check_parts(lu, parts))
    if not errors:
        code = lu.valeurs["code"]
        cle = Cle(code, lu.entry.date, tuple(parts.items()))
        registre.cles.setdefault(code, []).append(cle)
    yield from errors


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


def _check(registre: Registre, lu: Lu) -> Iterator[PtceError]:
    entry = lu.entry
    cle = registre.cle(lu.valeurs["code"], entry.date)
    if cle and cle.date == entry.date:
        for code, _ in cle.parts:
            yield from check_code(registre, "part", code, entry, entry.meta, code)


DECLARATION = Declaration(
    Directive(
        "Une clé de répartition : une ligne par périmètre, parts ou poids.",
        {"code": REFERENCE},
        fermee=False,
    ),
    declare=_declare,
    identite=code_of,
    check=_check,
)
