"""Errors of the agreements: what they grant, when, and what is left of it."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class TauxInvalide(PtceError):
    """Une part ou un taux d’une convention n’est pas entre 0 et 1.

    « part-financee: », « taux-indirects: » et « plafond-public: » sont des parts d’un
    tout : 0.8 pour 80 %.
    """

    __slots__ = ()
    constat = "« {cle}: {valeur} » n’est pas une part d’un tout."
    remede = "Écrivez un nombre au-dessus de 0, et jusqu’à 1, par exemple :"
    forme = "{cle}: 0.8"


class AvenantContredit(PtceError):
    """Un avenant change le financeur ou le projet de sa convention.

    Une convention écrite à nouveau sous son code, à une date plus tardive, est un
    avenant : son montant et les clés qu’il donne valent à partir de sa date. Une
    convention d’un autre financeur ou d’un autre projet en est une autre.
    """

    __slots__ = ()
    constat = "La convention « {code} » est {quoi}, ligne {ligne} de {fichier}."
    remede = "Corrigez l’avenant, ou donnez un autre code à la nouvelle convention."


class EcheanceContredite(PtceError):
    """Une échéance dit ce que son objet ne peut pas dire.

    Un versement a un montant, et il est fait quand le livre le dit ; un compte rendu
    n’a pas de montant (0.00 EUR), et porte « fait: » quand il a été remis.
    """

    __slots__ = ()
    constat = "Échéance : {quoi}."
    remede = (
        "Écrivez un versement avec son montant, ou un compte rendu avec 0.00 EUR et sa "
        "date en « fait: »."
    )
