"""The pages as Fava's extension: `custom "fava-extension" "ptce_ledger.reports.fava"`."""

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


#: Name here → page; a server of ours makes its pages from this table.
CLASSES = make_pages()
# Fava makes a page of each class that it finds here, and lists them in the alphabetical
# order of the names they have here, hence the rank.
globals().update(CLASSES)
