"""Agreements: what each has become, and the states that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.registre.pole import UN_JOUR
from ptce_ledger.suivi import echeances
from ptce_ledger.suivi import fonds_dedies
from ptce_ledger.suivi import plafonds
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.etat import Etat
from ptce_ledger.suivi.execution import Execution
from ptce_ledger.suivi.execution import execution

if TYPE_CHECKING:
    import datetime

    from ptce_ledger.suivi.suivi import Suivi


def _figure(code: str, titre: str, genre: str = "euros") -> Colonne:
    return Colonne(code, titre, genre, chemin=code.replace("_", "-"))


COLONNES = (
    Colonne("financeur", "Financeur", "code"),
    Colonne("perimetre", "Pour", "code"),
    Colonne("objet", "Objet", "texte"),
    Colonne("debut", "Début", "date"),
    Colonne("fin", "Fin", "date"),
    _figure("accorde_initial", "Accordé d’abord"),
    _figure("accorde", "Accordé"),
    _figure("comptabilise", "Comptabilisé"),
    _figure("constate", "Constaté"),
    _figure("constate_exercice", "Constaté dans l’exercice"),
    _figure("pca", "Constaté d’avance"),
    _figure("creance", "Créance"),
    _figure("encaisse", "Encaissé"),
    _figure("reste_a_percevoir", "Reste à percevoir"),
    _figure("direct", "Dépenses directes"),
    _figure("reparti", "Dépenses réparties"),
    _figure("forfait", "Forfait d’indirects"),
    _figure("depense", "Dépensé"),
    _figure("depense_exercice", "Dépensé dans l’exercice"),
    _figure("justifie", "Justifié"),
    _figure("contributions", "Contributions"),
    _figure("emploi", "Employé"),
    _figure("reste_a_employer", "Reste à employer"),
    _figure("depassement", "Dépassement"),
    _figure("reste_a_justifier", "Reste à justifier"),
    _figure("taux_execution", "Exécution", "ratio"),
    Colonne("jours_restants", "Jours restants", "jours"),
    _figure("pca_attendu", "À constater d’avance"),
    _figure("fonds_dedies_attendus", "Fonds dédiés attendus"),
)
#: The table of agreements, before its rows.
EN_TETE = Tableau(
    "conventions",
    "Conventions",
    (Colonne("convention", "Convention", "code"),),
    COLONNES,
    (),
    groupe="conventions",
    cles_avant=1,
)
_MONTREES = {
    "conventions": (
        "accorde",
        "encaisse",
        "depense",
        "reste_a_employer",
        "taux_execution",
    ),
    "fonds_dedies": ("ouverture", "reports", "utilisations", "cloture", "ecart"),
    "plafonds": ("plafond", "aides_publiques", "charges", "part", "depassement"),
}


def build(suivi: Suivi, exercice: int) -> Etat:
    """Set the agreements of an exercice: cumulated figures, funds, caps, deadlines."""
    registre = suivi.registre
    suivies = followed(suivi, registre.bornes(exercice)[1])
    table = EN_TETE.with_rows(_row(suivi, une, exercice) for une in suivies)
    return Etat(
        "conventions",
        "Conventions et fonds dédiés",
        registre.code,
        registre.libelle,
        {"exercice": exercice},
        (
            table,
            *fonds_dedies.tables(suivi, exercice),
            plafonds.caps(suivi, exercice),
            plafonds.de_minimis(suivi, exercice),
            echeances.table(suivi, exercice),
        ),
        suivi.libelles,
        montrees=_MONTREES,
    )


def followed(suivi: Suivi, au: datetime.date) -> list[Execution]:
    """List the agreements that have begun by a day, by code."""
    toutes = (execution(suivi, code, au) for code in sorted(suivi.registre.conventions))
    return [une for une in toutes if une is not None]


def _row(suivi: Suivi, une: Execution, exercice: int) -> Ligne:
    convention, registre = une.convention, suivi.registre
    premiere = registre.avenants[convention.code][0]
    sur = [(convention.entry, "Produits constatés d’avance attendus", une.pca_attendu)]
    fonds = une.fonds_dedies_attendus
    calculs: dict[str, Source | None] = {
        "accorde_initial": sources.of_directives(
            suivi.releve, [(premiere.entry, "Accordé d’abord", premiere.montant)]
        ),
        "constate_exercice": sources.of_facts(
            [f for f in une.produits if f.exercice == exercice]
        ),
        "depense_exercice": une.depense.less(_before(suivi, une, exercice)),
        "pca_attendu": sources.of_directives(suivi.releve, sur),
        "fonds_dedies_attendus": None
        if fonds is None
        else sources.of_directives(
            suivi.releve, [(convention.entry, "Fonds dédiés attendus", fonds)]
        ),
    }
    dits: dict[str, Any] = {
        "financeur": convention.financeur,
        "perimetre": convention.perimetre,
        "objet": convention.objet,
        "debut": convention.debut,
        "fin": convention.fin,
        "taux_execution": une.taux_execution,
        "jours_restants": une.jours_restants,
    }
    valeurs: list[Any] = []
    fondees: list[Source] = []
    for colonne in COLONNES:
        nom = colonne.code
        if nom in dits:
            valeurs.append(dits[nom])
            fondees.append(_rate(une) if nom == "taux_execution" else Source())
            continue
        source = calculs[nom] if nom in calculs else getattr(une, nom)
        valeurs.append(None if source is None else source.total())
        fondees.append(source or Source())
    return Ligne((convention.code,), tuple(valeurs), tuple(fondees))


def _rate(une: Execution) -> Source:
    return Source() if une.emploi is None else une.emploi.over(une.accorde)


def _before(suivi: Suivi, une: Execution, exercice: int) -> Source:
    """Give what was spent by the eve of the exercice."""
    veille = suivi.registre.bornes(exercice)[0] - UN_JOUR
    avant = execution(suivi, une.convention.code, veille)
    # One declared since was spent on before the book at most.
    return (avant or Execution(suivi, une.convention, veille)).depense
