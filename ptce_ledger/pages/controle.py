"""Page « Contrôle »: do the facts re-add, what is not classified, how is it proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.ecriture import typeset
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.pages import commun
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import frame
from ptce_ledger.rendu.web.tables import link_figure
from ptce_ledger.rendu.web.tables import write_fiche
from ptce_ledger.rendu.web.tables import write_tableau

if TYPE_CHECKING:
    from markupsafe import Markup

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.pages.axes import Axes
    from ptce_ledger.pages.dossier import Dossier
    from ptce_ledger.rendu.web.vue import Vue


def build(vue: Vue, dossier: Dossier, axes: Axes) -> Markup:
    """Set the bouclage, what is « non ventilé », then the evidence."""
    del axes, dossier
    bouclage = vue.synthese.controle("bouclage")
    ecart = bouclage.figure("ecart")
    verdict = (
        f"Les faits s’écartent du compte de résultat de {write_euros(ecart)}."
        if ecart
        else "Les faits redonnent le compte de résultat de Beancount, au centime."
    )
    preuves = vue.annexe.tableau("preuves")
    return join(
        [
            section(
                "Bouclage",
                tag(
                    "p",
                    typeset(verdict),
                    classe="ptce-faute" if ecart else "ptce-juste",
                ),
                write_fiche(vue, "controle", bouclage),
                code="bouclage",
            ),
            section("Non ventilé", _missing(vue), code="non-ventile"),
            section(
                "Preuves",
                write_tableau(vue, "annexe", preuves) if preuves else VIDE,
                commun.nothing(
                    "Du plus faible au plus fort : déclaratif, attesté, comptable, "
                    "justifié par une pièce."
                ),
                code="preuves",
            ),
        ]
    )


def _missing(vue: Vue) -> Markup:
    """Write what has no périmètre, type or origin, with each of its lines."""
    table = vue.synthese.controle("non_ventile")
    if not table.lignes:
        return tag("p", "Tout est ventilé.", classe="ptce-juste")
    faits = _facts_by_place(vue)
    rangees = []
    for ligne in table.lignes:
        axe = ligne.cles[0]
        montant = link_figure(
            vue, f"annexe/manques/{axe}/montant", write_nombre(ligne.valeurs[0])
        )
        lieux = []
        for lieu in ligne.valeurs[1]:
            fact = faits.get(lieu)
            ou = vue.liens.ecriture(fact) if fact else ""
            lieux.append(tag("li", tag("a", lieu, href=ou) if ou else lieu))
        rangees.append(
            tag(
                "tr",
                tag("th", vue.label("axe", axe), scope="row", classe="mot"),
                tag(
                    "td",
                    montant,
                    classe="num",
                    data_cellule=f"controle/non_ventile/{axe}/montant",
                ),
                tag("td", tag("ul", *lieux, classe="ptce-lieux"), classe="mot"),
            )
        )
    entetes = (("Axe", "mot"), ("Montant", "num"), ("Lignes", "mot"))
    tete = [tag("th", nom, scope="col", classe=classe) for nom, classe in entetes]
    return frame(
        "Ce que le livre ne dit pas",
        tag("thead", tag("tr", *tete)),
        tag("tbody", *rangees),
        unite="en euros",
    )


def _facts_by_place(vue: Vue) -> dict[str, Fact]:
    manques = vue.annexe.tableau("manques")
    return {
        f"{fact.fichier}:{fact.ligne}": fact
        for ligne in (manques.lignes if manques else ())
        for case in ligne.cases[0]
        for fact in case.facts
    }
