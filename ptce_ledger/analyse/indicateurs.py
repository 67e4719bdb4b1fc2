"""Named ratios: a label, the formula in words, a caveat and the computation (§5).

R, RP, CVN and SP are those of the design: monetary resources of operation, own
resources, contributions in kind, public subsidies. A ratio over zero is None, « n. d. ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse import cube
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import ratio

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case

PROPRES = (
    "cotisations",
    "ventes",
    "facturation-interne",
    "commissions",
    "dons-mecenat",
    "autres",
)
MARCHE = ("ventes", "facturation-interne", "commissions", "autres")
SUBVENTIONS = ("subventions", "fonds-dedies")
RECIPROCITE = ("cotisations", "dons-mecenat", "contributions-volontaires")


class Base:
    """What the ratios of one level are computed on: its cases, gross or net."""

    def __init__(self, cases: Iterable[Case], *, net: bool = False) -> None:
        cases = list(cases)
        ressources = cube.select(cases, cube.RESSOURCES)
        if net:
            ressources = cube.select(ressources, ({}, {"interne": ["pole"]}))
        self.ressources = ressources
        self.dons_en_nature = cube.select(cases, ({"nature": ["contribution"]}, {}))
        self.r = cube.total(ressources)
        self.cvn = cube.total(self.dons_en_nature)
        self.rp = self.of(PROPRES)
        self.sp = self.of(SUBVENTIONS, origine="public")
        self.charges = cube.total(cube.select(cases, ({"nature": ["charge"]}, {})))

    def of(self, types: Sequence[str], **colonnes: str) -> Decimal:
        """Sum the monetary resources of some types, narrowed by columns."""
        filtre = {"type": types, **{nom: [v] for nom, v in colonnes.items()}}
        return cube.total(cube.select(self.ressources, (filtre, {})))

    def in_kind(self, type_: str, **colonnes: str) -> Decimal:
        """Sum the contributions in kind of one type, narrowed by columns."""
        filtre = {"type": [type_], **{nom: [v] for nom, v in colonnes.items()}}
        return cube.total(cube.select(self.dons_en_nature, (filtre, {})))

    def by(self, colonne: str) -> dict[str, Decimal]:
        """Sum the monetary resources by a column."""
        sommes: dict[str, Decimal] = {}
        for case in self.ressources:
            valeur = getattr(case.cle, colonne)
            sommes[valeur] = sommes.get(valeur, ZERO) + case.montant
        return sommes


class Bases(NamedTuple):
    """Every base a ratio may need: its own level's, and those of the other levels."""

    niveau: Base
    cellule: Base
    pole: Base
    projets: Base
    #: Attributable and whole turnover of the members that declared both.
    ca_imputable: Decimal
    ca_total: Decimal


class Indicateur(NamedTuple):
    """A named ratio."""

    libelle: str
    formule: str
    precaution: str
    calcul: Callable[[Bases], Decimal | None]


def _premier_financeur(bases: Bases) -> Decimal | None:
    base = bases.niveau
    dehors = [case for case in base.ressources if case.cle.interne != "pole"]
    sommes: dict[str, Decimal] = {}
    for case in dehors:
        if case.cle.tiers:
            tiers = case.cle.tiers
            sommes[tiers] = sommes.get(tiers, ZERO) + case.montant
    # Of amounts of which one is withheld, nobody knows the largest.
    retenu = any(map(is_withheld, sommes.values()))
    return ratio(SECRET if retenu else max(sommes.values(), default=ZERO), base.r)


def _diversification(bases: Bases) -> Decimal | None:
    base = bases.niveau
    carres = sum((somme * somme for somme in base.by("type").values()), ZERO)
    return ratio(base.r * base.r - carres, base.r * base.r)


def _redistribution(base: Base) -> Decimal:
    return base.of(SUBVENTIONS) + base.in_kind("aides-indirectes", origine="public")


def _reciprocite(base: Base) -> Decimal:
    aides = base.in_kind("aides-indirectes")
    aides -= base.in_kind("aides-indirectes", origine="public")
    temps = base.in_kind("contributions-volontaires")
    return base.of(RECIPROCITE) + temps + aides


