"""Page « Synthèse »: the three levels, the bridge, the pole's own reports, the years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.pages import commun
from ptce_ledger.pages import evolution
from ptce_ledger.pages import graphes
from ptce_ledger.pages import remise
from ptce_ledger.pages.demande import NIVEAUX
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import write_tableau
from ptce_ledger.rendu.web.vues import write_views

if TYPE_CHECKING:
    from collections.abc import Collection

    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue

_CARTES = (
    (mark("Ressources de la cellule"), "niveau-1/total/ressources"),
    (
        mark("Couverture de l’animation"),
        "niveau-1/indicateurs/couverture_animation",
    ),
    (mark("Ressources nettes du pôle"), "niveau-2/total/net"),
    (mark("Activité nette de la coopération"), "niveau-2/elargi/activite_nette"),
    (mark("Ressources des projets"), "niveau-3/total/ressources"),
    (
        mark("Part des subventions publiques"),
        "niveau-2/indicateurs/part_publique",
    ),
)
_GRAPHES = {
    1: mark("Ressources de la cellule, par type et origine"),
    2: mark("Ressources nettes du pôle, par type et origine"),
    3: mark("Ressources des projets communs, par type et origine"),
}


def build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set the essentials, the levels asked for, then the years.

    The reports that the pole defines itself come after its three levels. A copy of a
    part of the pole has none of it: it opens on what it shows.
    """
    if vue.is_partial:
        return _part(vue, dossier)
    numeros = [int(demande.niveau)] if demande.niveau else [1, 2, 3]
    propres = [] if demande.niveau else vue.synthese.niveaux[len(NIVEAUX) :]
    return join(
        [
            remise.cover(vue, dossier),
            section(
                say("L’essentiel"), commun.cards(vue, _CARTES), code="ptce-essentiel"
            ),
            *(_level(vue, numero, demande.phase) for numero in numeros),
            *(_own(vue, groupe) for groupe in propres),
            _years(vue, dossier, numeros, [groupe.code for groupe in propres]),
        ]
    )


def _part(vue: Vue, dossier: Dossier) -> Markup:
    """Set what a copy of a part of the pole shows, and nothing of the rest."""
    montres = commun.shown(vue)
    if not montres:
        return commun.none_here(vue, "")
    niveaux = dossier.comparaison.niveaux
    compares = {g.nom: g for niveau in niveaux for g in niveau.walk()}
    annees = [
        join([tag("h3", _name(vue, groupe)), table])
        for groupe in montres
        if (table := evolution.over_years(vue, compares[groupe.nom], "total"))
    ]
    return join(
        [
            remise.cover(vue, dossier),
            *(
                section(
                    _name(vue, groupe),
                    graphes.by_type_and_origin(
                        vue, groupe, say("Ressources, par type et origine")
                    ),
                    write_views(vue, groupe),
                    code=groupe.nom.replace(".", "-"),
                )
                for groupe in montres
            ),
            section(
                say("D’un exercice à l’autre"),
                evolution.change(dossier.exercices),
                *annees,
                code="ptce-annees",
            )
            if annees
            else VIDE,
        ]
    )


def _name(vue: Vue, groupe: Groupe) -> str:
    projet = groupe.nom.startswith("niveau-3.")
    return vue.label("", groupe.code) if projet else say(groupe.titre)


def _level(vue: Vue, numero: int, phase: str) -> Markup:
    niveau = vue.synthese.niveau(numero)
    prefixe = f"niveau-{numero}"
    return section(
        say(niveau.titre),
        graphes.by_type_and_origin(vue, niveau, say(_GRAPHES[numero])),
        graphes.by_project(vue, niveau) if numero == 3 else VIDE,
        _phase(vue, niveau, phase) if phase else VIDE,
        write_views(vue, niveau),
        code=prefixe,
    )


def _own(vue: Vue, groupe: Groupe) -> Markup:
    """Set a report of the pole, and what it says of each project."""
    projets = [
        join([tag("h3", vue.label("", sous.code)), write_views(vue, sous)])
        for sous in groupe.groupes
    ]
    corps = write_views(vue, groupe)
    return section(say(groupe.titre), corps, *projets, code=f"rapport-{groupe.code}")


def _phase(vue: Vue, niveau: Groupe, phase: str) -> Markup:
    """Set apart the resources of one phase."""
    table = niveau.tableau("ressources_par_phase")
    if table is None:
        return VIDE
    lignes = tuple(ligne for ligne in table.lignes if ligne.cles[0] == phase)
    nom = vue.label("phase", phase)
    if not lignes:
        dit = say("Aucune ressource en phase « {nom} » dans cet exercice.", nom=nom)
        return commun.none_here(vue, dit)
    # The same rows as the table by phase: those of the others are left out.
    seule = replace(table, lignes=lignes)
    titre = say("{titre} : {phase}", titre=say(table.titre), phase=nom)
    return write_tableau(vue, seule, titre=titre)


def _years(
    vue: Vue, dossier: Dossier, numeros: list[int], propres: Collection[str]
) -> Markup:
    if len(dossier.exercices) < 2:
        return VIDE
    comparaison = dossier.comparaison
    tables = [
        evolution.over_years(vue, comparaison.niveaux[numero - 1], code)
        for numero in numeros
        for code in ("total", "indicateurs")
    ]
    titres = [tag("h3", say(vue.synthese.niveau(n).titre)) for n in numeros]
    corps = [
        join([titres[rang], *tables[2 * rang : 2 * rang + 2]])
        for rang in range(len(numeros))
    ]
    for groupe in comparaison.niveaux:
        if groupe.code in propres:
            siennes = [
                evolution.over_years(vue, groupe, t.code) for t in groupe.tableaux
            ]
            corps.append(join([tag("h3", say(groupe.titre)), *siennes]))
    return section(
        say("D’un exercice à l’autre"),
        graphes.coverage(
            comparaison,
            ("couverture_animation", "autofinancement"),
            say("Couverture et autofinancement de la cellule"),
        ),
        graphes.three_economies(comparaison),
        evolution.change(dossier.exercices),
        *corps,
        code="ptce-annees",
    )
