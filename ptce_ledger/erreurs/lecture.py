"""Errors of reading: Beancount's own messages, said as a treasurer would say them."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class LivreIntrouvable(PtceError):
    """Le livre demandé, ou un fichier qu’il inclut, n’existe pas ou ne peut être lu.

    Vérifiez le nom et le dossier du fichier, minuscules et accents compris.
    """

    __slots__ = ()
    constat = "Fichier introuvable ou illisible : {fichier}"
    remede = "Vérifiez son nom et son dossier, minuscules et accents compris."


class PluginAbsent(PtceError):
    """Le livre emploie le registre de ptce-ledger sans charger ses contrôles.

    Sans cette ligne, Fava ne montrerait ni les périmètres ni les erreurs. Elle se met
    dans le fichier principal : Beancount ignore celles des fichiers inclus.
    """

    __slots__ = ()
    constat = "Le fichier principal ne charge pas ptce-ledger."
    remede = 'Ajoutez-y la ligne : plugin "ptce_ledger.plugins"'


class PluginIntrouvable(PtceError):
    """Une ligne « plugin » nomme un module qui n’est pas installé."""

    __slots__ = ()
    constat = "Le module « {nom} » ne se charge pas."
    remede = 'Corrigez ou retirez la ligne ; celle de ptce-ledger est : plugin "ptce_ledger.plugins"'


class SyntaxeInvalide(PtceError):
    """Une ligne n’est pas écrite dans la forme d’un livre.

    Vérifiez la date (AAAA-MM-JJ), les guillemets droits, le retrait de deux espaces des
    lignes de compte, le point décimal et la devise : 1234.56 EUR.
    """

    __slots__ = ()
    constat = "La ligne n’est pas comprise{pres}."
    remede = 'Une écriture a cette forme : 2025-01-31 * "Bénéficiaire" "Libellé", puis, en retrait, une ligne par compte : Expenses:60-Achats  12.50 EUR'


class EncodageInvalide(PtceError):
    """Un fichier n’est pas enregistré en UTF-8.

    Dans votre éditeur, choisissez « Enregistrer sous », puis l’encodage « UTF-8 ».
    """

    __slots__ = ()
    constat = (
        "Le fichier n’est pas enregistré en UTF-8 : les lettres accentuées s’y perdent."
    )
    remede = "Dans votre éditeur : « Enregistrer sous », encodage « UTF-8 »."


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


class DateInvalide(PtceError):
    """Une date n’existe pas dans le calendrier.

    Une date s’écrit année-mois-jour : 2025-01-31.
    """

    __slots__ = ()
    constat = "Cette date n’existe pas."
    remede = "Une date s’écrit année-mois-jour, par exemple 2025-01-31."


class NombreInvalide(PtceError):
    """Un nombre n’est pas écrit comme un livre l’attend.

    Le séparateur décimal est le point, et il n’y a pas d’espace entre les milliers :
    1234.56.
    """

    __slots__ = ()
    constat = "Le nombre « {nombre} » n’est pas compris."
    remede = "Écrivez-le avec un point et sans espace{exemple}."


class CompteMalNomme(PtceError):
    """Un nom de compte n’a pas la forme attendue.

    Un compte commence par Assets, Liabilities, Equity, Income ou Expenses ; chaque
    partie, après « : », commence par une majuscule ou un chiffre, sans espace.
    """

    __slots__ = ()
    constat = "Nom de compte non valable : {compte}"
    remede = "Un compte s’écrit par exemple Expenses:Cellule:641-Salaires."


class EcritureDesequilibree(PtceError):
    """Les lignes d’une écriture ne se compensent pas.

    La somme des lignes doit être nulle : un débit en plus, un crédit en moins. Une seule
    ligne peut rester sans montant, Beancount la calcule.
    """

    __slots__ = ()
    constat = "L’écriture n’est pas équilibrée : il reste {ecart}."
    remede = "Corrigez un montant ou son signe, ou laissez une ligne sans montant."


class MontantsManquants(PtceError):
    """Plusieurs lignes d’une écriture sont sans montant.

    Une seule ligne peut rester sans montant.
    """

    __slots__ = ()
    constat = "Plusieurs lignes de cette écriture sont sans montant."
    remede = "Donnez le montant de chaque ligne, sauf d’une seule."


class CompteInconnu(PtceError):
    """Une écriture emploie un compte qui n’est pas ouvert dans le livre.

    Corrigez le nom, ou ouvrez le compte par une ligne « open ».
    """

    __slots__ = ()
    constat = "Compte inconnu : {compte}"
    remede = "{suggestion}Sinon ouvrez-le : {date} open {compte} EUR"


class CompteInactif(PtceError):
    """Une écriture emploie un compte avant son ouverture ou après sa fermeture."""

    __slots__ = ()
    constat = "Compte pas encore ouvert, ou déjà fermé, le {jour} : {compte}"
    remede = "Avancez la date de sa ligne « open », ou corrigez la date de l’écriture."


class CompteEnDouble(PtceError):
    """Un compte est ouvert ou fermé deux fois."""

    __slots__ = ()
    constat = "Le compte {compte} est ouvert ou fermé deux fois."
    remede = "Gardez une seule ligne « open » et une seule ligne « close »."


class DeviseInterdite(PtceError):
    """Une ligne emploie une devise que le compte n’accepte pas.

    La ligne « open » du compte dit ses devises.
    """

    __slots__ = ()
    constat = "La devise {devise} n’est pas admise sur {compte}."
    remede = "Corrigez la devise, ou ajoutez-la à la ligne « open » du compte."


class SoldeFaux(PtceError):
    """Un contrôle de solde échoue : le livre et le relevé ne disent pas la même chose.

    « balance » donne le solde au matin de sa date : une opération du jour n’y est pas.
    """

    __slots__ = ()
    constat = "Le solde de {compte} est {trouve}, le contrôle attend {attendu}{ecart}."
    remede = "Cherchez l’écriture qui manque ou se répète ; « balance » se lit au matin de sa date."


class ErreurBeancount(PtceError):
    """Beancount refuse le livre pour une raison moins courante.

    Le message de Beancount est donné tel quel, en anglais.
    """

    __slots__ = ()
    constat = "Beancount refuse cette ligne : {message}"
    remede = "Comparez-la aux lignes voisines ou aux exemples du guide."