INDICATEURS: dict[str, Indicateur] = {
    "autofinancement": Indicateur(
        "Autofinancement",
        "ressources propres ÷ ressources",
        "Les ventes à des acheteurs publics comptent comme ressources propres.",
        lambda b: ratio(b.niveau.rp, b.niveau.r),
    ),
    "autofinancement_elargi": Indicateur(
        "Autofinancement élargi",
        "(ressources propres + contributions en nature) ÷ (ressources + contributions en nature)",
        "Dépend du taux retenu pour l’heure bénévole.",
        lambda b: ratio(b.niveau.rp + b.niveau.cvn, b.niveau.r + b.niveau.cvn),
    ),
    "couverture_animation": Indicateur(
        "Couverture de l’animation",
        "ressources propres de la cellule ÷ charges de la cellule",
        "Ne dit rien des charges que la structure porteuse supporte sans les facturer.",
        lambda b: ratio(b.cellule.rp, b.cellule.charges),
    ),
    "part_publique": Indicateur(
        "Part des subventions publiques",
        "subventions et fonds dédiés d’origine publique ÷ ressources",
        "Les achats publics sont des ventes : ils n’y sont pas.",
        lambda b: ratio(b.niveau.sp, b.niveau.r),
    ),
    "contribution_membres": Indicateur(
        "Contribution des membres",
        "(cotisations + facturation interne) payées par les membres ÷ ressources",
        "Le temps et les locaux que les membres prêtent n’y sont pas.",
        lambda b: ratio(
            b.niveau.of(("cotisations", "facturation-interne"), interne="membre"),
            b.niveau.r,
        ),
    ),
    "dependance_premier_financeur": Indicateur(
        "Dépendance au premier financeur",
        "ressources venues du premier tiers connu ÷ ressources",
        "Par organisme, non par dispositif ; les flux internes au pôle sont écartés.",
        _premier_financeur,
    ),
    "diversification": Indicateur(
        "Diversification des ressources",
        "1 − somme des carrés de la part de chaque type de ressource",
        "Se lit dans le temps : 0 pour un seul type, près de 1 pour beaucoup.",
        _diversification,
    ),
    "part_non_monetaire": Indicateur(
        "Part non monétaire",
        "contributions en nature ÷ (ressources + contributions en nature)",
        "Dépend du taux retenu pour l’heure bénévole et de ce qui est recensé.",
        lambda b: ratio(b.niveau.cvn, b.niveau.r + b.niveau.cvn),
    ),
    "effet_levier": Indicateur(
        "Effet de levier",
        "(ressources + contributions en nature − subventions publiques) ÷ subventions publiques",
        "Euros, ou valeur en nature, réunis pour un euro public ; n’en prouve pas la cause.",
        lambda b: ratio(b.niveau.r + b.niveau.cvn - b.niveau.sp, b.niveau.sp),
    ),
    "marche": Indicateur(
        "Économie de marché",
        "(ventes + facturation interne + commissions + autres) ÷ (ressources + contributions en nature)",
        "Ce qui n’a pas de type n’est dans aucune des trois économies.",
        lambda b: ratio(b.niveau.of(MARCHE), b.niveau.r + b.niveau.cvn),
    ),
    "redistribution": Indicateur(
        "Économie de redistribution",
        "(subventions + fonds dédiés + aides indirectes publiques) ÷ (ressources + contributions en nature)",
        "Les subventions privées y sont aussi.",
        lambda b: ratio(_redistribution(b.niveau), b.niveau.r + b.niveau.cvn),
    ),
    "reciprocite": Indicateur(
        "Économie de réciprocité",
        "(cotisations + dons et mécénat + temps bénévole + aides indirectes non publiques) ÷ (ressources + contributions en nature)",
        "Dépend du taux retenu pour l’heure bénévole.",
        lambda b: ratio(_reciprocite(b.niveau), b.niveau.r + b.niveau.cvn),
    ),
    "ca_imputable_part": Indicateur(
        "Part du chiffre d’affaires imputable au pôle",
        "chiffre d’affaires imputable ÷ chiffre d’affaires entier, pour les membres qui déclarent les deux",
        "Sur déclaration, sauf preuve. Repère : 8,2 % en moyenne (enquête 2015 auprès des membres marchands de 24 PTCE).",
        lambda b: ratio(b.ca_imputable, b.ca_total),
    ),
    "poids_des_projets": Indicateur(
        "Poids des projets dans le pôle",
        "ressources des projets communs ÷ ressources nettes du PTCE",
        "Les ressources des projets sont prises avant élimination.",
        lambda b: ratio(b.projets.r, b.pole.r),
    ),
    "euros_de_projet_par_euro_de_cellule": Indicateur(
        "Euros de projet par euro de cellule",
        "ressources des projets communs ÷ charges de la cellule",
        "Un rapport, non une cause.",
        lambda b: ratio(b.projets.r, b.cellule.charges),
    ),
}

#: Ratios that are not a share of one: written « 0,83 » rather than « 83 % ».
MULTIPLES = ("effet_levier", "euros_de_projet_par_euro_de_cellule", "diversification")
