"""What can be wrong with the access to a publication, said in French."""

from __future__ import annotations


class FauteAcces(Exception):
    """Why links cannot be read or changed; its text is for the treasurer."""

    @property
    def message(self) -> str:
        """Give the sentence to show."""
        return str(self)
