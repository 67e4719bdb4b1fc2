"""Pages of the follow-up: each is the tables of its state, for whoever keeps the books.

No copy has them: what a member owes, or what a budget foresees, stays with the pole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import say
from ptce_ledger.pages import commun
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.tables import write_fiche
from ptce_ledger.rendu.web.tables import write_tableau
from ptce_ledger.suivi.etats import ETATS
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.pages.demande import Demande
    from ptce_ledger.rendu.web.vue import Vue


def build_of(code: str) -> Callable[[Vue, Dossier, Demande], Markup]:
    """Give what builds the page of a state."""

    def build(vue: Vue, dossier: Dossier, demande: Demande) -> Markup:
        """Set its tables one under the other."""
        if vue.is_copy:
            return commun.none_here(
                vue, say("Rien de cela n’est montré dans cette copie.")
            )
        etat = ETATS[code](Suivi.of(dossier), demande.exercice)
        noms = {**vue.synthese.libelles, **etat.libelles}
        sienne = replace(vue, synthese=replace(vue.synthese, libelles=noms))
        tables = [_write(sienne, table) for table in etat.shown()]
        entiere = tag("p", say(etat.note), classe="ptce-note") if etat.note else VIDE
        pleines = [table for table in tables if table]
        if not pleines:
            return commun.nothing(say("Rien à montrer dans cet exercice."))
        return section(say(etat.titre), join(pleines), entiere, code=f"ptce-{code}")

    return build


def _write(vue: Vue, table: Tableau) -> Markup:
    if not table.lignes:
        return VIDE
    return (write_tableau if table.forme == "lignes" else write_fiche)(vue, table)
