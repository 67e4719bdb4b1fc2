"""Tables beside the three levels: members' give and take, funders, conventions, evidence.

They add facts of the same cases as the synthesis, so their totals are its own: what
members paid re-adds to « dont reçu des membres », what payers brought to the net.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.chiffres.retenues import withheld_of
from ptce_ledger.analyse.chiffres.retenues import withhold_in
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Groupe
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.tables.blocs import Ensemble
from ptce_ledger.faits.affectation import missing_axes
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve

_VERSE = ("facturation-interne", "commissions")
_AIDES = ("subventions", "fonds-dedies")


def annex(releve: Releve, exercice: int) -> Groupe:
    """Build the tables beside the levels, for an exercice."""
    facts = list(releve.iter_facts({exercice}))
    ensemble = Ensemble(releve.registre, exercice, cube.build(facts))
    annexe = Groupe(
        "annexe",
        "Annexe",
        (
            _contribution(ensemble),
            _financeurs(ensemble),
            _echelons(facts),
            _conventions(releve, exercice),
            _preuves(facts),
            _manques(facts),
        ),
    )
    retenues = withheld_of(releve.registre, exercice)
    return withhold_in(annexe, annexe.code, retenues) if retenues else annexe


def _row(cles: tuple[str, ...], colonnes: Sequence[Sequence[Case]]) -> Ligne:
    """Sum each column's cases."""
    cases = tuple(tuple(siennes) for siennes in colonnes)
    return Ligne(cles, tuple(cube.total(siennes) for siennes in cases), cases)


def _contribution(ensemble: Ensemble) -> Tableau:
    """What each member brings to the pole, and what comes back to it."""
    lignes = []
    ressources = cube.select(ensemble.cases, cube.RESSOURCES)
    for code in ensemble.membres():
        paye = cube.select(ressources, ({"interne": ["membre"], "tiers": [code]}, {}))
        sien = {"membre": [code]}
        lignes.append(
            _row(
                (code,),
                (
                    cube.select(paye, ({"type": ["cotisations"]}, {})),
                    cube.select(paye, ({"type": _VERSE}, {})),
                    cube.select(paye, ({}, {"type": ["cotisations", *_VERSE]})),
                    paye,
                    cube.select(
                        ensemble.cases, ({"nature": ["contribution"], **sien}, {})
                    ),
                    cube.select(
                        ensemble.cases,
                        ({"nature": ["charge"], "interne": ["membre"], **sien}, {}),
                    ),
                    cube.select(ensemble.cases, ({"nature": ["ca"], **sien}, {})),
                ),
            )
        )
    colonnes = (
        Colonne("cotisations", "Cotisations"),
        Colonne("services", "Services et commissions"),
        Colonne("autres", "Autres"),
        Colonne("verse", "Versé en tout"),
        Colonne("en_nature", "Apporté en nature"),
        Colonne("achete", "Acheté au membre par le pôle"),
        Colonne("ca_imputable", "Chiffre d’affaires imputable"),
    )
    return Tableau(
        "contribution",
        "Ce que chaque membre apporte au pôle, et ce qui lui en revient",
        (Colonne("membre", "Membre", "code"),),
        colonnes,
        tuple(lignes),
    )


def _financeurs(ensemble: Ensemble) -> Tableau:
    """Who brings the net resources of the pole, largest first."""
    net = cube.select(
        cube.select(ensemble.cases, cube.RESSOURCES), ({}, {"interne": ["pole"]})
    )
    par_tiers: dict[str, list[Case]] = {}
    for case in net:
        par_tiers.setdefault(case.cle.tiers, []).append(case)
    total = cube.total(net)
    lignes = []
    for code, cases in par_tiers.items():
        ligne = _row(
            (code,),
            (
                cube.select(cases, ({"type": _AIDES}, {})),
                cube.select(cases, ({"type": ["dons-mecenat"]}, {})),
                cube.select(cases, ({}, {"type": [*_AIDES, "dons-mecenat"]})),
                cube.select(cases, ({"perimetre": ["cellule"]}, {})),
                cube.select(cases, ({"perimetre": ["projet"]}, {})),
                cases,
            ),
        )
        part = ratio(ligne.valeurs[-1], total)
        lignes.append(Ligne(ligne.cles, (*ligne.valeurs, part), (*ligne.cases, ())))
    lignes.sort(key=lambda ligne: (-_rank(ligne.valeurs[-2]), ligne.cles))
    colonnes = (
        Colonne("subventions", "Subventions et fonds dédiés"),
        Colonne("dons", "Dons et mécénat"),
        Colonne("autres", "Ventes et autres"),
        Colonne("cellule", "dont cellule"),
        Colonne("projets", "dont projets"),
        Colonne("net", "Ressources nettes"),
        Colonne("part", "Part", "ratio"),
    )
    cles = (Colonne("tiers", "Financeur ou client", "code"),)
    titre = "Qui apporte les ressources nettes du pôle"
    return Tableau("financeurs", titre, cles, colonnes, tuple(lignes))


