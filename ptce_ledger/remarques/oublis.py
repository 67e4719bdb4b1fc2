"""A year written in its file, that no line of the ledger includes: nothing of it is read."""

from __future__ import annotations

import itertools
import os
import re
from typing import TYPE_CHECKING

from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.remarques.regard import Regard

#: Names looked at beside the main file, and signs read of a file that may be forgotten.
_NOMS, _SIGNES = 10_000, 100_000
_CHIFFRES = re.compile(r"\d+")
_ENTREE = re.compile(r"^\d{4}-\d\d-\d\d[ \t]", re.MULTILINE)


class FichierOublie(Remarque):
    """Un fichier d’écritures est à côté des autres, et le livre ne le lit pas.

    Son nom est celui d’un fichier lu, à l’année ou au mois près. Une année nouvelle a son
    fichier, et sa ligne « include » dans le fichier principal.
    """

    __slots__ = ()
    constat = "Ce fichier n’est pas lu : aucune ligne « include » ne le nomme."
    remede = "S’il est mis de côté, sortez-le de ce dossier ; sinon ajoutez à la fin de {principal} :"
    forme = 'include "{nom}"'


def iter_oublies(regard: Regard) -> Iterator[Remarque]:
    """Look beside the main file for those that have the name of one, but for numbers."""
    dossier = str(regard.livre.chemin.parent)
    lus = {
        os.path.basename(fichier)
        for fichier in regard.fichiers[1:]
        if os.path.dirname(fichier) == dossier
    }
    formes = {_shape(nom) for nom in lus if _CHIFFRES.search(nom)}
    if not formes:
        return
    with os.scandir(dossier) as entrees:
        noms = sorted(
            entree.name
            for entree in itertools.islice(entrees, _NOMS)
            if entree.name not in lus
            and _shape(entree.name) in formes
            and entree.is_file(follow_symlinks=False)
        )
    for nom in noms:
        chemin = os.path.join(dossier, nom)
        if chemin not in regard.fichiers and _has_entries(chemin):
            yield FichierOublie.at(
                {"filename": chemin, "lineno": 0},
                principal=regard.livre.chemin.name,
                nom=cut(nom),
            )


def _shape(nom: str) -> str:
    """Take the numbers of a name for one another.

    >>> _shape("2026-01.beancount") == _shape("2027-12.beancount")
    True
    """
    return _CHIFFRES.sub("0", nom)


def _has_entries(chemin: str) -> bool:
    try:
        with open(chemin, encoding="utf-8", errors="replace") as flux:
            return _ENTREE.search(flux.read(_SIGNES)) is not None
    except OSError:
        return False
