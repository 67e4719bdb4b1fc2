"""The facts table as CSV, JSON, XLSX or Parquet; its columns are those of `Fact`."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.facts import Fact
from ptce_ledger.mots.euros import RETENU
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.rendu.fichiers.classeur import facts_as_workbook
from ptce_ledger.rendu.fichiers.donnees import as_json
from ptce_ledger.rendu.fichiers.donnees import write_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    import pandas as pd


def to_csv(facts: Sequence[Fact]) -> bytes:
    """Write facts for a French spreadsheet."""
    return write_csv(Fact._fields, [[_french(v) for v in fact] for fact in facts])


def _french(valeur: Any) -> Any:
    if is_withheld(valeur):
        return RETENU
    return f"{valeur:f}".replace(".", ",") if isinstance(valeur, Decimal) else valeur


def to_json(facts: Sequence[Fact]) -> bytes:
    """Write facts as a list of objects; amounts are exact, as strings."""
    rangees = [
        {nom: _plain(v) for nom, v in zip(Fact._fields, fact, strict=True)}
        for fact in facts
    ]
    return as_json(rangees).encode()


def _plain(valeur: Any) -> Any:
    if is_withheld(valeur):
        return None
    if isinstance(valeur, Decimal):
        return f"{valeur:f}"
    return valeur if isinstance(valeur, int) else str(valeur)


def to_frame(facts: Sequence[Fact]) -> pd.DataFrame:
    """Put facts in a DataFrame; amounts stay Decimal, so sums stay exact."""
    import pandas as pd  # noqa: PLC0415  half a second, for those who ask for it

    rangees = [[None if is_withheld(v) else v for v in fact] for fact in facts]
    return pd.DataFrame.from_records(rangees, columns=list(Fact._fields))


def to_parquet(facts: Sequence[Fact]) -> bytes:
    """Write facts as Parquet; amounts are decimal128, never floats."""
    import pyarrow as pa  # noqa: PLC0415  same

    decimal = pa.decimal128(38, 6)
    types = {
        "date": pa.date32(),
        "exercice": pa.int32(),
        "ligne": pa.int32(),
        "montant": decimal,
        "quantite": decimal,
    }
    schema = pa.schema([(nom, types.get(nom, pa.string())) for nom in Fact._fields])
    sortie = io.BytesIO()
    to_frame(facts).to_parquet(sortie, engine="pyarrow", index=False, schema=schema)
    return sortie.getvalue()


FORMATS: dict[str, Callable[[Sequence[Fact]], bytes]] = {
    "csv": to_csv,
    "json": to_json,
    "parquet": to_parquet,
    "xlsx": facts_as_workbook,
}
