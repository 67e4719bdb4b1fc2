"""Named ratios: a label, the formula in words, a caveat and the computation.

R, RP, CVN and SP are the monetary resources of operation, own resources, contributions
in kind, public subsidies. A ratio over zero is None, « n. d. ».
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.termes import Source
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
        self.r = Source.of(ressources)
        self.cvn = Source.of(self.dons_en_nature)
        self.rp = self.of(PROPRES)
        self.sp = self.of(SUBVENTIONS, origine="public")
        self.charges = Source.of(cube.select(cases, ({"nature": ["charge"]}, {})))
        #: All that is given, in money or in kind.
        self.tout = self.r.plus(self.cvn)

    def of(self, types: Sequence[str], **colonnes: str) -> Source:
        """Sum the monetary resources of some types, narrowed by columns."""
        filtre = {"type": types, **{nom: [v] for nom, v in colonnes.items()}}
        return Source.of(cube.select(self.ressources, (filtre, {})))

    def in_kind(self, type_: str, **colonnes: str) -> Source:
        """Sum the contributions in kind of one type, narrowed by columns."""
        filtre = {"type": [type_], **{nom: [v] for nom, v in colonnes.items()}}
        return Source.of(cube.select(self.dons_en_nature, (filtre, {})))

    def by(self, colonne: str) -> dict[str, list[Case]]:
        """Gather the monetary resources by a column."""
        groupes: dict[str, list[Case]] = {}
        for case in self.ressources:
            groupes.setdefault(getattr(case.cle, colonne), []).append(case)
        return groupes


class Bases(NamedTuple):
    """Every base a ratio may need: its own level's, and those of the other levels."""

    niveau: Base
    cellule: Base
    pole: Base
    projets: Base
    #: Attributable and whole turnover of the members that declared both.
    ca_imputable: Source
    ca_total: Source


#: A ratio, and what it rests on: what it adds, over what it divides by.
Rapport = tuple["Decimal | None", Source]


class Indicateur(NamedTuple):
    """A named ratio."""

    libelle: str
    formule: str
    precaution: str
    calcul: Callable[[Bases], Rapport]


def _ratio(numerateur: Source, denominateur: Source) -> Rapport:
    valeur = ratio(numerateur.total(), denominateur.total())
    return valeur, numerateur.over(denominateur)


def _premier_financeur(bases: Bases) -> Rapport:
    base = bases.niveau
    groupes: dict[str, list[Case]] = {}
    for case in base.ressources:
        if case.cle.tiers and case.cle.interne != "pole":
            groupes.setdefault(case.cle.tiers, []).append(case)
    sommes = [(cube.total(cases), cases) for cases in groupes.values()]
    # Of amounts of which one is withheld, nobody knows the largest.
    if any(is_withheld(somme) for somme, _ in sommes):
        return ratio(SECRET, base.r.total()), Source()
    premier = max(sommes, key=operator.itemgetter(0), default=(ZERO, []))
    return _ratio(Source.of(premier[1]), base.r)


def _diversification(bases: Bases) -> Rapport:
    """Give one less the sum of squared shares; it rests on all that is shared."""
    r = bases.niveau.r.total()
    sommes = [cube.total(cases) for cases in bases.niveau.by("type").values()]
    carres = sum((somme * somme for somme in sommes), ZERO)
    return ratio(r * r - carres, r * r), Source().over(bases.niveau.r)


def _redistribution(base: Base) -> Source:
    return base.of(SUBVENTIONS).plus(base.in_kind("aides-indirectes", origine="public"))


def _reciprocite(base: Base) -> Source:
    publiques = base.in_kind("aides-indirectes", origine="public")
    aides = base.in_kind("aides-indirectes").less(publiques)
    temps = base.in_kind("contributions-volontaires")
    return base.of(RECIPROCITE).plus(temps).plus(aides)


