"""The pole as its register tells it: members, third parties, projects, keys, calendar.

Values only, read-only once built (`registre.read_registre` builds them). Dates are
inclusive on both ends.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots import lexique
from ptce_ledger.mots.typographie import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_ledger.registre.bareme import Bareme
    from ptce_ledger.registre.lecteur import Lu

UN_JOUR = datetime.timedelta(1)


@dataclass(frozen=True, slots=True)
class Tiers:
    """Anyone the pole deals with; a member has `periodes`, a third party has none."""

    code: str
    libelle: str
    origine: str = ""
    echelon: str = ""
    forme: str = ""
    secteur: str = ""
    #: How near to the pole it stands.
    cercle: str = ""
    #: The project or the member that it was born of.
    issu_de: str = ""
    #: « refus » when it was asked, and will not answer.
    reponse: str = ""
    alias: tuple[str, ...] = ()
    #: (first day, last day or None) of each membership.
    periodes: tuple[tuple[datetime.date, datetime.date | None], ...] = ()
    #: The directive that declares it, the last of them.
    entry: Any = None

    def is_member_between(self, debut: datetime.date, fin: datetime.date) -> bool:
        """Tell whether it is a member on one day at least of [debut, fin]."""
        return any(
            entree <= fin and (sortie is None or debut <= sortie)
            for entree, sortie in self.periodes
        )


@dataclass(frozen=True, slots=True)
class Projet:
    """A shared project."""

    code: str
    libelle: str
    debut: datetime.date | None = None
    fin: datetime.date | None = None
    chef_de_file: str = ""
    membres: tuple[str, ...] = ()
    cooperation: str = ""
    #: A function of the cell, with its own account inside level 1: no shared project.
    de_la_cellule: bool = False


@dataclass(frozen=True, slots=True)
class Convention:
    """A grant agreement: who pays, how much was granted, for which project ("": cell)."""

    code: str
    financeur: str
    montant: Decimal
    projet: str = ""
    objet: str = ""
    debut: datetime.date | None = None
    fin: datetime.date | None = None
    #: For a defined project, whose expenses are tagged: what is not tagged is not spent.
    affectee: bool = False
    #: The share of costs that the grant pays.
    part_financee: Decimal = Decimal(1)
    #: The flat rate of indirect costs, over direct ones.
    taux_indirects: Decimal = Decimal(0)
    #: The most that public money may be of the costs of its périmètre.
    plafond_public: Decimal | None = None
    #: Whether contributions in kind are costs.
    avec_contributions: bool = False
    regime_aide: str = ""
    #: Of one begun before the book: booked and spent by then.
    deja_constate: Decimal = Decimal(0)
    deja_depense: Decimal = Decimal(0)
    #: The directive that declares it.
    entry: Any = None

    @property
    def perimetre(self) -> str:
        """The périmètre that it pays for: a project, or the cell."""
        return self.projet or "cellule"


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


@dataclass(slots=True)
class Registre:
    """All that the register says, and the questions one asks it."""

    code: str = ""
    libelle: str = ""
    territoire: str = ""
    perimetre_defaut: str = ""
    #: Of a published copy: for whom it is, and the périmètres that it shows.
    copie_pour: str = ""
    perimetres_publies: tuple[str, ...] = ()
    diffusion: str = ""
    #: (month, day) on which an exercice starts.
    debut_exercice: tuple[int, int] = (1, 1)
    phases: list[tuple[datetime.date, str]] = field(default_factory=list)
    #: Everyone, as last declared.
    tiers: dict[str, Tiers] = field(default_factory=dict)
    #: A member declared again: what it was from each of its dates, in order.
    etats: dict[str, list[tuple[datetime.date, Tiers]]] = field(default_factory=dict)
    projets: dict[str, Projet] = field(default_factory=dict)
    #: Agreements, as last amended.
    conventions: dict[str, Convention] = field(default_factory=dict)
    #: An agreement as it was from each of its dates, in order.
    avenants: dict[str, list[Convention]] = field(default_factory=dict)
    #: Scales of dues by code, each as written on its dates, in order.
    baremes: dict[str, list[Bareme]] = field(default_factory=dict)
    cles: dict[str, list[Cle]] = field(default_factory=dict)
    #: Folded label or alias → code.
    noms: dict[str, str] = field(default_factory=dict)
    #: Folded names that came with a later declaration: their first day.
    noms_depuis: dict[str, datetime.date] = field(default_factory=dict)
    #: Declarations by directive name (ptce-ca, ptce-emploi…), in date order.
    declarations: dict[str, list[Lu]] = field(default_factory=dict)
    #: What a wrong line declares: (directive, folded code or label) → that line.
    refuses: dict[tuple[str, str], Any] = field(default_factory=dict)
    _jours: dict[tuple[str, datetime.date], bool] = field(default_factory=dict)
    _payes: dict[str | None, tuple[str, datetime.date | None]] = field(
        default_factory=dict
    )

    def __bool__(self) -> bool:
        """A register is empty when the ledger declares no pole."""
        return bool(self.code)

    def exercice(self, jour: datetime.date) -> int:
        """Name the exercice of a day: the year in which it ends."""
        if self.debut_exercice == (1, 1):
            return jour.year
        return jour.year + ((jour.month, jour.day) >= self.debut_exercice)

    def exercice_of(self, lu: Lu) -> int:
        """Name the exercice that a declaration is for: that of its date by default."""
        return int(lu.cles.get("exercice", self.exercice(lu.entry.date)))

    def bornes(self, exercice: int) -> tuple[datetime.date, datetime.date]:
        """Give the first and last day of an exercice."""
        mois, jour = self.debut_exercice
        decale = self.debut_exercice != (1, 1)
        debut = datetime.date(exercice - decale, mois, jour)
        fin = datetime.date(exercice + 1 - decale, mois, jour) - UN_JOUR
        return debut, fin

    def phase(self, jour: datetime.date) -> str:
        """Name the phase in force on a day, "" before the first."""
        return next((code for date, code in reversed(self.phases) if date <= jour), "")

    def cle(self, code: str, jour: datetime.date) -> Cle | None:
        """Find the key in force on a day."""
        en_vigueur = [cle for cle in self.cles.get(code, ()) if cle.date <= jour]
        return en_vigueur[-1] if en_vigueur else None

    def part_of(self, code: str) -> PartDeCle:
        """Say what the code of a part of a key stands for; a project comes first."""
        if code in lexique.PERIMETRES_TYPES:
            return PartDeCle(code)
        convention = self.conventions.get(code)
        if code in self.projets or convention is None:
            return PartDeCle(self._kind(code), code)
        return PartDeCle(self._kind(convention.projet), convention.projet, code)

    def _kind(self, projet: str) -> str:
        """Say of which périmètre a project is; none is the cell."""
        return "cellule" if self.home(projet) == "cellule" else "projet"

    def home(self, code: str) -> str:
        """Give the périmètre of a project or of the cell, by its code."""
        projet = self.projets.get(code)
        dedans = not code or (projet is not None and projet.de_la_cellule)
        return "cellule" if dedans else code

    @property
    def communs(self) -> dict[str, Projet]:
        """The shared projects: those that are no function of the cell."""
        return {c: p for c, p in self.projets.items() if not p.de_la_cellule}

    @property
    def fonctions(self) -> dict[str, Projet]:
        """The functions of the cell."""
        return {c: p for c, p in self.projets.items() if p.de_la_cellule}

    def convention_on(self, code: str, jour: datetime.date) -> Convention | None:
        """Find an agreement as it is in force on a day, None before its first."""
        versions = [v for v in self.avenants.get(code, ()) if v.entry.date <= jour]
        return versions[-1] if versions else None

    def tiers_of(self, paye: str | None, jour: datetime.date) -> str:
        """Find the code whose label or alias the payee is on a day, or ""."""
        connu = self._payes.get(paye)
        if connu is None:
            nom = fold(paye) if paye else ""
            code = self.noms.get(nom, "") if nom else ""
            connu = self._payes[paye] = code, self.noms_depuis.get(nom)
        code, depuis = connu
        return code if depuis is None or depuis <= jour else ""

    def refused(self, noms: Iterable[str], dit: str) -> Any:
        """Find the wrong line by which some directive declares a code or a label."""
        plie = fold(dit)
        return next(filter(None, (self.refuses.get((n, plie)) for n in noms)), None)

    def tiers_on(self, code: str, jour: datetime.date) -> Tiers | None:
        """Find somebody as it was on a day; before its first day, as it was then."""
        etats = self.etats.get(code)
        if etats is None:
            return self.tiers.get(code)
        return next((t for d, t in reversed(etats) if d <= jour), etats[0][1])

    def epoque(self, jour: datetime.date) -> int:
        """Number the day by what the register says of everyone: nothing changes within."""
        if not self.etats:
            return 0
        return sum(d <= jour for etats in self.etats.values() for d, _ in etats)

    def is_member(self, code: str, jour: datetime.date) -> bool:
        """Tell whether a code is a member on a day."""
        connu = self._jours.get((code, jour))
        if connu is None:
            tiers = self.tiers.get(code)
            connu = tiers is not None and tiers.is_member_between(jour, jour)
            self._jours[code, jour] = connu
        return connu

    def was_member(self, code: str, exercice: int) -> bool:
        """Tell whether a code is a member at any time in an exercice."""
        tiers = self.tiers.get(code)
        return tiers is not None and tiers.is_member_between(*self.bornes(exercice))

    def is_pole(self, code: str) -> bool:
        """Tell whether a tiers is inside the pole's own books: a project or the cell."""
        return code == "cellule" or code in self.projets

    def interne(self, code: str, *, membre: bool) -> str:
        """Say on which side a tiers stands: « pole », « membre » or ""."""
        if self.is_pole(code):
            return "pole"
        return "membre" if membre else ""

    def membres(self) -> list[str]:
        """List the codes of all members, past and present, in order."""
        return sorted(code for code, tiers in self.tiers.items() if tiers.periodes)

    def label(self, code: str) -> str:
        """Give the label of a member, a third party, a project or the cell."""
        if code == "cellule":
            return lexique.PERIMETRES[code].libelle
        chose = self.tiers.get(code) or self.projets.get(code)
        return chose.libelle if chose else code

    def codes(self) -> list[str]:
        """List every code a tiers key may take."""
        return [*self.tiers, *self.projets, "cellule"]

    def declared(self, nom: str, exercice: int) -> list[Lu]:
        """List the declarations of one kind that count in an exercice, by date."""
        return [
            lu
            for lu in self.declarations.get(nom, ())
            if self.exercice(lu.entry.date) == exercice
        ]

    def donnees_lues(self, membre: str, exercice: int) -> Lu | None:
        """Find what a member declared for a year; the later declaration holds."""
        return next(
            (
                lu
                for lu in reversed(self.declarations.get("ptce-donnees", []))
                if lu.valeurs["membre"] == membre and lu.valeurs["année"] == exercice
            ),
            None,
        )

    def donnees(self, membre: str, exercice: int) -> dict[str, Any]:
        """Give what a member declared for a year, {} when nothing."""
        lu = self.donnees_lues(membre, exercice)
        return lu.cles if lu else {}
