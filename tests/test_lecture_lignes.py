"""What is read takes time in proportion to it: see `benchmarks/lignes.py`.

Nothing is timed here: each ledger is such that what would not be linear would pass, many
times over, the processor's seconds that it is left.
"""

from __future__ import annotations

import difflib
import os
import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import lignes
from abimes import draw

from ptce_ledger.lecture.examen.examen import look
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.voisins import is_near
from ptce_ledger.mots.voisins import nearest
from ptce_ledger.remarques.passe import Entree
from ptce_ledger.remarques.passe import find_losses

#: What each took before was some ten times as much, or hours.
SECONDES = 60.0
FORMES = {
    "un commentaire de 4 Mo": (lignes.fill("commentaire", "é "), 4_000_000),
    "une ligne passée": (lignes.fill("marge", "* a"), 4_000_000),
    "un compte de 400 ko": (lignes.fill("compte", "Achats:"), 400_000),
    "45 textes de 99 ko": (lignes.many("libellé", "é ", 99_000), 4_400_000),
    "45 notes de 99 ko": (lignes.many("note", "a@", 99_000), 4_400_000),
    "guillemets échappés": (lignes.fill("retrait", '\\"'), 190_000),
    "lignes refusées mot à mot": (lignes.many("marge", "É ", 900), 100_000),
    "un membre qui change": (
        lignes.compare(lignes.RANGS["membre qui change"]),
        150_000,
    ),
    "une clé qui change": (
        lignes.compare(lignes.RANGS["clés qui changent"]),
        700_000,
    ),
    "tolérances": (lignes.follow(*lignes.SUITES["tolérances"]), 400_000),
    "modules ouverts": (lignes.compare(lignes.RANGS["étiquettes ouvertes"]), 200_000),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows n’a pas de fork")
@pytest.mark.parametrize("nom", FORMES)
def test_a_hostile_line_is_read_in_its_time(nom: str) -> None:
    forme, signes = FORMES[nom]
    assert lignes.time_apart(forme(signes), SECONDES) < SECONDES


@pytest.mark.parametrize(("puissance", "lentes"), [(1, 0), (2, 3)])
def test_the_benchmark_tells_what_is_not_linear(
    puissance: int, lentes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form is slow when four times as many signs take much more than four times."""
    formes = dict.fromkeys("abc", lambda n: " " * n)
    monkeypatch.setattr(lignes, "list_formes", lambda: formes)
    monkeypatch.setattr(lignes, "time_apart", lambda t: (len(t) / 1000) ** puissance)
    monkeypatch.setattr(lignes, "SOCLE", "")
    assert len(list(lignes.iter_slow(1000, ""))) == lentes


def test_every_form_is_a_ledger() -> None:
    formes = lignes.list_formes()
    assert len(formes) > 5_000
    for nom, forme in list(formes.items())[:: len(formes) // 300]:
        texte = forme(2_000)
        assert texte.startswith(lignes.SOCLE), nom
        assert 1_000 < len(texte) - len(lignes.SOCLE) < 4_000, nom


def test_a_line_too_long_is_refused_once(tmp_path: Path) -> None:
    """Whatever it is made of; one that is just not too long is read."""
    livre = tmp_path / "main.beancount"
    for signe, combien in (("a", 200_001), (" ", 300_000), (";", 200_000)):
        livre.write_text(f"; un\n;{signe * combien}\n", encoding="utf-8")
        (erreur,) = look(livre).errors
        assert (erreur.code, erreur.source["lineno"]) == ("LivreTropGros", 2)
    livre.write_text(f"; un\n;{'a' * 199_999}\n", encoding="utf-8")
    assert look(livre).errors == []


def test_losses_are_those_of_a_search_one_by_one() -> None:
    """What is new is given to the first lost entry that it may correct."""
    tirage = random.Random(1)  # noqa: S311

    def some(combien: int) -> list[Entree]:
        def one(choix: str) -> str:
            return tirage.choice(choix)

        return [
            Entree(one("123"), one("abcd"), (one("xyz"),) * tirage.randint(0, 1))
            for _ in range(combien)
        ]

    for _ in range(200):
        avant, apres = some(tirage.randint(0, 9)), some(tirage.randint(0, 9))
        restent = list(apres)
        perdues = []
        for entree in avant:
            if entree in restent:
                restent.remove(entree)
            else:
                perdues.append(entree)
        attendues = []
        for entree in perdues:
            proche = next(
                (
                    rang
                    for rang, autre in enumerate(_in_order(apres, restent))
                    if entree.date == autre.date
                    or entree.tete == autre.tete
                    or (entree.suite and entree.suite == autre.suite)
                ),
                None,
            )
            if proche is None:
                attendues.append(entree)
            else:
                restent.remove(_in_order(apres, restent)[proche])
        vues = find_losses({"a": avant}, {"a": apres})
        assert vues == ({"a": attendues} if attendues else {})


def _in_order(apres: list[Entree], restent: list[Entree]) -> list[Entree]:
    """Give what is new as it is looked at: alike together, in their order."""
    uniques = dict.fromkeys(apres)
    return [e for e in uniques for _ in range(restent.count(e))]


def test_the_nearest_name_is_the_first_of_those_that_difflib_gives_and_is_near() -> (
    None
):
    """All names being measured, when there are not too many of them."""
    tirage = random.Random(2)  # noqa: S311
    for _ in range(300):
        noms = [
            "".join(tirage.choices("abcé-", k=tirage.randint(1, 9))) for _ in "12345678"
        ]
        mot = "".join(tirage.choices("abcé-", k=tirage.randint(1, 9)))
        plies = {fold(nom): nom for nom in noms}
        proches = difflib.get_close_matches(fold(mot), plies, n=8, cutoff=0.7)
        attendu = next((plies[p] for p in proches if is_near(fold(mot), p)), "")
        assert nearest(mot, noms) == attendu


def test_among_thousands_of_names_those_that_start_alike_are_measured() -> None:
    noms = [f"Expenses:{rang}-Compte" for rang in range(5_000)]
    assert nearest("Expenses:2500-Conpte", noms) == "Expenses:2500-Compte"


def test_a_case_depends_on_its_rank_alone() -> None:
    assert draw(17) == draw(17)
    assert len({draw(rang).nom for rang in range(1000)}) == 1000
