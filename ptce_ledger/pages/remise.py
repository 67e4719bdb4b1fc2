"""The cover of a copy that is handed over: for whom, under which agreement, what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.montants import write_date
from ptce_ledger.pages import commun
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import section
from ptce_ledger.rendu.web.balises import tag

if TYPE_CHECKING:
    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.registre.convention import Convention
    from ptce_ledger.rendu.web.vue import Vue

TITRE = mark("Copie remise sous convention")


def cover(vue: Vue, dossier: Dossier) -> Markup:
    """Write it; nothing for a copy that may be put online, or for the pole's own books."""
    if not vue.synthese.conventions:
        return VIDE
    conventions = (dossier.registre.conventions[c] for c in vue.synthese.conventions)
    dites = (
        (say("Pour"), [vue.label("tiers", vue.synthese.copie_pour)]),
        (say("Au titre de"), [_describe(vue, un) for un in conventions]),
        (say("Exercices"), [", ".join(map(str, dossier.exercices))]),
    )
    boites = [
        tag("div", tag("dt", nom), *(tag("dd", texte) for texte in textes))
        for nom, textes in dites
    ]
    return section(
        say(TITRE),
        tag("dl", *boites, classe="ptce-cartes petites"),
        commun.warning(
            say(
                "Cette copie n’est que pour qui instruit la convention : ne la mettez "
                "pas en ligne, ne la transmettez pas."
            )
        ),
        commun.nothing(
            say(
                "Elle donne les charges de personnel de chaque périmètre, en un seul "
                "total par exercice, même quand peu de personnes sont payées. Le temps "
                "bénévole et ce qui vient de particuliers n’y sont que s’ils sont "
                "d’assez de personnes. Rien n’y est dit par personne, par mois ou par "
                "bénéficiaire."
            )
        ),
        code="ptce-remise",
    )


def _describe(vue: Vue, convention: Convention) -> str:
    """Say an agreement: its code, its amount, what it pays for, its days."""
    mots = [
        convention.code,
        write_euros(convention.montant),
        vue.label("", convention.projet or "cellule"),
    ]
    if convention.debut and convention.fin:
        mots.append(
            say(
                "du {debut} au {fin}",
                debut=write_date(convention.debut),
                fin=write_date(convention.fin),
            )
        )
    return " · ".join(mots)
