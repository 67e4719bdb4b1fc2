"""A Fava ledger made once of a ledger that was examined and parsed, then left as it is.

Fava reloads a ledger in place, in the middle of requests. Here a change makes another
object (`versions.py`), so that a request sees one whole ledger. What is relied on in
Fava: `FavaLedger.load_file` and `changed`, its modules `extensions`, `file`, `query_shell`
and `watcher`, the order in which `load_file` calls them, and `errors`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava.beans.abc import Document
from fava.core import FavaLedger
from fava.core.extensions import ExtensionModule
from fava.core.watcher import WatcherBase
from fava.ext import ExtensionConfigError
from fava.ext import FavaExtensionError

from ptce_ledger.analyse.definitions.propres import paths_of
from ptce_ledger.erreurs.base import PtceError
from ptce_ledger.lecture.examen.interdits import EXTENSION
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import later
from ptce_ledger.reports import fava as pages
from ptce_ledger.serveur.livre.enregistrement import FichiersEntiers
from ptce_ledger.serveur.livre.legerete import is_tame_pattern
from ptce_ledger.serveur.livre.porte import giving
from ptce_ledger.serveur.livre.requetes import make_shell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fava.helpers import BeancountError

    from ptce_ledger.lecture.livre import Livre

#: Options of Fava that run a file of the ledger, or open folders to the browser.
_OPTIONS_INTERDITES = ("import-config", "import-dirs")
#: Options of Fava that are regular expressions, which it tries on accounts.
_MOTIFS = ("collapse-pattern", "insert-entry")


class Refus(PtceError):
    """A line of the ledger that is not served."""

    __slots__ = ()
    constat = "{raison}"


class LivreRefuseError(Exception):
    """A ledger that is not served, and the lines that are why."""

    def __init__(self, refus: Sequence[Any]) -> None:
        super().__init__()
        self.refus = refus


class Guetteur(WatcherBase):
    """Stands for Fava's watcher: it never sees a change, and starts no thread."""

    def __init__(self, date: int) -> None:
        self.last_checked = date
        self.last_notified = 0

    def update(self, files: Iterable[Path], folders: Iterable[Path]) -> None:
        """Watch nothing."""

    def notify(self, path: Path) -> None:
        """Note nothing: who writes also reloads."""

    def _get_latest_mtime(self) -> int:
        return 0


class NosPages(ExtensionModule):
    """Fava's extensions, which it imports by the name that a ledger gives: ours alone."""

    def load_file(self) -> None:
        """Make our pages if the ledger asks for them; any other extension is refused.

        Fava would put the ledger's folder first on the path while it imports, for every
        thread: nothing is imported here.
        """
        refus = [*_refused(self.ledger)]
        if refus:
            raise LivreRefuseError(refus)
        self.errors = []
        for rang, ligne in enumerate(_iter_lines(self.ledger)):
            if rang:
                self._tell(ligne, f"Duplicate extension '{EXTENSION}'")
            else:
                self._make(ligne)

    def _make(self, ligne: Any) -> None:
        reglage = ligne.values[1].value if len(ligne.values) > 1 else None
        for page in pages.CLASSES.values():
            try:
                self._instances[page.__qualname__] = page(self.ledger, reglage)
            except ExtensionConfigError as erreur:
                self._tell(ligne, str(erreur))

    def _tell(self, ligne: Any, message: str) -> None:
        self.errors.append(FavaExtensionError(ligne.meta, message, ligne))


