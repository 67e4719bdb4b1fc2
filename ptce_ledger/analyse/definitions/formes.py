"""What each thing of a definition holds: its keys, those it must have, and their kinds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.definitions.fautes import missing
from ptce_ledger.analyse.definitions.fautes import unknown
from ptce_ledger.analyse.definitions.fautes import wrong
from ptce_ledger.analyse.definitions.grammaire import LISTE_MAX
from ptce_ledger.analyse.definitions.grammaire import TITRE_MAX
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from ptce_ledger.analyse.definitions.fautes import Faute
    from ptce_ledger.mots.dits import Dit

_CODE = re.compile(r"[a-z][a-z0-9_-]{0,59}")
#: Of a group: it names a sheet of a workbook and the words of an address.
_CODE_DE_GROUPE = re.compile(r"[a-z][a-z0-9-]{1,39}")
_CHEMIN = re.compile(r"(?:[a-z][a-z0-9-]{0,59})?")


class Forme(NamedTuple):
    """A kind of value: what it is called, and whether a value is one."""

    dit: Dit
    suits: Callable[[Any], bool]


def _is_list(valeur: Any, genre: type) -> bool:
    return (
        isinstance(valeur, list)
        and len(valeur) <= LISTE_MAX
        and all(isinstance(element, genre) for element in valeur)
    )


def _matches(motif: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda v: isinstance(v, str) and bool(motif.fullmatch(v))


MOT = Forme(later("un texte entre guillemets"), lambda v: isinstance(v, str))
TITRE = Forme(
    later("un texte entre guillemets, de {combien} signes au plus", combien=TITRE_MAX),
    lambda v: isinstance(v, str) and 0 < len(v.strip()) <= len(v) <= TITRE_MAX,
)
CODE = Forme(
    later("un code entre guillemets, en minuscules sans accent"), _matches(_CODE)
)
CODE_DE_GROUPE = Forme(
    later("un code entre guillemets, en minuscules sans accent ni souligné"),
    _matches(_CODE_DE_GROUPE),
)
CHEMIN = Forme(
    later("un nom entre guillemets, en minuscules sans accent, ou rien entre eux"),
    _matches(_CHEMIN),
)
MOTS = Forme(
    later("une liste de textes entre crochets, {combien} au plus", combien=LISTE_MAX),
    lambda v: _is_list(v, str) and bool(v),
)
MOTS_OU_AUCUN = Forme(
    later("une liste de textes entre crochets, {combien} au plus", combien=LISTE_MAX),
    lambda v: _is_list(v, str),
)
TABLES = Forme(
    later(
        "une liste de {combien} éléments au plus, chacun entre accolades",
        combien=LISTE_MAX,
    ),
    lambda v: _is_list(v, dict) and bool(v),
)
TABLES_OU_AUCUNE = Forme(
    later(
        "une liste de {combien} éléments au plus, chacun entre accolades",
        combien=LISTE_MAX,
    ),
    lambda v: _is_list(v, dict),
)
TABLE = Forme(
    later("une suite de clés et de valeurs, {combien} au plus", combien=LISTE_MAX),
    lambda v: isinstance(v, dict) and len(v) <= LISTE_MAX,
)
#: In Python a boolean is an integer too.
SIGNE = Forme(
    later("1 ou −1, sans guillemets"), lambda v: type(v) is int and abs(v) == 1
)
BOOLEEN = Forme(later("true ou false, sans guillemets"), lambda v: isinstance(v, bool))

_SELECTION = {"de": MOT, "filtre": TABLE, "sauf": TABLE}
_CHIFFRE = {
    "code": CODE,
    "titre": TITRE,
    **_SELECTION,
    "mesure": MOT,
    "chemin": CHEMIN,
    "somme": MOTS,
    "signe": SIGNE,
    "compare": BOOLEEN,
}
#: What each kind of thing may hold, and as what.
CHAMPS: dict[str, dict[str, Forme]] = {
    "communs": dict.fromkeys(("selections", "tableaux", "fiches"), TABLE),
    "selection": {"filtre": TABLE, "sauf": TABLE},
    "chiffre": _CHIFFRE,
    "colonne": {**_CHIFFRE, "part": MOT},
    "tableau": {
        "code": CODE,
        "titre": TITRE,
        **_SELECTION,
        "cles": MOTS,
        "colonnes": TABLES,
        "titres": TABLE,
        "tri": MOT,
        "ventilable": BOOLEEN,
        "complet": BOOLEEN,
    },
    "fiche": {"code": CODE, "titre": TITRE, "chiffres": TABLES},
    "groupe": {
        "code": CODE_DE_GROUPE,
        "titre": TITRE,
        **_SELECTION,
        "base": MOT,
        "pour_chaque": MOT,
        **dict.fromkeys(("tableaux", "fiches", "indicateurs"), MOTS_OU_AUCUN),
        **dict.fromkeys(("blocs", "blocs_par_groupe"), MOTS_OU_AUCUN),
        **dict.fromkeys(("tableaux_propres", "fiches_propres"), TABLES_OU_AUCUNE),
        **dict.fromkeys(("vues", "vues_par_groupe"), TABLES_OU_AUCUNE),
    },
}
#: What none of them goes without.
_DUS = {
    "communs": ("selections", "tableaux", "fiches"),
    "selection": (),
    "chiffre": ("code", "titre"),
    "colonne": ("code", "titre"),
    "tableau": ("code", "titre", "cles", "colonnes"),
    "fiche": ("code", "titre", "chiffres"),
    "groupe": ("code", "titre"),
}
CLE_INCONNUE = later("clé « {mot} » inconnue")
REFUSEE = later("valeur « {mot} » refusée")


def check_form(quoi: str, ou: str, brut: Any) -> Iterator[Faute]:
    """Check that a thing has its fields, no other, and each of its kind."""
    if not TABLE.suits(brut):
        yield refused(ou, brut, TABLE)
        return
    champs = CHAMPS[quoi]
    for cle in brut:
        if cle not in champs:
            yield unknown(ou, cle, CLE_INCONNUE, champs)
    for cle in _DUS[quoi]:
        if cle not in brut:
            yield missing(ou, cle, champs[cle].dit)
    for cle, valeur in brut.items():
        if cle in champs and not champs[cle].suits(valeur):
            yield refused(f"{ou}.{cle}", valeur, champs[cle])


def refused(ou: str, valeur: Any, forme: Forme) -> Faute:
    """Tell of a value that is not of its kind."""
    return wrong(ou, valeur, REFUSEE, later("On attend {valeurs}.", valeurs=forme.dit))
