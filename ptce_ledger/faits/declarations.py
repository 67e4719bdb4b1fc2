"""What is behind a figure and is no fact of the pole, in the shape of a fact.

Jobs, whole turnovers, cooperations, agreements and plain postings make no row of the
facts, but the figures that count them open to their lines as others do.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.facts import Fact
from ptce_ledger.faits.releve import libelle_of
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.registre.convention import Convention
    from ptce_ledger.registre.lecteur import Lu

_UN = Decimal(1)


def jobs(releve: Releve, lus: Iterable[Lu]) -> Iterator[Fact]:
    """Give the « ptce-emploi » as rows: `quantite` is in full-time equivalents."""
    for lu in lus:
        nombre = SECRET if lu.cles.get("retenu") else lu.valeurs["nombre"]
        code = lu.valeurs["périmètre"]
        # Without a statut the job is only mobilised: neither created nor kept.
        statut = lexique.STATUTS[lu.cles.get("statut", "mobilise")].libelle
        yield _row(releve, lu, "emploi", statut, quantite=nombre)._replace(
            perimetre="cellule"
            if releve.registre.home(code) == "cellule"
            else "projet",
            projet="" if code == "cellule" else code,
            membre=lu.cles.get("membre", ""),
            unite=lexique.ETP,
        )


def whole_turnovers(releve: Releve, lus: Iterable[Lu]) -> Iterator[Fact]:
    """Give the « ptce-donnees » as rows: `montant` is the member's whole turnover."""
    for lu in lus:
        membre = lu.valeurs["membre"]
        libelle = f"{releve.registre.label(membre)} — {lu.valeurs['année']}"
        montant = lu.cles["ca"].number
        yield _row(releve, lu, "donnees", libelle, montant, quantite=_UN)._replace(
            membre=membre
        )


def own_jobs(releve: Releve, lus: Iterable[Lu]) -> Iterator[Fact]:
    """Give the jobs that members declare in all: `quantite` is in full-time equivalents."""
    for lu in lus:
        membre = lu.valeurs["membre"]
        libelle = f"{releve.registre.label(membre)} — {lu.valeurs['année']}"
        un = _row(releve, lu, "donnees", libelle, quantite=lu.cles["etp"])
        yield un._replace(membre=membre, unite=lexique.ETP)


def cooperations(releve: Releve, lus: Iterable[Lu]) -> Iterator[Fact]:
    """Give the « ptce-cooperation » as rows: each counts for one."""
    for lu in lus:
        noms = (lu.valeurs["membre"], lu.valeurs["autre membre"])
        libelle = " → ".join(map(releve.registre.label, noms))
        un = _row(releve, lu, "cooperation", libelle, quantite=_UN)
        yield un._replace(
            membre=noms[0], tiers=noms[1], projet=lu.cles.get("projet", "")
        )


def gifts(releve: Releve, lus: Iterable[Lu]) -> Iterator[Fact]:
    """Give what « ptce-cooperation » lines say is given without money: its worth."""
    for lu in lus:
        valeur = lu.cles["valeur"]
        donne, recoit = (lu.valeurs["membre"], lu.valeurs["autre membre"])
        libelle = " → ".join(map(releve.registre.label, (donne, recoit)))
        prix = releve.prix.value(valeur.number, valeur.currency, lu.entry.date)
        un = _row(releve, lu, "cooperation", libelle, prix, quantite=valeur.number)
        yield un._replace(
            membre=donne,
            tiers=recoit,
            projet=lu.cles.get("projet", ""),
            unite=valeur.currency,
        )


def set_in_motion(releve: Releve, lus: Iterable[Lu]) -> Iterator[Fact]:
    """Give the « ptce-indicateur » as rows: `quantite` is what is counted."""
    for lu in lus:
        code, nombre = lu.valeurs["périmètre"], lu.valeurs["nombre"]
        libelle = lu.valeurs["libellé"]
        yield _row(releve, lu, "indicateur", libelle, quantite=nombre)._replace(
            perimetre="cellule"
            if releve.registre.home(code) == "cellule"
            else "projet",
            projet="" if code == "cellule" else code,
            unite=lu.cles.get("unite", ""),
        )


def memberships(releve: Releve, codes: Iterable[str]) -> Iterator[Fact]:
    """Give members as rows, where they are declared: each counts for one."""
    for code in codes:
        tiers = releve.registre.tiers[code]
        entry = tiers.entry
        yield _placed(releve, entry.date, entry.meta)._replace(
            nature="adhesion", membre=code, quantite=_UN, libelle=tiers.libelle
        )


def agreement(releve: Releve, convention: Convention) -> Fact:
    """Give a « ptce-convention » as a row: `montant` is what was granted."""
    entry = convention.entry
    return _placed(releve, entry.date, entry.meta)._replace(
        nature="convention",
        tiers=convention.financeur,
        projet=convention.projet,
        convention=convention.code,
        montant=convention.montant,
        libelle=convention.objet or convention.code,
    )


def posted(
    releve: Releve, entry: Transaction, posting: Posting, montant: Decimal
) -> Fact:
    """Give a posting as a row, as Beancount counts it, whatever its axes."""
    meta = {**entry.meta, **(posting.meta or {})}
    return _placed(releve, entry.date, meta)._replace(
        nature="ecriture",
        montant=montant,
        quantite=montant,
        compte=posting.account,
        libelle=libelle_of(entry),
    )


def stated(releve: Releve, entry: Any, libelle: str, montant: Decimal) -> Fact:
    """Give a directive of the register as a row: what is due or proposed by it."""
    return _placed(releve, entry.date, entry.meta)._replace(
        nature="enonce", montant=montant, quantite=montant, libelle=libelle
    )


def _row(
    releve: Releve,
    lu: Lu,
    nature: str,
    libelle: str,
    montant: Decimal = ZERO,
    *,
    quantite: Decimal = ZERO,
) -> Fact:
    """Give the row of a declaration: its date, its place, what it counts."""
    return _placed(releve, lu.entry.date, lu.entry.meta)._replace(
        nature=nature,
        montant=montant,
        quantite=quantite,
        preuve=lu.cles.get("preuve", "declaratif"),
        libelle=libelle,
    )


def _placed(releve: Releve, date: datetime.date, meta: Mapping[str, Any]) -> Fact:
    """Give a row that says nothing but when and where it is written."""
    registre = releve.registre
    return _VIDE._replace(
        date=date,
        exercice=registre.exercice(date),
        pole=registre.code,
        fichier=releve.fichier(meta["filename"]),
        ligne=meta["lineno"],
    )


_NOMBRES = ("date", "exercice", "montant", "quantite", "ligne")
_VIDE = Fact(
    date=datetime.date.min,
    exercice=0,
    montant=ZERO,
    quantite=ZERO,
    unite=lexique.EURO,
    ligne=0,
    **dict.fromkeys(
        (nom for nom in Fact._fields if nom not in _NOMBRES and nom != "unite"), ""
    ),
)
