"""The SMIC by the hour, gross, in metropolitan France: each rate, its day, its text."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple


class Smic(NamedTuple):
    """A rate: the first day it holds, the euros of an hour, the text that sets it."""

    date: datetime.date
    montant: Decimal
    texte: str


#: By date. From OpenFisca-France (smic_b_horaire), read against the Journal officiel.
SMIC = tuple(
    Smic(datetime.date.fromisoformat(jour), Decimal(montant), texte)
    for jour, montant, texte in (
        ("2018-01-01", "9.88", "décret 2017-1719"),
        ("2019-01-01", "10.03", "décret 2018-1173"),
        ("2020-01-01", "10.15", "décret 2019-1387"),
        ("2021-01-01", "10.25", "décret 2020-1598"),
        ("2021-10-01", "10.48", "arrêté du 27 septembre 2021"),
        ("2022-01-01", "10.57", "décret 2021-1741"),
        ("2022-05-01", "10.85", "arrêté du 19 avril 2022"),
        ("2022-08-01", "11.07", "arrêté du 29 juillet 2022"),
        ("2023-01-01", "11.27", "décret 2022-1608"),
        ("2023-05-01", "11.52", "arrêté du 26 avril 2023"),
        ("2024-01-01", "11.65", "décret du 20 décembre 2023"),
        ("2024-11-01", "11.88", "décret 2024-951"),
        ("2026-01-01", "12.02", "décret 2025-1228"),
        ("2026-06-01", "12.31", "arrêté du 22 mai 2026"),
    )
)


def smic_of(jour: datetime.date) -> Smic | None:
    """Give the rate in force on a day, None before the first known."""
    return next((smic for smic in reversed(SMIC) if smic.date <= jour), None)
