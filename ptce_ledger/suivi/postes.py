"""The lines of a budget: what was voted for each, and the facts that each counts."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots import economie
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.registre.declarations.budget import TYPES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre
    from ptce_ledger.suivi.suivi import Suivi

#: Périmètre, line (a type, or the beginning of a charge number), origine.
CleDeBudget = tuple[str, str, str]
_REPARTI, EN_UNE_FOIS = economie.RYTHMES
#: What comes at once, at a day that one does not know.
_D_UN_COUP = (
    "subventions",
    "dons-mecenat",
    "fonds-dedies",
    "apports",
    "prets",
    "subventions-investissement",
)
#: A charge whose account tells no class.
SANS_CLASSE = "autres-charges"
ORDRE_TYPES = (*TYPES, "")
ORDRE_ORIGINES = (*lexique.ORIGINES, "")


@dataclass
class LigneDeBudget:
    """A line of the budget: its votes in order, and the facts that it counts."""

    cle: CleDeBudget
    votes: list[Lu] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    @property
    def charge(self) -> bool:
        """Whether it is spent, rather than received."""
        return self.cle[1] not in ORDRE_TYPES

    def revised(self, au: datetime.date) -> Lu | None:
        """Give the last vote by a day; one voted later still says what was voted."""
        connus = [lu for lu in self.votes if lu.entry.date <= au]
        return connus[-1] if connus else (self.votes[0] if self.votes else None)

    def rythme(self, au: datetime.date) -> str:
        """Say how it is spent: as the last vote that tells it, else as its kind is."""
        dits = [
            lu.cles["rythme"]
            for lu in self.votes
            if "rythme" in lu.cles and lu.entry.date <= au
        ]
        defaut = EN_UNE_FOIS if self.cle[1] in _D_UN_COUP else _REPARTI
        return str(dits[-1]) if dits else defaut


def montant_of(lu: Lu | None) -> Decimal:
    """Give what was voted; nothing where nothing was."""
    montant: Decimal = lu.valeurs["montant"].number if lu else ZERO
    return montant


def fill(suivi: Suivi, exercice: int, au: datetime.date) -> list[LigneDeBudget]:
    """Put each fact in the most specific line, or in a row of its own."""
    postes: dict[CleDeBudget, LigneDeBudget] = {}
    registre: Registre = suivi.registre
    for lu in registre.declarations.get("ptce-budget", ()):
        if registre.exercice_of(lu) == exercice:
            valeurs = lu.valeurs
            cle = valeurs["périmètre"], valeurs["ligne"], lu.cles.get("origine", "")
            postes.setdefault(cle, LigneDeBudget(cle)).votes.append(lu)
    votees = set(postes)
    for fact in suivi.facts(exercice):
        if fact.date <= au and fact.perimetre != "hors-pole":
            cle_du_fait = _line_of(suivi, fact, votees)
            if cle_du_fait is not None:
                postes.setdefault(cle_du_fait, LigneDeBudget(cle_du_fait)).facts.append(
                    fact
                )
    return sorted(postes.values(), key=lambda p: _rank(p.cle))


def _line_of(
    suivi: Suivi, fact: Fact, votees: Iterable[CleDeBudget]
) -> CleDeBudget | None:
    """Find the line of a fact; None for what no budget foresees."""
    perimetre = fact.home
    if fact.projet and any(code == fact.projet for code, _, _ in votees):
        # A function of the cell may have a budget of its own.
        perimetre = fact.projet
    if fact.nature == "charge":
        numero = suivi.releve.comptes[fact.compte].numero
        lignes = [
            ligne
            for code, ligne, _ in votees
            if code == perimetre and ligne not in TYPES and numero.startswith(ligne)
        ]
        classe = fact.type if fact.type in lexique.CLASSES else SANS_CLASSE
        classe = SANS_CLASSE if classe == "autres" else classe
        return perimetre, max(lignes, key=len, default=classe), ""
    if fact.nature not in ("produit", "financement", "contribution"):
        return None
    types = [fact.type]
    if fact.type == "facturation-interne":
        types.append("ventes")
    for type_ in types:
        for origine in dict.fromkeys((fact.origine, "")):
            if (perimetre, type_, origine) in votees:
                return perimetre, type_, origine
        if any(c[:2] == (perimetre, type_) for c in votees):
            # The type has lines, of other origins: it is not another type's.
            break
    return perimetre, fact.type, ""


def _rank(cle: CleDeBudget) -> tuple[Any, ...]:
    perimetre, ligne, origine = cle
    places = {"cellule": 0, "": 1}
    type_ = ligne in ORDRE_TYPES
    return (
        places.get(perimetre, 2),
        perimetre,
        not type_,
        ORDRE_TYPES.index(ligne) if type_ else 0,
        "" if type_ else ligne,
        ORDRE_ORIGINES.index(origine),
    )
