"""The cash habit is told wherever it is drawn, and right books are silent.

`PTCE_CAS` says how many books are drawn for each fault: a sample here, all of them by
`make habitudes`.
"""

from __future__ import annotations

import os
from collections import Counter
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest
from gachis import FAUTES
from habitudes import draw

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.remarques import iter_remarques

if TYPE_CHECKING:
    from pathlib import Path

    from gachis import Faute
    from gachis import Gachis

    from ptce_ledger.lecture.livre import Livre
    from ptce_ledger.remarques.base import Remarque

CAS = int(os.environ.get("PTCE_CAS", "2"))


def load(dossier: Path, texte: str) -> Livre:
    livre = read(dossier, texte)
    assert [erreur.message for erreur in livre.errors] == []
    return livre


def read(dossier: Path, texte: str) -> Livre:
    chemin = dossier / "livre.beancount"
    chemin.write_text(texte, encoding="utf-8")
    return load_livre(chemin)


def sums(livre: Livre) -> dict[str, Decimal]:
    """Add the lines that count, by account."""
    sommes: Counter[str] = Counter()
    for entry in livre.entries:
        cloture = entry.meta.get("cloture") is True
        for posting in getattr(entry, "postings", ()):
            if not cloture:
                sommes[posting.account] += posting.units.number
    return {compte: Decimal(somme) for compte, somme in sommes.items() if somme}


def spoil(faute: Faute, graine: str) -> tuple[str, Gachis]:
    """Draw books until one can be spoiled so."""
    for essai in range(50):
        nom = f"{graine}-{essai}"
        juste = draw(nom, close=faute.close)
        gachis = faute.spoil(Random(nom), juste)  # noqa: S311
        if gachis is not None:
            return juste.write(), gachis
    raise AssertionError(graine)


def at_place(texte: str, gachis: Gachis, remarque: Remarque) -> bool:
    """Tell whether a remark stands within the entry that is wrong."""
    entree = gachis.livre.ecritures[gachis.rang].write()
    debut = texte[: texte.index(entree)].count("\n") + 1
    ligne: int = remarque.source["lineno"]
    return debut <= ligne <= debut + entree.count("\n")


@pytest.mark.parametrize("part", range(5))
def test_right_books_are_silent(part: int, tmp_path: Path) -> None:
    for rang in range(CAS):
        livre = load(tmp_path, draw(f"juste-{part}-{rang}").write())
        dites = [(r.source["lineno"], r.message) for r in iter_remarques(livre)]
        assert dites == [], f"juste-{part}-{rang}"


#: The errors of who carries over, or takes back, what is not there any more.
FONDS_DEDIES = ("FondsDediesExcessifs", "FondsDediesNegatifs")


@pytest.mark.parametrize("nom", FAUTES)
def test_the_cash_habit_is_told(nom: str, tmp_path: Path) -> None:
    """Where it is; and what the remark gives to copy puts the sums right."""
    faute = FAUTES[nom]
    for rang in range(CAS):
        juste, gachis = spoil(faute, f"{nom}-{rang}")
        texte = gachis.livre.write()
        # What an agreement has not been given cannot be carried nor taken back: an error.
        livre = read(tmp_path, texte)
        if livre.errors:
            dits = {erreur.code for erreur in livre.errors}
            assert dits <= {*faute.codes, *FONDS_DEDIES}, (nom, rang)
            continue
        dites = [
            remarque
            for remarque in iter_remarques(livre)
            if remarque.code in faute.codes
        ]
        ici = [r for r in dites if not faute.sur_place or at_place(texte, gachis, r)]
        assert ici, (nom, rang)
        assert not faute.forme or all(r.parts()[2] for r in ici), (nom, rang)
        if faute.retablit:
            forme = ici[0].parts()[2] + "\n"
            repare = load(tmp_path, gachis.livre.write({gachis.rang: forme}))
            assert sums(repare) == sums(load(tmp_path, juste)), (nom, rang)
            assert list(iter_remarques(repare)) == [], (nom, rang)


