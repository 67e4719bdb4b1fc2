"""Pages of the follow-up: dues, agreements, budget, evidence, phases, what is left to do.

They are the treasurer's own: a base, a due, an unpaid sum of a member never leave them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.pages import commun
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.tables import write_fiche
from ptce_ledger.rendu.web.tables import write_tableau
from ptce_ledger.suivi import a_faire as taches
from ptce_ledger.suivi import phases as par_phase
from ptce_ledger.suivi.etats import state
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue
    from ptce_ledger.suivi.etat import Etat

_NOTES = {
    "cotisations": mark(
        "Le dû vient du barème, le reste des écritures. Réglé : sur tout le livre, même "
        "après l’exercice. Un tiret : la base n’est pas déclarée."
    ),
    "conventions": mark(
        "Cumulé depuis le début du livre, à la fin de l’exercice. Un tiret : les dépenses "
        "de la convention ne sont pas toutes suivies (« affectee: »)."
    ),
    "budget": mark(
        "Le dernier vote vaut. L’atterrissage part de ce qui est fait, et y ajoute ce qui "
        "reste à venir."
    ),
    "preuves": mark(
        "Du plus faible au plus fort : déclaratif, attesté, comptable, justifié par une "
        "pièce. Montants en valeur absolue."
    ),
    "a-faire": mark(
        "Au jour de la dernière écriture. Une ligne disparaît quand la chose est faite."
    ),
    "phases": mark("Tous les exercices ensemble, flux internes retirés."),
    "membres": mark("Ce que le pôle a compté, et ce que le membre en dit."),
}


def cotisations(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set what each member owes, what is called, paid and left."""
    return _write(vue, state(Suivi(dossier), "cotisations", demande.exercice))


def conventions(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set what each agreement has become, its funds, its caps, its deadlines."""
    return _write(vue, state(Suivi(dossier), "conventions", demande.exercice))


def budget(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set what was voted, what is done, where the year is heading."""
    return _write(vue, state(Suivi(dossier), "budget", demande.exercice))


def preuves(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set what the figures rest on, and the lines without a voucher."""
    return _write(vue, state(Suivi(dossier), "preuves", demande.exercice))


def membres(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set what members put in and get, and what both sides say."""
    return _write(vue, state(Suivi(dossier), "membres", demande.exercice))


def phases(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set the resources by phase, all exercices together."""
    del demande
    return _write(vue, par_phase.build(Suivi(dossier)))


def a_faire(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
    """Set what is left to do."""
    del demande
    return _write(vue, taches.build(Suivi(dossier)))


def _write(vue: Vue, etat: Etat) -> Markup:
    """Write the tables of a state, those of totals under what they total."""
    tables = etat.shown()
    totaux = {t.code.removeprefix("total."): t for t in tables if t.forme == "objet"}
    blocs: list[Markup] = []
    for table in tables:
        if table.forme == "lignes" and table.lignes:
            total = totaux.pop(table.code, None)
            sommes = {c.code: v for _, c, v in total.iter_cells()} if total else {}
            fin = [sommes.get(colonne.code) for colonne in table.colonnes]
            blocs.append(write_tableau(vue, table, total=fin if sommes else ()))
        elif table.forme == "objet" and totaux.get(table.code) is table:
            blocs.append(write_fiche(vue, table))
    if not blocs:
        blocs.append(commun.nothing(say("Rien à montrer.")))
    note = commun.nothing(say(_NOTES[etat.code]))
    return section(say(etat.titre), join(blocs), note, code=f"suivi-{etat.code}")
