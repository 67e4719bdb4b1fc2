"""Who the members are: counted by origin, circle, legal form, sector, and by answer.

A member counts when it is one on a day of the exercice; it enters or leaves when nothing
comes just before or just after, for a member declared again does neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import memberships
from ptce_ledger.mots import lexique
from ptce_ledger.mots import reperes
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.pole import UN_JOUR

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.registre.pole import Tiers

_CLES = (
    Colonne("sur", "Compté par", "code"),
    Colonne("dit", "Précision", "precision"),
)
_COLONNES = (
    Colonne("membres", "Membres", "entier"),
    Colonne("entrees", "Entrées", "entier"),
    Colonne("sorties", "Sorties", "entier"),
)
NON_PRECISE = "non-precise"
#: The order of words that have one; texts are in that of the alphabet.
_ORDRE = (*lexique.ORIGINES, *reperes.CERCLES, *reperes.REPONSES, *reperes.PRECISIONS)


def build(ensemble: Ensemble) -> Tableau:
    """Count the members of an exercice; a copy, which gathers them, cannot."""
    membres = [] if ensemble.registre.copie_pour else ensemble.membres()
    lignes: list[Ligne] = []
    for sur in reperes.COMPTES_DE_MEMBRES:
        groupes: dict[str, list[str]] = {}
        for code in membres:
            groupes.setdefault(_value(ensemble, code, sur), []).append(code)
        # Of what nobody says anything, there is nothing to count.
        if set(groupes) != {NON_PRECISE}:
            lignes += _rows(ensemble, sur, groupes)
    titre = "Les membres, entrées et sorties"
    return Tableau("composition", titre, _CLES, _COLONNES, tuple(lignes))


def _rows(
    ensemble: Ensemble, sur: str, groupes: dict[str, list[str]]
) -> Iterable[Ligne]:
    noms: dict[str, str] = {}
    reunis: dict[str, list[str]] = {}
    for valeur in sorted(groupes):
        # « Scop » and « SCOP » are one form.
        nom = noms.setdefault(fold(valeur), valeur)
        reunis.setdefault(nom, []).extend(groupes[valeur])
    rangs = {mot: rang for rang, mot in enumerate(_ORDRE)}
    for valeur in sorted(reunis, key=lambda v: (v == NON_PRECISE, rangs.get(v, -1), v)):
        yield _row(ensemble, (sur, valeur), sorted(reunis[valeur]))


def _row(ensemble: Ensemble, cle: tuple[str, str], codes: list[str]) -> Ligne:
    debut, fin = ensemble.registre.bornes(ensemble.exercice)
    entrees, sorties = [], []
    for code in codes:
        for premier, dernier in _spells(ensemble.registre.tiers[code]):
            if debut <= premier <= fin:
                entrees.append(code)
            if dernier is not None and debut <= dernier <= fin:
                sorties.append(code)
    listes = (codes, entrees, sorties)
    return Ligne(
        cle,
        tuple(map(len, listes)),
        tuple(
            Source.of(
                cube.gather([*memberships(ensemble.releve, liste)]), mesure="quantite"
            )
            for liste in listes
        ),
    )


def _spells(tiers: Tiers) -> list[tuple[datetime.date, datetime.date | None]]:
    """Join the periods that follow one another: the member only changed."""
    joints: list[tuple[datetime.date, datetime.date | None]] = []
    for debut, fin in tiers.periodes:
        avant = joints[-1] if joints else None
        if avant and avant[1] and avant[1] + UN_JOUR == debut:
            joints[-1] = (avant[0], fin)
        else:
            joints.append((debut, fin))
    return joints


def _value(ensemble: Ensemble, code: str, sur: str) -> str:
    """Say what a member is, of what it is counted by, as of the end of the exercice."""
    registre = ensemble.registre
    if sur == "ensemble":
        return ""
    fin = registre.bornes(ensemble.exercice)[1]
    tiers = registre.tiers_on(code, fin) or registre.tiers[code]
    if sur == "reponse":
        declare = "ca" in registre.donnees(code, ensemble.exercice)
        if declare or ensemble.ca_imputable(code):
            return "declare"
        return tiers.reponse or "sans-reponse"
    dits = {
        "origine": tiers.origine,
        "cercle": tiers.cercle,
        "forme": tiers.forme,
        "secteur": tiers.secteur,
    }
    return dits[sur] or NON_PRECISE
