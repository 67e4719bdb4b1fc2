"""Page « Cellule d’animation »: what it costs, who pays for it, over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.pages import commun
from ptce_ledger.pages import evolution
from ptce_ledger.pages import graphes
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.vues import write_views

if TYPE_CHECKING:
    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue

_CARTES = (
    (mark("Ressources"), "niveau-1/total/ressources"),
    (mark("Charges"), "niveau-1/total/charges"),
    (mark("Résultat"), "niveau-1/total/resultat"),
    (mark("Contributions en nature"), "niveau-1/total/contributions"),
    (
        mark("Couverture de l’animation"),
        "niveau-1/indicateurs/couverture_animation",
    ),
    (mark("Autofinancement"), "niveau-1/indicateurs/autofinancement"),
)


def build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set level 1 with its chart, then its years."""
    del demande
    niveau, comparaison = vue.synthese.niveau(1), dossier.comparaison
    titre = say("Ressources de la cellule, par type et origine")
    return join(
        [
            section(
                say("L’essentiel"), commun.cards(vue, _CARTES), code="ptce-essentiel"
            ),
            section(
                say(niveau.titre),
                graphes.by_type_and_origin(vue, niveau, titre),
                write_views(vue, niveau),
                code="niveau-1",
            ),
            section(
                say("D’un exercice à l’autre"),
                graphes.coverage(
                    comparaison,
                    ("couverture_animation", "autofinancement_elargi"),
                    say("Couverture de l’animation et autofinancement élargi"),
                ),
                graphes.volunteer_hours(comparaison),
                evolution.change(dossier.exercices),
                *(
                    evolution.over_years(vue, comparaison.niveaux[0], code)
                    for code in (
                        "total",
                        "indicateurs",
                        "ressources",
                        "charges",
                        "contributions_heures",
                    )
                ),
                code="ptce-annees",
            ),
        ]
    )
