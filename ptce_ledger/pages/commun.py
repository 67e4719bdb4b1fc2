"""What every page opens with: its heading, what may be chosen, the figure opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.chemins import CheminInconnu
from ptce_ledger.analyse.chiffres.ouverture import open_figure
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import with_unit
from ptce_ledger.mots.langue import LANGUES
from ptce_ledger.mots.langue import current
from ptce_ledger.mots.langue import enumerate_said
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import lone
from ptce_ledger.rendu.web.balises import paragraph
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.detail import write_detail
from ptce_ledger.rendu.web.tables import frame
from ptce_ledger.rendu.web.tables import link_figure
from ptce_ledger.rendu.web.tables import show_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from markupsafe import Markup

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.pages.dossier import Dossier
    from ptce_ledger.rendu.web.vue import Vue


def heading(vue: Vue, quoi: str) -> Markup:
    """Say which pole, what and which exercice."""
    titre = typeset(f"{vue.synthese.libelle} — {quoi}")
    annee = vue.synthese.exercice
    dit = say(
        "Exercice {annee}. Montants en euros ; un chiffre souligné s’ouvre sur les "
        "lignes du livre qui le font.",
        annee=annee,
    )
    if vue.is_copy:
        dit = say(
            "Exercice {annee}. Montants en euros ; un chiffre souligné s’ouvre sur les "
            "sommes qui le font.",
            annee=annee,
        )
    notes = [tag("p", dit, classe="ptce-note")]
    if vue.is_copy:
        notes.append(tag("p", _whose(vue), classe="ptce-note"))
    if _has_withheld(vue):
        dit = say(
            "« s. » (secret) : le chiffre n’est pas donné. Trop peu de personnes sont "
            "derrière, ou il compte ce qui n’est pas montré ici."
        )
        notes.append(tag("p", dit, classe="ptce-note"))
    return tag(
        "header",
        tag("p", titre, classe="ptce-titre", role="heading", aria_level="1"),
        *notes,
        classe="ptce-entete",
    )


def _whose(vue: Vue) -> str:
    """Say for whom a copy is made, and what it shows of the pole."""
    pour = vue.label("tiers", vue.synthese.copie_pour)
    if not vue.is_partial:
        return say("Copie publiée pour : {pour}. Elle montre tout le pôle.", pour=pour)
    montres = [vue.label("", code) for code in vue.synthese.perimetres_publies]
    return say(
        "Copie publiée pour : {pour}. Elle ne montre que : {montres}.",
        pour=pour,
        montres=", ".join(montres),
    )


def _has_withheld(vue: Vue) -> bool:
    """Tell whether some figure of the exercice is withheld."""
    groupes = [*vue.synthese.niveaux, vue.annexe]
    groupes += [sous for niveau in vue.synthese.niveaux for sous in niveau.groupes]
    tables = [table for groupe in groupes for table in groupe.tableaux]
    return any(
        is_withheld(valeur)
        for table in (*tables, *vue.synthese.controles)
        for _, _, valeur in table.iter_cells()
    )


def languages(adresses: Mapping[str, str]) -> Markup:
    """Write the switch of languages: code → where this page is in that language."""
    liens = [
        tag(
            "a",
            LANGUES[code],
            href=ou,
            lang=code,
            hreflang=code,
            aria_current="true" if code == current() else None,
            # The whole document is loaded anew: the host's own words change too.
            data_remote="",
        )
        for code, ou in adresses.items()
    ]
    return tag("nav", *liens, classe="ptce-langues", aria_label=say("Langue"))


def choice(
    choix: Sequence[tuple[str, str, Mapping[str, str], str]],
    garde: Mapping[str, str],
) -> Markup:
    """Write the form of what may be asked: (name, label, options, chosen), no script.

    `garde` is what the address holds besides, such as the filters of the host.
    """
    caches = [
        lone("input", type="hidden", name=nom, value=valeur)
        for nom, valeur in garde.items()
    ]
    champs = []
    for nom, libelle, options, choisi in choix:
        if len(options) < 2:
            continue
        identifiant = f"ptce-{nom}"
        ecrites = [
            tag(
                "option",
                texte,
                value=valeur,
                selected="selected" if valeur == choisi else None,
            )
            for valeur, texte in options.items()
        ]
        champs.append(
            tag(
                "label",
                tag("span", libelle),
                tag("select", *ecrites, name=nom, id=identifiant),
                for_=identifiant,
            )
        )
    if not champs:
        return VIDE
    bouton = tag("button", say("Afficher"), type="submit")
    return tag("form", *caches, *champs, bouton, method="get", classe="ptce-choix")


def messages(fautes: Sequence[str]) -> Markup:
    """Say what was wrong in the address."""
    return join([tag("p", f, classe="ptce-faute", role="alert") for f in fautes])


def opened(vue: Vue, dossier: Dossier, axes: Demande, fermer: str) -> Markup:
    """Open the figure asked for, or say which word of its path is unknown."""
    if not axes.chiffre:
        return VIDE
    projets = dossier.registre.projets
    try:
        detail = open_figure(vue.synthese, vue.annexe, axes.chiffre, projets)
    except CheminInconnu as inconnu:
        dit = mark("Le chiffre « {chemin} » n’existe pas : « {mot} » est inconnu.")
        if attendus := enumerate_said([a for a in inconnu.attendus if a][:20]):
            dit = mark(
                "Le chiffre « {chemin} » n’existe pas : « {mot} » est inconnu ; "
                "on attend {attendus}."
            )
        faute = say(dit, chemin=axes.chiffre, mot=inconnu.morceau, attendus=attendus)
        return messages([faute])
    return write_detail(vue, detail, axes.chiffre, fermer)


def cards(vue: Vue, figures: Sequence[tuple[str, str, str, str]]) -> Markup:
    """Write the figures one reads first: (label, group, table, column)."""
    boites = []
    groupes = {g.code.replace("_", "-"): g for g in vue.synthese.niveaux}
    for libelle, prefixe, code, nom in figures:
        table = groupes[prefixe].tableau(code)
        if table is None:
            continue
        rang = [colonne.code for colonne in table.colonnes].index(nom)
        colonne, valeur = table.colonnes[rang], table.lignes[0].valeurs[rang]
        texte: str = show_value(vue, valeur, colonne)
        if colonne.genre == "euros":
            texte = with_unit(texte, "€")
        ou = f"{prefixe}/{code}/{nom}"
        if table.lignes[0].cases and not is_withheld(valeur):
            texte = link_figure(vue, ou, texte)
        boites.append(tag("div", tag("dt", say(libelle)), tag("dd", texte)))
    return tag("dl", *boites, classe="ptce-cartes")


def over_years(vue: Vue, prefixe: str, compare: Groupe, code: str) -> Markup:
    """Write a table of the comparison: each year's figure opens in its own exercice."""
    table = compare.tableau(code)
    if table is None or not table.lignes or len(table.colonnes) < 3:
        return VIDE
    fiche = [c.code for c in table.cles] == ["chiffre"]
    modele, colonne = _model(vue, prefixe, code)
    noms = {c.code: c.titre for c in modele.colonnes} if fiche and modele else {}
    rangees = []
    for ligne in table.lignes:
        mots = [
            tag(
                "th",
                say(noms[cle]) if noms.get(cle) else vue.label(c.code, cle),
                scope="row",
                classe="mot",
            )
            for c, cle in zip(table.cles, ligne.cles, strict=True)
        ]
        ou = [] if fiche else [".".join(cle or "non-ventile" for cle in ligne.cles)]
        nom = ligne.cles[0] if fiche else colonne
        adresse = "/".join((prefixe, modele.code if modele else code, *ou, nom))
        rangees.append(tag("tr", *mots, *_year_cells(vue, table, ligne, adresse)))
    tetes = [say("Chiffre")] if fiche else [say(c.titre) for c in table.cles]
    entetes = [tag("th", titre, scope="col", classe="mot") for titre in tetes]
    entetes += [
        tag("th", say(c.titre), scope="col", classe="num") for c in table.colonnes
    ]
    return frame(
        say("{titre}, d’un exercice à l’autre", titre=say(table.titre)),
        tag("thead", tag("tr", *entetes)),
        tag("tbody", *rangees),
        unite=say("en euros") if table.colonnes[0].genre == "euros" else "",
    )


