"""Errors of accounts, balances and currencies, that Beancount finds."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError
from ptce_ledger.erreurs.syntaxe import ErreurDeSyntaxe


class CompteMalNomme(ErreurDeSyntaxe):
    """Une partie d’un nom de compte commence mal.

    Chaque partie, après « : », commence par une majuscule ou un chiffre.
    """

    __slots__ = ()
    constat = "« {partie} » doit commencer par une majuscule ou un chiffre."
    remede = "Écrivez :"
    forme = "{forme}"


class CompteMalPonctue(ErreurDeSyntaxe):
    """Une partie d’un nom de compte contient une espace, une apostrophe ou un autre signe.

    Un nom de compte n’a que des lettres, des chiffres et des traits d’union.
    """

    __slots__ = ()
    constat = "« {partie} » n’est pas valable dans un nom de compte."
    remede = "Ni espace, ni apostrophe, ni autre signe que le trait d’union :"
    forme = "{forme}"


class CompteIncomplet(ErreurDeSyntaxe):
    """Un nom de compte s’arrête à sa racine.

    Assets, Liabilities, Equity, Income et Expenses sont suivis d’une partie au moins.
    """

    __slots__ = ()
    constat = "Le compte « {racine} » n’est pas complet."
    remede = "Ajoutez son nom, par exemple :"
    forme = "{racine}:Nom-Du-Compte"


class RacineTraduite(ErreurDeSyntaxe):
    """Un compte commence par un mot français, ou par un mot mal orthographié.

    Les cinq racines restent en anglais : Assets (actif), Liabilities (dettes), Equity
    (fonds propres), Income (produits) et Expenses (charges).
    """

    __slots__ = ()
    constat = "Un compte ne peut pas commencer par « {racine} »."
    remede = "« {racine} » se dit « {juste} » :"
    forme = "{forme}"


class RacineInconnue(ErreurDeSyntaxe):
    """Un compte ne commence pas par l’une des cinq racines.

    Ce sont Assets (actif), Liabilities (dettes), Equity (fonds propres), Income
    (produits) et Expenses (charges).
    """

    __slots__ = ()
    constat = "Un compte ne peut pas commencer par « {racine} »."
    remede = "Il commence par Assets (actif), Liabilities (dettes), Equity (fonds propres), Income (produits) ou Expenses (charges)."


class CompteInconnu(PtceError):
    """Une écriture emploie un compte qui n’est pas ouvert dans le livre.

    Corrigez le nom, ou ouvrez le compte par une ligne « open ».
    """

    __slots__ = ()
    constat = "Compte inconnu : {compte}"
    remede = "{sinon}ouvrez-le :"
    forme = "{ouverture}"


class CompteNonOuvert(PtceError):
    """Une écriture emploie un compte avant son ouverture.

    La date de la ligne « open » doit être antérieure ou égale à celle de l’écriture.
    """

    __slots__ = ()
    constat = "Le compte {compte} n’est ouvert que le {jour}."
    remede = "Avancez la date de sa ligne « open », ou corrigez celle de cette ligne."


class CompteFerme(PtceError):
    """Une écriture emploie un compte après sa fermeture.

    La date de la ligne « close » doit être postérieure à celle de la dernière écriture.
    """

    __slots__ = ()
    constat = "Le compte {compte} est fermé depuis le {jour}."
    remede = "Reculez la date de sa ligne « close », ou corrigez cette ligne."


class CompteEnDouble(PtceError):
    """Un compte est ouvert ou fermé deux fois."""

    __slots__ = ()
    constat = "Le compte {compte} est ouvert ou fermé deux fois."
    remede = "Gardez une seule ligne « open » et une seule ligne « close »."


class DeviseInterdite(PtceError):
    """Une ligne emploie une devise que le compte n’accepte pas.

    La ligne « open » du compte dit ses devises.
    """

    __slots__ = ()
    constat = "La devise {devise} n’est pas admise sur {compte} : il est en {admises}."
    remede = "{sinon}corrigez la devise, ou ajoutez-la à la ligne « open » du compte."


class DeviseEnDouble(PtceError):
    """Une devise est déclarée par deux lignes « commodity »."""

    __slots__ = ()
    constat = "La devise {devise} est déclarée deux fois."
    remede = "Gardez une seule ligne « commodity » pour elle."


class EcritureDesequilibree(PtceError):
    """Les lignes d’une écriture ne se compensent pas.

    La somme des lignes doit être nulle : un débit en plus, un crédit en moins. Une seule
    ligne peut rester sans montant, Beancount la calcule. Ce qui reste est le double d’une
    ligne quand le signe de cette ligne est inversé.
    """

    __slots__ = ()
    constat = "L’écriture n’est pas équilibrée : il reste {ecart}."
    remede = (
        "{sinon}corrigez un montant ou son signe, ou laissez une ligne sans montant."
    )


class MontantsManquants(PtceError):
    """Plusieurs lignes d’une écriture sont sans montant.

    Une seule ligne peut rester sans montant.
    """

    __slots__ = ()
    constat = "Plusieurs lignes de cette écriture sont sans montant."
    remede = "Donnez le montant de chaque ligne, sauf d’une seule."


class SoldeFaux(PtceError):
    """Un contrôle de solde échoue : le livre et le relevé ne disent pas la même chose.

    « balance » donne le solde au matin de sa date : une opération du jour n’y est pas.
    """

    __slots__ = ()
    constat = "Le solde de {compte} est {trouve}, le contrôle attend {attendu}{ecart}."
    remede = "Cherchez l’écriture qui manque ou se répète ; « balance » se lit au matin de sa date."


class SoldeEnDouble(PtceError):
    """Deux contrôles de solde du même jour attendent des soldes différents."""

    __slots__ = ()
    constat = "Deux lignes « balance » du même jour se contredisent sur {compte}."
    remede = "Gardez celle du relevé."


class RemplissageInutile(PtceError):
    """Une ligne « pad » ne sert à rien.

    « pad » complète un compte jusqu’au solde de la ligne « balance » qui la suit : sans
    cette ligne, ou si le solde est déjà juste, elle ne fait rien.
    """

    __slots__ = ()
    constat = "La ligne « pad » de {compte} ne sert à rien."
    remede = "Retirez-la, ou ajoutez après elle la ligne « balance » du compte."
