"""Check a group once it is read: one thing a name, and figures that mean something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.definitions.fautes import wrong
from ptce_ledger.analyse.definitions.grammaire import DE_GROUPE
from ptce_ledger.analyse.definitions.grammaire import NIVEAU
from ptce_ledger.analyse.definitions.grammaire import RESERVES
from ptce_ledger.analyse.definitions.grammaire import SOMME_MAX
from ptce_ledger.analyse.definitions.selections import check_figure
from ptce_ledger.analyse.definitions.selections import check_table
from ptce_ledger.analyse.definitions.selections import kept
from ptce_ledger.analyse.definitions.selections import terms_of
from ptce_ledger.analyse.definitions.vues import check_views
from ptce_ledger.analyse.tables import BLOCS
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.ordre import ORDRES

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from ptce_ledger.analyse.cube import Selection
    from ptce_ledger.analyse.definitions.fautes import Faute
    from ptce_ledger.analyse.definitions.grammaire import DefChiffre
    from ptce_ledger.analyse.definitions.grammaire import DefFiche
    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.analyse.definitions.grammaire import DefTableau
    from ptce_ledger.analyse.definitions.selections import Termes
    from ptce_ledger.mots.dits import Dit

_PRIS = later("code « {mot} » déjà pris")
_SANS_PROJETS = later("« {mot} » d’un groupe qui n’est pas celui des projets")
_CHEMIN_PRIS = later("chemin « {mot} » déjà pris")
_COMPLET = later("« {mot} » ne va pas avec ces clés")
_AUTRE_CHIFFRE = later("chemin « {mot} » d’un autre chiffre")
_SOMME = later("somme « {mot} » de trop de sommes")
_MESURE = later("somme de mesures différentes, « {mot} »")
_AUTRE_CODE = later("Donnez un code que rien d’autre ne porte ici.")
_AUTRE_CHEMIN = later(
    'Un chemin mène à un seul chiffre : donnez-en un autre, ou « chemin = "" ».'
)
_AUCUNE: Selection = ({}, {})


def check_group(groupe: DefGroupe, propres: Collection[str]) -> Iterator[Faute]:
    """Check a group: `propres` are the codes of the tables and cards that it defines."""
    yield from _check_codes(groupe)
    projets = kept("perimetre", [groupe.selection]) == frozenset({"projet"})
    if groupe.pour_chaque and not projets:
        attendu = later('Ajoutez au groupe « filtre.perimetre = ["projet"] ».')
        yield wrong(groupe.code, "pour_chaque", _SANS_PROJETS, attendu)
    for tableau in groupe.tableaux:
        if tableau.code in propres:
            yield from check_tableau(tableau, groupe.selection)
        else:
            yield from check_table(tableau, groupe.selection)
    for fiche in groupe.fiches:
        if fiche.code in propres:
            yield from check_fiche(fiche, groupe.selection)
    yield from _check_paths(groupe)
    yield from check_views(groupe)


def check_code(groupe: DefGroupe, pris: Collection[str]) -> Iterator[Faute]:
    """Check that a pole's own group has a code of its own."""
    reserve = groupe.code in RESERVES or NIVEAU.fullmatch(groupe.code)
    if reserve or groupe.code in pris:
        attendu = later("Donnez un code qu’aucun niveau ni aucun rapport ne porte.")
        yield wrong("code", groupe.code, _PRIS, attendu)


def check_tableau(tableau: DefTableau, autour: Selection = _AUCUNE) -> Iterator[Faute]:
    """Check a table by itself, under the selection of its group."""
    ou, cles = tableau.code, tableau.cles
    yield from _check_once(ou, cles, later("clé « {mot} » nommée deux fois"))
    codes = (*cles, *(colonne.code for colonne in tableau.colonnes))
    yield from _check_once(ou, codes, _PRIS)
    seule = len(cles) == 1 and cles[0] in ORDRES and not tableau.ventilable
    if tableau.complet and not seule:
        attendu = later(
            "Un tableau complet a une seule clé, dont les mots sont connus d’avance."
        )
        yield wrong(ou, "complet", _COMPLET, attendu)
    if tableau.ventilable and "phase" in cles:
        attendu = later("Un tableau ventilable n’a pas déjà la clé « phase ».")
        yield wrong(ou, "ventilable", _COMPLET, attendu)
    fautes = [*check_table(tableau, autour)]
    yield from fautes
    if fautes:
        return
    for colonne in tableau.colonnes:
        yield from check_figure(
            f"{ou}.{colonne.code}", colonne, (autour, tableau.selection), cles
        )
    yield from _check_sums(ou, tableau.colonnes)


