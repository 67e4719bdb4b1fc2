"""The frame of a page of the site: head, menus, foot; no script, no style inside."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from markupsafe import Markup

from ptce_ledger.mots.langue import LANGUES
from ptce_ledger.mots.langue import say
from ptce_ledger.pages.liste import ACCUEIL
from ptce_ledger.publication.site.pages import address_of
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import lone
from ptce_ledger.rendu.web.balises import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.pages.liste import Page
    from ptce_ledger.publication.site.adresses import LieuDePage

GENERATEUR = "ptce-ledger"
CACHEE = "noindex, nofollow, noarchive"
STYLES = ("ptce.css", "site.css")
#: Nothing runs, nothing is sent or fetched, save our style sheets. Opened from a disk,
#: a page has no origin for some browsers: the scheme of local files is named too.
POLITIQUE = (
    "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"
)


class Mentions(NamedTuple):
    """What a publication says of itself; each text is said in the reader's language."""

    #: Who publishes, and answers for it.
    editeur: str = ""
    #: On what books, and how far they are told.
    source: str = ""
    #: What others may do with it.
    licence: str = ""


SANS_MENTION = Mentions()


class CadreDuSite(NamedTuple):
    """What every page of a site shares."""

    pole: str
    exercices: Sequence[int]
    langues: Sequence[str]
    mentions: Mentions
    #: The pages of the menu.
    menu: Sequence[Page]
    #: File → what it is, to download: of the exercice first.
    telechargements: dict[int, dict[str, str]]
    #: Handed over under an agreement: no search engine may keep it.
    remise: bool = False


class Feuille(NamedTuple):
    """A page to be framed: `freres` are the exercices that have the same page."""

    nom: str
    titre: str
    corps: Markup
    parent: str = ""
    freres: Sequence[int] = ()


def write_page(cadre: CadreDuSite, lieu: LieuDePage, feuille: Feuille) -> bytes:
    """Write a whole document."""
    titre = f"{feuille.titre} — {cadre.pole} — {lieu.exercice}"
    tete = [
        lone("meta", charset="utf-8"),
        lone("meta", name="viewport", content="width=device-width, initial-scale=1"),
        lone("meta", http_equiv="Content-Security-Policy", content=POLITIQUE),
        lone("meta", name="referrer", content="no-referrer"),
        lone("meta", name="generator", content=GENERATEUR),
        *([lone("meta", name="robots", content=CACHEE)] if cadre.remise else []),
        lone("meta", name="color-scheme", content="light dark"),
        tag("title", titre),
        *(lone("link", rel="stylesheet", href=lieu.towards(s)) for s in STYLES),
        *(
            lone("link", rel="alternate", hreflang=langue, href=ou)
            for langue, ou in _translations(cadre, lieu, feuille).items()
        ),
    ]
    saut = say("Aller au contenu")
    corps = [
        tag("a", saut, href="#contenu", classe="site-saut"),
        _header(cadre, lieu, feuille),
        tag(
            "main",
            tag("div", feuille.corps, classe="ptce"),
            id="contenu",
            tabindex="-1",
        ),
        _footer(cadre, lieu),
    ]
    page = tag("html", tag("head", *tete), tag("body", *corps), lang=lieu.langue)
    return f"<!doctype html>\n{page}\n".encode()


def _translations(
    cadre: CadreDuSite, lieu: LieuDePage, feuille: Feuille
) -> dict[str, str]:
    return {code: lieu.sibling(feuille.nom, langue=code) for code in cadre.langues}


def _header(cadre: CadreDuSite, lieu: LieuDePage, feuille: Feuille) -> Markup:
    menu = [
        _entry(
            say(page.titre),
            lieu.sibling(nom),
            ici=nom == feuille.nom,
            dedans=nom == feuille.parent,
        )
        for page, nom in ((page, address_of(page.code)) for page in cadre.menu)
    ]
    accueil = address_of(ACCUEIL)
    annees = [
        _entry(
            str(annee),
            lieu.sibling(
                feuille.nom if annee in feuille.freres else accueil,
                exercice=annee,
            ),
            ici=annee == lieu.exercice,
        )
        for annee in reversed(cadre.exercices)
    ]
    langues = [
        tag(
            "li",
            tag(
                "a",
                LANGUES[code],
                href=ou,
                lang=code,
                hreflang=code,
                aria_current="true" if code == lieu.langue else None,
            ),
        )
        for code, ou in _translations(cadre, lieu, feuille).items()
    ]
    marque = tag("a", cadre.pole, href=lieu.sibling(accueil), classe="site-nom")
    return tag(
        "header",
        tag("div", marque, _menu(say("Langue"), langues), classe="site-haut"),
        _menu(say("Pages"), menu, "site-pages"),
        _menu(say("Exercice"), annees, "site-annees", visible=True),
        classe="site-tete",
    )


def _entry(texte: str, ou: str, *, ici: bool, dedans: bool = False) -> Markup:
    courant = "page" if ici else "true" if dedans else None
    return tag("li", tag("a", texte, href=ou, aria_current=courant))


def _menu(
    titre: str, entrees: Sequence[Markup], classe: str = "", *, visible: bool = False
) -> Markup:
    """Write a list of links; one link alone is no choice."""
    if len(entrees) < 2:
        return Markup("")
    nom = tag("span", titre, aria_hidden="true") if visible else ""
    return tag(
        "nav",
        nom,
        tag("ul", *entrees),
        aria_label=titre,
        classe=f"site-menu {classe}".strip(),
    )


def _footer(cadre: CadreDuSite, lieu: LieuDePage) -> Markup:
    fichiers = {**cadre.telechargements.get(lieu.exercice, {})}
    fichiers |= cadre.telechargements.get(0, {})
    liens = [
        tag("li", tag("a", say(quoi), href=lieu.towards(fichier), download=""))
        for fichier, quoi in fichiers.items()
    ]
    dits = [tag("p", say(mention)) for mention in cadre.mentions if mention]
    donnees = tag(
        "section",
        tag("h2", say("Données"), id="site-donnees"),
        tag("ul", *liens),
        aria_labelledby="site-donnees",
        classe="site-donnees",
    )
    return tag("footer", donnees, join(dits), classe="site-pied")
