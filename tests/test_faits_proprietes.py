"""Properties of the engine, on random poles that are right by construction.

What is checked is computed again here, with fractions and Beancount's own tools, never
with the functions under test. The docstring of each test states the property.
"""

from __future__ import annotations

import decimal
import doctest
import importlib
import io
import json
import pkgutil
import tempfile
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import pytest
from beancount import loader
from beancount.core import account_types
from beancount.core import realization
from beancount.core.data import Custom
from beancount.core.data import Open
from beancount.core.data import Price
from beancount.core.data import Transaction
from beancount.parser import options as beancount_options
from beancount.parser import printer
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from strategies import PLUGINS
from strategies import Pole
from strategies import ecrire
from strategies import euros
from strategies import livres_nus
from strategies import parts
from strategies import poles

import ptce_ledger
from ptce_ledger.analyse.synthese import synthesize
from ptce_ledger.faits.releve import Releve
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.mots.euros import split
from ptce_ledger.mots.euros import split_heures
from ptce_ledger.mots.euros import write_decimal
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.registre.registre import read_registre
from ptce_ledger.rendu.fichiers.donnees import as_data
from ptce_ledger.rendu.fichiers.donnees import as_json

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.faits.facts import Fact

ZERO = Decimal(0)
SEULS = tuple(
    f"{PLUGINS[0]}.{n}" for n in ("animation", "projets", "membres", "controle")
)
STRICT = f"{PLUGINS[0]}.strict"
#: Keys that a plugin may write on a posting.
ECRITES = {
    "perimetre",
    "projet",
    "cle",
    "type",
    "tiers",
    "origine",
    "convention",
    "preuve",
    "piece",
    "membre",
}
AILLEURS = {"filename", "lineno"}


class Charge(NamedTuple):
    """A ledger as Beancount gives it back."""

    entries: list[Any]
    errors: list[Any]
    options: dict[str, Any]

    def releve(self) -> Releve:
        """Read its facts."""
        return Releve(self.entries, self.options, read_registre(self.entries)[0])

    def ecritures(self) -> list[Transaction]:
        """List its entries."""
        return [entry for entry in self.entries if isinstance(entry, Transaction)]

    def customs(self, nom: str) -> list[Custom]:
        """List its directives of one name, by date."""
        return [e for e in self.entries if isinstance(e, Custom) and e.type == nom]


def charger(texte: str) -> Charge:
    """Load the text of a ledger with Beancount's own loader, which caches nothing."""
    return Charge(*loader.load_string(texte))


def charger_juste(texte: str) -> Charge:
    """Load a ledger that must have no error."""
    charge = charger(texte)
    assert [(e.source["lineno"], e.message) for e in charge.errors] == []
    return charge


def nue(entry: Any) -> Any:
    """Take all metadata off an entry and its postings."""
    if isinstance(entry, Transaction):
        postings = [posting._replace(meta=None) for posting in entry.postings]
        entry = entry._replace(postings=postings)
    return entry._replace(meta={})


def propre(meta: Mapping[str, Any] | None) -> dict[str, Any]:
    """Keep the metadata that somebody may have typed."""
    return {
        cle: valeur
        for cle, valeur in (meta or {}).items()
        if cle not in AILLEURS and not cle.startswith("__")
    }


def imprimer(entries: Iterable[Any]) -> str:
    """Print entries as Beancount does, without dcontext, which would round them."""
    texte = io.StringIO()
    printer.print_entries(list(entries), file=texte)
    return texte.getvalue()


def sans_lieu(facts: Iterable[Fact]) -> list[Fact]:
    """Forget the file and line of facts."""
    return [fact._replace(fichier="", ligne=0) for fact in facts]


def _greffon(nom: str) -> Callable[..., tuple[list[Any], list[Any]]]:
    module = importlib.import_module(nom)
    (fonction,) = module.__plugins__
    greffon: Callable[..., tuple[list[Any], list[Any]]] = getattr(module, fonction)
    return greffon


def _syntheses(charge: Charge) -> Iterator[tuple[Synthese, list[Fact]]]:
    """Give the synthesis and the facts of each exercice."""
    releve = charge.releve()
    for exercice in releve.exercices():
        facts = list(releve.iter_facts({exercice}))
        yield synthesize(releve, exercice), facts


# What plugins may do


