"""What every error is: a value with a place, a French message and its entry.

Beancount and Fava recognise any tuple (source, message, entry); the name of the class
is the public code of the error. A class states its message once, as templates: `constat`
says what is wrong, `remede` what to do, `forme` the text to copy, on lines of its own.
Its docstring, in French, is what `ptce expliquer` and docs/erreurs.md print.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import NamedTuple
from typing import Self

from ptce_ledger.mots.typographie import nearest
from ptce_ledger.mots.typographie import typeset

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
    #: Left in the typography of a ledger, and never wrapped.
    forme: ClassVar[str] = ""

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
        # Each part has its lines: a text of the ledger must not add one.
        propres = {nom: str(mot).replace("\n", " ") for nom, mot in mots.items()}
        constat = typeset(cls.constat.format(**propres))
        remede = typeset(cls.remede.format(**propres))
        remede = remede[:1].upper() + remede[1:]
        parties = (constat, remede, cls.forme.format(**propres))
        return cls(source, "\n".join(filter(None, parties)), entry)

    @property
    def code(self) -> str:
        """Public name of the error."""
        return type(self).__name__

    def parts(self) -> tuple[str, str, str]:
        """Split the message again: what is wrong, what to do, the text to copy."""
        constat, _, suite = self.message.partition("\n")
        remede, _, forme = suite.partition("\n")
        return constat, remede, forme


def suggest(mot: str, connus: Iterable[str]) -> str:
    """Start a remedy with the close name, when there is one."""
    proche = nearest(mot, connus)
    return f"Vouliez-vous dire « {proche} » ? " if proche else ""


def suggest_else(mot: str, connus: Iterable[str]) -> str:
    """Start a remedy with the close name; what follows is then for another case."""
    suggestion = suggest(mot, connus)
    return f"{suggestion}Sinon " if suggestion else ""
