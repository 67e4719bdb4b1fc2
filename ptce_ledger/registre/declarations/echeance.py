"""« ptce-echeance »: what an agreement expects on a day, a payment or an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.erreurs.conventions import EcheanceContredite
from ptce_ledger.mots import economie
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import later
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import Choix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

VERSEMENT, COMPTE_RENDU = economie.ECHEANCES


def _check(_registre: Registre, lu: Lu) -> Iterator[PtceError]:
    entry, montant = lu.entry, lu.valeurs["montant"].number
    if lu.valeurs["objet"] == COMPTE_RENDU and montant:
        yield EcheanceContredite.at(
            entry.meta, entry, quoi=later("un compte rendu ne porte pas de montant")
        )
    elif lu.valeurs["objet"] == VERSEMENT and montant <= 0:
        yield EcheanceContredite.at(
            entry.meta, entry, quoi=later("un versement a un montant positif")
        )
    if lu.valeurs["objet"] == VERSEMENT and "fait" in lu.cles:
        yield EcheanceContredite.at(
            source.place_of_key(entry.meta, "fait"),
            entry,
            quoi=later("un versement est fait quand une écriture le dit"),
        )


DECLARATION = Declaration(
    Directive(
        "Une échéance d’une convention : un versement attendu, un compte rendu à rendre.",
        {
            "convention": REFERENCE,
            "objet": Choix(economie.ECHEANCES),
            "montant": MONTANT,
        },
        {"fait": Propriete(DATE, "Le jour où le compte rendu a été remis.")},
    ),
    references={"convention": "convention"},
    check=_check,
)
