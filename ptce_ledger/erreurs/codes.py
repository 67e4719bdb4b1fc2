"""Errors of what refers to the register: a code that nobody declared, a wrong key."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class MembreInconnu(PtceError):
    """Un code de membre n’est pas déclaré dans le registre.

    Corrigez le code, ou déclarez le membre par une ligne « ptce-membre ».
    """

    __slots__ = ()
    constat = "Membre « {code} » inconnu."
    remede = "{sinon}déclarez-le :"
    forme = '{date} custom "ptce-membre" "{juste}" "Nom du membre"'


class TiersNonMembre(PtceError):
    """Un code de tiers est écrit là où il faut un membre.

    Un tiers est un financeur, un client ou un fournisseur qui n’est pas du pôle.
    """

    __slots__ = ()
    constat = "« {code} » est un tiers, pas un membre du pôle."
    remede = (
        "Corrigez le code, ou remplacez sa ligne « ptce-tiers » par « ptce-membre »."
    )


class DeclarationRefusee(PtceError):
    """Ce qui est déclaré par une ligne fausse est employé ailleurs.

    La ligne qui le déclare a sa propre erreur : une fois celle-là corrigée, il n’y a rien
    d’autre à faire.
    """

    __slots__ = ()
    constat = "« {code} » est déclaré ligne {ligne} de {fichier}, mais cette ligne est fausse."
    remede = "Corrigez d’abord la ligne qui le déclare."


class CodeDAutreGenre(PtceError):
    """Un code connu est écrit là où il en faut un d’un autre genre.

    Un projet n’est ni un membre ni un tiers, une convention n’est pas un projet, et
    inversement : corrigez le code.
    """

    __slots__ = ()
    constat = "« {code} » est {trouve}, pas {attendu}."
    remede = "Corrigez le code."


class TiersInconnu(PtceError):
    """Un code de tiers n’est ni un tiers, ni un membre, ni un projet, ni « cellule ».

    Corrigez le code, ou déclarez le tiers par une ligne « ptce-tiers ».
    """

    __slots__ = ()
    constat = "Tiers « {code} » inconnu."
    remede = "{sinon}déclarez-le :"
    forme = '{date} custom "ptce-tiers" "{juste}" "Nom du tiers"'


class ProjetInconnu(PtceError):
    """Un code de projet n’est pas déclaré dans le registre.

    Corrigez le code, ou déclarez le projet par une ligne « ptce-projet ».
    """

    __slots__ = ()
    constat = "Projet « {code} » inconnu."
    remede = "{sinon}déclarez-le :"
    forme = '{date} custom "ptce-projet" "{juste}" "Nom du projet"'


class CelluleNonProjet(PtceError):
    """La cellule d’animation, ou ce qui est hors du pôle, est écrit là où il faut un projet.

    Ce sont des périmètres : « perimetre: », et non « projet: ».
    """

    __slots__ = ()
    constat = "« {code} » n’est pas un projet."
    remede = "Écrivez plutôt :"
    forme = 'perimetre: "{code}"'


class ConventionInconnue(PtceError):
    """Un code de convention n’est pas déclaré dans le registre.

    Corrigez le code, ou déclarez la convention par une ligne « ptce-convention ».
    """

    __slots__ = ()
    constat = "Convention « {code} » inconnue."
    remede = "{sinon}déclarez-la, avec son financeur et son montant :"
    forme = '{date} custom "ptce-convention" "{juste}" "code-du-financeur" 10000.00 EUR'


class CleInconnue(PtceError):
    """Une clé de répartition n’est pas déclarée.

    Corrigez son code, ou déclarez-la par une ligne « ptce-cle ».
    """

    __slots__ = ()
    constat = "Clé de répartition « {code} » inconnue."
    remede = "{sinon}déclarez-la à cette date ou avant, ses parts dessous :"
    forme = '{date} custom "ptce-cle" "{juste}"\n  cellule: 0.5\n  code-du-projet: 0.5'


class CleNonEnVigueur(PtceError):
    """Une clé de répartition n’est pas encore en vigueur à la date de l’écriture.

    La clé qui vaut est la dernière déclarée à la date de l’écriture, ce jour compris.
    """

    __slots__ = ()
    constat = (
        "La clé « {code} » ne vaut qu’à partir du {debut} ; l’écriture est du {jour}."
    )
    remede = "Avancez sa date, ou déclarez la clé d’avant, ses parts dessous :"
    forme = '{date} custom "ptce-cle" "{code}"\n  cellule: 0.5\n  code-du-projet: 0.5'


class CleInvalide(PtceError):
    """Une clé de répartition ne partage pas un tout.

    Les parts d’une clé sont soit des fractions dont la somme vaut exactement 1
    (cellule: 0.5), soit des poids entiers (cellule: 2), toutes positives.
    """

    __slots__ = ()
    constat = "Les parts de la clé « {code} » font {total}, pas 1."
    remede = "Corrigez une part, ou n’écrivez que des poids entiers."


class CleSansPart(PtceError):
    """Une clé de répartition n’a aucune part.

    Sous la ligne « ptce-cle », une ligne par périmètre donne sa part.
    """

    __slots__ = ()
    constat = "La clé « {code} » n’a aucune part."
    remede = "Ajoutez dessous une ligne par périmètre, par exemple :"
    forme = "  cellule: 0.5\n  code-du-projet: 0.5"


class PartInvalide(PtceError):
    """Une part d’une clé de répartition n’est pas un nombre positif.

    Une part est une fraction (0.5) ou un poids entier (2), sans guillemets.
    """

    __slots__ = ()
    constat = "La part de « {perimetre} » n’est pas un nombre positif : {valeur}."
    remede = "Écrivez une fraction ou un poids entier, par exemple :"
    forme = "{perimetre}: 0.5"
