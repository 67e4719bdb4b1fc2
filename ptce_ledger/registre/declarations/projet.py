"""« ptce-projet »: a shared project, who leads it and who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.erreurs.valeurs import SeparateurInvalide
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.codes import read_codes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import check_periode
from ptce_ledger.registre.declarations.doubles import code_of
from ptce_ledger.registre.declarations.doubles import taken
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import BOOLEEN
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.pole import Projet
from ptce_ledger.registre.references import check_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def _declare(
    registre: Registre, lu: Lu, premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    code, cles = lu.valeurs["code"], lu.cles
    if code in premiers:
        yield taken(lu, premiers[code])
        return
    premiers[code] = lu
    debut, fin = cles.get("debut"), cles.get("fin")
    yield from check_periode(lu, "fin", debut)
    membres = cles.get("membres", "")
    codes = tuple(read_codes(membres))
    if ";" in membres:
        lieu = source.place_of_key(lu.entry.meta, "membres")
        yield SeparateurInvalide.at(
            lieu, lu.entry, cle="membres", liste=", ".join(codes)
        )
    registre.projets[code] = Projet(
        code,
        lu.valeurs["libellé"],
        debut,
        fin,
        cles.get("chef-de-file", ""),
        codes,
        cles.get("cooperation", ""),
        cles.get("de-la-cellule", False),
    )


def _check(registre: Registre, lu: Lu) -> Iterator[PtceError]:
    projet = registre.projets.get(lu.valeurs["code"])
    for code in projet.membres if projet else ():
        yield from check_code(
            registre, "membre", code, lu.entry, lu.entry.meta, "membres"
        )


DECLARATION = Declaration(
    Directive(
        "Un projet commun.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "debut": Propriete(DATE, "Son premier jour."),
            "fin": Propriete(DATE, "Son dernier jour."),
            "chef-de-file": Propriete(REFERENCE, "Le code de qui le conduit."),
            "membres": Propriete(
                TEXTE,
                "Les codes des membres qui y prennent part, séparés par une virgule.",
            ),
            "cooperation": Propriete(
                Choix(lexique.COOPERATIONS_DE_PROJET), "La forme de la coopération."
            ),
            "de-la-cellule": Propriete(
                BOOLEEN,
                "TRUE pour une fonction de la cellule, qui a son compte au niveau 1.",
            ),
        },
    ),
    references={"chef-de-file": "tiers"},
    declare=_declare,
    identite=code_of,
    check=_check,
)
