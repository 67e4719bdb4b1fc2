"""Read one « custom "ptce-…" » directive against its shape in `directives`.

`read` turns a Beancount Custom into a `Lu` (values and keys by name, as Python values)
and the errors found. A key that is not ours is left alone, unless it looks like one of
ours. The same checks serve the keys of entries, postings and `open` directives.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount

from ptce_ledger import lexique
from ptce_ledger.directives import ANNEE
from ptce_ledger.directives import DIRECTIVES
from ptce_ledger.directives import MONTANT
from ptce_ledger.directives import TEXTE
from ptce_ledger.directives import Choix
from ptce_ledger.directives import Directive
from ptce_ledger.directives import Genre
from ptce_ledger.ecriture import enumerate_words
from ptce_ledger.ecriture import fold
from ptce_ledger.ecriture import nearest
from ptce_ledger.erreurs.base import suggest
from ptce_ledger.erreurs.ecritures import DeviseInattendue
from ptce_ledger.erreurs.registre import CodeInvalide
from ptce_ledger.erreurs.registre import DirectiveInconnue
from ptce_ledger.erreurs.registre import DirectiveMalFormee
from ptce_ledger.erreurs.registre import ProprieteInconnue
from ptce_ledger.erreurs.registre import ValeurInconnue
from ptce_ledger.erreurs.registre import ValeurMalFormee

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from beancount.core.data import Custom

    from ptce_ledger.erreurs.base import PtceError

CODE = re.compile(r"[a-z][a-z0-9-]+")
_JOUR_DE_L_AN = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Lu(NamedTuple):
    """A directive read: its values and known keys by name, and where it stands."""

    entry: Custom
    valeurs: dict[str, Any]
    cles: dict[str, Any]


def read(entry: Custom) -> tuple[Lu | None, list[PtceError]]:
    """Read one « ptce- » Custom. A directive with a wrong value gives no `Lu`.

    A wrong key is reported and left out; the rest of the directive is kept.
    """
    directive = DIRECTIVES.get(entry.type)
    if directive is None:
        noms = enumerate_words(DIRECTIVES)
        return None, [
            DirectiveInconnue.at(
                entry.meta,
                entry,
                nom=entry.type,
                suggestion=suggest(entry.type, DIRECTIVES),
                noms=noms,
            )
        ]
    donnees = [valeur.value for valeur in entry.values or []]
    probleme = _mismatch(directive, donnees)
    if probleme:
        forme = directive.forme(entry.type)
        return None, [
            DirectiveMalFormee.at(
                entry.meta, entry, nom=entry.type, probleme=probleme, forme=forme
            )
        ]
    errors: list[PtceError] = []
    valeurs = dict(zip(directive.valeurs, donnees, strict=True))
    for nom, genre in directive.valeurs.items():
        errors += check_value(entry, nom, genre, valeurs[nom])
        if nom == "code":
            errors += _check_code(entry, valeurs[nom])
    if errors:
        return None, errors
    cles: dict[str, Any] = {}
    for cle, valeur in own_meta(entry.meta):
        if cle in directive.cles:
            fautes = list(check_value(entry, cle, directive.cles[cle], valeur))
            errors += fautes
            if not fautes:
                cles[cle] = valeur
    if entry.type != "ptce-cle":
        errors += check_names(entry, entry.meta, directive.cles)
    return Lu(entry, valeurs, cles), errors


def own_meta(meta: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the metadata somebody typed: not the file, the line, nor `__…__` keys."""
    for cle, valeur in meta.items():
        if cle not in ("filename", "lineno") and not cle.startswith("__"):
            yield cle, valeur


def check_names(
    entry: Any, meta: Mapping[str, Any], connues: Iterable[str]
) -> Iterator[PtceError]:
    """Report a key that is not one of ours but looks like one (« orgine »)."""
    noms = list(connues)
    for cle, _ in own_meta(meta):
        if cle not in noms and (proche := nearest(cle, noms, 0.82)):
            yield ProprieteInconnue.at(meta, entry, cle=cle, proche=proche)


