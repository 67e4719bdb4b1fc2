"""The definitions that a pole keeps beside its ledger: named by it, read with care.

A « ptce-rapport » names a file of the ledger's own folder. A ledger is not trusted: the
file is read as data, never beyond that folder nor through a link, nor beyond a size.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from ptce_ledger.analyse.definitions.lecture import DefinitionFausseError
from ptce_ledger.analyse.definitions.lecture import Fichier
from ptce_ledger.analyse.definitions.lecture import load_annexe
from ptce_ledger.analyse.definitions.lecture import load_controle
from ptce_ledger.analyse.definitions.lecture import load_niveaux
from ptce_ledger.analyse.definitions.lecture import read_definition
from ptce_ledger.erreurs.definitions import DefinitionIllisible
from ptce_ledger.erreurs.definitions import DefinitionInvalide
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.releve import Releve
    from ptce_ledger.registre.lecteur import Lu

#: No report is longer: a file beyond it is something else.
_OCTETS_MAX = 200_000
#: A path from the ledger's folder, down and never up.
_NOM = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.toml")


def load_propres(releve: Releve) -> tuple[DefGroupe, ...]:
    """Read the definitions that a ledger names. Raises DefinitionFausseError."""
    groupes: list[DefGroupe] = []
    errors: list[PtceError] = []
    for lu in releve.registre.declarations.get("ptce-rapport", ()):
        try:
            groupes.append(_read(releve, lu, groupes))
        except DefinitionFausseError as fausse:
            errors += fausse.errors
    if errors:
        raise DefinitionFausseError(errors)
    return tuple(groupes)


def check_propres(releve: Releve) -> Iterator[PtceError]:
    """Report what is wrong in the definitions that a ledger names."""
    try:
        load_propres(releve)
    except DefinitionFausseError as fausse:
        yield from fausse.errors


def _read(releve: Releve, lu: Lu, avant: list[DefGroupe]) -> DefGroupe:
    nom = lu.valeurs["fichier"]
    fichier = Fichier(releve.path_of(nom), nom, _text(releve, lu, nom))
    groupe = read_definition(fichier)
    pris = [d.code for d in (*load_niveaux(), load_annexe(), load_controle(), *avant)]
    if groupe.code in pris:
        faute = DefinitionInvalide.at(
            fichier.place_of(groupe.code),
            fichier=nom,
            ou="code",
            quoi=later("code déjà pris :"),
            mot=groupe.code,
            suggestion="",
            valeurs=later("un code qu’aucun niveau ni aucun rapport ne porte"),
        )
        raise DefinitionFausseError([faute])
    return groupe


def _text(releve: Releve, lu: Lu, nom: str) -> str:
    """Read a file of the ledger's folder. Raises DefinitionFausseError."""
    racine = os.path.realpath(releve.path_of(""))
    chemin = releve.path_of(nom)
    raison: object = None
    if not _NOM.fullmatch(nom):
        raison = later("son nom n’est pas celui d’un fichier « .toml »")
    elif os.path.realpath(chemin) != os.path.join(racine, *nom.split("/")):
        raison = later("elle n’est pas dans le dossier du livre")
    elif not os.path.isfile(chemin):
        raison = later("ce fichier n’existe pas")
    elif os.path.getsize(chemin) > _OCTETS_MAX:
        raison = later("ce fichier est trop gros")
    else:
        try:
            with open(chemin, encoding="utf-8") as flux:
                return flux.read()
        except (OSError, UnicodeDecodeError):
            raison = later("ce n’est pas un texte en UTF-8")
    faute = DefinitionIllisible.at(lu.entry.meta, lu.entry, fichier=nom, raison=raison)
    raise DefinitionFausseError([faute])
