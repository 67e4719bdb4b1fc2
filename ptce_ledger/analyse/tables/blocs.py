"""Tables that are not sums by key: members, exchanges, jobs, who takes part.

Each function takes the whole (`Ensemble`) and the project concerned, and gives its
tables. BLOCS names those that a level definition may ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


class Ensemble(NamedTuple):
    """What a synthesis is made of: the register, the exercice, its cases."""

    registre: Registre
    exercice: int
    cases: Sequence[Case]

    def of(self, **colonnes: str) -> list[Case]:
        """Keep the cases equal to some columns."""
        filtre = {nom: [valeur] for nom, valeur in colonnes.items()}
        return cube.select(self.cases, (filtre, {}))

    def ca(self, membre: str) -> tuple[Decimal | None, Decimal | None]:
        """Give a member's attributable and whole turnover, None where undeclared."""
        cases = self.of(nature="ca", membre=membre)
        donnees = self.registre.donnees(membre, self.exercice)
        total = donnees["ca"].number if "ca" in donnees else None
        return (cube.total(cases) if cases else None), total

    def membres(self) -> list[str]:
        """List the members at any time in the exercice, by code."""
        return [
            code
            for code in self.registre.membres()
            if self.registre.was_member(code, self.exercice)
        ]

    def projets(self) -> list[str]:
        """List the projects that have a fact or a declaration in the exercice."""
        avec = {case.cle.projet for case in self.cases}
        for nom, cle in (("ptce-emploi", ""), ("ptce-cooperation", "projet")):
            for lu in self.registre.declared(nom, self.exercice):
                avec.add(lu.cles.get(cle, "") if cle else lu.valeurs["périmètre"])
        return sorted(avec & set(self.registre.projets))


def membres(ensemble: Ensemble) -> list[Tableau]:
    """Each member's attributable turnover, its whole turnover and the share."""
    lignes = []
    for code in ensemble.membres():
        imputable, total = ensemble.ca(code)
        part = None
        if imputable is not None and total is not None:
            part = ratio(imputable, total)
        cases = tuple(ensemble.of(nature="ca", membre=code))
        lignes.append(Ligne((code,), (imputable, total, part), (cases, (), ())))
    colonnes = (
        Colonne("ca_imputable", "Imputable", "euros", "ca-imputable"),
        Colonne("ca_total", "Chiffre d’affaires"),
        Colonne("part", "Part", "ratio"),
    )
    cles = (Colonne("membre", "Membre", "code"),)
    titre = "Chiffre d’affaires des membres imputable au pôle"
    return [Tableau("membres", titre, cles, colonnes, tuple(lignes))]


def echanges(ensemble: Ensemble) -> list[Tableau]:
    """What members sold to one another, by seller and buyer."""
    paires: dict[tuple[str, str], list[Case]] = {}
    for case in ensemble.of(nature="ca", interne="membre"):
        paires.setdefault((case.cle.membre, case.cle.tiers), []).append(case)
    lignes = tuple(
        Ligne(paire, (cube.total(cases),), (tuple(cases),))
        for paire, cases in sorted(paires.items())
    )
    cles = (
        Colonne("vendeur", "Vendeur", "code"),
        Colonne("acheteur", "Acheteur", "code"),
    )
    colonnes = (Colonne("montant", "Montant"),)
    return [Tableau("echanges", "Échanges entre membres", cles, colonnes, lignes)]


def etp(ensemble: Ensemble, perimetre: str) -> Tableau:
    """Jobs by statut, in full-time equivalents; volunteer time is never among them."""
    sommes = dict.fromkeys(lexique.STATUTS, ZERO)
    for lu in ensemble.registre.declared("ptce-emploi", ensemble.exercice):
        # Without a statut the job is only mobilised: neither created nor kept.
        if lu.valeurs["périmètre"] == perimetre:
            nombre = SECRET if lu.cles.get("retenu") else lu.valeurs["nombre"]
            sommes[lu.cles.get("statut", "mobilise")] += nombre
    colonnes = tuple(
        Colonne(code, mot.libelle, "nombre") for code, mot in lexique.STATUTS.items()
    )
    ligne = Ligne((), tuple(sommes.values()))
    return Tableau("etp", "Emplois (ETP)", (), colonnes, (ligne,), "objet")


def etp_cellule(ensemble: Ensemble) -> list[Tableau]:
    """Jobs of the cell."""
    return [etp(ensemble, "cellule")]


def describe_projet(ensemble: Ensemble, code: str) -> list[Tableau]:
    """What a project is besides its money: jobs, members, turnover, cooperations."""
    registre, exercice = ensemble.registre, ensemble.exercice
    cooperations = _on(registre.declared("ptce-cooperation", exercice), code)
    emplois = [
        lu
        for lu in registre.declared("ptce-emploi", exercice)
        if lu.valeurs["périmètre"] == code
    ]
    cases = ensemble.of(nature="ca", projet=code)
    declare = registre.projets[code]
    engages = {declare.chef_de_file, *declare.membres}
    engages |= {case.cle.membre for case in cases}
    engages |= {lu.cles.get("membre", "") for lu in emplois}
    for lu in cooperations:
        engages |= {lu.valeurs["membre"], lu.valeurs["autre membre"]}
    colonnes = (
        Colonne("membres", "Membres engagés", "liste"),
        Colonne("ca_imputable", "Chiffre d’affaires imputable"),
        Colonne("cooperations", "Coopérations", "entier"),
    )
    valeurs = (
        tuple(sorted(engages & set(registre.membres()))),
        cube.total(cases),
        len(cooperations),
    )
    ligne = Ligne((), valeurs, ((), tuple(cases), ()))
    fiche = Tableau("projet", "Engagement", (), colonnes, (ligne,), "champs")
    return [etp(ensemble, code), fiche]


def _on(lus: list[Lu], projet: str) -> list[Lu]:
    return [lu for lu in lus if lu.cles.get("projet") == projet]


BLOCS: dict[str, Callable[[Ensemble], list[Tableau]]] = {
    "membres": membres,
    "echanges": echanges,
    "etp_cellule": etp_cellule,
}
