"""Entries and directives as ledger text, aligned as a careful hand aligns them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pole_fictif.tirage import quote

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pole_fictif.comptes import Compte
    from pole_fictif.tirage import Ecriture
    from pole_fictif.tirage import Jambe

    Meta = Iterable[tuple[str, str]]


def format_euros(centimes: int) -> str:
    """Write cents as euros.

    >>> format_euros(-123456), format_euros(5)
    ('-1234.56', '0.05')
    """
    signe = "-" if centimes < 0 else ""
    return f"{signe}{abs(centimes) // 100}.{abs(centimes) % 100:02d}"


def format_jambe(jambe: Jambe) -> str:
    """Write an amount with its unit; nobody types 12.50 hours."""
    montant = format_euros(jambe.centimes)
    if jambe.unite != "EUR":
        montant = montant.rstrip("0").rstrip(".")
    return f"{montant} {jambe.unite}"


def format_meta(meta: Meta, *, retrait: int = 2) -> str:
    """Write metadata, one per line."""
    return "".join(f"{' ' * retrait}{cle}: {valeur}\n" for cle, valeur in meta)


def format_ecriture(ecriture: Ecriture, *, elide: bool) -> str:
    """Write a transaction; `elide` leaves its last amount to Beancount."""
    lien = f" ^{ecriture.lien}" if ecriture.lien else ""
    titre = (
        f"{ecriture.jour} * {quote(ecriture.tiers)} {quote(ecriture.libelle)}{lien}\n"
    )
    comptes = max(len(jambe.compte) for jambe in ecriture.jambes)
    montants = [format_jambe(jambe) for jambe in ecriture.jambes]
    chiffres = max(len(montant.partition(" ")[0]) for montant in montants)
    lignes = [titre, format_meta(ecriture.meta)]
    for rang, (jambe, montant) in enumerate(
        zip(ecriture.jambes, montants, strict=True)
    ):
        nombre, _, unite = montant.partition(" ")
        ligne = f"  {jambe.compte:<{comptes}}  {nombre:>{chiffres}} {unite}"
        if elide and rang == len(montants) - 1:
            ligne = f"  {jambe.compte}"
        lignes += [ligne, "\n", format_meta(jambe.meta, retrait=4)]
    return "".join(lignes)


def format_compte(compte: Compte, jour: date) -> str:
    """Write the `open` of an account."""
    unites = f" {compte.unites}" if compte.unites else ""
    meta = ((cle, quote(valeur)) for cle, valeur in compte.meta)
    return f"{jour} open {compte.nom}{unites}\n{format_meta(meta)}"


def format_custom(jour: date, directive: str, valeurs: str, meta: Meta = ()) -> str:
    """Write a directive of the register, without its empty metadata."""
    pleines = ((cle, valeur) for cle, valeur in meta if valeur not in {"", '""'})
    return f'{jour} custom "ptce-{directive}" {valeurs}\n{format_meta(pleines)}'
