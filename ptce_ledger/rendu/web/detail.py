"""The facts behind a figure, as a page shows them: place, account, amount, subtotal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots import lexique
from ptce_ledger.mots.ecriture import typeset
from ptce_ledger.mots.euros import INSECABLE
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import paragraph
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import frame

if TYPE_CHECKING:
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.detail import Detail
    from ptce_ledger.detail import Poste
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.rendu.web.vue import Vue

#: More lines than anyone reads; the others are summed in one, so that nothing is lost.
LIGNES_MAX = 1000


def write_detail(vue: Vue, detail: Detail, chemin: str, fermer: str) -> Markup:
    """Write where a figure comes from, with a subtotal equal to it."""
    unite = "h" if detail.colonne.genre == "heures" else "€"
    montres = detail.postes[:LIGNES_MAX]
    rangees = [_row(vue, poste) for poste in montres]
    if reste := detail.postes[LIGNES_MAX:]:
        somme = sum((poste.compte for poste in reste), ZERO)
        mot = f"… et {len(reste)} autres lignes"
        rangees.append(_sum_row(mot, somme, "suite"))
    pied = _sum_row(f"Total des {len(detail.postes)} lignes", detail.total(), "total")
    entetes = [
        tag("th", titre, scope="col", classe=classe)
        for titre, classe in (
            ("Date", "mot"),
            ("Libellé", "mot"),
            ("Tiers", "mot"),
            ("Ce que c’est", "mot"),
            ("Où c’est écrit", "mot"),
            ("Compté", "num"),
        )
    ]
    titre = _title(vue, detail)
    valeur = write_nombre(detail.valeur) + INSECABLE + unite
    notes = [paragraph(f"{titre} : {valeur}", "ptce-valeur")]
    if detail.neutres:
        dit = f"{detail.neutres} lignes comptées puis retranchées n’y sont pas."
        notes.append(paragraph(dit, "ptce-note"))
    annee = vue.synthese.exercice
    if "/" not in chemin:
        notes.append(
            tag(
                "p",
                typeset("En ligne de commande : "),
                tag("code", f"ptce faits LIVRE --exercice {annee} --chiffre {chemin}"),
                classe="ptce-note",
            )
        )
    table = VIDE
    if detail.postes:
        table = frame(
            "Les lignes du livre",
            tag("thead", tag("tr", *entetes)),
            tag("tbody", *rangees),
            tag("tfoot", pied),
            unite="en heures" if unite == "h" else "en euros",
            classe="ptce-lignes",
        )
    else:
        notes.append(paragraph("Aucune ligne du livre : ce chiffre est nul."))
    sortie = tag("p", tag("a", "Fermer le détail", href=fermer), classe="ptce-fermer")
    return section(
        "D’où vient ce chiffre",
        join(notes),
        table,
        sortie,
        code="ptce-detail",
        classe="ptce-detail",
    )


def _title(vue: Vue, detail: Detail) -> str:
    mots = [
        vue.label(colonne.code, cle)
        for colonne, cle in zip(detail.tableau.cles, detail.cles, strict=False)
    ]
    groupe = vue.label("", detail.groupe.code)
    if groupe == detail.groupe.code:
        groupe = detail.groupe.titre
    colonne = detail.colonne.titre.lstrip("=+− ")
    return " — ".join([groupe, detail.tableau.titre, " · ".join([*mots, colonne])])


def _row(vue: Vue, poste: Poste) -> Markup:
    fact = poste.fact
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
        tag("th", fact.libelle or "—", scope="row", classe="mot libelle"),
        tag(
            "td",
            vue.label("tiers", fact.tiers) if fact.tiers else "—",
            classe="mot tiers",
        ),
        tag("td", _what(vue, fact), classe="mot"),
        tag("td", *place, classe="mot lieu"),
        tag("td", write_nombre(poste.compte), classe="num"),
    )


def _what(vue: Vue, fact: Fact) -> str:
    if fact.nature == "charge":
        quoi = vue.label("classe", fact.type)
    else:
        nature = lexique.NATURES[fact.nature].libelle
        quoi = vue.label("type", fact.type) if fact.type else nature
    ou = (
        vue.label("", fact.projet)
        if fact.projet
        else vue.label("perimetre", fact.perimetre)
    )
    cle = f"part selon la clé « {fact.cle} »" if fact.cle else ""
    origine = vue.label("origine", fact.origine) if fact.origine else ""
    return typeset(" · ".join(mot for mot in (quoi, ou, origine, cle) if mot))


def _sum_row(mot: str, somme: Decimal, classe: str) -> Markup:
    return tag(
        "tr",
        tag("th", mot, scope="row", colspan="5", classe="mot"),
        tag("td", write_nombre(somme), classe="num ptce-sous-total"),
        classe=classe,
    )
