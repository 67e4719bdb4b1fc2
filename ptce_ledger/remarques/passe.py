"""What the last version in git had and the files have no more: entries, whole files."""

from __future__ import annotations

import re
from collections import Counter
from collections import defaultdict
from collections import deque
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.lecture.limites import OCTETS_D_UN_FICHIER
from ptce_ledger.mots.dits import later_count
from ptce_ledger.mots.inclusions import match_in
from ptce_ledger.mots.inclusions import match_under
from ptce_ledger.mots.inclusions import walk_includes
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.depot import Depot

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from ptce_ledger.remarques.regard import Regard

#: Lines of a lost entry that are shown below its first one.
_LIGNES = 12
_DATEE = re.compile(r"(\d{4}[-/]\d\d?[-/]\d\d?)[ \t]+(.*)")


class EntreesDisparues(Remarque):
    """Des entrées de la dernière version enregistrée dans git ne sont plus dans le livre.

    Un fichier coupé par un enregistrement interrompu, ou vidé, se lit comme un livre
    plus court : rien d’autre ne le dit. Une entrée corrigée ou déplacée n’est pas
    signalée.
    """

    __slots__ = ()
    constat = (
        "{combien} de la dernière version enregistrée, à commencer par : {premiere}"
    )
    remede = "Si c’est voulu, enregistrez cette version dans git ; sinon, remettez ce qui manque, et d’abord :"

    def parts(self) -> tuple[str, str, str]:
        """Show the first lost entry: to copy, on its own lines.

        Rather than a command of git to type, which runs what the configuration of a
        repository names.
        """
        constat, remede, _ = super().parts()
        entree: tuple[str, ...] = self.mots["entree"]  # type: ignore[assignment]
        return constat, remede, "\n".join(entree)


class FichierDisparu(Remarque):
    """Un fichier que le livre lisait dans la dernière version de git n’est plus lu.

    Il a été supprimé, renommé, ou sa ligne « include » est perdue ; ses entrées ne sont
    dans aucun autre fichier.
    """

    __slots__ = ()
    constat = "Le fichier {fichier}, avec {combien}, n’est plus lu."
    remede = "Si c’est voulu, enregistrez cette version dans git ; sinon, remettez le fichier et sa ligne :"
    forme = 'include "{fichier}"'


class Entree(NamedTuple):
    """An entry as typed: its date, the rest of its first line, what is below."""

    date: str
    tete: str
    suite: tuple[str, ...]


def iter_pertes(regard: Regard) -> Iterator[Remarque]:
    """Compare the files with the last version that git has of them."""
    principal = regard.livre.chemin
    depot = Depot(principal.parent)
    if principal.name not in depot.fichiers:
        return

    def read_now(nom: str) -> str | None:
        return _text(_content(principal.parent / nom))

    def read_then(nom: str) -> str | None:
        contenu = _content(principal.parent / nom)
        return _text(contenu if depot.has(nom, contenu) else depot.read(nom) or b"")

    apres = _gather(principal.name, match_under(principal.parent), read_now)
    avant = _gather(principal.name, match_in(depot.fichiers), read_then)
    for nom, perdues in find_losses(avant, apres).items():
        yield _report(principal.parent, nom, perdues, lu=nom in apres)


def _report(dossier: Path, nom: str, perdues: list[Entree], *, lu: bool) -> Remarque:
    lieu = {"filename": str(dossier / nom), "lineno": 0}
    nombre = len(perdues)
    if not lu:
        combien = later_count("une entrée", "{nombre} entrées", nombre)
        return FichierDisparu.at(lieu, fichier=nom, combien=combien)
    combien = later_count("Il manque une entrée", "Il manque {nombre} entrées", nombre)
    premiere = f"{perdues[0].date} {perdues[0].tete}"
    entree = (premiere, *(f"  {ligne}" for ligne in perdues[0].suite[:_LIGNES]))
    return EntreesDisparues.at(lieu, combien=combien, premiere=premiere, entree=entree)


def find_losses(
    avant: Mapping[str, list[Entree]], apres: Mapping[str, list[Entree]]
) -> dict[str, list[Entree]]:
    """List, by file, the entries that are nowhere any more, corrected or not."""
    restent = Counter(entree for entrees in apres.values() for entree in entrees)
    perdues: defaultdict[str, list[Entree]] = defaultdict(list)
    for nom, entrees in avant.items():
        for entree in entrees:
            if restent[entree]:
                restent[entree] -= 1
            else:
                perdues[nom].append(entree)
    # What is new may be one of those, corrected: same day, same words, or same lines.
    nouvelles = _Nouvelles(restent.elements())
    for entrees in perdues.values():
        entrees[:] = [entree for entree in entrees if not nouvelles.take(entree)]
    return {nom: entrees for nom, entrees in perdues.items() if entrees}


class _Nouvelles:
    """The entries that are new, found by what a correction leaves of an entry."""

    def __init__(self, entrees: Iterable[Entree]) -> None:
        #: The ranks of the entries that have a same date, words or lines, in order.
        self._rangs: defaultdict[object, deque[int]] = defaultdict(deque)
        self._prises: set[int] = set()
        for rang, entree in enumerate(entrees):
            for trait in _traits(entree):
                self._rangs[trait].append(rang)

    def take(self, entree: Entree) -> bool:
        """Tell whether an entry was corrected, and take its correction off."""
        tetes = filter(None, map(self._first, _traits(entree)))
        rangs = sorted(file[0] for file in tetes)
        self._prises.update(rangs[:1])
        return bool(rangs)

    def _first(self, trait: object) -> deque[int]:
        file = self._rangs.get(trait, deque())
        while file and file[0] in self._prises:
            file.popleft()
        return file


def _traits(entree: Entree) -> list[tuple[str, object]]:
    traits: list[tuple[str, object]] = [("date", entree.date), ("tete", entree.tete)]
    return [*traits, ("suite", entree.suite)] if entree.suite else traits


def _gather(
    principal: str,
    find: Callable[[str], Iterable[str]],
    read: Callable[[str], str | None],
) -> dict[str, list[Entree]]:
    lus: dict[str, str] = {}

    def keep(nom: str) -> str | None:
        lus[nom] = read(nom) or ""
        return lus[nom]

    walk_includes(principal, find, keep)
    return {nom: list(split_entries(texte)) for nom, texte in lus.items()}


def split_entries(texte: str) -> Iterator[Entree]:
    r"""Cut a text into its dated entries; comments, spaces and blank lines apart.

    >>> [e.tete for e in split_entries("2025-01-01 open A\n; note\n2025-01-02 close A")]
    ['open A', 'close A']
    """
    tete: re.Match[str] | None = None
    suite: list[str] = []
    for ligne in texte.splitlines():
        propre = " ".join(ligne.split())
        if ligne[:1] in (" ", "\t"):
            if propre and not propre.startswith(";"):
                suite.append(propre)
        elif propre:
            if tete:
                yield Entree(tete[1], tete[2], tuple(suite))
            tete, suite = _DATEE.fullmatch(propre), []
    if tete:
        yield Entree(tete[1], tete[2], tuple(suite))


def _content(chemin: Path) -> bytes:
    try:
        if chemin.is_symlink() or chemin.stat().st_size > OCTETS_D_UN_FICHIER:
            return b""
        return chemin.read_bytes()
    except OSError:
        return b""


def _text(contenu: bytes) -> str:
    return contenu.decode("utf-8-sig", "replace")
