"""What a careless hand or program damaged: letters read twice, files emptied, accounts."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.fichiers import EncodageInvalide
from ptce_ledger.lecture.examen.chemins import CACHEE
from ptce_ledger.lecture.examen.chemins import DossierDuLivre
from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.mots.codages import DOUBLE
from ptce_ledger.mots.codages import restore
from ptce_ledger.mots.dits import later
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.remarques.regard import Feuillet
    from ptce_ledger.remarques.regard import Regard

#: Parts of an account beyond which no chart goes.
_PARTS = 20
_INCLUDE = re.compile(r"include[ \t]+\"(?P<motif>[^\"\\]+)\"")
#: What is left of a word before such a letter, and the rest of it.
_AVANT, _APRES = re.compile(r"[^\s\":]{0,30}\Z"), re.compile(r"[^\s\":]{0,30}")
_LONG = re.compile(rf"(?<![^\s\";])[^\s\":;]++(?::[^\s\":;]+){{{_PARTS},}}+")


class AccentsAbimes(Remarque):
    """Un texte a été lu par un programme dans un autre codage que le sien.

    « Réglé » est devenu « RÃ©glÃ© », ou un « � » a pris la place d’une lettre : le
    fichier a été ouvert, puis enregistré, par un tableur ou un éditeur mal réglé.
    """

    __slots__ = ()
    constat = "Des lettres sont abîmées : {ecrit}"
    remede = "{sans_doute}Réglez l’éditeur ou le tableur sur UTF-8."


class FichierVide(Remarque):
    """Un fichier du livre est vide, ou n’a que des espaces.

    Un enregistrement interrompu, ou une synchronisation, vide un fichier sans rien dire.
    """

    __slots__ = ()
    constat = "Ce fichier du livre est vide."
    remede = "Reprenez sa dernière version ; s’il n’a rien à dire, écrivez-le :"
    forme = "; Rien à écrire."


class FichierHorsDuMotif(Remarque):
    """Un fichier échappe à une ligne « include » par la fin de son nom.

    Windows cache la fin des noms : le Bloc-notes enregistre « 2027.beancount » sous le
    nom « 2027.beancount.txt », que « 20*.beancount » ne désigne pas. Rien n’en est lu.
    """

    __slots__ = ()
    constat = "Ce fichier n’est pas lu : « {motif} » ne le désigne pas."
    remede = "S’il est mis de côté, sortez-le de ce dossier ; sinon renommez-le :"
    forme = "{nom}"


class CompteTropProfond(Remarque):
    """Un compte a plus de vingt parties.

    Un plan comptable en a moins de dix : une ligne a été collée plusieurs fois, ou un
    fichier a été abîmé.
    """

    __slots__ = ()
    constat = "Ce compte a {nombre} parties : {compte}"
    remede = "Gardez-en quelques-unes, par exemple :"
    forme = "Expenses:Fonctionnement:6064-Fournitures"


def iter_abimes(regard: Regard) -> Iterator[Remarque]:
    """Look at each file, comments included, for what was damaged."""
    errors = regard.livre.errors
    autres = {e.source["filename"] for e in errors if isinstance(e, EncodageInvalide)}
    comptes: set[str] = set()
    for feuillet in regard.feuillets:
        if not feuillet.texte.strip():
            yield FichierVide.at({"filename": feuillet.nom, "lineno": 0})
            continue
        if not feuillet.texte.isascii() and feuillet.nom not in autres:
            yield from _letters(feuillet)
        for trouve in _LONG.finditer(feuillet.texte):
            if trouve[0] in comptes:
                continue
            comptes.add(trouve[0])
            lieu, nombre = feuillet.place(trouve.start()), trouve[0].count(":") + 1
            yield CompteTropProfond.at(lieu, nombre=nombre, compte=cut(trouve[0]))


def iter_motifs(regard: Regard) -> Iterator[Remarque]:
    """Look beside the files that a pattern names for those that Windows misnamed."""
    dossier = DossierDuLivre(str(regard.livre.chemin))
    for lieu, ligne in regard.iter_lines():
        trouve = _INCLUDE.match(ligne)
        if not trouve:
            continue
        for chemin in dossier.hidden(lieu, trouve["motif"]):
            nom = os.path.basename(chemin).removesuffix(CACHEE)
            yield FichierHorsDuMotif.at(
                {"filename": chemin, "lineno": 0}, motif=cut(trouve["motif"]), nom=nom
            )


def _letters(feuillet: Feuillet) -> Iterator[Remarque]:
    """Look for letters read twice: the first word of each line."""
    derniere = 0
    for trouve in DOUBLE.finditer(feuillet.texte):
        lieu = feuillet.place(trouve.start())
        if lieu["lineno"] == derniere:
            continue
        derniere = lieu["lineno"]
        avant = feuillet.texte[max(0, trouve.start() - 30) : trouve.start()]
        debut, fin = _AVANT.search(avant), _APRES.match(feuillet.texte, trouve.start())
        mot = f"{debut[0] if debut else ''}{fin[0] if fin else ''}"
        juste = restore(mot)
        sure = "\ufffd" not in juste and juste != mot
        dit = later("Sans doute « {juste} ». ", juste=juste) if sure else ""
        yield AccentsAbimes.at(lieu, ecrit=mot, sans_doute=dit)
