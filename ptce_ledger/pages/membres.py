"""Page « Membres »: what they bring, what comes back, what they sell to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.pages import commun
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.tables import write_fiche
from ptce_ledger.rendu.web.tables import write_tableau
from ptce_ledger.rendu.web.vues import matrice

if TYPE_CHECKING:
    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue

_CARTES = (
    (mark("Ressources venant des membres"), "niveau-2/total/dont_membres"),
    (
        mark("Contribution des membres"),
        "niveau-2/indicateurs/contribution_membres",
    ),
    (mark("Chiffre d’affaires imputable"), "niveau-2/elargi/ca_imputable"),
    (mark("Part imputable au pôle"), "niveau-2/indicateurs/ca_imputable_part"),
    (mark("Échanges entre membres"), "niveau-2/elargi/echanges_entre_membres"),
)

_COOPERATIONS = (
    "cooperations",
    "cooperations_par_nature",
    "cooperations_par_objet",
    "cooperations_par_membre",
)


def build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set contribution and return, turnover, then the n × n matrix."""
    del demande, dossier
    niveau = vue.synthese.niveau(2)
    elargi = niveau.tableau("elargi")
    echanges = matrice(vue, niveau, {"code": "echanges"})
    rien = commun.none_here(
        vue, say("Aucun échange entre membres n’est déclaré dans cet exercice.")
    )
    return join(
        [
            section(
                say("L’essentiel"), commun.cards(vue, _CARTES), code="ptce-essentiel"
            ),
            section(
                say("Contribution et retour"),
                _table(vue, vue.annexe, "contribution"),
                commun.nothing(
                    say(
                        "Ces ressources sont ce qui a été facturé ou appelé, payé ou "
                        "non ; elles sont parmi celles du pôle. Le chiffre d’affaires "
                        "imputable est déclaré par les membres et ne s’y ajoute pas."
                    )
                ),
                commun.towards(
                    vue,
                    "Reciprocite",
                    say(
                        "Les commissions à part, ce qui reste à régler, ce qu’en disent "
                        "les membres"
                    ),
                ),
                code="contribution",
            ),
            section(
                say("Chiffre d’affaires imputable au pôle"),
                _table(vue, niveau, "membres"),
                write_fiche(vue, elargi) if elargi else VIDE,
                code="imputable",
            ),
            section(say("Échanges entre membres"), echanges or rien, code="echanges"),
            *_together(vue, niveau),
        ]
    )


def _together(vue: Vue, niveau: Groupe) -> list[Markup]:
    """Say who the members are, and what they do together without money."""
    sans_argent = matrice(vue, niveau, {"code": "apports_sans_argent"})
    parties = (
        (say("Qui sont les membres"), [_table(vue, niveau, "composition")]),
        (say("Coopérations"), [_table(vue, niveau, code) for code in _COOPERATIONS]),
        (say("Apports sans argent"), [sans_argent]),
    )
    codes = ("composition", "cooperations", "sans-argent")
    return [
        section(titre, *filter(None, tables), code=code)
        for code, (titre, tables) in zip(codes, parties, strict=True)
        if any(tables)
    ]


def _table(vue: Vue, groupe: Groupe, code: str) -> Markup:
    table = groupe.tableau(code)
    return write_tableau(vue, table) if table else VIDE
