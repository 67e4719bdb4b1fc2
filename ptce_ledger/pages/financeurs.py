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
from ptce_ledger.suivi.etats import state
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue
    from ptce_ledger.suivi.etat import Etat

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


#: What is shown of each agreement; a copy is for one funder, and holds no text.
_SUIVI = (
    "perimetre",
    "fin",
    "accorde",
    "constate_exercice",
    "encaisse",
    "reste_a_percevoir",
    "depense",
    "reste_a_employer",
    "reste_a_justifier",
    "taux_execution",
)
_DU_TRESORIER = ("financeur", "objet")


def build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set the dependence, the flows beside their table, then the agreements."""
    suivi = section(
        say("Conventions"),
        *_agreements(vue, state(Suivi(dossier), "conventions", demande.exercice)),
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


def _agreements(vue: Vue, etat: Etat) -> list[Markup]:
    """Set what each agreement has become; to its funder, its deadlines too."""
    table = etat.tableau("conventions")
    if not table.lignes:
        if vue.is_copy:
            rien = say(
                "Aucune convention de ce financeur n’est suivie dans cette copie."
            )
        else:
            rien = say("Aucune convention n’est déclarée dans ce livre.")
        return [commun.nothing(rien)]
    note = say(
        "Cumulé depuis le début du livre, à la fin de l’exercice {annee}. Un tiret : les "
        "dépenses de la convention ne sont pas toutes suivies.",
        annee=vue.synthese.exercice,
    )
    avant, apres = (_DU_TRESORIER, ()) if not vue.is_copy else ((), ("echeances",))
    return [
        write_tableau(vue, table.only((*avant, *_SUIVI))),
        *(write_tableau(vue, etat.tableau(code)) for code in apres),
        commun.nothing(note),
        commun.towards(vue, "Conventions", say("Fonds dédiés, plafonds, échéances")),
    ]


def _balances(vue: Vue) -> Markup:
    """Write what is owed to those who lent or brought money."""
    table = vue.synthese.niveau(2).tableau("encours")
    return write_tableau(vue, table) if table else VIDE


def _table(vue: Vue, code: str) -> Markup:
    table = vue.annexe.tableau(code)
    return write_tableau(vue, table) if table else VIDE
