"""« ptce-pole »: the pole whose ledger it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.erreurs.registre import ExerciceChange
from ptce_ledger.erreurs.registre import PoleEnDouble
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.codes import read_codes
from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import place
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import JOUR_DE_L_AN
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def _declare(
    registre: Registre, lu: Lu, premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    code = lu.valeurs["code"]
    if registre:
        premier = place(premiers["pôle"])
        if "debut-exercice" in lu.cles and _start(lu) != registre.debut_exercice:
            yield ExerciceChange.at(
                source.place_of_key(lu.entry.meta, "debut-exercice"),
                lu.entry,
                debut=_day(registre.debut_exercice),
                autre=_day(_start(lu)),
                **premier,
            )
            return
        yield PoleEnDouble.at(
            lu.entry.meta, lu.entry, code=code, autre=registre.code, **premier
        )
        return
    premiers["pôle"] = lu
    registre.code = code
    registre.libelle = lu.valeurs["libellé"]
    registre.territoire = lu.cles.get("territoire", "")
    registre.perimetre_defaut = lu.cles.get("perimetre-defaut", "")
    registre.copie_pour = lu.cles.get("copie-pour", "")
    registre.diffusion = lu.cles.get("diffusion", "")
    publies = lu.cles.get("perimetres-publies", "")
    registre.perimetres_publies = tuple(read_codes(publies))
    registre.debut_exercice = _start(lu)


def _start(lu: Lu) -> tuple[int, int]:
    """Read the month and the day on which an exercice starts."""
    mois, jour = lu.cles.get("debut-exercice", "01-01").split("-")
    return int(mois), int(jour)


def _day(debut: tuple[int, int]) -> str:
    mois, jour = debut
    return f"{jour:02}/{mois:02}"


DECLARATION = Declaration(
    Directive(
        "Le pôle que décrit ce livre.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "territoire": Propriete(TEXTE, "Le territoire du pôle."),
            "forme": communes.FORME,
            "siren": communes.SIREN,
            "porteur": Propriete(
                REFERENCE,
                "Le code de l’organisme qui tient les comptes, si le pôle n’en tient pas.",
            ),
            "perimetre-defaut": Propriete(
                Choix({"cellule": lexique.PERIMETRES["cellule"]}),
                "Le périmètre de ce dont rien ne dit le périmètre.",
            ),
            "copie-pour": Propriete(
                REFERENCE, "Dans un livre publié : le financeur pour qui il est fait."
            ),
            "perimetres-publies": Propriete(
                TEXTE, "Dans un livre publié : ce qu’il montre du pôle, ou « tous »."
            ),
            "diffusion": Propriete(
                Choix(lexique.DIFFUSIONS),
                "Dans un livre publié : s’il peut être mis en ligne, ou non.",
            ),
            "debut-exercice": Propriete(
                JOUR_DE_L_AN,
                "Le premier jour de l’exercice, s’il n’est pas le 1er janvier.",
            ),
        },
    ),
    references={"porteur": "tiers", "copie-pour": "tiers"},
    declare=_declare,
)
