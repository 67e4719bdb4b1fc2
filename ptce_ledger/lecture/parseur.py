"""Do with the texts examined what Beancount's loader does with files.

What was examined is what is parsed: no file is opened again, none that the examination
did not see is followed, no cache is read and no path is added for modules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core.data import entry_sortkey
from beancount.ops import validation
from beancount.parser import booking
from beancount.parser import parser

from ptce_ledger.lecture.examen.interdits import is_admitted

if TYPE_CHECKING:
    from collections.abc import Mapping


def parse(
    textes: Mapping[str, str],
) -> tuple[list[Any], list[Any], Mapping[str, Any]]:
    """Parse the files of a ledger, the main one first, then book, transform, validate."""
    entries: list[Any] = []
    errors: list[Any] = []
    toutes: list[Any] = []
    for nom, texte in textes.items():
        siennes, fautes, options = parser.parse_string(texte, nom)
        entries += siennes
        errors += fautes
        toutes.append(options)
    principales, *autres = toutes
    options = loader.aggregate_options_map(
        {**principales, "include": sorted(textes)}, autres
    )
    # A text may be so broken that the parser sees a line where the examination saw none:
    # its errors refuse the ledger, but it would run the modules first.
    options["plugin"] = [p for p in options["plugin"] if is_admitted(p[0])]
    options["plugin_processing_mode"] = "default"
    entries.sort(key=entry_sortkey)
    entries, fautes = booking.book(entries, options)
    entries, errors = loader.run_transformations(
        entries, errors + fautes, options, None
    )
    errors += validation.validate(entries, options)
    options["input_hash"] = loader.compute_input_hash(options["include"])
    return entries, errors, options
