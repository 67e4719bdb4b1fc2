"""Named ratios: a label, the formula in words, a caveat and the computation.

R, RP, CVN, SP, F and FP are the monetary resources of operation, own resources,
contributions in kind, public subsidies, financing received and its public part. A ratio
over zero is None, « n. d. ».
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.bases import MARCHE
from ptce_ledger.analyse.bases import RECIPROCITE
from ptce_ledger.analyse.bases import SUBVENTIONS
from ptce_ledger.analyse.bases import Base
from ptce_ledger.analyse.bases import Bases
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import mean_ratio
from ptce_ledger.mots.euros import ratio

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case

#: A ratio, and what it rests on: what it adds, over what it divides by.
Rapport = tuple["Decimal | None", Source]


class Indicateur(NamedTuple):
    """A named ratio."""

    libelle: str
    formule: str
    precaution: str
    calcul: Callable[[Bases], Rapport]
    #: What it rests on that a ledger may not say of every line: « origine », « tiers »
    #: or « membres » (what they declare).
    repose: str = ""
    #: What the true figure is, when much of that is not said: « au moins » this one.
    borne: str = "au-moins"


def _ratio(numerateur: Source, denominateur: Source) -> Rapport:
    valeur = ratio(numerateur.total(), denominateur.total())
    return valeur, numerateur.over(denominateur)


def _turnover(bases: Bases) -> Rapport:
    imputable, entier = Source(), Source()
    for sien, total in bases.membres:
        imputable, entier = imputable.plus(sien), entier.plus(total)
    return _ratio(imputable, entier)


def _mean_turnover(bases: Bases) -> Rapport:
    """Give the mean of the members' parts: one member, one part."""
    parts = [(sien, total) for sien, total in bases.membres if total.total()]
    valeur = mean_ratio([(sien.total(), total.total()) for sien, total in parts])
    imputable = Source(tuple(t for sien, _ in parts for t in sien.termes))
    entier = Source(tuple(t for _, total in parts for t in total.termes))
    return valeur, imputable.over(entier)


def _premier_financeur(bases: Bases) -> Rapport:
    base = bases.niveau
    groupes: dict[str, list[Case]] = {}
    for case in base.ressources:
        # A crowd of people is no funder.
        foule = case.cle.origine == "particuliers"
        if case.cle.tiers and case.cle.interne != "pole" and not foule:
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
    "couverture_complete": Indicateur(
        "Couverture du coût complet de l’animation",
        "ressources propres de la cellule ÷ (charges de la cellule + contributions en nature de la cellule)",
        "Le coût entier, même quand d’autres le supportent ou le donnent ; dépend de ce qui est recensé.",
        lambda b: _ratio(b.cellule.rp, b.cellule.charges.plus(b.cellule.cvn)),
    ),
    "part_publique": Indicateur(
        "Part des subventions publiques",
        "subventions et fonds dédiés d’origine publique ÷ ressources",
        "Les achats publics sont des ventes : ils n’y sont pas.",
        lambda b: _ratio(b.niveau.sp, b.niveau.r),
        "origine",
    ),
    "argent_public": Indicateur(
        "Argent public",
        "ressources d’origine publique, achats compris ÷ ressources",
        "Tout ce qui vient de personnes publiques : subventions, achats, cotisations.",
        lambda b: _ratio(b.niveau.public, b.niveau.r),
        "origine",
    ),
    "contribution_membres": Indicateur(
        "Contribution des membres",
        "(cotisations + facturation interne) facturées aux membres ÷ ressources",
        "Le temps et les locaux que les membres prêtent n’y sont pas.",
        lambda b: _ratio(
            b.niveau.of(("cotisations", "facturation-interne"), interne="membre"),
            b.niveau.r,
        ),
        "tiers",
    ),
    "dependance_premier_financeur": Indicateur(
        "Dépendance au premier financeur",
        "ressources venues du premier tiers connu ÷ ressources",
        "Par organisme, non par dispositif ; les flux internes au pôle et les particuliers sont écartés.",
        _premier_financeur,
        "tiers",
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
        "origine",
        "au-plus",
    ),
    "effet_levier_elargi": Indicateur(
        "Effet de levier élargi aux financements",
        "(ressources + contributions en nature + financements reçus − subventions et financements publics) ÷ (subventions publiques + financements publics reçus)",
        "Compte aussi les apports, les prêts et les subventions d’investissement de l’exercice.",
        lambda b: _ratio(
            b.niveau.tout.plus(b.niveau.f).less(b.niveau.sp).less(b.niveau.fp),
            b.niveau.sp.plus(b.niveau.fp),
        ),
        "origine",
        "au-plus",
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
        "origine",
    ),
    "reciprocite": Indicateur(
        "Économie de réciprocité",
        "(cotisations + dons et mécénat + prises en charge + temps bénévole + aides indirectes non publiques) ÷ (ressources + contributions en nature)",
        "Dépend du taux retenu pour l’heure bénévole.",
        lambda b: _ratio(_reciprocite(b.niveau), b.niveau.tout),
        "origine",
        "au-plus",
    ),
    "ca_imputable_part": Indicateur(
        "Part du chiffre d’affaires imputable au pôle",
        "chiffre d’affaires imputable ÷ chiffre d’affaires entier, pour les membres qui déclarent les deux",
        "Sur déclaration, sauf preuve. Repère : 8,2 % en moyenne (enquête 2015 auprès des membres marchands de 24 PTCE).",
        _turnover,
        "membres",
    ),
    "ca_imputable_moyenne": Indicateur(
        "Part imputable moyenne d’un membre",
        "moyenne des parts imputables de ces membres, un membre comptant pour une part",
        "C’est ce que mesure l’enquête de 2015 : 8,2 % en moyenne.",
        _mean_turnover,
        "membres",
    ),
    "poids_des_projets": Indicateur(
        "Poids des projets dans le pôle",
        "ressources des projets communs, flux internes écartés ÷ ressources nettes du PTCE",
        "Ce que la cellule et les projets se facturent n’y est pas.",
        lambda b: _ratio(b.projets_nets.r, b.pole.r),
    ),
    "euros_de_projet_par_euro_de_cellule": Indicateur(
        "Euros de projet par euro de cellule",
        "ressources des projets communs ÷ charges de la cellule",
        "Un rapport, non une cause.",
        lambda b: _ratio(b.projets.r, b.cellule.charges),
    ),
}

#: Ratios that are not a share of one: written « 0,83 » rather than « 83 % ».
MULTIPLES = (
    "effet_levier",
    "effet_levier_elargi",
    "euros_de_projet_par_euro_de_cellule",
    "diversification",
)
