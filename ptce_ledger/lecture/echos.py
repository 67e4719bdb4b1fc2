"""Leave out the errors that only repeat another: each correction is asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.base import PtceError
from ptce_ledger.erreurs.codes import DeclarationRefusee
from ptce_ledger.erreurs.comptes import DeviseInterdite
from ptce_ledger.erreurs.comptes import EcritureDesequilibree
from ptce_ledger.erreurs.comptes import SoldeFaux
from ptce_ledger.erreurs.ecritures import DeviseInattendue
from ptce_ledger.erreurs.fichiers import PluginAbsent
from ptce_ledger.erreurs.fichiers import PluginEnPanne
from ptce_ledger.erreurs.nature import ContributionDesequilibree
from ptce_ledger.erreurs.nature import HeuresHorsClasse8
from ptce_ledger.erreurs.syntaxe import ErreurDeSyntaxe
from ptce_ledger.lecture.perdues import find_lost
from ptce_ledger.lecture.perdues import leave_out
from ptce_ledger.mots import source
from ptce_ledger.mots.langue import DEFAUT
from ptce_ledger.mots.langue import speaking

if TYPE_CHECKING:
    from collections.abc import Iterable

#: An error, and those that say the same on the same line, and say it better.
_ECHOS: tuple[tuple[type[PtceError], tuple[type[PtceError], ...]], ...] = (
    (SoldeFaux, (PtceError,)),
    (DeviseInterdite, (DeviseInattendue, HeuresHorsClasse8)),
    (EcritureDesequilibree, (ContributionDesequilibree,)),
)


def sort_errors(errors: Iterable[PtceError], principal: str) -> list[PtceError]:
    """Give the errors that say something new: the main file's first, then by line."""
    # Whoever reads, in whatever language, their order is one.
    with speaking(DEFAUT):
        uniques = {(*_place(e), e.message): e for e in errors}
    places: dict[tuple[str, int], list[PtceError]] = {}
    for error in uniques.values():
        places.setdefault(_place(error), []).append(error)
    plugins = any(_on_plugin(siennes[0]) for siennes in places.values())
    gardees = [
        error
        for siennes in places.values()
        for error in _leave_out(siennes)
        if not (isinstance(error, PluginAbsent) and plugins)
    ]
    # What a wrong line declares is asked once: where the line is wrong.
    dites = {
        _place_of(e.entry) for e in gardees if not isinstance(e, DeclarationRefusee)
    }
    gardees = [e for e in gardees if not _follows(e, dites)]
    gardees = leave_out(gardees, find_lost(gardees))
    if any(not isinstance(error, PluginEnPanne) for error in gardees):
        # A module that fails does so because of another error, which says more.
        gardees = [e for e in gardees if not isinstance(e, PluginEnPanne)]
    cles = {id(error): cle for cle, error in uniques.items()}
    return sorted(gardees, key=lambda e: (_place(e)[0] != principal, *cles[id(e)]))


def _place(error: PtceError) -> tuple[str, int]:
    ligne: Any = error.source["lineno"]
    return str(error.source["filename"]), ligne if isinstance(ligne, int) else 0


def _place_of(entry: Any) -> tuple[str, object]:
    meta = getattr(entry, "meta", None) or {}
    return str(meta.get("filename")), meta.get("lineno")


def _follows(error: PtceError, dites: set[tuple[str, object]]) -> bool:
    """Tell an error that comes of a wrong declaration, itself reported."""
    if not isinstance(error, DeclarationRefusee):
        return False
    return (str(error.mots["chemin"]), error.mots["ligne"]) in dites


def _on_plugin(error: PtceError) -> bool:
    """Tell whether an error is what kept ptce-ledger from being loaded."""
    ligne = source.read_line(error.source).lstrip("\ufeff")
    return ligne.startswith("plugin") and not isinstance(error, PluginEnPanne)


def _leave_out(siennes: list[PtceError]) -> list[PtceError]:
    """Among the errors of one line, leave the echoes out."""
    trop: list[PtceError] = []
    trop += [e for e in siennes if isinstance(e, ErreurDeSyntaxe)][1:]
    for echo, classes in _ECHOS:
        if any(isinstance(e, classes) and not isinstance(e, echo) for e in siennes):
            trop += [e for e in siennes if isinstance(e, echo)]
    return [e for e in siennes if all(e is not autre for autre in trop)]
