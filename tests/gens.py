"""Random poles about people: who is paid, who gives time, who gives money, and how much.

Lines are drawn among few words, so that people, phases, payers and agreements meet.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import DrawFn

PERIMETRES = ("cellule", "halle", "miel")
GENS = ("ana", "bea", "cle", "dan", "eve", "fay", "gus")
ENTETE = """
option "operating_currency" "EUR"
plugin "ptce_ledger.plugins"
2020-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"
2020-01-01 custom "ptce-phase" "demarrage"
2025-07-01 custom "ptce-phase" "developpement"
2020-01-01 custom "ptce-tiers" "region" "Région"
  origine: "public"
2020-01-01 custom "ptce-tiers" "fondation" "Fondation"
  origine: "prive"
2020-01-01 custom "ptce-tiers" "amis" "Amis du pôle"
  origine: "particuliers"
2020-01-01 custom "ptce-tiers" "clients" "Clients"
  origine: "particuliers"
2020-01-01 custom "ptce-membre" "fournil" "Le Fournil"
  origine: "ess"
2020-01-01 custom "ptce-membre" "habitants" "Les habitants"
  origine: "particuliers"
2020-01-01 custom "ptce-projet" "halle" "La halle"
2020-01-01 custom "ptce-projet" "miel" "Le miel"
2020-01-01 custom "ptce-convention" "accord" "region" 90000.00 EUR
  affectee: TRUE
  avec-contributions: TRUE
  part-financee: 0.8
2020-01-01 custom "ptce-convention" "miel-2025" "region" 9000.00 EUR
  projet: "miel"
  affectee: TRUE
  taux-indirects: 0.15
2025-06-30 custom "ptce-echeance" "accord" "versement" 4000.00 EUR
2020-01-01 custom "ptce-cle" "moitie"
  cellule: 1
  halle: 1
2020-01-01 open Assets:512-Banque
2020-01-01 open Expenses:641-Salaires
2020-01-01 open Expenses:606-Achats
2020-01-01 open Income:741-Subventions
  type: "subventions"
2020-01-01 open Income:754-Dons
  type: "dons-mecenat"
  origine: "particuliers"
2020-01-01 open Income:707-Ventes
  type: "ventes"
2020-01-01 open Liabilities:164-Prets
  type: "prets"
  origine: "particuliers"
2020-01-01 open Equity:CVN:86-Benevolat
2020-01-01 open Equity:CVN:87-Benevolat
  type: "contributions-volontaires"
  origine: "particuliers"
