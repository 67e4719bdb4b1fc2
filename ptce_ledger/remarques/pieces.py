"""People named by the files of the ledger: documents, and files that it includes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.noms import is_collective
from ptce_ledger.remarques.noms import is_full_name
from ptce_ledger.remarques.prenoms import PRENOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.remarques.regard import Regard

_EXTENSION = re.compile(
    r"\.(?:beancount|bean|csv|docx?|heic|jpe?g|msg|eml|odt|ods|pdf|png|rtf|tiff?|txt|vcf|webp"
    r"|xlsx?|zip)\b",
    re.IGNORECASE,
)
_NOM = re.compile(r"[^/\\\"\n]*\Z")
#: Signs of the name of a file.
_PORTEE = 200
#: A word of a file name: « JulieMartin », « julie_martin », « MARTIN Julie ».
_MOT = re.compile(r"[A-ZÀ-Ý]?[a-zà-ÿ]+|[A-ZÀ-Ý]{2,}(?![a-zà-ÿ])")
_CIVILITE = re.compile(
    r"(?:^|[^A-Za-z])(?:Mme|Mlle|Mr|MME|MLLE|M\.)[ _.-]+[A-Za-zÀ-ÿ]{2}"
)
#: Papers that are someone's: there, a first name is enough.
_DE_QUELQU_UN = frozenset(
    [
        "attestation",
        "arret",
        "avenant",
        "bulletin",
        "cni",
        "contrat",
        "conge",
        "cv",
        "diplome",
        "embauche",
        "entretien",
        "fiche",
        "identite",
        "licence",
        "lettre",
        "passeport",
        "paie",
        "paye",
        "permis",
        "rib",
        "salaire",
        "stage",
    ]
)


class NomDansUnFichier(Remarque):
    """Le nom d’un fichier semble être celui d’une personne.

    Les noms des pièces sont sur les pages de Fava, et restent dans l’historique. Un
    numéro suffit : la liste qui le relie au nom reste hors du livre.
    """

    __slots__ = ()
    constat = "« {nom} » semble être une personne, dans le nom du fichier {fichier}."
    remede = "Nommez le fichier par un numéro, par exemple :"
    forme = "contrat-b-017.pdf"


def iter_fichiers(regard: Regard) -> Iterator[Remarque]:
    """Look for names in whatever text ends as a file does."""
    for feuillet in regard.feuillets:
        if "." not in feuillet.texte:
            continue
        for debut, texte in feuillet.iter_textes():
            for trouve in _EXTENSION.finditer(texte):
                avant = texte[max(0, trouve.start() - _PORTEE) : trouve.start()]
                fichier = _NOM.findall(avant)[0].strip()
                if nom := find_name(fichier):
                    lieu = feuillet.place(debut + trouve.start())
                    yield NomDansUnFichier.at(
                        lieu, nom=nom, fichier=fichier + trouve[0]
                    )


def find_name(fichier: str) -> str:
    """Find a person in the name of a file, or give "".

    >>> find_name("Contrat-JulieMartin"), find_name("cv_julie"), find_name("lycee-paul-roy")
    ('Julie Martin', 'julie', '')
    """
    mots = _MOT.findall(fichier)
    plies = [fold(mot) for mot in mots]
    if is_collective(fichier):
        return ""
    for rang in range(len(mots) - 1):
        if is_full_name(plies[rang : rang + 2]):
            return " ".join(mots[rang : rang + 2])
    if titre := _CIVILITE.search(fichier):
        return fichier[titre.start() :].strip(" _.-")
    if _DE_QUELQU_UN.isdisjoint(plies):
        return ""
    return next((m for m, plie in zip(mots, plies, strict=True) if plie in PRENOMS), "")
