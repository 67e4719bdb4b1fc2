"""What an indicator says of its own weight: a bound, a share without origin, how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.langue import count
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say

if TYPE_CHECKING:
    from typing import Any

    from ptce_ledger.analyse.chiffres.recherche import Chiffre
    from ptce_ledger.analyse.tableau import Groupe

_BORNES = {
    "au-moins": mark("au moins {valeur}"),
    "au-plus": mark("au plus {valeur}"),
}
#: What the resources may lack: the column of the table « assise », and how it is said.
_MANQUES = {
    "origine": ("sans_origine", mark("{part} des ressources n’ont pas d’origine")),
    "tiers": ("sans_tiers", mark("{part} des ressources n’ont pas de tiers connu")),
}


def bound(texte: str, borne: str) -> str:
    """Say that the true value is at least, or at most, the one shown."""
    return say(_BORNES[borne], valeur=texte) if borne else texte


def reserve(groupe: Groupe, code: str, borne: str) -> str:
    """Say on what an indicator rests, "" where nothing is to be said."""
    repose = INDICATEURS[code].repose
    assise = groupe.tableau("assise")
    if assise is None or not repose:
        return ""
    if repose == "membres":
        nombre, tous = (
            assise.figure(nom) for nom in ("membres_declares", "membres_en_tout")
        )
        return _on_members(nombre, tous)
    colonne, dit = _MANQUES[repose]
    part = assise.figure(colonne)
    return say(dit, part=write_pourcent(part)) if borne else ""


def reserve_of(chiffre: Chiffre) -> str:
    """Say on what a figure rests, wherever it is shown; "" for one that is no indicator."""
    code = chiffre.colonne.code
    if chiffre.tableau.code != "indicateurs" or code not in INDICATEURS:
        return ""
    return reserve(chiffre.groupe, code, chiffre.borne)


def reserve_of_year(compare: Groupe, code: str, rang: int) -> str:
    """Say on how many members an indicator of a comparison rests, in one of its years."""
    assise = compare.tableau("assise")
    if (
        assise is None
        or code not in INDICATEURS
        or INDICATEURS[code].repose != "membres"
    ):
        return ""
    par_code = {ligne.cles[0]: ligne.valeurs[rang] for ligne in assise.lignes}
    nombre, tous = (
        par_code.get(nom) for nom in ("membres_declares", "membres_en_tout")
    )
    # A year that says one says the other.
    return "" if nombre is None else _on_members(nombre, tous)


def lacks(groupe: Groupe) -> str:
    """Say what share of the resources of a level has no origin, or no known tiers."""
    assise = groupe.tableau("assise")
    if assise is None:
        return ""
    codes = {colonne.code for colonne in assise.colonnes}
    parts = [
        say(dit, part=write_pourcent(part))
        for colonne, dit in _MANQUES.values()
        if colonne in codes
        if (part := assise.figure(colonne)) and not is_withheld(part)
    ]
    return " ; ".join(parts)


def _on_members(nombre: Any, tous: Any) -> str:
    if is_withheld(nombre) or is_withheld(tous):
        return ""
    return count(
        "sur {nombre} membre de {tous}",
        "sur {nombre} membres de {tous}",
        nombre,
        tous=tous,
    )
