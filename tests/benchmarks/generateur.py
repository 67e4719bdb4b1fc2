"""Write the books of a fictional pole of any size, the same for the same seed.

    python tests/benchmarks/generateur.py DOSSIER ECRITURES [ANNEES] [OPTION…]

`--sans-plugin` leaves the plugin out; `--par-jour` and `--en-un` lay the entries out in
a file a day, or the whole ledger in one file. The ledger is whole and right: Beancount and the plugins find no error in it. It is
laid out as treasurers keep theirs: a register, the accounts, one file per month.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pole_fictif import bilan
from pole_fictif import charges
from pole_fictif import decor
from pole_fictif import produits
from pole_fictif.comptes import list_comptes
from pole_fictif.registre import list_conventions
from pole_fictif.registre import write_registre
from pole_fictif.texte import format_compte
from pole_fictif.texte import format_ecriture
from pole_fictif.texte import format_euros
from pole_fictif.tirage import MOIS
from pole_fictif.tirage import Tirage
from pole_fictif.tirage import quote

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from pole_fictif.tirage import Ecriture

    Forme = Callable[[Tirage, date], Ecriture]

DERNIERE_ANNEE = 2025
#: How the entries are laid out: a file a month, a file a day, or one file in all.
PAR_MOIS, PAR_JOUR, EN_UN = "--par-mois", "--par-jour", "--en-un"
PART_ELIDEE = 0.075
PART_PIECES = 0.3
DIMANCHE = 6
# How many entries of each kind in a thousand: what such a pole books in a year.
FORMES: dict[Forme, int] = {
    produits.cotisation: 35,
    produits.vente: 125,
    produits.recette: 45,
    produits.refacturation: 55,
    produits.flux_interne: 60,
    produits.subvention: 30,
    produits.don: 20,
    produits.produit_divers: 10,
    charges.salaire: 72,
    charges.charge_partagee: 80,
    charges.achat: 115,
    charges.facture: 50,
    charges.fonds_dedies: 5,
    bilan.reglement: 175,
    bilan.tva: 8,
    bilan.virement: 20,
    bilan.emprunt: 15,
    bilan.mandat: 25,
    bilan.benevolat: 55,
    bilan.aide_indirecte: 15,
}


def ecrire_pole(
    dossier: Path,
    ecritures: int,
    graine: int = 1,
    *,
    annees: int = 0,
    plugin: bool = True,
    forme: str = PAR_MOIS,
) -> Path:
    """Write a pole of so many transactions into a folder; give its main file.

    Its books cover so many `annees`, or what suits their size. Without `plugin`, the
    same ledger for Beancount alone: that line only differs.
    """
    duree = annees or _duree(ecritures)
    tirage = Tirage(Random(graine), range(DERNIERE_ANNEE - duree + 1, 2026))
    tirage.conventions = {
        annee: list_conventions(tirage, annee) for annee in tirage.annees
    }
    dossier.mkdir(parents=True, exist_ok=True)
    jours = [tirage.ouverture, *_draw_jours(tirage, ecritures - 1)]
    fichiers = ["registre.beancount", "comptes.beancount"]
    textes = dict.fromkeys(fichiers, "")
    for _, du_mois in groupby(jours, key=lambda jour: (jour.year, jour.month)):
        for jour, texte in _write_mois(tirage, list(du_mois)):
            nom = f"{jour:%Y-%m-%d}" if forme == PAR_JOUR else f"{jour:%Y-%m}"
            fichier = f"{jour.year}/{nom}.beancount"
            textes[fichier] = "\n".join(filter(None, (textes.get(fichier), texte)))
    textes[fichiers[0]] = write_registre(tirage)
    textes[fichiers[1]] = _write_comptes(tirage)
    main = dossier / "main.beancount"
    if forme == EN_UN:
        _save(main, "\n".join([_write_main((), plugin=plugin), *textes.values()]))
        return main
    for fichier, texte in textes.items():
        _save(dossier / fichier, texte)
    _save(main, _write_main(textes, plugin=plugin))
    return main


def _duree(ecritures: int) -> int:
    """Give how many years the books cover: a pole that books more is older."""
    if ecritures < 5_000:
        return 1
    return 2 if ecritures < 50_000 else 10


def _draw_jours(tirage: Tirage, nombre: int) -> list[date]:
    """Draw the days of the entries, in order; nobody books on a Sunday."""
    duree = (date(tirage.annees[-1], 12, 31) - tirage.ouverture).days
    jours = [tirage.ouverture + timedelta(rang) for rang in range(1, duree + 1)]
    ouvres = [jour for jour in jours if jour.weekday() != DIMANCHE]
    return sorted(tirage.hasard.choices(ouvres, k=nombre))


def _write_mois(tirage: Tirage, jours: list[date]) -> Iterator[tuple[date, str]]:
    """Draw and write a month, with the bank's balances when a quarter ends."""
    premier = jours[0].replace(day=1)
    yield jours[0], f"; {MOIS[premier.month - 1].capitalize()} {premier.year}\n"
    for jour in jours:
        elide = tirage.chance(PART_ELIDEE)
        yield jour, format_ecriture(_draw_ecriture(tirage, jour), elide=elide)
    if premier.month % 3 == 0:
        yield jours[-1], _write_soldes(tirage, premier)


