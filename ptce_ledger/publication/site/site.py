"""The whole site: every page in every language, then the folder in one rename."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ptce_ledger.mots.fichiers import replacing_folder
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.langue import speaking
from ptce_ledger.pages import commun
from ptce_ledger.pages import remise
from ptce_ledger.pages.liste import ACCUEIL
from ptce_ledger.pages.liste import PAGES
from ptce_ledger.pages.liste import menu_of
from ptce_ledger.publication.site import chiffres
from ptce_ledger.publication.site import donnees
from ptce_ledger.publication.site import pages
from ptce_ledger.publication.site.adresses import LiensNotes
from ptce_ledger.publication.site.adresses import LiensSite
from ptce_ledger.publication.site.adresses import LieuDePage
from ptce_ledger.publication.site.adresses import place_of
from ptce_ledger.publication.site.adresses import resolve
from ptce_ledger.publication.site.cadre import GENERATEUR
from ptce_ledger.publication.site.cadre import SANS_MENTION
from ptce_ledger.publication.site.cadre import CadreDuSite
from ptce_ledger.publication.site.cadre import Feuille
from ptce_ledger.publication.site.cadre import Mentions
from ptce_ledger.publication.site.cadre import write_page
from ptce_ledger.registre.declarations.publication import CONVENTION
from ptce_ledger.rendu.web.balises import STYLE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.vue import Vue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from markupsafe import Markup

    from ptce_ledger.analyse.dossier import Dossier
    from ptce_ledger.publication.site.pages import PageDuSite

_STYLE_DU_SITE = Path(__file__).parent / "site.css"
_MARQUE = f'<meta name="generator" content="{GENERATEUR}">'


class DossierOccupe(Exception):
    """The folder asked for holds something else than a site: it is left as it is."""


def write_site(
    dossier: Dossier,
    sortie: Path,
    langues: Sequence[str] = ("fr", "en"),
    *,
    mentions: Mentions = SANS_MENTION,
) -> list[Path]:
    """Write the site of a dossier as a folder; give its files.

    A former site is replaced as a whole: nobody reads half of one, and none of its pages
    stays behind. Raises DossierOccupe, or OSError with the former site in place.
    """
    if not _is_free(sortie):
        raise DossierOccupe(str(sortie))
    with replacing_folder(sortie) as neuf:
        for nom, contenu in iter_files(dossier, langues, mentions):
            chemin = neuf / nom
            chemin.parent.mkdir(parents=True, exist_ok=True)
            chemin.write_bytes(contenu)
    return sorted(chemin for chemin in sortie.rglob("*") if chemin.is_file())


def _is_free(sortie: Path) -> bool:
    """Tell whether a folder may be replaced: a site, or nothing yet."""
    if not sortie.exists():
        return True
    if not sortie.is_dir():
        return False
    accueil = sortie / "index.html"
    connu = accueil.is_file() and _MARQUE in accueil.read_text("utf-8", "replace")
    return connu or not any(sortie.iterdir())


def iter_files(
    dossier: Dossier, langues: Sequence[str], mentions: Mentions
) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site: its place in the folder, its bytes."""
    yield "ptce.css", STYLE.read_bytes()
    yield "site.css", _STYLE_DU_SITE.read_bytes()
    yield from donnees.write_files(dossier).items()
    corps, demandes = write_bodies(dossier, langues)
    plan = chiffres.plan(dossier, demandes)
    cadre = CadreDuSite(
        dossier.registre.libelle,
        dossier.exercices,
        langues,
        mentions,
        menu_of(dossier.registre),
        donnees.list_files(dossier),
        remise=dossier.registre.diffusion == CONVENTION,
    )
    for langue in langues:
        with speaking(langue):
            rangees: dict[tuple[int, Decimal], Markup] = {}
            for exercice in dossier.exercices:
                for page in pages.iter_pages(dossier):
                    lieu = place_of(langue, exercice, page.nom)
                    liens = LiensSite(lieu, plan.pages)
                    entier = resolve(corps[lieu], liens)
                    feuille = _sheet(dossier, page, entier)
                    yield lieu.fichier, write_page(cadre, lieu, feuille)
            for (exercice, nom), ouverts in plan.contenus.items():
                lieu = place_of(langue, exercice, nom)
                lignes = chiffres.write_figures(dossier, lieu, ouverts, plan, rangees)
                freres = [a for a in dossier.exercices if (a, nom) in plan.contenus]
                feuille = Feuille(nom, say(chiffres.TITRE), lignes, freres=freres)
                yield lieu.fichier, write_page(cadre, lieu, feuille)
    with speaking(langues[0]):
        racine = LieuDePage("index.html", langues[0], dossier.defaut)
        accueil = pages.PageDuSite(PAGES[ACCUEIL])
        if cadre.remise:
            feuille = _cover(dossier, accueil, racine)
        else:
            liens = LiensSite(racine, plan.pages)
            entier = _body(dossier, accueil, racine.exercice, liens)
            feuille = _sheet(dossier, accueil, entier)
        yield racine.fichier, write_page(cadre, racine, feuille)


def _cover(dossier: Dossier, accueil: PageDuSite, racine: LieuDePage) -> Feuille:
    """Write the first page of what is handed over: for whom, under which agreement."""
    annee, titre = racine.exercice, say(remise.TITRE)
    liens = LiensSite(racine, {})
    vue = Vue(dossier.synthese(annee), dossier.annexe(annee), liens)
    corps = join([commun.heading(vue, titre), remise.cover(vue, dossier)])
    return Feuille(accueil.nom, titre, corps)


def write_bodies(
    dossier: Dossier, langues: Sequence[str]
) -> tuple[dict[LieuDePage, Markup], dict[tuple[str, int], str]]:
    """Write what every page holds, and note the figures that they link.

    Where a figure opens depends on how many lines all of them have: their addresses are
    resolved afterwards, so that no page is written twice.
    """
    demandes: dict[tuple[str, int], str] = {}
    corps: dict[LieuDePage, Markup] = {}
    for langue in langues:
        with speaking(langue):
            for exercice in dossier.exercices:
                for page in pages.iter_pages(dossier):
                    lieu = place_of(langue, exercice, page.nom)
                    liens = LiensNotes(lieu, demandes, page.nom)
                    corps[lieu] = _body(dossier, page, exercice, liens)
    return corps, demandes


def _body(
    dossier: Dossier, page: PageDuSite, exercice: int, liens: LiensSite
) -> Markup:
    vue = Vue(dossier.montree(exercice), dossier.annexe(exercice), liens)
    return join([commun.heading(vue, page.title(dossier)), page.build(vue, dossier)])


def _sheet(dossier: Dossier, page: PageDuSite, corps: Markup) -> Feuille:
    titre = page.title(dossier)
    return Feuille(page.nom, titre, corps, page.parent, dossier.exercices)
