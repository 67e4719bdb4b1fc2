"""What selections keep together: whether anything can be left, and of which nature."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ptce_ledger.analyse.definitions.fautes import wrong
from ptce_ledger.analyse.definitions.grammaire import COLONNES
from ptce_ledger.mots import lexique
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ptce_ledger.analyse.cube import Selection
    from ptce_ledger.analyse.definitions.fautes import Faute
    from ptce_ledger.analyse.definitions.grammaire import DefChiffre
    from ptce_ledger.analyse.definitions.grammaire import DefTableau

#: What selections say of each column: the words kept, or those left out.
_Dit = frozenset[tuple[str, frozenset[str], bool]]
#: What a figure adds: a measure of what selections keep, so many times.
Termes = Counter[tuple[str, _Dit]]

_MOTS = {
    colonne: None if mots is None else frozenset(mots)
    for colonne, mots in COLONNES.items()
}
_VIDE = later("filtre sur « {mot} » qui ne garde rien avec les autres")
_SANS_NATURE = later("chiffre « {mot} » sans nature")
_HEURES = later("mesure « {mot} » de ce qui n’a pas d’heures")
_CLE_DE_CLASSE = later("clé de tableau « {mot} » de ce qui n’a pas de classe")
_CLE_DE_TYPE = later("clé de tableau « {mot} » de ce qui se dit par classe")


def natures(selections: Sequence[Selection]) -> frozenset[str]:
    """Give the natures of facts that some selections may keep, together."""
    gardees = kept("nature", selections) or frozenset()
    if not _is_filtered("type", selections):
        return gardees
    types = kept("type", selections) or frozenset()
    if "" in types:
        return gardees
    return gardees & {_nature_of(mot) for mot in types}


def check_table(tableau: DefTableau, autour: Selection) -> Iterator[Faute]:
    """Check that a table may have rows, and keys that its rows have."""
    siennes = (autour, tableau.selection)
    fautes = [*_check_empty(tableau.code, siennes)]
    yield from fautes
    if fautes:
        return
    trouvees = natures(siennes)
    par_classe = trouvees.intersection(lexique.PAR_CLASSE)
    if "classe" in tableau.cles and (not trouvees or trouvees != par_classe):
        attendu = later(
            "Filtrez la nature « charge » ou « investissement », ou groupez par « type »."
        )
        yield wrong(tableau.code, "classe", _CLE_DE_CLASSE, attendu)
    if "type" in tableau.cles and par_classe:
        attendu = later("Filtrez une autre nature, ou groupez par « classe ».")
        yield wrong(tableau.code, "type", _CLE_DE_TYPE, attendu)


def check_figure(
    ou: str, chiffre: DefChiffre, autour: Sequence[Selection], cles: Sequence[str] = ()
) -> Iterator[Faute]:
    """Check that a figure may be something, and adds what can be added."""
    if chiffre.somme or chiffre.part:
        return
    selections = (*autour, chiffre.selection)
    fautes = [*_check_empty(ou, selections)]
    yield from fautes
    if fautes:
        return
    dite = _is_filtered("nature", selections) or _is_filtered("type", selections)
    # Income and charges are both positive: added, they are nothing.
    if not dite and "nature" not in cles:
        attendu = later("Dites ce qu’il compte, par « de » ou par « filtre.nature ».")
        yield wrong(ou, chiffre.code, _SANS_NATURE, attendu)
    if chiffre.mesure == "heures" and "contribution" not in natures(selections):
        attendu = later("Seules les contributions en nature se comptent en heures.")
        yield wrong(ou, chiffre.mesure, _HEURES, attendu)


def terms_of(
    chiffres: Iterable[DefChiffre], autour: Selection = ({}, {})
) -> dict[str, Termes]:
    """Say what each figure of a row or of a card adds, sums opened: equal ones are one."""
    termes: dict[str, Termes] = {}
    for chiffre in chiffres:
        siens: Termes = Counter()
        for nom in chiffre.somme:
            moins = nom.startswith("-")
            for quoi, fois in termes[nom.removeprefix("-")].items():
                siens[quoi] += -fois if moins else fois
        if not chiffre.somme:
            quoi = (chiffre.mesure, _normal((autour, chiffre.selection)))
            siens[quoi] = chiffre.signe
        termes[chiffre.code] = siens
    return termes


def _check_empty(ou: str, selections: Sequence[Selection]) -> Iterator[Faute]:
    """Tell of a column of which no word is left."""
    attendu = later("Aucun fait n’a tous ces mots à la fois : retirez-en un.")
    dits = _mentioned(selections)
    vides = [colonne for colonne in dits if kept(colonne, selections) == frozenset()]
    if not vides and not natures(selections):
        vides = ["type"]
    for colonne in vides:
        yield wrong(ou, colonne, _VIDE, attendu)


def kept(colonne: str, selections: Sequence[Selection]) -> frozenset[str] | None:
    """Give the words of a column that selections keep, None for any code."""
    gardes = _MOTS[colonne]
    for filtre, _ in selections:
        if colonne in filtre:
            admis = frozenset(filtre[colonne])
            gardes = admis if gardes is None else gardes & admis
    if gardes is None:
        return None
    return gardes.difference(*(sauf.get(colonne, ()) for _, sauf in selections))


def _mentioned(selections: Sequence[Selection]) -> dict[str, None]:
    """List the columns that selections speak of, in the order first met."""
    return dict.fromkeys(
        colonne
        for selection in selections
        for filtre in selection
        for colonne in filtre
    )


def _is_filtered(colonne: str, selections: Sequence[Selection]) -> bool:
    return any(colonne in filtre for filtre, _ in selections)


def _nature_of(type_: str) -> str:
    """Give the nature of what has a type; a class is the type of what is debited."""
    if type_ in lexique.IMMOBILISATIONS:
        return "investissement"
    mot = lexique.TYPES.get(type_)
    return mot.nature if mot else "charge"


def _normal(selections: Sequence[Selection]) -> _Dit:
    """Say what selections keep in one way, however it is written."""
    dites = set()
    for colonne in _mentioned(selections):
        gardes = kept(colonne, selections)
        if gardes is None:
            refuses = [mot for _, sauf in selections for mot in sauf.get(colonne, ())]
            dites.add((colonne, frozenset(refuses), False))
        elif gardes != _MOTS[colonne]:
            dites.add((colonne, gardes, True))
    return frozenset(dites)
