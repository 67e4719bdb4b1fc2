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

from ptce_ledger.erreurs.codes import CelluleNonProjet
from ptce_ledger.erreurs.codes import CleNonEnVigueur
from ptce_ledger.erreurs.ecritures import AxesContradictoires
from ptce_ledger.erreurs.ecritures import ConventionContredite
from ptce_ledger.erreurs.ecritures import FinanceurContredit
from ptce_ledger.erreurs.valeurs import PerimetreSansProjet
from ptce_ledger.faits.affectation import SITUENT
from ptce_ledger.faits.annotation import Volet
from ptce_ledger.faits.annotation import annotate
from ptce_ledger.faits.axes import EN_NATURE
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Suite
from ptce_ledger.mots.dits import later
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.references import check_key
from ptce_ledger.registre.references import refused
from ptce_ledger.registre.valeurs import check_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.annotation import Contexte
    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.mots.dits import Dit
    from ptce_ledger.registre.cle import Cle
    from ptce_ledger.registre.convention import Convention
    from ptce_ledger.registre.pole import Registre

__plugins__ = ("projets",)

#: What a treasurer writes: « projet » is deduced.
_PERIMETRES = Choix(lexique.PERIMETRES_TYPES)


#: What a line under a key of agreements cannot bear both of.
_SOUS_CLE = ("cle", "convention")


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
    yield from _check_situation(entry, meta, releve.registre)
    if meta.get("projet") in lexique.PERIMETRES_TYPES:
        place = source.place_of_key(meta, "projet")
        yield CelluleNonProjet.at(place, entry, code=meta["projet"])
    else:
        yield from check_key(releve.registre, "projet", "projet", entry, meta)
    for cle in ("convention", "cle"):
        yield from check_key(releve.registre, cle, cle, entry, meta)


def _check_situation(
    entry: Any, meta: Mapping[str, Any], registre: Registre
) -> Iterator[PtceError]:
    situent = [cle for cle in SITUENT if meta.get(cle)]
    perimetre = meta.get("perimetre")
    # What the plugins write back says the same thing twice, which is no contradiction.
    redit = (
        (perimetre == "projet" and "projet" in situent)
        or (perimetre == "membre" and meta.get("membre"))
        or (perimetre == "cellule" and meta.get("projet") in registre.fonctions)
    )
    if redit:
        situent.remove("perimetre")
    elif perimetre == "projet":
        yield PerimetreSansProjet.at(source.place_of_key(meta, "perimetre"), entry)
    elif "perimetre" in meta:
        yield from check_value(entry, meta, "perimetre", _PERIMETRES)
    if len(situent) > 1:
        lieu = later("Le compte") if isinstance(entry, Open) else later("L’écriture")
        if meta is not entry.meta:
            lieu = later("La ligne")
        cles = Suite(tuple(Cite(f"{cle}:") for cle in situent))
        place = source.place_of_key(meta, situent[-1])
        yield AxesContradictoires.at(place, entry, lieu=lieu, cles=cles)


def _check_ligne(contexte: Contexte) -> Iterator[PtceError]:
    releve, entry, posting, _, axes = contexte
    registre = releve.registre
    cle = registre.cle(axes.cle, entry.date) if axes.cle else None
    refusee = registre.refused(("ptce-cle",), axes.cle) if cle is None else None
    if axes.cle in registre.cles and refusee is not None:
        yield refused(posting.meta or entry.meta, entry, axes.cle, refusee)
    elif axes.cle in registre.cles and cle is None:
        yield CleNonEnVigueur.at(
            posting.meta,
            entry,
            code=axes.cle,
            debut=Jour(registre.cles[axes.cle][0].date),
            jour=Jour(entry.date),
            date=entry.date,
        )
    if axes.convention and cle is not None and _shares_agreements(registre, cle):
        yield AxesContradictoires.at(
            posting.meta,
            entry,
            lieu=later("La ligne"),
            cles=Suite(tuple(Cite(f"{cle_}:") for cle_ in _SOUS_CLE)),
        )
        return
    convention = registre.conventions.get(axes.convention)
    if convention is not None and axes.nature != "ca":
        yield from _check_convention(contexte, convention, cle)


def _shares_agreements(registre: Registre, cle: Cle) -> bool:
    """Tell a key whose parts are agreements: each part says whose it is."""
    return any(registre.part_of(code).convention for code, _ in cle.parts)


def _check_convention(
    contexte: Contexte, convention: Convention, cle: Cle | None
) -> Iterator[PtceError]:
    releve, entry, posting, _, axes = contexte
    attendu = convention.projet or "cellule"
    if cle is not None:
        trouves = [code for code, _ in cle.parts]
    else:
        trouves = [axes.projet or axes.perimetre] if axes.perimetre else [attendu]
    maisons = [_home(releve.registre, code) for code in trouves]
    if attendu not in (*trouves, *maisons):
        yield ConventionContredite.at(
            posting.meta,
            entry,
            code=convention.code,
            attendu=_of(attendu),
            trouve=Suite(tuple(_of(code) for code in trouves)),
            forme=_typed(attendu),
        )
    # A charge is paid to anyone, and anyone may give in kind under an agreement.
    paye = axes.nature not in ("charge", *EN_NATURE) and axes.tiers
    if paye and axes.tiers != convention.financeur:
        yield FinanceurContredit.at(
            posting.meta,
            entry,
            code=convention.code,
            attendu=convention.financeur,
            trouve=axes.tiers,
        )


def _home(registre: Registre, code: str) -> str:
    """Give the périmètre that a part of a key, or a project, is of."""
    part = registre.part_of(code)
    return "cellule" if part.perimetre == "cellule" else code


def _of(code: str) -> Dit:
    if code == "cellule":
        return later("de la cellule")
    if code == "hors-pole":
        return later("hors du pôle")
    return later("du projet « {code} »", code=code)


def _typed(code: str) -> str:
    return 'perimetre: "cellule"' if code == "cellule" else f'projet: "{code}"'


VOLET = Volet(notes=_notes, check_meta=_check_meta, check_ligne=_check_ligne)


def projets(
    entries: list[Any], options: Mapping[str, Any], _config: str | None = None
) -> tuple[list[Any], list[PtceError]]:
    """Mark what belongs to each shared project."""
    return annotate(entries, options, (VOLET,))
