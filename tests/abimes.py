"""Ledgers that careless or hostile hands wrote in: each fault, in each place of a text.

A case is a place, a fault and a base ledger; innocent neighbours have the same places.
What is drawn depends on the seed alone.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

RACINE = Path(__file__).parents[1]
_ECRITURE = "  {compte}  1.00 EUR\n  {banque}\n"


class Base(NamedTuple):
    """A right ledger: its files, the main one first, and two of its accounts."""

    fichiers: dict[str, str]
    compte: str
    banque: str


class Cas(NamedTuple):
    """A ledger to write, and what must be told of it: nothing for an innocent one."""

    nom: str
    fichiers: dict[str, str]
    attendus: frozenset[str]


_MINCE = """option "operating_currency" "EUR"
plugin "ptce_ledger.plugins"
2020-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"
2020-01-01 open Assets:512-Banque EUR
2020-01-01 open Expenses:606-Achats EUR
"""


def read_bases() -> tuple[Base, ...]:
    """Give the ledgers in which faults are put: a thin one, one of several files, a whole one."""
    exemple = RACINE / "ledgers" / "exemple"
    fichiers = {
        f.name: f.read_text(encoding="utf-8")
        for f in sorted(
            exemple.glob("*.beancount"), key=lambda f: f.name != "main.beancount"
        )
    }
    frais = "Expenses:Fonctionnement:6064-Fournitures"
    suite = '\n2025-01-02 * "Papeterie" "Ramettes"\n' + _ECRITURE
    mince = Base({"main.beancount": _MINCE}, "Expenses:606-Achats", "Assets:512-Banque")
    par_mois = {
        "main.beancount": _MINCE + 'include "2025-01.beancount"\n',
        "2025-01.beancount": suite.format(compte=mince.compte, banque=mince.banque),
    }
    return (
        mince,
        mince._replace(fichiers=par_mois),
        Base(fichiers, frais, "Assets:512-Banque"),
    )


#: Where a text may stand, each in what is added to a ledger.
TEXTES = {
    "bénéficiaire": '2025-03-04 * "{}" "Ramettes"\n' + _ECRITURE,
    "libellé": '2025-03-04 * "Papeterie" "{}"\n' + _ECRITURE,
    "libellé seul": '2025-03-04 * "{}"\n' + _ECRITURE,
    "clé d’une écriture": '2025-03-04 * "Papeterie" "A"\n  memo: "{}"\n' + _ECRITURE,
    "clé d’une ligne": '2025-03-04 * "Papeterie" "A"\n  {compte}  1.00 EUR\n'
    '    memo: "{}"\n  {banque}\n',
    "pièce": '2025-03-04 * "Papeterie" "A"\n  piece: "{}"\n' + _ECRITURE,
    "note": '2025-03-04 note {banque} "{}"\n',
    "note et sa clé": '2025-03-04 note {banque} "A"\n  memo: "{}"\n',
    "événement": '2025-03-04 event "lieu" "{}"\n',
    "nom d’événement": '2025-03-04 event "{}" "Bourg"\n',
    "requête": '2025-03-04 query "memo" "{}"\n',
    "titre": 'option "title" "{}"\n',
    "valeur libre": '2025-03-04 custom "memo" "{}"\n',
    "genre libre": '2025-03-04 custom "{}" "memo"\n',
    "libellé du registre": '2025-03-04 custom "ptce-tiers" "papeterie-b" "{}"\n',
    "alias": '2025-03-04 custom "ptce-tiers" "papeterie-b" "Papier B"\n  alias: "{}"\n',
    "objet": '2025-03-04 custom "ptce-projet" "zz-projet" "Projet"\n  debut: 2025-01-01\n'
    '  remarque: "{}"\n',
    "clé d’une ouverture": '2025-03-04 open Assets:599-Essai EUR\n  memo: "{}"\n',
    "clé d’une unité": '2025-03-04 commodity ESSAI\n  name: "{}"\n',
    "clé posée": 'pushmeta memo: "{}"\npopmeta memo:\n',
    "document": '2025-03-04 document {banque} "{}"\n',
    "clé de document": '2025-03-04 * "Papeterie" "A"\n  document: "{}"\n' + _ECRITURE,
    "clé d’un prix": '2025-03-04 price ESSAI 1.00 EUR\n  memo: "{}"\n',
    "clé d’un solde": '2025-03-04 pad Assets:599-Essai Equity:Essai\n  memo: "{}"\n',
}
#: What stands between no quotes.
AUTRES = {
    "commentaire": "; {}\n",
    "fin de ligne": '2025-03-04 * "Papeterie" "A" ; {}\n' + _ECRITURE,
    "sous une écriture": '2025-03-04 * "Papeterie" "A"\n' + _ECRITURE + "  ; {}\n",
}
_DE_COMPTE = {
    "ouverture": "2025-03-04 open Assets:{} EUR\n",
    "ligne": '2025-03-04 * "Papeterie" "A"\n  Assets:{}  1.00 EUR\n  {banque}\n',
    "solde": "2025-03-04 balance Assets:{}  0.00 EUR\n",
    "note": '2025-03-04 note Assets:{} "A"\n',
}
_MOTS = ("Réglé", "Café d’été", "Août", "Où ?", "Forêt, île", "Œuvre", "12 € en tout")


def _misread(tirage: random.Random) -> str:
    codage = tirage.choice(("cp1252", "latin-1", "mac_roman", "cp850"))
    mot = "Réglé" if codage == "latin-1" else tirage.choice(_MOTS)
    try:
        lu = mot.encode().decode(codage)
    except UnicodeDecodeError:
        lu = "RÃ©glÃ©"
    return lu if lu.isprintable() and '"' not in lu else "RÃ©glÃ©"


def _lost(tirage: random.Random) -> str:
    return tirage.choice(("R\ufffdgl\ufffd", "Ao\ufffdt", "\ufffdt\ufffd"))


def _markup(tirage: random.Random) -> str:
    nom = tirage.choice(("b", "script", "div", "p", "svg", "A", "iframe", "Table", "u"))
    forme = tirage.choice(
        (
            "Vu <{}>", "<{}>x</{}>", "x</{}>", "<{} class='a'>x", "<{}/>",
            "Vu\n\n<{}>\n", "x <{} onload=alert(1)", "a &eacute;t&eacute; <{}>", "&#60;{}&#62;",
            "javascript:{}()", "<!-- {} -->", "<x-{} onclick='a'>", "&lt;{}&gt;",
        )
    )  # fmt: skip
    return forme.format(nom, nom)


def _formula(tirage: random.Random) -> str:
    return tirage.choice(
        (
            "=HYPERLINK(A1)", "+cmd", "@SUM(A1:A9)", "@SUM", "=1+2", "-2+3+cmd|' /C calc'!A0",
            "=cmd|' /C calc'!A0", " =A1", "=-A1", "+SUM(A1)", "-SUM(A1)", "=IMPORTXML('a')",
            "＝SOMME(A1)", "=\u0040SUM(A1)", "+sum(a1)", "=’a’!A1+[b]A1(c)",
        )
    )  # fmt: skip


def _named_file(tirage: random.Random) -> str:
    prenom = tirage.choice(("julie", "Karim", "Hélène", "PAUL", "Jean"))
    nom = tirage.choice(("martin", "Dupont", "BENALI", "Lefèvre"))
    forme = tirage.choice(
        (
            "{0}-{1}.pdf", "contrat_{0}_{1}.PDF", "{1} {0}.docx", "cv-{0}.odt", "2025/{1}-{0}.jpg",
            "pieces/avenant-{0}.pdf", "Mme_{1}.png", "arret {0}.pdf", "rib_{0}_{1}_2025.xlsx",
        )
    )  # fmt: skip
    return forme.format(prenom, nom)


#: What a quote left open takes, before the next quote closes it.
_AVALES = (
    "  Expenses:606-Achats 1.00 EUR\n  Assets:512-Banque\n2025-03-05 * ",
    "  Expenses:606-Achats  1.00 EUR\n  memo: ",
    "\n  2025-03-05 * ",
    "  2025-03-05 ! ",
    "\n2025-03-05 custom ",
    "  Assets:512-Banque -1 EUR\n  ; fin\n\n 2025/03/05 * ",
    "\n2025-03-05 open Assets:599-Essai EUR\n  memo: ",
    " 2025-03-05 balance Assets:512-Banque 0 EUR\n\ninclude ",
    "  piece: ",
    "\n2025-03-05 commodity ESSAI\n  name: ",
)


def _swallowed(tirage: random.Random) -> str:
    avale = tirage.choice(_AVALES)
    return f'Ramettes\n{avale}"Suite" "Fin"\n2025-04-01 note Assets:512-Banque "'


#: Each fault: what to write, where, and one of what must then be told.
FAUTES: dict[str, tuple[Callable[[random.Random], str], dict[str, str], str]] = {
    "relu": (_misread, {**TEXTES, **AUTRES}, "AccentsAbimes"),
    "perdu": (_lost, {**TEXTES, **AUTRES}, "AccentsAbimes"),
    "balise": (_markup, TEXTES, "BaliseDansUnTexte"),
    "formule": (_formula, TEXTES, "FormuleDansUnTexte"),
    "nom": (_named_file, TEXTES, "NomDansUnFichier"),
    "avalé": (_swallowed, TEXTES, "GuillemetOuvert"),
    "profond": (
        lambda t: "599-Essai" + ":Essai" * t.randint(20, 140),
        _DE_COMPTE,
        "CompteTropProfond",
    ),
    "démesuré": (
        lambda t: "599-Essai" + ":Essai" * t.randint(300, 4000),
        _DE_COMPTE,
        "LivreTropGros",
    ),
    "compte relu": (
        lambda t: "599-" + t.choice(("RÃ©glÃ©", "CafÃ©")),
        _DE_COMPTE,
        "AccentsAbimes",
    ),
}
NEUVES = frozenset({attendu for *_, attendu in FAUTES.values()} | {"FichierVide"})
#: Right texts that are near one of them.
INNOCENTS = (
    "= solde", "=> à revoir", "== fin ==", "+33 (indicatif)", "+ 12 % de ventes", "-10 % de remise",
    "- remise", "@bocage", "@ voir", "a < b et c > d", "x<y et y>z", "<nom du lieu>", "3 < 4, 5 > 2",
    "Ã", "« Ã »", "«\u00a0Ã\u00a0»", "«Ã»", "São Tomé", "Réglé, été, où, ça, œuvre, Noël", "Â",
    "Café – 12 €", "Cité “B”", "SÃO PAULO", "A&B; suite", "R&D", "Terre & mer;", "D’où ? Là !",
    "le 2025-03-04 * étoile", "Vu\n2025-03-04, réunion\n2025-03-05 : suite", "Liste :\n  un\n  deux",
    "12:30:15", "facture-papeterie.pdf", "facture-martin-papeterie.pdf", "lycee-paul-martin.pdf",
    "contrat-saint-martin.pdf", "cv-type.odt", "devis 2025.03.04.pdf", "rue-jean-martin.jpg",
    "javascript", "i <3 u", "2025-03-04", "1 = 1", "Prix : a=b", "A1+B2", "=", "+", "-", "@",
)  # fmt: skip


def _write(base: Base, place: str, texte: str) -> dict[str, str]:
    ajout = place.replace("{compte}", base.compte).replace("{banque}", base.banque)
    *autres, dernier = base.fichiers
    fichiers = dict(base.fichiers)
    nom = dernier if autres else "main.beancount"
    fichiers[nom] += f"\n{ajout.replace('{}', texte)}"
    return fichiers


def draw(rang: int) -> Cas:
    """Draw a fault, its place and its ledger; ranks go round the faults."""
    tirage = random.Random(f"abime-{rang}")  # noqa: S311
    bases = read_bases()
    if rang % 10 == 9:
        return _emptied(rang, tirage, bases)
    faute = list(FAUTES)[rang % 10]
    ecrire, places, attendu = FAUTES[faute]
    lieu = list(places)[rang // 10 % len(places)]
    base = tirage.choice(bases[:2] if rang % 7 else bases)
    fichiers = _write(base, places[lieu], ecrire(tirage))
    return Cas(f"{rang}, {faute}, {lieu}", fichiers, frozenset({attendu}))


def _emptied(rang: int, tirage: random.Random, bases: tuple[Base, ...]) -> Cas:
    base = tirage.choice(bases[1:])
    vide = tirage.choice([nom for nom in base.fichiers if nom != "main.beancount"])
    blancs = tirage.choice(("", "\n", "  \n\t\n", "\ufeff", "\r\n\r\n", " " * 500))
    fichiers = {**base.fichiers, vide: blancs}
    return Cas(f"{rang}, vidé, {vide}", fichiers, frozenset({"FichierVide"}))


def draw_innocent(rang: int) -> Cas:
    """Draw a right text near a fault, its place and its ledger."""
    tirage = random.Random(f"innocent-{rang}")  # noqa: S311
    places = {**TEXTES, **AUTRES}
    texte = INNOCENTS[rang % len(INNOCENTS)]
    lieu = tirage.choice([nom for nom in places if nom in TEXTES or "\n" not in texte])
    fichiers = _write(tirage.choice(read_bases()[:2]), places[lieu], texte)
    return Cas(f"{rang}, {texte!r}, {lieu}", fichiers, frozenset())
