"""The « ptce-publication » of a funder: its lists, and what they must hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.registre import PersonnesTropPeu
from ptce_ledger.erreurs.valeurs import ValeurMalFormee
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.codes import read_codes
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import later
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import ENTIER
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.references import check_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

TOUS = "tous"
#: No published figure rests on fewer people, unless the directive says another number.
PERSONNES_MINIMUM = 5
#: What no directive may go under: of two people, each knows what the other has.
PERSONNES_PLANCHER = 3
#: Put online if one likes; or handed over, to a funder who has an agreement.
PUBLIQUE, CONVENTION = lexique.DIFFUSIONS
#: The keys without which a funder may see nothing.
VOULUES = ("exercices", "perimetres")
#: Each list of codes, and whom they name.
_LISTES = {"perimetres": "publie", "nommes": "tiers"}


def _check(registre: Registre, lu: Lu) -> Iterator[PtceError]:
    entry = lu.entry
    for cle, genre in _LISTES.items():
        for code in read_codes(lu.cles.get(cle, "")):
            if code != TOUS or cle == "nommes":
                yield from check_code(registre, genre, code, entry, entry.meta, cle)
    for mot in read_codes(lu.cles.get("exercices", "")):
        if mot != TOUS and not re.fullmatch(r"\d{4}", mot):
            yield ValeurMalFormee.at(
                source.place_of_key(entry.meta, "exercices"),
                entry,
                cle="exercices:",
                attendu=later("des années, ou « tous »"),
                valeur=Cite(mot),
                forme='exercices: "2024, 2025"',
            )
    minimum = lu.cles.get("personnes-minimum", PERSONNES_MINIMUM)
    if minimum < PERSONNES_PLANCHER:
        yield PersonnesTropPeu.at(
            source.place_of_key(entry.meta, "personnes-minimum"),
            entry,
            minimum=minimum,
            plancher=PERSONNES_PLANCHER,
        )


DECLARATION = Declaration(
    Directive(
        "Ce qu’un financeur peut voir du livre, et rien d’autre ; de deux pour lui, la dernière vaut.",
        {"financeur": REFERENCE},
        {
            "exercices": Propriete(
                TEXTE, "Les exercices publiés : « 2024, 2025 », ou « tous »."
            ),
            "perimetres": Propriete(
                TEXTE,
                "Les périmètres publiés : « cellule », des codes de projets, ou « tous ».",
            ),
            "nommes": Propriete(
                TEXTE,
                "Les codes des membres et des tiers qui sont nommés : les autres sont réunis.",
            ),
            "personnes-minimum": Propriete(
                ENTIER,
                "Aucun chiffre ne repose sur moins de personnes ; 5 sans elle, jamais moins de 3.",
            ),
            "diffusion": Propriete(
                Choix(lexique.DIFFUSIONS),
                "« publique » sans elle ; « convention » : remise au financeur, jamais en ligne.",
            ),
        },
    ),
    references={"financeur": "tiers"},
    identite=lambda lu: str(lu.valeurs["financeur"]),
    check=_check,
)
