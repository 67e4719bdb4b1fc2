"""What every error is: a value with a place, a French message and its entry.

Beancount and Fava recognise any tuple (source, message, entry); the name of the class
is the public code of the error. A class states its message once, as a template:
`constat` says what is wrong, `remede` gives the right form. Its docstring, in French,
is what `ptce expliquer` and docs/erreurs.md print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import NamedTuple
from typing import Self

from ptce_ledger.ecriture import nearest
from ptce_ledger.ecriture import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping


class _Triple(NamedTuple):
    source: Mapping[str, Any]
    message: str
    entry: Any


class PtceError(_Triple):
    """Base of the catalogue: (source, message, entry), as Beancount wants them."""

    __slots__ = ()

    constat: ClassVar[str] = ""
    remede: ClassVar[str] = ""

    @classmethod
    def at(
        cls, meta: Mapping[str, Any] | None, entry: Any = None, **mots: object
    ) -> Self:
        """Build the error at the file and line of `meta`, filling the templates.

        Both `filename` and `lineno` must exist for Beancount's printer, whatever
        generated the entry; a missing one becomes "<inconnu>", line 0.
        """
        lieu = meta or {}
        source = {
            "filename": str(lieu.get("filename") or "<inconnu>"),
            "lineno": lieu.get("lineno") or 0,
        }
        constat = typeset(cls.constat).format(**mots)
        remede = typeset(cls.remede).format(**mots)
        return cls(source, f"{constat}\n{remede}".strip(), entry)

    @property
    def code(self) -> str:
        """Public name of the error."""
        return type(self).__name__


def suggest(mot: str, connus: Iterable[str]) -> str:
    """Start a remedy with the close name, when there is one."""
    proche = nearest(mot, connus)
    return f"Vouliez-vous dire «\u00a0{proche}\u00a0»\u00a0? " if proche else ""
