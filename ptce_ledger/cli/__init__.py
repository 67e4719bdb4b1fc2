"""The `ptce` command: one module a command, each imported without Beancount.

A command imports what it works with inside its body, so that `ptce --help` is instant.
"""

from __future__ import annotations

import os
import sys

# click asks gettext for its own sentences: ours is the French catalogue, always.
os.environ["LANGUAGE"] = "fr"

import click

# First of all: click names its own types as they are declared.
from ptce_ledger.cli import francais  # noqa: F401

# isort: split
from ptce_ledger import __version__
from ptce_ledger.cli.a_faire import a_faire
from ptce_ledger.cli.acces import acces
from ptce_ledger.cli.budget import budget
from ptce_ledger.cli.conventions import conventions
from ptce_ledger.cli.cotisations import cotisations
from ptce_ledger.cli.expliquer import expliquer
from ptce_ledger.cli.faits import faits
from ptce_ledger.cli.membres import membres
from ptce_ledger.cli.nouveau import nouveau
from ptce_ledger.cli.preuves import preuves
from ptce_ledger.cli.publier import publier
from ptce_ledger.cli.repeter import repeter
from ptce_ledger.cli.servir import servir
from ptce_ledger.cli.solde import solde
from ptce_ledger.cli.synthese import synthese
from ptce_ledger.cli.verifier import verifier
from ptce_ledger.lecture.surveillance import Limites
from ptce_ledger.lecture.surveillance import leave_at_once
from ptce_ledger.lecture.surveillance import supervise
from ptce_ledger.mots.programmes import shelter

#: Commands that read a ledger from end to end: they do so in a child.
LECTEURS = (
    "verifier",
    "synthese",
    "faits",
    "cotisations",
    "conventions",
    "budget",
    "membres",
    "preuves",
    "a-faire",
    "solde",
    "repeter",
    "publier",
)
#: Says that this is a process of its own, which may leave as its child leaves.
SURVEILLER = "surveiller"
#: Seconds in which a server that is asked to stop has stopped, whatever it is doing.
SURSIS = 5.0
COMMANDES = (
    nouveau,
    verifier,
    synthese,
    faits,
    cotisations,
    conventions,
    budget,
    membres,
    preuves,
    a_faire,
    solde,
    repeter,
    servir,
    acces,
    expliquer,
    publier,
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="COMMANDE …",
)
@click.version_option(
    __version__,
    prog_name="ptce-ledger",
    message="%(prog)s %(version)s",
    help="Affiche la version.",
)
@click.option(
    "--duree-max",
    type=click.IntRange(1, 86400),
    default=Limites().secondes,
    show_default=True,
    metavar="SECONDES",
    help="Arrête la lecture d’un livre au-delà.",
)
@click.option(
    "--memoire-max",
    type=click.IntRange(64, 1 << 20),
    default=Limites().memoire,
    show_default=True,
    metavar="MO",
    help="Ce que la lecture d’un livre peut prendre de mémoire.",
)
@click.pass_context
def ptce(contexte: click.Context, duree_max: int, memoire_max: int) -> None:
    """L’économie d’un PTCE, lue dans ses livres.

    Commencez par « ptce nouveau mon-pole », puis « ptce synthese mon-pole ».
    """
    if contexte.obj is SURVEILLER and contexte.invoked_subcommand in LECTEURS:
        contexte.obj = Limites(duree_max, memoire_max)
        supervise(contexte.obj)
    elif contexte.obj is SURVEILLER and contexte.invoked_subcommand == "servir":
        contexte.obj = Limites(duree_max, memoire_max)
        supervise(contexte.obj, sursis=SURSIS)


for commande in COMMANDES:
    ptce.add_command(commande)


def main() -> None:
    """Run the command line."""
    shelter()
    for flux in (sys.stdout, sys.stderr):
        # An old Windows console cannot show every sign: better « ? » than a crash.
        if hasattr(flux, "reconfigure"):
            flux.reconfigure(errors="replace")
    try:
        ptce(prog_name="ptce", obj=SURVEILLER)
    except SystemExit as fin:
        leave_at_once(fin.code)
        raise
