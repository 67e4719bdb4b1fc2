"""What a kind of declaration is: its shape, whom it names, how the register takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.forme import Directive
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

    #: Takes what was read into the register; knows the first to have borne each name.
    Declare = Callable[[Registre, Lu, dict[str, Lu]], Iterable[PtceError]]
    #: Checks what cannot be known before every name is.
    Check = Callable[[Registre, Lu], Iterable[PtceError]]


def keep(registre: Registre, lu: Lu, _premiers: dict[str, Lu]) -> Iterable[PtceError]:
    """Keep a declaration as it was read, for those who ask for its kind."""
    registre.declarations.setdefault(lu.entry.type, []).append(lu)
    return ()


def pass_over(_registre: Registre, _lu: Lu) -> Iterable[PtceError]:
    """Check nothing more than the shape and the codes."""
    return ()


class Declaration(NamedTuple):
    """A kind of declaration, whole: the register, the glossary and the docs read it."""

    directive: Directive
    #: Where a value or a key names somebody: who it must be.
    references: Mapping[str, str] = {}
    declare: Declare = keep
    check: Check = pass_over
    #: What is stated: two statements of the same on one day are an error. None where
    #: several add up.
    identite: Callable[[Lu], str] | None = None
