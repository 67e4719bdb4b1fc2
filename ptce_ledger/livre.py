"""Load a ledger: Beancount's own loader, uncached → `Livre`, every error in French.

The loader's pickle cache is keyed on the files only: it would serve the annotations of
an older ptce-ledger, and a pickle in a shared folder runs code. `_load` is the uncached
entry point that Fava uses too; it is one of the few internals we rely on.
"""

from __future__ import annotations

import contextlib
import functools
import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core.data import Custom
from beancount.core.data import Open

from ptce_ledger.annotation import reading
from ptce_ledger.erreurs import lecture
from ptce_ledger.registre import read_registre
from ptce_ledger.releve import Releve
from ptce_ledger.traduction import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.pole import Registre

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
    #: The reading that the plugins made of it while it was loaded.
    lu: Releve | None = None

    @functools.cached_property
    def releve(self) -> Releve:
        """What its facts are read with."""
        # Padding comes after the plugins: what they read is then not the whole.
        if self.lu is not None and self.lu.is_of(self.entries):
            return self.lu
        return Releve(self.entries, self.options, read_registre(self.entries)[0])

    @property
    def registre(self) -> Registre:
        """Its register; the errors of the register are already in `errors`."""
        return self.releve.registre


def load_livre(chemin: Path) -> Livre:
    """Load a ledger file, or the main.beancount of a folder. Never raises."""
    chemin = chemin.absolute()
    if chemin.is_dir():
        chemin = chemin / PRINCIPAL
    lieu = {"filename": str(chemin), "lineno": 0}
    if not chemin.is_file():
        absent = lecture.LivreIntrouvable.at(lieu, fichier=chemin.name)
        return Livre(chemin, [], {"filename": str(chemin)}, [absent])
    with _without_collector(), reading() as lus:
        try:
            entries, bruts, options = loader._load(  # noqa: SLF001  see the module
                [(str(chemin), True)], None, None, None
            )
        except Exception as erreur:  # noqa: BLE001  Beancount raises anything
            nom = type(erreur).__name__
            echec = lecture.ErreurBeancount.at(
                lieu, message=f"lecture abandonnée ({nom})"
            )
            return Livre(chemin, [], {"filename": str(chemin)}, [echec])
    errors = _translate(chemin, entries, bruts, options)
    return Livre(chemin, entries, options, errors, lus.get("releve"))


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the cyclic collector out of bulk loading.

    Nothing that a load makes is cyclic and dies: each of its passes over a growing heap
    frees nothing, for up to a third of the time (measured: ratio 1.37 at 100 000).
    """
    actif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if actif:
            gc.enable()


def _translate(
    chemin: Path, entries: list[Any], bruts: list[Any], options: Mapping[str, Any]
) -> list[PtceError]:
    comptes = [entry.account for entry in entries if type(entry) is Open]
    fichiers = [str(chemin), *options.get("include", ())]
    errors = [translate(brut, comptes, fichiers) for brut in bruts]
    charges = [nom for nom, _ in options.get("plugin", ())]
    if PLUGIN not in charges and _uses_register(entries):
        lieu = {"filename": str(chemin), "lineno": 1}
        errors.append(lecture.PluginAbsent.at(lieu))
    uniques = {(e.source["filename"], e.source["lineno"], e.message): e for e in errors}
    if len(uniques) > 1:
        # A module that fails does so because of another error, which says more.
        uniques = {cle: e for cle, e in uniques.items() if not _is_echo(e)} or uniques
    return sorted(
        uniques.values(),
        key=lambda e: (
            e.source["filename"] != str(chemin),
            str(e.source["filename"]),
            _number(e.source["lineno"]),
            e.message,
        ),
    )


def _number(ligne: Any) -> int:
    return ligne if isinstance(ligne, int) else 0


def _is_echo(error: PtceError) -> bool:
    return isinstance(error, lecture.ErreurBeancount) and "n’a pas pu le lire" in (
        error.message
    )


def _uses_register(entries: list[Any]) -> bool:
    return any(
        type(entry) is Custom and entry.type.startswith("ptce-") for entry in entries
    )