def check_fiche(fiche: DefFiche, autour: Selection = _AUCUNE) -> Iterator[Faute]:
    """Check a card by itself, under the selection of its group."""
    for chiffre in fiche.chiffres:
        yield from check_figure(f"{fiche.code}.{chiffre.code}", chiffre, (autour,))
    yield from _check_sums(fiche.code, fiche.chiffres)


def _check_sums(ou: str, chiffres: Iterable[DefChiffre]) -> Iterator[Faute]:
    """Check that sums add what is measured alike, and are not sums of sums without end."""
    mesures: dict[str, str] = {}
    tailles: dict[str, int] = {}
    for chiffre in chiffres:
        noms = [nom.removeprefix("-") for nom in chiffre.somme]
        tailles[chiffre.code] = sum(tailles[nom] for nom in noms) or 1
        mesures[chiffre.code] = chiffre.mesure
        la = f"{ou}.{chiffre.code}"
        for nom in noms:
            if mesures[nom] != chiffre.mesure:
                attendu = later(
                    "Dites la même « mesure » partout, ou retirez ce chiffre."
                )
                yield wrong(la, nom, _MESURE, attendu)
        if tailles[chiffre.code] > SOMME_MAX:
            attendu = later("Ajoutez des chiffres simples.")
            yield wrong(la, chiffre.code, _SOMME, attendu)
            return


def _check_codes(groupe: DefGroupe) -> Iterator[Faute]:
    """Check that a code is that of one table, in every face of the group."""
    siens = []
    for tableau in groupe.tableaux:
        siens.append(tableau.code)
        if tableau.ventilable:
            siens.append(tableau.par_phase)
        # Years side by side make a table of each column.
        compares = [colonne.code for colonne in tableau.colonnes if colonne.compare]
        if len(compares) > 1:
            siens += [f"{tableau.code}_{code}" for code in compares]
    siens += [fiche.code for fiche in groupe.fiches]
    yield from _check_once(groupe.code, (*DE_GROUPE, *siens, *groupe.blocs), _PRIS)
    yield from _check_once(groupe.code, (*siens, *groupe.blocs_par_groupe), _PRIS)
    deux_fois = later("indicateur « {mot} » nommé deux fois")
    yield from _check_once(f"{groupe.code}.indicateurs", groupe.indicateurs, deux_fois)


def _check_once(ou: str, mots: Iterable[str], dit: Dit) -> Iterator[Faute]:
    vus: set[str] = set()
    for mot in mots:
        if mot in vus:
            yield wrong(ou, mot, dit, _AUTRE_CODE)
        vus.add(mot)


def _check_paths(groupe: DefGroupe) -> Iterator[Faute]:
    """Check that a short name is that of one figure, and of the table that splits it.

    A table whose column bears the name of a figure of a card is closed by that figure:
    both must add the same. A block that is a card has its own figures.
    """
    blocs = [BLOCS[nom] for nom in groupe.blocs]
    pris = {nom for bloc in blocs if bloc.vue == "fiche" for nom in bloc.chemins}
    connus: dict[str, Termes] = {}
    for fiche in groupe.fiches:
        termes = terms_of(fiche.chiffres)
        for chiffre in fiche.chiffres:
            sien = termes[chiffre.code]
            if not chiffre.chemin:
                continue
            double = connus.setdefault(chiffre.chemin, sien) != sien
            if double or chiffre.chemin in pris:
                ou = f"{fiche.code}.{chiffre.code}"
                yield wrong(ou, chiffre.chemin, _CHEMIN_PRIS, _AUTRE_CHEMIN)
    portes = {chemin for bloc in blocs for chemin in bloc.chemins}
    for tableau in groupe.tableaux:
        termes = terms_of(tableau.colonnes, tableau.selection)
        for colonne in tableau.colonnes:
            ou, chemin = f"{tableau.code}.{colonne.code}", colonne.chemin
            if chemin not in connus:
                continue
            if chemin in portes:
                yield wrong(ou, chemin, _CHEMIN_PRIS, _AUTRE_CHEMIN)
            elif termes[colonne.code] != connus[chemin]:
                yield wrong(ou, chemin, _AUTRE_CHIFFRE, _AUTRE_CHEMIN)
            portes.add(chemin)
