"""What every page opens with: its heading, what may be chosen, the figure opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.ouverture import open_figure
from ptce_ledger.analyse.chiffres.recherche import CheminInconnu
from ptce_ledger.analyse.chiffres.recherche import find
from ptce_ledger.analyse.chiffres.retenues import iter_figures
from ptce_ledger.analyse.reserves import bound
from ptce_ledger.analyse.reserves import reserve_of
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
from ptce_ledger.rendu.web.tables import link_figure
from ptce_ledger.rendu.web.tables import show_value
from ptce_ledger.suivi.recherche import find as find_figure
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.analyse.tableau import Groupe
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
        chiffre = find_figure(Suivi(dossier), demande.exercice, nom)
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
        dite = reserve_of(chiffre)
        sous = [tag("dd", dite, classe="precaution")] if dite else []
        boites.append(tag("div", tag("dt", say(libelle)), tag("dd", texte), *sous))
    return tag("dl", *boites, classe="ptce-cartes")


def towards(vue: Vue, code: str, texte: str) -> Markup:
    """Lead to a page where the same is told in another way, unless a copy has it not."""
    if vue.is_copy:
        return VIDE
    lien = tag("a", texte, href=vue.liens.page(code))
    return tag("p", lien, classe="ptce-note")


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
