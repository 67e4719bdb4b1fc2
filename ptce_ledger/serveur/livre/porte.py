"""The one door: Fava is given what was examined, and opens no file of the ledger.

`fava.core.FavaLedger.load_file` calls `load_uncached`, which it has by name in
`fava.core`: it would open the files again, follow what it finds there and run it. While
a ledger is given here, that name answers with it; outside, Fava loads as ever.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from typing import TYPE_CHECKING
from typing import cast

import fava.core
from fava.beans.load import load_uncached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fava.beans.types import LoaderResult

    from ptce_ledger.lecture.livre import Livre

_DONNE: ContextVar[Livre | None] = ContextVar("donne", default=None)


@contextlib.contextmanager
def giving(livre: Livre) -> Iterator[None]:
    """Have the Fava ledger that is made within be this one, as it was loaded."""
    fava.core.load_uncached = _load  # type: ignore[attr-defined]
    jeton = _DONNE.set(livre)
    try:
        yield
    finally:
        _DONNE.reset(jeton)


def _load(beancount_file_path: str, *, is_encrypted: bool) -> LoaderResult:
    livre = _DONNE.get()
    if livre is None:
        return load_uncached(beancount_file_path, is_encrypted=is_encrypted)
    return cast("LoaderResult", (livre.entries, livre.bruts, livre.options))
