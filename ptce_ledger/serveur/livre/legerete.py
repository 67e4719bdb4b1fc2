"""Which requests cannot last, by the form of what they carry; all others are bounded.

A regular expression that leaves no choice, without quantifier nor alternative, is tried
once at each place of a text. One that leaves some may take for ever, and nobody can tell
by looking at it: it is for a child to try (`serveur/tresorier/borne.py`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

#: What gives a choice to whoever matches; after a backslash it stands for itself.
_CHOIX = re.compile(r"[*+?{|]")
_PROTEGE = re.compile(r"\\.", re.DOTALL)
#: A text between quotes, in a query.
_TEXTE = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOTIF_MAX = 300
_REQUETE_MAX = 500
#: A search by a pattern that is not written there, or by one of these functions.
_CHERCHE = re.compile(r"~(?!\s*['\"])|\b(?:grepn?|subst|findfirst)\s*\(", re.IGNORECASE)
_APPEL = re.compile(r"\b(\w+)\s*\(")
#: What a light query may call; words of the language may stand before a parenthesis.
_LEGERES = frozenset(
    [
        "sum",
        "count",
        "first",
        "last",
        "min",
        "max",
        "year",
        "month",
        "day",
        "quarter",
        "yearmonth",
        "weekday",
        "root",
        "leaf",
        "parent",
        "cost",
        "value",
        "units",
        "number",
        "currency",
        "abs",
        "neg",
        "round",
        "convert",
        "only",
        "coalesce",
        "meta",
        "entry_meta",
        "any_meta",
        "open_meta",
        "lower",
        "upper",
        "possign",
        "safediv",
        "date_diff",
        "where",
        "from",
        "in",
        "and",
        "or",
        "not",
        "by",
    ]
)
_JOUR = r"(?:19|20|21)\d\d(?:-\d\d(?:-\d\d)?|-[qQ][1-4]|-[wW]\d\d)?"
_TEMPS = re.compile(rf"\s*(?:{_JOUR}(?:\s*-\s*{_JOUR})?)?\s*")
_PAS = re.compile(r"(?:year|quarter|month)?")
#: What multiplies choices by choices.
_GROUPE_REPETE = re.compile(r"\)[*+?{]")
_QUANTIFIE = re.compile(r"[*+?{]")
_QUANTIFIES_MAX = 3
_BRANCHES_MAX = 6


def is_light_pattern(motif: str) -> bool:
    r"""Tell whether a pattern, or a filter made of patterns, takes as long as its text.

    >>> is_light_pattern("Banque"), is_light_pattern(r"C\+\+"), is_light_pattern("(a+)+")
    (True, True, False)
    """
    return len(motif) <= _MOTIF_MAX and not _CHOIX.search(_PROTEGE.sub("", motif))


def is_tame_pattern(motif: str) -> bool:
    """Tell whether a pattern of a ledger's option ends soon on the name of an account.

    >>> is_tame_pattern(".*:(Loyer|Eau)"), is_tame_pattern("(a+)+")
    (True, False)
    >>> is_tame_pattern(".*:.*:.*"), is_tame_pattern(".*.*.*.*")
    (True, False)
    """
    nu = _PROTEGE.sub("", motif)
    return (
        len(motif) <= _MOTIF_MAX
        # Flags may put spaces between a group and what repeats it.
        and "(?" not in nu
        and not _GROUPE_REPETE.search(nu)
        and len(_QUANTIFIE.findall(nu)) <= _QUANTIFIES_MAX
        and nu.count("|") <= _BRANCHES_MAX
    )


def is_plain_query(requete: str) -> bool:
    """Tell whether a query searches by light patterns alone, all written in it.

    >>> is_plain_query("SELECT date WHERE payee ~ 'Région'")
    True
    >>> is_plain_query("SELECT date WHERE payee ~ narration")
    False
    """
    motifs = all(is_light_pattern(texte[1:-1]) for texte in _TEXTE.findall(requete))
    return motifs and not _CHERCHE.search(requete)


def is_light_query(requete: str) -> bool:
    """Tell whether a query is plain, and short: one pass over the books, little at each.

    >>> is_light_query("SELECT account, sum(position) GROUP BY account")
    True
    >>> is_light_query("run mine"), is_light_query("SELECT repr(date)")
    (False, False)
    """
    nue = _TEXTE.sub("''", requete).lower()
    appels = set(_APPEL.findall(nue))
    return (
        len(requete) <= _REQUETE_MAX
        and nue.lstrip().startswith(("select", "balances", "journal", "print"))
        and nue.count("select") <= 1
        and appels <= _LEGERES
        and is_plain_query(requete)
    )


def _is_short(valeur: str) -> bool:
    return len(valeur) <= 60


#: Arguments of Fava whose cost the asker decides, and when it is small.
_FORMES: dict[str, Callable[[str], object]] = {
    "account": is_light_pattern,
    "filter": is_light_pattern,
    "time": _TEMPS.fullmatch,
    "interval": _PAS.fullmatch,
    "conversion": _is_short,
    "query_string": is_light_query,
}


def is_light(arguments: Iterable[tuple[str, str]]) -> bool:
    """Tell whether the arguments of a request can make none that lasts."""
    return all(_FORMES[nom](v) for nom, v in arguments if nom in _FORMES)


def without_filters(arguments: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out of the arguments of a request those that choose what is shown."""
    return [(nom, valeur) for nom, valeur in arguments if nom not in _FORMES]


def wild_filters(arguments: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a filter holds a pattern that may take for ever, deaf to the rest."""
    return not all(
        is_light_pattern(valeur)
        for nom, valeur in arguments
        if nom in ("account", "filter")
    )
