"""Check a report definition whole, before any of it serves: every fault, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.definitions import grammaire
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.mots.dits import Dit

#: What a value of each type is called.
_DITS: dict[type, Dit] = {
    str: later("un texte entre guillemets"),
    list: later("une liste de textes entre crochets"),
    dict: later("une suite de clés et de valeurs"),
    int: later("1 ou −1, sans guillemets"),
    bool: later("true ou false, sans guillemets"),
}
#: What each kind of thing may hold, and as what.
_CHAMPS: dict[str, dict[str, type]] = {
    "chiffre": {
        **dict.fromkeys(("code", "titre", "de", "mesure", "chemin", "part"), str),
        **dict.fromkeys(("filtre", "sauf"), dict),
        "somme": list,
        "signe": int,
        "compare": bool,
    },
    "tableau": {
        **dict.fromkeys(("code", "titre", "de", "tri"), str),
        **dict.fromkeys(("filtre", "sauf", "titres"), dict),
        **dict.fromkeys(("cles", "colonnes"), list),
        **dict.fromkeys(("ventilable", "complet"), bool),
    },
    "fiche": {"code": str, "titre": str, "chiffres": list},
    "groupe": {
        **dict.fromkeys(("code", "titre", "de", "base", "pour_chaque"), str),
        **dict.fromkeys(("filtre", "sauf"), dict),
        **dict.fromkeys(
            (
                *("tableaux", "tableaux_propres", "fiches", "fiches_propres", "blocs"),
                *("indicateurs", "blocs_par_groupe", "vues", "vues_par_groupe"),
            ),
            list,
        ),
    },
}
#: What none of them goes without.
_DUS = {
    "chiffre": ("code", "titre"),
    "tableau": ("code", "titre", "cles", "colonnes"),
    "fiche": ("code", "titre", "chiffres"),
    "groupe": ("code", "titre"),
}


class Faute(NamedTuple):
    """What is wrong: where, with which word, and what may stand there.

    `quoi` says what kind of word it is; it is empty where the word is missing, or is no
    text: `attendus` then says what it is.
    """

    ou: str
    mot: str
    quoi: object
    attendus: tuple[object, ...]


class Communs(NamedTuple):
    """What a definition may name that is defined elsewhere."""

    selections: Mapping[str, Any]
    tableaux: Mapping[str, Any]
    fiches: Mapping[str, Any]
    blocs: Iterable[str]


def check_communs(brut: Mapping[str, Any], blocs: Iterable[str]) -> Iterator[Faute]:
    """Check what several groups share: selections, tables, cards by their code."""
    connues = ("selections", "tableaux", "fiches")
    yield from _check_words("fichier", brut, connues, later("clé"))
    communs = Communs(brut.get("selections", {}), {}, {}, blocs)
    for code, selection in communs.selections.items():
        ou = f"selections.{code}"
        yield from _check_words(ou, selection, ("filtre", "sauf"), later("clé"))
        yield from _check_selection(ou, selection, communs)
    for code, tableau in brut.get("tableaux", {}).items():
        yield from _check_tableau({"code": code, **tableau}, communs)
    for code, fiche in brut.get("fiches", {}).items():
        yield from _check_fiche({"code": code, **fiche}, communs)


def check_groupe(brut: Mapping[str, Any], communs: Communs) -> Iterator[Faute]:
    """Check a level, or what stands beside: all that it holds and names."""
    ou = str(brut.get("code", "groupe"))
    fautes = [*_check_form("groupe", ou, brut)]
    yield from fautes
    if fautes:
        return
    yield from _check_selection(ou, brut, communs)
    yield from _check_words(
        ou, brut.get("tableaux", ()), communs.tableaux, later("tableau")
    )
    yield from _check_words(ou, brut.get("fiches", ()), communs.fiches, later("fiche"))
    yield from _check_words(
        ou, brut.get("indicateurs", ()), INDICATEURS, later("indicateur")
    )
    for nom in ("blocs", "blocs_par_groupe"):
        yield from _check_words(ou, brut.get(nom, ()), communs.blocs, later("bloc"))
    yield from _check_one(ou, brut, "base", grammaire.BASES)
    yield from _check_one(ou, brut, "pour_chaque", grammaire.POUR_CHAQUE)
    for tableau in brut.get("tableaux_propres", ()):
        yield from _check_tableau(tableau, communs)
    for fiche in brut.get("fiches_propres", ()):
        yield from _check_fiche(fiche, communs)
    codes = [*_codes(brut, communs)]
    for nom in ("vues", "vues_par_groupe"):
        for vue in brut.get(nom, ()):
            yield from _check_vue(ou, vue, codes)


def _codes(brut: Mapping[str, Any], communs: Communs) -> Iterator[str]:
    """Give the codes of the tables that a group has: what its views may show."""
    for code in brut.get("tableaux", ()):
        tableau = communs.tableaux.get(code, {})
        yield tableau.get("code", code)
        if tableau.get("ventilable"):
            yield f"{tableau.get('code', code)}_par_phase"
    yield from brut.get("fiches", ())
    for nom in ("tableaux_propres", "fiches_propres"):
        for propre in brut.get(nom, ()):
            yield str(propre.get("code", ""))
    yield from (*brut.get("blocs", ()), *brut.get("blocs_par_groupe", ()))
    yield "indicateurs"


def _check_tableau(brut: Mapping[str, Any], communs: Communs) -> Iterator[Faute]:
    ou = str(brut.get("code", "tableau"))
    fautes = [*_check_form("tableau", ou, brut)]
    yield from fautes
    if fautes:
        return
    yield from _check_selection(ou, brut, communs)
    yield from _check_words(ou, brut["cles"], grammaire.CLES, later("clé de tableau"))
    yield from _check_words(ou, brut.get("titres", {}), brut["cles"], later("clé"))
    yield from _check_figures(ou, brut["colonnes"], communs)
    codes = [c.get("code") for c in brut["colonnes"] if isinstance(c, dict)]
    yield from _check_one(ou, brut, "tri", codes)


def _check_fiche(brut: Mapping[str, Any], communs: Communs) -> Iterator[Faute]:
    ou = str(brut.get("code", "fiche"))
    fautes = [*_check_form("fiche", ou, brut)]
    yield from fautes
    if not fautes:
        yield from _check_figures(ou, brut["chiffres"], communs)


def _check_figures(
    ou: str, chiffres: Iterable[Any], communs: Communs
) -> Iterator[Faute]:
    """Check figures in their order: each may only name those before it."""
    avant: list[str] = []
    for chiffre in chiffres:
        if not isinstance(chiffre, dict):
            yield Faute(ou, str(chiffre), "", (_DITS[dict],))
            continue
        la = f"{ou}.{chiffre.get('code', '?')}"
        fautes = [*_check_form("chiffre", la, chiffre)]
        yield from fautes
        if fautes:
            continue
        code = chiffre["code"]
        if code in avant:
            yield Faute(la, code, later("code déjà pris, donc"), ())
        yield from _check_selection(la, chiffre, communs)
        yield from _check_one(la, chiffre, "mesure", grammaire.MESURES)
        yield from _check_one(la, chiffre, "part", avant)
        if chiffre.get("signe", 1) not in (1, -1):
            yield Faute(la, str(chiffre["signe"]), "", (_DITS[int],))
        sommes = [nom.lstrip("-") for nom in chiffre.get("somme", ())]
        yield from _check_words(la, sommes, avant, later("chiffre"))
        avant.append(code)


def _check_selection(
    ou: str, brut: Mapping[str, Any], communs: Communs
) -> Iterator[Faute]:
    """Check a filter: known columns, and words that a fact can have."""
    yield from _check_one(ou, brut, "de", communs.selections)
    for nom in ("filtre", "sauf"):
        for colonne, mots in brut.get(nom, {}).items():
            la = f"{ou}.{nom}.{colonne}"
            if colonne not in grammaire.COLONNES:
                connues = tuple(grammaire.COLONNES)
                yield Faute(la, colonne, later("colonne"), connues)
            elif not isinstance(mots, list) or not all(
                isinstance(mot, str) for mot in mots
            ):
                yield Faute(la, str(mots), "", (_DITS[list],))
            else:
                admis = grammaire.COLONNES[colonne]
                if admis is not None:
                    yield from _check_words(la, mots, admis, later("mot"))


def _check_vue(ou: str, vue: Any, codes: list[str]) -> Iterator[Faute]:
    if not isinstance(vue, dict):
        yield Faute(ou, str(vue), "", (_DITS[dict],))
        return
    la, genre = f"{ou}.vues", vue.get("genre")
    if genre is None:
        yield Faute(la, "genre", "", (_DITS[str],))
    elif genre not in grammaire.VUES:
        yield Faute(la, str(genre), later("genre de vue"), tuple(grammaire.VUES))
    else:
        nommees, autres = grammaire.VUES[genre]
        yield from _check_words(la, vue, ("genre", *nommees, *autres), later("clé"))
        for cle in nommees:
            if cle not in vue:
                yield Faute(f"{la}.{genre}", cle, "", (_DITS[str],))
            elif vue[cle] not in codes:
                yield Faute(
                    f"{la}.{genre}", str(vue[cle]), later("tableau"), tuple(codes)
                )


def _check_form(genre: str, ou: str, brut: Any) -> Iterator[Faute]:
    """Check that a thing has its fields, no other, and each of its kind."""
    if not isinstance(brut, dict):
        yield Faute(ou, str(brut), "", (_DITS[dict],))
        return
    champs = _CHAMPS[genre]
    yield from _check_words(ou, brut, champs, later("clé"))
    for cle in _DUS[genre]:
        if cle not in brut:
            yield Faute(ou, cle, "", (_DITS[champs[cle]],))
    for cle, valeur in brut.items():
        # In Python a boolean is an integer too.
        if cle in champs and type(valeur) is not champs[cle]:
            yield Faute(f"{ou}.{cle}", str(valeur), "", (_DITS[champs[cle]],))


def _check_one(
    ou: str, brut: Mapping[str, Any], cle: str, admis: Iterable[Any]
) -> Iterator[Faute]:
    if cle in brut:
        yield from _check_words(f"{ou}.{cle}", [brut[cle]], admis, later("mot"))


def _check_words(
    ou: str, mots: Iterable[Any], admis: Iterable[Any], quoi: object
) -> Iterator[Faute]:
    connus = [str(mot) for mot in admis]
    for mot in mots:
        if mot not in connus:
            yield Faute(ou, str(mot), quoi, tuple(connus))
