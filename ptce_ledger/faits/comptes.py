"""Accounts as the `open` directives describe them: number, role, inherited axes.

An account name carries no meaning save four numbers: class 8 (86, 87), 467, the
class of a charge and that of an investment. The number is the `compte:` of its `open`, else the first numbered
component of its name, else the `compte:` of the nearest ancestor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.data import Open

from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

_NUMERO = re.compile(r"(?:^|:)(\d+)")

#: Roots in Beancount's own order, and the option that renames each.
RACINES = ("Assets", "Liabilities", "Equity", "Income", "Expenses")

#: Which types an account may bear, by role.
_TYPES_DE = {
    "produit": frozenset(
        code for code, type_ in lexique.TYPES.items() if type_.nature == "produit"
    ),
    "charge": frozenset({"fonds-dedies"}),
    "bilan": frozenset(
        code for code, type_ in lexique.TYPES.items() if type_.nature == "financement"
    ),
    "87": frozenset({"aides-indirectes", "contributions-volontaires"}),
}
_AUCUN: frozenset[str] = frozenset()
#: What an Assets account may bear when it holds what lasts.
_DURABLES = frozenset({"investissements"})


class Compte(NamedTuple):
    """An account: its role, number, own open and the levels its axes come from.

    `mandat` tells an account where money is held for others (467). `role` is « produit », « charge », « bilan » (Equity or Liabilities), « actif »,
    « 86 » or « 87 » (class 8 under Equity). `niveaux` are the metadata of its `open`
    and of its ancestors', nearest first.
    """

    nom: str
    role: str
    numero: str
    niveaux: tuple[Mapping[str, Any], ...]
    mandat: bool
    #: The types it may bear.
    types: frozenset[str]

    @property
    def classe(self) -> str:
        """Two-digit class of a charge or investment, « autres » when it tells none."""
        classe = self.numero[:2]
        classes = lexique.CLASSES if self.role == "charge" else lexique.IMMOBILISATIONS
        return classe if classe in classes else "autres"


class Comptes(dict[str, Compte]):
    """Every account met, described on first use."""

    def __init__(self, entries: Iterable[Any], options: Mapping[str, Any]) -> None:
        super().__init__()
        self.opens: dict[str, Open] = {
            entry.account: entry for entry in entries if type(entry) is Open
        }
        self._racines = {
            str(options.get(f"name_{racine.lower()}", racine)): racine
            for racine in RACINES
        }

    def __missing__(self, nom: str) -> Compte:
        """Describe an account and remember it."""
        niveaux: list[Mapping[str, Any]] = []
        parent = nom
        while parent:
            entry = self.opens.get(parent)
            if entry is not None:
                niveaux.append(entry.meta)
            parent = parent.rpartition(":")[0]
        racine = self._racines.get(nom.partition(":")[0], "")
        numero = self._numero(nom, niveaux)
        role = _role(racine, numero)
        mandat = numero.startswith("467") and role in ("bilan", "actif")
        types = _TYPES_DE.get(role, _AUCUN)
        if role == "actif" and numero[:2] in lexique.IMMOBILISATIONS:
            types = _DURABLES
        compte = Compte(nom, role, numero, tuple(niveaux), mandat, types)
        self[nom] = compte
        return compte

    def _numero(self, nom: str, niveaux: list[Mapping[str, Any]]) -> str:
        entry = self.opens.get(nom)
        propre = entry.meta.get("compte") if entry is not None else None
        if propre is not None:
            return str(propre)
        trouve = _NUMERO.search(nom)
        if trouve:
            return trouve[1]
        return next((str(n["compte"]) for n in niveaux if "compte" in n), "")


def _role(racine: str, numero: str) -> str:
    if racine == "Income":
        return "produit"
    if racine == "Expenses":
        return "charge"
    if racine == "Equity" and numero[:2] in ("86", "87"):
        return numero[:2]
    return "actif" if racine == "Assets" else "bilan"
