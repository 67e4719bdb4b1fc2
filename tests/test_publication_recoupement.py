"""What may be told of people beside older copies, branch by branch, and of cooperations."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from gens import ENTETE
from test_publication_cas import AIDE
from test_publication_cas import SOUS_CONVENTION
from test_publication_cas import TOUT
from test_publication_cas import figures
from test_publication_cas import pay
from test_publication_cas import publish

from ptce_ledger.cli import ptce
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.publication.copie.masses import CleDeMasse
from ptce_ledger.publication.copie.permission import read_permission
from ptce_ledger.publication.copie.precedentes import Copie
from ptce_ledger.publication.copie.precedentes import Somme
from ptce_ledger.publication.copie.precedentes import Souvenir
from ptce_ledger.publication.copie.recoupement import ENSEMBLE
from ptce_ledger.publication.copie.recoupement import RIEN_DU_TOUT
from ptce_ledger.publication.copie.recoupement import TOUT as CHAQUE
from ptce_ledger.publication.copie.recoupement import Recoupement
from ptce_ledger.publication.fiche import LIVRE

MASSE = CleDeMasse(2025, "charge", "cellule", "", "64")
AUTRE = MASSE._replace(perimetre="halle")
ARRETE = datetime.date(2025, 6, 30)
HIER, DEMAIN = ARRETE, ARRETE + datetime.timedelta(1)
A, B, C = ("2025-12-31", "a"), ("2025-12-31", "b"), ("2025-12-31", "c")


class Paye(NamedTuple):
    """A line: who, when, how much, and how many hours."""

    qui: str
    date: datetime.date
    montant: Decimal
    quantite: Decimal = Decimal(0)
    unite: str = "EUR"


def pays(qui: str, montant: str, jour: datetime.date = HIER) -> list[Any]:
    return [Paye(un, jour, Decimal(montant)) for un in qui]


def given(**places: str) -> dict[tuple[str, str], Somme]:
    return {
        ("2025-12-31", ou): Somme(Decimal(montant), Decimal(0))
        for ou, montant in places.items()
    }


def beside(
    masses: dict[Any, Any],
    gardees: dict[Any, Any] | None = None,
    arrete: datetime.date | None = ARRETE,
) -> Recoupement:
    """Set a copy beside one: three people at least, counted by name."""
    copie = Copie(Path("ancienne"), arrete, masses, gardees or {})
    effectifs: Any = SimpleNamespace(count=lambda facts: len({f.qui for f in facts}))
    return Recoupement([copie], effectifs, 3)


#: What was given → what is there now, what may be told.
DITS: dict[str, tuple[dict[Any, Any], dict[Any, Any], int]] = {
    "rien n’avait été donné": ({}, {A: pays("x", "9")}, CHAQUE),
    "rien de cette masse": ({AUTRE: given(a="9")}, {A: pays("x", "5")}, CHAQUE),
    "rien n’a changé": ({MASSE: given(a="9")}, {A: pays("xyz", "3")}, CHAQUE),
    "une personne de plus": (
        {MASSE: given(a="9")},
        {A: [*pays("xyz", "3"), *pays("w", "4", DEMAIN)]},
        RIEN_DU_TOUT,
    ),
    "trois personnes de plus, après": (
        {MASSE: given(a="9")},
        {A: [*pays("xyz", "3"), *pays("uvw", "4", DEMAIN)]},
        CHAQUE,
    ),
    "trois personnes de plus, le jour même": (
        {MASSE: given(a="9")},
        {A: [*pays("xyz", "3"), *pays("uvw", "4", HIER)]},
        RIEN_DU_TOUT,
    ),
    "deux personnes de plus, après": (
        {MASSE: given(a="9")},
        {A: [*pays("xyz", "3"), *pays("uv", "4", DEMAIN)]},
        RIEN_DU_TOUT,
    ),
    "une ligne d’avant a changé": (
        {MASSE: given(a="9")},
        {A: [*pays("xy", "3"), *pays("z", "4"), *pays("uvw", "4", DEMAIN)]},
        RIEN_DU_TOUT,
    ),
    "une place de plus": (
        {MASSE: given(a="9")},
        {A: pays("xyz", "3"), B: pays("uvw", "1")},
        CHAQUE,
    ),
    "une place sur deux a changé": (
        {MASSE: given(a="9", b="3")},
        {A: pays("xyz", "3"), B: pays("uvw", "2")},
        RIEN_DU_TOUT,
    ),
    "coupée plus fin": (
        {MASSE: given(c="12")},
        {A: pays("xyz", "3"), B: pays("uvw", "1")},
        CHAQUE,
    ),
    "coupée plus fin, avec trois personnes de plus": (
        {MASSE: given(c="12")},
        {A: pays("xyz", "3"), B: [*pays("uvw", "1"), *pays("rst", "1", DEMAIN)]},
        ENSEMBLE,
    ),
    "coupée plus fin, avec une personne de plus": (
        {MASSE: given(c="12")},
        {A: pays("xyz", "3"), B: [*pays("uvw", "1"), *pays("r", "1", DEMAIN)]},
        RIEN_DU_TOUT,
    ),
    "coupée autrement": (
        {MASSE: given(b="5", c="7")},
        {A: pays("xyz", "3"), B: pays("uvw", "1")},
        ENSEMBLE,
    ),
}


@pytest.mark.parametrize("cas", DITS)
def test_a_masse_beside_an_older_copy(cas: str) -> None:
    masses, pieces, attendu = DITS[cas]
    assert beside(masses).settle(MASSE, pieces) == attendu


def test_what_was_withheld_since_stays_remembered() -> None:
    """The last copy gives nothing: what an older one gave decides, as a sum."""
    gardees = {MASSE: Souvenir(Somme(Decimal(9), Decimal(0)), ARRETE)}
    memes, plus = pays("xyz", "3"), pays("uvw", "4", DEMAIN)
    dit = beside({}, gardees)
    assert dit.settle(MASSE, {A: memes}) == ENSEMBLE
    assert dit.settle(MASSE, {A: memes, B: plus}) == ENSEMBLE
    assert dit.settle(MASSE, {A: memes, B: plus[:1]}) == RIEN_DU_TOUT
    assert dit.settle(AUTRE, {A: plus[:1]}) == CHAQUE


def test_nobody_knows_until_when_an_older_copy_went() -> None:
    """Without its last day, only what did not change is told."""
    dit = beside({MASSE: given(a="9")}, arrete=None)
    assert dit.settle(MASSE, {A: pays("xyz", "3")}) == CHAQUE
    nouveaux = [*pays("xyz", "3"), *pays("uvw", "4", DEMAIN)]
    assert dit.settle(MASSE, {A: nouveaux}) == RIEN_DU_TOUT


def test_hours_change_as_euros_do() -> None:
    """The same euros for other hours is a change; hours are added once."""
    dix = Somme(Decimal(30), Decimal(10))
    dit = beside({MASSE: {A: dix}})
    une: Any = Paye("x", HIER, Decimal(30), Decimal(10), "HEURE")
    assert dit.settle(MASSE, {A: [une]}) == CHAQUE
    autre = une._replace(quantite=Decimal(11))
    assert dit.settle(MASSE, {A: [autre]}) == RIEN_DU_TOUT
    euros: Any = Paye("x", HIER, Decimal(30), Decimal(30))
    assert dit.settle(MASSE, {A: [euros]}) == RIEN_DU_TOUT


@pytest.mark.parametrize(
    ("nombre", "attendu"),
    [
        ("6", CHAQUE),
        ("6.5", RIEN_DU_TOUT),
        ("8", RIEN_DU_TOUT),
        ("8.1", CHAQUE),
        ("9", CHAQUE),
        ("4", RIEN_DU_TOUT),
        ("3", CHAQUE),
    ],
)
def test_jobs_beside_an_older_copy(nombre: str, attendu: int) -> None:
    """A difference of n full-time jobs is of n people at least."""
    assert (
        beside({MASSE: given(a="4", b="2")}).settle_jobs(MASSE, Decimal(nombre))
        == attendu
    )
    assert beside({}).settle_jobs(MASSE, Decimal(nombre)) == CHAQUE


def test_the_strictest_of_several_copies_decides() -> None:
    """Funders talk: what one copy allows, another forbids."""
    effectifs: Any = SimpleNamespace(count=lambda facts: len({f.qui for f in facts}))
    copies = [
        Copie(Path(str(rang)), ARRETE, {MASSE: given(**places)}, {})
        for rang, places in enumerate(({"a": "9"}, {"b": "5", "c": "4"}, {"a": "8"}))
    ]
    pieces = {A: pays("xyz", "3")}
    dits = [
        Recoupement(copies[:combien], effectifs, 3).settle(MASSE, pieces)
        for combien in range(4)
    ]
    assert dits == [CHAQUE, CHAQUE, ENSEMBLE, RIEN_DU_TOUT]


COOPERATIONS = """
2025-03-01 custom "ptce-cooperation" "fournil" "habitants"
  projet: "halle"
