"""Members: what each puts in and gets, and whether both sides say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.cube import SENS
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import whole_turnovers
from ptce_ledger.mots import economie
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.etat import Etat
from ptce_ledger.suivi.sources import PartDeLigne

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.suivi.suivi import Suivi

#: What a member pays, by type; « autres » is any other resource.
_VERSES = {
    "cotisations": "cotisations",
    "services": "facturation-interne",
    "commissions": "commissions",
}
#: Classes of what is bought; a loss (654) is no purchase.
_ACHATS = ("60", "61", "62")
_PREUVES = tuple(lexique.PREUVES)
COLONNES = (
    Colonne("cotisations", "Cotisations"),
    Colonne("services", "Services"),
    Colonne("commissions", "Commissions"),
    Colonne("autres", "Autres"),
    Colonne("verse", "Versé"),
    Colonne("financements", "Financements"),
    Colonne("contributions", "En nature"),
    Colonne("heures", "Heures", "heures"),
    Colonne("etp_pole", "ETP au pôle", "nombre"),
    Colonne("ca_imputable", "CA imputable"),
    Colonne("ca_imputable_preuve", "Preuve du CA imputable", "mot"),
    Colonne("vendu_au_pole", "Vendu au pôle"),
    Colonne("ca_total", "CA entier"),
    Colonne("ca_total_preuve", "Preuve du CA entier", "mot"),
    Colonne("part", "Part", "ratio"),
    Colonne("a_regler", "À régler"),
)
_MONTREES = {
    "membres": ("verse", "contributions", "ca_imputable", "vendu_au_pole", "a_regler"),
    "reciproques": ("pole", "declare", "constat"),
}
#: What only a member can say.
DECLARES = ("etp_pole", "ca_imputable", "ca_total", "part", "base_valeur")
VENDU, ACHETE = economie.SENS_RECIPROQUES


def build(suivi: Suivi, exercice: int) -> Etat:
    """Set the members of an exercice, and what both sides say."""
    registre = suivi.registre
    codes = suivi.dossier.ensemble(exercice).membres()
    cles = (Colonne("membre", "Membre", "code"),)
    membres = tuple(_row(suivi, code, exercice) for code in codes)
    return Etat(
        "membres",
        "Membres et réciprocité",
        registre.code,
        registre.libelle,
        {"exercice": exercice},
        (
            Tableau("membres", "Membres", cles, COLONNES, membres),
            Tableau(
                "reciproques",
                "Ce que chacun dit",
                (*cles, Colonne("sens", "Sens", "code")),
                (
                    Colonne("pole", "Selon le pôle"),
                    Colonne("declare", "Selon le membre"),
                    Colonne("ecart", "Écart"),
                    Colonne("constat", "Constat", "mot"),
                ),
                tuple(_reciprocal(suivi, codes, exercice)),
            ),
        ),
        suivi.libelles,
        montrees=_MONTREES,
    )


def _row(suivi: Suivi, code: str, exercice: int) -> Ligne:
    ensemble = suivi.dossier.ensemble(exercice)
    fondes = _paid(suivi, code, exercice)
    fondes["verse"] = _add(*fondes.values())
    recu = SENS["financement"][0]
    fondes["financements"] = Source.of(
        ensemble.of(nature="financement", membre=code, sens=recu)
    )
    dons = ensemble.of(nature="contribution", membre=code)
    fondes["contributions"] = Source.of(dons)
    fondes["heures"] = Source.of(dons, mesure="heures")
    fondes["vendu_au_pole"] = _sold(suivi, code, exercice)
    fondes["a_regler"] = _open(suivi, code, exercice)
    impute = ensemble.ca_imputable(code)
    preuves = [f.preuve for case in impute.cases for f in case.facts]
    lu = suivi.registre.donnees_lues(code, exercice)
    cles = lu.cles if lu else {}
    ca = cles["ca"].number if "ca" in cles else None
    entier = sources.of_facts(
        [*whole_turnovers(suivi.releve, [lu])] if lu and ca is not None else []
    )
    dits: dict[str, Any] = {
        "etp_pole": cles.get("etp-pole"),
        "ca_imputable": impute.total() if impute else None,
        "ca_imputable_preuve": min(preuves, key=_PREUVES.index, default=""),
        "ca_total": ca,
        "ca_total_preuve": "" if ca is None else cles.get("preuve", "declaratif"),
        "part": ratio(impute.total(), ca) if impute and ca is not None else None,
    }
    dits |= {nom: source.total() for nom, source in fondes.items()}
    fondes |= {"ca_imputable": impute, "ca_total": entier, "part": impute.over(entier)}
    return Ligne(
        (code,),
        tuple(dits[c.code] for c in COLONNES),
        tuple(fondes.get(c.code, Source()) for c in COLONNES),
    )


def _paid(suivi: Suivi, code: str, exercice: int) -> dict[str, Source]:
    """Give what a member pays to the pole, by what it pays for."""
    ensemble = suivi.dossier.ensemble(exercice)
    verses = ensemble.of(nature="produit", membre=code, interne="membre")
    fondes = {
        nom: Source.of(c for c in verses if c.cle.type == type_)
        for nom, type_ in _VERSES.items()
    }
    ailleurs = (*_VERSES.values(), "hors-ressources")
    fondes["autres"] = Source.of(c for c in verses if c.cle.type not in ailleurs)
    return fondes


def _sold(suivi: Suivi, code: str, exercice: int) -> Source:
    """Give what the pole buys from a member while it is one."""
    ensemble = suivi.dossier.ensemble(exercice)
    siennes = ensemble.of(nature="charge", membre=code, interne="membre")
    return Source.of(c for c in siennes if c.cle.type in _ACHATS)


def _open(suivi: Suivi, code: str, exercice: int) -> Source:
    """Give what a member still owes of what was called by the end of the exercice."""
    return sources.of_postings(
        suivi.releve,
        (
            PartDeLigne(creance.entry, creance.net.posting, creance.ouvert)
            for creance in suivi.creances.creances
            if creance.net.tiers == code and creance.exercice <= exercice
        ),
    )


def _add(*fondes: Source) -> Source:
    somme = Source()
    for source in fondes:
        somme = somme.plus(source)
    return somme


class Reciproque(NamedTuple):
    """What the pole and a member say of the same thing."""

    pole: Source
    #: None where the member says nothing.
    declare: Source | None

    def gap(self) -> Decimal:
        """Give what the member says beyond what the pole says."""
        return (self.declare.total() if self.declare else ZERO) - self.pole.total()


def reciprocal(suivi: Suivi, code: str, sens: str, exercice: int) -> Reciproque:
    """Set what the pole and a member say of what one sells to the other."""
    registre = suivi.registre
    if sens == VENDU:
        lus = [
            lu
            for lu in registre.declared("ptce-ca", exercice)
            if lu.valeurs["membre"] == code
            and registre.is_pole(lu.cles.get("client", ""))
        ]
        dits = [(lu.entry, "CA", lu.valeurs["montant"].number) for lu in lus]
        pole = _sold(suivi, code, exercice)
    else:
        une = registre.donnees_lues(code, exercice)
        achats = une.cles.get("achats-pole") if une else None
        # Nothing bought, and said so, is no silence.
        dits = (
            [(une.entry, "Achats au pôle", achats.number)]
            if une is not None and achats is not None
            else []
        )
        verses = _paid(suivi, code, exercice)
        pole = _add(*(verses[nom] for nom in _VERSES))
    declare = sources.of_directives(suivi.releve, dits) if dits else None
    return Reciproque(pole, declare)


def _reciprocal(suivi: Suivi, codes: list[str], exercice: int) -> Iterator[Ligne]:
    for code in codes:
        for sens in economie.SENS_RECIPROQUES:
            une = reciprocal(suivi, code, sens, exercice)
            pole, declare = une.pole.total(), une.declare
            if declare is None and not pole:
                continue
            ecart = None if declare is None else une.gap()
            constat = _finding(suivi, code, sens, exercice, une)
            montant = None if declare is None else declare.total()
            fondes = (une.pole, declare or Source(), Source(), Source())
            yield Ligne((code, sens), (pole, montant, ecart, constat), fondes)


def _finding(suivi: Suivi, code: str, sens: str, exercice: int, une: Reciproque) -> str:
    """Say which of the findings holds first."""
    if une.declare is not None and not une.gap():
        return "concordant"
    for annee in (exercice - 1, exercice + 1):
        autre = reciprocal(suivi, code, sens, annee)
        dit = une.declare is not None or autre.declare is not None
        if dit and une.gap() and une.gap() == -autre.gap():
            return "decalage"
    if une.declare is None:
        return "pole-seul"
    return "ecart" if une.pole.total() else "membre-seul"
