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


class IndirectsEnDouble(PtceError):
    """Une convention compte deux fois ses coûts indirects.

    Elle a un forfait de coûts indirects (« taux-indirects: »), et une part d’une
    dépense partagée par une clé : l’un des deux est de trop.
    """

    __slots__ = ()
    constat = "La convention « {code} » a un forfait de coûts indirects, et une part d’une dépense partagée ({lieu})."
    remede = (
        "Retirez « taux-indirects: », ou ne lui donnez pas de part de cette dépense."
    )


class FondsDediesNegatifs(PtceError):
    """Des fonds dédiés sont repris qui n’avaient pas été mis de côté.

    On ne reprend (789) que ce qui a été reporté (689) : le solde d’une convention
    n’est au-dessous de zéro à la fin d’aucun jour.
    """

    __slots__ = ()
    constat = "Les fonds dédiés {quoi} sont à {solde} le {jour}."
    remede = "Corrigez le montant, ou dites de quelle convention est la reprise, ou l’ouverture :"
    forme = 'convention: "{code}"'


class FondsDediesExcessifs(PtceError):
    """Une convention a plus de fonds dédiés que de ressources constatées.

    On ne reporte que ce qui a été constaté au résultat ; pour une convention commencée
    avant le livre, « deja-constate: » le dit.
    """

    __slots__ = ()
    constat = "Les fonds dédiés de la convention « {code} » sont à {solde} le {jour}, pour {constate} constatés."
    remede = "Corrigez le report, ou dites ce qui était constaté avant le livre :"
    forme = "deja-constate: {manque} EUR"
