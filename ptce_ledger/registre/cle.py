"""Keys that share a line, and what each of their parts is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cle:
    """A key in force from its date: (périmètre code, weight), in the order written."""

    code: str
    date: datetime.date
    parts: tuple[tuple[str, Decimal], ...]


class PartDeCle(NamedTuple):
    """What a part of a key is of: a périmètre, its project if any, an agreement if any."""

    perimetre: str
    projet: str = ""
    convention: str = ""
