"""Class 8: an entry of contributions in kind stands alone, and its two sides agree."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger import lexique
from ptce_ledger.affectation import read_units
from ptce_ledger.ecriture import typeset
from ptce_ledger.erreurs.ecritures import ContributionDesequilibree
from ptce_ledger.erreurs.ecritures import ContributionMelangee
from ptce_ledger.euros import INSECABLE
from ptce_ledger.euros import write_nombre

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from ptce_ledger.affectation import Axes
    from ptce_ledger.comptes import Compte
    from ptce_ledger.erreurs.base import PtceError


def check_ecriture(
    entry: Transaction, comptes: Sequence[Compte], axes: Sequence[Axes]
) -> Iterator[PtceError]:
    """Report another account beside class 8, and 86 ≠ 87 by unit and périmètre."""
    soldes: dict[tuple[str, str], Decimal] = {}
    for posting, compte, axe in zip(entry.postings, comptes, axes, strict=True):
        if compte.role not in ("86", "87"):
            yield ContributionMelangee.at(
                posting.meta or entry.meta, entry, compte=compte.nom
            )
            return
        nombre, devise = read_units(posting)
        groupe = devise, _situation(axe)
        soldes[groupe] = soldes.get(groupe, Decimal(0)) + nombre
    for (devise, perimetre), solde in soldes.items():
        if solde:
            yield ContributionDesequilibree.at(
                entry.meta,
                entry,
                ecart=write_nombre(abs(solde)) + INSECABLE + devise,
                perimetre=typeset(perimetre),
            )


def _situation(axes: Axes) -> str:
    if axes.cle:
        return f"la clé « {axes.cle} »"
    if axes.projet:
        return f"le projet « {axes.projet} »"
    mot = lexique.PERIMETRES.get(axes.perimetre)
    return f"la {mot.libelle.lower()}" if mot else "ce qui n’a pas de périmètre"
