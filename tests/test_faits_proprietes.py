"""Properties of facts, on random poles that are right by construction.

What is checked is computed again here, with fractions and Beancount's own tools, never
with the functions under test. The docstring of each test states the property.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Open
from beancount.core.data import Price
from beancount.core.data import Transaction
from hypothesis import given
from hypothesis import settings
from proprietes import ZERO
from proprietes import Charge
from proprietes import arrondi
from proprietes import charger_juste
from proprietes import iter_syntheses
from proprietes import plus_forts_restes
from proprietes import propre
from proprietes import sans_lieu
from proprietes import soldes_de
from strategies import Pole
from strategies import poles

from ptce_ledger.faits.comptees import ENSEMBLE
from ptce_ledger.lecture.livre import load_livre

if TYPE_CHECKING:
    import datetime

    from ptce_ledger.faits.facts import Fact


@settings(max_examples=40)
@given(pole=poles(fins=True))
def test_faits_sans_plugin(pole: Pole) -> None:
    """The facts of a ledger are the same with and without the plugins' metadata.

    The reader of the command line, which has none written, finds the same too.
    """
    avec = charger_juste(pole.ecrire()).releve()
    sans = charger_juste(pole.ecrire(())).releve()
    assert sans_lieu(avec.iter_facts()) == sans_lieu(sans.iter_facts())
    with tempfile.TemporaryDirectory() as dossier:
        principal = Path(dossier, "main.beancount")
        principal.write_text(pole.ecrire(), encoding="utf-8")
        livre = load_livre(principal)
    assert livre.errors == []
    for lu, fact in zip(livre.releve.iter_facts(), avec.iter_facts(), strict=True):
        assert lu == fact._replace(fichier="main.beancount")


def _niveaux(charge: Charge, entry: Transaction, posting: Any) -> list[dict[str, Any]]:
    """Give the metadata as typed: posting, entry, `open`, then ancestors' `open`."""
    opens = {e.account: e.meta for e in charge.entries if isinstance(e, Open)}
    composants = posting.account.split(":")
    noms = [":".join(composants[:n]) for n in range(len(composants), 0, -1)]
    metas = [posting.meta, entry.meta, *(opens[nom] for nom in noms if nom in opens)]
    return [propre(meta) for meta in metas]


@settings(max_examples=60)
@given(pole=poles())
def test_axes_resolus(pole: Pole) -> None:
    """Each axis written back is that of the nearest level that types it.

    For the périmètre, the nearest level that holds projet, perimetre or cle decides
    alone, else the pole's default; for the others, each key has its own nearest level.
    """
    avec, sans = charger_juste(pole.ecrire()), charger_juste(pole.ecrire(()))
    (registre,) = sans.customs("ptce-pole")
    defaut = {"perimetre": registre.meta.get("perimetre-defaut", "")}
    facts = {fact.ligne: fact for fact in avec.releve().iter_facts()}
    for apres, avant in zip(avec.ecritures(), sans.ecritures(), strict=True):
        for ecrit, tape in zip(apres.postings, avant.postings, strict=True):
            fact = facts.get((ecrit.meta or {})["lineno"])
            if fact is not None and fact.nature != "ca":
                niveaux = _niveaux(sans, avant, tape)
                notes = propre(ecrit.meta)
                _check_nearest(notes, niveaux, interne=fact.interne)
                _check_situation(notes, niveaux, defaut)


def _check_nearest(
    notes: dict[str, Any], niveaux: list[dict[str, Any]], *, interne: str
) -> None:
    for cle in ("convention", "piece", "tiers", "origine", "preuve"):
        proche = next((n[cle] for n in niveaux if cle in n), None)
        if cle == "origine" and interne == "pole":
            proche = "pole"
        if proche is not None or cle in ("convention", "piece"):
            assert (cle, notes.get(cle)) == (cle, proche)


def _check_situation(
    notes: dict[str, Any], niveaux: list[dict[str, Any]], defaut: dict[str, Any]
) -> None:
    situes = [n for n in niveaux if n.keys() & {"projet", "perimetre", "cle"}]
    attendu = situes[0] if situes else defaut
    if "projet" in attendu:
        attendu = {"perimetre": "projet", "projet": attendu["projet"]}
    for cle in ("perimetre", "projet", "cle"):
        assert (cle, notes.get(cle, "")) == (cle, attendu.get(cle, ""))


