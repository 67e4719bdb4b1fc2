"""Load a ledger: examined first, then parsed → `Livre`, every error in French.

What the examination refuses, Beancount never sees. Its loader is done without: it would
open the files again, follow what it finds, and trust a cache of pickles, which is keyed
on the files only and runs code.
"""

from __future__ import annotations

import contextlib
import functools
import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom

from ptce_ledger.erreurs import fichiers
from ptce_ledger.faits.annotation import reading
from ptce_ledger.faits.releve import Releve
from ptce_ledger.lecture.examen.examen import look
from ptce_ledger.lecture.parseur import parse
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.fichiers import find_namesake
from ptce_ledger.registre.directives import is_ours
from ptce_ledger.registre.registre import read_registre

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.examen.examen import Examen
    from ptce_ledger.registre.pole import Registre

PLUGIN = "ptce_ledger.plugins"
#: What one looks for in a folder given as a ledger.
PRINCIPAL = "main.beancount"


@dataclass(frozen=True)
class Livre:
    """A ledger as loaded: directives, options, and all its errors, by place."""

    chemin: Path
    entries: list[Any]
    options: Mapping[str, Any]
    errors: list[PtceError]
    #: What Beancount and the plugins said; None when it was refused before they read it.
    bruts: list[Any] | None = None
    #: The reading that the plugins made of it while it was loaded.
    lu: Releve | None = None

    @functools.cached_property
    def releve(self) -> Releve:
        """What its facts are read with."""
        if self.lu is not None:
            return self.lu
        return Releve(self.entries, self.options, read_registre(self.entries)[0])

    @property
    def registre(self) -> Registre:
        """Its register; the errors of the register are already in `errors`."""
        return self.releve.registre


def locate(chemin: Path) -> Path:
    """Name the main file of a ledger, given itself or its folder."""
    chemin = chemin.absolute()
    return chemin / PRINCIPAL if chemin.is_dir() else chemin


def load_livre(
    chemin: Path, *, notes: bool = False, examine: Callable[[Path], Examen] = look
) -> Livre:
    """Load a ledger file, or the main.beancount of a folder. Never raises.

    With `notes`, for a server: axes are written on the postings too, where Fava reads
    them, and memory is left as it was, since other versions will be loaded. It has its
    own way to `examine` the files, which is asked first, alone.
    """
    principal = locate(chemin)
    if not principal.is_file():
        return _unread(principal, [_missing(chemin, principal)])
    with _without_collector(freeze=not notes):
        try:
            examen = examine(principal)
            if examen.errors:
                return _unread(principal, examen.errors, list(examen.textes))
            with reading(notes=notes) as attente:
                entries, bruts, options = parse(examen.textes)
        except Exception as erreur:  # noqa: BLE001  Beancount raises anything
            nature = type(erreur).__name__
            message = later("lecture abandonnée ({nature})", nature=nature)
            lieu = {"filename": str(principal), "lineno": 0}
            erreur_lue = fichiers.ErreurBeancount.at(lieu, message=message)
            return _unread(principal, [erreur_lue])
    errors = _translate(principal, entries, bruts, options)
    lu = attente.read(entries)
    return Livre(principal, entries, options, errors, bruts, lu)


def _unread(
    principal: Path, errors: list[PtceError], fichiers: Sequence[str] = ()
) -> Livre:
    """Make a ledger without entries; its files are known as far as they were read."""
    options = {"filename": str(principal), "include": fichiers}
    return Livre(principal, [], options, errors)


def _missing(chemin: Path, principal: Path) -> PtceError:
    lieu = {"filename": str(principal), "lineno": 0}
    if chemin.is_dir() and not find_namesake(principal):
        dossier = chemin.absolute().name
        return fichiers.DossierSansLivre.at(lieu, dossier=dossier, principal=PRINCIPAL)
    return fichiers.missing(lieu, principal.name, str(principal))


@contextlib.contextmanager
def _without_collector(*, freeze: bool) -> Iterator[None]:
    """Keep the cyclic collector out of bulk loading.

    Nothing that a load makes is cyclic and dies: each of its passes over a growing heap
    frees nothing, for up to a third of the time (measured: ratio 1.37 at 100 000). What
    is then frozen is never freed: not for who drops a ledger and goes on.
    """
    actif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if freeze:
            gc.freeze()
        if actif:
            gc.enable()


def _translate(
    principal: Path, entries: list[Any], bruts: list[Any], options: Mapping[str, Any]
) -> list[PtceError]:
    absent = not is_checked(options) and _uses_register(entries)
    if not bruts and not absent:
        return []
    # What explains errors is a tenth of our modules: a right ledger does without.
    from ptce_ledger.lecture.traduction import translate_all  # noqa: PLC0415

    lus = dict.fromkeys((str(principal), *options.get("include", ())))
    lieu = {"filename": str(principal), "lineno": 0}
    propres = [fichiers.PluginAbsent.at(lieu)] if absent else []
    return translate_all([*bruts, *propres], entries, list(lus))


def is_checked(options: Mapping[str, Any]) -> bool:
    """Tell whether one of our plugins is loaded; « strict » alone checks little."""
    noms = [nom for nom, _ in options.get("plugin", ()) if nom != f"{PLUGIN}.strict"]
    return any(f"{nom}.".startswith(f"{PLUGIN}.") for nom in noms)


def _uses_register(entries: list[Any]) -> bool:
    return any(type(entry) is Custom and is_ours(entry.type) for entry in entries)
