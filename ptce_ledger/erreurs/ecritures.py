"""Errors of the entries: what a treasurer writes on accounts, entries and postings."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class AxesContradictoires(PtceError):
    """Deux périmètres sont écrits au même endroit.

    Une ligne, une écriture ou un compte porte une seule de ces clés : « projet: »,
    « perimetre: » ou « cle: ». Le plus proche de la ligne l’emporte.
    """

    __slots__ = ()
    constat = "{lieu} porte à la fois {cles}."
    remede = "N’en gardez qu’une."


class TypeIncompatible(PtceError):
    """Un type de ressource est donné à un compte qui ne peut pas le porter.

    Les types de produits vont sur Income (« fonds-dedies » aussi sur Expenses) ;
    « apports » et « prets » sur Equity ou Liabilities ; « aides-indirectes » et
    « contributions-volontaires » sur un compte 87 sous Equity.
    """

    __slots__ = ()
    constat = "Le type « {type} » ne convient pas au compte {compte}."
    remede = "{remede}"


class OrigineContredite(PtceError):
    """Une origine contredit le tiers.

    L’origine « pole » est celle des flux à l’intérieur du pôle, et d’eux seuls :
    ceux dont le tiers est un projet ou la cellule.
    """

    __slots__ = ()
    constat = "L’origine « {origine} » ne va pas avec {tiers}."
    remede = "Retirez « origine: » : elle se déduit du tiers."


class ConventionContredite(PtceError):
    """Une ligne rattachée à une convention n’est pas celle de son financeur ou de son projet.

    Une ressource sous convention vient du financeur de la convention ; une ligne sous
    convention est du projet de la convention, ou de la cellule si elle n’en a pas.
    """

    __slots__ = ()
    constat = "La convention « {code} » est {attendu} ; cette ligne est {trouve}."
    remede = "Corrigez « convention: », ou {remede}."


class FacturationInterneSansMembre(PtceError):
    """Une facturation interne ne fait face ni à un membre, ni à un projet, ni à la cellule.

    Le client doit être membre à la date de l’écriture. Sinon c’est une vente : typez le
    compte « ventes », et ptce-ledger reconnaîtra seul les membres.
    """

    __slots__ = ()
    constat = "Facturation interne sans membre, projet ni cellule en face le {jour} ({tiers})."
    remede = 'Ajoutez « tiers: » avec le code du client, ou écrivez sur la ligne : type: "ventes"'


class DeviseInattendue(PtceError):
    """Une ressource ou une charge n’est ni en euros ni en heures.

    Convertissez le montant en euros dans l’écriture.
    """

    __slots__ = ()
    constat = (
        "{montant} : une ressource, une charge ou une déclaration se compte en euros."
    )
    remede = "Écrivez le montant en EUR{ou_heures}."


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
    remede = "Écrivez seulement le nombre d’heures, et le taux une fois : {date} price {devise} 18.00 EUR"


class PrixAbsent(PtceError):
    """Aucun prix de l’heure n’est en vigueur le jour du travail bénévole.

    L’heure ne vaut pas zéro : déclarez son prix à une date antérieure ou égale.
    """

    __slots__ = ()
    constat = "Aucun prix de {devise} n’est en vigueur le {jour}."
    remede = "Ajoutez dans le registre, à cette date ou avant : {date} price {devise} 18.00 EUR"


class ContributionDesequilibree(PtceError):
    """Dans une écriture de classe 8, les emplois (86) n’égalent pas les contributions (87).

    L’égalité vaut dans chaque unité et dans chaque périmètre : un même projet des deux
    côtés, autant d’heures des deux côtés.
    """

    __slots__ = ()
    constat = "Emplois (86) et contributions (87) diffèrent : {ecart} pour {perimetre}."
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
    remede = "Ouvrez-le sous Equity, par exemple : {date} open Equity:CVN:{nom}"


class ANouveauSurGestion(PtceError):
    """Une écriture d’à-nouveaux touche un compte de charges ou de produits.

    Les à-nouveaux reprennent des soldes de bilan : Assets, Liabilities et Equity.
    """

    __slots__ = ()
    constat = "L’écriture d’à-nouveaux touche {compte}."
    remede = "Un à-nouveau ne porte que des comptes de bilan (Assets, Liabilities, Equity) ; retirez cette ligne, ou « a-nouveau: »."


class NonVentile(PtceError):
    """En mode strict, une ligne sans périmètre, type ou origine est une erreur.

    Sans « plugin "ptce_ledger.plugins.strict" », elle est seulement montrée à part.
    """

    __slots__ = ()
    constat = "Non ventilé : {axes} manque{pluriel} sur {compte}."
    remede = "Ajoutez {remedes}."


class AttenduInconnu(PtceError):
    """Un « ptce-attendu » nomme un chiffre que la synthèse n’a pas.

    Un chemin commence par niveau-1, niveau-2 ou niveau-3, suivi du chiffre, du type et de
    l’origine : « niveau-1.ressources.subventions.public ».
    """

    __slots__ = ()
    constat = "Le chiffre « {chemin} » n’existe pas : « {morceau} » est inconnu ici."
    remede = "{suggestion}On attend {valeurs}."


class AttenduHorsExercice(PtceError):
    """Un « ptce-attendu » n’est pas daté du dernier jour d’un exercice.

    La date dit de quel exercice on parle : écrivez son dernier jour.
    """

    __slots__ = ()
    constat = (
        "Un « ptce-attendu » se date du dernier jour de l’exercice, pas du {jour}."
    )
    remede = 'Écrivez : {fin} custom "ptce-attendu" …'


class AttenduNonAtteint(PtceError):
    """Un chiffre de la synthèse n’est pas celui que le livre annonce.

    Soit une écriture manque ou se trompe d’axe, soit le chiffre attendu est à revoir.
    """

    __slots__ = ()
    constat = "« {chemin} » vaut {trouve} en {exercice}, on attendait {attendu} (écart {ecart})."
    remede = "Cherchez la différence : ptce faits LIVRE --exercice {exercice} --chiffre {chemin}"
