"""Numbers and their units as a hand types them in a line: what a ledger wants instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs import nombres as erreurs
from ptce_ledger.mots import source
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.lexique import HEURE
from ptce_ledger.mots.nombres import NOMBRE
from ptce_ledger.mots.nombres import find_nombre
from ptce_ledger.mots.nombres import read_at
from ptce_ledger.mots.typographie import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.erreurs.base import PtceError

#: What a French hand types for a unit, folded.
_UNITES = {
    **dict.fromkeys(("€", "eur", "euro", "euros"), EURO),
    **dict.fromkeys(("h", "heure", "heures"), HEURE),
}
_UNITE = r"(?P<unite>€|[^\W\d_]+)"
_MONTANT = re.compile(rf"(?<![^\s(])(?P<nombre>{NOMBRE})\s*{_UNITE}\.?(?=\s|$)")
_AVANT = re.compile(rf"(?<=\s)(?P<unite>€)\s*(?P<nombre>{NOMBRE})(?=\s|$)")
_SEULE = re.compile(rf"(?:\sopen\s+\S+|\sprice)\s+{_UNITE}(?=\s|$)")
_DUREE = re.compile(r"(?<=\s)(\d+)\s?h\s?([0-5]\d)\b")
_SANS_DEVISE = re.compile(rf"\S+\s+(?:balance\s+\S+|price\s+\S+)\s+({NOMBRE})$")


def explain_quantity(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    """Say what is wrong in the number of a line, or in its unit."""
    visible = source.mask(ligne)
    return (
        _duration(lieu, visible)
        or _unit(lieu, visible)
        or _number(lieu, visible)
        or _currency(lieu, visible)
    )


def explain_unit_alone(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    """Say what is wrong in a unit that follows no number: that of `open`, of `price`."""
    trouve = _SEULE.search(source.mask(ligne))
    juste = _UNITES.get(fold(trouve["unite"])) if trouve else None
    if not trouve or not juste or juste == trouve["unite"]:
        return None
    debut, fin = trouve.span("unite")
    forme = ligne[:debut] + juste + ligne[fin:]
    return erreurs.DeviseMalEcrite.at(lieu, unite=trouve["unite"], forme=forme)


def _duration(lieu: Mapping[str, Any], visible: str) -> PtceError | None:
    trouve = _DUREE.search(visible)
    centiemes, reste = divmod(int(trouve[2]) * 100, 60) if trouve else (0, 1)
    if not trouve or reste:
        return None
    heures = f"{trouve[1]}.{centiemes:02}".rstrip("0").rstrip(".")
    return erreurs.DureeInvalide.at(lieu, duree=trouve[0], heures=heures)


def _unit(lieu: Mapping[str, Any], visible: str) -> PtceError | None:
    for trouve in (*_MONTANT.finditer(visible), *_AVANT.finditer(visible)):
        juste = _UNITES.get(fold(trouve["unite"]))
        if juste and trouve["unite"] != juste:
            nombre = read_at(visible, trouve.start("nombre"), trouve["nombre"])
            forme = f"{nombre} {juste}".strip()
            return erreurs.DeviseMalEcrite.at(lieu, unite=trouve["unite"], forme=forme)
    return None


def _number(lieu: Mapping[str, Any], visible: str) -> PtceError | None:
    nombre = find_nombre(visible)
    if nombre is None:
        return None
    if not nombre.juste:
        return erreurs.NombreAmbigu.at(lieu, nombre=nombre.ecrit)
    return erreurs.NombreInvalide.at(lieu, nombre=nombre.ecrit, juste=nombre.juste)


def _currency(lieu: Mapping[str, Any], visible: str) -> PtceError | None:
    trouve = _SANS_DEVISE.match(visible)
    if not trouve:
        return None
    return erreurs.DeviseManquante.at(lieu, nombre=trouve[1], devise=EURO)
