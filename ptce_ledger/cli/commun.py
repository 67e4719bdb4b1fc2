"""What commands share: reading a ledger, showing its errors, writing a result."""

from __future__ import annotations

import contextlib
import datetime
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NoReturn

import click

from ptce_ledger.lecture.surveillance import Limites

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from typing import Any

    from ptce_ledger.lecture.livre import Livre

LIVRE = click.argument(
    "livre", type=click.Path(path_type=Path), metavar="[LIVRE]", default=Path()
)
SORTIE = click.option(
    "-o",
    "--sortie",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Écrit dans FICHIER, en entier ou pas du tout.",
)
PROVISOIRE = click.option(
    "--provisoire",
    is_flag=True,
    help="Montre les chiffres d’un livre qui a des erreurs, avec un avertissement.",
)


def _read_day(value: str) -> datetime.date:
    """Read a day, as a ledger writes it or as one says it in French."""
    from ptce_ledger.mots.dates import read_date
    from ptce_ledger.mots.typographie import disarm

    juste = read_date(value)
    if not juste:
        raise click.BadParameter(
            f"« {disarm(value)} » : écrivez une date qui existe (2025-03-31)."
        )
    return datetime.date.fromisoformat(juste)


def au_option(aide: str) -> Callable[[Any], Any]:
    """Make the --au option of a command."""
    return click.option("--au", "au", type=_read_day, metavar="AAAA-MM-JJ", help=aide)


def exercice_option(aide: str) -> Callable[[Any], Any]:
    """Make the --exercice option of a command."""
    return click.option("--exercice", metavar="A ou A..B", help=aide)


def load(chemin: Path, *, provisoire: bool = False) -> Livre:
    """Load a ledger; on any error, print them all and leave with status 1.

    With `provisoire` the errors are printed and the ledger is given all the same,
    unless nothing at all could be read.
    """
    from ptce_ledger.lecture.livre import load_livre

    with reading(chemin):
        livre = load_livre(chemin)
    if livre.errors:
        from ptce_ledger.rendu.terminal.erreurs import render

        click.echo(render(livre.errors, livre.chemin.parent), err=True)
        click.echo(tell_part(livre.chemin), err=True, nl=False)
        if not provisoire or not livre.entries:
            raise SystemExit(1)
    return livre


def tell_part(chemin: Path) -> str:
    """Say that a file is a part of a ledger, which alone has the accounts; "" if not."""
    from ptce_ledger.lecture.livre import PRINCIPAL

    try:
        tout = chemin.with_name(PRINCIPAL).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    if chemin.name == PRINCIPAL or f'include "{chemin.name}"' not in tout:
        return ""
    from ptce_ledger.mots.typographie import disarm

    return (
        f"{disarm(chemin.name)} n’est qu’une partie du livre : donnez {PRINCIPAL}, "
        "ou son dossier.\n"
    )


@contextlib.contextmanager
def defined() -> Iterator[None]:
    """Hold what reads report definitions: a fault in one is told, and ends the command."""
    from ptce_ledger.analyse.definitions.fichiers import DefinitionFausseError

    try:
        yield
    except DefinitionFausseError as fausse:
        from ptce_ledger.rendu.terminal.erreurs import render

        click.echo(render(fausse.errors, Path.cwd()), err=True)
        raise SystemExit(1) from None


@contextlib.contextmanager
def reading(chemin: Path) -> Iterator[None]:
    """Tell that a ledger is being read, and hold what is done within to its limits."""
    from ptce_ledger.lecture.surveillance import limited

    with progress(f"Lecture de {chemin}"), limited(asked_limits()):
        yield


def asked_limits() -> Limites | None:
    """Give the limits asked for, None inside another program."""
    contexte = click.get_current_context(silent=True)
    obj = contexte.find_root().obj if contexte else None
    return obj if isinstance(obj, Limites) else None


@contextlib.contextmanager
def progress(tache: str) -> Iterator[None]:
    """Show on a terminal that a long task goes on, with the seconds; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    fini = threading.Event()

    def show() -> None:
        debut = time.monotonic()
        # A short task shows nothing: a flicker is not news.
        while not fini.wait(0.5):
            click.echo(
                f"\r{tache}… {time.monotonic() - debut:.0f} s ", err=True, nl=False
            )

    fil = threading.Thread(target=show, daemon=True)
    fil.start()
    try:
        yield
    finally:
        fini.set()
        fil.join()
        click.echo("\r\x1b[K", err=True, nl=False)


def choose_exercices(
    livre: Livre, demande: str | None, *, suivis: bool = False
) -> list[int]:
    """Read « 2025 », « 2023..2025 » or nothing: the exercice shown by default.

    With `suivis`, those that have no entry yet and of which something is said.
    """
    releve = livre.releve
    admis = releve.calendrier.suivis() if suivis else releve.exercices()
    if demande is None:
        dernier = releve.calendrier.defaut() or max(admis, default=None)
        if dernier is None:
            fail(f"{livre.chemin.name} : aucune écriture, donc aucun exercice.")
        return [dernier]
    debut, points, fin = demande.partition("..")
    bornes = (debut, fin if points else debut)
    if not all(b.isascii() and b.isdigit() and len(b) == 4 for b in bornes):
        from ptce_ledger.mots.typographie import disarm

        raise click.BadParameter(
            f"« {disarm(demande)} » : écrivez une année (2025) ou deux (2023..2025).",
            param_hint="--exercice",
        )
    premier, dernier = int(bornes[0]), int(bornes[1])
    tenus = releve.exercices()
    voulus = [annee for annee in admis if premier <= annee <= dernier]
    if premier > dernier or not voulus or (not points and premier not in admis):
        connus = ", ".join(map(str, tenus)) or "aucun"
        fail(f"Aucune écriture en {demande}. Exercices du livre : {connus}.")
    return voulus


def write(contenu: str | bytes, sortie: Path | None) -> None:
    """Write a result to a file, whole or not at all, or to standard output."""
    if sortie is None:
        if isinstance(contenu, str):
            click.echo(contenu, nl=False, color=None if _wants_color() else False)
        else:
            # Bytes as they are: UTF-8 whatever the console, line ends untouched.
            sys.stdout.buffer.write(contenu)
            sys.stdout.buffer.flush()
        return
    from ptce_ledger.mots.fichiers import write_whole

    if isinstance(contenu, str):
        contenu = click.unstyle(contenu).encode()
    try:
        write_whole(sortie, contenu)
    except OSError as erreur:
        from ptce_ledger.mots.fichiers import say_refusal

        fail(
            f"Impossible d’écrire {sortie} : {say_refusal(erreur)}. Rien n’a été changé."
        )
    click.echo(f"Écrit : {sortie}", err=True)


def need_file(format_: str, sortie: Path | None) -> None:
    """Refuse to print on a terminal what only a program reads."""
    if format_ in ("parquet", "xlsx") and sortie is None:
        raise click.UsageError(
            f"Le format {format_} s’écrit dans un fichier : ajoutez -o FICHIER."
        )


def _wants_color() -> bool:
    # https://no-color.org: any non-empty value turns colours off.
    return not os.environ.get("NO_COLOR")


def fail(message: str) -> NoReturn:
    """Say what is wrong and leave with status 1."""
    from ptce_ledger.mots.typographie import disarm
    from ptce_ledger.mots.typographie import typeset

    click.echo(click.style(typeset(disarm(message)), fg="red"), err=True)
    raise SystemExit(1)
