"""Read report definitions: TOML → frozen specs, once they are checked whole.

Those of the program are in `reports/definitions`; a pole may have its own beside its
ledger, each named by a « ptce-rapport ».
"""

from __future__ import annotations

import functools
import itertools
import re
from importlib import resources
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.definitions.coherence import check_fiche
from ptce_ledger.analyse.definitions.coherence import check_group
from ptce_ledger.analyse.definitions.coherence import check_tableau
from ptce_ledger.analyse.definitions.fautes import unknown
from ptce_ledger.analyse.definitions.fichiers import DefinitionFausseError
from ptce_ledger.analyse.definitions.fichiers import Fichier
from ptce_ledger.analyse.definitions.fichiers import IllisibleError
from ptce_ledger.analyse.definitions.fichiers import read_text
from ptce_ledger.analyse.definitions.grammaire import NIVEAU
from ptce_ledger.analyse.definitions.grammaire import DefChiffre
from ptce_ledger.analyse.definitions.grammaire import DefFiche
from ptce_ledger.analyse.definitions.grammaire import DefGroupe
from ptce_ledger.analyse.definitions.grammaire import DefTableau
from ptce_ledger.analyse.definitions.verification import Communs
from ptce_ledger.analyse.definitions.verification import check_communs
from ptce_ledger.analyse.definitions.verification import check_groupe
from ptce_ledger.analyse.definitions.verification import with_code
from ptce_ledger.analyse.definitions.vues import default_views
from ptce_ledger.analyse.definitions.vues import default_views_of_projects
from ptce_ledger.erreurs.definitions import DefinitionIllisible
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.typographie import disarm

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping

    from ptce_ledger.analyse.cube import Selection
    from ptce_ledger.analyse.definitions.fautes import Faute

_NOTRES = "ptce_ledger.reports"
#: How many faults of a file are told: those left are found when these are mended.
_DITES = 20
_CODE = later("code « {mot} » inconnu")
_BLANCS = re.compile(r"[\t\r\n]+")


def levels() -> tuple[int, ...]:
    """Give the numbers of the levels that are defined, in order."""
    noms = (chemin.name.removesuffix(".toml") for chemin in _dossier().iterdir())
    return tuple(sorted(int(m[1]) for nom in noms if (m := NIVEAU.fullmatch(nom))))


@functools.cache
def load_niveaux() -> tuple[DefGroupe, ...]:
    """Read the definitions of the levels. Raises DefinitionFausseError."""
    return tuple(_read_own(f"niveau-{numero}") for numero in levels())


@functools.cache
def load_annexe() -> DefGroupe:
    """Read what stands beside the levels. Raises DefinitionFausseError."""
    return _read_own("annexe")


@functools.cache
def load_controle() -> DefGroupe:
    """Read the controls of every synthesis. Raises DefinitionFausseError."""
    return _read_own("controle")


def read_definition(
    fichier: Fichier, codes: Mapping[str, Collection[str]] | None = None
) -> DefGroupe:
    """Read the definition of a group. Raises DefinitionFausseError with its faults.

    `codes` are those of the register, by column: a pole's own definition may name them.
    """
    brut, communs = fichier.parse(), _communs()._replace(codes=codes)
    blame(fichier, check_groupe(brut, communs))
    groupe = _groupe(brut, communs)
    propres = [
        propre["code"]
        for cle in ("tableaux_propres", "fiches_propres")
        for propre in brut.get(cle, ())
    ]
    blame(fichier, check_group(groupe, propres))
    return groupe


def blame(fichier: Fichier, fautes: Iterable[Faute]) -> None:
    """Raise DefinitionFausseError for the faults of a file, if it has any."""
    errors = [
        faute.explain(fichier.nom, fichier.place_of(*faute.words()))
        for faute in itertools.islice(fautes, _DITES)
    ]
    if errors:
        raise DefinitionFausseError(errors)


def _dossier() -> Any:
    return resources.files(_NOTRES) / "definitions"


def _load(nom: str) -> Fichier:
    chemin = _dossier() / f"{nom}.toml"
    try:
        return Fichier(str(chemin), chemin.name, read_text(str(chemin)))
    except IllisibleError as illisible:
        lieu, raison = {"filename": str(chemin)}, illisible.raison
        faute = DefinitionIllisible.at(lieu, fichier=chemin.name, raison=raison)
        raise DefinitionFausseError([faute]) from None