class LivreServi(FavaLedger):
    """A ledger as loaded at one moment. Raises LivreRefuseError."""

    def __init__(self, livre: Livre, date: int) -> None:
        if livre.bruts is None:
            raise LivreRefuseError(livre.errors)
        #: What it shows; our pages take its reading from here.
        self.livre = livre
        self._date = date
        self._charge = False
        #: What is wrong with a later version on disk, beside this one's own errors.
        self.errors_on_disk: tuple[BeancountError, ...] = ()
        super().__init__(str(livre.chemin), poll_watcher=True)

    def load_file(self) -> None:
        """Take what was loaded, once: after a write, another object is made."""
        if self._charge:
            return
        self._charge = True
        self.watcher = Guetteur(self._date)  # type: ignore[assignment]
        self.extensions = NosPages(self)
        self.file = FichiersEntiers(self)
        self.query_shell = make_shell(self)
        with giving(self.livre):
            super().load_file()
        # A Fava that loads by another name read the files by itself: nothing is shown.
        if self.all_entries is not self.livre.entries:
            raise RuntimeError

    def paths_to_watch(self) -> tuple[Sequence[Path], Sequence[Path]]:
        """Give what Fava watches, and the definitions of reports that the pole keeps."""
        fichiers, dossiers = super().paths_to_watch()
        return [*fichiers, *map(Path, paths_of(self.livre.releve))], dossiers

    def changed(self) -> bool:
        """Tell Fava that nothing changed: this object never does."""
        return False

    @property
    def errors(self) -> Sequence[BeancountError]:
        """Its errors, and those of the version on disk that it stands for."""
        return [*self.errors_on_disk, *super().errors]


def asks_for_pages(ledger: FavaLedger) -> bool:
    """Tell whether a ledger has the line that loads our pages."""
    return any(True for _ in _iter_lines(ledger))


def _iter_lines(ledger: FavaLedger) -> Iterator[Any]:
    for entry in ledger.all_entries_by_type.Custom:
        if entry.type == "fava-extension" and _text(entry) == EXTENSION:
            yield entry


def is_inside(nom: str, ledger: FavaLedger) -> bool:
    """Tell whether a path, links followed, is in the folder of a ledger."""
    dossier = os.path.realpath(os.path.dirname(ledger.beancount_file_path))
    try:
        vrai = os.path.realpath(os.path.join(dossier, nom))
        return os.path.commonpath([dossier, vrai]) == dossier
    except ValueError:  # another drive, or a null character
        return False


def _refused(ledger: FavaLedger) -> Iterator[Refus]:
    for entry in ledger.all_entries_by_type.Custom:
        if entry.type == "fava-extension" and _text(entry) != EXTENSION:
            raison = later(
                "l’extension « {nom} » est refusée : seule « {notre} » est chargée. "
                "Retirez cette ligne.",
                nom=_text(entry),
                notre=EXTENSION,
            )
            yield Refus.at(entry.meta, entry, raison=raison)
        if entry.type == "fava-option" and _text(entry) in _OPTIONS_INTERDITES:
            raison = later(
                "l’option « {nom} » est refusée : elle lirait ou lancerait des fichiers "
                "depuis le navigateur. Retirez cette ligne.",
                nom=_text(entry),
            )
            yield Refus.at(entry.meta, entry, raison=raison)
        if entry.type == "fava-option" and _is_wild(entry):
            raison = later(
                "le motif « {motif} » est refusé : il pourrait chercher sans fin. Trois "
                "jokers au plus, et aucun après une parenthèse.",
                motif=_text(entry, 1),
            )
            yield Refus.at(entry.meta, entry, raison=raison)
    lus = {*ledger.options["include"], ledger.beancount_file_path}
    for place in ledger.all_entries:
        if not _is_placed(place, lus):
            raison = later(
                "une écriture du {jour} porte une métadonnée « filename » ou « lineno » : "
                "ces clés sont réservées. Retirez-la.",
                jour=Jour(place.date),
            )
            lieu = {"filename": ledger.beancount_file_path}
            yield Refus.at(lieu, place, raison=raison)


def _is_placed(entry: Any, lus: set[str]) -> bool:
    """Tell whether an entry is where it says: metadata may claim any file.

    Fava would then read, and write, the file that the metadata names.
    """
    fichier, ligne = entry.meta.get("filename"), entry.meta.get("lineno")
    if not isinstance(fichier, str) or not isinstance(ligne, int):
        return False
    if fichier in lus or fichier.startswith("<"):
        return True
    # A document found in the folder of documents says that it comes from itself.
    return isinstance(entry, Document) and fichier == entry.filename and not ligne


def _is_wild(entry: Any) -> bool:
    """Tell whether an option of Fava is a pattern that may search for ever."""
    nom = _text(entry).replace("_", "-")
    return nom in _MOTIFS and not is_tame_pattern(_text(entry, 1))


def _text(entry: Any, rang: int = 0) -> str:
    valeurs = entry.values or ()
    return str(valeurs[rang].value) if len(valeurs) > rang else ""
