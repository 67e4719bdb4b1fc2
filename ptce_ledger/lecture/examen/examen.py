"""Examine a ledger: the text of all its files, before Beancount sees any.

What is found refuses the ledger, with the line and the right form. Nothing is executed,
and nothing is opened out of the folder of the main file. What was read is kept, so that
Beancount parses the very text that was examined.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.erreurs import interdits as erreurs
from ptce_ledger.erreurs.fichiers import FichierEnDouble
from ptce_ledger.erreurs.fichiers import LivreIntrouvable
from ptce_ledger.erreurs.syntaxe import GuillemetOuvert
from ptce_ledger.lecture import limites
from ptce_ledger.lecture.examen.chemins import DossierDuLivre
from ptce_ledger.lecture.examen.chemins import read_bytes
from ptce_ledger.lecture.examen.encodage import read_text
from ptce_ledger.lecture.examen.interdits import Options
from ptce_ledger.lecture.examen.interdits import iter_forbidden
from ptce_ledger.lecture.examen.sain import find_too_wide
from ptce_ledger.lecture.examen.sain import is_well_formed
from ptce_ledger.lecture.examen.sain import iter_unusual
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.saisie.ligne import LigneTypee
    from ptce_ledger.mots.dits import Dit

_CHEMIN = re.compile(
    r"(?P<mot>include|option|document[ \t][^\"\n]*|document[\w-]*:)[ \t\r]*(?=\")"
)


#: What is too big.
_LIVRE = later("Le livre")


class Examen(NamedTuple):
    """What was read of a ledger, and what was found in it."""

    #: Name → text of each file, in the order Beancount reads them.
    textes: dict[str, str]
    errors: list[PtceError]


class _Nom(NamedTuple):
    """A file to read, and the line that names it."""

    chemin: str
    lieu: Mapping[str, Any]
    ecrit: str


def examine(principal: Path) -> list[PtceError]:
    """Look at the text of a ledger and of what it includes: its faults, by place."""
    return look(principal).errors


def look(principal: Path) -> Examen:
    """Examine a ledger, and keep the text of its files."""
    return _Parcours(os.path.normpath(principal)).run()


class _Parcours:
    """A walk over the files of a ledger, in the order of Beancount."""

    def __init__(self, principal: str) -> None:
        self._dossier = DossierDuLivre(principal)
        lieu = {"filename": principal, "lineno": 0}
        self._attente = [_Nom(principal, lieu, os.path.basename(principal))]
        self._textes: dict[str, str] = {}
        self._errors: list[PtceError] = []
        self._octets = 0

    def run(self) -> Examen:
        premier = self._attente[0]
        if not self._dossier.holds(premier.chemin):
            self._refuse(erreurs.CheminHorsDossier, premier.lieu, chemin=premier.ecrit)
            return Examen({}, self._errors)
        while self._attente:
            nom = self._attente.pop(0)
            if nom.chemin in self._textes:
                self._refuse(FichierEnDouble, nom.lieu, fichier=nom.ecrit)
            elif not self._read(nom):
                break
        rang = {chemin: i for i, chemin in enumerate(self._textes)}
        self._errors.sort(
            key=lambda e: (rang.get(str(e.source["filename"]), -1), e.source["lineno"])
        )
        return Examen(self._textes, self._errors)

    def _refuse(
        self, classe: type[PtceError], lieu: Mapping[str, Any], **mots: object
    ) -> None:
        self._errors.append(classe.at(lieu, **mots))

    def _read(self, nom: _Nom) -> bool:
        """Read a file and look at it; tell whether there is room for others."""
        octets = read_bytes(nom.chemin, limites.OCTETS_D_UN_FICHIER)
        self._textes[nom.chemin] = ""
        if octets is None:
            self._refuse(LivreIntrouvable, nom.lieu, fichier=nom.ecrit)
            return True
        self._octets += len(octets)
        if exces := self._excess(nom, octets):
            quoi, limite = exces
            self._refuse(erreurs.LivreTropGros, nom.lieu, quoi=quoi, limite=limite)
            return False
        self._look_for_cache(nom)
        texte, trouvees = read_text(nom.chemin, octets)
        self._textes[nom.chemin] = texte
        self._errors += trouvees
        if numero := find_too_wide(texte, limites.SIGNES_EN_TOUT):
            lieu = {"filename": nom.chemin, "lineno": numero}
            limite = later("{nombre} signes", nombre=limites.SIGNES_EN_TOUT)
            self._refuse(
                erreurs.LivreTropGros, lieu, quoi=later("Une ligne"), limite=limite
            )
            return True
        options = Options()
        for ligne in iter_unusual(nom.chemin, texte):
            if not self._look(ligne, options):
                break
        return True

    def _excess(self, nom: _Nom, octets: bytes) -> tuple[Dit, Dit] | None:
        if len(octets) > limites.OCTETS_D_UN_FICHIER:
            plafond = limites.OCTETS_D_UN_FICHIER // limites.MEGA
            quoi = later("Le fichier {nom}", nom=nom.ecrit)
            return quoi, later("{nombre} millions d’octets", nombre=plafond)
        if self._octets > limites.OCTETS_DU_LIVRE:
            plafond = limites.OCTETS_DU_LIVRE // limites.MEGA
            return _LIVRE, later("{nombre} millions d’octets", nombre=plafond)
        return None

    def _look_for_cache(self, nom: _Nom) -> None:
        dossier, fichier = os.path.split(nom.chemin)
        cache = f".{fichier}.picklecache"
        if os.path.lexists(os.path.join(dossier, cache)):
            lieu = {"filename": nom.chemin, "lineno": 0}
            self._refuse(erreurs.CacheBinaire, lieu, fichier=cache)

    def _look(self, ligne: LigneTypee, options: Options) -> bool:
        """Look at a line; tell whether the next one begins where it seems to."""
        if ligne.largeur > limites.SIGNES_D_UNE_LIGNE:
            # A quote left open takes the lines after it, however many they are.
            for trouve in ligne.iter_texts():
                if "\n" in trouve[0]:
                    self._refuse(GuillemetOuvert, ligne.at(trouve.start()))
                    return False
            self._exceed(ligne, 0, later("Une ligne"), limites.SIGNES_D_UNE_LIGNE)
            return True
        forme = None if is_well_formed(ligne) else _explain(ligne)
        if forme is not None:
            self._errors.append(forme)
        self._errors += iter_forbidden(ligne, options)
        for trouve in ligne.iter_texts():
            if len(trouve[1]) > limites.SIGNES_D_UN_TEXTE:
                debut, limite = trouve.start(), limites.SIGNES_D_UN_TEXTE
                self._exceed(ligne, debut, later("Un texte"), limite)
        for trouve in _CHEMIN.finditer(ligne.code):
            self._follow(ligne, trouve["mot"], trouve.end())
        return not isinstance(forme, GuillemetOuvert)

    def _exceed(self, ligne: LigneTypee, debut: int, quoi: Dit, limite: int) -> None:
        combien, lieu = later("{nombre} signes", nombre=limite), ligne.at(debut)
        self._refuse(erreurs.LivreTropGros, lieu, quoi=quoi, limite=combien)

    def _follow(self, ligne: LigneTypee, mot: str, position: int) -> None:
        """Check a path that a line names; an `include` is read in its turn."""
        lieu, entiere = ligne.at(position), ligne.around(position)
        nom, valeur, *_ = (*ligne.texts(position), "", "")
        if mot == "include":
            chemins, erreur = self._dossier.expand(lieu, entiere, nom)
            lus = len(self._textes) + len(self._attente) + len(chemins)
            if lus > limites.FICHIERS_DU_LIVRE:
                limite = later("{nombre} fichiers", nombre=limites.FICHIERS_DU_LIVRE)
                erreur = erreurs.LivreTropGros.at(lieu, quoi=_LIVRE, limite=limite)
            else:
                self._attente += [_Nom(chemin, lieu, nom) for chemin in chemins]
        elif mot != "option":
            erreur = self._dossier.check_file(lieu, entiere, nom)
        elif nom == "documents":
            erreur = self._dossier.check_folder(lieu, entiere, valeur)
        else:
            return
        if erreur is not None:
            self._errors.append(erreur)


def _explain(ligne: LigneTypee) -> PtceError | None:
    # Half of this room only explains faults: a plain ledger does without.
    from ptce_ledger.lecture.saisie.habitudes import explain_form  # noqa: PLC0415

    return explain_form(ligne)