def check_value(
    entry: Any, cle: str, genre: Genre | Choix, valeur: Any, meta: Any = None
) -> Iterator[PtceError]:
    """Report a value that is not of its kind, or not in its closed list."""
    meta = meta or entry.meta
    if isinstance(genre, Choix):
        if not isinstance(valeur, str):
            yield _malformed(meta, entry, cle, TEXTE, valeur, genre.exemple)
        elif valeur not in genre.valeurs:
            plies = {fold(mot.libelle): code for code, mot in genre.valeurs.items()}
            proche = plies.get(fold(valeur)) or valeur
            yield ValeurInconnue.at(
                meta,
                entry,
                cle=cle,
                valeur=valeur,
                suggestion=suggest(proche, genre.valeurs),
                valeurs=enumerate_words(genre.valeurs),
            )
    elif not _is_a(valeur, genre.type):
        yield _malformed(meta, entry, cle, genre, valeur, genre.exemple)
    elif genre is MONTANT and valeur.currency != lexique.EURO:
        yield DeviseInattendue.at(meta, entry, montant=valeur, ou_heures="")
    elif genre is ANNEE and valeur != valeur.to_integral_value():
        yield _malformed(meta, entry, cle, genre, valeur, genre.exemple)
    elif cle == "debut-exercice" and not _is_day(valeur):
        jour = Genre(str, "un mois et un jour entre guillemets", '"09-01"')
        yield _malformed(meta, entry, cle, jour, valeur, jour.exemple)


def _malformed(
    meta: Any, entry: Any, cle: str, genre: Genre, valeur: Any, forme: str
) -> PtceError:
    lu = f"« {valeur} »" if valeur is not None else "rien"
    return ValeurMalFormee.at(
        meta,
        entry,
        cle=cle,
        attendu=genre.attendu,
        valeur=lu,
        forme=f"{cle}: {forme}",
    )


def _is_a(valeur: Any, type_: type) -> bool:
    # A bool is an int, never a Decimal; a datetime never comes out of the parser.
    complet = not isinstance(valeur, Amount) or valeur.number is not None
    return isinstance(valeur, type_) and complet


def _is_day(valeur: str) -> bool:
    if not _JOUR_DE_L_AN.fullmatch(valeur):
        return False
    mois, jour = map(int, valeur.split("-"))
    # 29 February is refused: an exercice must be able to start every year.
    return jour <= (datetime.date(2001, mois % 12 + 1, 1) - datetime.timedelta(1)).day


def _mismatch(directive: Directive, donnees: list[Any]) -> str:
    attendus = list(directive.valeurs.items())
    if len(donnees) != len(attendus):
        return f"{len(donnees)} valeur(s) au lieu de {len(attendus)}"
    for valeur, (nom, genre) in zip(donnees, attendus, strict=True):
        type_ = str if isinstance(genre, Choix) else genre.type
        attendu = TEXTE.attendu if isinstance(genre, Choix) else genre.attendu
        if not _is_a(valeur, type_):
            return f"« {nom} » attend {attendu}, pas « {valeur} »"
    return ""


def _check_code(entry: Custom, code: str) -> Iterator[PtceError]:
    if code in lexique.RESERVES:
        raison = "ce mot est réservé"
    elif not CODE.fullmatch(code):
        raison = "minuscules sans accent, chiffres et traits d’union, deux au moins"
    else:
        return
    exemple = re.sub(r"[^a-z0-9]+", "-", fold_code(code)).strip("-") or "mon-code"
    if not CODE.fullmatch(exemple) or exemple in lexique.RESERVES:
        exemple = f"le-{exemple}"
    yield CodeInvalide.at(entry.meta, entry, code=code, raison=raison, exemple=exemple)


def fold_code(texte: str) -> str:
    """Bring a label near a code: lower case, no accent, hyphens for spaces.

    >>> fold_code("Le Fournil d’été")
    'le-fournil-d-ete'
    """
    return re.sub(r"[^a-z0-9]+", "-", "-".join(fold(m) for m in texte.split()))