2025-04-01 custom "ptce-cooperation" "fournil" "habitants"
  projet: "halle"
2025-05-01 custom "ptce-cooperation" "fournil" "habitants"
  projet: "miel"
2025-06-01 custom "ptce-cooperation" "habitants" "fournil"
"""


@pytest.mark.parametrize(
    ("perimetres", "projets"),
    [
        ("tous", ["", "halle", "halle", "miel"]),
        ("cellule, halle", ["halle", "halle"]),
        ("cellule, miel", ["miel"]),
        ("cellule", []),
    ],
)
def test_cooperations_are_those_of_what_is_shown(
    tmp_path: Path, perimetres: str, projets: list[str]
) -> None:
    """A copy of the whole has them all; one of a part, those of its projects."""
    dit = TOUT.replace('perimetres: "tous"', f'perimetres: "{perimetres}"')
    publish(tmp_path, dit, COOPERATIONS)
    texte = (tmp_path / "copie" / LIVRE).read_text("utf-8")
    blocs = texte.split('custom "ptce-cooperation"')[1:]
    ecrits = [bloc.partition('\n  projet: "')[2].partition('"')[0] for bloc in blocs]
    assert sorted(ecrits) == projets
    donnes = figures(tmp_path / "copie")
    for projet in set(projets) - {""}:
        nom = f"niveau-3.{projet}/projet/cooperations"
        assert donnes[nom] == projets.count(projet)


@pytest.mark.parametrize(
    ("perimetres", "accords"),
    [
        ("tous", ["accord", "miel-2025"]),
        ("cellule", ["accord"]),
        ("miel", ["miel-2025"]),
        ("halle, miel", ["miel-2025"]),
        ("halle", []),
    ],
)
def test_an_agreement_pays_for_what_is_shown(
    tmp_path: Path, perimetres: str, accords: list[str]
) -> None:
    """Those of the funder, of what the copy holds: without any, there is no such copy."""
    dit = SOUS_CONVENTION.replace('perimetres: "tous"', f'perimetres: "{perimetres}"')
    autre = '2025-01-01 custom "ptce-convention" "don" "fondation" 100.00 EUR\n'
    livre = tmp_path / "prive.beancount"
    lignes = "".join(pay("900.00", perimetre=p) for p in ("cellule", "halle", "miel"))
    livre.write_text(ENTETE + AIDE + autre + dit + lignes, encoding="utf-8")
    mots = ["publier", str(livre), "--pour", "region", "-o", str(tmp_path / "copie")]
    resultat = CliRunner().invoke(ptce, mots)
    assert resultat.exit_code == (0 if accords else 1), resultat.output
    registre = load_livre(livre).registre
    assert read_permission(registre, "region", [2025]).agreements(registre) == accords
