"""Errors of keys and values: of the register, of entries, of accounts alike."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class ProprieteInconnue(PtceError):
    """Une ligne « clé: valeur » porte une clé qui ressemble à une clé connue.

    ptce-ledger ignore les clés qui ne sont pas les siennes ; une clé mal orthographiée
    serait donc perdue sans bruit. Corrigez-la, ou choisissez un nom plus différent.
    """

    __slots__ = ()
    constat = "Clé « {cle}: » inconnue."
    remede = "Vouliez-vous dire « {proche}: » ?"


class ProprieteDeplacee(PtceError):
    """Une clé est écrite sous une directive qui ne la connaît pas.

    Elle va sous une autre directive ; ici elle serait perdue sans bruit.
    """

    __slots__ = ()
    constat = "« {cle}: » ne va pas sur « {directive} »."
    remede = "Clés admises : {admises}."


class CleVide(PtceError):
    """Une clé n’a pas de valeur."""

    __slots__ = ()
    constat = "La clé « {cle}: » est vide."
    remede = "Donnez-lui une valeur, ou retirez-la."


class ValeurInconnue(PtceError):
    """Une valeur n’est pas dans la liste fermée de celles que la clé accepte.

    Choisissez l’une des valeurs que le message énumère, sans accent ni majuscule.
    """

    __slots__ = ()
    constat = "« {cle} » ne connaît pas la valeur « {valeur} »."
    remede = "{suggestion}Les valeurs possibles sont {valeurs}."


class ValeurUnique(PtceError):
    """Une clé n’accepte qu’une valeur, et ce n’est pas celle-là."""

    __slots__ = ()
    constat = "« {cle} » ne connaît pas la valeur « {valeur} »."
    remede = "La seule valeur possible est {valeurs}."


class PerimetreSansProjet(PtceError):
    """Une ligne est dite du périmètre « projet », sans dire duquel.

    On écrit le code du projet ; le périmètre s’en déduit.
    """

    __slots__ = ()
    constat = '« perimetre: "projet" » ne dit pas de quel projet il s’agit.'
    remede = "Écrivez plutôt :"
    forme = 'projet: "code-du-projet"'


class ValeurMalEcrite(PtceError):
    """Une valeur se comprend, mais n’est pas écrite comme il faut.

    Un texte est entre guillemets droits ; une date, un nombre et un montant n’en ont
    pas. Un montant a un point décimal et sa devise.
    """

    __slots__ = ()
    constat = "« {cle} » attend {attendu}, pas {valeur}."
    remede = "Écrivez :"
    forme = "{forme}"


class ValeurMalFormee(PtceError):
    """Une valeur n’est pas du genre attendu : texte, date, nombre ou montant.

    Un texte est entre guillemets droits ; une date s’écrit AAAA-MM-JJ sans guillemets ;
    un montant s’écrit avec un point et sa devise : 1234.56 EUR.
    """

    __slots__ = ()
    constat = "« {cle} » attend {attendu}, pas {valeur}."
    remede = "Écrivez par exemple :"
    forme = "{forme}"


class SeparateurInvalide(PtceError):
    """Une liste de codes n’est pas séparée par des virgules.

    Les codes de « membres: » sont séparés par une virgule.
    """

    __slots__ = ()
    constat = "« {cle}: » n’est pas une liste de codes séparés par des virgules."
    remede = "Séparez les codes par une virgule :"
    forme = '{cle}: "{liste}"'


class DonneeNegative(PtceError):
    """Une donnée d’un membre est au-dessous de zéro.

    Un chiffre d’affaires, des emplois, des habitants, des achats se comptent à partir
    de zéro.
    """

    __slots__ = ()
    constat = "« {cle}: {valeur} » est au-dessous de zéro."
    remede = "Corrigez-la, ou retirez-la si elle n’est pas connue."
