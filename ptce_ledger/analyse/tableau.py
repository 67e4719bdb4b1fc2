"""What every face of a synthesis shows: tables of values, grouped by level.

The terminal, CSV, JSON and the pages read these and nothing else, so that they cannot
disagree. A value keeps its type (Decimal, int, str, tuple of codes, None for « n. d. »
or not declared) until a renderer writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.analyse.cube import Case


class Colonne(NamedTuple):
    """A column: its code, its heading, the genre of its values.

    Genres: « code » (a word of the vocabulary or register), « euros », « heures »,
    « nombre », « ratio », « entier », « liste » (codes), « texte ».
    """

    code: str
    titre: str
    genre: str = "euros"
    chemin: str = ""
    compare: bool = True


class Ligne(NamedTuple):
    """A row: its key, its values, and for each value the cases that it sums."""

    cles: tuple[str, ...]
    valeurs: tuple[Any, ...]
    cases: tuple[tuple[Case, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table, or a card of figures.

    `forme` says how JSON writes it: « lignes » is a list of rows; « objet » is the one
    row as an object; « champs » puts that row's columns straight into the group.
    """

    code: str
    titre: str
    cles: tuple[Colonne, ...]
    colonnes: tuple[Colonne, ...]
    lignes: tuple[Ligne, ...]
    forme: str = "lignes"

    def figure(self, code: str) -> Any:
        """Give a value of a card by its column."""
        rang = [colonne.code for colonne in self.colonnes].index(code)
        return self.lignes[0].valeurs[rang]

    def iter_cells(self) -> Iterator[tuple[Ligne, Colonne, Any]]:
        """Yield each cell with its row and column."""
        for ligne in self.lignes:
            for colonne, valeur in zip(self.colonnes, ligne.valeurs, strict=True):
                yield ligne, colonne, valeur


@dataclass(frozen=True, slots=True)
class Groupe:
    """A level, or a project of level 3: its tables and the groups under it."""

    code: str
    titre: str
    tableaux: tuple[Tableau, ...]
    #: Name of the list of sub-groups, and the key that tells them apart.
    nom_groupes: str = ""
    cle_groupes: str = ""
    groupes: tuple[Groupe, ...] = ()
    vues: tuple[dict[str, str], ...] = field(default=(), compare=False)

    def tableau(self, code: str) -> Tableau | None:
        """Find a table by its code."""
        return next((t for t in self.tableaux if t.code == code), None)

    def figure(self, fiche: str, code: str) -> Any:
        """Give a value of one of its cards."""
        tableau = self.tableau(fiche)
        if tableau is None:
            raise KeyError(fiche)
        return tableau.figure(code)


@dataclass(frozen=True, slots=True)
class Synthese:
    """The three-level synthesis of one exercice, as tables."""

    pole: str
    libelle: str
    exercice: int
    niveaux: tuple[Groupe, ...]
    controles: tuple[Tableau, ...]
    #: Code → typeset label, for members, third parties, projects.
    libelles: dict[str, str] = field(default_factory=dict, compare=False)
    #: Of a published copy: for whom it is, and the périmètres that it shows.
    copie_pour: str = ""
    perimetres_publies: tuple[str, ...] = ()

    def niveau(self, numero: int) -> Groupe:
        """Give a level by its number."""
        return self.niveaux[numero - 1]

    def controle(self, code: str) -> Tableau:
        """Give the « bouclage » or « non_ventile » table."""
        return next(t for t in self.controles if t.code == code)


def said(cle: str) -> str:
    """Write a key in a path or an address: an empty one has a name."""
    return cle or lexique.NON_VENTILE


def address_of(prefixe: str, table: Tableau, ligne: Ligne, colonne: Colonne) -> str:
    """Give the address of a cell: group, table, keys of the row, column."""
    cles = (".".join(map(said, ligne.cles)),) if ligne.cles else ()
    return "/".join((prefixe, table.code, *cles, colonne.code))
