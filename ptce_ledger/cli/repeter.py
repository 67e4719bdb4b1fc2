"""`ptce repeter`: like entries from one, printed, to be copied into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ptce_ledger.cli import commun
from ptce_ledger.cli import etats

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

#: More is surely a slip of the hand.
_MAX = 366


@click.command(short_help="Des écritures pareilles à une, à recopier.")
@click.argument("ligne", metavar="FICHIER:LIGNE")
@commun.LIVRE
@click.option(
    "--tous-les",
    "pas",
    type=click.Choice(["semaine", "mois", "trimestre", "semestre", "an"]),
    default="mois",
    show_default=True,
    help="L’intervalle d’une écriture à la suivante.",
)
@click.option(
    "--fois",
    type=click.IntRange(1, _MAX),
    metavar="N",
    help="Combien en imprimer ; par défaut, jusqu’à la fin de l’exercice.",
)
@commun.SORTIE
def repeter(
    ligne: str, livre: Path, pas: str, fois: int | None, sortie: Path | None
) -> None:
    """Imprime des écritures pareilles à une, aux dates suivantes : rien n’est écrit.

    FICHIER:LIGNE est une ligne de l’écriture, comme la disent les messages
    (2026.beancount:42). Le mois dit dans le libellé avance avec la date. La pièce, le
    document et les liens n’y sont pas : ils sont d’une seule écriture.
    """
    from ptce_ledger.suivi.repetition import SansPareilleError
    from ptce_ledger.suivi.repetition import days
    from ptce_ledger.suivi.repetition import find_entry
    from ptce_ledger.suivi.repetition import repeat

    fichier, numero = _place(ligne)
    suivi = etats.follow(commun.load(livre))
    entry = find_entry(suivi, fichier, numero)
    if entry is None:
        commun.fail(f"Aucune écriture à la ligne {numero} de {fichier}, dans ce livre.")
    fin = suivi.registre.bornes(suivi.registre.exercice(entry.date))[1]
    jours: list[datetime.date] = []
    for jour in days(entry.date, pas):
        if len(jours) == (fois or _MAX) or (fois is None and jour > fin):
            break
        jours.append(jour)
    if not jours:
        commun.fail(
            "Rien à répéter avant la fin de l’exercice : dites combien, par --fois."
        )
    try:
        textes = [repeat(suivi, entry, jour) for jour in jours]
    except SansPareilleError:
        commun.fail(
            f"L’écriture de {ligne} ne peut pas être répétée telle qu’elle est écrite : "
            "gardez chaque texte sur une ligne, et rien d’autre entre ses lignes."
        )
    commun.write("\n".join(textes), sortie)


def _place(dit: str) -> tuple[str, int]:
    """Read « 2026.beancount:42 »."""
    from ptce_ledger.mots.typographie import disarm

    fichier, _, numero = dit.rpartition(":")
    if not fichier or not (numero.isascii() and numero.isdigit()) or len(numero) > 9:
        raise click.BadParameter(
            f"« {disarm(dit)} » : écrivez un fichier du livre et une ligne "
            "(2026.beancount:42).",
            param_hint="FICHIER:LIGNE",
        )
    return fichier.replace("\\", "/"), int(numero)
