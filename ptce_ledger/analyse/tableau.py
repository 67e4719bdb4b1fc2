"""What every face of a synthesis shows: tables of values, grouped by level.

The terminal, CSV, JSON and the pages read these and nothing else, so that they cannot
disagree. A value keeps its type (Decimal, int, str, tuple of codes, None for « n. d. »
or not declared) until a renderer writes it, and knows what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from typing import Self

from ptce_ledger.analyse.chiffres.adresse import Adresse
from ptce_ledger.analyse.termes import RIEN
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal


#: Genres of what is counted: a figure, which has an address and opens to its lines.
CHIFFRES = ("euros", "heures", "nombre", "entier", "ratio", "multiple")
#: Genres of what has a label: a code of the register, a word of a closed list.
MOTS = ("code", "mot")
#: Of these figures, those that no sum makes.
RAPPORTS = ("ratio", "multiple")


class Colonne(NamedTuple):
    """A column: its code, its heading, the genre of its values.

    Genres: « code » (a word of the vocabulary or register), « precision » (a code that
    "" makes no more precise), « euros », « heures », « nombre », « ratio » (a share of
    one), « multiple » (a ratio that is none), « entier », « annee », « jours », « date »,
    « liste » (codes), « mot » (of the closed list that its column names), « texte ».
    """

    code: str
    titre: str
    genre: str = "euros"
    #: The short name of its figures, "" when they have none.
    chemin: str = ""
    compare: bool = True
    #: Of a key, the words that it may take; none when its rows alone say so.
    admis: tuple[str, ...] = ()

    def tells(self, code: str) -> bool:
        """Say whether a key has something to be shown: "" is « non ventilé » of most."""
        return bool(code) or self.genre != "precision"


class Ligne(NamedTuple):
    """A row: its key, its values, and what each of them rests on."""

    cles: tuple[str, ...]
    valeurs: tuple[Any, ...]
    sources: tuple[Source, ...] = ()
    #: Of a row that is a figure over the years: its name, its title and its genre.
    nom: str = ""
    titre: str = ""
    genre: str = ""
    #: What the true value of each is, where part of it is not known: « au-moins » the
    #: one given, or « au-plus »; "" where it is the one given.
    bornes: tuple[str, ...] = ()

    def borne(self, rang: int) -> str:
        """Give the bound that a value is of the true one."""
        return self.bornes[rang] if self.bornes else ""

    def source(self, rang: int) -> Source:
        """Give what a value rests on."""
        return self.sources[rang] if self.sources else RIEN

    def genre_of(self, colonne: Colonne) -> str:
        """Give the genre of a value: the row's own where rows are figures.

        A leading « + » is that of a change.
        """
        if not self.genre:
            return colonne.genre
        return f"+{self.genre}" if colonne.genre.startswith("+") else self.genre


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
    #: The written name of the group where it stands.
    groupe: str = ""
    #: Whether its figures may bear their short names: not where two would be the same.
    court: bool = True
    #: How many of its keys a short name gives before the figure.
    cles_avant: int = 0

    def rang(self, code: str) -> int:
        """Give the rank of a column. Raises ValueError."""
        return [colonne.code for colonne in self.colonnes].index(code)

    def with_rows(self, lignes: Iterable[Ligne]) -> Tableau:
        """Give the same with other rows."""
        return replace(self, lignes=tuple(lignes))

    def only(self, codes: Sequence[str]) -> Tableau:
        """Give the same with some of its columns, in its order."""
        rangs = [r for r, c in enumerate(self.colonnes) if c.code in codes]
        lignes = tuple(
            ligne._replace(
                valeurs=tuple(ligne.valeurs[r] for r in rangs),
                sources=tuple(ligne.source(r) for r in rangs),
            )
            for ligne in self.lignes
        )
        colonnes = tuple(self.colonnes[r] for r in rangs)
        return replace(self, colonnes=colonnes, lignes=lignes)

    def figure(self, code: str) -> Any:
        """Give a value of a card by its column."""
        return self.lignes[0].valeurs[self.rang(code)]

    def iter_cells(self) -> Iterator[tuple[Ligne, Colonne, Any]]:
        """Yield each cell with its row and column."""
        for ligne in self.lignes:
            for colonne, valeur in zip(self.colonnes, ligne.valeurs, strict=True):
                yield ligne, colonne, valeur

    def adresse(self, cles: tuple[str, ...], colonne: Colonne) -> Adresse:
        """Give the address of a cell, or of a subtotal."""
        return Adresse(self.groupe, self.code, cles, colonne.code)

    def nom(self, cles: tuple[str, ...], colonne: Colonne) -> str:
        """Write the name of a figure: the short one when it has one."""
        adresse = self.adresse(cles, colonne)
        bref = self.court and colonne.chemin
        if not bref:
            return str(adresse)
        return adresse.shortened(colonne.chemin, self.cles_avant)

    def begun_by(self, cles: tuple[str, ...]) -> tuple[Ligne, ...]:
        """Give the rows whose key begins with some words."""
        return tuple(li for li in self.lignes if li.cles[: len(cles)] == cles)

    def total(self, rang: int, cles: tuple[str, ...] = ()) -> Decimal:
        """Add a column over the rows whose key begins with some words."""
        return sum((li.valeurs[rang] or ZERO for li in self.begun_by(cles)), ZERO)

    def source_of(self, rang: int, cles: tuple[str, ...]) -> Source:
        """Give what a column of the rows begun by some words rests on."""
        lignes = self.begun_by(cles)
        if len(lignes) == 1:
            return lignes[0].source(rang)
        return Source(tuple(t for li in lignes for t in li.source(rang).termes))


@dataclass(frozen=True, slots=True)
class Groupe:
    """A level, a project of level 3, the annex, the controls: tables, and groups under."""

    code: str
    titre: str
    tableaux: tuple[Tableau, ...]
    #: Its written name, where its code is that of a project.
    nom: str = ""
    #: Name of the list of sub-groups, and the key that tells them apart.
    nom_groupes: str = ""
    cle_groupes: str = ""
    groupes: tuple[Groupe, ...] = ()
    vues: tuple[dict[str, str], ...] = field(default=(), compare=False)

    @classmethod
    def make(
        cls,
        code: str,
        titre: str,
        tableaux: Iterable[Tableau],
        *,
        dans: Groupe | None = None,
        vues: tuple[dict[str, str], ...] = (),
    ) -> Self:
        """Set tables in a group, a group of `dans`: their figures get their names.

        A column keeps its short name when a card totals it under that name. Where a
        figure of the group above is called as this group is, names are written in full.
        """
        nom = f"{dans.nom}.{code}" if dans else code
        tableaux = tuple(tableaux)
        connus = {
            colonne.chemin
            for table in tableaux
            if table.forme == "objet"
            for colonne in table.colonnes
        }
        court = not (dans and code in dans.figures())
        places = (_place(table, nom, connus, court=court) for table in tableaux)
        return cls(code, titre, tuple(places), nom, vues=vues)

    def over(self, cle: str, groupes: tuple[Groupe, ...]) -> Self:
        """Set groups under it, told apart by a key such as « projet »."""
        return replace(self, nom_groupes=f"{cle}s", cle_groupes=cle, groupes=groupes)

    def tableau(self, code: str) -> Tableau | None:
        """Find a table by its code."""
        return next((t for t in self.tableaux if t.code == code), None)

    def figure(self, fiche: str, code: str) -> Any:
        """Give a value of one of its cards."""
        tableau = self.tableau(fiche)
        if tableau is None:
            raise KeyError(fiche)
        return tableau.figure(code)

    def figures(self) -> list[str]:
        """List the short names of the figures it has."""
        return list(
            dict.fromkeys(
                colonne.chemin
                for table in self.tableaux
                for colonne in table.colonnes
                if colonne.chemin and table.forme == "objet"
            )
        )

    def walk(self) -> Iterator[Groupe]:
        """Yield itself, then the groups under it."""
        yield self
        for sous in self.groupes:
            yield from sous.walk()


def _place(table: Tableau, groupe: str, connus: set[str], *, court: bool) -> Tableau:
    """Set a table in its group, its columns without the short names that nothing bears."""
    colonnes = tuple(
        c if c.chemin in connus else c._replace(chemin="") for c in table.colonnes
    )
    return replace(table, groupe=groupe, colonnes=colonnes, court=court)


@dataclass(frozen=True, slots=True)
class Synthese:
    """The synthesis of one exercice, as tables: its levels, and its controls."""

    pole: str
    libelle: str
    exercice: int
    niveaux: tuple[Groupe, ...]
    controles: Groupe
    #: Code → typeset label, for members, third parties, projects.
    libelles: dict[str, str] = field(default_factory=dict, compare=False)
    #: Of a published copy: for whom it is, and the périmètres that it shows.
    copie_pour: str = ""
    perimetres_publies: tuple[str, ...] = ()
    #: The day of its last transaction, when it is not in the last month.
    arrete: datetime.date | None = None
    #: The agreements under which it is handed over; none when it is for anybody.
    conventions: tuple[str, ...] = ()

    def niveau(self, numero: int) -> Groupe:
        """Give a level by its number."""
        return self.niveaux[numero - 1]

    def shown(self, numeros: Sequence[int] = ()) -> Sequence[Groupe]:
        """Give the levels of some numbers, by default them all and the pole's own."""
        return [self.niveau(n) for n in numeros] or self.niveaux

    def controle(self, code: str) -> Tableau:
        """Give the « bouclage » or « non_ventile » table."""
        return next(t for t in self.controles.tableaux if t.code == code)

    def groupes(self, annexe: Groupe | None = None) -> Sequence[Groupe]:
        """List its groups, with those beside it."""
        return [*self.niveaux, *([annexe] if annexe else ()), self.controles]
