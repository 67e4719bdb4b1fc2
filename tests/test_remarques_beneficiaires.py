"""Payees that the register nearly knows: each slip is told, no other name is.

Names are put together from kinds of bodies and towns of France; the slips, from what
hands do. Which names are two, and which are one, is known from how they were made.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.pole import Registre
from ptce_ledger.registre.pole import Tiers
from ptce_ledger.remarques import iter_remarques
from ptce_ledger.remarques.ressemblance import Annuaire

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from pathlib import Path

GENRES = [
    *(
        "Mairie de",
        "Commune de",
        "Collège de",
        "Maison des jeunes de",
        "Foyer rural de",
    ),
    *("Office de tourisme de", "Recyclerie de", "Épicerie solidaire de", "Cinéma de"),
    *("Régie de quartier de", "Garage solidaire de", "Fermette de", "Brasserie de"),
    *("Boulangerie de", "Menuiserie de", "Crèche de", "Librairie de", "Amap de"),
]
VILLES = [
    *("Rouen", "Rodez", "Caen", "Laon", "Lyon", "Dijon", "Dinan", "Dinard", "Tours"),
    *("Toul", "Toulon", "Toulouse", "Tulle", "Nantes", "Nancy", "Niort", "Nîmes"),
    *("Vannes", "Valence", "Valenciennes", "Vienne", "Vierzon", "Roanne", "Rennes"),
    *("Reims", "Redon", "Romans", "Royan", "Béziers", "Besançon", "Bayonne", "Bayeux"),
]
MEMES_LETTRES = "abcdefghijklmnopqrstuvwxyz"


def register(noms: Iterable[str]) -> Annuaire:
    tiers = {f"t-{i}": Tiers(f"t-{i}", nom) for i, nom in enumerate(noms)}
    return Annuaire(Registre(code="bocage", tiers=tiers))


TOUS = [f"{genre} {ville}" for genre in GENRES for ville in VILLES]


def test_other_names_are_silent() -> None:
    """Half of the names are in the register, the other half pays: not one is told."""
    hasard = random.Random(9)  # noqa: S311  a seeded sample
    melanges = hasard.sample(TOUS, len(TOUS))
    connus, autres = melanges[: len(TOUS) // 2], melanges[len(TOUS) // 2 :]
    noms = register(connus)
    assert len(autres) > 200
    assert {nom: proche for nom in autres if (proche := noms.near(nom))} == {}


@pytest.mark.parametrize(
    "paye",
    [
        "Fournisseur",
        "Divers",
        "EDF",
        "Urssaf de Normandie",
        "La Ferme du Haut",
        "Lot 13",
        "La Poste",
        "Moulin Rouge",
        "Habitat du Bocage",
        "Département de l'Eure",
        "Région Bretagne",
        "Le Moulinet",
    ],
)
def test_what_only_resembles_is_silent(paye: str) -> None:
    noms = register(
        [
            "La Ferme du Bas",
            "Lot 12",
            "Le Moulin",
            "Habitants",
            "Région Normandie",
            "Département de l'Orne",
            "EDSB",
        ]
    )
    assert noms.near(paye) is None


def test_what_nobody_types_is_not_looked_into() -> None:
    """A payee of thousands of signs, of blanks or of parentheses, costs nothing."""
    noms = register(TOUS[:50])
    for paye in (" " * 99_000 + "x", "(" * 99_000, "Mairie de " * 9_000):
        assert noms.near(paye) is None


def slip(nom: str, hasard: random.Random) -> str:
    """Type a name with one slip, inside a word of six letters or more."""
    mots = nom.split(" ")
    longs = [rang for rang, mot in enumerate(mots) if len(mot) >= 6]
    rang = hasard.choice(longs)
    mot, ou = mots[rang], hasard.randint(1, len(mots[rang]) - 2)
    mots[rang] = hasard.choice(
        [
            mot[:ou] + mot[ou + 1 :],
            mot[:ou] + mot[ou] + mot[ou:],
            mot[:ou] + mot[ou + 1] + mot[ou] + mot[ou + 2 :],
            mot[:ou] + hasard.choice(MEMES_LETTRES) + mot[ou + 1 :],
        ]
    )
    return " ".join(mots)


def _is_long(nom: str) -> bool:
    return any(len(mot) >= 6 for mot in nom.split(" "))


HABITS: list[Callable[[str], str]] = [
    lambda nom: f"Association {nom}",
    lambda nom: f"SCIC {nom}",
    lambda nom: f"{nom} - facture 12",
    lambda nom: f"{nom} (mars)",
    lambda nom: nom.replace(" de ", " "),
    lambda nom: nom.replace(" ", "-"),
    lambda nom: f"{nom}.",
]


@pytest.mark.parametrize("graine", range(250))
def test_a_slip_is_told(graine: int) -> None:
    hasard = random.Random(graine)  # noqa: S311  a seeded sample
    ville = hasard.choice(VILLES)
    connus = [f"{genre} {ville}" for genre in GENRES if _is_long(genre)]
    nom = hasard.choice(connus)
    mal = slip(nom, hasard) if graine % 3 else hasard.choice(HABITS)(nom)
    proche = register(connus).near(mal)
    if fold(mal) == fold(nom):
        assert proche is None
    else:
        assert proche is not None
        assert proche[0] == nom


TETE = """plugin "ptce_ledger.plugins"
2024-01-01 custom "ptce-pole" "bocage" "PTCE du Bocage"
  perimetre-defaut: "cellule"
