"""From tables to charts: what each chart of the pages draws, and says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import SECRET
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.langue import say
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import as_svg
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.graphiques.barres import Cadre
from ptce_ledger.rendu.web.graphiques.barres import Serie
from ptce_ledger.rendu.web.graphiques.barres import columns
from ptce_ledger.rendu.web.graphiques.barres import stacked_bars
from ptce_ledger.rendu.web.graphiques.courbes import Courbe
from ptce_ledger.rendu.web.graphiques.courbes import lines
from ptce_ledger.rendu.web.graphiques.flux import Flux
from ptce_ledger.rendu.web.graphiques.flux import flows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.analyse.comparaison import Comparaison
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.rendu.web.vue import Vue

#: Payers drawn one by one; the smaller ones share a ribbon.
_PAYEURS = 9
#: An origin has the same colour on every chart.
_ORIGINES = (*lexique.ORIGINES, "")
ECONOMIES = ("marche", "redistribution", "reciprocite")


def figure(titre: str, dessin: str) -> Markup:
    """Set a chart under its title."""
    legende = tag("figcaption", titre)
    return tag("figure", legende, as_svg(dessin), classe="ptce-graphe")


def by_type_and_origin(vue: Vue, groupe: Groupe, titre: str) -> Markup:
    """Draw resources by type, each bar made of its origins."""
    table = groupe.tableau("ressources")
    if table is None or not table.lignes:
        return VIDE
    if not _is_drawn(ligne.valeurs[-1] for ligne in table.lignes):
        return VIDE
    types = list(dict.fromkeys(ligne.cles[0] for ligne in table.lignes))
    presentes = {ligne.cles[1] for ligne in table.lignes}
    origines = [origine for origine in _ORIGINES if origine in presentes]
    par_cle = {ligne.cles: ligne.valeurs[-1] for ligne in table.lignes}
    series = [
        Serie(
            vue.label("origine", origine),
            tuple(par_cle.get((type_, origine), ZERO) for type_ in types),
            tuple(
                vue.liens.chiffre(
                    table.nom((type_, origine), table.colonnes[-1]),
                    vue.synthese.exercice,
                )
                if _known(par_cle.get((type_, origine), ZERO))
                else ""
                for type_ in types
            ),
            _ORIGINES.index(origine),
        )
        for origine in origines
    ]
    noms = [vue.label("type", type_) for type_ in types]
    sommes = [sum((s.valeurs[i] for s in series), ZERO) for i in range(len(types))]
    premier = max(range(len(types)), key=lambda i: _known(sommes[i]))
    dit = say(
        "Barres horizontales, une par type de ressource, empilées par origine. "
        "Le premier type est « {nom} » : {somme}. "
        "Les montants sont dans le tableau « {titre} ».",
        nom=noms[premier],
        somme=write_euros(sommes[premier]),
        titre=say(table.titre),
    )
    cadre = Cadre(f"g-{groupe.nom.replace('.', '-')}-types", titre, dit)
    return figure(titre, stacked_bars(cadre, noms, series))


def by_project(vue: Vue, niveau: Groupe) -> Markup:
    """Draw the resources of each project, each bar made of its origins."""
    if not niveau.groupes:
        return VIDE
    par_projet: list[dict[str, Decimal]] = []
    for groupe in niveau.groupes:
        table = groupe.tableau("ressources")
        sommes: dict[str, Decimal] = {}
        for ligne in table.lignes if table else ():
            montant = ligne.valeurs[0]
            sommes[ligne.cles[1]] = sommes.get(ligne.cles[1], ZERO) + montant
        par_projet.append(sommes)
    if not _is_drawn(v for sommes in par_projet for v in sommes.values()):
        return VIDE
    presentes = {origine for sommes in par_projet for origine in sommes}
    origines = [origine for origine in _ORIGINES if origine in presentes]
    series = [
        Serie(
            vue.label("origine", origine),
            tuple(sommes.get(origine, ZERO) for sommes in par_projet),
            couleur=_ORIGINES.index(origine),
        )
        for origine in origines
    ]
    titre = say("Ressources des projets communs, par origine")
    dit = say(
        "Barres horizontales, une par projet, empilées par origine. "
        "Les montants sont dans le tableau des projets."
    )
    noms = [vue.label("", groupe.code) for groupe in niveau.groupes]
    return figure(titre, stacked_bars(Cadre("g-projets", titre, dit), noms, series))


def payers_to_uses(vue: Vue) -> Markup:
    """Draw the net resources from who pays to the cell and to each project."""
    niveau = vue.synthese.niveau(2)
    total = niveau.tableau("total")
    if total is None:
        return VIDE
    rang = total.rang("net")
    rangees = vue.annexe.tableau("financeurs")
    retenus = {
        ligne.cles[0]
        for ligne in (rangees.lignes if rangees else ())
        if any(map(is_withheld, ligne.valeurs))
    }
    par_paire: dict[tuple[str, str], Decimal] = {}
    for case in total.lignes[0].source(rang).cases:
        emploi = case.cle.projet or case.cle.perimetre
        paire = (case.cle.tiers, emploi)
        montant = SECRET if case.cle.tiers in retenus else case.montant
        par_paire[paire] = par_paire.get(paire, ZERO) + montant
    payeurs: dict[str, Decimal] = {}
    for (tiers, _), montant in par_paire.items():
        payeurs[tiers] = payeurs.get(tiers, ZERO) + montant
    premiers = sorted(payeurs, key=lambda t: (-_known(payeurs[t]), t))
    montres = set(premiers if len(premiers) <= _PAYEURS + 1 else premiers[:_PAYEURS])
    autres = say("{nombre} autres payeurs", nombre=len(premiers) - len(montres))
    flux = [
        Flux(
            vue.label("tiers", tiers),
            _use(vue, emploi),
            montant,
            _row(vue, tiers, emploi),
        )
        for (tiers, emploi), montant in par_paire.items()
        if tiers in montres
    ]
    reunis: dict[str, Decimal] = {}
    for (tiers, emploi), montant in par_paire.items():
        if tiers not in montres:
            reunis[emploi] = reunis.get(emploi, ZERO) + montant
    flux += [
        Flux(autres, _use(vue, emploi), montant) for emploi, montant in reunis.items()
    ]
    if not any(_known(un.montant) > 0 for un in flux):
        return VIDE
    titre = say("Des payeurs aux emplois")
    dit = say(
        "Rubans, de chaque payeur à gauche vers la cellule et chaque projet à droite. "
        "Le premier payeur est « {nom} » : {somme}. "
        "Les montants sont dans le tableau des financeurs.",
        nom=vue.label("tiers", premiers[0]),
        somme=write_euros(payeurs[premiers[0]]),
    )
    return figure(titre, flows(Cadre("g-flux", titre, dit), flux))


def _row(vue: Vue, tiers: str, emploi: str) -> str:
    """Give where the row of a payer opens: for the cell, for projects, or in all."""
    table = vue.annexe.tableau("financeurs")
    if table is None:
        return ""
    colonnes = {"cellule": "cellule", "": "net"}
    colonne = table.colonnes[table.rang(colonnes.get(emploi, "projets"))]
    return vue.liens.chiffre(table.nom((tiers,), colonne), vue.synthese.exercice)


def _use(vue: Vue, emploi: str) -> str:
    return vue.label("", emploi) if emploi else say("Sans périmètre")


def coverage(comparaison: Comparaison, codes: Sequence[str], titre: str) -> Markup:
    """Draw ratios of level 1 over the years."""
    table = comparaison.niveaux[0].tableau("indicateurs")
    annees = [str(s.exercice) for s in comparaison.syntheses]
    if table is None or len(annees) < 2:
        return VIDE
    courbes = []
    for code in codes:
        ligne = next(ligne for ligne in table.lignes if ligne.cles == (code,))
        courbes.append(Courbe(say(INDICATEURS[code].libelle), ligne.valeurs[:-1]))
    if not _is_drawn(valeur for courbe in courbes for valeur in courbe.valeurs):
        return VIDE
    dites = [
        say(
            "{nom} : {debut} en {premier}, {fin} en {dernier}.",
            nom=courbe.libelle,
            debut=write_pourcent(courbe.valeurs[0]),
            premier=annees[0],
            fin=write_pourcent(courbe.valeurs[-1]),
            dernier=annees[-1],
        )
        for courbe in courbes
    ]
    dit = " ".join([say("Courbes, un point par exercice."), *dites])
    return figure(titre, lines(Cadre("g-couverture", titre, dit, "%"), annees, courbes))


def three_economies(comparaison: Comparaison) -> Markup:
    """Draw the shares of the three economies of level 2, a column a year."""
    table = comparaison.niveaux[1].tableau("indicateurs")
    annees = [str(s.exercice) for s in comparaison.syntheses]
    if table is None:
        return VIDE
    par_code = {ligne.cles[0]: ligne.valeurs for ligne in table.lignes}
    series = [
        Serie(
            say(INDICATEURS[code].libelle),
            tuple((v or ZERO) * 100 for v in par_code[code][: len(annees)]),
        )
        for code in ECONOMIES
    ]
    if not _is_drawn(valeur for serie in series for valeur in serie.valeurs):
        return VIDE
    titre = say("Les trois économies du pôle, en part des ressources et contributions")
    dit = say(
        "Colonnes, une par exercice, de {premier} à {dernier}, empilées : marché, "
        "redistribution, réciprocité. Les parts sont dans le tableau des indicateurs.",
        premier=annees[0],
        dernier=annees[-1],
    )
    cadre = Cadre("g-economies", titre, dit, "%", 1)
    return figure(titre, columns(cadre, annees, series))


def volunteer_hours(comparaison: Comparaison) -> Markup:
    """Draw the hours of volunteers, a column a year, cell and projects."""
    annees = [str(s.exercice) for s in comparaison.syntheses]
    series = []
    for numero, nom in ((0, say("Cellule")), (2, say("Projets communs"))):
        table = comparaison.niveaux[numero].tableau("contributions_heures")
        series.append(Serie(nom, _sum_columns(table, len(annees))))
    if not any(valeur for serie in series for valeur in serie.valeurs):
        return VIDE
    titre = say("Heures bénévoles par exercice")
    dit = say(
        "Colonnes, une par exercice, de {premier} à {dernier}, empilées : cellule, "
        "projets communs. Les heures sont dans le tableau des contributions.",
        premier=annees[0],
        dernier=annees[-1],
    )
    return figure(titre, columns(Cadre("g-heures", titre, dit, "h", 1), annees, series))


def _known(montant: Decimal) -> Decimal:
    """Give what may be drawn or compared: nothing for a withheld amount."""
    return ZERO if is_withheld(montant) else montant


def _is_drawn(valeurs: Iterable[Decimal | None]) -> bool:
    """Tell whether some value is given; where none is, there is nothing to draw."""
    vues = list(valeurs)
    return not vues or not all(map(is_withheld, vues))


def _sum_columns(table: Tableau | None, combien: int) -> tuple[Decimal, ...]:
    lignes = table.lignes if table else ()
    return tuple(
        sum((ligne.valeurs[rang] or ZERO for ligne in lignes), ZERO)
        for rang in range(combien)
    )
