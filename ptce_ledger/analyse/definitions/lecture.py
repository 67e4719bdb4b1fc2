"""Read report definitions: TOML → frozen specs, once they are checked whole.

Those of the program are in `reports/definitions`; a pole may have its own beside its
ledger, each named by a « ptce-rapport ».
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.definitions.grammaire import DefChiffre
from ptce_ledger.analyse.definitions.grammaire import DefFiche
from ptce_ledger.analyse.definitions.grammaire import DefGroupe
from ptce_ledger.analyse.definitions.grammaire import DefTableau
from ptce_ledger.analyse.definitions.verification import Communs
from ptce_ledger.analyse.definitions.verification import check_communs
from ptce_ledger.analyse.definitions.verification import check_groupe
from ptce_ledger.analyse.tables import BLOCS
from ptce_ledger.erreurs.base import suggest
from ptce_ledger.erreurs.definitions import DefinitionIllisible
from ptce_ledger.erreurs.definitions import DefinitionIncomplete
from ptce_ledger.erreurs.definitions import DefinitionInvalide
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import one_of
from ptce_ledger.mots.typographie import disarm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.analyse.cube import Selection
    from ptce_ledger.analyse.definitions.verification import Faute
    from ptce_ledger.erreurs.base import PtceError

_NOTRES = "ptce_ledger.reports"
_NIVEAU = re.compile(r"niveau-(\d+)\.toml")


class DefinitionFausseError(Exception):
    """A definition that is not right: nothing of it serves."""

    def __init__(self, errors: Iterable[PtceError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(error.message for error in self.errors))


class Fichier(NamedTuple):
    """The text of a definition, and where it is."""

    chemin: str
    #: As it is told: « niveau-1.toml ».
    nom: str
    texte: str

    def parse(self) -> dict[str, Any]:
        """Read the TOML. Raises DefinitionFausseError."""
        try:
            return tomllib.loads(self.texte)
        except (tomllib.TOMLDecodeError, RecursionError) as erreur:
            # « Expected '=' after a key (at line 3, column 5) »
            trouve = re.search(r"line (\d+)", str(erreur))
            lieu = {"filename": self.chemin, "lineno": int(trouve[1]) if trouve else 0}
            raison = later("ce n’est pas du TOML")
            faute = DefinitionIllisible.at(lieu, fichier=self.nom, raison=raison)
            raise DefinitionFausseError([faute]) from erreur

    def place_of(self, mot: str) -> dict[str, Any]:
        """Find the first line where a word is typed; the first when none has it."""
        entier = re.compile(rf"(?<![\w-]){re.escape(mot)}(?![\w-])")
        numero = next(
            (n for n, li in enumerate(self.texte.splitlines(), 1) if entier.search(li)),
            1,
        )
        return {"filename": self.chemin, "lineno": numero}


def levels() -> tuple[int, ...]:
    """Give the numbers of the levels that are defined, in order."""
    noms = (chemin.name for chemin in _dossier().iterdir())
    return tuple(sorted(int(m[1]) for nom in noms if (m := _NIVEAU.fullmatch(nom))))


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


def read_definition(fichier: Fichier) -> DefGroupe:
    """Read the definition of a group. Raises DefinitionFausseError with every fault."""
    brut, communs = fichier.parse(), _communs()
    fautes = [*check_groupe(brut, communs)]
    if fautes:
        raise DefinitionFausseError(_explain(fichier, fautes))
    return _groupe(brut, communs)


def _dossier() -> Any:
    return resources.files(_NOTRES) / "definitions"


def _load(nom: str) -> Fichier:
    chemin = _dossier() / f"{nom}.toml"
    return Fichier(str(chemin), chemin.name, chemin.read_text(encoding="utf-8"))


def _read_own(nom: str) -> DefGroupe:
    return read_definition(_load(nom))


@functools.cache
def _communs() -> Communs:
    fichier = _load("tableaux")
    brut = fichier.parse()
    fautes = [*check_communs(brut, BLOCS)]
    if fautes:
        raise DefinitionFausseError(_explain(fichier, fautes))
    return Communs(brut["selections"], brut["tableaux"], brut["fiches"], BLOCS)


def _explain(fichier: Fichier, fautes: Iterable[Faute]) -> Iterator[PtceError]:
    """Turn faults into errors of the catalogue, at the line where the word stands."""
    for faute in fautes:
        # A word that is missing is nowhere: what lacks it is.
        cherche = faute.mot if faute.quoi else faute.ou.rpartition(".")[2]
        place = fichier.place_of(cherche)
        mots = {"fichier": fichier.nom, "ou": faute.ou, "mot": faute.mot}
        if faute.quoi:
            yield DefinitionInvalide.at(
                place,
                **mots,
                quoi=faute.quoi,
                suggestion=suggest(faute.mot, map(str, faute.attendus)),
                valeurs=one_of(mot for mot in faute.attendus if mot),
            )
        else:
            yield DefinitionIncomplete.at(place, **mots, attendu=faute.attendus[0])


def _groupe(brut: Mapping[str, Any], communs: Communs) -> DefGroupe:
    tableaux = [{"code": c, **communs.tableaux[c]} for c in brut.get("tableaux", ())]
    fiches = [{"code": c, **communs.fiches[c]} for c in brut.get("fiches", ())]
    return DefGroupe(
        brut["code"],
        disarm(brut["titre"]),
        _selection(brut, communs),
        brut.get("base", "brut"),
        tuple(
            _tableau(tableau, communs)
            for tableau in (*tableaux, *brut.get("tableaux_propres", ()))
        ),
        tuple(
            DefFiche(
                fiche["code"],
                disarm(fiche["titre"]),
                tuple(_chiffre(c, communs) for c in fiche["chiffres"]),
            )
            for fiche in (*fiches, *brut.get("fiches_propres", ()))
        ),
        tuple(brut.get("blocs", ())),
        tuple(brut.get("indicateurs", ())),
        brut.get("pour_chaque", ""),
        tuple(brut.get("blocs_par_groupe", ())),
        tuple(brut.get("vues", ())),
        tuple(brut.get("vues_par_groupe", ())),
    )


def _tableau(brut: Mapping[str, Any], communs: Communs) -> DefTableau:
    return DefTableau(
        brut["code"],
        disarm(brut["titre"]),
        _selection(brut, communs),
        tuple(brut["cles"]),
        tuple(_chiffre(c, communs) for c in brut["colonnes"]),
        brut.get("titres", {}),
        brut.get("ventilable", False),
        brut.get("complet", False),
        brut.get("tri", ""),
    )


def _chiffre(brut: Mapping[str, Any], communs: Communs) -> DefChiffre:
    return DefChiffre(
        brut["code"],
        disarm(brut["titre"]),
        _selection(brut, communs),
        brut.get("mesure", "montant"),
        brut.get("signe", 1),
        brut.get("chemin", brut["code"].replace("_", "-")),
        tuple(brut.get("somme", ())),
        brut.get("part", ""),
        brut.get("compare", True),
    )


def _selection(brut: Mapping[str, Any], communs: Communs) -> Selection:
    """Join a definition's own filter with that of the selection it starts from."""
    de = communs.selections[brut["de"]] if "de" in brut else {}
    filtre = {**de.get("filtre", {}), **brut.get("filtre", {})}
    sauf = {**de.get("sauf", {}), **brut.get("sauf", {})}
    return filtre, sauf
