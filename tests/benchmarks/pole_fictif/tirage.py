"""What the drawn pole remembers from one entry to the next.

An invoice waits for its payment, a grant for its agreement, a loan for its
instalments: the generator's entries agree with each other through a `Tirage`.
"""

from __future__ import annotations

from collections import Counter
from collections import deque
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING
from typing import NamedTuple

from pole_fictif import decor

if TYPE_CHECKING:
    from random import Random

MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


class Jambe(NamedTuple):
    """A posting: the amount is in hundredths, of a euro or of an hour."""

    compte: str
    centimes: int
    meta: tuple[tuple[str, str], ...] = ()
    unite: str = "EUR"


@dataclass(frozen=True)
class Ecriture:
    """A transaction; metadata values are the text that follows their key."""

    jour: date
    tiers: str
    libelle: str
    jambes: tuple[Jambe, ...]
    meta: tuple[tuple[str, str], ...] = ()
    lien: str = ""


class Convention(NamedTuple):
    """A grant agreement of one year, for the cell when it has no project."""

    code: str
    financeur: decor.Tiers
    projet: str
    annee: int

    @property
    def meta(self) -> tuple[tuple[str, str], ...]:
        """Transaction metadata of an entry under this agreement."""
        projet = (("projet", quote(self.projet)),) if self.projet else ()
        return (("convention", quote(self.code)), *projet)


class Attente(NamedTuple):
    """A receivable (positive) or a debt (negative), until its payment."""

    jour: date
    tiers: str
    compte: str
    centimes: int
    lien: str = ""


@dataclass
class Emprunt:
    """A loan being repaid."""

    preteur: decor.Tiers
    projet: str
    compte: str
    restant: int


@dataclass
class Tirage:
    """The seeded source, and all that earlier entries left open."""

    hasard: Random
    annees: range
    conventions: dict[int, list[Convention]] = field(default_factory=dict)
    soldes: Counter[str] = field(default_factory=Counter)
    attentes: deque[Attente] = field(default_factory=deque)
    emprunts: list[Emprunt] = field(default_factory=list)
    accorde: Counter[str] = field(default_factory=Counter)
    dedies: deque[tuple[Convention, int]] = field(default_factory=deque)
    mandats: Counter[str] = field(default_factory=Counter)
    encaisse: Counter[tuple[int, str]] = field(default_factory=Counter)
    pieces: Counter[str] = field(default_factory=Counter)

    @property
    def ouverture(self) -> date:
        """First day of the books."""
        return date(self.annees[0], 1, 1)

    @property
    def fondation(self) -> date:
        """When the pole began, before its books."""
        return date(self.annees[0] - 1, 9, 1)

    @property
    def arrivee(self) -> date:
        """When the last member comes."""
        return date(self.annees[0], 4, 1)

    @property
    def sortie(self) -> date:
        """When a member leaves, and when a project ends."""
        return date(self.annees[-1], 6, 30)

    def chance(self, part: float) -> bool:
        """Draw true this part of the time."""
        return self.hasard.random() < part

    def montant(self, moins: int, plus: int) -> int:
        """Draw an amount in cents: whole euros as often as not, like real ones."""
        if self.chance(0.5):
            return self.hasard.randrange(moins, plus, 5) * 100
        return self.hasard.randrange(moins * 100, plus * 100)

    def list_membres(self, jour: date) -> list[decor.Membre]:
        """Give who is a member on that day."""
        absents = {
            decor.ARRIVEE if jour < self.arrivee else "",
            decor.DEPART if jour > self.sortie else "",
        }
        return [membre for membre in decor.MEMBRES if membre.code not in absents]

    def list_projets(self, jour: date) -> list[decor.Projet]:
        """Give the projects open on that day."""
        clos = decor.PROJET_CLOS if jour > self.sortie else ""
        return [projet for projet in decor.PROJETS if projet.code != clos]

    def draw_membre(self, jour: date) -> tuple[decor.Membre, str]:
        """Draw a member, with its name as its bank or the treasurer writes it."""
        membre = self.hasard.choice(self.list_membres(jour))
        return membre, self.write_nom(membre)

    def draw_projet(self, jour: date, part: float) -> tuple[tuple[str, str], ...]:
        """Draw the metadata of a project, this part of the time."""
        if not self.chance(part):
            return ()
        return self.tag_projet(self.hasard.choice(decor.PROJETS).code, jour)

    def tag_projet(self, code: str, jour: date) -> tuple[tuple[str, str], ...]:
        """Give the metadata of a project, none once it is closed."""
        ouverts = {projet.code for projet in self.list_projets(jour)}
        return (("projet", quote(code)),) if code in ouverts else ()

    def write_nom(self, qui: decor.Membre | decor.Tiers) -> str:
        """Write a name, at times as one of its aliases."""
        if qui.alias and self.chance(0.25):
            return self.hasard.choice(qui.alias.split("; "))
        return qui.libelle

    def book(self, ecriture: Ecriture) -> Ecriture:
        """Keep the balances that this entry moves, and give it back."""
        for jambe in ecriture.jambes:
            if jambe.unite == "EUR":
                self.soldes[jambe.compte] += jambe.centimes
        return ecriture

    def draw_piece(self, prefixe: str, jour: date) -> str:
        """Number the next document of a series."""
        serie = f"{prefixe}-{jour.year}"
        self.pieces[serie] += 1
        return f"{serie}-{self.pieces[serie]:04d}"


def quote(texte: str) -> str:
    """Write a string as the ledger language does."""
    return f'"{texte}"'
