"""The resolved axes of a posting, and those that a fact should have."""

from __future__ import annotations

from typing import NamedTuple


class Axes(NamedTuple):
    """The resolved axes of one posting; "" is « non ventilé » or « sans objet ».

    `nature` is that of the fact it makes, « emploi » for the 86 side of class 8, which
    is checked but makes no fact, or "" when the posting counts for nothing.
    """

    nature: str
    perimetre: str = ""
    projet: str = ""
    cle: str = ""
    type: str = ""
    tiers: str = ""
    origine: str = ""
    convention: str = ""
    preuve: str = ""
    interne: str = ""
    membre: str = ""


#: Natures of the two sides of class 8.
EN_NATURE = ("contribution", "emploi")

#: A posting that is neither a resource, nor a charge, nor a contribution.
RIEN = Axes("")


def missing_axes(nature: str, perimetre: str, type_: str, origine: str) -> list[str]:
    """List the axes a fact should have and has not.

    No origin is asked of charges, of investments and of hors-ressources; declared
    turnover is of no périmètre of the pole, and nothing is asked of what
    is outside the pole.
    """
    if nature in ("", "ca", "emploi") or perimetre == "hors-pole":
        return []
    manquent = [] if perimetre else ["perimetre"]
    if nature not in ("charge", "investissement"):
        manquent += [] if type_ else ["type"]
        manquent += [] if origine or type_ == "hors-ressources" else ["origine"]
    return manquent
