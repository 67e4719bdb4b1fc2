"""Page « Financeurs »: who pays for what, agreement by agreement, and dependence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.pages import commun
from ptce_ledger.pages import evolution
from ptce_ledger.pages import graphes
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.tables import write_tableau

if TYPE_CHECKING:
    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue

_CARTES = (
    (
        mark("Dépendance au premier financeur"),
        "niveau-2/indicateurs/dependance_premier_financeur",
    ),
    (
        mark("la même, pour la cellule"),
        "niveau-1/indicateurs/dependance_premier_financeur",
    ),
    (
        mark("Part des subventions publiques"),
        "niveau-2/indicateurs/part_publique",
    ),
    (mark("Diversification"), "niveau-2/indicateurs/diversification"),
    (mark("Effet de levier"), "niveau-2/indicateurs/effet_levier"),
    (mark("Apports et prêts reçus"), "niveau-2/total/financements"),
)


def build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set the dependence, the flows beside their table, then the agreements."""
    del demande
    conventions = _table(vue, "conventions")
    rien = commun.none_here(vue, say("Aucune convention n’est déclarée dans ce livre."))
    note = commun.nothing(
        say(
            "Ressources et charges cumulées : toutes celles qui portent la convention, "
            "jusqu’à la fin de l’exercice {annee}, fonds dédiés compris. Une ressource "
            "reportée en fonds dédiés y compte en moins, puis en plus l’année où elle est "
            "reprise. Un tiret : aucune charge ne porte la convention.",
            annee=vue.synthese.exercice,
        )
    )
    suivi = section(
        say("Conventions"),
        join([conventions, note]) if conventions else rien,
        code="conventions",
    )
    if vue.is_partial:
        return suivi
    return join(
        [
            section(
                say("L’essentiel"), commun.cards(vue, _CARTES), code="ptce-essentiel"
            ),
            section(
                say("Des payeurs aux emplois"),
                graphes.payers_to_uses(vue),
                _table(vue, "financeurs"),
                _table(vue, "echelons"),
                _balances(vue),
                code="financeurs",
            ),
            suivi,
            section(
                say("D’un exercice à l’autre"),
                graphes.coverage(
                    dossier.comparaison,
                    ("part_publique", "dependance_premier_financeur"),
                    say("Part publique et dépendance de la cellule"),
                ),
                evolution.change(dossier.exercices),
                evolution.over_years(vue, dossier.comparaison.niveaux[1], "ressources"),
                code="ptce-annees",
            ),
        ]
    )


def _balances(vue: Vue) -> Markup:
    """Write what is owed to those who lent or brought money."""
    table = vue.synthese.niveau(2).tableau("encours")
    return write_tableau(vue, table) if table else VIDE


def _table(vue: Vue, code: str) -> Markup:
    table = vue.annexe.tableau(code)
    return write_tableau(vue, table) if table else VIDE