def _rank(montant: Decimal) -> Decimal:
    return ZERO if is_withheld(montant) else montant


def _echelons(facts: Iterable[Fact]) -> Tableau:
    """Public subsidies by level of government."""
    groupes: dict[str, list[Fact]] = {}
    for fact in facts:
        aide = fact.nature == "produit" and fact.type in _AIDES
        if aide and fact.origine == "public":
            groupes.setdefault(fact.echelon, []).append(fact)
    lignes = []
    for code in (*lexique.ECHELONS, ""):
        if code in groupes:
            cases = cube.build(groupes[code])
            cellule = cube.select(cases, ({"perimetre": ["cellule"]}, {}))
            projets = cube.select(cases, ({"perimetre": ["projet"]}, {}))
            lignes.append(_row((code,), (cellule, projets, cases)))
    colonnes = (
        Colonne("cellule", "Cellule"),
        Colonne("projets", "Projets"),
        Colonne("total", "Total"),
    )
    cles = (Colonne("echelon", "Échelon", "code"),)
    titre = "Subventions publiques et fonds dédiés, par échelon"
    return Tableau("echelons", titre, cles, colonnes, tuple(lignes))


def _conventions(releve: Releve, exercice: int) -> Tableau:
    """What each agreement granted, what was booked under it so far, what is left."""
    fin = releve.registre.bornes(exercice)[1]
    par_code: dict[str, list[Fact]] = {}
    for fact in releve.iter_facts():
        if fact.convention and fact.date <= fin:
            par_code.setdefault(fact.convention, []).append(fact)
    lignes = []
    for code, convention in sorted(releve.registre.conventions.items()):
        facts = par_code.get(code, [])
        cases = cube.select(cube.build(facts), cube.RESSOURCES)
        annee = [fact for fact in facts if fact.exercice == exercice]
        cette_annee = cube.select(cube.build(annee), cube.RESSOURCES)
        charges = cube.select(cube.build(facts), ({"nature": ["charge"]}, {}))
        recu = cube.total(cases)
        # Where no charge bears the agreement, what is left to spend is not known.
        depense = cube.total(charges) if charges else None
        reste = None if depense is None else convention.montant - depense
        valeurs = (
            convention.financeur,
            convention.projet or "cellule",
            convention.objet or "—",
            convention.montant,
            cube.total(cette_annee),
            recu,
            convention.montant - recu,
            depense,
            reste,
        )
        sources = ((), (), (), (), cette_annee, cases, (), charges, ())
        lignes.append(Ligne((code,), valeurs, tuple(tuple(s) for s in sources)))
    colonnes = (
        Colonne("financeur", "Financeur", "code"),
        Colonne("destination", "Pour", "code"),
        Colonne("objet", "Objet", "texte"),
        Colonne("accorde", "Accordé"),
        Colonne("annee", "Ressources de l’exercice"),
        Colonne("recu", "Ressources cumulées"),
        Colonne("reste", "Reste à constater"),
        Colonne("depense", "Charges cumulées"),
        Colonne("a_depenser", "Reste à dépenser"),
    )
    cles = (Colonne("convention", "Convention", "texte"),)
    titre = "Suivi des conventions, fonds dédiés compris"
    return Tableau("conventions", titre, cles, colonnes, tuple(lignes))


def _preuves(facts: Sequence[Fact]) -> Tableau:
    """How each nature of facts is proved."""
    natures = ("produit", "charge", "financement", "contribution", "ca")
    lignes = []
    for code in lexique.PREUVES:
        cases = cube.build(fact for fact in facts if fact.preuve == code)
        lignes.append(
            _row(
                (code,),
                [cube.select(cases, ({"nature": [nature]}, {})) for nature in natures],
            )
        )
    colonnes = tuple(Colonne(n, lexique.NATURES[n].libelle) for n in natures)
    cles = (Colonne("preuve", "Preuve", "code"),)
    titre = "Force de la preuve, par nature"
    return Tableau("preuves", titre, cles, colonnes, tuple(lignes))


def _manques(facts: Sequence[Fact]) -> Tableau:
    """What has no périmètre, type or origin, with its facts."""
    groupes: dict[str, list[Fact]] = {}
    for fact in facts:
        for axe in missing_axes(fact.nature, fact.perimetre, fact.type, fact.origine):
            groupes.setdefault(axe, []).append(fact)
    lignes = tuple(
        _row((axe,), (cube.build(groupes[axe]),))
        for axe in lexique.AXES
        if axe in groupes
    )
    colonnes = (Colonne("montant", "Montant"),)
    cles = (Colonne("axe", "Axe", "code"),)
    return Tableau("manques", "Non ventilé, avec ses lignes", cles, colonnes, lignes)
