"""Page « Contrôle »: do the facts re-add, what is not classified, how is it proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.langue import say
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
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue


def build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set the bouclage, what is « non ventilé », then the evidence."""
    del demande, dossier
    bouclage = vue.synthese.controle("bouclage")
    preuves = vue.annexe.tableau("preuves")
    hors_pole = vue.synthese.controle("hors_pole")
    return join(
        [
            section(
                say("Bouclage"),
                _verdict(bouclage.figure("ecart")),
                write_fiche(vue, bouclage),
                write_fiche(vue, hors_pole)
                if any(hors_pole.lignes[0].valeurs)
                else VIDE,
                code="bouclage",
            ),
            section(say("Non ventilé"), _missing(vue), code="non-ventile"),
            section(
                say("Preuves"),
                write_tableau(vue, preuves) if preuves else VIDE,
                commun.nothing(
                    say(
                        "Du plus faible au plus fort : déclaratif, attesté, comptable, "
                        "justifié par une pièce."
                    )
                ),
                commun.towards(
                    vue,
                    "Preuves",
                    say("Chiffre par chiffre, et les lignes sans pièce"),
                ),
                code="preuves",
            ),
        ]
    )


def _verdict(ecart: Decimal) -> Markup:
    """Say whether the facts re-add to the income statement."""
    if is_withheld(ecart):
        dit = say(
            "Des montants de ce livre sont retenus : ses totaux ne se recomptent pas."
        )
        return commun.warning(dit)
    if ecart:
        dit = say(
            "Les faits s’écartent du compte de résultat de {ecart}.",
            ecart=write_euros(ecart),
        )
        return tag("p", dit, classe="ptce-faute")
    dit = say("Les faits redonnent le compte de résultat de Beancount, au centime.")
    return tag("p", dit, classe="ptce-juste")


def _missing(vue: Vue) -> Markup:
    """Write what has no périmètre, type or origin, with each of its lines."""
    table = vue.synthese.controle("non_ventile")
    if not table.lignes:
        if vue.is_partial:
            return commun.none_here(vue, "")
        return tag("p", say("Tout est ventilé."), classe="ptce-juste")
    faits = _facts_by_place(table)
    rangees = []
    for ligne in table.lignes:
        axe = ligne.cles[0]
        montant: str = write_nombre(ligne.valeurs[0])
        if not is_withheld(ligne.valeurs[0]):
            montant = link_figure(
                vue, table.nom(ligne.cles, table.colonnes[0]), montant
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
                    data_cellule=str(table.adresse(ligne.cles, table.colonnes[0])),
                ),
                tag("td", tag("ul", *lieux, classe="ptce-lieux"), classe="mot"),
            )
        )
    entetes = ((say("Axe"), "mot"), (say("Montant"), "num"), (say("Lignes"), "mot"))
    tete = [tag("th", nom, scope="col", classe=classe) for nom, classe in entetes]
    return frame(
        say("Ce que le livre ne dit pas"),
        tag("thead", tag("tr", *tete)),
        tag("tbody", *rangees),
        unite=say("en euros"),
    )


def _facts_by_place(table: Tableau) -> dict[str, Fact]:
    return {
        f"{fact.fichier}:{fact.ligne}": fact
        for ligne in table.lignes
        for case in ligne.source(0).cases
        for fact in case.facts
    }
