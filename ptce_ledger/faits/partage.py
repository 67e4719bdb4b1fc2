"""Share a fact by the key that its line bears: one row a part, re-adding to the cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import euros
from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.registre.pole import Registre


def split_fact(registre: Registre, fact: Fact) -> Iterator[Fact]:
    """Share a fact by its key: one row per part, re-adding to the cent."""
    cle = registre.cle(fact.cle, fact.date)
    if cle is None:  # an error of the ledger: shown, unallocated
        yield fact
        return
    parts = [part for _, part in cle.parts]
    if euros.is_withheld(fact.montant):
        montants = [euros.SECRET] * len(parts)
    else:
        montants = euros.split(fact.montant, parts)
    en_euros = fact.unite == lexique.EURO
    quantites = montants
    if not en_euros and not euros.is_withheld(fact.montant):
        quantites = euros.split_heures(fact.quantite, parts)
    convention = registre.conventions.get(fact.convention)
    # An agreement of a project pays for its part alone of a shared charge; that of
    # the cell pays for all of them.
    seul = convention.projet if convention and fact.nature == "charge" else ""
    for (code, _), montant, quantite in zip(
        cle.parts, montants, quantites, strict=True
    ):
        part = registre.part_of(code)
        portee = "" if seul and seul != code else fact.convention
        yield fact._replace(
            perimetre=part.perimetre,
            projet=part.projet,
            convention=part.convention or portee,
            montant=montant,
            quantite=quantite,
        )
