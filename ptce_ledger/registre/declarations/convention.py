"""« ptce-convention »: a grant agreement, its funder and what was granted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.conventions import AvenantContredit
from ptce_ledger.erreurs.conventions import TauxInvalide
from ptce_ledger.erreurs.registre import CodeEnDouble
from ptce_ledger.mots import economie
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import later
from ptce_ledger.registre.convention import Convention
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import check_periode
from ptce_ledger.registre.declarations.doubles import place_of
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import BOOLEEN
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def _declare(
    registre: Registre, lu: Lu, _premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    """Take an agreement in; written again at a later date, it is amended.

    Its amount and the keys then given hold from that date, the others stay.
    """
    versions = registre.avenants.setdefault(lu.valeurs["code"], [])
    precedente = versions[-1] if versions else None
    errors = list(_check_avenant(lu, precedente))
    if errors:
        yield from errors
        return
    version = _read(lu, precedente)
    yield from check_periode(lu, "fin", version.debut)
    yield from _check_taux(lu)
    versions.append(version)
    registre.conventions[version.code] = version


def _check_avenant(lu: Lu, precedente: Convention | None) -> Iterator[PtceError]:
    if precedente is None:
        return
    entry, place = lu.entry, place_of(precedente.entry)
    if entry.date == precedente.entry.date:
        yield CodeEnDouble.at(entry.meta, entry, code=precedente.code, **place)
        return
    projet = lu.cles.get("projet", precedente.projet)
    if (lu.valeurs["financeur"], projet) != (precedente.financeur, precedente.projet):
        autre = lu.valeurs["financeur"] != precedente.financeur
        yield AvenantContredit.at(
            entry.meta if autre else source.place_of_key(entry.meta, "projet"),
            entry,
            code=precedente.code,
            quoi=later("du financeur « {code} »", code=precedente.financeur)
            if autre
            else _for(precedente.projet),
            **place,
        )


def _for(projet: str) -> object:
    if not projet:
        return later("de la cellule")
    return later("du projet « {code} »", code=projet)


def _check_taux(lu: Lu) -> Iterator[PtceError]:
    """Report a share that is not one: above zero, at most one."""
    for cle in ("part-financee", "taux-indirects", "plafond-public"):
        taux = lu.cles.get(cle)
        if taux is not None and not 0 < taux <= 1:
            place = source.place_of_key(lu.entry.meta, cle)
            yield TauxInvalide.at(place, lu.entry, cle=cle, valeur=taux)


def _read(lu: Lu, precedente: Convention | None) -> Convention:
    """Give what a declaration says, over what was said before."""
    valeurs, cles = lu.valeurs, lu.cles
    montant, entry = valeurs["montant"].number, lu.entry
    base = precedente or Convention(valeurs["code"], valeurs["financeur"], montant)
    dites: dict[str, Any] = {
        "projet": cles.get("projet"),
        "objet": cles.get("objet"),
        "debut": cles.get("debut"),
        "fin": cles.get("fin"),
        "affectee": cles.get("affectee"),
        "part_financee": cles.get("part-financee"),
        "taux_indirects": cles.get("taux-indirects"),
        "plafond_public": cles.get("plafond-public"),
        "avec_contributions": cles.get("avec-contributions"),
        "regime_aide": cles.get("regime-aide"),
        "deja_constate": _number(cles.get("deja-constate")),
        "deja_depense": _number(cles.get("deja-depense")),
    }
    gardees = {nom: valeur for nom, valeur in dites.items() if valeur is not None}
    return replace(base, montant=montant, entry=entry, **gardees)


def _number(montant: Any) -> Decimal | None:
    return montant.number if montant is not None else None


DECLARATION = Declaration(
    Directive(
        "Une convention de financement : son financeur et le montant accordé.",
        {"code": REFERENCE, "financeur": REFERENCE, "montant": MONTANT},
        {
            "projet": Propriete(REFERENCE, "Le projet financé ; sans lui, la cellule."),
            "debut": Propriete(DATE, "Le premier jour de la convention."),
            "fin": Propriete(DATE, "Le dernier jour de la convention."),
            # Names of the grant schema, SCDL « subventions » 2.1.
            "objet": Propriete(TEXTE, "Ce que la convention finance."),
            "decision": Propriete(TEXTE, "La référence de la décision d’attribution."),
            "nature": Propriete(TEXTE, "La nature de l’aide : numéraire ou en nature."),
            "conditions-versement": Propriete(
                TEXTE, "À quelles conditions elle est versée."
            ),
            "dates-versement": Propriete(TEXTE, "Quand elle est versée."),
            "affectee": Propriete(
                BOOLEEN,
                "Elle est d’une action définie, et toutes ses dépenses portent la convention.",
            ),
            "part-financee": Propriete(
                NOMBRE, "La part des coûts qu’elle paie : 0.8 ; sans elle, tous."
            ),
            "taux-indirects": Propriete(
                NOMBRE, "Le forfait de coûts indirects, sur les coûts directs : 0.15."
            ),
            "avec-contributions": Propriete(
                BOOLEEN, "Les contributions en nature comptent parmi les coûts."
            ),
            "plafond-public": Propriete(
                NOMBRE,
                "La part des charges que l’argent public ne peut dépasser : 0.8.",
            ),
            "regime-aide": Propriete(
                Choix(economie.REGIMES_D_AIDE),
                "Le régime d’aides d’État qui s’applique.",
            ),
            "deja-constate": Propriete(
                MONTANT, "Commencée avant le livre : ce qui en était déjà au résultat."
            ),
            "deja-depense": Propriete(
                MONTANT, "Commencée avant le livre : ce qui en était déjà dépensé."
            ),
        },
    ),
    references={"financeur": "tiers", "projet": "projet"},
    declare=_declare,
)