@pytest.mark.parametrize("nom", [*PLUGINS, *SEULS, STRICT])
@settings(max_examples=25)
@given(pole=poles(fins=True))
def test_metadonnees_seulement(nom: str, pole: Pole) -> None:
    """A plugin adds metadata to postings: without them, the entries are the same.

    It keeps what is typed, save a sale that faces a member, and adds no error to a
    ledger that is right (« strict » reports what is missing, and writes nothing).
    """
    avec, sans = charger(pole.ecrire((nom,))), charger_juste(pole.ecrire(()))
    assert [nue(e) for e in avec.entries] == [nue(e) for e in sans.entries]
    assert nom == STRICT or avec.errors == []
    for apres, avant in zip(avec.entries, sans.entries, strict=True):
        assert propre(apres.meta) == propre(avant.meta)
        if not isinstance(apres, Transaction):
            continue
        for p_apres, p_avant in zip(apres.postings, avant.postings, strict=True):
            ecrit, tape = propre(p_apres.meta), propre(p_avant.meta)
            assert set(ecrit) - set(tape) <= (set() if nom == STRICT else ECRITES)
            change = {cle for cle in tape if ecrit[cle] != tape[cle]}
            assert change <= {"type"}
            if change:
                assert (tape["type"], ecrit["type"]) == (
                    "ventes",
                    "facturation-interne",
                )


@pytest.mark.parametrize("nom", [*PLUGINS, *SEULS, STRICT])
@settings(max_examples=20)
@given(pole=poles())
def test_idempotents(nom: str, pole: Pole) -> None:
    """Running a plugin on what it has annotated changes nothing, metadata included."""
    charge = charger(pole.ecrire((nom,)))
    entries, errors = _greffon(nom)(charge.entries, charge.options)
    assert entries == charge.entries
    assert nom == STRICT or errors == []


@pytest.mark.parametrize("nom", [*PLUGINS, *SEULS])
@settings(max_examples=20)
@given(pole=poles(fins=True))
def test_reecriture(nom: str, pole: Pole) -> None:
    """What a plugin writes is a valid ledger: printed and loaded again, same facts."""
    charge = charger_juste(pole.ecrire((nom,)))
    relu = charger_juste(ecrire([imprimer(charge.entries)]))
    attendus = charger_juste(pole.ecrire()).releve().iter_facts()
    assert sans_lieu(relu.releve().iter_facts()) == sans_lieu(attendus)


@settings(max_examples=20)
@given(pole=poles(), ordre=st.permutations(SEULS))
def test_seuls_ou_ensemble(pole: Pole, ordre: Sequence[str]) -> None:
    """The four plugins one by one, in any order, write what they write together."""

    def metas(charge: Charge) -> list[list[dict[str, Any]]]:
        return [[propre(p.meta) for p in e.postings] for e in charge.ecritures()]

    un_par_un = charger_juste(pole.ecrire(ordre))
    assert metas(un_par_un) == metas(charger_juste(pole.ecrire()))


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


# Splits


def plus_forts_restes(unites: int, poids: Sequence[Decimal]) -> list[int]:
    """Share units by largest remainder, ties in the order written, with fractions."""
    total = sum((Fraction(p) for p in poids), Fraction(0))
    exacts = [abs(unites) * Fraction(p) / total for p in poids]
    parts_ = [int(exact) for exact in exacts]
    while sum(parts_) < abs(unites):
        restes = [exact - part for exact, part in zip(exacts, parts_, strict=True)]
        parts_[restes.index(max(restes))] += 1
    return [part if unites >= 0 else -part for part in parts_]


@settings(max_examples=500)
@given(montant=euros(fins=True), poids=parts())
def test_partage(montant: Decimal, poids: list[Decimal]) -> None:
    """Parts re-add to the amount; each is within a unit of its exact share.

    The unit is the cent, or the amount's own last decimal. The parts of the opposite
    amount are the opposite parts.
    """
    trouves = split(montant, poids)
    decimales = max(2, -int(montant.as_tuple().exponent))
    unites = int(montant.scaleb(decimales))
    attendus = [Decimal(n).scaleb(-decimales) for n in plus_forts_restes(unites, poids)]
    assert trouves == attendus
    assert sum(trouves, ZERO) == montant
    assert [-part for part in split(-montant, poids)] == trouves
    total = sum(map(Fraction, poids), Fraction(0))
    for part, poid in zip(trouves, poids, strict=True):
        exact = Fraction(montant) * Fraction(poid) / total
        assert abs(Fraction(part) - exact) < Fraction(1, 10**decimales)


