"""Fava pages: `custom "fava-extension" "ptce_ledger.reports.fava"`, no configuration.

Fava makes a page of each class that it finds here, and lists them in the alphabetical
order of the names they have here: each page of the list has one, by its rank.
"""

from __future__ import annotations

from ptce_ledger.pages.liste import ACCUEIL
from ptce_ledger.pages.liste import PAGES

from . import socle


def make_pages() -> dict[str, type[socle.PageFava]]:
    """Make the class of each page: Fava names it by its code, and sorts it by its key."""
    return {
        f"Page{rang:02}": type(
            page.code,
            (socle.PageFava,),
            {
                "__module__": __name__,
                "page": page,
                # One script for all the pages: it says which language the document is in.
                "has_js_module": page.code == ACCUEIL,
            },
        )
        for rang, page in enumerate(PAGES.values(), 1)
    }


#: What a server that makes the pages itself needs not look for.
CLASSES = make_pages()
globals().update(CLASSES)
