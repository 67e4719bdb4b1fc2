"""What every error is: a value with a place, its words, and its entry.

Beancount and Fava read an error as (source, message, entry); the name of its class is
its public code. A class states its message once, as templates: `constat` says what is
wrong, `remede` what to do, `forme` the text to copy, on lines of its own. An error keeps
the words they take, and becomes sentences when it is shown, in the language then spoken.
Its docstring, in French, is what `ptce expliquer` and docs/erreurs.md print.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar
from typing import Self

from ptce_ledger.mots.dits import ACopier
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.langue import tell
from ptce_ledger.mots.voisins import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PtceError:
    """Base of the catalogue: read as (source, message, entry), as Beancount wants them."""

    source: Mapping[str, Any]
    entry: Any
    #: What the templates take, by name: data, and phrases that are said `later`.
    mots: Mapping[str, object]

    constat: ClassVar[str] = ""
    remede: ClassVar[str] = ""
    #: Left in the typography of a ledger, and never wrapped nor translated.
    forme: ClassVar[str] = ""

    @classmethod
    def at(
        cls, meta: Mapping[str, Any] | None, entry: Any = None, **mots: object
    ) -> Self:
        """Build the error at the file and line of `meta`, with the words it takes.

        A posting that a plugin made, as `pad` does, has no place: its entry's is given.
        Both `filename` and `lineno` must exist for Beancount's printer, whatever
        generated the entry; a missing one becomes "<inconnu>", line 0.
        """
        lieu = meta or {}
        if "filename" not in lieu:
            lieu = getattr(entry, "meta", None) or {}
        source = {
            "filename": str(lieu.get("filename") or "<inconnu>"),
            "lineno": lieu.get("lineno") or 0,
        }
        return cls(source, entry, mots)

    @property
    def code(self) -> str:
        """Public name of the error."""
        return type(self).__name__

    @property
    def message(self) -> str:
        """All its parts, each on its lines: what Beancount prints."""
        return "\n".join(filter(None, self.parts()))

    def parts(self) -> tuple[str, str, str]:
        """Say what is wrong, what to do, and the text to copy; an empty one is not said."""
        # Each part has its lines: a text of the ledger must not add one.
        mots = {
            nom: str(mot) if isinstance(mot, ACopier) else str(mot).replace("\n", " ")
            for nom, mot in self.mots.items()
        }
        remede = tell(self.remede, **mots)
        return (
            tell(self.constat, **mots),
            remede[:1].upper() + remede[1:],
            self.forme.format(**mots),
        )

    def __iter__(self) -> Iterator[Any]:
        """Unpack as the triple that it stands for."""
        return iter((self.source, self.message, self.entry))

    def __len__(self) -> int:
        return 3

    def __getitem__(self, rang: int) -> Any:
        return tuple(self)[rang]


def suggest(mot: str, connus: Iterable[str]) -> object:
    """Start a remedy with the close name, when there is one."""
    proche = nearest(mot, connus)
    return later("Vouliez-vous dire « {proche} » ? ", proche=proche) if proche else ""


def suggest_else(mot: str, connus: Iterable[str]) -> object:
    """Start a remedy with the close name; what follows is then for another case."""
    proche = nearest(mot, connus)
    if not proche:
        return ""
    return later("Vouliez-vous dire « {proche} » ? Sinon ", proche=proche)
