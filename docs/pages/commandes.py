"""docs/commandes.md: each command and its options, as `--help` says them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from pages.markdown import set_block
from pages.markdown import set_code
from pages.markdown import set_table
from pages.markdown import write_page
from ptce_ledger.cli import COMMANDES
from ptce_ledger.cli import ptce
from ptce_ledger.mots.typographie import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator


def commandes() -> str:
    """Write docs/commandes.md: each command and its options, as `--help` says them."""
    return write_page("Les commandes", _commandes())


def _commandes() -> Iterator[str]:
    contexte = click.Context(ptce, info_name="ptce", **ptce.context_settings)
    yield from _paragraphs(ptce)
    yield set_table(
        ("Commande", "Ce qu’elle fait"),
        (
            (f"[`ptce {c.name}`](#ptce-{c.name})", c.get_short_help_str(200))
            for c in COMMANDES
        ),
    )
    yield _options(ptce, contexte)
    yield (
        "Le code de sortie est 0 si tout va bien, 1 si le livre a des erreurs, 2 si la "
        "commande est mal écrite."
    )
    for commande in COMMANDES:
        sous = click.Context(commande, info_name=commande.name, parent=contexte)
        yield f"## ptce {commande.name}"
        yield set_block(" ".join(("ptce", commande.name or "", *_pieces(sous))), "text")
        yield from _paragraphs(commande)
        yield _options(commande, sous)


def _pieces(contexte: click.Context) -> list[str]:
    return contexte.command.collect_usage_pieces(contexte)


def _paragraphs(commande: click.Command) -> Iterator[str]:
    for paragraphe in inspect.cleandoc(commande.help or "").split("\n\n"):
        yield typeset(" ".join(paragraphe.split("\n")))


def _options(commande: click.Command, contexte: click.Context) -> str:
    lignes = (
        option.get_help_record(contexte)
        for option in commande.get_params(contexte)
        if isinstance(option, click.Option)
    )
    return set_table(
        ("Option", "Sens"), ((set_code(o[0]), typeset(o[1])) for o in lignes if o)
    )
