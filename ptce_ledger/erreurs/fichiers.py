"""Errors of the files of a ledger: what Beancount cannot open, load or decode."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs.base import PtceError
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.fichiers import find_namesake

if TYPE_CHECKING:
    from collections.abc import Mapping


class LivreIntrouvable(PtceError):
    """Le livre demandé, ou un fichier qu’il inclut, n’existe pas ou ne peut être lu.

    Vérifiez le nom et le dossier du fichier, minuscules et accents compris.
    """

    __slots__ = ()
    constat = "Fichier introuvable ou illisible : {fichier}"
    remede = "Vérifiez son nom et son dossier, minuscules et accents compris."


class FichierMalNomme(PtceError):
    """Le fichier demandé n’existe pas, mais un autre porte presque son nom.

    Windows cache la fin des noms : le Bloc-notes enregistre « 2027.beancount » sous le
    nom « 2027.beancount.txt ». Dans l’Explorateur, Affichage, « Extensions de noms de
    fichiers » les montre. Majuscules et accents comptent aussi.
    """

    __slots__ = ()
    constat = "Fichier introuvable : {fichier} ; mais « {voisin} » existe."
    remede = "{remede} :"
    forme = "{nom}"


_RENOMMER = later(
    "Windows cache la fin des noms (Explorateur : Affichage, « Extensions de noms de "
    "fichiers ») ; renommez-le"
)


def missing(lieu: Mapping[str, Any], ecrit: str, chemin: str) -> PtceError:
    """Report a file that is not there; one beside it may bear its name but for its end."""
    return misnamed(lieu, ecrit, chemin) or LivreIntrouvable.at(lieu, fichier=ecrit)


def misnamed(
    lieu: Mapping[str, Any], ecrit: str, chemin: str, entry: Any = None
) -> PtceError | None:
    """Report a file that is there under a name which looks the same, if one is."""
    voisin = find_namesake(chemin)
    if not voisin:
        return None
    nom = os.path.basename(chemin)
    cachee = voisin.casefold().startswith(f"{nom}.".casefold())
    remede = (
        _RENOMMER if cachee else later("Renommez-le, ou corrigez ce qui le demande")
    )
    return FichierMalNomme.at(
        lieu, entry, fichier=ecrit, voisin=voisin, nom=nom, remede=remede
    )


class DossierSansLivre(PtceError):
    """Le dossier demandé n’a pas de fichier principal.

    Dans un dossier, ptce-ledger lit « main.beancount ». Si le fichier principal porte
    un autre nom, donnez ce fichier plutôt que le dossier.
    """

    __slots__ = ()
    constat = "Le dossier « {dossier} » ne contient pas {principal}."
    remede = "Donnez le dossier d’un livre, ou le nom de son fichier principal."


class BarreInverse(PtceError):
    """Un chemin sépare ses dossiers par des barres inverses, comme Windows.

    Dans un livre, les dossiers sont séparés par « / », sous Windows aussi.
    """

    __slots__ = ()
    constat = "Un chemin s’écrit avec « / », pas avec « \\ »."
    remede = "Écrivez :"
    forme = "{forme}"


class PluginAbsent(PtceError):
    """Le livre emploie le registre de ptce-ledger sans charger ses contrôles.

    Sans cette ligne, Fava ne montrerait ni les périmètres ni les erreurs. Elle se met
    dans le fichier principal : Beancount ignore celles des fichiers inclus.
    """

    __slots__ = ()
    constat = "Le fichier principal ne charge pas ptce-ledger."
    remede = "Ajoutez cette ligne en tête du fichier principal :"
    forme = 'plugin "ptce_ledger.plugins"'


class PluginIntrouvable(PtceError):
    """Une ligne « plugin » nomme un module qui n’est pas installé."""

    __slots__ = ()
    constat = "Le module « {nom} » ne se charge pas."
    remede = "Corrigez ou retirez la ligne ; celle de ptce-ledger est :"
    forme = 'plugin "ptce_ledger.plugins"'


class PluginEnPanne(PtceError):
    """Un module nommé par une ligne « plugin » échoue pendant la lecture.

    Le module lui-même est en cause, ou ce que la ligne « plugin » lui demande.
    """

    __slots__ = ()
    constat = "Le module « {nom} » n’a pas pu lire le livre."
    remede = "Retirez sa ligne « plugin », ou corrigez ce qui suit son nom."


class EncodageInvalide(PtceError):
    """Un fichier n’est pas enregistré en UTF-8.

    VS Code : cliquez sur l’encodage en bas à droite, « Rouvrir avec l’encodage », celui
    que le message nomme, puis « Enregistrer avec l’encodage », « UTF-8 ». Bloc-notes :
    « Enregistrer sous », encodage « UTF-8 ». LibreOffice : « Enregistrer sous », type
    « Texte - Choisir l’encodage », puis « Unicode (UTF-8) ».
    """

    __slots__ = ()
    constat = "Le fichier est enregistré en {encodage}, pas en UTF-8 : les lettres accentuées s’y perdent."
    remede = "VS Code : l’encodage, en bas à droite ; Bloc-notes, LibreOffice : « Enregistrer sous », encodage « UTF-8 »."


class FichierEnDouble(PtceError):
    """Un fichier est inclus deux fois, ou s’inclut lui-même.

    Ses écritures compteraient deux fois : gardez une seule ligne « include » pour lui.
    """

    __slots__ = ()
    constat = "Le fichier {fichier} est inclus deux fois."
    remede = "Gardez une seule ligne « include » pour ce fichier."


class PieceIntrouvable(PtceError):
    """Une ligne « document » nomme une pièce qui n’existe pas.

    Vérifiez le nom et le dossier de la pièce.
    """

    __slots__ = ()
    constat = "Pièce introuvable : {fichier}"
    remede = "Vérifiez son nom et son dossier, à partir de celui du livre."


class DossierIntrouvable(PtceError):
    """Le dossier des pièces, nommé par l’option « documents », n’existe pas.

    Créez ce dossier, ou corrigez son nom dans la ligne « option ».
    """

    __slots__ = ()
    constat = "Le dossier de pièces « {dossier} » n’existe pas."
    remede = "Créez-le, ou corrigez la ligne « option »."


class OptionInconnue(PtceError):
    """Une ligne « option » porte un nom que Beancount ne connaît pas.

    Le nom est sans doute mal orthographié ; les options de Beancount sont en anglais.
    """

    __slots__ = ()
    constat = "Option « {nom} » inconnue."
    remede = "{sinon}retirez cette ligne."


class ErreurBeancount(PtceError):
    """Beancount refuse le livre pour une raison moins courante.

    Le message de Beancount est donné tel quel, en anglais.
    """

    __slots__ = ()
    constat = "Beancount refuse cette ligne : {message}"
    remede = "Comparez-la aux lignes voisines ou aux exemples du guide."