@settings(max_examples=500)
@given(heures=euros(), poids=parts())
def test_partage_des_heures(heures: Decimal, poids: list[Decimal]) -> None:
    """Hours re-add exactly; each part is exact when it is a finite decimal."""
    trouves = split_heures(heures, poids)
    assert sum(trouves, ZERO) == heures
    total = sum(map(Fraction, poids), Fraction(0))
    exacts = [Fraction(heures) * Fraction(poid) / total for poid in poids]
    ecarts = [
        abs(Fraction(part) - exact) for part, exact in zip(trouves, exacts, strict=True)
    ]
    assert max(ecarts) < Fraction(1, 10**6)
    if all(_is_decimal(exact) for exact in exacts):
        assert not any(ecarts)


def _is_decimal(fraction: Fraction) -> bool:
    reste = fraction.denominator
    for premier in (2, 5):
        while reste % premier == 0:
            reste //= premier
    return reste == 1


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
            if siens:
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


# The books re-add


def _exercice(charge: Charge, jour: datetime.date) -> int:
    debut = "01-01"
    for pole in charge.customs("ptce-pole"):
        debut = str(pole.meta.get("debut-exercice", debut))
    return jour.year + int(debut != "01-01" and f"{jour:%m-%d}" >= debut)


def _soldes(charge: Charge, exercice: int) -> dict[str, Decimal]:
    """Balance of each account of the income statement, by Beancount's realization."""
    retenues = [
        entry
        for entry in charge.ecritures()
        if _exercice(charge, entry.date) == exercice
        if not entry.meta.get("a-nouveau") and not entry.meta.get("cloture")
    ]
    racines = beancount_options.get_account_types(charge.options)
    return {
        noeud.account: noeud.balance.get_currency_units("EUR").number
        for noeud in realization.iter_children(realization.realize(retenues))
        if noeud.account
        if account_types.is_income_statement_account(noeud.account, racines)
    }


@settings(max_examples=80)
@given(pole=poles(fins=True))
def test_faits_et_compte_de_resultat(pole: Pole) -> None:
    """Facts partition the income statement, account by account and by périmètre.

    Cell + projects + non ventilé = Beancount's Income and Expenses, and the printed
    bouclage says so.
    """
    charge = charger_juste(pole.ecrire())
    for synthese, facts in _syntheses(charge):
        soldes = _soldes(charge, synthese.exercice)
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
        assert set(perimetres) <= {"cellule", "projet", ""}
        assert sum(perimetres.values(), ZERO) == sum(soldes.values(), ZERO)
        bouclage = synthese.controle("bouclage")
        assert bouclage.figure("ecart") == 0
        produits = sum((s for c, s in soldes.items() if c.startswith("Income")), ZERO)
        assert bouclage.figure("produits_beancount") == -produits


def _tables(groupe: Groupe) -> dict[str, Tableau]:
    return {tableau.code: tableau for tableau in groupe.tableaux}


def _somme(tableau: Tableau, colonne: str) -> Decimal:
    rang = [c.code for c in tableau.colonnes].index(colonne)
    return sum((ligne.valeurs[rang] for ligne in tableau.lignes), ZERO)


@settings(max_examples=60)
@given(pole=poles(fins=True))
def test_net_brut_elimine(pole: Pole) -> None:
    """On every row and in total, net = gross − eliminated, and the bridge ties.

    Level 1 + projects + non ventilé − eliminated = level 2; eliminated is what faces
    the cell or a project, and nothing else.
    """
    for synthese, facts in _syntheses(charger_juste(pole.ecrire())):
        deux = synthese.niveau(2)
        for ligne in _tables(deux)["ressources"].lignes:
            brut, elimine, net = ligne.valeurs
            assert net == brut - elimine
            assert (ligne.cles[1] == "pole") or elimine == 0
        total = {c: deux.figure("total", c) for c in ("brut", "elimine", "net")}
        assert total["net"] == total["brut"] - total["elimine"]
        pont = _tables(deux)["pont"]
        quatre = ("niveau_1", "projets", "non_ventile")
        assert pont.figure("elimine") == total["elimine"]
        assert pont.figure("net") == total["net"]
        assert sum((pont.figure(c) for c in quatre), ZERO) == total["brut"]
        assert pont.figure("niveau_1") == synthese.niveau(1).figure(
            "total", "ressources"
        )
        assert pont.figure("projets") == synthese.niveau(3).figure(
            "total", "ressources"
        )
        internes = [f for f in _ressources(facts) if f.interne == "pole"]
        assert total["elimine"] == sum((f.montant for f in internes), ZERO)
        charges = [f for f in facts if f.nature == "charge" and f.interne == "pole"]
        assert deux.figure("total", "ecart_elimination") == total["elimine"] - sum(
            (f.montant for f in charges), ZERO
        )


