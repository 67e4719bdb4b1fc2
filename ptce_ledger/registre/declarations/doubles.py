"""What several kinds check as they are declared: a name taken, a period upside down."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.registre import CodeEnDouble
from ptce_ledger.erreurs.registre import EnonceEnDouble
from ptce_ledger.erreurs.registre import PeriodeInvalide
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import Jour

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu


def check_periode(lu: Lu, cle: str, debut: datetime.date | None) -> Iterator[PtceError]:
    """Report a period whose last day is before its first."""
    fin = lu.cles.get(cle)
    if fin is not None and debut is not None and fin < debut:
        yield PeriodeInvalide.at(
            source.place_of_key(lu.entry.meta, cle),
            lu.entry,
            cle=cle,
            fin=Jour(fin),
            debut=Jour(debut),
        )


def taken(lu: Lu, premier: Lu) -> PtceError:
    """Report a code that another declaration bears already."""
    code = lu.valeurs["code"]
    return CodeEnDouble.at(lu.entry.meta, lu.entry, code=code, **place(premier))


def code_of(lu: Lu) -> str:
    """Give the code that a declaration is of."""
    return str(lu.valeurs["code"])


def said_twice(entry: Any, premier: Any, quoi: str) -> PtceError:
    """Report what another directive states on the same day."""
    return EnonceEnDouble.at(
        entry.meta, entry, quoi=quoi, jour=Jour(entry.date), **place_of(premier)
    )


def place(lu: Lu) -> dict[str, Any]:
    """Say where a declaration stands, in the words of an error."""
    return place_of(lu.entry)


def place_of(entry: Any) -> dict[str, Any]:
    """Say where a directive stands, in the words of an error."""
    meta = entry.meta
    nom = meta["filename"].replace("\\", "/").rpartition("/")[2]
    return {"ligne": meta["lineno"], "fichier": nom}
