"""Figures opened beforehand: which ones, on which pages, each with its lines.

A figure has its own section, at the anchor that bears its path. Pages hold the figures
of a level; one that would be too heavy is cut by the next word of the paths.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.chiffres.adresse import words_of
from ptce_ledger.analyse.chiffres.ouverture import open_figure
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.pages import commun
from ptce_ledger.publication.site.adresses import LiensSite
from ptce_ledger.publication.site.adresses import anchor_of
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import tag
from ptce_ledger.rendu.web.detail import LIGNES_MAX
from ptce_ledger.rendu.web.detail import write_detail
from ptce_ledger.rendu.web.vue import Vue
from ptce_ledger.suivi.recherche import find
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.analyse.chiffres.ouverture import Detail
    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.publication.site.adresses import LieuDePage

TITRE = mark("Les lignes derrière les chiffres")
#: Rows of a page, some 200 bytes each: it opens at once on a telephone.
RANGEES_MAX = 900
#: What a figure weighs besides its lines, and what a ratio does, in rows.
_TETE = 4
_RAPPORT = 40


class Ouvert(NamedTuple):
    """A figure opened, and the page to go back to."""

    nom: str
    detail: Detail
    retour: str


class Plan(NamedTuple):
    """Where figures open, and what each of their pages holds."""

    pages: dict[tuple[str, int], str]
    contenus: dict[tuple[int, str], list[Ouvert]]


def plan(dossier: Dossier, demandes: Mapping[tuple[str, int], str]) -> Plan:
    """Open every figure that some page links, and give it a page."""
    ou: dict[tuple[str, int], str] = {}
    contenus: dict[tuple[int, str], list[Ouvert]] = {}
    suivi = Suivi(dossier)
    for exercice in dossier.exercices:
        ouverts = _open(suivi, exercice, demandes)
        for nom, siens in _share(ouverts).items():
            contenus[exercice, nom] = siens
            ou.update({(ouvert.nom, exercice): nom for ouvert in siens})
    return Plan(ou, contenus)


def _open(
    suivi: Suivi, exercice: int, demandes: Mapping[tuple[str, int], str]
) -> list[Ouvert]:
    """Open the figures asked for in an exercice."""
    return [
        Ouvert(nom, open_figure(find(suivi, exercice, nom)), retour)
        for (nom, annee), retour in sorted(demandes.items())
        if annee == exercice
    ]


def _share(ouverts: Sequence[Ouvert], mots: int = 1) -> dict[str, list[Ouvert]]:
    """Group figures by the first words of their paths, more words where it is heavy."""
    groupes: dict[str, list[Ouvert]] = {}
    for ouvert in ouverts:
        debut = ".".join(words_of(ouvert.nom)[:mots])
        groupes.setdefault(debut, []).append(ouvert)
    pages_faites: dict[str, list[Ouvert]] = {}
    for debut, siens in groupes.items():
        divisible = any(len(words_of(o.nom)) > mots for o in siens)
        if divisible and sum(map(_weigh, siens)) > RANGEES_MAX:
            pages_faites |= _share(siens, mots + 1)
        else:
            pages_faites[f"lignes-{debut}"] = siens
    return pages_faites if mots == 1 else _packed(pages_faites)


def _packed(pages_faites: dict[str, list[Ouvert]]) -> dict[str, list[Ouvert]]:
    """Put light pages that follow one another in one, under the name of the first."""
    reunies: dict[str, list[Ouvert]] = {}
    derniere, poids = "", 0
    for nom, siens in pages_faites.items():
        lourd = sum(map(_weigh, siens))
        if reunies and poids + lourd <= RANGEES_MAX:
            reunies[derniere] += siens
            poids += lourd
        else:
            reunies[nom] = list(siens)
            derniere, poids = nom, lourd
    return reunies


def _weigh(ouvert: Ouvert) -> int:
    detail = ouvert.detail
    if detail.sur:
        return _RAPPORT
    return sum(min(len(p), LIGNES_MAX) for p in (detail.postes, detail.sur)) + _TETE


def write_figures(
    dossier: Dossier,
    lieu: LieuDePage,
    ouverts: Sequence[Ouvert],
    ou: Plan,
    rangees: dict[tuple[int, Decimal], Markup],
) -> Markup:
    """Write a page of figures; the style sheet shows alone the one asked for.

    `rangees` holds the rows that the pages before it wrote, in the same language.
    """
    liens = LiensSite(lieu, ou.pages)
    exercice = lieu.exercice
    vue = Vue(dossier.montree(exercice), dossier.annexe(exercice), liens, rangees)
    parties = [
        tag(
            "div",
            write_detail(
                vue,
                ouvert.detail,
                ouvert.nom,
                lieu.sibling(ouvert.retour),
                f"titre-{anchor_of(ouvert.nom)}",
            ),
            id=anchor_of(ouvert.nom),
            classe="site-chiffre",
        )
        for ouvert in ouverts
    ]
    return join([commun.heading(vue, say(TITRE)), *parties])