#: Total of a level ← column of one of its tables.
TOTAUX = {
    "charges": ("charges", "montant"),
    "contributions": ("contributions", "montant"),
    "financements": ("financements", "recu"),
    "rembourse": ("financements", "rembourse"),
}


@settings(max_examples=60)
@given(pole=poles(fins=True))
def test_totaux_et_lignes(pole: Pole) -> None:
    """Every total is the sum of its rows, at each level and for each project.

    The projects re-add to level 3, and a result is resources + hors ressources −
    charges.
    """
    for synthese, _ in _syntheses(charger_juste(pole.ecrire())):
        un, deux, trois = synthese.niveaux
        for groupe in (un, deux, trois, *trois.groupes):
            tables = _tables(groupe)
            brut = ("brut", "elimine", "net") if groupe is deux else ("ressources",)
            ressources = {c: ("ressources", c) for c in brut}
            if groupe is not deux:
                ressources = {"ressources": ("ressources", "montant")}
            for total, (table, colonne) in {**TOTAUX, **ressources}.items():
                somme = _somme(tables[table], colonne)
                assert groupe.figure("total", total) == somme
            assert groupe.figure("total", "resultat") == (
                groupe.figure("total", brut[0])
                + groupe.figure("total", "hors_ressources")
                - groupe.figure("total", "charges")
            )
        for total in (*TOTAUX, "ressources", "hors_ressources", "resultat"):
            projets = [projet.figure("total", total) for projet in trois.groupes]
            assert sum(projets, ZERO) == trois.figure("total", total)


@settings(max_examples=40)
@given(pole=poles())
def test_financements_et_vue_elargie(pole: Pole) -> None:
    """Money received and repaid, and the extended view, re-add from the facts."""
    for synthese, facts in _syntheses(charger_juste(pole.ecrire())):
        deux = synthese.niveau(2)
        prets = [f.montant for f in facts if f.nature == "financement"]
        recu = sum((m for m in prets if m > 0), ZERO)
        rendu = -sum((m for m in prets if m < 0), ZERO)
        assert deux.figure("total", "financements") == recu
        assert deux.figure("total", "rembourse") == rendu
        ca = [f for f in facts if f.nature == "ca"]
        verse = [
            f.montant
            for f in _ressources(facts)
            if f.interne == "membre"
            if f.type in ("cotisations", "facturation-interne", "commissions")
        ]
        entre = [f.montant for f in ca if f.interne == "membre"]
        au_pole = [f.montant for f in ca if f.interne == "pole"]
        attendu = (
            deux.figure("total", "net")
            + sum((f.montant for f in ca), ZERO)
            - sum((*entre, *au_pole, *verse), ZERO)
        )
        assert deux.figure("elargi", "activite_nette") == attendu
        assert _somme(_tables(deux)["echanges"], "montant") == sum(entre, ZERO)


# Ratios


def arrondi(nombre: Decimal | Fraction, decimales: int) -> Decimal:
    """Round half up (away from zero) with whole numbers only."""
    echelle = Fraction(nombre) * 10**decimales
    entier = int(abs(echelle) + Fraction(1, 2))
    return Decimal(entier if echelle >= 0 else -entier).scaleb(-decimales)


def _ressources(facts: Iterable[Fact]) -> list[Fact]:
    return [f for f in facts if f.nature == "produit" and f.type != "hors-ressources"]


class Sommes:
    """The sums that ratios are made of, as fractions, over some facts."""

    def __init__(self, facts: Sequence[Fact], *, net: bool) -> None:
        self.ressources = [
            f for f in _ressources(facts) if not (net and f.interne == "pole")
        ]
        self.en_nature = [f for f in facts if f.nature == "contribution"]
        self.r = self.de(self.ressources)
        self.cvn = self.de(self.en_nature)
        self.charges = self.de(f for f in facts if f.nature == "charge")

    @staticmethod
    def de(facts: Iterable[Fact]) -> Fraction:
        """Add facts."""
        return sum((Fraction(f.montant) for f in facts), Fraction(0))

    def types(self, *types: str) -> Fraction:
        """Add the resources of some types."""
        return self.de(f for f in self.ressources if f.type in types)