INDICATEURS: dict[str, Indicateur] = {
    "autofinancement": Indicateur(
        "Autofinancement",
        "ressources propres ÷ ressources",
        "Les ventes à des acheteurs publics comptent comme ressources propres.",
        lambda b: _ratio(b.niveau.rp, b.niveau.r),
    ),
    "autofinancement_elargi": Indicateur(
        "Autofinancement élargi",
        "(ressources propres + contributions en nature) ÷ (ressources + contributions en nature)",
        "Dépend du taux retenu pour l’heure bénévole.",
        lambda b: _ratio(b.niveau.rp.plus(b.niveau.cvn), b.niveau.tout),
    ),
    "couverture_animation": Indicateur(
        "Couverture de l’animation",
        "ressources propres de la cellule ÷ charges de la cellule",
        "Ne dit rien des charges que la structure porteuse supporte sans les facturer.",
        lambda b: _ratio(b.cellule.rp, b.cellule.charges),
    ),
    "part_publique": Indicateur(
        "Part des subventions publiques",
        "subventions et fonds dédiés d’origine publique ÷ ressources",
        "Les achats publics sont des ventes : ils n’y sont pas.",
        lambda b: _ratio(b.niveau.sp, b.niveau.r),
    ),
    "contribution_membres": Indicateur(
        "Contribution des membres",
        "(cotisations + facturation interne) payées par les membres ÷ ressources",
        "Le temps et les locaux que les membres prêtent n’y sont pas.",
        lambda b: _ratio(
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
        lambda b: _ratio(b.niveau.cvn, b.niveau.tout),
    ),
    "effet_levier": Indicateur(
        "Effet de levier",
        "(ressources + contributions en nature − subventions publiques) ÷ subventions publiques",
        "Euros, ou valeur en nature, réunis pour un euro public ; n’en prouve pas la cause.",
        lambda b: _ratio(b.niveau.tout.less(b.niveau.sp), b.niveau.sp),
    ),
    "marche": Indicateur(
        "Économie de marché",
        "(ventes + facturation interne + commissions + autres) ÷ (ressources + contributions en nature)",
        "Ce qui n’a pas de type n’est dans aucune des trois économies.",
        lambda b: _ratio(b.niveau.of(MARCHE), b.niveau.tout),
    ),
    "redistribution": Indicateur(
        "Économie de redistribution",
        "(subventions + fonds dédiés + aides indirectes publiques) ÷ (ressources + contributions en nature)",
        "Les subventions privées y sont aussi.",
        lambda b: _ratio(_redistribution(b.niveau), b.niveau.tout),
    ),
    "reciprocite": Indicateur(
        "Économie de réciprocité",
        "(cotisations + dons et mécénat + temps bénévole + aides indirectes non publiques) ÷ (ressources + contributions en nature)",
        "Dépend du taux retenu pour l’heure bénévole.",
        lambda b: _ratio(_reciprocite(b.niveau), b.niveau.tout),
    ),
    "ca_imputable_part": Indicateur(
        "Part du chiffre d’affaires imputable au pôle",
        "chiffre d’affaires imputable ÷ chiffre d’affaires entier, pour les membres qui déclarent les deux",
        "Sur déclaration, sauf preuve. Repère : 8,2 % en moyenne (enquête 2015 auprès des membres marchands de 24 PTCE).",
        lambda b: _ratio(b.ca_imputable, b.ca_total),
    ),
    "poids_des_projets": Indicateur(
        "Poids des projets dans le pôle",
        "ressources des projets communs ÷ ressources nettes du PTCE",
        "Les ressources des projets sont prises avant élimination.",
        lambda b: _ratio(b.projets.r, b.pole.r),
    ),
    "euros_de_projet_par_euro_de_cellule": Indicateur(
        "Euros de projet par euro de cellule",
        "ressources des projets communs ÷ charges de la cellule",
        "Un rapport, non une cause.",
        lambda b: _ratio(b.projets.r, b.cellule.charges),
    ),
}

#: Ratios that are not a share of one: written « 0,83 » rather than « 83 % ».
MULTIPLES = ("effet_levier", "euros_de_projet_par_euro_de_cellule", "diversification")
