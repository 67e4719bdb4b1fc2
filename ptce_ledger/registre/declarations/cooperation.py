"""« ptce-cooperation »: two members who work together, and what one gives the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.erreurs.valeurs import DonneeNegative
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import VALEUR
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.genres import write_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def cut_words(texte: str) -> list[str]:
    """Give the words of a key that may hold several, each once."""
    dits = (mot.strip() for mot in texte.split(","))
    return list(dict.fromkeys(filter(None, dits)))


def _check(_registre: Registre, lu: Lu) -> Iterator[PtceError]:
    valeur = lu.cles.get("valeur")
    if valeur is not None and valeur.number < 0:
        lieu = source.place_of_key(lu.entry.meta, "valeur")
        ecrit = write_value(valeur)
        yield DonneeNegative.at(lieu, lu.entry, cle="valeur", valeur=ecrit)


DECLARATION = Declaration(
    Directive(
        "Une coopération entre deux membres.",
        {"membre": REFERENCE, "autre membre": REFERENCE},
        {
            "nature": Propriete(
                Choix(lexique.NATURES_DE_COOPERATION, plusieurs=True),
                "Commerciale, stratégique, ou les deux, séparées par une virgule.",
            ),
            "objet": Propriete(
                Choix(lexique.OBJETS_DE_COOPERATION, plusieurs=True),
                "Ce qui est mis en commun ; plusieurs, séparés par une virgule.",
            ),
            "valeur": Propriete(
                VALEUR,
                "Ce que le premier apporte à l’autre sans argent, en euros ou en heures.",
            ),
            "projet": Propriete(REFERENCE, "Le projet où ils coopèrent."),
            "preuve": communes.PREUVE,
        },
    ),
    references={"membre": "membre", "autre membre": "membre", "projet": "projet"},
    check=_check,
)