def _ratios(s: Sommes) -> dict[str, tuple[Fraction, Fraction]]:
    """Each indicator of the design as (numerator, denominator)."""
    rp = s.types(
        "cotisations",
        "ventes",
        "facturation-interne",
        "commissions",
        "dons-mecenat",
        "autres",
    )
    sp = s.de(
        f
        for f in s.ressources
        if f.type in ("subventions", "fonds-dedies") and f.origine == "public"
    )
    membres = s.de(
        f
        for f in s.ressources
        if f.type in ("cotisations", "facturation-interne") and f.interne == "membre"
    )
    aides_publiques = s.de(
        f for f in s.en_nature if f.type == "aides-indirectes" and f.origine == "public"
    )
    en_nature = s.de(
        f
        for f in s.en_nature
        if f.type in ("aides-indirectes", "contributions-volontaires")
    )
    par_tiers: dict[str, Fraction] = defaultdict(Fraction)
    par_type: dict[str, Fraction] = defaultdict(Fraction)
    for f in s.ressources:
        par_type[f.type] += Fraction(f.montant)
        if f.tiers and f.interne != "pole":
            par_tiers[f.tiers] += Fraction(f.montant)
    tout = s.r + s.cvn
    return {
        "autofinancement": (rp, s.r),
        "autofinancement_elargi": (rp + s.cvn, tout),
        "couverture_animation": (rp, s.charges),
        "part_publique": (sp, s.r),
        "contribution_membres": (membres, s.r),
        "dependance_premier_financeur": (
            max(par_tiers.values(), default=Fraction(0)),
            s.r,
        ),
        "diversification": (
            s.r * s.r - sum((v * v for v in par_type.values()), Fraction(0)),
            s.r * s.r,
        ),
        "part_non_monetaire": (s.cvn, tout),
        "effet_levier": (tout - sp, sp),
        "marche": (
            s.types("ventes", "facturation-interne", "commissions", "autres"),
            tout,
        ),
        "redistribution": (
            s.types("subventions", "fonds-dedies") + aides_publiques,
            tout,
        ),
        "reciprocite": (
            s.types("cotisations", "dons-mecenat") + en_nature - aides_publiques,
            tout,
        ),
    }


def _ecrit(numerateur: Fraction, denominateur: Fraction) -> str | None:
    if not denominateur:
        return None
    ecrit = f"{arrondi(numerateur / denominateur, 4):.4f}"
    return "0.0000" if ecrit == "-0.0000" else ecrit


@settings(max_examples=80)
@given(pole=poles())
def test_ratios(pole: Pole) -> None:
    """Each ratio is the fraction of its definition, rounded half up, null over zero."""
    charge = charger_juste(pole.ecrire())
    for synthese, facts in _syntheses(charge):
        data = as_data(synthese)
        cellule = Sommes([f for f in facts if f.perimetre == "cellule"], net=False)
        projets = Sommes([f for f in facts if f.perimetre == "projet"], net=False)
        ensemble = Sommes(facts, net=True)
        un = {code: _ecrit(*ratio) for code, ratio in _ratios(cellule).items()}
        deux = {code: _ecrit(*ratio) for code, ratio in _ratios(ensemble).items()}
        del deux["couverture_animation"]
        deux["ca_imputable_part"] = _ecrit(*_turnover(charge, facts, synthese.exercice))
        assert data["niveau_1"]["indicateurs"] == un
        assert data["niveau_2"]["indicateurs"] == deux
        assert data["niveau_3"]["indicateurs"] == {
            "poids_des_projets": _ecrit(projets.r, ensemble.r),
            "euros_de_projet_par_euro_de_cellule": _ecrit(projets.r, cellule.charges),
        }


def _turnover(
    charge: Charge, facts: Iterable[Fact], exercice: int
) -> tuple[Fraction, Fraction]:
    imputables: dict[str, Fraction] = defaultdict(Fraction)
    for fact in facts:
        if fact.nature == "ca":
            imputables[fact.membre] += Fraction(fact.montant)
    totaux = {
        custom.values[0].value: Fraction(custom.meta["ca"].number)
        for custom in charge.customs("ptce-donnees")
        if custom.values[1].value == exercice and "ca" in custom.meta
    }
    deux = imputables.keys() & totaux.keys()
    return (
        sum((imputables[code] for code in deux), Fraction(0)),
        sum((totaux[code] for code in deux), Fraction(0)),
    )


# Same ledger, same figures


def _json(charge: Charge) -> str:
    return "".join(as_json(as_data(s)) for s, _ in _syntheses(charge))


def _sans_lignes(charge: Charge) -> list[dict[str, Any]]:
    """Give the syntheses without the lines that « non ventilé » points to."""
    resultat = []
    for synthese, _ in _syntheses(charge):
        data = json.loads(as_json(as_data(synthese)))
        for rangee in data["non_ventile"]:
            del rangee["lignes"]
        resultat.append(data)
    return resultat


