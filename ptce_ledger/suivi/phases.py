"""Resources by the phase in which they came, all exercices together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.ordre import ORDRES
from ptce_ledger.mots.ordre import sort_rows
from ptce_ledger.suivi.etat import Etat

if TYPE_CHECKING:
    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.suivi.suivi import Suivi

_NET: cube.Selection = (
    {"nature": ["produit"]},
    {"type": ["hors-ressources"], "interne": ["pole"]},
)
_DONS: cube.Selection = ({"nature": ["contribution"]}, {})
_RECUS: cube.Selection = ({"nature": ["financement"], "sens": ["recu"]}, {})


def build(suivi: Suivi) -> Etat:
    """Set net resources, contributions and financings received, by phase."""
    registre = suivi.registre
    cases = [
        case
        for exercice in suivi.dossier.exercices
        for selection in (_NET, _DONS, _RECUS)
        for case in cube.select(suivi.dossier.ensemble(exercice).cases, selection)
    ]
    avec = {case.cle.phase for case in cases}
    phases = tuple(phase for phase in ORDRES["phase"] if phase in avec)
    par_cle: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        par_cle.setdefault((case.cle.type, case.cle.origine), []).append(case)
    colonnes = (
        *(Colonne(f"montants.{p}", label("phase", p, {})) for p in phases),
        Colonne("total", "Total"),
    )
    lignes = []
    for cle in sort_rows(("type", "origine"), par_cle):
        siennes = par_cle[cle[0], cle[1]]
        fondes = [
            *(Source.of(c for c in siennes if c.cle.phase == p) for p in phases),
            Source.of(siennes),
        ]
        lignes.append(Ligne(cle, tuple(s.total() for s in fondes), tuple(fondes)))
    table = Tableau(
        "lignes",
        "Ressources nettes, contributions et financements, par phase",
        (Colonne("type", "Type", "code"), Colonne("origine", "Origine", "code")),
        colonnes,
        tuple(lignes),
    )
    return Etat(
        "phases",
        "Ressources par phase",
        registre.code,
        registre.libelle,
        {"phases": phases},
        (table,),
        suivi.libelles,
    )
