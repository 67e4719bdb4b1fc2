"""Which pages have something to show: a copy of a part of the pole has fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.registre.publication import TOUS

if TYPE_CHECKING:
    from ptce_ledger.registre.pole import Registre


def is_shown(nom: str, registre: Registre) -> bool:
    """Tell whether a page is offered; a whole page of withheld figures is not."""
    publies = registre.perimetres_publies
    if not registre.copie_pour or TOUS in publies:
        return True
    if nom == "Cellule":
        return "cellule" in publies
    if nom == "Projets":
        return any(code != "cellule" for code in publies)
    # What members bring and exchange is of the whole pole.
    return nom != "Membres"
