"""« ptce-membre »: a member, from the date of the line to its `sortie:`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.erreurs.registre import IssuDeLuiMeme
from ptce_ledger.mots import reperes
from ptce_ledger.mots import source
from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import code_of
from ptce_ledger.registre.declarations.tiers import declare
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def _check(_registre: Registre, lu: Lu) -> Iterator[PtceError]:
    code = code_of(lu)
    if lu.cles.get("issu-de") == code:
        lieu = source.place_of_key(lu.entry.meta, "issu-de")
        yield IssuDeLuiMeme.at(lieu, lu.entry, code=code)


DECLARATION = Declaration(
    Directive(
        "Un membre du pôle, à partir de la date de la ligne.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "origine": communes.ORIGINE_DE,
            "echelon": communes.ECHELON,
            "forme": communes.FORME,
            "secteur": Propriete(TEXTE, "Le secteur d’activité : bois, culture, soin…"),
            "cercle": Propriete(
                Choix(reperes.CERCLES), "Le noyau du pôle, ou ses partenaires."
            ),
            "issu-de": Propriete(
                REFERENCE, "Le projet ou le membre dont il est né : un essaimage."
            ),
            "reponse": Propriete(
                Choix(reperes.REPONSES),
                "Ce qu’il répond quand on lui demande ses données.",
            ),
            "siren": communes.SIREN,
            "sortie": Propriete(DATE, "Son dernier jour de membre."),
            "alias": communes.ALIAS,
        },
    ),
    references={"issu-de": "souche"},
    declare=declare,
    identite=code_of,
    check=_check,
)
