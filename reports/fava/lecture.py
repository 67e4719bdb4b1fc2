"""What a Fava ledger says of a pole: its dossier, or why no figure is given."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.definitions.fichiers import DefinitionFausseError
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.faits.releve import Releve
from ptce_ledger.lecture.livre import Livre
from ptce_ledger.mots.langue import count
from ptce_ledger.mots.langue import say
from ptce_ledger.registre.registre import read_registre

from .adresses import Places

if TYPE_CHECKING:
    from collections.abc import Callable

    from fava.core import FavaLedger

_PLUGIN = "ptce_ledger.plugins"
_journal = logging.getLogger(__name__)


class Lecture(NamedTuple):
    """A ledger as read once per load: a dossier, or the reason why there is none."""

    entries: Any
    dossier: Dossier | None
    #: Says why there is no dossier, in the language of the reader.
    refus: Callable[[], str] = str
    #: The reason is among Fava's errors.
    erreurs: bool = False
    places: Places | None = None


def read(ledger: FavaLedger) -> Lecture:
    """Read a ledger just loaded. Never raises: a page says what went wrong."""
    entries = ledger.all_entries
    try:
        return _read(ledger)
    except DefinitionFausseError as fausse:
        errors = fausse.errors
        return Lecture(entries, None, lambda: errors[0].message)
    except Exception as erreur:  # noqa: BLE001  the pages of Fava itself must go on
        _journal.exception("lecture du pôle abandonnée")
        nature = type(erreur).__name__
        return Lecture(
            entries,
            None,
            lambda: say("Le livre n’a pas pu être lu ({nature}).", nature=nature),
        )


def _read(ledger: FavaLedger) -> Lecture:
    entries: Any = ledger.all_entries
    options: Any = ledger.options
    combien = len(ledger.load_errors)
    if combien:
        return Lecture(
            entries,
            None,
            lambda: count(
                "Le livre a {nombre} erreur : aucun chiffre n’est donné.",
                "Le livre a {nombre} erreurs : aucun chiffre n’est donné.",
                combien,
            ),
            erreurs=True,
        )
    noms = [nom for nom, _ in options.get("plugin", ()) if nom != f"{_PLUGIN}.strict"]
    if not any(f"{nom}.".startswith(f"{_PLUGIN}.") for nom in noms):
        return Lecture(
            entries,
            None,
            lambda: say(
                "Le livre ne charge pas le plugin « {nom} » : aucun chiffre n’est donné.",
                nom=_PLUGIN,
            ),
        )
    registre, fautes = read_registre(entries)
    if not registre or fautes:
        return Lecture(
            entries,
            None,
            lambda: say("Le livre ne déclare pas de pôle : aucun chiffre n’est donné."),
        )
    releve = _known(ledger) or Releve(entries, options, registre)
    dossier = Dossier(releve)
    if not dossier.exercices:
        return Lecture(
            entries, None, lambda: say("Le livre n’a encore aucune écriture.")
        )
    # What the first page shows is reckoned with the load: no reader waits for it.
    dossier.synthese(dossier.defaut)
    dossier.annexe(dossier.defaut)
    return Lecture(entries, dossier, places=Places(releve))


def _known(ledger: FavaLedger) -> Releve | None:
    """Give the reading made while the ledger was loaded, which our servers keep."""
    livre = getattr(ledger, "livre", None)
    return livre.releve if isinstance(livre, Livre) else None
