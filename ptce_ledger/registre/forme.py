"""The shape of a « custom "ptce-…" » directive: what it is, its values, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Mapping


class Propriete(NamedTuple):
    """A key of a directive: its kind of value, and what it says."""

    genre: Genre | Choix
    sens: str


class Directive(NamedTuple):
    """A directive: what it says, its values in order, the keys it knows."""

    definition: str
    valeurs: Mapping[str, Genre | Choix]
    cles: Mapping[str, Propriete] = {}
    #: Its keys are those and no others; those of « ptce-cle » are périmètres.
    fermee: bool = True

    def forme(
        self, nom: str, date: Any = "2025-01-01", ecrites: Mapping[str, str] = {}
    ) -> str:
        """Show the directive as one types it, with the values already known."""
        valeurs = (ecrites.get(v) or _example(v, g) for v, g in self.valeurs.items())
        return f'{date} custom "{nom}" {" ".join(valeurs)}'


def _example(nom: str, genre: Genre | Choix) -> str:
    return f'"{nom}"' if genre in (TEXTE, REFERENCE) else genre.exemple
