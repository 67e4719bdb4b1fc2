"""Errors of the expected figures: the « ptce-attendu » of a ledger."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class AttenduInconnu(PtceError):
    """Un « ptce-attendu » nomme un chiffre que la synthèse n’a pas.

    Un chemin commence par niveau-1, niveau-2 ou niveau-3, suivi du chiffre, du type et de
    l’origine : « niveau-1.ressources.subventions.public ».
    """

    __slots__ = ()
    constat = "Le chiffre « {chemin} » n’existe pas : « {morceau} » est inconnu ici."
    remede = "{suggestion}On attend {valeurs}."


class AttenduIncomplet(PtceError):
    """Un « ptce-attendu » nomme un niveau ou un projet, sans dire lequel de ses chiffres.

    Un chemin va au moins jusqu’au chiffre : « niveau-1.ressources ».
    """

    __slots__ = ()
    constat = "Il manque le nom du chiffre après « {chemin} »."
    remede = "On attend {valeurs}."


class AttenduTropLong(PtceError):
    """Un « ptce-attendu » précise un chiffre qui ne se détaille pas davantage.

    Les ressources se détaillent par type puis par origine, les charges par classe ; un
    résultat ne se détaille pas.
    """

    __slots__ = ()
    constat = "Le chiffre « {chemin} » n’existe pas : « {morceau} » est de trop."
    remede = "Arrêtez-vous à « {court} »."


class AttenduHorsExercice(PtceError):
    """Un « ptce-attendu » n’est pas daté du dernier jour d’un exercice.

    La date dit de quel exercice on parle : écrivez son dernier jour.
    """

    __slots__ = ()
    constat = (
        "Un « ptce-attendu » se date du dernier jour de l’exercice, pas du {jour}."
    )
    remede = "Selon l’exercice, écrivez l’une de ces lignes :"
    forme = '{avant} custom "ptce-attendu" "{chemin}" {montant}\n{fin} custom "ptce-attendu" "{chemin}" {montant}'


class AttenduMalMesure(PtceError):
    """Un « ptce-attendu » donne un nombre là où le chiffre est un montant, ou l’inverse.

    Un montant s’écrit avec sa devise ; une part, un emploi, des heures, sans devise : une
    part de 36,8 % s’écrit 0.3680.
    """

    __slots__ = ()
    constat = "Le chiffre « {chemin} » est {quoi}."
    remede = "Écrivez-le ainsi :"
    forme = '{date} custom "ptce-attendu" "{chemin}" {juste}'


class AttenduNonAtteint(PtceError):
    """Un chiffre de la synthèse n’est pas celui que le livre annonce.

    Soit une écriture manque ou se trompe d’axe, soit le chiffre attendu est à revoir.
    """

    __slots__ = ()
    constat = "« {chemin} » vaut {trouve} en {exercice}, on attendait {attendu} (écart {ecart})."
    remede = "Cherchez la différence parmi les lignes qui font ce chiffre :"
    forme = "ptce faits LIVRE --exercice {exercice} --chiffre {chemin} --provisoire"