def _draw_ecriture(tirage: Tirage, jour: date) -> Ecriture:
    """Draw an entry and number its document, for part of them."""
    if jour == tirage.ouverture:
        return tirage.book(bilan.ouverture(jour))
    forme = tirage.hasard.choices(tuple(FORMES), tuple(FORMES.values()))[0]
    ecriture = tirage.book(forme(tirage, jour))
    if tirage.chance(PART_PIECES):
        piece = ("piece", quote(tirage.draw_piece("PJ", jour)))
        ecriture = replace(ecriture, meta=(*ecriture.meta, piece))
    return ecriture


def _write_soldes(tirage: Tirage, premier: date) -> str:
    """Assert the bank's balances at the end of this month."""
    lendemain = (premier + timedelta(31)).replace(day=1)
    largeur = max(map(len, decor.TRESORERIE))
    soldes = (
        f"{lendemain} balance {compte:<{largeur}}"
        f"  {format_euros(tirage.soldes[compte]):>11} EUR\n"
        for compte in decor.TRESORERIE
    )
    return f"; Relevés de fin de trimestre\n{''.join(soldes)}"


def _write_comptes(tirage: Tirage) -> str:
    """Write the units and the accounts, a blank line between the roots."""
    unites = (
        f"{tirage.fondation} commodity {unite}\n  name: {quote(nom)}\n"
        for unite, nom in (
            ("HEURE", "Heure de bénévolat"),
            ("HEURE.EXPERT", "Heure de bénévolat, expertise"),
        )
    )
    racines = groupby(list_comptes(), key=lambda compte: compte.nom.split(":")[0])
    groupes = (
        "".join(format_compte(compte, tirage.fondation) for compte in comptes)
        for _, comptes in racines
    )
    return "\n".join(("".join(unites), *groupes))


def _write_main(fichiers: Iterable[str], *, plugin: bool) -> str:
    """Write the main file; without its plugin, the line stays as a comment."""
    lignes = (
        "; Pôle fictif, tiré au sort. Toutes les données sont inventées.",
        f'option "title" {quote(decor.TITRE)}',
        'option "operating_currency" "EUR"',
        'option "operating_currency" "HEURE"',
        f'{"" if plugin else "; "}plugin "ptce_ledger.plugins"',
        "",
        *(f"include {quote(fichier)}" for fichier in fichiers),
    )
    return "\n".join(lignes) + "\n"


def _save(fichier: Path, texte: str) -> None:
    """Write a file, its folder with it: the same bytes on every system."""
    fichier.parent.mkdir(exist_ok=True)
    fichier.write_text(texte, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write the pole asked for, and say where."""
    mots = [mot for mot in arguments if not mot.startswith("--")]
    dossier, *nombres = mots or [""]
    if len(nombres) not in (1, 2) or not all(map(str.isdecimal, nombres)):
        usage = "python generateur.py DOSSIER ECRITURES [ANNEES] [OPTION…]"
        print(f"Usage : {usage}", file=sys.stderr)
        return 2
    ecritures, annees = (*map(int, nombres), 0)[:2]
    plugin = "--sans-plugin" not in arguments
    forme = next((f for f in (PAR_JOUR, EN_UN) if f in arguments), PAR_MOIS)
    main = ecrire_pole(
        Path(dossier), ecritures, annees=annees, plugin=plugin, forme=forme
    )
    print(main)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
