"""Which files a ledger is made of, told by its text alone: its `include` lines.

Where the files come from does not matter (a disk, a commit): the caller gives their
names and their texts. Only what stands under the folder of the main file is followed.
"""

from __future__ import annotations

import fnmatch
import os
import posixpath
import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.motifs import Budget
from ptce_ledger.mots.motifs import BudgetDepasseError
from ptce_ledger.mots.motifs import expand
from ptce_ledger.mots.motifs import is_pattern

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from pathlib import Path

#: Names looked at in a folder to follow its patterns.
_NOMS = 500_000
_INCLUDE = re.compile(r'^include[ \t]+["“”«„]\s*([^"“”«»„\n]+?)\s*["“”»]', re.MULTILINE)


def walk_includes(
    principal: str,
    find: Callable[[str], Iterable[str]],
    read: Callable[[str], str | None],
) -> list[str]:
    """List the files that a ledger reads, the main one first, each once.

    Names are relative to the folder of the main file, with slashes. `find` gives the
    names that a pattern has, `read` the text of a file, or None when it has none.

    >>> textes = {"main.beancount": 'include "a/*.beancount"', "a/1.beancount": ""}
    >>> walk_includes("main.beancount", match_in(textes), textes.get)
    ['main.beancount', 'a/1.beancount']
    """
    trouves, vus = [principal], {principal}
    for nom in trouves:  # it grows as files are met
        for motif in _INCLUDE.findall(read(nom) or ""):
            voulu = posixpath.normpath(posixpath.join(posixpath.dirname(nom), motif))
            # What leaves the folder is no file of this ledger.
            if not voulu.startswith(("../", "/")) and "\0" not in voulu:
                nouveaux = sorted(set(find(voulu)) - vus)
                trouves += nouveaux
                vus.update(nouveaux)
    return trouves


def match_in(noms: Iterable[str]) -> Callable[[str], list[str]]:
    """Find names by pattern among those of a list, a `*` staying in its folder."""
    connus = dict.fromkeys(noms)

    def find(motif: str) -> list[str]:
        if not is_pattern(motif):
            return [motif] if motif in connus else []
        return [nom for nom in connus if _matches(nom, motif)]

    return find


def match_under(dossier: Path) -> Callable[[str], list[str]]:
    """Find names by pattern among the files of a folder; links are not followed out."""
    racine = str(dossier.resolve())
    budget = Budget(_NOMS)

    def is_inner(chemin: str) -> bool:
        return os.path.commonpath([racine, os.path.realpath(chemin)]) == racine

    def find(motif: str) -> list[str]:
        try:
            trouves = list(expand(racine, motif.replace("/", os.sep), is_inner, budget))
        except (ValueError, BudgetDepasseError):  # no pattern at all, or no end to it
            return []
        return [
            os.path.relpath(chemin, racine).replace(os.sep, "/")
            for chemin in trouves
            if os.path.isfile(chemin) and is_inner(chemin)
        ]

    return find


def _matches(nom: str, motif: str) -> bool:
    if "**" in motif:
        return fnmatch.fnmatchcase(nom, motif.replace("**/", "*"))
    parties, motifs = nom.split("/"), motif.split("/")
    return len(parties) == len(motifs) and all(
        map(fnmatch.fnmatchcase, parties, motifs)
    )
