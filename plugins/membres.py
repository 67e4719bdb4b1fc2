"""Membres: writes `tiers`, `origine` and `type`; finds members' turnover.

A sale to a tiers that is a member on that date becomes internal invoicing.

Avant, « La Recyclerie » étant membre :

    2025-05-02 * "LA RECYCLERIE" "Loyer de l'atelier"
      Income:7083-Locations  -240.00 EUR
      Assets:512-Banque

Après :

    2025-05-02 * "LA RECYCLERIE" "Loyer de l'atelier"
      Income:7083-Locations  -240.00 EUR
        type: "facturation-interne"
        tiers: "recyclerie"
        origine: "ess"
      Assets:512-Banque
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.ecritures import FacturationInterneSansClient
from ptce_ledger.erreurs.ecritures import FacturationInterneSansMembre
from ptce_ledger.erreurs.ecritures import OrigineContredite
from ptce_ledger.erreurs.ecritures import OriginePole
from ptce_ledger.erreurs.registre import MembreHorsPeriode
from ptce_ledger.erreurs.registre import PartSuperieureAUn
from ptce_ledger.faits.annotation import Volet
from ptce_ledger.faits.annotation import annotate
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.references import check_key
from ptce_ledger.registre.references import refused
from ptce_ledger.registre.valeurs import check_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from decimal import Decimal

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.annotation import Contexte
    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.mots.dits import Dit

__plugins__ = ("membres",)

_ORIGINES = Choix(lexique.ORIGINES)


def _notes(axes: Axes) -> dict[str, str]:
    notes = {"perimetre": "membre"} if axes.nature == "ca" else {}
    for cle in ("type", "tiers", "origine", "membre"):
        if valeur := getattr(axes, cle):
            notes[cle] = valeur
    return notes


def _check_meta(
    entry: Any, meta: Mapping[str, Any], releve: Releve
) -> Iterator[PtceError]:
    yield from check_key(releve.registre, "code", "tiers", entry, meta)
    yield from check_key(releve.registre, "membre", "membre", entry, meta)
    if "origine" in meta:
        yield from check_value(entry, meta, "origine", _ORIGINES)


def _check_ligne(contexte: Contexte) -> Iterator[PtceError]:
    axes = contexte.axes
    if axes.type == "facturation-interne" and not axes.interne:
        yield from _check_client(contexte)
    lieu, ou = _place_of_origine(contexte)
    if axes.interne == "pole" and ou and lieu.get("origine") != "pole":
        yield OrigineContredite.at(
            source.place_of_key(lieu, "origine"),
            contexte.entry,
            origine=lieu.get("origine"),
            tiers=axes.tiers,
            lieu=ou,
        )
    if axes.interne != "pole" and axes.origine == "pole":
        yield OriginePole.at(
            source.place_of_key(lieu, "origine"),
            contexte.entry,
            tiers=Cite(axes.tiers) if axes.tiers else later("inconnu"),
            lieu=ou or later("la ligne « open » du compte"),
        )


def _place_of_origine(contexte: Contexte) -> tuple[Mapping[str, Any], Dit | None]:
    """Find where an origin is written, nearest first, and how to call that place."""
    _, entry, posting, _, _ = contexte
    if posting.meta and "origine" in posting.meta:
        return posting.meta, later("la ligne")
    if "origine" in entry.meta:
        return entry.meta, later("l’écriture")
    return posting.meta or entry.meta, None


def _check_client(contexte: Contexte) -> Iterator[PtceError]:
    releve, entry, posting, _, axes = contexte
    if axes.tiers in releve.registre.tiers:
        yield FacturationInterneSansMembre.at(
            posting.meta, entry, jour=Jour(entry.date), tiers=axes.tiers
        )
    elif not axes.tiers:  # a code that nobody declared is reported as such
        qui = ("ptce-membre", "ptce-projet", "ptce-tiers")
        paye = entry.payee or ""
        refusee = releve.registre.refused(qui, paye)
        if refusee is not None:
            yield refused(posting.meta or entry.meta, entry, paye, refusee)
            return
        yield FacturationInterneSansClient.at(posting.meta, entry)


def _check_livre(releve: Releve) -> Iterator[PtceError]:
    registre = releve.registre
    sommes: dict[tuple[str, int], Decimal] = {}
    for fact in releve.iter_turnover():
        cle = fact.membre, fact.exercice
        sommes[cle] = sommes.get(cle, ZERO) + fact.montant
        if not registre.was_member(*cle):
            yield MembreHorsPeriode.at(
                releve.place(fact), None, code=fact.membre, exercice=fact.exercice
            )
    for lu in registre.declarations.get("ptce-donnees", ()):
        cle = lu.valeurs["membre"], int(lu.valeurs["année"])
        retenue = registre.donnees(*cle) is lu.cles and "ca" in lu.cles
        if retenue and cle in sommes and sommes[cle] > lu.cles["ca"].number:
            yield PartSuperieureAUn.at(
                lu.entry.meta,
                lu.entry,
                code=cle[0],
                exercice=cle[1],
                imputable=Montant(round_euros(sommes[cle]), EURO),
                total=Montant(round_euros(lu.cles["ca"].number), EURO),
            )


VOLET = Volet(
    notes=_notes,
    check_meta=_check_meta,
    check_ligne=_check_ligne,
    check_livre=_check_livre,
)


def membres(
    entries: list[Any], options: Mapping[str, Any], _config: str | None = None
) -> tuple[list[Any], list[PtceError]]:
    """Mark who pays, where the money comes from, and members' own turnover."""
    return annotate(entries, options, (VOLET,))
