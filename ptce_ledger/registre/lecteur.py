"""Read one « custom "ptce-…" » directive against the shapes one knows.

`read` turns a Beancount Custom into a `Lu` (values and keys by name, as Python values)
and the errors found. A key that is not ours is left alone, unless it looks like one of
ours, or is one of another directive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.erreurs.base import suggest
from ptce_ledger.erreurs.nombres import NombreInvalide
from ptce_ledger.erreurs.registre import CodeInvalide
from ptce_ledger.erreurs.registre import CodeReserve
from ptce_ledger.erreurs.registre import DirectiveInconnue
from ptce_ledger.erreurs.registre import DirectiveMalFormee
from ptce_ledger.erreurs.registre import NombreDeValeurs
from ptce_ledger.erreurs.valeurs import ProprieteDeplacee
from ptce_ledger.mots import source
from ptce_ledger.mots.codes import example_code
from ptce_ledger.mots.codes import is_code
from ptce_ledger.mots.codes import is_reserved
from ptce_ledger.mots.codes import propose_code
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import Liste
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import one_of
from ptce_ledger.mots.langue import VIRGULE
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.voisins import nearest
from ptce_ledger.registre.genres import is_right
from ptce_ledger.registre.genres import write_value
from ptce_ledger.registre.valeurs import check_names
from ptce_ledger.registre.valeurs import check_value
from ptce_ledger.registre.valeurs import explain
from ptce_ledger.registre.valeurs import own_meta
from ptce_ledger.registre.valeurs import show_typed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from beancount.core.data import Custom

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.forme import Directive

#: What begins the name of each of our directives, folded.
_PREFIXE = re.compile(r"ptce[-_.:]*(.+)")
#: How many values were found, and how many are wanted.
_TROUVEES = (
    later("aucune valeur"),
    later("une valeur"),
    later("deux valeurs"),
    later("trois valeurs"),
)
_ATTENDUES = (later("aucune"), later("une"), later("deux"), later("trois"))


class Lu(NamedTuple):
    """A directive read: its values and known keys by name, and where it stands."""

    entry: Custom
    valeurs: dict[str, Any]
    cles: dict[str, Any]


def closest(nom: str, directives: Iterable[str]) -> str:
    """Name the directive that a Custom is, or was meant to be; "" for another's."""
    noms = list(directives)
    if nom in noms:
        return nom
    # « ptce- » begins them all: it makes no two of them alike.
    suite = _PREFIXE.match(fold(nom))
    if not suite:
        # Far enough from the « budget » of Fava.
        return nearest(nom, noms, 0.8)
    mots = {connu.partition("-")[2]: connu for connu in noms}
    return mots.get(nearest(suite[1], mots), "")


def read(
    entry: Custom, directives: Mapping[str, Directive]
) -> tuple[Lu | None, list[PtceError]]:
    """Read one of our Customs. A directive with a wrong value gives no `Lu`.

    A wrong key is reported and left out; the rest of the directive is kept.
    """
    directive = directives.get(entry.type)
    if directive is None:
        return None, [_unknown(entry, directives)]
    donnees = [valeur.value for valeur in entry.values or []]
    if len(donnees) != len(directive.valeurs):
        return None, [_miscounted(entry, directive, donnees)]
    valeurs = dict(zip(directive.valeurs, donnees, strict=True))
    errors = list(_check_valeurs(entry, directive, valeurs))
    if errors:
        return None, errors
    cles: dict[str, Any] = {}
    for cle, propriete in directive.cles.items():
        if cle in entry.meta:
            fautes = list(check_value(entry, entry.meta, cle, propriete.genre))
            errors += fautes
            if not fautes:
                cles[cle] = entry.meta[cle]
    if directive.fermee:
        errors += check_names(entry, entry.meta, directive.cles)
        errors += _check_place(entry, directive, directives)
    return Lu(entry, valeurs, cles), errors


def _unknown(entry: Custom, directives: Iterable[str]) -> PtceError:
    return DirectiveInconnue.at(
        entry.meta,
        entry,
        nom=entry.type,
        suggestion=suggest(closest(entry.type, directives), directives),
        noms=one_of(directives),
    )


def _miscounted(entry: Custom, directive: Directive, donnees: list[Any]) -> PtceError:
    # What reads a hand only explains faults: a right ledger does without.
    from ptce_ledger.mots.quantites import find_quantite  # noqa: PLC0415

    code = source.mask(source.read_line(entry.meta)).partition(";")[0]
    mal_ecrite = find_quantite(source.hide_words(code))
    if mal_ecrite is not None and mal_ecrite.nombre:  # « 40 000 » is read as two values
        nombre, juste = mal_ecrite.ecrit, mal_ecrite.nombre
        return NombreInvalide.at(entry.meta, entry, nombre=nombre, juste=juste)
    trouve, attendu = len(donnees), len(directive.valeurs)
    return NombreDeValeurs.at(
        entry.meta,
        entry,
        nom=entry.type,
        trouve=_TROUVEES[trouve]
        if trouve < len(_TROUVEES)
        else later("{nombre} valeurs", nombre=trouve),
        attendu=_ATTENDUES[attendu],
        valeurs=Liste(tuple(map(Cite, directive.valeurs)), VIRGULE),
        forme=directive.forme(entry.type, entry.date),
    )


def _check_valeurs(
    entry: Custom, directive: Directive, valeurs: Mapping[str, Any]
) -> Iterator[PtceError]:
    for nom, genre in directive.valeurs.items():
        valeur = valeurs[nom]
        if is_right(genre, valeur):
            if nom == "code":
                yield from _check_code(entry, valeur, valeurs)
            continue
        yield explain(entry.meta, entry, nom, genre, valeur) or DirectiveMalFormee.at(
            entry.meta,
            entry,
            valeur=nom,
            attendu=later(genre.attendu),
            trouve=show_typed(write_value(valeur)),
            forme=_rewrite(entry, directive, valeurs),
        )


def _rewrite(entry: Custom, directive: Directive, valeurs: Mapping[str, Any]) -> str:
    """Write the directive again: what is right, or sure, as typed; the rest, its form."""
    from ptce_ledger.registre.propositions import propose  # noqa: PLC0415

    formes = {}
    for nom, genre in directive.valeurs.items():
        ecrit = write_value(valeurs[nom])
        juste = ecrit if is_right(genre, valeurs[nom]) else propose(genre, ecrit)
        if juste:
            formes[nom] = juste
    return directive.forme(entry.type, entry.date, formes)


def _check_code(
    entry: Custom, code: str, valeurs: Mapping[str, Any]
) -> Iterator[PtceError]:
    reserve = is_reserved(code)
    if reserve or not is_code(code):
        classe = CodeReserve if reserve else CodeInvalide
        libelle = str(valeurs.get("libellé", ""))
        exemple = propose_code(code, libelle, example_code(entry.type))
        yield classe.at(entry.meta, entry, code=code, exemple=exemple)


def _check_place(
    entry: Custom, directive: Directive, directives: Mapping[str, Directive]
) -> Iterator[PtceError]:
    """Report a key that belongs to other directives: here it would be lost."""
    for cle, _ in own_meta(entry.meta):
        ailleurs = any(cle in autre.cles for autre in directives.values())
        if ailleurs and cle not in directive.cles:
            yield ProprieteDeplacee.at(
                source.place_of_key(entry.meta, cle),
                entry,
                cle=cle,
                directive=entry.type,
                admises=Liste(tuple(Cite(f"{c}:") for c in directive.cles), VIRGULE)
                if directive.cles
                else later("aucune"),
            )