2020-01-01 price HEURE 10.00 EUR
"""
_QUOI = {
    "salaire": "  Expenses:641-Salaires  {n} EUR\n  Assets:512-Banque\n",
    "achat": "  Expenses:606-Achats  {n} EUR\n  Assets:512-Banque\n",
    "aide": "  Income:741-Subventions  -{n} EUR\n  Assets:512-Banque\n",
    "don": "  Income:754-Dons  -{n} EUR\n  Assets:512-Banque\n",
    "vente": "  Income:707-Ventes  -{n} EUR\n  Assets:512-Banque\n",
    "pret": "  Liabilities:164-Prets  -{n} EUR\n  Assets:512-Banque\n",
    "benevole": "  Equity:CVN:86-Benevolat  {n} HEURE\n"
    "  Equity:CVN:87-Benevolat  -{n} HEURE\n",
}
#: Who may be behind a line, as it names a tiers.
_TIERS = {
    "salaire": ("", "fournil"),
    "achat": ("",),
    "aide": ("region", "fondation"),
    "don": ("", "amis", "clients"),
    "vente": ("amis", "clients", "habitants"),
    "pret": ("", "amis"),
    "benevole": ("", "fournil", "habitants"),
}
#: Those whose amounts come from people, or go to them.
DE_GENS = ("salaire", "don", "vente", "pret", "benevole")


class Ligne(NamedTuple):
    """A line of the books, and what it says of who is behind it."""

    quoi: str
    perimetre: str
    annee: int
    mois: int
    tiers: str
    #: A pseudonym, a number of people, or nothing.
    qui: str
    convention: bool
    montant: Decimal

    def write(self) -> str:
        """Write it as an entry."""
        dites = [f'{self.annee}-{self.mois:02}-15 * "Ligne"']
        if self.perimetre == "moitie":
            dites.append('  cle: "moitie"')
        elif self.perimetre == "cellule":
            dites.append('  perimetre: "cellule"')
        else:
            dites.append(f'  projet: "{self.perimetre}"')
        if self.qui.isdigit():
            dites.append(f"  personnes: {self.qui}")
        elif self.qui:
            dites.append(f'  personne: "{self.qui}"')
        if self.tiers:
            dites.append(f'  tiers: "{self.tiers}"')
        if self.convention and self.perimetre in ("cellule", "miel"):
            code = "accord" if self.perimetre == "cellule" else "miel-2025"
            dites.append(f'  convention: "{code}"')
        return "\n".join(dites) + "\n" + _QUOI[self.quoi].format(n=self.montant)


class Gens(NamedTuple):
    """A pole: its lines, and the jobs that it declares."""

    lignes: tuple[Ligne, ...]
    emplois: tuple[tuple[str, int, str, Decimal], ...]

    def write(self) -> str:
        """Write the whole ledger."""
        return ENTETE + self._jobs() + "".join(ligne.write() for ligne in self.lignes)

    def _jobs(self) -> str:
        return "".join(
            f'{annee}-12-31 custom "ptce-emploi" "{ou}" {etp}\n  statut: "{statut}"\n'
            for ou, annee, statut, etp in self.emplois
        )

    def with_lines(self, lignes: Iterable[Ligne]) -> Gens:
        """Give the same with more lines."""
        return self._replace(lignes=(*self.lignes, *lignes))


class Foyer(NamedTuple):
    """What the lines of a pole are drawn among: few words each, so that they meet."""

    quoi: tuple[str, ...]
    perimetres: tuple[str, ...]
    annees: tuple[int, ...]
    mois: tuple[int, ...]
    qui: tuple[str, ...]


def _some(mots: tuple[Any, ...], combien: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(
        st.sampled_from(mots), min_size=1, max_size=combien, unique=True
    ).map(tuple)


def foyers() -> st.SearchStrategy[Foyer]:
    """Draw what the lines of a pole are drawn among."""
    return st.builds(
        Foyer,
        _some(tuple(_QUOI), 3),
        _some((*PERIMETRES, "moitie"), 2),
        _some((2024, 2025), 2),
        _some((2, 3, 8, 11), 3),
        # Half of the poles have lines that say nothing.
        st.one_of(
            _some(GENS, 5), _some((*GENS, "3", "8"), 4).map(lambda qui: (*qui, "", ""))
        ),
    )


def lignes(foyer: Foyer) -> st.SearchStrategy[Ligne]:
    """Draw a line."""
    ailleurs = [ou for ou in foyer.perimetres if ou != "moitie"] or ["cellule"]
    return st.sampled_from(foyer.quoi).flatmap(
        lambda quoi: st.builds(
            Ligne,
            st.just(quoi),
            st.sampled_from(ailleurs if quoi == "pret" else foyer.perimetres),
            st.sampled_from(foyer.annees),
            st.sampled_from(foyer.mois),
            st.sampled_from(_TIERS[quoi]),
            st.sampled_from(foyer.qui) if quoi in DE_GENS else st.just(""),
            st.booleans() if quoi in ("salaire", "achat") else st.just(value=False),
            st.integers(100, 99_999).map(lambda n: Decimal(n).scaleb(-2)),
        )
    )


@st.composite
def gens(draw: DrawFn) -> tuple[Gens, list[Ligne]]:
    """Draw a pole, and some lines to be added to it later."""
    foyer = draw(foyers())
    emplois = st.tuples(
        st.sampled_from(PERIMETRES),
        st.sampled_from(foyer.annees),
        st.sampled_from(("cree", "maintenu", "mobilise")),
        st.integers(1, 80).map(lambda n: Decimal(n).scaleb(-1)),
    )
    pole = Gens(
        tuple(draw(st.lists(lignes(foyer), min_size=6, max_size=30))),
        tuple(draw(st.lists(emplois, max_size=6))),
    )
    return pole, draw(st.lists(lignes(foyer), min_size=1, max_size=6))