@settings(max_examples=25)
@given(pole=poles(fins=True))
def test_memes_octets(pole: Pole) -> None:
    """The same ledger, loaded twice, gives the same JSON, byte for byte."""
    texte = pole.ecrire()
    assert _json(charger_juste(texte)) == _json(charger_juste(texte))


@settings(max_examples=30)
@given(pole=poles(), hasard=st.randoms(use_true_random=False))
def test_ordre_des_fichiers(pole: Pole, hasard: Any) -> None:
    """Directives shuffled and shared between included files give the same figures."""
    attendus = _sans_lignes(charger_juste(pole.ecrire()))
    blocs = list(pole.blocs)
    hasard.shuffle(blocs)
    with tempfile.TemporaryDirectory() as dossier:
        noms = ["z.beancount", "a.beancount", "m.beancount"]
        for rang, nom in enumerate(noms):
            texte = "\n\n".join(blocs[rang::3]) + "\n"
            Path(dossier, nom).write_text(texte, encoding="utf-8")
        principal = Path(dossier, "main.beancount")
        inclusions = "\n".join(f'include "{nom}"' for nom in noms)
        principal.write_text(ecrire([inclusions]), encoding="utf-8")
        livre = load_livre(principal)
    assert livre.errors == []
    charge = Charge(livre.entries, [], dict(livre.options))
    assert _sans_lignes(charge) == attendus


@settings(max_examples=25)
@given(
    pole=poles(), rang=st.integers(0, 200), texte=st.sampled_from(["", ";", "* À voir"])
)
def test_commentaire_sans_effet(pole: Pole, rang: int, texte: str) -> None:
    """An unrelated comment moves lines and changes no figure."""
    blocs = list(pole.blocs)
    blocs.insert(rang % (len(blocs) + 1), f"{texte}\n; note du 3 mars : voir la pièce")
    avec = charger_juste(ecrire(blocs))
    sans = charger_juste(pole.ecrire())
    assert _sans_lignes(avec) == _sans_lignes(sans)
    assert sans_lieu(avec.releve().iter_facts()) == sans_lieu(
        sans.releve().iter_facts()
    )


@settings(max_examples=40)
@given(livre=livres_nus())
def test_livre_sans_ptce(livre: Pole) -> None:
    """A ledger that knows nothing of us gets no error, and is all « non ventilé »."""
    charge = charger_juste(livre.ecrire())
    assert charge.entries == charger_juste(livre.ecrire(())).entries or all(
        nue(a) == nue(b)
        for a, b in zip(
            charge.entries, charger_juste(livre.ecrire(())).entries, strict=True
        )
    )
    for synthese, _ in _syntheses(charge):
        un, deux, trois = synthese.niveaux
        for groupe in (un, trois):
            assert not any(map(_length, groupe.tableaux))
            assert groupe.figure("total", "resultat") == 0
        soldes = _soldes(charge, synthese.exercice)
        produits = -sum((s for c, s in soldes.items() if c.startswith("Income")), ZERO)
        assert deux.figure("pont", "non_ventile") == produits
        assert deux.figure("total", "resultat") == -sum(soldes.values(), ZERO)
        assert {ligne.cles for ligne in _tables(deux)["ressources"].lignes} <= {
            ("", "")
        }
        assert synthese.controle("bouclage").figure("ecart") == 0
        axes = [ligne.cles[0] for ligne in synthese.controle("non_ventile").lignes]
        assert axes in ([], ["perimetre"], ["perimetre", "type", "origine"])
        assert bool(axes) == bool(soldes)


def _length(tableau: Tableau) -> int:
    return len(tableau.lignes) if tableau.forme == "lignes" else 0


@settings(max_examples=25)
@given(pole=poles())
def test_chaque_chiffre_a_son_chemin(pole: Pole) -> None:
    """Every figure of a table, asserted by its path, is found; a cent off is not."""
    charge = charger_juste(pole.ecrire())
    attendus = []
    for synthese, _ in _syntheses(charge):
        fin = charge.releve().registre.bornes(synthese.exercice)[1]
        for chemin, montant in _chemins(synthese):
            tete = f'{fin} custom "ptce-attendu" "{chemin}"'
            attendus.append((tete, arrondi(montant, 2)))
    justes = [f"{tete} {montant:f} EUR" for tete, montant in attendus]
    charger_juste(ecrire([*pole.blocs, *justes]))
    faux = [f"{tete} {montant + Decimal('0.01'):f} EUR" for tete, montant in attendus]
    errors = charger(ecrire([*pole.blocs, *faux])).errors
    assert len(errors) == len(attendus)
    assert {error.code for error in errors} == {"AttenduNonAtteint"}


