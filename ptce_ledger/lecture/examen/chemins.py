"""Paths that a ledger names: they stay in its folder, and lead to plain files."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs import interdits as erreurs
from ptce_ledger.erreurs.fichiers import BarreInverse
from ptce_ledger.erreurs.fichiers import missing
from ptce_ledger.lecture import limites
from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.motifs import Budget
from ptce_ledger.mots.motifs import BudgetDepasseError
from ptce_ledger.mots.motifs import expand
from ptce_ledger.mots.motifs import is_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError

#: What Windows adds to the name of a text file, and does not show.
CACHEE = ".txt"
_DISQUE = re.compile(r"[A-Za-z]:")
#: Never wait for a pipe that nobody writes to.
_OUVRIR = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class DossierDuLivre:
    """The folder of a ledger: nothing is opened out of it."""

    def __init__(self, principal: str) -> None:
        self._racine = os.path.dirname(principal)
        self._reelle = os.path.realpath(self._racine)
        self._budget = Budget(limites.NOMS_PARCOURUS)

    def holds(self, chemin: str) -> bool:
        """Tell whether a path stays inside, by its name and once links are followed."""
        return _is_under(os.path.normpath(chemin), self._racine) and _is_under(
            os.path.realpath(chemin), self._reelle
        )

    def check(
        self, lieu: Mapping[str, Any], ligne: str, ecrit: str
    ) -> PtceError | None:
        """Say why a path may not be followed, if it may not. Opens nothing."""
        if "\\" in ligne:
            forme = re.sub(r"\\+", "/", ligne).strip()
            return BarreInverse.at(lieu, forme=forme)
        absolu = os.path.isabs(ecrit) or _DISQUE.match(ecrit) or "\x00" in ecrit
        if absolu or not self.holds(_join(lieu, ecrit)):
            return erreurs.CheminHorsDossier.at(lieu, chemin=cut(ecrit))
        return None

    def check_file(
        self, lieu: Mapping[str, Any], ligne: str, ecrit: str
    ) -> PtceError | None:
        """Say why a document may not be named; one that is not there is not our affair."""
        erreur = self.check(lieu, ligne, ecrit)
        chemin = _join(lieu, ecrit)
        if erreur is None and os.path.exists(chemin) and not os.path.isfile(chemin):
            return erreurs.FichierSpecial.at(lieu, chemin=cut(ecrit))
        return erreur

    def check_folder(
        self, lieu: Mapping[str, Any], ligne: str, ecrit: str
    ) -> PtceError | None:
        """Say why a folder of documents may not be named: a link in it may lead out."""
        erreur = self.check(lieu, ligne, ecrit)
        if erreur is not None:
            return erreur
        for parent, dossiers, fichiers in os.walk(_join(lieu, ecrit)):
            try:
                self._budget.spend(len(dossiers) + len(fichiers) + 1)
            except BudgetDepasseError:
                return _exceed(lieu)
            for nom in (*dossiers, *fichiers):
                chemin = os.path.join(parent, nom)
                if os.path.islink(chemin) and not self.holds(chemin):
                    court = os.path.relpath(chemin, self._racine).replace(os.sep, "/")
                    return erreurs.CheminHorsDossier.at(lieu, chemin=court)
        return None

    def expand(
        self, lieu: Mapping[str, Any], ligne: str, ecrit: str
    ) -> tuple[list[str], PtceError | None]:
        """List the files that an `include` names, or say why it names none."""
        erreur = self.check(lieu, ligne, ecrit)
        if erreur is not None:
            return [], erreur
        try:
            trouves = sorted(self._glob(_join(lieu, ecrit)))
        except BudgetDepasseError:
            return [], _exceed(lieu)
        if not trouves:
            caches = self.hidden(lieu, ecrit)
            voisin = caches[0].removesuffix(CACHEE) if caches else _join(lieu, ecrit)
            return [], missing(lieu, cut(ecrit), voisin)
        for chemin in trouves:
            if not self.holds(chemin):
                return [], erreurs.CheminHorsDossier.at(lieu, chemin=cut(ecrit))
            if not os.path.isfile(chemin):
                return [], erreurs.FichierSpecial.at(lieu, chemin=cut(ecrit))
        return trouves, None

    def hidden(self, lieu: Mapping[str, Any], ecrit: str) -> list[str]:
        """List what a pattern would name, but for the end that Windows hides."""
        if not is_pattern(ecrit):
            return []
        try:
            return sorted(self._glob(_join(lieu, ecrit) + CACHEE))
        except BudgetDepasseError:
            return []

    def _glob(self, motif: str) -> Iterator[str]:
        """Expand a pattern as Beancount does, without following a link out."""
        if is_pattern(motif):
            relatif = os.path.relpath(motif, self._racine)
            yield from expand(self._racine, relatif, self.holds, self._budget)
        elif os.path.lexists(motif):
            yield motif


def _exceed(lieu: Mapping[str, Any]) -> PtceError:
    limite = later("{nombre} noms parcourus", nombre=limites.NOMS_PARCOURUS)
    quoi = later("Le dossier du livre")
    return erreurs.LivreTropGros.at(lieu, quoi=quoi, limite=limite)


def _join(lieu: Mapping[str, Any], ecrit: str) -> str:
    dossier = os.path.dirname(str(lieu["filename"]))
    return os.path.normpath(os.path.join(dossier, ecrit))


def _is_under(chemin: str, dossier: str) -> bool:
    return os.path.join(chemin, "").startswith(os.path.join(dossier, ""))


def read_bytes(chemin: str, limite: int) -> bytes | None:
    """Read a plain file, one byte beyond a limit at most; None when it is not one."""
    try:
        descripteur = os.open(chemin, _OUVRIR)
        with os.fdopen(descripteur, "rb") as flux:
            if not stat.S_ISREG(os.fstat(descripteur).st_mode):
                return None
            return flux.read(limite + 1)
    except OSError:
        return None
