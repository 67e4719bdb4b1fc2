"""In which language a server answers by itself, before any page is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.langue import LANGUES
from ptce_ledger.mots.langue import choose
from ptce_ledger.reports.fava.langues import TEMOIN

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

_CHOIX = re.compile(rf"(?:^|;\s*){TEMOIN}=(\w{{2}})")


def chosen(environ: WSGIEnvironment) -> str:
    """Give the language that the reader's cookie asks for, "" if it is none of ours."""
    trouve = _CHOIX.search(str(environ.get("HTTP_COOKIE", "")))
    return trouve[1] if trouve and trouve[1] in LANGUES else ""


def wished(environ: WSGIEnvironment) -> str:
    """Give the language of ours that the browser prefers."""
    return choose(str(environ.get("HTTP_ACCEPT_LANGUAGE", "")) or None)


def of_environ(environ: WSGIEnvironment) -> str:
    """Give the language of a request: what the reader chose, else what the browser says."""
    return chosen(environ) or wished(environ)
