"""Where links lead inside Fava; the filters of the reader are kept along the way."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from beancount.core.data import Transaction
from fava.application import url_for
from fava.beans.funcs import hash_entry
from flask import current_app
from flask import request

from . import langues

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.faits.releve import Releve

#: Fava's own arguments.
FILTRES = ("time", "account", "filter", "conversion", "interval")


def kept_filters() -> dict[str, str]:
    """Give what the address holds besides what is asked of us: Fava's filters, the language."""
    gardes = (*FILTRES, langues.ARGUMENT)
    return {nom: request.args[nom] for nom in gardes if request.args.get(nom)}


def is_read_only() -> bool:
    """Tell whether Fava was started read-only: it keeps no other trace of it."""
    gardes = current_app.before_request_funcs.get(None, ())
    return any(garde.__name__ == "_read_only" for garde in gardes)


def page_url(nom: str, demande: Mapping[str, str], ancre: str = "") -> str:
    """Give the address of one of our pages."""
    # Not url_for: the name of an argument of its own would clash with ours.
    requete = urlencode({**kept_filters(), **{k: v for k, v in demande.items() if v}})
    suite = (f"?{requete}" if requete else "") + (f"#{ancre}" if ancre else "")
    return f"{url_for('index')}extension/{nom}/{suite}"


class Places:
    """The entry behind each line of a ledger."""

    def __init__(self, releve: Releve) -> None:
        self._releve = releve

    @functools.cached_property
    def _entries(self) -> dict[tuple[str, int], Any]:
        entries: dict[tuple[str, int], Any] = {}
        for entry in self._releve.entries:
            metas = [entry.meta]
            if type(entry) is Transaction:
                metas += [p.meta for p in entry.postings if p.meta]
            for meta in metas:
                fichier, ligne = meta.get("filename"), meta.get("lineno")
                if fichier and ligne is not None:
                    place = (self._releve.fichier(fichier), ligne)
                    entries.setdefault(place, entry)
        return entries

    def entry(self, fact: Fact) -> Any:
        """Give the entry of a fact, None when it is not found."""
        return self._entries.get((fact.fichier, fact.ligne))


class LiensFava:
    """Links of the page being shown."""

    def __init__(self, nom: str, places: Places, demande: Mapping[str, str]) -> None:
        self._nom = nom
        self._places = places
        self._demande = demande
        self._lecture_seule = is_read_only()

    def page(self, nom: str, **demande: str) -> str:
        """Give the address of a page, in the same exercice."""
        exercice = self._demande.get("exercice", "")
        return page_url(nom, {"exercice": exercice, **demande})

    def chiffre(self, chemin: str, exercice: int) -> str:
        """Give the address where a figure opens: this page, its lines first."""
        demande = {**self._demande, "exercice": str(exercice), "chiffre": chemin}
        return page_url(self._nom, demande)

    def compte(self, nom: str) -> str:
        """Give the address of an account; its lines are not for a mere reader."""
        return "" if self._lecture_seule else url_for("account", name=nom)

    def ecriture(self, fact: Fact) -> str:
        """Give the context of an entry; it shows the source: not to a mere reader."""
        entry = None if self._lecture_seule else self._places.entry(fact)
        return "" if entry is None else f"#context-{hash_entry(entry)}"