def _read_own(nom: str) -> DefGroupe:
    """Read one of the program, which is called as its file: addresses begin so."""
    fichier = _load(nom)
    groupe = read_definition(fichier)
    if groupe.code != nom:
        blame(fichier, [unknown("code", groupe.code, _CODE, [nom])])
    return groupe


@functools.cache
def _communs() -> Communs:
    fichier = _load("tableaux")
    brut = fichier.parse()
    blame(fichier, check_communs(brut))
    communs = Communs(brut["selections"], brut["tableaux"], brut["fiches"])
    for code, sien in communs.tableaux.items():
        blame(fichier, check_tableau(_tableau(with_code(code, sien), communs)))
    for code, sienne in communs.fiches.items():
        blame(fichier, check_fiche(_fiche(with_code(code, sienne), communs)))
    return communs


def _groupe(brut: Mapping[str, Any], communs: Communs) -> DefGroupe:
    tableaux = [with_code(c, communs.tableaux[c]) for c in brut.get("tableaux", ())]
    fiches = [with_code(c, communs.fiches[c]) for c in brut.get("fiches", ())]
    groupe = DefGroupe(
        brut["code"],
        _titre(brut["titre"]),
        _selection(brut, communs),
        brut.get("base", "brut"),
        tuple(
            _tableau(tableau, communs)
            for tableau in (*tableaux, *brut.get("tableaux_propres", ()))
        ),
        tuple(
            _fiche(fiche, communs)
            for fiche in (*fiches, *brut.get("fiches_propres", ()))
        ),
        tuple(brut.get("blocs", ())),
        tuple(brut.get("indicateurs", ())),
        brut.get("pour_chaque", ""),
        tuple(brut.get("blocs_par_groupe", ())),
        tuple(brut.get("vues", ())),
        tuple(brut.get("vues_par_groupe", ())),
    )
    return groupe._replace(
        vues=groupe.vues or default_views(groupe),
        vues_par_groupe=groupe.vues_par_groupe or default_views_of_projects(groupe),
    )


def _tableau(brut: Mapping[str, Any], communs: Communs) -> DefTableau:
    return DefTableau(
        brut["code"],
        _titre(brut["titre"]),
        _selection(brut, communs),
        tuple(brut["cles"]),
        tuple(_chiffre(c, communs) for c in brut["colonnes"]),
        {cle: _titre(titre) for cle, titre in brut.get("titres", {}).items()},
        brut.get("ventilable", False),
        brut.get("complet", False),
        brut.get("tri", ""),
    )


def _fiche(brut: Mapping[str, Any], communs: Communs) -> DefFiche:
    return DefFiche(
        brut["code"],
        _titre(brut["titre"]),
        tuple(_chiffre(c, communs) for c in brut["chiffres"]),
    )


def _chiffre(brut: Mapping[str, Any], communs: Communs) -> DefChiffre:
    return DefChiffre(
        brut["code"],
        _titre(brut["titre"]),
        _selection(brut, communs),
        brut.get("mesure", "montant"),
        brut.get("signe", 1),
        # A share has no short name: no sum makes it.
        "" if "part" in brut else brut.get("chemin", brut["code"].replace("_", "-")),
        tuple(brut.get("somme", ())),
        brut.get("part", ""),
        brut.get("compare", True),
    )


def _titre(typee: str) -> str:
    """Give a title on one line, what would command a terminal made visible."""
    return disarm(_BLANCS.sub(" ", typee)).strip()


def _selection(brut: Mapping[str, Any], communs: Communs) -> Selection:
    """Narrow the selection that a definition starts from by its own filter."""
    de = communs.selections[brut["de"]] if "de" in brut else {}
    filtre, sauf = dict(de.get("filtre", {})), dict(de.get("sauf", {}))
    for colonne, mots in brut.get("filtre", {}).items():
        gardes = filtre.get(colonne, mots)
        filtre[colonne] = [mot for mot in mots if mot in gardes]
    for colonne, mots in brut.get("sauf", {}).items():
        sauf[colonne] = [*sauf.get(colonne, ()), *mots]
    return filtre, sauf