#: Tables whose columns are figures of a path, as (table, column) → word of the path.
CHEMINS = {
    ("ressources", "montant"): "ressources",
    ("ressources", "brut"): "brut",
    ("ressources", "elimine"): "elimine",
    ("ressources", "net"): "net",
    ("charges", "montant"): "charges",
    ("contributions", "montant"): "contributions",
    ("financements", "recu"): "financements",
    ("financements", "rembourse"): "rembourse",
}


def _chemins(synthese: Synthese) -> Iterator[tuple[str, Decimal]]:
    groupes = [(f"niveau-{n}", synthese.niveau(n)) for n in (1, 2, 3)]
    groupes += [(f"niveau-3.{g.code}", g) for g in synthese.niveau(3).groupes]
    for prefixe, groupe in groupes:
        for tableau in groupe.tableaux:
            for ligne, colonne, valeur in tableau.iter_cells():
                mot = CHEMINS.get((tableau.code, colonne.code))
                if mot:
                    cles = [cle or "non-ventile" for cle in ligne.cles]
                    yield ".".join([prefixe, mot, *cles]), valeur


# Money and keys, by example


def _modules() -> list[str]:
    return sorted(
        module.name
        for module in pkgutil.walk_packages(ptce_ledger.__path__, "ptce_ledger.")
        if not module.ispkg
    )


@pytest.mark.parametrize("nom", _modules())
def test_doctests(nom: str) -> None:
    """The examples of a module's docstrings are true."""
    resultat = doctest.testmod(importlib.import_module(nom))
    assert resultat.failed == 0
    assert resultat.attempted >= (4 if nom == "ptce_ledger.mots.euros" else 0)


def d(*textes: str) -> list[Decimal]:
    """Write decimals."""
    return [Decimal(texte) for texte in textes]


