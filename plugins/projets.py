"""Projets communs: writes `perimetre: "projet"`, `projet`, `cle` and `convention`.

Avant :

    2025-10-31 * "Habitants" "Ventes de bocaux"
      projet: "conserverie"
      Income:706-Prestations  -1800.00 EUR
      Assets:512-Banque

Après :

    2025-10-31 * "Habitants" "Ventes de bocaux"
      projet: "conserverie"
      Income:706-Prestations  -1800.00 EUR
        perimetre: "projet"
        projet: "conserverie"
      Assets:512-Banque

Under a key no périmètre is written back: the parts are facts, computed afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Open

from ptce_ledger import lexique
from ptce_ledger.affectation import SITUENT
from ptce_ledger.annotation import Volet
from ptce_ledger.annotation import annotate
from ptce_ledger.directives import Choix
from ptce_ledger.erreurs.base import suggest
from ptce_ledger.erreurs.ecritures import AxesContradictoires
from ptce_ledger.erreurs.ecritures import ConventionContredite
from ptce_ledger.erreurs.registre import CleInconnue
from ptce_ledger.erreurs.registre import ConventionInconnue
from ptce_ledger.erreurs.registre import ProjetInconnu
from ptce_ledger.lecteur import check_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.affectation import Axes
    from ptce_ledger.annotation import Contexte
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.releve import Releve

__plugins__ = ("projets",)


def _notes(axes: Axes) -> dict[str, str]:
    notes = {}
    if axes.cle:
        notes["cle"] = axes.cle
    elif axes.projet:
        if axes.perimetre == "projet":
            notes["perimetre"] = "projet"
        notes["projet"] = axes.projet
    if axes.convention:
        notes["convention"] = axes.convention
    return notes


def _check_meta(
    entry: Any, meta: Mapping[str, Any], releve: Releve
) -> Iterator[PtceError]:
    registre = releve.registre
    yield from _check_situation(entry, meta)
    connus: tuple[tuple[str, Any, Mapping[str, Any]], ...] = (
        ("projet", ProjetInconnu, registre.projets),
        ("convention", ConventionInconnue, registre.conventions),
        ("cle", CleInconnue, registre.cles),
    )
    for cle, classe, codes in connus:
        code = meta.get(cle)
        if isinstance(code, str) and code not in codes:
            yield classe.at(
                meta,
                entry,
                code=code,
                date=entry.date,
                jour=f"{entry.date:%d/%m/%Y}",
                suggestion=suggest(code, codes),
            )


def _check_situation(entry: Any, meta: Mapping[str, Any]) -> Iterator[PtceError]:
    situent = [cle for cle in SITUENT if meta.get(cle)]
    perimetre = meta.get("perimetre")
    # What the plugins write back says the same thing twice, which is no contradiction.
    redit = (perimetre == "projet" and "projet" in situent) or (
        perimetre == "membre" and meta.get("membre")
    )
    if redit:
        situent.remove("perimetre")
    elif perimetre is not None:
        admis = Choix({"cellule": lexique.PERIMETRES["cellule"]})
        yield from check_value(entry, "perimetre", admis, perimetre, meta)
    if len(situent) > 1:
        lieu = "Le compte" if isinstance(entry, Open) else "L’écriture"
        if meta is not entry.meta:
            lieu = "La ligne"
        cles = " et ".join(f"« {cle}: »" for cle in situent)
        yield AxesContradictoires.at(meta, entry, lieu=lieu, cles=cles)


def _check_ligne(contexte: Contexte) -> Iterator[PtceError]:
    releve, entry, posting, _, axes = contexte
    registre = releve.registre
    cle = registre.cle(axes.cle, entry.date) if axes.cle else None
    if axes.cle in registre.cles and cle is None:
        yield CleInconnue.at(
            posting.meta,
            entry,
            code=axes.cle,
            jour=f"{entry.date:%d/%m/%Y}",
            date=entry.date,
            suggestion="",
        )
    convention = registre.conventions.get(axes.convention)
    if convention is None or axes.nature == "ca":
        return
    attendu = convention.projet or "cellule"
    if cle is not None:
        trouves = [code for code, _ in cle.parts]
    else:
        trouves = [axes.projet or axes.perimetre] if axes.perimetre else [attendu]
    if attendu not in trouves:
        yield ConventionContredite.at(
            posting.meta,
            entry,
            code=convention.code,
            attendu=_of(attendu),
            trouve=" et ".join(_of(code) for code in trouves),
            remede=f"« {_typed(attendu)} » sur cette ligne",
        )
    paye = axes.nature not in ("charge", "emploi") and axes.tiers
    if paye and axes.tiers != convention.financeur:
        yield ConventionContredite.at(
            posting.meta,
            entry,
            code=convention.code,
            attendu=f"financée par « {convention.financeur} »",
            trouve=f"payée par « {axes.tiers} »",
            remede="le bénéficiaire de l’écriture ou « tiers: »",
        )


def _of(code: str) -> str:
    return "de la cellule" if code == "cellule" else f"du projet « {code} »"


def _typed(code: str) -> str:
    return 'perimetre: "cellule"' if code == "cellule" else f'projet: "{code}"'


VOLET = Volet(notes=_notes, check_meta=_check_meta, check_ligne=_check_ligne)


def projets(
    entries: list[Any], options: Mapping[str, Any], _config: str | None = None
) -> tuple[list[Any], list[PtceError]]:
    """Mark what belongs to each shared project."""
    return annotate(entries, options, (VOLET,))
