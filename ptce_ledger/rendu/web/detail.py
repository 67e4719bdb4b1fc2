"""The facts behind a figure, as a page shows them: place, account, amount, subtotal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.chiffres.ouverture import total
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.analyse.reserves import bound
from ptce_ledger.analyse.reserves import reserve_of
from ptce_ledger.analyse.tableau import RAPPORTS
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import with_unit
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.langue import count
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.libelles import nature
from ptce_ledger.mots.libelles import show
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.rendu.web.balises import paragraph
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.analyse.chiffres.ouverture import Detail
    from ptce_ledger.analyse.chiffres.ouverture import Poste
    from ptce_ledger.analyse.chiffres.recherche import Chiffre
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.rendu.web.vue import Vue

#: More lines than anyone reads; the others are summed in one, so that nothing is lost.
LIGNES_MAX = 1000
#: What the lines of a figure are counted in.
_UNITES = {
    "euros": mark("en euros"),
    "heures": mark("en heures"),
    "nombre": mark("en équivalents temps plein"),
}


def write_detail(
    vue: Vue, detail: Detail, nom: str, fermer: str, code: str = "ptce-detail"
) -> Markup:
    """Write where a figure comes from, with a subtotal equal to it."""
    chiffre = detail.chiffre
    dit = say("{quoi} : {valeur}", quoi=_title(vue, chiffre), valeur=_value(chiffre))
    corps = [paragraph(dit, "ptce-valeur")]
    if is_withheld(chiffre.valeur):
        corps.append(
            paragraph(say("Ce chiffre est retenu : le livre ne le donne pas."))
        )
    elif chiffre.valeur is None:
        corps.append(
            paragraph(say("Ce chiffre n’est pas connu : rien dans le livre ne le dit."))
        )
    elif detail.postes or detail.sur:
        corps += [*_notes(vue, detail, nom), *_parts(vue, detail)]
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


def _value(chiffre: Chiffre) -> str:
    """Write the figure with its unit."""
    genre = chiffre.colonne.genre
    texte = bound(show(chiffre.valeur, genre), chiffre.borne)
    connu = genre == "euros" and chiffre.valeur is not None
    return with_unit(texte, "€") if connu else texte


def _notes(vue: Vue, detail: Detail, nom: str) -> list[Markup]:
    """Say what is not among the lines, and how to have them elsewhere."""
    notes = []
    if indicateur := INDICATEURS.get(detail.chiffre.colonne.code):
        notes.append(paragraph(typeset(f"= {say(indicateur.formule)}"), "ptce-note"))
        if dite := reserve_of(detail.chiffre):
            notes.append(paragraph(dite[:1].upper() + dite[1:] + ".", "ptce-note"))
    if detail.neutres:
        dit = count(
            "{nombre} ligne comptée puis retranchée n’y est pas.",
            "{nombre} lignes comptées puis retranchées n’y sont pas.",
            detail.neutres,
        )
        notes.append(paragraph(dit, "ptce-note"))
    if not vue.is_copy:
        annee = vue.synthese.exercice
        commande = f"ptce faits LIVRE --exercice {annee} --chiffre {nom}"
        mot = say("En ligne de commande :") + " "
        notes.append(tag("p", mot, tag("code", commande), classe="ptce-note"))
    return notes


def _parts(vue: Vue, detail: Detail) -> list[Markup]:
    """Write the lines of a figure; those of a ratio in two tables, one over the other."""
    colonne = detail.chiffre.colonne
    if colonne.genre not in RAPPORTS:
        return [_lines(vue, detail.postes, _caption(vue), colonne.genre)]
    parts = ((say("Numérateur"), detail.postes), (say("Dénominateur"), detail.sur))
    write = _groups if vue.is_copy else _lines
    return [write(vue, postes, titre, "euros") for titre, postes in parts if postes]


def _groups(vue: Vue, postes: Sequence[Poste], titre: str, genre: str) -> Markup:
    """Write the sums of a copy, gathered by what they are: who paid is told elsewhere."""
    sommes: dict[str, Decimal] = {}
    for poste in postes:
        quoi = _what(vue, poste.fact)
        sommes[quoi] = sommes.get(quoi, ZERO) + poste.compte
    rangees = [
        tag(
            "tr",
            tag("th", quoi, scope="row", classe="mot"),
            tag("td", write_nombre(somme), classe="num"),
        )
        for quoi, somme in sommes.items()
    ]
    mot = count("Total de la ligne", "Total des {nombre} lignes", len(rangees))
    pied = tag(
        "tr",
        tag("th", mot, scope="row", classe="mot"),
        tag("td", write_nombre(total(postes)), classe="num ptce-sous-total"),
        classe="total",
    )
    tetes = ((say("Ce que c’est"), "mot"), (say("Compté"), "num"))
    entetes = [tag("th", nom, scope="col", classe=classe) for nom, classe in tetes]
    return frame(
        titre,
        tag("thead", tag("tr", *entetes)),
        tag("tbody", *rangees),
        tag("tfoot", pied),
        unite=say(_UNITES[genre]),
        classe="ptce-lignes",
    )


def _caption(vue: Vue) -> str:
    if vue.is_copy:
        return say("Les sommes qui le composent")
    return say("Les lignes du livre")


def _lines(vue: Vue, postes: Sequence[Poste], titre: str, genre: str) -> Markup:
    """Write some lines, closed by their sum."""
    rangees = [_row(vue, poste, genre) for poste in postes[:LIGNES_MAX]]
    if reste := postes[LIGNES_MAX:]:
        mot = count(
            "… et {nombre} autre ligne", "… et {nombre} autres lignes", len(reste)
        )
        rangees.append(_sum_row(vue, mot, _count(total(reste), genre), "suite"))
    mot = count("Total de la ligne", "Total des {nombre} lignes", len(postes))
    entetes = [
        tag("th", nom, scope="col", classe=classe) for nom, classe in _columns(vue)
    ]
    return frame(
        titre,
        tag("thead", tag("tr", *entetes)),
        tag("tbody", *rangees),
        tag("tfoot", _sum_row(vue, mot, _count(total(postes), genre), "total")),
        unite=say(_UNITES[genre]) if genre in _UNITES else "",
        classe="ptce-lignes",
    )


def _columns(vue: Vue) -> list[tuple[str, str]]:
    """Name the columns; the sums of a copy have neither date, nor label, nor place."""
    noms = [say("Tiers"), say("Ce que c’est")]
    if not vue.is_copy:
        noms = [say("Date"), say("Libellé"), *noms, say("Où c’est écrit")]
    return [*((nom, "mot") for nom in noms), (say("Compté"), "num")]


def _title(vue: Vue, chiffre: Chiffre) -> str:
    mots = [
        vue.label(colonne.code, cle)
        for colonne, cle in zip(chiffre.tableau.cles, chiffre.cles, strict=False)
    ]
    groupe = vue.label("", chiffre.groupe.code)
    if groupe == chiffre.groupe.code:
        groupe = say(chiffre.groupe.titre)
    colonne = say(chiffre.colonne.titre).lstrip("=+− ")
    table = say(chiffre.tableau.titre)
    return " — ".join([groupe, table, " · ".join([*mots, colonne])])


def _row(vue: Vue, poste: Poste, genre: str) -> Markup:
    fact = poste.fact
    if vue.is_copy:
        cle = id(fact), poste.compte
        if cle not in vue.rangees:
            vue.rangees[cle] = _sum_of(vue, poste, genre)
        return vue.rangees[cle]
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
        tag("td", _count(poste.compte, genre), classe="num"),
    )


def _sum_of(vue: Vue, poste: Poste, genre: str) -> Markup:
    """Write a sum of a copy: who pays or is paid, and what it is."""
    qui = [
        vue.label("", code) for code in (poste.fact.membre, poste.fact.tiers) if code
    ]
    return tag(
        "tr",
        tag("th", " → ".join(dict.fromkeys(qui)) or "—", scope="row", classe="mot"),
        tag("td", _what(vue, poste.fact), classe="mot"),
        tag("td", _count(poste.compte, genre), classe="num"),
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
    if fact.nature in ("charge", "investissement"):
        quoi = vue.label("classe", fact.type)
    else:
        quoi = vue.label("type", fact.type) if fact.type else nature(fact.nature)
    if fact.projet:
        ou = vue.label("", fact.projet)
    elif fact.perimetre or fact.nature not in lexique.DECLARATIONS:
        ou = vue.label("perimetre", fact.perimetre)
    else:
        ou = ""
    cle = say("part selon la clé « {cle} »", cle=fact.cle) if fact.cle else ""
    origine = vue.label("origine", fact.origine) if fact.origine else ""
    return " · ".join(mot for mot in (quoi, ou, origine, cle) if mot)


def _count(nombre: Decimal, genre: str) -> str:
    """Write what a line counts for: cooperations have no decimals."""
    return write_nombre(nombre, 0 if genre == "entier" else 2)


def _sum_row(vue: Vue, mot: str, somme: str, classe: str) -> Markup:
    return tag(
        "tr",
        tag("th", mot, scope="row", colspan=str(len(_columns(vue)) - 1), classe="mot"),
        tag("td", somme, classe="num ptce-sous-total"),
        classe=classe,
    )
