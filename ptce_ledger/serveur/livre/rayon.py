"""The ledgers of a server by their slug: what Fava asks of `app.config["LEDGERS"]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fava.util import next_key
from fava.util import slugify

if TYPE_CHECKING:
    from collections.abc import ItemsView
    from collections.abc import Sequence

    from ptce_ledger.serveur.livre.livre_servi import LivreServi
    from ptce_ledger.serveur.livre.versions import Versions


class Rayon:
    """Gives the version of each ledger that is shown now."""

    def __init__(self, versions: Sequence[Versions], slug: str = "") -> None:
        self._versions = versions
        self._slug = slug

    @property
    def ledgers(self) -> list[LivreServi]:
        """List the ledgers shown, in the order they were given."""
        return [version.ledger for version in self._versions]

    @property
    def ledgers_by_slug(self) -> dict[str, LivreServi]:
        """Give the ledgers shown, each under its slug: its title, unless one was set."""
        par_slug: dict[str, LivreServi] = {}
        for ledger in self.ledgers:
            titre = slugify(str(ledger.options["title"]))
            slug = self._slug or titre or slugify(ledger.beancount_file_path)
            par_slug[next_key(slug, par_slug)] = ledger
        return par_slug

    def first_slug(self) -> str:
        """Give the slug of the first ledger."""
        return next(iter(self.ledgers_by_slug))

    def items(self) -> ItemsView[str, LivreServi]:
        """View the slugs and their ledgers."""
        return self.ledgers_by_slug.items()

    def __getitem__(self, slug: str) -> LivreServi:
        return self.ledgers_by_slug[slug]
