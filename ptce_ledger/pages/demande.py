"""What a reader asks in the address of a page, strictly checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.mots.langue import enumerate_said
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.analyse.dossier import Dossier

NIVEAUX = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Demande:
    """What a page shows: always valid, whatever was asked."""

    exercice: int
    niveau: str = ""
    projet: str = ""
    phase: str = ""
    chiffre: str = ""


def read_demande(
    dossier: Dossier,
    arguments: Mapping[str, str],
    defaut: int | None = None,
    exercices: Sequence[int] | None = None,
) -> tuple[Demande, list[str]]:
    """Read the arguments of an address: what is asked, and what is wrong with the rest.

    `defaut` is the exercice shown when none is asked; else that of the ledger.
    `exercices` are those that may be asked for; else those of the ledger.
    """
    fautes: list[str] = []

    def choose(nom: str, admis: Iterable[str], quoi: str) -> str:
        voulu = arguments.get(nom, "")
        admis = list(admis)
        if not voulu or voulu in admis:
            return voulu
        dit = mark("{quoi} « {mot} » : inconnu de ce livre, il n’y en a aucun.")
        if admis:
            dit = mark("{quoi} « {mot} » : inconnu de ce livre, on attend {choix}.")
        choix = enumerate_said(admis)
        fautes.append(say(dit, quoi=quoi, mot=voulu[:60], choix=choix))
        return ""

    annees = dossier.exercices if exercices is None else exercices
    exercice = choose("exercice", map(str, annees), say("Exercice"))
    demande = Demande(
        int(exercice) if exercice else defaut or dossier.defaut,
        choose("niveau", NIVEAUX, say("Niveau")),
        choose("projet", sorted(dossier.registre.projets), say("Projet")),
        choose("phase", lexique.PHASES, say("Phase")),
        arguments.get("chiffre", "")[:300],
    )
    return demande, fautes
