"""Say Beancount's messages in French, at the right line, in the form of our own.

Relies on the wording of Beancount 3.2's messages: each is found by a pattern, and one
that no pattern knows is still reported, as it is (ErreurBeancount). Nothing is lost.
What the parser could not read is explained from the line itself, by the room of what a
hand meant, `saisie`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs import comptes
from ptce_ledger.erreurs import nombres
from ptce_ledger.erreurs import syntaxe
from ptce_ledger.erreurs.base import PtceError
from ptce_ledger.lecture import chargement
from ptce_ledger.lecture import validation
from ptce_ledger.lecture.echos import sort_errors
from ptce_ledger.lecture.lieux import Lieu
from ptce_ledger.lecture.lieux import Reperes

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    Traduire = Callable[[Lieu, re.Match[str]], PtceError]


def translate_all(
    errors: Iterable[Any], entries: Sequence[Any], fichiers_lus: Sequence[str]
) -> list[PtceError]:
    """Turn the errors of a ledger into ours, each said once, those of its main file first.

    The main file is the first of `fichiers_lus`.
    """
    lecture = Reperes(entries, fichiers_lus)
    return sort_errors((_translate(e, lecture) for e in errors), fichiers_lus[0])


def _translate(error: Any, lecture: Reperes) -> PtceError:
    """Turn a Beancount error into one of the catalogue; ours pass through."""
    if isinstance(error, PtceError):
        return error
    lieu = Lieu(dict(error.source or {}), error.entry, lecture)
    return next(
        traduire(lieu, trouve)
        for motif, traduire in _MESSAGES
        if (trouve := motif.search(str(error.message)))
    )


def _of(classe: type[PtceError], *groupes: str) -> Traduire:
    """Translate with a class whose words are the pattern's groups."""

    def translate_with(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
        mots = dict(zip(groupes, trouve.groups(), strict=False))
        return classe.at(lieu.meta, lieu.entry, **mots)

    return translate_with


def _unread(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Explain a line that the parser refused; at worst, the word where it stopped."""
    mot = trouve.groupdict().get("mot") or ""
    # Beancount comes to the end of a line on the next one.
    place = lieu.meta
    if "unexpected EOL" in trouve.string:
        place = {**place, "lineno": place["lineno"] - 1}
    expliquee = lieu.lecture.explain(place)
    if expliquee is not None:
        return expliquee
    if not mot:
        return syntaxe.SyntaxeInvalide.at(place)
    return syntaxe.MotIncompris.at(place, mot=mot)


_MESSAGES: list[tuple[re.Pattern[str], Traduire]] = [
    (re.compile(motif, re.DOTALL), traduire)
    for motif, traduire in (
        # What the parser reads.
        (r"^Invalid token: '(?P<mot>.*)'", _unread),
        (r"^syntax error|Invalid number format|^Invalid account name", _unread),
        (
            r"(?:month must be in|day is out of range|year .* out of range)",
            _of(nombres.DateInvalide),
        ),
        (
            r"^Duplicate (?:posting metadata field|metadata field on entry): KeyValue\(key='(.+?)'",
            validation.key_twice,
        ),
        (r"^Too many strings on transaction", validation.texts_in_excess),
        (r"^Unbalanced pushed tag: '(.+)'", chargement.tag_left),
        (r"^Unbalanced metadata key '(.+?)'", chargement.meta_left),
        (r"^Invalid option: '(.+)'", chargement.no_option),
        # What it finds in the accounts.
        (r"^Invalid reference to unknown account '(.+)'", validation.unknown_account),
        (r"^Unopened account (\S+) is being closed", validation.unopened_account),
        (r"^Invalid reference to inactive account '(.+)'", validation.inactive_account),
        (
            r"^Duplicate (?:open|close) directive for (\S+)",
            _of(comptes.CompteEnDouble, "compte"),
        ),
        (r"^Invalid currency (\S+) for account '(.+)'", validation.currency),
        (r"^Invalid currency '(\S+)' for Balance", validation.balance_currency),
        (
            r"^Duplicate commodity directives for '(.+)'",
            _of(comptes.DeviseEnDouble, "devise"),
        ),
        (r"^Transaction does not balance: \((.+)\)", validation.unbalanced),
        (
            r"more than one auto-posting|[Tt]oo many missing numbers",
            _of(comptes.MontantsManquants),
        ),
        (r"^No position matches \"Posting\(account='(.+?)'", validation.no_lot),
        (r"^Failed to categorize posting (\d+)", validation.uncategorized),
        (
            r"^Balance failed for '(.+)': expected (.+) != accumulated (.+?)(?: \((\S+) too (much|little)\))?$",
            validation.wrong_balance,
        ),
        (r"^Duplicate balance assertion", validation.balance_twice),
        (r"^Unused Pad entry", validation.pad_useless),
        # What it finds in the files.
        (r'^File glob "(.+)" does not match any files', chargement.no_match),
        (r'^File "(.+)" does not exist', chargement.no_file),
        (r'^File does not exist: "(.+)"', chargement.no_document),
        (r"^Document root '(.+)' does not exist", chargement.no_folder),
        (r'^Duplicate filename parsed: "(.+)"', chargement.twice),
        (r'^Error importing "(.+?)"', chargement.no_plugin),
        (r'^Error applying plugin "(.+?)"', chargement.plugin_failed),
        # Whatever it is, it is said.
        (r"", validation.untranslated),
    )
]
