"""The pole as its register tells it: members, third parties, projects, keys, calendar.

Values only, read-only once built (`registre.read_registre` builds them). Dates are
inclusive on both ends.
"""

from __future__ import annotations

import bisect
import datetime
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots import lexique
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.cle import PartDeCle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ptce_ledger.registre.bareme import Bareme
    from ptce_ledger.registre.cle import Cle
    from ptce_ledger.registre.convention import Convention
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
    #: The first days of all these, in order.
    changements: list[datetime.date] = field(default_factory=list)
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
    #: Folded names that a member declared again has had so far.
    _appele: dict[str, set[str]] = field(default_factory=dict)
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
        cles = self.cles.get(code, [])
        rang = bisect.bisect_right(cles, jour, key=lambda cle: cle.date)
        return cles[rang - 1] if rang else None

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
        rang = bisect.bisect_right(etats, jour, key=lambda etat: etat[0])
        return etats[max(rang - 1, 0)][1]

    def epoque(self, jour: datetime.date) -> int:
        """Number the day by what the register says of everyone: nothing changes within."""
        return bisect.bisect_right(self.changements, jour)

    def change(self, ancien: Tiers, nouveau: Tiers, jour: datetime.date) -> None:
        """Take in what a member, declared again, is from a day on; days come in order."""
        code = nouveau.code
        if code not in self.etats:
            premier = ancien.periodes[0][0]
            self.etats[code] = [(premier, ancien)]
            bisect.insort(self.changements, premier)
            self._appele[code] = set(map(fold, (ancien.libelle, *ancien.alias)))
        self.etats[code].append((jour, nouveau))
        bisect.insort(self.changements, jour)
        # After its own aliases come the names that it had.
        dits = nouveau.alias[: len(nouveau.alias) - len(ancien.alias) - 1]
        nouveaux = {*map(fold, (nouveau.libelle, *dits))} - self._appele[code]
        self._appele[code] |= nouveaux
        self.noms_depuis.update(dict.fromkeys(nouveaux, jour))

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
