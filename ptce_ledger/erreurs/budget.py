"""Errors of the budget that was voted."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class LigneDeBudgetInconnue(PtceError):
    """Une ligne de budget n’est ni un type de ressource, ni le début d’un compte de charge.

    Une charge se dit par son numéro, deux chiffres ou plus : « 64 », « 6411 ».
    """

    __slots__ = ()
    constat = "« {ligne} » n’est pas une ligne de budget."
    remede = "Écrivez le début d’un compte de charge (« 64 »), ou {types}."


class OrigineSurCharge(PtceError):
    """Une charge du budget porte une origine.

    Une origine est celle d’une ressource : une charge n’en a pas.
    """

    __slots__ = ()
    constat = "La ligne de budget « {ligne} » est une charge : elle n’a pas d’origine."
    remede = "Retirez « origine: »."


class BudgetEnDouble(PtceError):
    """Une même ligne de budget est votée deux fois le même jour.

    À une date plus tardive, elle révise la première ; le même jour, rien ne dit
    laquelle vaut.
    """

    __slots__ = ()
    constat = (
        "La ligne « {quoi} » est déjà votée le {jour}, ligne {ligne} de {fichier}."
    )
    remede = (
        "N’en gardez qu’une ; si la seconde révise la première, donnez-lui sa date."
    )
