"""From codes to what a reader sees: labels of keys, types, members, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.indicateurs import MULTIPLES
from ptce_ledger.mots import lexique
from ptce_ledger.mots.ecriture import disarm
from ptce_ledger.mots.euros import INSECABLE
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.euros import write_pourcent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.analyse.tableau import Colonne

_VIDE = "Non ventilé"
_MOTS: dict[str, Mapping[str, Any]] = {
    "type": lexique.TYPES,
    "origine": lexique.ORIGINES,
    "phase": lexique.PHASES,
    "perimetre": lexique.PERIMETRES,
}
_AXES = {"perimetre": "Périmètre", "type": "Type", "origine": "Origine"}
INDEFINI = f"n.{INSECABLE}d."


def label(cle: str, code: str, noms: Mapping[str, str]) -> str:
    """Give the label of a code found under a key, disarmed; « Non ventilé » for ""."""
    if not code:
        return _VIDE
    if cle == "classe":
        classe = lexique.CLASSES[code]
        return classe if code == "autres" else f"{code} {classe}"
    if cle == "axe":
        return _AXES.get(code, code)
    mots = _MOTS.get(cle, {})
    return mots[code].libelle if code in mots else disarm(noms.get(code, code))


def show(valeur: Any, colonne: Colonne) -> str:
    """Write a value for a French reader, by the genre of its column."""
    if colonne.genre.startswith("+"):
        return _show_change(valeur, colonne._replace(genre=colonne.genre[1:]))
    if valeur is None:
        return INDEFINI if colonne.genre == "ratio" else "—"
    if isinstance(valeur, tuple):
        return ", ".join(disarm(str(v)) for v in valeur)
    if isinstance(valeur, int | str):
        return disarm(str(valeur))
    if colonne.genre == "ratio":
        multiple = colonne.code in MULTIPLES
        return write_nombre(valeur, 2) if multiple else write_pourcent(valeur)
    heures = f"{INSECABLE}h" if colonne.genre == "heures" else ""
    return write_nombre(valeur) + heures


def _show_change(valeur: Any, colonne: Colonne) -> str:
    """Write a change with its sign; that of a share is in points."""
    texte = show(valeur, colonne)
    if valeur is None:
        return "—"
    if colonne.genre == "ratio" and colonne.code not in MULTIPLES:
        texte = texte.replace("%", "pt")
    return f"+{texte}" if valeur > 0 else texte
