"""« ptce-bareme »: what members owe, as a general assembly votes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.bareme import ArrondiInvalide
from ptce_ledger.erreurs.bareme import BaremeSansBase
from ptce_ledger.erreurs.bareme import TrancheMalEcrite
from ptce_ledger.mots import economie
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.codes import read_codes
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import CENT
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.typographie import fold
from ptce_ledger.registre.bareme import Bareme
from ptce_ledger.registre.bareme import Tranche
from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.declarations.doubles import code_of
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.forme import Propriete
from ptce_ledger.registre.genres import BOOLEEN
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.genres import is_right
from ptce_ledger.registre.genres import write_value
from ptce_ledger.registre.valeurs import check_names
from ptce_ledger.registre.valeurs import own_meta

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

_TRANCHE = re.compile(r"(des|plus-de)-(.+)")
#: Keys of a scale that tell of it.
_TEXTES = ("objet", "decision", "libelle", "remarque-lue")
CA_IMPUTABLE = "ca-imputable"


def _declare(
    registre: Registre, lu: Lu, _premiers: dict[str, Lu]
) -> Iterator[PtceError]:
    errors = list(check_bareme(lu))
    if not errors:
        bareme = read_bareme(lu)
        registre.baremes.setdefault(bareme.code, []).append(bareme)
    yield from errors


def check_bareme(lu: Lu) -> Iterator[PtceError]:
    """Report a tranche that says nothing, a rate of no base, a step that is none."""
    entry, cles = lu.entry, lu.cles
    tranches = dict(_typed_tranches(lu))
    taux: dict[str, str] = {}
    for cle, valeur in tranches.items():
        juste = is_right(MONTANT, valeur) or is_right(NOMBRE, valeur)
        _, seuil = _cut(cle)
        if not (seuil.isascii() and seuil.isdigit() and juste):
            yield _misspelt(lu, cle, later("« {valeur} »", valeur=write_value(valeur)))
        elif is_right(NOMBRE, valeur):
            autre = taux.setdefault(str(int(seuil)), cle)
            if autre != cle:
                yield _misspelt(
                    lu, cle, later("un second taux après « {autre}: »", autre=autre)
                )
    sans_base = [cle for cle in ("taux", *tranches) if "base" not in cles]
    for cle in sans_base:
        if cle in entry.meta:
            place = source.place_of_key(entry.meta, cle)
            yield BaremeSansBase.at(place, entry, code=lu.valeurs["code"], cle=cle)
    if "arrondi" in cles and cles["arrondi"].number <= 0:
        place = source.place_of_key(entry.meta, "arrondi")
        yield ArrondiInvalide.at(place, entry, valeur=write_value(cles["arrondi"]))
    yield from check_names(
        entry,
        {c: v for c, v in entry.meta.items() if c not in tranches},
        [*DECLARATION.directive.cles, *_TEXTES],
    )


def _misspelt(lu: Lu, cle: str, trouve: object) -> PtceError:
    place = source.place_of_key(lu.entry.meta, cle)
    debut, _ = _cut(cle)
    return TrancheMalEcrite.at(place, lu.entry, cle=cle, trouve=trouve, debut=debut)


def _typed_tranches(lu: Lu) -> Iterator[tuple[str, Any]]:
    for cle, valeur in own_meta(lu.entry.meta):
        if _TRANCHE.fullmatch(cle):
            yield cle, valeur


def _cut(cle: str) -> tuple[str, str]:
    debut = "plus-de" if cle.startswith("plus-de-") else "des"
    return debut, cle.removeprefix(f"{debut}-")


def read_bareme(lu: Lu) -> Bareme:
    """Give the scale that a right directive states."""
    cles = lu.cles
    base = cles.get("base", "")
    defaut = "N" if base == CA_IMPUTABLE else "N-1"
    return Bareme(
        lu.valeurs["code"],
        lu.entry.date,
        cles.get("type", "cotisations"),
        tuple(fold(mot) for mot in read_codes(cles.get("pour", ""))),
        base,
        tuple(economie.ANNEES_DE_BASE).index(cles.get("base-annee", defaut)),
        cles.get("methode", ""),
        _number(cles.get("forfait")) or ZERO,
        cles.get("taux", ZERO),
        tuple(sorted(_read_tranches(lu), key=lambda t: (t.seuil, t.au_dela))),
        _number(cles.get("plancher")),
        _number(cles.get("plafond")),
        _number(cles.get("a-defaut")),
        _number(cles.get("droit-entree")) or ZERO,
        cles.get("prorata", ""),
        bool(cles.get("prorata-sortie", False)),
        _number(cles.get("arrondi")) or CENT,
        lu.entry,
    )


def _read_tranches(lu: Lu) -> Iterator[Tranche]:
    for cle, valeur in _typed_tranches(lu):
        debut, seuil = _cut(cle)
        au_dela = debut == "plus-de"
        if is_right(MONTANT, valeur):
            yield Tranche(int(seuil), au_dela, montant=valeur.number)
        else:
            yield Tranche(int(seuil), au_dela, taux=valeur)


def _number(montant: Any) -> Decimal | None:
    return montant.number if montant is not None else None


DECLARATION = Declaration(
    Directive(
        "Un barème de cotisations ou de commissions ; le dernier écrit sous son code vaut.",
        {"code": REFERENCE},
        {
            "pour": Propriete(
                TEXTE,
                "À qui il s’applique : des codes de membres, des formes ou des origines, "
                "séparés par une virgule ; sans elle, à tous les autres.",
            ),
            "type": Propriete(
                Choix({c: lexique.TYPES[c] for c in ("cotisations", "commissions")}),
                "Ce qui est dû ; sans elle, une cotisation.",
            ),
            "base": Propriete(
                Choix(economie.BASES), "Ce que l’on compte ; sans elle, rien."
            ),
            "base-annee": Propriete(
                Choix(economie.ANNEES_DE_BASE),
                "De quel exercice est la base ; sans elle, celui d’avant (« N-1 »), ou "
                "l’exercice même (« N ») pour « ca-imputable ».",
            ),
            "methode": Propriete(
                Choix(lexique.METHODES),
                "Avec « ca-imputable » : les seuls « ptce-ca » de cette méthode.",
            ),
            "forfait": Propriete(MONTANT, "La part fixe."),
            "taux": Propriete(NOMBRE, "Les euros dus par unité de la base."),
            "plancher": Propriete(MONTANT, "Le moins que l’on doive pour l’année."),
            "plafond": Propriete(MONTANT, "Le plus que l’on doive pour l’année."),
            "a-defaut": Propriete(
                MONTANT,
                "Ce qui est dû pour l’année tant que la base n’est pas déclarée.",
            ),
            "droit-entree": Propriete(
                MONTANT, "Dû une fois, dans l’exercice de la première entrée."
            ),
            "prorata": Propriete(
                Choix(economie.PRORATAS),
                "Comment se compte une année commencée ; sans elle, elle est due entière.",
            ),
            "prorata-sortie": Propriete(
                BOOLEEN, "Ce qui suit la sortie n’est pas dû ; sans elle, il l’est."
            ),
            "arrondi": Propriete(
                MONTANT, "Le pas de la somme due ; sans elle, le centime."
            ),
        },
        # « des-500000: » and « plus-de-10: » are keys too.
        fermee=False,
    ),
    declare=_declare,
    identite=code_of,
)
