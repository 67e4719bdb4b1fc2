"""Errors of the entries: what a treasurer writes on accounts, entries and postings."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class AxesContradictoires(PtceError):
    """Deux périmètres sont écrits au même endroit.

    Une ligne, une écriture ou un compte porte une seule de ces clés : « projet: »,
    « perimetre: » ou « cle: ». Le plus proche de la ligne l’emporte. Sous une clé dont
    les parts sont des conventions, la ligne n’a pas de « convention: » à elle.
    """

    __slots__ = ()
    constat = "{lieu} porte à la fois {cles}."
    remede = "N’en gardez qu’une."


class TypeIncompatible(PtceError):
    """Un type de ressource est donné à un compte qui ne peut pas le porter.

    Les types de produits vont sur Income (« fonds-dedies » aussi sur Expenses) ;
    « apports », « prets » et « subventions-investissement » sur Equity ou Liabilities ;
    « investissements » sur un compte Assets numéroté 20, 21, 23, 26 ou 27 ;
    « aides-indirectes » et « contributions-volontaires » sur un compte 87 sous Equity.
    """

    __slots__ = ()
    constat = "Le type « {type} » ne convient pas au compte {compte}."
    remede = "{remede}"


class OrigineContredite(PtceError):
    """Un flux à l’intérieur du pôle porte une autre origine.

    L’origine d’un flux dont le tiers est un projet ou la cellule est « pole » : elle se
    déduit du tiers et ne s’écrit pas.
    """

    __slots__ = ()
    constat = "L’origine « {origine} » ne va pas avec « {tiers} », qui est du pôle."
    remede = "Retirez « origine: » de {lieu} : elle se déduit du tiers."


class OriginePole(PtceError):
    """L’origine « pole » est donnée à un flux qui vient du dehors.

    L’origine « pole » est celle des flux dont le tiers est un projet ou la cellule, et
    d’eux seuls.
    """

    __slots__ = ()
    constat = "L’origine « pole » est celle des flux entre la cellule et les projets ; ici, le tiers est {tiers}."
    remede = "Retirez « origine: » de {lieu}, ou donnez en « tiers: » la cellule ou le projet."


class ConventionContredite(PtceError):
    """Une ligne rattachée à une convention est d’un autre périmètre qu’elle.

    Une ligne sous convention est du projet de la convention, ou de la cellule si elle
    n’en a pas. La convention ne donne pas de projet à la ligne : écrivez-le.
    """

    __slots__ = ()
    constat = "La convention « {code} » est {attendu} ; cette ligne est {trouve}."
    remede = "Corrigez « convention: », ou écrivez sous la ligne :"
    forme = "{forme}"


class FinanceurContredit(PtceError):
    """Une ressource rattachée à une convention vient d’un autre financeur.

    Une ressource sous convention vient du financeur que déclare « ptce-convention ».
    """

    __slots__ = ()
    constat = "La convention « {code} » est financée par « {attendu} » ; cette ligne est payée par « {trouve} »."
    remede = "Corrigez « convention: », ou corrigez le bénéficiaire (ou « tiers: »)."


class FacturationInterneSansMembre(PtceError):
    """Une facturation interne fait face à un tiers qui n’est pas membre à cette date.

    Le client doit être membre à la date de l’écriture. Sinon c’est une vente : typez le
    compte « ventes », et ptce-ledger reconnaîtra seul les membres.
    """

    __slots__ = ()
    constat = "« {tiers} » n’est pas membre le {jour} : ce n’est pas de la facturation interne."
    remede = "Écrivez sur la ligne :"
    forme = 'type: "ventes"'


class FacturationInterneSansClient(PtceError):
    """Le client d’une facturation interne n’est pas reconnu.

    Il est reconnu par « tiers: », ou par un bénéficiaire qui est le libellé ou l’alias
    d’un membre ou d’un projet.
    """

    __slots__ = ()
    constat = "Le client de cette facturation interne n’est pas reconnu."
    remede = "Ajoutez « tiers: » avec le code du membre ou du projet ; si c’est une vente au dehors, écrivez sur la ligne :"
    forme = 'type: "ventes"'


class DeviseInattendue(PtceError):
    """Une ressource ou une charge n’est ni en euros ni en heures.

    Convertissez le montant en euros dans l’écriture.
    """

    __slots__ = ()
    constat = (
        "{montant} : une ressource, une charge ou une déclaration se compte en euros."
    )
    remede = "{sinon}écrivez le montant en EUR{ou_heures}."


class PrixDansSaDevise(PtceError):
    """Un montant porte un prix ou un coût dans sa propre devise.

    « 100 EUR @ 2.00 EUR » se lit 100 € ici et 200 € là : un euro vaut un euro. Un prix
    (« @ », « @@ ») ou un coût (« {…} ») ne sert qu’entre deux devises ; le montant d’une
    ligne est la somme payée, non une quantité.
    """

    __slots__ = ()
    constat = "{montant}, au prix ou au coût de {prix} : un montant n’a pas de prix dans sa propre devise."
    remede = "Écrivez la somme seule ; celle qui équilibre cette écriture est :"
    forme = "  {compte}   {somme}"


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
    constat = "Non ventilé : {axes} {manque} sur {compte}."
    remede = "Ajoutez {remedes}."
