"""Errors of the register: the dated « custom "ptce-…" » directives."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class DirectiveInconnue(PtceError):
    """Une ligne « custom » porte un nom que ptce-ledger ne connaît pas.

    Le nom est sans doute mal orthographié : reprenez celui que le message propose.
    """

    __slots__ = ()
    constat = "Directive « {nom} » inconnue."
    remede = "{suggestion}Les directives sont {noms}."


class DirectiveMalFormee(PtceError):
    """Une valeur d’une directive « ptce-… » n’est pas du genre attendu.

    Les textes et les codes sont entre guillemets droits, les années, les nombres et les
    montants n’en ont pas. Recopiez la forme que donne le message.
    """

    __slots__ = ()
    constat = "« {valeur} » attend {attendu}, pas {trouve}."
    remede = "Écrivez, avec vos valeurs :"
    forme = "{forme}"


class NombreDeValeurs(PtceError):
    """Une directive « ptce-… » a trop de valeurs, ou pas assez.

    Recopiez la forme que donne le message et remplacez-y vos valeurs.
    """

    __slots__ = ()
    constat = "« {nom} » : {trouve} au lieu de {attendu} ({valeurs})."
    remede = "Écrivez, avec vos valeurs :"
    forme = "{forme}"


class CodeInvalide(PtceError):
    """Un code du registre n’a pas la bonne forme.

    Un code s’écrit en minuscules sans accent, commence par une lettre et compte au
    moins deux caractères : lettres, chiffres et traits d’union.
    """

    __slots__ = ()
    constat = "Le code « {code} » n’est pas valable : il s’écrit en minuscules sans accent, chiffres et traits d’union, deux signes au moins, une lettre d’abord."
    remede = "Écrivez par exemple « {exemple} »."


class CodeReserve(PtceError):
    """Un code du registre est un mot réservé.

    « cellule » désigne la cellule d’animation, « hors-pole » ce qui n’est pas du pôle ;
    « filename » et « lineno » sont des mots de Beancount.
    """

    __slots__ = ()
    constat = "Le code « {code} » est réservé."
    remede = "Prenez-en un autre, par exemple « {exemple} »."


class CodeEnDouble(PtceError):
    """Un même code désigne deux choses.

    Les codes sont uniques parmi les membres, les tiers et les projets. Un membre, lui,
    peut être déclaré à nouveau sous le même code : quand il revient, ou quand son
    libellé ou son origine change.
    """

    __slots__ = ()
    constat = "Le code « {code} » est déjà pris, ligne {ligne} de {fichier}."
    remede = "Donnez un autre code."


class EnonceEnDouble(PtceError):
    """Deux lignes disent la même chose le même jour.

    Un prix de l’heure, une clé, une phase, les données d’un membre pour une année, un
    membre, un tiers, un projet ne se disent qu’une fois par jour : ni l’ordre des
    lignes ni celui des fichiers ne décide laquelle vaut.
    """

    __slots__ = ()
    constat = (
        "« {quoi} » est déjà dit pour le {jour}, ligne {ligne} de {fichier} : rien "
        "ne dit laquelle des deux lignes vaut."
    )
    remede = (
        "N’en gardez qu’une ; si la seconde change la première, donnez-lui sa date."
    )


class LibelleEnDouble(PtceError):
    """Un même libellé ou alias désigne deux codes.

    Le bénéficiaire d’une écriture est reconnu par son libellé : il doit mener à un
    seul code. Majuscules, accents, apostrophes et espaces ne font pas de différence.
    """

    __slots__ = ()
    constat = "Le libellé « {libelle} » désigne à la fois « {code} » et « {autre} », ligne {ligne} de {fichier}."
    remede = "Changez l’un des deux libellés, ou retirez l’alias."


class PoleEnDouble(PtceError):
    """Le livre déclare deux pôles.

    Un livre est celui d’un seul pôle. Gardez une seule ligne « ptce-pole ».
    """

    __slots__ = ()
    constat = "Un second pôle, « {code} », est déclaré ; le livre est déjà celui de « {autre} », ligne {ligne} de {fichier}."
    remede = "Gardez une seule ligne « ptce-pole » par livre."


class ExerciceChange(PtceError):
    """Une seconde ligne « ptce-pole » ferait commencer l’exercice un autre jour.

    Un exercice a toujours douze mois et porte l’année où il finit : tous commencent le
    même jour, celui de « debut-exercice ». Un premier exercice de dix-huit mois, ou une
    date de clôture qui change, se lit en deux exercices ; après le changement, un autre
    livre, ouvert par les soldes de l’ancien (« a-nouveau: TRUE »), a son propre jour.
    """

    __slots__ = ()
    constat = "L’exercice commencerait le {autre}, alors qu’il commence le {debut} (ligne {ligne} de {fichier}) : un exercice a toujours douze mois."
    remede = "Retirez cette ligne, ou tenez la suite dans un autre livre, ouvert par les soldes de celui-ci."


class PoleAbsent(PtceError):
    """Le livre emploie le registre de ptce-ledger sans dire de quel pôle il s’agit.

    Ajoutez la ligne « ptce-pole » en tête du registre.
    """

    __slots__ = ()
    constat = "Aucun pôle n’est déclaré."
    remede = "Ajoutez :"
    forme = '{date} custom "ptce-pole" "mon-pole" "Nom du pôle"'


class PeriodeInvalide(PtceError):
    """Une période finit avant d’avoir commencé."""

    __slots__ = ()
    constat = "« {cle}: » ({fin}) est avant le début ({debut})."
    remede = "Corrigez l’une des deux dates."


class MembreHorsPeriode(PtceError):
    """Un chiffre d’affaires imputable est déclaré pour qui n’a jamais été membre de l’exercice.

    Seul un membre du pôle, à un moment de l’exercice, a un chiffre d’affaires
    imputable. Corrigez le code ou la date, ou la date d’adhésion du membre.
    """

    __slots__ = ()
    constat = "« {code} » n’est membre du pôle à aucun moment de l’exercice {exercice}."
    remede = "Corrigez le code, la date de cette ligne, ou les dates de « ptce-membre » « {code} »."


class PartSuperieureAUn(PtceError):
    """Un membre impute au pôle plus que son chiffre d’affaires entier.

    Le chiffre d’affaires imputable (« ptce-ca » et comptes 467) est une part du
    chiffre d’affaires du membre (« ptce-donnees ») : l’un des deux est faux.
    """

    __slots__ = ()
    constat = "« {code} » déclare {imputable} imputables au pôle en {exercice}, pour un chiffre d’affaires de {total}."
    remede = (
        "Corrigez « ca: » dans « ptce-donnees », ou les lignes « ptce-ca » du membre."
    )


class PersonnesTropPeu(PtceError):
    """Une publication permettrait un chiffre qui repose sur trop peu de personnes.

    Un chiffre qui ne repose que sur une ou deux personnes dit ce que chacune gagne ou
    donne : aucun livre ne peut le permettre.
    """

    __slots__ = ()
    constat = "« personnes-minimum: {minimum} » laisserait voir ce que gagne ou donne une personne."
    remede = "Écrivez un nombre entier, {plancher} au moins :"
    forme = "personnes-minimum: {plancher}"


class IssuDeLuiMeme(PtceError):
    """Un membre est dit issu de lui-même.

    « issu-de: » nomme le projet, ou l’autre membre, dont il est né.
    """

    __slots__ = ()
    constat = "« {code} » est dit issu de lui-même."
    remede = "Nommez le projet ou le membre dont il est né, ou retirez « issu-de: »."
