"""Fava's templates, none of which turns escaping off: what a ledger holds is text.

The journal is written as HTML that its page shows as it is, under `autoescape false`: a
payee, a narration, a note would be elements of the page. Here that statement says true,
in whatever template it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import BaseLoader

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

_OUVERT = re.compile(
    r"(\{%[-+]?\s*autoescape\s+)(?!true\s*[-+]?%\})[^%]*?(\s*[-+]?%\})"
)


class Echappes(BaseLoader):
    """Gives the templates of another loader, all of them escaped."""

    def __init__(self, autres: BaseLoader) -> None:
        self._autres = autres

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Give the source of a template."""
        texte, fichier, frais = self._autres.get_source(environment, template)
        return _OUVERT.sub(r"\1true\2", texte), fichier, frais

    def list_templates(self) -> list[str]:
        """List them."""
        return self._autres.list_templates()


def escape_templates(environment: Environment) -> None:
    """Have an application's templates escape all that they write in a page."""
    if environment.loader is None:
        raise RuntimeError
    environment.loader = Echappes(environment.loader)
