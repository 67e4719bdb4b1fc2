"""« ptce-tiers »: whoever the pole deals with and is no member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import check_periode
from ptce_ledger.registre.declarations.doubles import taken
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.pole import Tiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def declare(registre: Registre, lu: Lu, premiers: dict[str, Lu]) -> Iterator[PtceError]:
    """Take a third party or a member in; a member who left may come back."""
    code, date, cles = lu.valeurs["code"], lu.entry.date, lu.cles
    membre = lu.entry.type == "ptce-membre"
    ancien = registre.tiers.get(code)
    periodes = ancien.periodes if ancien else ()
    revient = membre and periodes and (periodes[-1][1] or date) < date
    if code in premiers and not revient:
        yield taken(lu, premiers[code])
        return
    yield from check_periode(lu, "sortie", date)
    alias = tuple(a.strip() for a in cles.get("alias", "").split(";") if a.strip())
    libelles = (ancien.libelle, *ancien.alias) if ancien else ()
    premiers.setdefault(code, lu)
    registre.tiers[code] = Tiers(
        code,
        lu.valeurs["libellé"],
        cles.get("origine", ancien.origine if ancien else ""),
        cles.get("echelon", ancien.echelon if ancien else ""),
        cles.get("forme", ancien.forme if ancien else ""),
        (*alias, *libelles),
        (*periodes, (date, cles.get("sortie"))) if membre else (),
    )


DECLARATION = Declaration(
    Directive(
        "Un financeur, un client, un fournisseur qui n’est pas membre.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "origine": communes.ORIGINE_DE,
            "echelon": communes.ECHELON,
            "siren": communes.SIREN,
            "alias": communes.ALIAS,
        },
    ),
    declare=declare,
)
