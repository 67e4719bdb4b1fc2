"""The facts behind a figure, as a page shows them: place, account, amount, subtotal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import with_unit
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.langue import count
from ptce_ledger.mots.langue import say
from ptce_ledger.rendu.web.balises import paragraph
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import frame

if TYPE_CHECKING:
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.analyse.chiffres.ouverture import Detail
    from ptce_ledger.analyse.chiffres.ouverture import Poste
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.rendu.web.vue import Vue

#: More lines than anyone reads; the others are summed in one, so that nothing is lost.
LIGNES_MAX = 1000


def write_detail(
    vue: Vue, detail: Detail, chemin: str, fermer: str, code: str = "ptce-detail"
) -> Markup:
    """Write where a figure comes from, with a subtotal equal to it."""
    en_heures = detail.colonne.genre == "heures"
    titre = _title(vue, detail)
    valeur = with_unit(write_nombre(detail.valeur), "h" if en_heures else "€")
    dit = say("{quoi} : {valeur}", quoi=titre, valeur=valeur)
    corps = [paragraph(dit, "ptce-valeur")]
    if is_withheld(detail.valeur):
        corps.append(
            paragraph(say("Ce chiffre est retenu : le livre ne le donne pas."))
        )
    elif detail.postes:
        corps += [*_notes(vue, detail, chemin), _lines(vue, detail)]
    else:
        corps.append(paragraph(say("Aucune ligne du livre : ce chiffre est nul.")))
    lien = tag("a", say("Fermer le détail"), href=fermer)
    return section(
        say("D’où vient ce chiffre"),
        *corps,
        tag("p", lien, classe="ptce-fermer"),
        code=code,
        classe="ptce-detail",
    )


def _notes(vue: Vue, detail: Detail, chemin: str) -> list[Markup]:
    """Say what is not among the lines, and how to have them elsewhere."""
    notes = []
    if detail.neutres:
        dit = count(
            "{nombre} ligne comptée puis retranchée n’y est pas.",
            "{nombre} lignes comptées puis retranchées n’y sont pas.",
            detail.neutres,
        )
        notes.append(paragraph(dit, "ptce-note"))
    if "/" not in chemin and not vue.is_copy:
        annee = vue.synthese.exercice
        commande = f"ptce faits LIVRE --exercice {annee} --chiffre {chemin}"
        mot = say("En ligne de commande :") + " "
        notes.append(tag("p", mot, tag("code", commande), classe="ptce-note"))
    return notes


def _lines(vue: Vue, detail: Detail) -> Markup:
    """Write the lines of a figure, closed by their sum."""
    rangees = [_row(vue, poste) for poste in detail.postes[:LIGNES_MAX]]
    if reste := detail.postes[LIGNES_MAX:]:
        somme = sum((poste.compte for poste in reste), ZERO)
        mot = count(
            "… et {nombre} autre ligne", "… et {nombre} autres lignes", len(reste)
        )
        rangees.append(_sum_row(vue, mot, somme, "suite"))
    mot = count("Total de la ligne", "Total des {nombre} lignes", len(detail.postes))
    entetes = [
        tag("th", titre, scope="col", classe=classe) for titre, classe in _columns(vue)
    ]
    en_heures = detail.colonne.genre == "heures"
    return frame(
        say("Les sommes qui le composent")
        if vue.is_copy
        else say("Les lignes du livre"),
        tag("thead", tag("tr", *entetes)),
        tag("tbody", *rangees),
        tag("tfoot", _sum_row(vue, mot, detail.total(), "total")),
        unite=say("en heures") if en_heures else say("en euros"),
        classe="ptce-lignes",
    )


def _columns(vue: Vue) -> list[tuple[str, str]]:
    """Name the columns; the sums of a copy have neither date, nor label, nor place."""
    noms = [say("Tiers"), say("Ce que c’est")]
    if not vue.is_copy:
        noms = [say("Date"), say("Libellé"), *noms, say("Où c’est écrit")]
    return [*((nom, "mot") for nom in noms), (say("Compté"), "num")]


def _title(vue: Vue, detail: Detail) -> str:
    mots = [
        vue.label(colonne.code, cle)
        for colonne, cle in zip(detail.tableau.cles, detail.cles, strict=False)
    ]
    groupe = vue.label("", detail.groupe.code)
    if groupe == detail.groupe.code:
        groupe = say(detail.groupe.titre)
    colonne = say(detail.colonne.titre).lstrip("=+− ")
    return " — ".join([groupe, say(detail.tableau.titre), " · ".join([*mots, colonne])])


def _row(vue: Vue, poste: Poste) -> Markup:
    fact = poste.fact
    if vue.is_copy:
        return _sum_of(vue, poste)
    lieu = f"{fact.fichier}:{fact.ligne}"
    ou = vue.liens.ecriture(fact)
    compte = vue.liens.compte(fact.compte) if fact.compte else ""
    place = [tag("a", lieu, href=ou) if ou else lieu]
    if fact.compte:
        nom = tag("a", fact.compte, href=compte) if compte else fact.compte
        place.append(tag("span", nom, classe="compte"))
    return tag(
        "tr",
        tag("td", f"{fact.date:%d/%m/%Y}", classe="mot date"),
        tag("th", _libelle(vue, fact) or "—", scope="row", classe="mot libelle"),
        tag(
            "td",
            vue.label("tiers", fact.tiers) if fact.tiers else "—",
            classe="mot tiers",
        ),
        tag("td", _what(vue, fact), classe="mot"),
        tag("td", *place, classe="mot lieu"),
        tag("td", write_nombre(poste.compte), classe="num"),
    )


def _sum_of(vue: Vue, poste: Poste) -> Markup:
    """Write a sum of a copy: who pays or is paid, and what it is."""
    qui = [
        vue.label("", code) for code in (poste.fact.membre, poste.fact.tiers) if code
    ]
    return tag(
        "tr",
        tag("th", " → ".join(dict.fromkeys(qui)) or "—", scope="row", classe="mot"),
        tag("td", _what(vue, poste.fact), classe="mot"),
        tag("td", write_nombre(poste.compte), classe="num"),
    )


def _libelle(vue: Vue, fact: Fact) -> str:
    """Give what a line says; that of a declared turnover is made of our own words."""
    if fact.nature != "ca":
        return fact.libelle
    noms = [vue.label("", code) for code in (fact.membre, fact.tiers) if code]
    methodes = [
        say(mot.libelle).lower()
        for mot in lexique.METHODES.values()
        if fact.libelle.endswith(f"({mot.libelle.lower()})")
    ]
    return " ".join([" → ".join(noms), *(f"({methode})" for methode in methodes)])


def _what(vue: Vue, fact: Fact) -> str:
    if fact.nature == "charge":
        quoi = vue.label("classe", fact.type)
    else:
        nature = say(lexique.NATURES[fact.nature].libelle)
        quoi = vue.label("type", fact.type) if fact.type else nature
    ou = (
        vue.label("", fact.projet)
        if fact.projet
        else vue.label("perimetre", fact.perimetre)
    )
    cle = say("part selon la clé « {cle} »", cle=fact.cle) if fact.cle else ""
    origine = vue.label("origine", fact.origine) if fact.origine else ""
    return " · ".join(mot for mot in (quoi, ou, origine, cle) if mot)


def _sum_row(vue: Vue, mot: str, somme: Decimal, classe: str) -> Markup:
    return tag(
        "tr",
        tag("th", mot, scope="row", colspan=str(len(_columns(vue)) - 1), classe="mot"),
        tag("td", write_nombre(somme), classe="num ptce-sous-total"),
        classe=classe,
    )
