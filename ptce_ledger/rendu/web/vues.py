"""Views of a level as HTML: the same names as on a terminal (`rendu/terminal/vues.py`).

VUES names those that a report definition may ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.analyse.reserves import lacks
from ptce_ledger.analyse.reserves import reserve
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import cell
from ptce_ledger.rendu.web.tables import frame
from ptce_ledger.rendu.web.tables import link_figure
from ptce_ledger.rendu.web.tables import write_fiche
from ptce_ledger.rendu.web.tables import write_tableau

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.rendu.web.vue import Vue


def totals(groupe: Groupe, table: Tableau) -> list[Decimal | None]:
    """Give the totals of a level under each column of one of its tables."""
    carte = groupe.tableau("total")
    chiffres = carte.iter_cells() if carte else ()
    totaux = {c.chemin: valeur for _, c, valeur in chiffres if c.chemin}
    # No card totals the hours: they are those of the rows.
    return [
        table.total(rang) if colonne.genre == "heures" else totaux.get(colonne.chemin)
        for rang, colonne in enumerate(table.colonnes)
    ]


def tableau(vue: Vue, groupe: Groupe, definition: Mapping[str, str]) -> Markup:
    """Give a table row by row, closed by the totals of the level."""
    table = groupe.tableau(definition["code"])
    if table is None:
        return VIDE
    parts = definition.get("parts") == "oui"
    return write_tableau(vue, table, total=totals(groupe, table), parts=parts)


def fiche(vue: Vue, groupe: Groupe, definition: Mapping[str, str]) -> Markup:
    """Give figures one under the other, such as the bridge or the jobs."""
    carte = groupe.tableau(definition["code"])
    return write_fiche(vue, carte) if carte else VIDE


def compte(vue: Vue, groupe: Groupe, definition: Mapping[str, str]) -> Markup:
    """Charges beside resources, class 8 and the totals under them."""
    gauche, droite, pied = (
        groupe.tableau(definition[nom]) for nom in ("gauche", "droite", "pied")
    )
    faces = [
        write_tableau(vue, table, total=totals(groupe, table))
        for table in (droite, gauche)
        if table
    ]
    bas = [write_tableau(vue, pied, total=totals(groupe, pied))] if pied else []
    if carte := groupe.tableau("total"):
        bas.append(write_fiche(vue, carte))
    return join([tag("div", *faces, classe="ptce-faces"), *bas])


def champs(vue: Vue, groupe: Groupe, definition: Mapping[str, str]) -> Markup:
    """Give what a project is besides its money."""
    return fiche(vue, groupe, definition)


def indicateurs(vue: Vue, groupe: Groupe, definition: Mapping[str, str]) -> Markup:
    """Give the ratios, each with its bar, its formula and caveat on demand."""
    carte = groupe.tableau(definition["code"])
    if carte is None:
        return VIDE
    rangees = []
    for rang, colonne in enumerate(carte.colonnes):
        dit, valeur = INDICATEURS[colonne.code], carte.lignes[0].valeurs[rang]
        aide = tag(
            "details",
            tag("summary", say(colonne.titre)),
            tag("p", typeset(f"= {say(dit.formule)}"), classe="formule"),
            tag("p", typeset(say(dit.precaution)), classe="precaution"),
        )
        dite = reserve(groupe, colonne.code, carte.lignes[0].borne(rang))
        montre = valeur is not None and not is_withheld(valeur)
        montre = montre and colonne.genre == "ratio"
        barre = tag("td", gauge(valeur) if montre else "", classe="barre")
        rangees.append(
            tag(
                "tr",
                tag(
                    "th",
                    aide,
                    tag("p", dite, classe="precaution") if dite else VIDE,
                    scope="row",
                    classe="mot",
                ),
                cell(vue, carte, carte.lignes[0], rang),
                barre,
            )
        )
    table = frame(say(carte.titre), tag("tbody", *rangees), classe="ptce-indicateurs")
    manque = lacks(groupe)
    note = manque[:1].upper() + manque[1:] + "."
    return join([table, *([tag("p", note, classe="ptce-note")] if manque else [])])


def gauge(part: Decimal) -> Markup:
    """Draw a share, from 0 to 1, as a bar: an attribute, never a style."""
    borne = max(0, min(100, round(part * 100)))
    return tag(
        "svg",
        tag("rect", width="100", height="8", classe="fond"),
        tag("rect", width=str(borne), height="8", classe="plein"),
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        aria_hidden="true",
        classe="ptce-jauge",
    )


def matrice(vue: Vue, groupe: Groupe, definition: Mapping[str, str]) -> Markup:
    """Give exchanges row by row, exact, then as an n × n matrix in thousands."""
    table = groupe.tableau(definition["code"])
    if table is None or not table.lignes:
        return VIDE
    membres = sorted({code for ligne in table.lignes for code in ligne.cles})
    par_paire = {ligne.cles: ligne for ligne in table.lignes}
    lignes, colonnes = (say(colonne.titre) for colonne in table.cles)
    coin = say(
        "{lignes} en ligne, {colonnes} en colonne",
        lignes=lignes,
        colonnes=colonnes.lower(),
    )
    tete = [tag("th", coin, scope="col", classe="mot")]
    tete += [
        tag("th", tag("span", vue.label("", code)), scope="col", classe="num etroit")
        for code in membres
    ]
    rangees = []
    for vendeur in membres:
        cellules = []
        for acheteur in membres:
            ligne = par_paire.get((vendeur, acheteur))
            if ligne is None:
                vide = "—" if vendeur == acheteur else "·"
                cellules.append(tag("td", vide, classe="num nul"))
            else:
                texte: str = write_nombre(ligne.valeurs[0] / 1000, 1)
                if not is_withheld(ligne.valeurs[0]):
                    nom_du_chiffre = table.nom(ligne.cles, table.colonnes[0])
                    texte = link_figure(vue, nom_du_chiffre, texte)
                cellules.append(tag("td", texte, classe="num"))
        nom = tag("th", vue.label("", vendeur), scope="row", classe="mot")
        rangees.append(tag("tr", nom, *cellules))
    carre = frame(
        say("{titre}, en matrice", titre=say(table.titre)),
        tag("thead", tag("tr", *tete)),
        tag("tbody", *rangees),
        unite=say("en milliers d’euros"),
        classe="ptce-matrice",
    )
    return join([carre, write_tableau(vue, table)])


def phases(vue: Vue, groupe: Groupe, definition: Mapping[str, str]) -> Markup:
    """Give the resources by phase, where there are several."""
    table = groupe.tableau(definition["code"])
    if table is None or len({ligne.cles[0] for ligne in table.lignes}) < 2:
        return VIDE
    return write_tableau(vue, table)


def projets(vue: Vue, groupe: Groupe, definition: Mapping[str, str]) -> Markup:
    """Give each project on a line, by the totals of its card."""
    del definition
    if not groupe.groupes:
        return VIDE
    rangees = []
    cartes = [carte for g in groupe.groupes if (carte := g.tableau("total"))]
    for sous, carte in zip(groupe.groupes, cartes, strict=True):
        ou = vue.liens.page("Projets", projet=sous.code)
        nom: str = vue.label("", sous.code)
        nom = tag("a", nom, href=ou) if ou else nom
        cellules = [
            cell(vue, carte, carte.lignes[0], rang)
            for rang in range(len(carte.colonnes))
        ]
        rangees.append(tag("tr", tag("th", nom, scope="row", classe="mot"), *cellules))
    tete = [tag("th", say("Projet"), scope="col", classe="mot")]
    tete += [
        tag("th", say(c.titre), scope="col", classe="num") for c in cartes[0].colonnes
    ]
    pied = []
    commun = groupe.tableau("total")
    if commun and not vue.is_partial:
        sommes = [
            cell(vue, commun, commun.lignes[0], rang)
            for rang in range(len(commun.colonnes))
        ]
        nom = tag("th", say("Tous les projets"), scope="row", classe="mot")
        pied = [tag("tfoot", tag("tr", nom, *sommes, classe="total"))]
    return frame(
        say("Projets communs"),
        tag("thead", tag("tr", *tete)),
        tag("tbody", *rangees),
        *pied,
        unite=say("en euros"),
    )


VUES: dict[str, Callable[[Vue, Groupe, Mapping[str, str]], Markup]] = {
    "compte": compte,
    "tableau": tableau,
    "fiche": fiche,
    "champs": champs,
    "indicateurs": indicateurs,
    "matrice": matrice,
    "phases": phases,
    "projets": projets,
}


def write_views(vue: Vue, groupe: Groupe) -> Markup:
    """Write the views of a level, or of a project, in the order of its definition."""
    return join([VUES[sienne["genre"]](vue, groupe, sienne) for sienne in groupe.vues])
