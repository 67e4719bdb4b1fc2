"""Errors of contributions in kind: class 8, hours and their price."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class HeuresHorsClasse8(PtceError):
    """Des heures sont écrites sur un compte de charges, de produits ou de financement.

    Les heures bénévoles vont en classe 8, sous Equity, pour ne jamais entrer dans le
    résultat.
    """

    __slots__ = ()
    constat = "{montant} sur {compte} : les heures vont en classe 8."
    remede = "Écrivez-les sur la paire Equity:…:86-… et Equity:…:87-…"


class PrixSurHeures(PtceError):
    """Une ligne en heures porte un prix ou un coût.

    Une heure vaut le prix « price HEURE » en vigueur le jour du travail, décidé par le
    pôle : on ne l’écrit pas sur la ligne.
    """

    __slots__ = ()
    constat = "{montant} : une ligne en heures ne porte pas de prix."
    remede = "Écrivez seulement le nombre d’heures, et le taux une fois :"
    forme = "{date} price {devise} {prix}"


class PrixAbsent(PtceError):
    """Aucun prix de l’heure n’est en vigueur le jour du travail bénévole.

    L’heure ne vaut pas zéro : déclarez son prix à une date antérieure ou égale.
    """

    __slots__ = ()
    constat = "Aucun prix de l’heure ({devise}) n’est en vigueur le {jour}."
    remede = "Ajoutez dans le registre, à cette date ou avant, le prix décidé par le pôle, par exemple :"
    forme = "{date} price {devise} 18.00 EUR"


class ContributionDesequilibree(PtceError):
    """Dans une écriture de classe 8, les emplois (86) n’égalent pas les contributions (87).

    L’égalité vaut dans chaque unité et dans chaque périmètre : un même projet des deux
    côtés, autant d’heures des deux côtés.
    """

    __slots__ = ()
    constat = "Pour {perimetre}, il y a {ecart} de plus en {plus} qu’en {moins}."
    remede = (
        "Mettez le même nombre et le même périmètre sur la ligne 86 et sur la ligne 87."
    )


class ContributionMelangee(PtceError):
    """Une écriture mêle la classe 8 à d’autres comptes.

    Les contributions en nature ont leurs propres écritures, qui ne touchent ni la
    banque, ni les charges, ni les produits.
    """

    __slots__ = ()
    constat = "Cette écriture mêle la classe 8 et {compte}."
    remede = "Faites deux écritures : l’une avec les comptes 86 et 87 seulement."


class ContributionMalPlacee(PtceError):
    """Un compte 86 ou 87 n’est pas sous Equity.

    Sous Income ou Expenses il entrerait dans le résultat, ce que la classe 8 ne fait
    jamais (règlement ANC 2018-06, article 211-4).
    """

    __slots__ = ()
    constat = "Le compte de classe 8 {compte} n’est pas sous Equity."
    remede = "Ouvrez-le sous Equity, par exemple :"
    forme = "{date} open Equity:CVN:{nom}"
