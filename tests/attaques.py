"""Attacks by the hundred: what hostile hands would leave in a ledger or send to a server.

Each generator draws a class from a seed, whole under `make attaques`, a sample in CI.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

#: Whether the whole of each class is tried.
TOUT = os.environ.get("PTCE_ATTAQUES") == "tout"
GRAINE = 20250301


def drawn(sel: int = 0) -> random.Random:
    """Draw from the seed, the same each time."""
    return random.Random(GRAINE + sel)  # noqa: S311  nothing secret


def sample(cas: Sequence[str], combien: int = 12) -> list[str]:
    """Give the whole of a class under `make attaques`, else a sample that never changes."""
    return list(cas) if TOUT else drawn().sample(list(cas), combien)


# ---------------------------------------------------------------------------------------
# Patterns of files


def iter_motifs(combien: int = 240) -> Iterator[str]:
    """Draw patterns of `include` that a plain expansion would take hours over."""
    tirage = drawn()
    morceaux = ("**", "*", "a*", "[a-z]*", "?", "*a*a*", "b", "l1", "l*")
    fins = ("z.beancount", "*.beancount", "*", "**", "[!z]*", "**/absent")
    for _ in range(combien):
        longueur = tirage.choice((2, 4, 8, 16, 64))
        etoiles = tirage.random() < 0.5
        parties = [
            "**" if etoiles else tirage.choice(morceaux) for _ in range(longueur)
        ]
        yield "/".join([*parties, tirage.choice(fins)])
