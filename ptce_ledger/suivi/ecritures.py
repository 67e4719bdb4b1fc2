"""Entries to copy: what the states propose, as text that a ledger takes. Nothing is posted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.euros import write_decimal
from ptce_ledger.mots.lexique import EURO

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

#: Where the amounts of a proposed entry end.
_COLONNE = 62


class Mouvement(NamedTuple):
    """A line of a proposed entry: its account, its amount, the keys under it."""

    compte: str
    montant: Decimal
    cles: Mapping[str, str] = {}


class Ecriture(NamedTuple):
    """An entry that one may copy into a ledger."""

    date: datetime.date
    beneficiaire: str
    libelle: str
    mouvements: tuple[Mouvement, ...]
    cles: Mapping[str, str] = {}


def write(ecritures: Iterable[Ecriture]) -> str:
    """Write entries as a treasurer types them, a blank line between."""
    return "\n".join(_write(ecriture) for ecriture in ecritures)


def _write(ecriture: Ecriture) -> str:
    paye, dit = _quote(ecriture.beneficiaire), _quote(ecriture.libelle)
    lignes = [f"{ecriture.date.isoformat()} * {paye} {dit}"]
    lignes += [f"  {cle}: {_quote(valeur)}" for cle, valeur in ecriture.cles.items()]
    for compte, montant, cles in ecriture.mouvements:
        nombre = f"{write_decimal(montant)} {EURO}"
        espace = max(2, _COLONNE - 2 - len(compte) - len(nombre))
        lignes.append(f"  {compte}{' ' * espace}{nombre}")
        lignes += [f"    {cle}: {_quote(valeur)}" for cle, valeur in cles.items()]
    return "\n".join(lignes) + "\n"


def _quote(texte: str) -> str:
    barre = texte.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{barre}"'
