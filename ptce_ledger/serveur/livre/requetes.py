"""Queries that only read: Fava's query page without its shell.

Fava hands the text of a query to one interactive shell per ledger. That shell has
commands that write files (`.output`), statements that open them (`CREATE TABLE`), and a
state that two requests overwrite for each other: one gets the figures of the other.
Here a text is one statement that reads, run on a connection of its own.
"""

from __future__ import annotations

import csv
import io
import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from typing import Any

import beanquery
from beanquery import CompilationError
from beanquery import Cursor
from beanquery import ParseError
from beanquery.parser import ast
from beanquery.render import beancount as en_beancount
from fava.core.query_shell import QueryCompilationError
from fava.core.query_shell import QueryNotFoundError
from fava.core.query_shell import QueryParseError
from fava.core.query_shell import QueryShell
from fava.json_api import FavaJSONAPIError

from ptce_ledger.lecture.essai import can_try
from ptce_ledger.mots.dits import later
from ptce_ledger.rendu.fichiers.donnees import neutralise
from ptce_ledger.serveur.livre.legerete import is_plain_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fava.core import FavaLedger

    from ptce_ledger.mots.dits import Dit

#: All that a query may be: each of them only reads.
LECTURES = (ast.Select, ast.Balances, ast.Journal, ast.Print)
#: A text as long as no one types.
TAILLE_MAX = 10_000
_APPEL = re.compile(r"\.?run\b[;\s]*", re.IGNORECASE)
_REFUS = later(
    "Cette requête est refusée : ici, une requête ne fait que lire le livre. Commencez "
    "par SELECT, BALANCES, JOURNAL, PRINT, ou RUN et le nom d’une requête du livre."
)
_SANS_FIN = later(
    "Sur cet ordinateur, un motif de recherche ne peut comporter * + ? | ni accolade : rien n’y "
    "arrêterait une recherche sans fin."
)


class RequeteRefuseeError(FavaJSONAPIError):
    """A query that is not run, and why."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, message: Dit = _REFUS) -> None:
        super().__init__(str(message))


class Lecteur:
    """Stands for Fava's shell, of which Fava only calls `run`. It keeps no state."""

    def __init__(self, ledger: FavaLedger) -> None:
        self._ledger = ledger

    def run(self, entries: Sequence[Any], query: str) -> Cursor | str:
        """Run a statement that reads: its rows, or its text."""
        texte = query.strip()
        appel = _APPEL.match(texte)
        if appel:
            nom = texte[appel.end() :].rstrip("; \t\n").strip("\"'")
            if not nom:
                return "\n".join(q.name for q in self._named())
            texte = self._find(nom)
        return self._read(entries, texte)

    def _named(self) -> Sequence[Any]:
        return self._ledger.all_entries_by_type.Query

    def _find(self, nom: str) -> str:
        for requete in self._named():
            if requete.name == nom:
                return str(requete.query_string)
        raise QueryNotFoundError(nom)

    def _read(self, entries: Sequence[Any], texte: str) -> Cursor | str:
        if texte.startswith(".") or len(texte) > TAILLE_MAX:
            raise RequeteRefuseeError
        if not can_try() and not is_plain_query(texte):
            raise RequeteRefuseeError(_SANS_FIN)
        try:
            return self._execute(entries, texte)
        except ParseError as erreur:
            raise QueryParseError(erreur) from erreur
        except CompilationError as erreur:
            raise QueryCompilationError(erreur) from erreur
        except FavaJSONAPIError:
            raise
        except Exception as erreur:
            # The engine fails on its own on some well-formed queries.
            nature = type(erreur).__name__
            dit = later(
                "Cette requête ne peut pas être calculée ({nature}).", nature=nature
            )
            raise RequeteRefuseeError(dit) from erreur

    def _execute(self, entries: Sequence[Any], texte: str) -> Cursor | str:
        connexion = beanquery.connect(
            "beancount:",
            entries=entries,
            errors=self._ledger.errors,
            options=self._ledger.options,
        )
        enonce = connexion.parse(texte)
        if not isinstance(enonce, LECTURES):
            raise RequeteRefuseeError
        curseur = connexion.execute(enonce)
        return self._print(curseur) if isinstance(enonce, ast.Print) else curseur

    def _print(self, curseur: Cursor) -> str:
        sortie = io.StringIO()
        en_beancount.render(
            curseur.description,
            curseur.fetchall(),
            sortie,
            dcontext=self._ledger.options["dcontext"],
        )
        return sortie.getvalue().strip()


class Requetes(QueryShell):
    """Fava's query module, whose CSV a spreadsheet runs nothing of."""

    def query_to_file(
        self, entries: Sequence[Any], query_string: str, result_format: str
    ) -> tuple[str, io.BytesIO]:
        """Give the result of a query as a file: its name, its bytes."""
        nom, contenu = super().query_to_file(entries, query_string, result_format)
        if result_format != "csv":
            return nom, contenu
        texte = io.StringIO(newline="")
        lignes = csv.reader(io.StringIO(contenu.read().decode(), newline=""))
        ecrit = csv.writer(texte)
        ecrit.writerows([neutralise(valeur) for valeur in ligne] for ligne in lignes)
        return nom, io.BytesIO(texte.getvalue().encode())


def make_shell(ledger: FavaLedger) -> QueryShell:
    """Give Fava's query module, our reader in the place of its shell."""
    module = Requetes(ledger)
    module.shell = Lecteur(ledger)  # type: ignore[assignment]
    return module
