"""« ptce-convention »: a grant agreement, its funder and what was granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import check_periode
from ptce_ledger.registre.declarations.doubles import code_of
from ptce_ledger.registre.declarations.doubles import taken
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.pole import Convention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def _declare(
    registre: Registre, lu: Lu, premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    valeurs, cles = lu.valeurs, lu.cles
    cle = f"convention {valeurs['code']}"
    if cle in premiers:
        yield taken(lu, premiers[cle])
        return
    premiers[cle] = lu
    debut, fin = cles.get("debut"), cles.get("fin")
    yield from check_periode(lu, "fin", debut)
    registre.conventions[valeurs["code"]] = Convention(
        valeurs["code"],
        valeurs["financeur"],
        valeurs["montant"].number,
        cles.get("projet", ""),
        cles.get("objet", ""),
        debut,
        fin,
        lu.entry,
    )


DECLARATION = Declaration(
    Directive(
        "Une convention de financement : son financeur et le montant accordé.",
        {"code": REFERENCE, "financeur": REFERENCE, "montant": MONTANT},
        {
            "projet": Propriete(REFERENCE, "Le projet financé ; sans lui, la cellule."),
            "debut": Propriete(DATE, "Le premier jour de la convention."),
            "fin": Propriete(DATE, "Le dernier jour de la convention."),
            # Names of the grant schema, SCDL « subventions » 2.1.
            "objet": Propriete(TEXTE, "Ce que la convention finance."),
            "decision": Propriete(TEXTE, "La référence de la décision d’attribution."),
            "nature": Propriete(TEXTE, "La nature de l’aide : numéraire ou en nature."),
            "conditions-versement": Propriete(
                TEXTE, "À quelles conditions elle est versée."
            ),
            "dates-versement": Propriete(TEXTE, "Quand elle est versée."),
        },
    ),
    references={"financeur": "tiers", "projet": "projet"},
    declare=_declare,
    identite=code_of,
)
