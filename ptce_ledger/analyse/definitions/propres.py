"""The definitions that a pole keeps beside its ledger: named by it, read with care.

A « ptce-rapport » names a file of the ledger's own folder. A ledger is not trusted: the
file is read as data, never beyond that folder nor through a link, nor beyond a size.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from ptce_ledger.analyse.definitions.coherence import check_code
from ptce_ledger.analyse.definitions.fichiers import DefinitionFausseError
from ptce_ledger.analyse.definitions.fichiers import Fichier
from ptce_ledger.analyse.definitions.fichiers import IllisibleError
from ptce_ledger.analyse.definitions.fichiers import read_text
from ptce_ledger.analyse.definitions.lecture import blame
from ptce_ledger.analyse.definitions.lecture import load_annexe
from ptce_ledger.analyse.definitions.lecture import load_controle
from ptce_ledger.analyse.definitions.lecture import load_niveaux
from ptce_ledger.analyse.definitions.lecture import read_definition
from ptce_ledger.erreurs.definitions import DefinitionIllisible
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.mots.dits import Dit
    from ptce_ledger.registre.pole import Registre

#: More reports than any board reads.
_RAPPORTS_MAX = 20
#: A part of a path down from the ledger's folder: no drive, no hidden or parent folder,
#: nothing that a terminal would obey.
_PARTIE = re.compile(r"[^\x00-\x1f\x7f-\x9f./\\:][^\x00-\x1f\x7f-\x9f/\\:]*")
_FIN = ".toml"


def load_propres(releve: Releve) -> tuple[DefGroupe, ...]:
    """Read the definitions that a ledger names. Raises DefinitionFausseError."""
    groupes: list[DefGroupe] = []
    errors: list[PtceError] = []
    vus: list[str] = []
    for lu in releve.registre.declarations.get("ptce-rapport", ()):
        nom = lu.valeurs["fichier"]
        try:
            try:
                texte = _text(releve, nom, vus)
            except IllisibleError as illisible:
                lieu, raison = lu.entry.meta, illisible.raison
                faute = DefinitionIllisible.at(
                    lieu, lu.entry, fichier=nom, raison=raison
                )
                raise DefinitionFausseError([faute]) from None
            groupes.append(_read(releve, nom, texte, [g.code for g in groupes]))
        except DefinitionFausseError as fausse:
            errors += fausse.errors
        vus.append(nom)
    if errors:
        raise DefinitionFausseError(errors)
    return tuple(groupes)


def check_propres(releve: Releve) -> Iterator[PtceError]:
    """Report what is wrong in the definitions that a ledger names."""
    try:
        load_propres(releve)
    except DefinitionFausseError as fausse:
        yield from fausse.errors


def paths_of(releve: Releve) -> tuple[str, ...]:
    """List the files that a ledger names as its definitions, whether they are there."""
    lus = releve.registre.declarations.get("ptce-rapport", ())
    noms = dict.fromkeys(lu.valeurs["fichier"] for lu in lus[:_RAPPORTS_MAX])
    return tuple(releve.path_of(nom) for nom in noms if not _misnamed(nom))


def _read(releve: Releve, nom: str, texte: str, avant: Collection[str]) -> DefGroupe:
    fichier = Fichier(releve.path_of(nom), nom, texte)
    groupe = read_definition(fichier, _codes(releve.registre))
    notres = (*load_niveaux(), load_annexe(), load_controle())
    blame(fichier, check_code(groupe, [*(notre.code for notre in notres), *avant]))
    return groupe


def _codes(registre: Registre) -> dict[str, Collection[str]]:
    """Give the codes that a column of the facts may have."""
    return {
        "projet": registre.projets,
        "membre": registre.membres(),
        "tiers": registre.codes(),
    }


def _text(releve: Releve, nom: str, vus: Collection[str]) -> str:
    """Read a file of the ledger's folder. Raises IllisibleError."""
    if nom in vus:
        raise IllisibleError(later("une autre ligne la nomme déjà"))
    if len(vus) >= _RAPPORTS_MAX:
        trop = later("un livre en nomme {combien} au plus", combien=_RAPPORTS_MAX)
        raise IllisibleError(trop)
    raison = _misnamed(nom)
    if raison:
        raise IllisibleError(raison)
    racine, chemin = os.path.realpath(releve.path_of("")), releve.path_of(nom)
    # A link leads elsewhere: to who reads a report, it may be a file of anybody.
    if _real(chemin) != os.path.normcase(os.path.join(racine, *nom.split("/"))):
        raise IllisibleError(_DEHORS)
    return read_text(chemin)


_DEHORS = later("elle n’est pas dans le dossier du livre")


def _misnamed(nom: str) -> Dit | None:
    """Say why a name is not that of a definition of the ledger's folder, if it is not."""
    if not all(map(_PARTIE.fullmatch, nom.split("/"))):
        return _DEHORS
    if not nom.endswith(_FIN):
        return later("son nom ne finit pas par « {fin} »", fin=_FIN)
    return None


def _real(chemin: str) -> str:
    return os.path.normcase(os.path.realpath(chemin))