2024-01-01 custom "ptce-membre" "ferme" "La Ferme du Bas"
  origine: "ess"
{alias}
2024-01-01 open Assets:512-Banque
2024-01-01 open Assets:275-Depots
2024-01-01 open Income:706-Ventes
  type: "ventes"
"""


def seen(dossier: Path, texte: str, alias: str = "") -> list[str]:
    livre = dossier / "main.beancount"
    livre.write_text(TETE.format(alias=alias) + texte, encoding="utf-8")
    charge = load_livre(livre)
    assert charge.errors == []
    return [remarque.code for remarque in iter_remarques(charge)]


def vente(paye: str, suite: str = "") -> str:
    return (
        f"2025-03-04 * {paye}\n{suite}  Assets:512-Banque   45.90 EUR\n"
        "  Income:706-Ventes\n"
    )


@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        (vente('"La Ferme du Bas" "Paniers"'), []),
        (vente('"La Ferme du Bass" "Paniers"'), ["BeneficiaireProche"]),
        (vente('"La Ferme du Bass" "Paniers"', '  tiers: "ferme"\n'), []),
        (vente('"La Ferme du Bass" "a"') * 2, ["BeneficiaireProche"]),
        (vente('"La Ferme du Bas"'), ["BeneficiaireEnLibelle"]),
        (vente('"Paniers"'), []),
        (
            vente('"La Ferme du Bass" "x"', "  a-nouveau: FALSE\n"),
            ["BeneficiaireProche"],
        ),
        (
            (
                '2025-03-04 * "La Ferme du Bass" "payé"\n  Assets:512-Banque  1.00 EUR\n'
                "  Assets:275-Depots\n"
            ),
            [],
        ),
    ],
)
def test_only_what_counts_is_told_and_once(
    tmp_path: Path, texte: str, codes: list[str]
) -> None:
    vus = [code for code in seen(tmp_path, texte) if code != "EcritureEnDouble"]
    assert vus == codes


@pytest.mark.parametrize(
    ("alias", "paye", "codes"),
    [
        ("Le Bas; GAEC du Bas", "Le Bas", []),
        ("Le Bas, GAEC Dupré", "Le Bas", ["AliasMalSepares"]),
        ("Le Bas | GAEC Dupré", "Autre", ["AliasMalSepares"]),
        ("Dupré, Martin et Cie", "Dupré, Martin et Cie", []),
        ("Dupré, Martin et Cie; Le Bas", "Le Bas", []),
        ("Le Bas; Dupré, Martin", "Martin", ["AliasMalSepares"]),
    ],
)
def test_aliases_are_set_apart_by_semicolons(
    tmp_path: Path, alias: str, paye: str, codes: list[str]
) -> None:
    vus = seen(tmp_path, vente(f'"{paye}" "Paniers"'), f'  alias: "{alias}"')
    assert [code for code in vus if code != "BeneficiaireProche"] == codes
