"""Page « Projets communs »: all of them side by side, or one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.montants import write_date
from ptce_ledger.pages import commun
from ptce_ledger.pages import evolution
from ptce_ledger.pages import graphes
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import write_tableau
from ptce_ledger.rendu.web.vues import projets as projects_side_by_side
from ptce_ledger.rendu.web.vues import write_views

if TYPE_CHECKING:
    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue

_CARTES = (
    (mark("Ressources des projets"), "niveau-3/total/ressources"),
    (mark("Charges des projets"), "niveau-3/total/charges"),
    (mark("Contributions en nature"), "niveau-3/total/contributions"),
    (mark("Poids dans le pôle"), "niveau-3/indicateurs/poids_des_projets"),
    (
        mark("Euros de projet par euro de cellule"),
        "niveau-3/indicateurs/euros_de_projet_par_euro_de_cellule",
    ),
)


def build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set the list of projects, or the project asked for."""
    if demande.projet:
        return _one(vue, dossier, demande.projet)
    niveau = vue.synthese.niveau(3)
    if not niveau.groupes:
        rien = commun.none_here(
            vue, say("Aucun projet n’a de ligne dans cet exercice.")
        )
        # What the pole set in motion needs no project with a line.
        mus = [niveau.tableau(code) for code in ("effets", "essaimages")]
        montres = [write_tableau(vue, table) for table in mus if table and table.lignes]
        if not montres or vue.is_partial:
            return rien
        return join([rien, section(say(niveau.titre), *montres, code="niveau-3")])
    if vue.is_partial:
        # Of all the projects nothing is told where some are not shown.
        return section(
            say("Projets communs"),
            graphes.by_project(vue, niveau),
            projects_side_by_side(vue, niveau, {}),
            code="niveau-3",
        )
    compare = dossier.comparaison.niveaux[2]
    return join(
        [
            section(
                say("L’essentiel"), commun.cards(vue, _CARTES), code="ptce-essentiel"
            ),
            section(
                say(niveau.titre),
                graphes.by_project(vue, niveau),
                write_views(vue, niveau),
                code="niveau-3",
            ),
            section(
                say("D’un exercice à l’autre"),
                evolution.change(dossier.exercices),
                *(
                    evolution.over_years(vue, compare, code)
                    for code in ("total", "indicateurs")
                ),
                code="ptce-annees",
            ),
        ]
    )


def _one(vue: Vue, dossier: Dossier, code: str) -> Markup:
    groupes = {groupe.code: groupe for groupe in vue.synthese.niveau(3).groupes}
    titre = vue.label("", code)
    retour = tag(
        "p", tag("a", f"← {say('Tous les projets')}", href=vue.liens.page("Projets"))
    )
    if code not in groupes:
        dit = say("Ce projet n’a aucune ligne dans cet exercice.")
        return section(
            titre,
            retour,
            _card(vue, dossier, code),
            commun.none_here(vue, dit),
            code="projet",
        )
    groupe = groupes[code]
    annees = next(
        (g for g in dossier.comparaison.niveaux[2].groupes if g.code == code), None
    )
    dessin = say("Ressources du projet « {nom} », par type et origine", nom=titre)
    return join(
        [
            section(
                titre,
                retour,
                _card(vue, dossier, code),
                graphes.by_type_and_origin(vue, groupe, dessin),
                write_views(vue, groupe),
                code="projet",
            ),
            section(
                say("D’un exercice à l’autre"),
                evolution.change(dossier.exercices) if annees else VIDE,
                evolution.over_years(vue, annees, "total") if annees else VIDE,
                code="ptce-annees",
            ),
        ]
    )


def _card(vue: Vue, dossier: Dossier, code: str) -> Markup:
    """Write what the register says of a project."""
    projet = dossier.registre.projets[code]
    cooperation = lexique.COOPERATIONS_DE_PROJET.get(projet.cooperation)
    dites = (
        (say("Début"), write_date(projet.debut) if projet.debut else ""),
        (say("Fin"), write_date(projet.fin) if projet.fin else ""),
        (
            say("Chef de file"),
            vue.label("", projet.chef_de_file) if projet.chef_de_file else "",
        ),
        (say("Coopération"), say(cooperation.libelle) if cooperation else ""),
    )
    boites = [
        tag("div", tag("dt", nom), tag("dd", valeur)) for nom, valeur in dites if valeur
    ]
    return tag("dl", *boites, classe="ptce-cartes petites") if boites else VIDE
