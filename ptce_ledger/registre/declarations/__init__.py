"""The kinds of « custom "ptce-…" » declarations, one module each; here is their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.registre.declarations import attendu
from ptce_ledger.registre.declarations import bareme
from ptce_ledger.registre.declarations import budget
from ptce_ledger.registre.declarations import ca
from ptce_ledger.registre.declarations import cle
from ptce_ledger.registre.declarations import convention
from ptce_ledger.registre.declarations import cooperation
from ptce_ledger.registre.declarations import donnees
from ptce_ledger.registre.declarations import echeance
from ptce_ledger.registre.declarations import emploi
from ptce_ledger.registre.declarations import indicateur
from ptce_ledger.registre.declarations import membre
from ptce_ledger.registre.declarations import phase
from ptce_ledger.registre.declarations import pole
from ptce_ledger.registre.declarations import projet
from ptce_ledger.registre.declarations import publication
from ptce_ledger.registre.declarations import rapport
from ptce_ledger.registre.declarations import retenu
from ptce_ledger.registre.declarations import suivi
from ptce_ledger.registre.declarations import tiers
from ptce_ledger.registre.declarations import valorisation

if TYPE_CHECKING:
    from ptce_ledger.registre.declarations.base import Declaration

#: Name of the directive → all that it is, in the order of the lexicon.
DECLARATIONS: dict[str, Declaration] = {
    "ptce-pole": pole.DECLARATION,
    "ptce-phase": phase.DECLARATION,
    "ptce-membre": membre.DECLARATION,
    "ptce-tiers": tiers.DECLARATION,
    "ptce-projet": projet.DECLARATION,
    "ptce-convention": convention.DECLARATION,
    "ptce-echeance": echeance.DECLARATION,
    "ptce-cle": cle.DECLARATION,
    "ptce-donnees": donnees.DECLARATION,
    "ptce-ca": ca.DECLARATION,
    "ptce-emploi": emploi.DECLARATION,
    "ptce-cooperation": cooperation.DECLARATION,
    "ptce-indicateur": indicateur.DECLARATION,
    "ptce-bareme": bareme.DECLARATION,
    "ptce-valorisation": valorisation.DECLARATION,
    "ptce-budget": budget.DECLARATION,
    "ptce-publication": publication.DECLARATION,
    "ptce-retenu": retenu.DECLARATION,
    "ptce-suivi": suivi.DECLARATION,
    "ptce-rapport": rapport.DECLARATION,
    "ptce-attendu": attendu.DECLARATION,
}