@settings(max_examples=60)
@given(pole=poles(fins=True))
def test_faits_sous_cle(pole: Pole) -> None:
    """Under a key, a posting's facts are its parts, and re-add to it to the cent.

    The key and the price of hours are those in force on the entry's date, found here
    from the directives themselves.
    """
    charge = charger_juste(pole.ecrire())
    facts = defaultdict(list)
    for fact in charge.releve().iter_facts():
        if fact.cle:
            facts[fact.ligne].append(fact)
    for entry in charge.ecritures():
        for posting in entry.postings:
            siens = facts.pop((posting.meta or entry.meta)["lineno"], None)
            # Lines of a financing cancel in their entry before a key splits them.
            if siens and siens[0].nature not in ENSEMBLE:
                _check_parts(charge, entry.date, posting.units, siens)
    assert not facts


def _check_parts(
    charge: Charge, jour: datetime.date, units: Any, facts: list[Fact]
) -> None:
    noms, poids = _cle_du(charge, facts[0].cle, jour)
    montant = abs(units.number)
    if units.currency != "EUR":
        montant = arrondi(montant * _prix_du(charge, units.currency, jour), 2)
    decimales = max(2, -int(montant.as_tuple().exponent))
    attendus = plus_forts_restes(int(montant.scaleb(decimales)), poids)
    assert [fact.projet or fact.perimetre for fact in facts] == noms
    assert [abs(f.montant) for f in facts] == [
        Decimal(n).scaleb(-decimales) for n in attendus
    ]
    assert abs(sum((f.quantite for f in facts), ZERO)) == abs(units.number)
    assert len({fact.montant > 0 for fact in facts if fact.montant}) <= 1


def _cle_du(
    charge: Charge, code: str, jour: datetime.date
) -> tuple[list[str], list[Decimal]]:
    (*_, derniere) = [
        custom
        for custom in charge.customs("ptce-cle")
        if custom.values[0].value == code and custom.date <= jour
    ]
    lignes = propre(derniere.meta)
    return list(lignes), list(lignes.values())


def _prix_du(charge: Charge, devise: str, jour: datetime.date) -> Decimal:
    (*_, dernier) = [
        Decimal(str(entry.amount.number))
        for entry in charge.entries
        if isinstance(entry, Price) and entry.currency == devise and entry.date <= jour
    ]
    return dernier


@settings(max_examples=80)
@given(pole=poles(fins=True))
def test_faits_et_compte_de_resultat(pole: Pole) -> None:
    """Facts partition the income statement, account by account and by périmètre.

    Cell + projects + non ventilé = Beancount's Income and Expenses, and the printed
    bouclage says so.
    """
    charge = charger_juste(pole.ecrire())
    for synthese, _ in iter_syntheses(charge):
        facts = charge.releve().iter_facts({synthese.exercice})
        soldes = soldes_de(charge, synthese.exercice)
        sommes: dict[str, Decimal] = defaultdict(Decimal)
        perimetres: dict[str, Decimal] = defaultdict(Decimal)
        for fact in facts:
            if fact.nature not in ("produit", "charge"):
                continue
            signe = 1 if fact.nature == "charge" else -1
            sommes[fact.compte] += signe * fact.montant
            perimetres[fact.perimetre] += signe * fact.montant
            assert (fact.perimetre == "projet") == bool(fact.projet)
        assert {c: s for c, s in sommes.items() if s} == {
            c: s for c, s in soldes.items() if s
        }
        assert set(perimetres) <= {"cellule", "projet", "hors-pole", ""}
        assert sum(perimetres.values(), ZERO) == sum(soldes.values(), ZERO)
        bouclage = synthese.controle("bouclage")
        assert bouclage.figure("ecart") == 0
        produits = sum((s for c, s in soldes.items() if c.startswith("Income")), ZERO)
        assert bouclage.figure("produits_beancount") == -produits
