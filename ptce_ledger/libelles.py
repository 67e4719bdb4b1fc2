"""From codes to what a reader sees: labels of keys, types, members, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.indicateurs import MULTIPLES
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import INDEFINI
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import with_unit
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.typographie import disarm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.analyse.tableau import Colonne

_VIDE = mark("Non ventilé")
_MOTS: dict[str, Mapping[str, Any]] = {
    "type": lexique.TYPES,
    "origine": lexique.ORIGINES,
    "phase": lexique.PHASES,
    "perimetre": lexique.PERIMETRES,
}
_AXES = {
    "perimetre": mark("Périmètre"),
    "type": mark("Type"),
    "origine": mark("Origine"),
}


def label(cle: str, code: str, noms: Mapping[str, str]) -> str:
    """Give the label of a code found under a key, disarmed; « Non ventilé » for ""."""
    if not code:
        return say(_VIDE)
    if cle == "classe":
        classe = say(lexique.CLASSES[code])
        return classe if code == "autres" else f"{code} {classe}"
    if cle == "axe":
        return say(_AXES[code]) if code in _AXES else code
    mots = _MOTS.get(cle, {})
    if code in mots:
        return say(mots[code].libelle)
    if code == "cellule":
        return say(lexique.PERIMETRES[code].libelle)
    return disarm(noms.get(code, code))


def show(valeur: Any, colonne: Colonne) -> str:
    """Write a value for a reader, by the genre of its column."""
    if colonne.genre.startswith("+"):
        return _show_change(valeur, colonne._replace(genre=colonne.genre[1:]))
    if valeur is None:
        return say(INDEFINI) if colonne.genre == "ratio" else "—"
    if isinstance(valeur, tuple):
        return ", ".join(disarm(str(v)) for v in valeur)
    if isinstance(valeur, int | str):
        return disarm(str(valeur))
    if colonne.genre == "ratio":
        multiple = colonne.code in MULTIPLES
        return write_nombre(valeur, 2) if multiple else write_pourcent(valeur)
    nombre = write_nombre(valeur)
    return with_unit(nombre, "h") if colonne.genre == "heures" else nombre


def _show_change(valeur: Any, colonne: Colonne) -> str:
    """Write a change with its sign; that of a share is in points."""
    if valeur is None:
        return "—"
    texte = show(valeur, colonne)
    if is_withheld(valeur):
        return texte
    if colonne.genre == "ratio" and colonne.code not in MULTIPLES:
        texte = with_unit(write_nombre(valeur * 100, 1), say("pt"))
    return f"+{texte}" if valeur > 0 else texte
