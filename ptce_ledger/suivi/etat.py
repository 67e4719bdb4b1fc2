"""A state of the pole as a command shows it: tables, and what JSON says before them.

Terminal, CSV, JSON, XLSX and the pages read these tables and nothing else. In the code of
a table or of a column, a point says under what JSON writes it: « total.cotisations ».
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.montants import write_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.analyse.tableau import Tableau


@dataclass(frozen=True)
class Etat:
    """What follows from the entries on one subject."""

    code: str
    titre: str
    pole: str
    libelle: str
    #: What JSON says of it besides its tables: the exercice, the day.
    champs: Mapping[str, Any]
    tableaux: tuple[Tableau, ...]
    #: Code → typeset label, for members, third parties, projects.
    libelles: Mapping[str, str] = field(default_factory=dict, compare=False)
    #: The tables whose rows fill a letter to each, and the legal form of each.
    lettres: tuple[str, ...] = ()
    formes: Mapping[str, str] = field(default_factory=dict, compare=False)
    #: Of the tables that are wide, the columns that a page shows; files have them all.
    montrees: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: The tables that a page shows in parts, one for each first key.
    coupees: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Set its tables in a group of its own, unless they are in one."""
        places = tuple(
            replace(table, groupe=table.groupe or self.code) for table in self.tableaux
        )
        object.__setattr__(self, "tableaux", places)

    @property
    def periode(self) -> str:
        """Say of when it is."""
        dits = []
        if "exercice" in self.champs:
            dits.append(f"exercice {self.champs['exercice']}")
        if "au" in self.champs:
            dits.append(f"au {write_date(self.champs['au'])}")
        return ", ".join(dits) or "tous les exercices"

    def shown(self) -> tuple[Tableau, ...]:
        """Give its tables as a page shows them."""
        montres: list[Tableau] = []
        for table in self.tableaux:
            if table.code in self.coupees:
                montres += self._cut(table)
            elif table.code in self.montrees:
                montres.append(table.only(self.montrees[table.code]))
            else:
                montres.append(table)
        return tuple(montres)

    def _cut(self, table: Tableau) -> Iterator[Tableau]:
        """Give a table for each first key, under its label."""
        for mot in dict.fromkeys(ligne.cles[0] for ligne in table.lignes):
            titre = label(table.cles[0].code, mot, self.libelles)
            siennes = (li._replace(cles=li.cles[1:]) for li in table.begun_by((mot,)))
            reste = table.with_rows(siennes)
            yield replace(reste, code=mot, titre=titre, cles=table.cles[1:])

    def tableau(self, code: str) -> Tableau:
        """Give one of its tables. Raises StopIteration."""
        return next(t for t in self.tableaux if t.code == code)