_POLE = """
plugin "ptce_ledger.plugins"
2024-01-01 custom "ptce-pole" "essai" "Pôle d’essai"
  perimetre-defaut: "cellule"
2024-01-01 custom "ptce-membre" "rucher" "Le Rucher"
  origine: "ess"
  alias: "RUCHER SCOP"
2024-01-01 custom "ptce-tiers" "region" "Région"
  origine: "public"
2024-01-01 custom "ptce-projet" "halle" "La halle"
2024-01-01 custom "ptce-convention" "deux-ans" "region" 12000.00 EUR
2024-01-01 custom "ptce-convention" "fete" "region" 2000.00 EUR
2024-01-01 open Assets:512-Banque EUR
2024-01-01 open Assets:411-Adherents EUR
2024-01-01 open Assets:Creances:Region EUR
  compte: "441"
2024-01-01 open Assets:418-A-Etablir EUR
2024-01-01 open Liabilities:487-Avance EUR
2024-01-01 open Equity:106-Reserves EUR
2024-01-01 open Expenses:606-Achats EUR
2024-01-01 open Income:756-Cotisations EUR
  type: "cotisations"
2024-01-01 open Income:706-Ventes EUR
  type: "ventes"
2024-01-01 open Income:754-Dons EUR
  type: "dons-mecenat"
2024-01-01 open Income:741-Subventions EUR
  type: "subventions"
"""
_NOTIFIEE = '2024-02-01 * "Région" "Notification"|Assets:Creances:Region 12000 EUR|Income:741-Subventions'
_FACTURE = (
    '2024-02-01 * "Le Rucher" "Facture"|Assets:411-Adherents 300 EUR|Income:706-Ventes'
)
_APPEL = '2024-02-01 * "Le Rucher" "Appel"|Assets:411-Adherents 300 EUR|Income:756-Cotisations'
_CAISSE = "|Assets:512-Banque"
#: What is typed (entries of lines apart by « | »), and the one remark, if any.
MAIN = [
    # 12 000 notified, 7 200 paid: by alias, by `compte:`, under its agreement or not.
    ([_NOTIFIEE, '2024-06-01 * "Région" "VIR"|Income:741-Subventions -7200 EUR' + _CAISSE], "PaiementEnProduit"),
    ([_NOTIFIEE, '2024-06-01 * "VIR 12"|tiers: "region"|Income:741-Subventions -12000 EUR' + _CAISSE], "PaiementEnProduit"),
    ([_NOTIFIEE, '2024-06-01 * "Région" "VIR"|convention: "fete"|Income:741-Subventions -2000 EUR' + _CAISSE], None),
    ([_NOTIFIEE, '2024-06-01 * "Région" "VIR"|projet: "halle"|Income:741-Subventions -7200 EUR' + _CAISSE], None),
    ([_NOTIFIEE, '2024-06-01 * "Région" "VIR"|Income:706-Ventes -12000 EUR' + _CAISSE], None),
    # An invoice; dues, the year after too; what is not their payment.
    ([_FACTURE, '2024-03-01 * "RUCHER SCOP" "CHQ"|Income:706-Ventes -300 EUR' + _CAISSE], "PaiementEnProduit"),
    ([_FACTURE, '2024-03-01 * "Le Rucher" "Solde"|Income:706-Ventes -120 EUR' + _CAISSE], "PaiementEnProduit"),
    ([_FACTURE, '2024-03-01 * "Le Rucher" "Buvette"|Income:706-Ventes -120 EUR' + _CAISSE], None),
    ([_FACTURE, '2024-03-01 * "Le Rucher" "Don"|Income:754-Dons -300 EUR' + _CAISSE], None),
    ([_FACTURE, '2024-03-01 * "Passant" "Visite"|Income:706-Ventes -300 EUR' + _CAISSE], None),
    (
        [_FACTURE, '2024-03-01 * "Le Rucher" "Visite"|Income:706-Ventes -300 EUR' + _CAISSE,
         '2024-04-01 * "Le Rucher" "Facture payée"|Assets:411-Adherents -300 EUR' + _CAISSE],
        None,
    ),
    ([_APPEL, '2025-01-20 * "Le Rucher" "VIR"|Income:756-Cotisations -300 EUR' + _CAISSE], "PaiementEnProduit"),
    ([_APPEL, '2025-01-20 * "Le Rucher" "Cotisation 2025"|Income:756-Cotisations -280 EUR' + _CAISSE], None),
    # An invoice to be made, then made: counted twice unless taken back.
    (
        ['2024-12-31 * "Le Rucher" "À facturer"|Assets:418-A-Etablir 300 EUR|Income:706-Ventes',
         '2025-01-20 * "Le Rucher" "Facture"|Assets:411-Adherents 300 EUR|Income:706-Ventes'],
        "PaiementEnProduit",
    ),
    (
        ['2024-12-31 * "Le Rucher" "À facturer"|Assets:418-A-Etablir 300 EUR|Income:706-Ventes',
         '2025-01-01 * "Le Rucher" "Extourne"|Assets:418-A-Etablir -300 EUR|Income:706-Ventes',
         '2025-01-20 * "Le Rucher" "Facture"|Assets:411-Adherents 300 EUR|Income:706-Ventes'],
        None,
    ),
    # Signs.
    ([_FACTURE, '2024-03-01 * "Le Rucher" "Erreur de facture"|Income:706-Ventes 300 EUR|Assets:411-Adherents'], None),
    ([_FACTURE, '2024-03-01 * "Le Rucher" "Atelier"|Income:706-Ventes 90 EUR|Assets:411-Adherents'], "ProduitAuDebit"),
    ([_FACTURE, '2024-03-01 * "Le Rucher" "Avoir"|Income:706-Ventes 90 EUR|Assets:411-Adherents'], None),
    ([_FACTURE, '2024-03-01 * "Le Rucher" "À reclasser"|Income:706-Ventes 90 EUR|Income:754-Dons'], None),
    (
        ['2024-05-01 * "Papeterie" "Trois achats"|Expenses:606-Achats 30 EUR|Expenses:606-Achats 20 EUR'
         '|Expenses:606-Achats -15 EUR' + _CAISSE],
        "SigneContraire",
    ),
    (
        ['2024-05-01 * "Papeterie" "Achats, remise déduite"|Expenses:606-Achats 30 EUR|Expenses:606-Achats 20 EUR'
         '|Expenses:606-Achats -15 EUR' + _CAISSE],
        None,
    ),
    (
        [
            '2024-02-01 * "Région" "Notification"|convention: "deux-ans"|Assets:Creances:Region 12000 EUR|Income:741-Subventions',
            '2024-03-01 * "Région" "Nouveau vote"|convention: "deux-ans"|Income:741-Subventions 4000 EUR|Assets:Creances:Region',
        ],
        None,
    ),
    # What is taken from reserves is no closing.
    ([_FACTURE, '2024-05-01 * "Assemblée" "Apport"|Income:754-Dons -50 EUR|Equity:106-Reserves'], None),
]  # fmt: skip


@pytest.mark.parametrize(("entrees", "code"), MAIN)
def test_what_a_hand_types(
    entrees: list[str], code: str | None, tmp_path: Path
) -> None:
    """Each fault beside what merely resembles it; the right entry ends it."""
    tapees = [entree.replace("|", "\n  ") + "\n" for entree in entrees]
    livre = load(tmp_path, _POLE + "\n".join(tapees))
    remarques = [r for r in iter_remarques(livre) if r.code != "TresorerieNegative"]
    assert [r.code for r in remarques] == ([code] if code else [])
