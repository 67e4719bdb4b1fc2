"""Errors of what a ledger may not do: run code, leave its folder, loosen the checks."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class PluginInterdit(PtceError):
    """Une ligne « plugin » nomme un programme que ptce-ledger ne connaît pas.

    Un module est un programme : il peut tout lire, tout écrire et changer les montants.
    Sont admis les modules de ptce-ledger et ceux de Beancount qui ne font que vérifier.
    """

    __slots__ = ()
    constat = "Le module « {nom} » n’est pas admis : ce serait exécuter un programme."
    remede = "{sinon}retirez la ligne ; celle de ptce-ledger est :"
    forme = 'plugin "ptce_ledger.plugins"'


class OptionInterdite(PtceError):
    """Une option du livre relâche les contrôles, charge un programme ou trompe l’œil.

    Une tolérance plus large qu’un demi-centime laisse passer des écritures fausses ; le
    mode « raw » ne vérifie plus aucun solde ; « insert_pythonpath » fait exécuter les
    programmes du dossier.
    """

    __slots__ = ()
    constat = "L’option « {nom} » n’est pas admise avec la valeur « {valeur} »."
    remede = "Retirez cette ligne : {raison}."


class RacinesIdentiques(PtceError):
    """Deux des cinq racines des comptes portent le même nom.

    Les charges et les produits, par exemple, seraient alors confondus.
    """

    __slots__ = ()
    constat = "Deux racines de comptes s’appelleraient « {nom} »."
    remede = "Retirez cette ligne : chaque racine garde son nom."


class ToleranceSansRaison(PtceError):
    """Un contrôle de solde accepte un écart, sans dire pourquoi.

    Une banque donne un solde au centime. Si l’écart est voulu, sa raison est écrite
    sous la ligne, par la clé « raison ».
    """

    __slots__ = ()
    constat = "Ce contrôle accepte un écart de {tolerance}, sans dire pourquoi."
    remede = "Retirez l’écart, ou ajoutez sa raison sous la ligne :"
    forme = '  raison: "…"'


class ReglageFavaInterdit(PtceError):
    """Un réglage de Fava exécute un programme, ou ouvre des fichiers hors du livre.

    Les réglages d’affichage restent permis, et l’extension de ptce-ledger aussi.
    """

    __slots__ = ()
    constat = "Le réglage de Fava « {nom} » n’est pas admis dans un livre."
    remede = "Retirez cette ligne. Celle des pages de ptce-ledger est :"
    forme = '2025-01-01 custom "fava-extension" "ptce_ledger.reports.fava"'


class CleReservee(PtceError):
    """Une clé porte un nom que Beancount se réserve : « filename » ou « lineno ».

    Ces deux clés disent où chaque écriture est écrite : données à la main, elles
    feraient mentir les messages et écrire ailleurs que dans le livre.
    """

    __slots__ = ()
    constat = "La clé « {cle}: » est réservée à Beancount."
    remede = "Donnez-lui un autre nom, par exemple :"
    forme = "piece: {valeur}"


class CheminHorsDossier(PtceError):
    """Une ligne nomme un fichier qui n’est pas dans le dossier du livre.

    Un livre ne lit que son dossier : ni chemin qui commence par « / » ou par une lettre
    de disque, ni « .. » qui en sort, ni lien qui mène ailleurs.
    """

    __slots__ = ()
    constat = "« {chemin} » n’est pas dans le dossier du livre."
    remede = "Copiez le fichier dans ce dossier, et nommez-le à partir de lui."


class FichierSpecial(PtceError):
    """Une ligne nomme autre chose qu’un fichier ordinaire : un dossier, un périphérique."""

    __slots__ = ()
    constat = "« {chemin} » n’est pas un fichier ordinaire."
    remede = "Nommez un fichier de texte, enregistré dans le dossier du livre."


class CacheBinaire(PtceError):
    """Le dossier du livre contient un fichier « .picklecache ».

    Beancount le lit à la place du livre, et ce fichier peut contenir un programme. Il
    n’a pas à être partagé : effacez-le, et faites-le ignorer par git.
    """

    __slots__ = ()
    constat = "Le dossier contient {fichier}, que Beancount lirait à la place du livre."
    remede = "Effacez ce fichier, et faites-le ignorer par git : *.picklecache"


class LivreTropGros(PtceError):
    """Un fichier, un texte ou le livre entier dépasse ce que ptce-ledger accepte de lire.

    Un an d’un grand pôle tient dans un million de signes : au-delà de ces limites, un
    fichier est presque toujours abîmé ou mal collé.
    """

    __slots__ = ()
    constat = "{quoi} dépasse {limite}."
    remede = "Vérifiez que rien n’y a été collé par erreur, ou partagez-le par année."
