"""« ptce-valorisation »: where the price of an hour comes from, and who voted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.erreurs.bareme import ArrondiInvalide
from ptce_ledger.erreurs.valorisation import ValorisationIncomplete
from ptce_ledger.erreurs.valorisation import ValorisationSansHeure
from ptce_ledger.mots import economie
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.genres import write_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

SMIC, FORFAIT = economie.VALORISATIONS
#: What each method cannot do without, and an example of it.
_DEMANDE = {
    SMIC: ("charges", "charges: 0.42"),
    FORFAIT: ("montant", "montant: 20.00 EUR"),
}


def _check(_registre: Registre, lu: Lu) -> Iterator[PtceError]:
    entry, methode = lu.entry, lu.cles.get("methode", "")
    if not lexique.est_heure(lu.valeurs["devise"]):
        yield ValorisationSansHeure.at(entry.meta, entry, devise=lu.valeurs["devise"])
    cle, forme = _DEMANDE.get(methode, ("methode", 'methode: "forfait"'))
    if cle not in lu.cles and cle not in entry.meta:
        yield ValorisationIncomplete.at(entry.meta, entry, cle=cle, forme=forme)
    if "arrondi" in lu.cles and lu.cles["arrondi"].number <= 0:
        place = source.place_of_key(entry.meta, "arrondi")
        yield ArrondiInvalide.at(place, entry, valeur=write_value(lu.cles["arrondi"]))


DECLARATION = Declaration(
    Directive(
        "D’où vient le prix d’une heure, et qui l’a voté.",
        {"devise": TEXTE},
        {
            "methode": Propriete(
                Choix(economie.VALORISATIONS), "D’où vient le prix de l’heure."
            ),
            "charges": Propriete(
                NOMBRE, "Avec le SMIC : la part de charges patronales, 0.42."
            ),
            "coefficient": Propriete(NOMBRE, "Avec le SMIC : ce qui le multiplie."),
            "arrondi": Propriete(MONTANT, "Avec le SMIC : le pas de l’arrondi."),
            "montant": Propriete(MONTANT, "Avec un forfait : le prix de l’heure."),
            "decision": Propriete(TEXTE, "Qui l’a voté, et quand."),
        },
    ),
    check=_check,
    identite=lambda lu: str(lu.valeurs["devise"]),
)
