"""From codes to what a reader sees: labels of keys, types, members, figures."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots import economie
from ptce_ledger.mots import lexique
from ptce_ledger.mots import reperes
from ptce_ledger.mots.euros import INDEFINI
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import round_shown
from ptce_ledger.mots.euros import with_unit
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.montants import write_date
from ptce_ledger.mots.typographie import disarm

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

_VIDE = mark("Non ventilé")
#: Of these keys, "" is what nobody told.
_VIDES = {
    "tiers": mark("Sans tiers connu"),
    "membre": mark("Sans tiers connu"),
    "convention": mark("Sans convention"),
    "debiteur": mark("Sans tiers ni convention"),
    "sujet": mark("Tout le livre"),
    "echelon": mark("Échelon inconnu"),
    "fonction": mark("Reste de la cellule"),
}
_MOTS: dict[str, Mapping[str, Any]] = {
    "type": lexique.TYPES,
    "origine": lexique.ORIGINES,
    "phase": lexique.PHASES,
    "perimetre": lexique.PERIMETRES,
    "nature": lexique.NATURES_DE_COOPERATION,
    "sur": reperes.COMPTES_DE_MEMBRES,
    # Columns and keys of the follow-up.
    "base": economie.BASES,
    "preuve": lexique.PREUVES,
    "base_preuve": lexique.PREUVES,
    "ca_imputable_preuve": lexique.PREUVES,
    "ca_total_preuve": lexique.PREUVES,
    "manque": economie.MANQUES,
    "regime": economie.REGIMES_D_AIDE,
    "objet": {**economie.ECHEANCES, **lexique.OBJETS_DE_COOPERATION},
    "etat": economie.ETATS_D_ECHEANCE,
    "pointage": economie.POINTAGES,
    "sens": economie.SENS_RECIPROQUES,
    "constat": economie.CONSTATS,
    "genre": economie.TACHES,
    "quoi": {
        **economie.OBJETS_DE_TACHE,
        **lexique.TYPES,
        **economie.BASES,
        **economie.ECHEANCES,
    },
}
_AXES = {
    "perimetre": mark("Périmètre"),
    "type": mark("Type"),
    "origine": mark("Origine"),
}


def _classe(code: str) -> str:
    """Name a class of two digits, of charges or of what lasts."""
    classe = say({**lexique.CLASSES, **lexique.IMMOBILISATIONS}[code])
    return classe if code == "autres" else f"{code} {classe}"


def _ligne(code: str) -> str:
    """Name a line of a budget: a type of resource, or the beginning of a charge."""
    if code in lexique.TYPES:
        return say(lexique.TYPES[code].libelle)
    return _classe(code) if code in lexique.CLASSES else code


def _axe(code: str) -> str:
    return say(_AXES[code]) if code in _AXES else code


def _said(code: str) -> str:
    """Name what a member is: a word of ours, or a text as somebody wrote it."""
    mots = {
        **lexique.ORIGINES,
        **reperes.CERCLES,
        **reperes.REPONSES,
        **reperes.PRECISIONS,
    }
    return say(mots[code].libelle) if code in mots else disarm(code)


#: Keys whose codes are no words of a vocabulary alone.
_ECRITS: dict[str, Callable[[str], str]] = {
    "classe": _classe,
    "ligne": _ligne,
    "dit": _said,
    "axe": _axe,
}


def label(cle: str, code: str, noms: Mapping[str, str]) -> str:
    """Give the label of a code found under a key, disarmed; « Non ventilé » for ""."""
    if not code:
        return say(_VIDES.get(cle, _VIDE))
    if cle in _ECRITS:
        return _ECRITS[cle](code)
    mots = _MOTS.get(cle, {})
    if code in mots:
        return say(mots[code].libelle)
    if code == "cellule":
        return say(lexique.PERIMETRES[code].libelle)
    return disarm(noms.get(code, code))


def nature(code: str) -> str:
    """Give the label of the nature of a line, a fact or not."""
    return say((lexique.NATURES.get(code) or lexique.DECLARATIONS[code]).libelle)


def show(valeur: Any, genre: str) -> str:
    """Write a value for a reader, by its genre; « + » before it is that of a change."""
    if genre.startswith("+"):
        return _show_change(valeur, genre[1:])
    if valeur is None:
        return say(INDEFINI) if genre in ("ratio", "multiple") else "—"
    if genre == "jours" or (genre == "entier" and isinstance(valeur, Decimal)):
        return write_nombre(Decimal(valeur), 0)
    if isinstance(valeur, tuple | int | str | datetime.date):
        return _show_word(valeur)
    if genre == "ratio":
        return write_pourcent(valeur)
    nombre = write_nombre(valeur)
    return with_unit(nombre, "h") if genre == "heures" else nombre


def _show_word(valeur: Any) -> str:
    """Write what is counted in no unit: a word, a list of words, a rank, a day."""
    if isinstance(valeur, tuple):
        return ", ".join(disarm(str(v)) for v in valeur)
    if isinstance(valeur, datetime.date):
        return write_date(valeur)
    return disarm(str(valeur))


class Montre(NamedTuple):
    """A value to be shown, and its genre: it is written when it is said."""

    valeur: Any
    genre: str

    def __str__(self) -> str:
        return show(self.valeur, self.genre)


def show_change(valeurs: Sequence[Any], genre: str) -> str:
    """Write the change from the first of some values to the last: that of what is shown.

    The values of the years come first, the exact change after them.

    >>> parts = Decimal("0.1234"), Decimal("0.1346"), Decimal("0.0112")
    >>> show_change(parts, "+ratio").replace(chr(0xA0), "_")
    '+1,2_pt'
    """
    premier, dernier, exact = valeurs[0], valeurs[-2], valeurs[-1]
    if exact is None or is_withheld(exact) or not isinstance(exact, Decimal):
        return show(exact, genre)
    # A share is shown in per cent, with one decimal.
    decimales = 3 if genre == "+ratio" else 2
    montres = [round_shown(valeur, decimales) for valeur in (premier, dernier)]
    return show(montres[1] - montres[0], genre)


def _show_change(valeur: Any, genre: str) -> str:
    """Write a change with its sign; that of a share is in points."""
    if valeur is None:
        return "—"
    texte = show(valeur, genre)
    if is_withheld(valeur):
        return texte
    if genre == "ratio":
        texte = with_unit(write_nombre(valeur * 100, 1), say("pt"))
    return f"+{texte}" if valeur > 0 else texte
