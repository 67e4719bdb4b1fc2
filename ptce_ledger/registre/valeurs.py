"""Check the keys and values that somebody typed, on a directive, an entry or a line.

Whatever is right costs a comparison; the text of the ledger is read only to explain
what is wrong, as it was typed and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs import valeurs as erreurs
from ptce_ledger.erreurs.base import suggest
from ptce_ledger.erreurs.base import suggest_else
from ptce_ledger.erreurs.ecritures import DeviseInattendue
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import one_of
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.lexique import HEURE
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.voisins import nearest
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import RIEN
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import VALEUR
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.genres import Genre
from ptce_ledger.registre.genres import is_right
from ptce_ledger.registre.genres import write_value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError


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
            lieu = source.place_of_key(meta, cle)
            yield erreurs.ProprieteInconnue.at(lieu, entry, cle=cle, proche=proche)


def check_value(
    entry: Any, meta: Mapping[str, Any], cle: str, genre: Genre | Choix
) -> Iterator[PtceError]:
    """Report the value of a key that is not of its kind, or not in its closed list."""
    valeur = meta[cle]
    # An amount cannot be compared to a text.
    vide = isinstance(valeur, str) and not valeur
    if is_right(genre, valeur) and (not vide or genre is TEXTE):
        return
    lieu = source.place_of_key(meta, cle)
    if valeur is None or vide:
        yield erreurs.CleVide.at(lieu, entry, cle=cle)
    else:
        ecrit = source.typed_value(lieu, cle) or write_value(valeur)
        yield explain(lieu, entry, f"{cle}:", genre, valeur) or malformed(
            lieu, entry, cle, genre, ecrit
        )


def explain(
    lieu: Mapping[str, Any], entry: Any, nom: str, genre: Genre | Choix, valeur: Any
) -> PtceError | None:
    """Say what is wrong with a value that has the right kind, but not the right one."""
    if isinstance(genre, Choix) and isinstance(valeur, str):
        fausse = genre.unlisted(valeur)
        return _unlisted(lieu, entry, nom, genre, valeur if fausse is None else fausse)
    if genre is VALEUR and getattr(valeur, "number", None) is not None:
        return unexpected_currency(lieu, entry, valeur, HEURE)
    if genre is MONTANT and getattr(valeur, "number", None) is not None:
        return unexpected_currency(lieu, entry, valeur)
    return None


def _unlisted(
    lieu: Mapping[str, Any], entry: Any, nom: str, genre: Choix, valeur: str
) -> PtceError:
    plies = {fold(mot.libelle): code for code, mot in genre.valeurs.items()}
    proche = plies.get(fold(valeur)) or valeur
    seule = len(genre.valeurs) == 1
    classe = erreurs.ValeurUnique if seule else erreurs.ValeurInconnue
    return classe.at(
        lieu,
        entry,
        cle=nom,
        valeur=valeur,
        suggestion=suggest(proche, genre.valeurs),
        valeurs=one_of(genre.valeurs),
    )


def unexpected_currency(
    lieu: Mapping[str, Any] | None, entry: Any, montant: Any, heure: str = ""
) -> PtceError:
    """Report an amount that is neither in euros nor, where they may be, in an `heure`."""
    return DeviseInattendue.at(
        lieu,
        entry,
        montant=Montant(montant.number, montant.currency),
        sinon=suggest_else(montant.currency, filter(None, (EURO, heure))),
        ou_heures=later(", ou en {heure}", heure=heure) if heure else "",
    )


def malformed(
    lieu: Mapping[str, Any], entry: Any, cle: str, genre: Genre | Choix, ecrit: str
) -> PtceError:
    """Report a value that is not of its kind, and write it when it can be sure."""
    classe, mots = judge(cle, genre, ecrit)
    return classe.at(lieu, entry, **mots)


def judge(
    cle: str, genre: Genre | Choix, ecrit: str
) -> tuple[type[PtceError], dict[str, object]]:
    """Say what is wrong with a value that is not of its kind: the error, its words."""
    # What reads a hand only explains faults: a right ledger does without.
    from ptce_ledger.registre.propositions import propose  # noqa: PLC0415

    juste = propose(genre, ecrit)
    mots: dict[str, object] = {
        "cle": f"{cle}:",
        "attendu": later(genre.attendu),
        "valeur": show_typed(ecrit),
        "forme": f"{cle}: {juste or genre.exemple}",
    }
    return (erreurs.ValeurMalEcrite if juste else erreurs.ValeurMalFormee), mots


def show_typed(ecrit: str) -> object:
    """Show a value as it was typed; straight quotes are easily missed.

    >>> str(show_typed('"2025"'))
    '"2025" (entre guillemets)'
    """
    if not ecrit.startswith('"'):
        return ecrit or RIEN
    return later("{ecrit} (entre guillemets)", ecrit=ecrit)
