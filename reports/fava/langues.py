"""Which language a request is answered in, and how a reader's choice is kept.

`select_locale` is Fava's own question answered in the same way: a server that wraps Fava
may give it to Flask-Babel, so that Fava's words follow ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fava import LOCALES
from flask import after_this_request
from flask import g
from flask import has_request_context
from flask import request

from ptce_ledger.mots.langue import DEFAUT
from ptce_ledger.mots.langue import LANGUES
from ptce_ledger.mots.langue import choose

if TYPE_CHECKING:
    from flask.wrappers import Response

ARGUMENT = "langue"
TEMOIN = "ptce-langue"
_UN_AN = 365 * 24 * 3600


def of_request() -> str:
    """Give the language of the page asked for; French outside of any request."""
    if not has_request_context():
        return DEFAUT
    return chosen() or _of_ledger() or choose(request.headers.get("Accept-Language"))


def chosen() -> str:
    """Give the language that the reader chose, in the address or before; else ""."""
    for voulue in (request.args.get(ARGUMENT), request.cookies.get(TEMOIN)):
        if voulue in LANGUES:
            return voulue
    return ""


def select_locale() -> str:
    """Give the language of Fava's own words: the reader's choice, else as Fava does."""
    option = getattr(_options(), "language", None)
    return (
        chosen()
        or option
        or request.accept_languages.best_match(["fr", "en", *LOCALES])
        or DEFAUT
    )


def keep_choice() -> None:
    """Have the answer set the cookie when the address chooses, and say what it rests on."""
    langue = request.args.get(ARGUMENT)
    nouvelle = langue in LANGUES and request.cookies.get(TEMOIN) != langue

    @after_this_request
    def _keep(reponse: Response) -> Response:
        # No cache shared by several readers may serve one's language to another.
        reponse.vary.update(("Accept-Language", "Cookie"))
        if langue and nouvelle:
            reponse.set_cookie(
                TEMOIN, langue, _UN_AN, samesite="Lax", secure=request.is_secure
            )
        return reponse


def _of_ledger() -> str:
    """Give the language that the ledger asks of Fava, when it is one of ours."""
    option = getattr(_options(), "language", None) or ""
    langue = re.split("[_-]", option.lower())[0]
    return langue if langue in LANGUES else ""


def _options() -> object:
    """Give Fava's options of the ledger shown, if any is."""
    return getattr(getattr(g, "ledger", None), "fava_options", None)
