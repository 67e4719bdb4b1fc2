"""What every page opens with: its heading, what may be chosen, the figure opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.ouverture import open_figure
from ptce_ledger.analyse.chiffres.recherche import CheminInconnu
from ptce_ledger.analyse.chiffres.recherche import find
from ptce_ledger.analyse.chiffres.retenues import iter_figures
from ptce_ledger.analyse.reserves import bound
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import with_unit
from ptce_ledger.mots.langue import LANGUES
from ptce_ledger.mots.langue import current
from ptce_ledger.mots.langue import enumerate_said
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.montants import write_date
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
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.pages.demande import Demande
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
    if vue.synthese.arrete:
        jour = write_date(vue.synthese.arrete)
        dit = say("La dernière écriture de cet exercice est du {jour}.", jour=jour)
        notes.append(tag("p", dit, classe="ptce-note"))
    if vue.is_copy:
        notes.append(tag("p", _whose(vue), classe="ptce-note"))
    if vue.is_partial:
        dit = say(
            "Le reste du pôle n’y est pas : ni ses sommes, ni les totaux qui le comptent."
        )
        notes.append(tag("p", dit, classe="ptce-note"))
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
    if conventions := vue.synthese.conventions:
        montres = [vue.label("", code) for code in vue.synthese.perimetres_publies]
        return say(
            "Copie remise à : {pour}, au titre de : {conventions}. Elle ne doit pas être "
            "mise en ligne. Elle montre : {montres}.",
            pour=pour,
            conventions=", ".join(conventions),
            montres=", ".join(montres) if vue.is_partial else say("tout le pôle"),
        )
    if not vue.is_partial:
        return say("Copie publiée pour : {pour}. Elle montre tout le pôle.", pour=pour)
    montres = [vue.label("", code) for code in vue.synthese.perimetres_publies]
    return say(
        "Copie publiée pour : {pour}. Elle ne montre que : {montres}.",
        pour=pour,
        montres=", ".join(montres),
    )


def _has_withheld(vue: Vue) -> bool:
    """Tell whether some figure of what is shown is withheld."""
    groupes: Iterable[Groupe] = vue.synthese.groupes(vue.annexe)
    if vue.is_partial:
        groupes = shown(vue)
    return any(is_withheld(valeur) for _, valeur in iter_figures(groupes))


def shown(vue: Vue) -> list[Groupe]:
    """List what a copy of a part of the pole shows: the cell, projects one by one."""
    publies = vue.synthese.perimetres_publies
    cellule = [vue.synthese.niveau(1)] if "cellule" in publies else []
    return [*cellule, *(g for g in vue.synthese.niveau(3).groupes if g.code in publies)]


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


def opened(vue: Vue, dossier: Dossier, demande: Demande, fermer: str) -> Markup:
    """Open the figure asked for, or say which word of its name is unknown."""
    nom = demande.chiffre
    if not nom:
        return VIDE
    try:
        chiffre = dossier.find(demande.exercice, nom)
    except CheminInconnu as inconnu:
        dit = mark("Le chiffre « {chemin} » n’existe pas : « {mot} » est inconnu.")
        if attendus := enumerate_said([a for a in inconnu.attendus if a][:20]):
            dit = mark(
                "Le chiffre « {chemin} » n’existe pas : « {mot} » est inconnu ; "
                "on attend {attendus}."
            )
        faute = say(dit, chemin=nom, mot=inconnu.morceau, attendus=attendus)
        return messages([faute])
    return write_detail(vue, open_figure(chiffre), nom, fermer)


def cards(vue: Vue, figures: Sequence[tuple[str, str]]) -> Markup:
    """Write the figures one reads first: (label, written name)."""
    boites = []
    for libelle, nom in figures:
        chiffre = find(vue.synthese.groupes(), nom)
        texte: str = show_value(vue, chiffre.valeur, chiffre.colonne.genre)
        texte = bound(texte, chiffre.borne)
        if chiffre.colonne.genre == "euros":
            texte = with_unit(texte, "€")
        connu = chiffre.valeur is not None and not is_withheld(chiffre.valeur)
        if connu and chiffre.source:
            texte = link_figure(vue, nom, texte)
        boites.append(tag("div", tag("dt", say(libelle)), tag("dd", texte)))
    return tag("dl", *boites, classe="ptce-cartes")


def over_years(vue: Vue, compare: Groupe, code: str) -> Markup:
    """Write a table of the comparison: each year's figure opens in its own exercice."""
    table = compare.tableau(code)
    if table is None or not table.lignes or len(table.colonnes) < 3:
        return VIDE
    fiche = bool(table.lignes[0].titre)
    rangees = [
        tag("tr", *_year_heads(vue, table, ligne), *_year_cells(vue, table, ligne))
        for ligne in table.lignes
    ]
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


def _year_heads(vue: Vue, table: Tableau, ligne: Ligne) -> list[Markup]:
    """Name a row: by its figure, or by its keys."""
    noms = [say(ligne.titre)] if ligne.titre else []
    noms = noms or [
        vue.label(c.code, cle) for c, cle in zip(table.cles, ligne.cles, strict=True)
    ]
    return [tag("th", nom, scope="row", classe="mot") for nom in noms]


def _year_cells(vue: Vue, table: Tableau, ligne: Ligne) -> list[Markup]:
    """Write the figures of a row; each opens in the exercice of its column."""
    cellules = []
    for colonne, valeur in zip(table.colonnes, ligne.valeurs, strict=True):
        texte: str = show_value(vue, valeur, ligne.genre_of(colonne))
        if valeur and not colonne.genre.startswith("+") and not is_withheld(valeur):
            texte = link_figure(vue, ligne.nom, texte, int(colonne.code))
        cellules.append(tag("td", texte, classe="num"))
    return cellules


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
