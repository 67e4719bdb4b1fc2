"""Attacks by the hundred: what hostile hands would leave in a ledger or send to a server.

Each generator draws a class from a seed, whole under `make attaques`, a sample in CI.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

#: Whether the whole of each class is tried.
TOUT = os.environ.get("PTCE_ATTAQUES") == "tout"
GRAINE = 20250301


def drawn(sel: int = 0) -> random.Random:
    """Draw from the seed, the same each time."""
    return random.Random(GRAINE + sel)  # noqa: S311  nothing secret


def sample(cas: Sequence[str], combien: int = 12) -> list[str]:
    """Give the whole of a class under `make attaques`, else a sample that never changes."""
    return list(cas) if TOUT else drawn().sample(list(cas), combien)


# ---------------------------------------------------------------------------------------
# Patterns of files


def iter_motifs(combien: int = 240) -> Iterator[str]:
    """Draw patterns of `include` that a plain expansion would take hours over."""
    tirage = drawn()
    morceaux = ("**", "*", "a*", "[a-z]*", "?", "*a*a*", "b", "l1", "l*")
    fins = ("z.beancount", "*.beancount", "*", "**", "[!z]*", "**/absent")
    for _ in range(combien):
        longueur = tirage.choice((2, 4, 8, 16, 64))
        etoiles = tirage.random() < 0.5
        parties = [
            "**" if etoiles else tirage.choice(morceaux) for _ in range(longueur)
        ]
        yield "/".join([*parties, tirage.choice(fins)])


# ---------------------------------------------------------------------------------------
# Filters and queries that never end

#: A word that such patterns choke on, in an account, a payee and a narration.
PROIE = "a" * 48 + "b"
_NOYAUX = (
    "(a+)+",
    "(a*)*",
    "(a|a)*",
    "(a|aa)+",
    "(a?){30}a{30}",
    "(.*a){25}",
    "(?:a+a+)+",
    "([a-z]+)*",
    "(\\w+)+",
    "(a(?=a)|a)+",
    "((a+)+)+",
    "(?P<x>a|a)*",
    "(a+?)+",
    "(aa|a|aaa)*",
    "(?i:A+)+",
    "(\\w|a)*",
)
_AVANT = ("", "^", ".*", "(?=a)", "(?:x|)")
_APRES = ("$", "c", "[^ab]", "(?!b|a)", "\\d$")


def iter_sans_fin() -> Iterator[str]:
    """List regular expressions of exponential search on that word."""
    for noyau in _NOYAUX:
        for avant in _AVANT:
            for apres in _APRES:
                yield f"{avant}{noyau}{apres}"


def iter_demandes() -> Iterator[str]:
    """Put each of them where a reader, or a link, may write it: an address each."""
    ou = (
        "api/query?query_string=SELECT account WHERE account ~ '{m}'",
        "api/query?query_string=SELECT grep('{m}', narration)",
        "api/query?query_string=SELECT subst('{m}', '', payee) LIMIT 5",
        "download-query/query_result.csv?query_string=SELECT date WHERE payee ~ '{m}'",
        "api/journal_page?page=1&order=asc&account={m}",
        'api/journal_page?page=1&order=asc&filter=narration:"{m}"',
        'api/journal_page?page=1&order=asc&filter=any(account:"{m}")',
        'api/account_report?a=Assets&r=journal&filter=payee:"{m}"',
        "api/income_statement?account={m}",
        'api/balance_sheet?filter="{m}"',
        "extension/Synthese/?account={m}",
        "download-journal/?account={m}",
    )
    for rang, motif in enumerate(iter_sans_fin()):
        chemin, _, requete = ou[rang % len(ou)].partition("?")
        paires = [paire.split("=", 1) for paire in requete.split("&")]
        yield f"{chemin}?" + urlencode(
            [(n, v.replace("{m}", motif)) for n, v in paires]
        )
    lourds = ("time=0001 - 9999&interval=day", "interval=day&time=1900 - 2199")
    for chemin in ("api/income_statement", "api/account_report?a=Assets&r=balances"):
        for lourd in lourds:
            joint = "&" if "?" in chemin else "?"
            yield f"{chemin}{joint}{lourd.replace(' ', '%20')}"
    for profondeur in (500, 3000):
        yield f"api/journal_page?page=1&order=asc&filter={'-' * profondeur}a"
        yield f"api/query?query_string=SELECT%20{'(' * profondeur}1"


# ---------------------------------------------------------------------------------------
# Formulas in spreadsheets, elements in pages

_FORMULES = (
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)",
    '=HYPERLINK("//pirate.example";"clic")',
    "＝2+2",
)
_DEVANT = (
    *("", " ", '"', '""', "'", "\u00a0", "Dupont,", "Dupont, ", "Dupont;", "Dupont; "),
    *(
        "a\t",
        "a\n",
        "a\r\n",
        'a,"',
        'a,""',
        'a", "',
        "a,,",
        "a;,",
        "1,5,",
        "a|",
        ",",
        ";",
    ),
    *("a,'", 'a, " ', '",', "a,\t", "-,", "2025-01-01,", "a,b,c,", "x;y,z;"),
)


def iter_formules() -> Iterator[str]:
    """Hide a formula at each place where a spreadsheet of some country begins a cell."""
    for devant in _DEVANT:
        for formule in _FORMULES:
            yield f"{devant}{formule}"
            yield f"{devant}{formule},{formule}"


_ELEMENTS = (
    "<script>pirate()</script>",
    "<img src=x onerror=pirate()>",
    "<svg/onload=pirate()>",
    "<iframe srcdoc='<script>parent.pirate()</script>'></iframe>",
    "<style>*{background:url(//pirate.example)}</style>",
    "<form action=//pirate.example><input name=x></form>",
    "<a href=//pirate.example style='position:fixed;inset:0'>x</a>",
    "<b>gras</b>",
    "<!-- ",
    "<x",
    "&lt;img src=x&gt;",
    "<base href=//pirate.example>",
)
_ENROBES = (
    "{}",
    '">{}',
    "'>{}",
    "</p></li>{}",
    "</strong>{}<strong>",
    "a{}b",
    "' x='{}",
)


def iter_elements() -> Iterator[str]:
    """Write elements of a page, and what ends the element they would stand in."""
    for enrobe in _ENROBES:
        for element in _ELEMENTS:
            yield enrobe.format(element)
            yield enrobe.format(element.upper())
            yield enrobe.format(element) + " onmouseover='pirate()'"
