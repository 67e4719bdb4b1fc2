"""« ptce-tiers »: whoever the pole deals with and is no member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.registre.declarations import communes
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import check_periode
from ptce_ledger.registre.declarations.doubles import code_of
from ptce_ledger.registre.declarations.doubles import taken
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.pole import UN_JOUR
from ptce_ledger.registre.pole import Tiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre


def declare(registre: Registre, lu: Lu, premiers: dict[str, Lu]) -> Iterator[PtceError]:
    """Take a third party or a member in.

    A member is declared again when it comes back, or when its label or origin changes:
    what is said then holds from that day, what is not said stays.
    """
    code, date = lu.valeurs["code"], lu.entry.date
    membre = lu.entry.type == "ptce-membre"
    ancien = registre.tiers.get(code)
    if code in premiers and not (membre and ancien and ancien.periodes):
        yield taken(lu, premiers[code])
        return
    yield from check_periode(lu, "sortie", date)
    nouveau = _read(lu, ancien)
    premiers.setdefault(code, lu)
    registre.tiers[code] = nouveau
    if ancien is not None:
        registre.change(ancien, nouveau, date)


def _read(lu: Lu, ancien: Tiers | None) -> Tiers:
    """Give what a declaration says, over what was said before."""
    date, cles = lu.entry.date, lu.cles
    avant = ancien or Tiers(lu.valeurs["code"], "")
    alias = tuple(a.strip() for a in cles.get("alias", "").split(";") if a.strip())
    anciens = (avant.libelle, *avant.alias) if ancien else ()
    periodes = avant.periodes
    if periodes:
        # The last period ends where the new one begins, unless it was over already.
        entree, sortie = periodes[-1]
        veille = date - UN_JOUR
        periodes = (*periodes[:-1], (entree, min(sortie or veille, veille)))
    membre = lu.entry.type == "ptce-membre"
    return Tiers(
        avant.code,
        lu.valeurs["libellé"],
        cles.get("origine", avant.origine),
        cles.get("echelon", avant.echelon),
        cles.get("forme", avant.forme),
        cles.get("secteur", avant.secteur),
        cles.get("cercle", avant.cercle),
        cles.get("issu-de", avant.issu_de),
        cles.get("reponse", avant.reponse),
        alias=(*alias, *anciens),
        periodes=(*periodes, (date, cles.get("sortie"))) if membre else (),
        entry=lu.entry,
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
    identite=code_of,
)
