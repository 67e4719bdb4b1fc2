"""Errors of what an hour is worth, and of who voted it."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class ValorisationSansHeure(PtceError):
    """Une valorisation nomme une devise qui ne compte pas d’heures.

    Les heures se comptent en HEURE, ou par métier : HEURE.EXPERT.
    """

    __slots__ = ()
    constat = "« {devise} » ne compte pas d’heures."
    remede = "Écrivez HEURE, ou une devise qui commence par HEURE et un point."


class ValorisationIncomplete(PtceError):
    """Une valorisation ne dit pas de quoi elle fait le prix.

    Avec le SMIC, la part de charges n’a pas de valeur par défaut : elle se vote. Avec
    un forfait, il faut son montant.
    """

    __slots__ = ()
    constat = "La valorisation n’a pas de « {cle}: »."
    remede = "Ajoutez-la, avec votre valeur :"
    forme = "{forme}"


class PrixContredit(PtceError):
    """Le prix d’une heure n’est pas celui que dit sa valorisation.

    La valorisation dit d’où vient le prix ; c’est la ligne « price » qui le donne. Les
    deux doivent être égaux le jour de la valorisation.
    """

    __slots__ = ()
    constat = (
        "La valorisation « {devise} » fait {voulu} ; le prix en vigueur est {trouve}."
    )
    remede = "Écrivez, ou corrigez la valorisation :"
    forme = "{date} price {devise} {juste} EUR"
