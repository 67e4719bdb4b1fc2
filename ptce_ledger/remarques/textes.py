"""Texts that are more than words: markup for a browser, formulas for a spreadsheet.

Every text between quotes is looked at, wherever it stands and however many lines it has:
payees, narrations, keys, notes, paths, labels and options alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.remarques.regard import Regard

#: Elements that a browser acts on, or that word processors and mails leave in a text.
_ELEMENTS = (
    "article|audio|base|blockquote|body|br|button|center|code|details|div|em|embed|font|"
    "footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|img|input|ins|label|li|"
    "link|main|map|marquee|math|meta|nav|object|ol|option|param|picture|pre|script|"
    "section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|"
    "tbody|td|template|textarea|tfoot|th|thead|title|tr|track|tt|ul|var|video|wbr"
)
_BALISE = re.compile(
    rf"</?(?:{_ELEMENTS})(?=[\s/>])[^<>]{{0,500}}>?"
    # A letter or any other name is an element when nothing else can follow it so.
    r"|</?[A-Za-z](?:\s*/)?>|</[A-Za-z][\w:-]{0,40}\s*>|<!(?:--|doctype|\[cdata)|<\?(?:xml|php)"
    r"|<[A-Za-z][\w:-]{0,40}[\s/][^<>=]{0,200}=\s*[\"'\\\w]"
    r"|(?:java|vb)script\s*:\s*\S|data:text/html"
    r"|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|(?:amp|apos|gt|lt|quot|nbsp|euro|[lr]aquo|[lr]squo|oelig"
    r"|[aeiouc](?:acute|grave|circ|uml|cedil)));",
    re.IGNORECASE,
)
#: What a spreadsheet reckons: « = solde » and « +33 6 » are texts that people type.
_FORMULE = re.compile(
    r"\s*(?:[=＝](?=[^\s=>])|[=＝+＋@＠-]\s*[A-Za-z_][\w.]{0,40}\s*\("
    r"|[+＋](?=[a-z_])|[@＠](?=[A-Z]{2})|[=+@-][^\s|!]{0,80}\|[^!]{0,80}!)"
)
#: What a text must hold to be worth a look.
_SUSPECT = re.compile(
    r"\"\s*[=＝+＋@＠-]|<[/!?A-Za-z]|[a-z]:|&[#A-Za-z]", re.IGNORECASE
)


class BaliseDansUnTexte(Remarque):
    """Un texte contient une balise, comme en ont les pages web.

    ptce-ledger la montre telle quelle, sans effet ; un autre outil pourrait l’exécuter.
    """

    __slots__ = ()
    constat = "Ce texte contient une balise : {balise}"
    remede = "Gardez les mots, retirez ce qui est entre « < » et « > »."


class FormuleDansUnTexte(Remarque):
    """Un texte commence comme une formule de tableur.

    ptce-ledger l’écrit comme un texte dans ses exports ; un autre outil, ou une copie
    collée dans un tableur, la ferait calculer, et une formule peut ouvrir une adresse.
    """

    __slots__ = ()
    constat = "Ce texte commence comme une formule de tableur : {formule}"
    remede = "Écrivez son résultat, ou commencez par un mot."


def iter_textes(regard: Regard) -> Iterator[Remarque]:
    """Look at each text for what it should not hold."""
    for feuillet in regard.feuillets:
        if not _SUSPECT.search(feuillet.texte):
            continue
        for debut, texte in feuillet.iter_textes():
            if balise := _BALISE.search(texte):
                lieu = feuillet.place(debut + balise.start())
                yield BaliseDansUnTexte.at(lieu, balise=cut(_flat(balise[0])))
            if _FORMULE.match(texte):
                lieu = feuillet.place(debut)
                yield FormuleDansUnTexte.at(lieu, formule=cut(_flat(texte)))


def _flat(texte: str) -> str:
    return " ".join(texte[:100].split())