@pytest.mark.parametrize(
    ("brut", "arrondi_"),
    [
        ("0.005", "0.01"),
        ("0.0049999", "0.00"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        ("2.675", "2.68"),
        ("1", "1.00"),
        ("12345678901234567890123456.895", "12345678901234567890123456.90"),
    ],
)
def test_arrondi(brut: str, arrondi_: str) -> None:
    """Euros round half up, away from zero, and never to a negative zero."""
    assert str(round_euros(Decimal(brut))) == arrondi_


@pytest.mark.parametrize(
    ("montant", "poids", "attendus"),
    [
        ("100.00", d("1", "1", "1"), d("33.34", "33.33", "33.33")),
        ("-100.00", d("1", "1", "1"), d("-33.34", "-33.33", "-33.33")),
        ("0.01", d("0.2", "0.3", "0.5"), d("0.00", "0.00", "0.01")),
        ("0.01", d("0.5", "0.5"), d("0.01", "0.00")),
        ("0.00", d("1", "2"), d("0.00", "0.00")),
        ("7", d("2", "1"), d("4.67", "2.33")),
        ("0.005", d("1", "1"), d("0.003", "0.002")),
        ("12.34", d("1"), d("12.34")),
        ("99999999999999999999999999.99", d("1", "1"), None),
    ],
)
def test_partage_exemples(
    montant: str, poids: list[Decimal], attendus: list[Decimal] | None
) -> None:
    """The largest remainder, ties in the order written, however large the amount."""
    trouves = split(Decimal(montant), poids)
    assert attendus is None or trouves == attendus
    with decimal.localcontext(decimal.Context(prec=60)):
        assert sum(trouves, ZERO) == Decimal(montant)


def test_heures_exactes() -> None:
    """Hours split exactly; a third is cut at the millionth, and re-adds."""
    assert split_heures(Decimal("12.5"), d("0.3", "0.7")) == d("3.75", "8.75")
    assert split_heures(Decimal(-3), d("2", "1")) == d("-2", "-1")
    assert split_heures(Decimal(1), d("1", "1", "1")) == d(
        "0.333334", "0.333333", "0.333333"
    )


def test_ratio() -> None:
    """A ratio has four decimals, rounds half up, and is undefined over zero."""
    assert ratio(Decimal(1), ZERO) is None
    assert ratio(ZERO, ZERO) is None
    assert str(ratio(Decimal(1), Decimal(3))) == "0.3333"
    assert str(ratio(Decimal("0.00005"), Decimal(1))) == "0.0001"
    assert str(ratio(Decimal("-0.00005"), Decimal(1))) == "-0.0001"
    assert str(ratio(Decimal("-0.00001"), Decimal(1))) == "0.0000"


@pytest.mark.parametrize(
    ("nombre", "machine", "lecteur"),
    [
        ("1234.5", "1234.50", "1\u202f234,50\u00a0€"),
        ("-1234567.891", "-1234567.89", "\u22121\u202f234\u202f567,89\u00a0€"),
        ("2020.34", "2020.34", "2\u202f020,34\u00a0€"),
        ("-0.001", "0.00", "0,00\u00a0€"),
        ("0", "0.00", "0,00\u00a0€"),
    ],
)
def test_ecriture_des_montants(nombre: str, machine: str, lecteur: str) -> None:
    """A machine reads a point and no space; a reader, a comma and thin spaces."""
    assert write_decimal(Decimal(nombre)) == machine
    assert write_euros(Decimal(nombre)) == lecteur


def test_pourcent() -> None:
    """A share has one decimal; an undefined one is « n. d. »."""
    assert write_pourcent(Decimal("0.4532")) == "45,3\u00a0%"
    assert write_pourcent(Decimal("0.0825")) == "8,3\u00a0%"
    assert write_pourcent(None) == "n.\u00a0d."


CLES_VALABLES = {
    "parts": "cellule: 0.5\n  pain: 0.3\n  miel: 0.2",
    "parts au millième": "cellule: 0.333\n  pain: 0.333\n  miel: 0.334",
    "une seule part": "pain: 1",
    "poids": "cellule: 7\n  pain: 2",
    "poids écrits avec un point": "cellule: 7.0\n  pain: 2.00",
    "calcul": "cellule: 1 / 4\n  pain: 3 / 4",
    "avec sa décision": 'decision: "Conseil du 3 mars"\n  cellule: 1\n  pain: 1',
}
CLES_FAUSSES = {
    "moins que 1": ("cellule: 0.5\n  pain: 0.4", "CleInvalide"),
    "plus que 1": ("cellule: 0.5\n  pain: 0.51", "CleInvalide"),
    "tiers arrondis": ("cellule: 0.33\n  pain: 0.33\n  miel: 0.33", "CleInvalide"),
    "poids et part": ("cellule: 2\n  pain: 0.5", "CleInvalide"),
    "poids nul": ("cellule: 1\n  pain: 0", "PartInvalide"),
    "part négative": ("cellule: 1.5\n  pain: -0.5", "PartInvalide"),
    "texte": ('cellule: "1"\n  pain: 1', "PartInvalide"),
    "montant": ("cellule: 1 EUR\n  pain: 1", "PartInvalide"),
    "vide": ("", "CleSansPart"),
    "projet inconnu": ("cellule: 0.5\n  lait: 0.5", "ProjetInconnu"),
    "membre": ("cellule: 0.5\n  forge: 0.5", "CodeDAutreGenre"),
}


def _sous_cle(parts_: str) -> str:
    return ecrire(
        [
            '2020-01-01 custom "ptce-pole" "aa" "Pôle"',
            '2020-01-01 custom "ptce-membre" "forge" "La Forge"',
            '2020-01-01 custom "ptce-projet" "pain" "Le pain"',
            '2020-01-01 custom "ptce-projet" "miel" "Le miel"',
            f'2020-01-01 custom "ptce-cle" "temps"\n  {parts_}'.rstrip(),
        ]
    )


@pytest.mark.parametrize("cas", CLES_VALABLES)
def test_cle_valable(cas: str) -> None:
    """A key is shares that sum to 1 exactly, or whole weights."""
    assert charger(_sous_cle(CLES_VALABLES[cas])).errors == []


@pytest.mark.parametrize("cas", CLES_FAUSSES)
def test_cle_fausse(cas: str) -> None:
    """Any other key is an error, at its line."""
    parts_, code = CLES_FAUSSES[cas]
    errors = charger(_sous_cle(parts_)).errors
    assert [error.code for error in errors] == [code]
    assert errors[0].source["lineno"] == 13


def test_cle_avant_sa_date() -> None:
    """A key that is not in force yet on the day of an entry is an error."""
    livre = _sous_cle("cellule: 1\n  pain: 1") + (
        "\n2019-01-01 open Expenses:62-Services\n2019-01-01 open Assets:512-Banque\n"
        '2019-12-31 * "Trop tôt"\n  cle: "temps"\n'
        "  Expenses:62-Services  10.00 EUR\n  Assets:512-Banque\n"
    )
    assert [error.code for error in charger(livre).errors] == ["CleNonEnVigueur"]
    charger_juste(livre.replace("2019-12-31", "2020-01-01"))
