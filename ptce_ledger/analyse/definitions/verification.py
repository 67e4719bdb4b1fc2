"""Check the words of a definition whole, before any of it serves: each fault, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.definitions import grammaire
from ptce_ledger.analyse.definitions import vues
from ptce_ledger.analyse.definitions.fautes import missing
from ptce_ledger.analyse.definitions.fautes import unknown
from ptce_ledger.analyse.definitions.fautes import wrong
from ptce_ledger.analyse.definitions.formes import CHAMPS
from ptce_ledger.analyse.definitions.formes import CLE_INCONNUE
from ptce_ledger.analyse.definitions.formes import MOTS
from ptce_ledger.analyse.definitions.formes import TITRE
from ptce_ledger.analyse.definitions.formes import check_form
from ptce_ledger.analyse.definitions.formes import refused
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.analyse.tables import BLOCS
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.analyse.definitions.fautes import Faute
    from ptce_ledger.mots.dits import Dit

_BLOC = later("bloc « {mot} » inconnu")
_CHIFFRE = later("chiffre « {mot} » inconnu")
_CLE_DE_TABLEAU = later("clé de tableau « {mot} » inconnue")
_COLONNE = later("colonne « {mot} » inconnue")
_FICHE = later("fiche « {mot} » inconnue")
_INDICATEUR = later("indicateur « {mot} » inconnu")
_MOT = later("mot « {mot} » inconnu")
_SELECTION = later("sélection « {mot} » inconnue")
_TABLEAU = later("tableau « {mot} » inconnu")
_DEUX_FOIS = later("code « {mot} » déjà pris")
_SANS_EFFET = later("clé « {mot} » sans effet ici")
#: What a group shows, when it shows something.
_CONTENUS = (
    *("tableaux", "tableaux_propres", "fiches", "fiches_propres"),
    *("blocs", "indicateurs"),
)
#: What says what a figure adds, and what two kinds of figures do without.
_SELECTIFS = ("de", "filtre", "sauf", "signe")
_D_UNE_PART = ("code", "titre", "part", "compare")


class Communs(NamedTuple):
    """What a definition may name that is defined elsewhere."""

    selections: Mapping[str, Any]
    tableaux: Mapping[str, Any]
    fiches: Mapping[str, Any]
    #: Of a pole's own definition, the codes of its register, by column.
    codes: Mapping[str, Collection[str]] | None = None


def check_communs(brut: Mapping[str, Any]) -> Iterator[Faute]:
    """Check what several groups share: selections, tables, cards by their code."""
    fautes = [*check_form("communs", "fichier", brut)]
    yield from fautes
    if fautes:
        return
    communs = Communs(brut["selections"], {}, {})
    for code, selection in communs.selections.items():
        fautes = [*check_form("selection", code, selection)]
        yield from fautes or _check_selection(code, selection, communs)
    for code, tableau in brut["tableaux"].items():
        yield from _check_tableau(with_code(code, tableau), communs)
    for code, fiche in brut["fiches"].items():
        yield from _check_fiche(with_code(code, fiche), communs)


def with_code(code: str, brut: Any) -> Any:
    """Give a shared table its code: that of its heading, unless it has its own."""
    return {"code": code, **brut} if isinstance(brut, dict) else brut


def check_groupe(brut: Mapping[str, Any], communs: Communs) -> Iterator[Faute]:
    """Check a level, or what stands beside: all that it holds and names."""
    ou = _code_of(brut, "groupe")
    fautes = [*check_form("groupe", ou, brut)]
    yield from fautes
    if fautes:
        return
    if not any(brut.get(cle) for cle in _CONTENUS):
        yield missing(ou, "tableaux", CHAMPS["groupe"]["tableaux"].dit)
    yield from _check_selection(ou, brut, communs)
    seuls = [nom for nom, bloc in BLOCS.items() if bloc.entier]
    divises = [nom for nom, bloc in BLOCS.items() if bloc.par_projet]
    for cle, admis, quoi in (
        ("tableaux", communs.tableaux, _TABLEAU),
        ("fiches", communs.fiches, _FICHE),
        ("indicateurs", INDICATEURS, _INDICATEUR),
        ("blocs", seuls, _BLOC),
        ("blocs_par_groupe", divises, _BLOC),
    ):
        yield from _check_words(f"{ou}.{cle}", brut.get(cle, ()), admis, quoi)
    yield from _check_one(ou, brut, "base", grammaire.BASES, _MOT)
    yield from _check_one(ou, brut, "pour_chaque", grammaire.POUR_CHAQUE, _MOT)
    if "pour_chaque" not in brut:
        for cle in ("blocs_par_groupe", "vues_par_groupe"):
            if brut.get(cle):
                attendu = later("Ajoutez « pour_chaque », ou retirez cette clé.")
                yield wrong(ou, cle, _SANS_EFFET, attendu)
    for tableau in brut.get("tableaux_propres", ()):
        yield from _check_tableau(tableau, communs)
    for fiche in brut.get("fiches_propres", ()):
        yield from _check_fiche(fiche, communs)
    for cle in ("vues", "vues_par_groupe"):
        yield from vues.check_words(f"{ou}.{cle}", brut.get(cle, ()))


def _check_tableau(brut: Any, communs: Communs) -> Iterator[Faute]:
    ou = _code_of(brut, "tableau")
    fautes = [*check_form("tableau", ou, brut)]
    yield from fautes
    if fautes:
        return
    yield from _check_selection(ou, brut, communs)
    yield from _check_words(f"{ou}.cles", brut["cles"], grammaire.CLES, _CLE_DE_TABLEAU)
    for cle, titre in brut.get("titres", {}).items():
        if cle not in brut["cles"]:
            yield unknown(f"{ou}.titres", cle, CLE_INCONNUE, brut["cles"])
        elif not TITRE.suits(titre):
            yield refused(f"{ou}.titres.{cle}", titre, TITRE)
    yield from _check_figures(ou, "colonne", brut["colonnes"], communs)
    codes = [str(colonne.get("code")) for colonne in brut["colonnes"]]
    yield from _check_one(ou, brut, "tri", codes, _CHIFFRE)


def _check_fiche(brut: Any, communs: Communs) -> Iterator[Faute]:
    ou = _code_of(brut, "fiche")
    fautes = [*check_form("fiche", ou, brut)]
    yield from fautes or _check_figures(ou, "chiffre", brut["chiffres"], communs)


def _check_figures(
    ou: str, quoi: str, chiffres: Iterable[Any], communs: Communs
) -> Iterator[Faute]:
    """Check figures in their order: each may only name those before it, shares apart."""
    avant: list[str] = []
    vus: set[str] = set()
    for chiffre in chiffres:
        la = f"{ou}.{_code_of(chiffre, quoi)}"
        fautes = [*check_form(quoi, la, chiffre)]
        yield from fautes
        if fautes:
            continue
        if chiffre["code"] in vus:
            attendu = later("Donnez un code que rien d’autre ne porte ici.")
            yield wrong(la, chiffre["code"], _DEUX_FOIS, attendu)
        vus.add(chiffre["code"])
        yield from _check_selection(la, chiffre, communs)
        yield from _check_one(la, chiffre, "mesure", grammaire.MESURES, _MOT)
        yield from _check_one(la, chiffre, "part", avant, _CHIFFRE)
        sommes = [nom.removeprefix("-") for nom in chiffre.get("somme", ())]
        yield from _check_words(f"{la}.somme", sommes, avant, _CHIFFRE)
        for rang, nom in enumerate(sommes):
            if nom in sommes[:rang]:
                deux_fois = later("chiffre « {mot} » nommé deux fois")
                yield wrong(f"{la}.somme", nom, deux_fois, later("Retirez-en un."))
        yield from _check_useless(la, chiffre)
        if "part" not in chiffre:
            avant.append(chiffre["code"])


def _check_useless(ou: str, chiffre: Mapping[str, Any]) -> Iterator[Faute]:
    """Tell of what a sum, or a share, would pass over without a word."""
    for genre in ("somme", "part"):
        if genre in chiffre:
            vaines = (
                [cle for cle in _SELECTIFS if cle in chiffre]
                if genre == "somme"
                else [cle for cle in chiffre if cle not in _D_UNE_PART]
            )
            for cle in vaines:
                attendu = later("Retirez-la, ou retirez « {genre} ».", genre=genre)
                yield wrong(ou, cle, _SANS_EFFET, attendu)


def _check_selection(
    ou: str, brut: Mapping[str, Any], communs: Communs
) -> Iterator[Faute]:
    """Check a filter: known columns, and words that a fact can have."""
    yield from _check_one(ou, brut, "de", communs.selections, _SELECTION)
    for nom in ("filtre", "sauf"):
        for colonne, mots in brut.get(nom, {}).items():
            la = f"{ou}.{nom}.{colonne}"
            if colonne not in grammaire.COLONNES:
                yield unknown(f"{ou}.{nom}", colonne, _COLONNE, grammaire.COLONNES)
            elif not MOTS.suits(mots):
                yield refused(la, mots, MOTS)
            else:
                admis: Iterable[str] | None = grammaire.COLONNES[colonne]
                if admis is None and communs.codes is not None:
                    admis = (*communs.codes[colonne], "")
                if admis is not None:
                    yield from _check_words(la, mots, admis, _MOT)


def _check_one(
    ou: str, brut: Mapping[str, Any], cle: str, admis: Iterable[str], quoi: Dit
) -> Iterator[Faute]:
    if cle in brut:
        yield from _check_words(f"{ou}.{cle}", [brut[cle]], admis, quoi)


def _check_words(
    ou: str, mots: Iterable[Any], admis: Iterable[str], quoi: Dit
) -> Iterator[Faute]:
    connus = list(admis)
    for mot in mots:
        if mot not in connus:
            yield unknown(ou, mot, quoi, connus)


def _code_of(brut: Any, sinon: str) -> str:
    """Name a thing by its code, or by what it is when it has none that can be said."""
    code = brut.get("code") if isinstance(brut, dict) else None
    return code if isinstance(code, str) and 0 < len(code) < 60 else sinon