def _year_cells(vue: Vue, table: Tableau, ligne: Ligne, adresse: str) -> list[Markup]:
    """Write the figures of a row; an amount opens in the exercice of its column."""
    cellules = []
    for colonne, valeur in zip(table.colonnes, ligne.valeurs, strict=True):
        fiche = [c.code for c in table.cles] == ["chiffre"]
        nommee = colonne._replace(code=ligne.cles[0]) if fiche else colonne
        texte: str = show_value(vue, valeur, nommee)
        ouvrable = colonne.genre in ("euros", "heures") and not is_withheld(valeur)
        if valeur and ouvrable:
            texte = link_figure(vue, adresse, texte, int(colonne.code))
        cellules.append(tag("td", texte, classe="num"))
    return cellules


def _model(vue: Vue, prefixe: str, code: str) -> tuple[Tableau | None, str]:
    """Find the table that a comparison sets side by side, and the column compared."""
    groupes: dict[str, Groupe] = {}
    for niveau in vue.synthese.niveaux:
        nom = niveau.code.replace("_", "-")
        groupes[nom] = niveau
        groupes.update({f"{nom}.{g.code}": g for g in niveau.groupes})
    for table in groupes[prefixe].tableaux if prefixe in groupes else ():
        for colonne in table.colonnes:
            if f"{table.code}_{colonne.code}" == code:
                return table, colonne.code
            if table.code == code and (colonne.compare or table.forme != "lignes"):
                return table, colonne.code
    return None, ""


def none_here(vue: Vue, texte: str) -> Markup:
    """Say that there is nothing, unless a copy only leaves it out."""
    if vue.is_partial:
        texte = say("Rien de cela n’est montré dans cette copie.")
    return nothing(texte)


def nothing(texte: str) -> Markup:
    """Say that there is nothing to show, in a whole sentence already said."""
    return paragraph(texte, "ptce-note")


def warning(texte: str) -> Markup:
    """Say what the reader must know before reading a figure."""
    return paragraph(texte, "ptce-avis")
