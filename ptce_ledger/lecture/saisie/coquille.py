"""A slip of the hand, understood once: the fault, its place, what was meant, if sure.

Its message, the remedy of the message and what `ptce verifier --corriger` writes are
made from the same `Coquille`. Of three kinds:

- sure: `juste` is what was meant; the message shows it, `--corriger` writes it;
- shown: `juste` is for its author to type again, or there is none to give;
- in doubt: only its author can tell; no form is given, and `--corriger` lists it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee


class Coquille(NamedTuple):
    """What is mistyped between two places of a line, and what stands for it."""

    faute: type[PtceError]
    debut: int
    fin: int
    #: What to write there, "" when it is not known.
    juste: str = ""
    #: As much of it as the message shows: all, when not said.
    forme: str = ""
    sure: bool = False
    #: Why only its author can tell, as `--corriger` says it.
    doute: str = ""
    #: The other words of the message.
    mots: Mapping[str, object] = MappingProxyType({})

    def tell(self, lieu: Mapping[str, Any]) -> PtceError:
        """Build the error, at a place of the ledger: its remedy is the right form."""
        forme = self.forme or self.juste
        return self.faute.at(lieu, **{"forme": forme, "juste": forme, **self.mots})

    def shift(self, depuis: int) -> Coquille:
        """Count its places from further back."""
        return self._replace(debut=self.debut + depuis, fin=self.fin + depuis)

    def mend(self, texte: str) -> str:
        """Write the right form in the place of what was typed."""
        return texte[: self.debut] + self.juste + texte[self.fin :]


if TYPE_CHECKING:
    #: What knows one habit of hands, and finds it in a line.
    Habitude = Callable[[LigneTypee], Coquille | None]


def of_line(
    faute: type[PtceError],
    ligne: LigneTypee,
    position: int,
    juste: str,
    *,
    sure: bool = False,
    **mots: object,
) -> Coquille:
    """Make the slip of a line that is written again whole; it is shown without margins."""
    debut = ligne.brut.rfind("\n", 0, position) + 1
    fin, forme = debut + len(ligne.around(position)), juste.strip()
    change = juste != ligne.brut[debut:fin]
    return Coquille(faute, debut, fin, juste, forme, sure=sure and change, mots=mots)


def doubtful(
    faute: type[PtceError], debut: int, fin: int, ecrit: str, **mots: object
) -> Coquille:
    """Make the slip of what may be read in several ways."""
    raison = f"« {ecrit} » peut se lire de plusieurs façons"
    return Coquille(faute, debut, fin, doute=raison, mots=mots)
