"""Strict, à la demande : ce qui manque (périmètre, type ou origine) devient une erreur.

plugin "ptce_ledger.plugins"
plugin "ptce_ledger.plugins.strict"
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.ecritures import NonVentile
from ptce_ledger.faits.annotation import Volet
from ptce_ledger.faits.annotation import annotate
from ptce_ledger.faits.axes import missing_axes
from ptce_ledger.mots.dits import Liste
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import later_count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.annotation import Contexte

__plugins__ = ("strict",)

_NOMS = {
    "perimetre": later("le périmètre"),
    "type": later("le type"),
    "origine": later("l’origine"),
}
_REMEDES = {
    "perimetre": later("« projet: », « cle: » ou « perimetre: »"),
    "type": later("« type: » sur la ligne « open » du compte"),
    "origine": later("« tiers: » ou « origine: »"),
}


def _check_ligne(contexte: Contexte) -> Iterator[PtceError]:
    axes = contexte.axes
    manquent = missing_axes(
        axes.nature, axes.perimetre or axes.cle, axes.type, axes.origine
    )
    if manquent:
        yield NonVentile.at(
            contexte.posting.meta,
            contexte.entry,
            axes=Liste(tuple(_NOMS[axe] for axe in manquent)),
            manque=later_count("manque", "manquent", len(manquent)),
            compte=contexte.compte.nom,
            remedes=Liste(tuple(_REMEDES[axe] for axe in manquent)),
        )


VOLET = Volet(check_ligne=_check_ligne)


def strict(
    entries: list[Any], options: Mapping[str, Any], _config: str | None = None
) -> tuple[list[Any], list[PtceError]]:
    """Report what is « non ventilé » as errors, and change nothing."""
    return annotate(entries, options, (VOLET,))
