"""Errors of the register: the dated « custom "ptce-…" » directives."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class DirectiveInconnue(PtceError):
    """Une ligne « custom "ptce-…" » porte un nom que ptce-ledger ne connaît pas.

    Le nom est sans doute mal orthographié : reprenez celui que le message propose.
    """

    __slots__ = ()
    constat = "Directive « {nom} » inconnue."
    remede = "{suggestion}Les directives sont {noms}."


class DirectiveMalFormee(PtceError):
    """Une directive « ptce-… » n’a pas les valeurs attendues, ou pas dans l’ordre.

    Recopiez la forme que donne le message et remplacez-y vos valeurs. Les textes et
    les codes sont entre guillemets droits, les dates et les montants n’en ont pas.
    """

    __slots__ = ()
    constat = "Directive « {nom} » mal formée : {probleme}."
    remede = "Écrivez : {forme}"


class ProprieteInconnue(PtceError):
    """Une ligne « clé: valeur » porte une clé qui ressemble à une clé connue.

    ptce-ledger ignore les clés qui ne sont pas les siennes ; une clé mal orthographiée
    serait donc perdue sans bruit. Corrigez-la, ou choisissez un nom plus différent.
    """

    __slots__ = ()
    constat = "Clé « {cle}: » inconnue."
    remede = "Vouliez-vous dire « {proche}: » ?"


class ValeurInconnue(PtceError):
    """Une valeur n’est pas dans la liste fermée de celles que la clé accepte.

    Choisissez l’une des valeurs que le message énumère, sans accent ni majuscule.
    """

    __slots__ = ()
    constat = "« {cle}: » ne connaît pas la valeur « {valeur} »."
    remede = "{suggestion}Les valeurs possibles sont {valeurs}."


class ValeurMalFormee(PtceError):
    """Une valeur n’est pas du genre attendu : texte, date, nombre ou montant.

    Un texte est entre guillemets droits ; une date s’écrit AAAA-MM-JJ sans guillemets ;
    un montant s’écrit avec un point et sa devise : 1234.56 EUR.
    """

    __slots__ = ()
    constat = "« {cle}: » attend {attendu}, pas {valeur}."
    remede = "Écrivez par exemple : {forme}"


class CodeInvalide(PtceError):
    """Un code du registre n’a pas la bonne forme.

    Un code s’écrit en minuscules sans accent, commence par une lettre et compte au
    moins deux caractères : lettres, chiffres et traits d’union. « cellule »,
    « filename » et « lineno » sont réservés.
    """

    __slots__ = ()
    constat = "Le code « {code} » n’est pas valable : {raison}."
    remede = "Écrivez par exemple « {exemple} »."


class CodeEnDouble(PtceError):
    """Un même code désigne deux choses.

    Les codes sont uniques parmi les membres, les tiers et les projets. Un membre qui
    revient est déclaré à nouveau sous le même code, après la date de sa « sortie ».
    """

    __slots__ = ()
    constat = "Le code « {code} » est déjà pris, ligne {ligne} de {fichier}."
    remede = "Donnez un autre code ; un membre qui revient doit d’abord avoir une « sortie: » antérieure."


class LibelleEnDouble(PtceError):
    """Un même libellé ou alias désigne deux codes.

    Le bénéficiaire d’une écriture est reconnu par son libellé : il doit mener à un
    seul code. Majuscules, accents, apostrophes et espaces ne font pas de différence.
    """

    __slots__ = ()
    constat = "Le libellé « {libelle} » désigne à la fois « {autre} » et « {code} »."
    remede = "Changez l’un des deux libellés, ou retirez l’alias."


class PoleEnDouble(PtceError):
    """Le livre déclare deux pôles.

    Un livre est celui d’un seul pôle. Gardez une seule ligne « ptce-pole ».
    """

    __slots__ = ()
    constat = "Un second pôle, « {code} », est déclaré ; le livre est déjà celui de « {autre} »."
    remede = "Gardez une seule ligne « ptce-pole » par livre."


class PoleAbsent(PtceError):
    """Le livre emploie le registre de ptce-ledger sans dire de quel pôle il s’agit.

    Ajoutez la ligne « ptce-pole » en tête du registre.
    """

    __slots__ = ()
    constat = "Aucun pôle n’est déclaré."
    remede = 'Ajoutez : {date} custom "ptce-pole" "mon-pole" "Nom du pôle"'


class MembreInconnu(PtceError):
    """Un code de membre n’est pas déclaré dans le registre.

    Corrigez le code, ou déclarez le membre par une ligne « ptce-membre ».
    """

    __slots__ = ()
    constat = "Membre « {code} » inconnu."
    remede = '{suggestion}Sinon déclarez-le : {date} custom "ptce-membre" "{code}" "Nom du membre"'


class TiersInconnu(PtceError):
    """Un code de tiers n’est ni un tiers, ni un membre, ni un projet, ni « cellule ».

    Corrigez le code, ou déclarez le tiers par une ligne « ptce-tiers ».
    """

    __slots__ = ()
    constat = "Tiers « {code} » inconnu."
    remede = '{suggestion}Sinon déclarez-le : {date} custom "ptce-tiers" "{code}" "Nom du tiers"'


class ProjetInconnu(PtceError):
    """Un code de projet n’est pas déclaré dans le registre.

    Corrigez le code, ou déclarez le projet par une ligne « ptce-projet ».
    """

    __slots__ = ()
    constat = "Projet « {code} » inconnu."
    remede = '{suggestion}Sinon déclarez-le : {date} custom "ptce-projet" "{code}" "Nom du projet"'


class ConventionInconnue(PtceError):
    """Un code de convention n’est pas déclaré dans le registre.

    Corrigez le code, ou déclarez la convention par une ligne « ptce-convention ».
    """

    __slots__ = ()
    constat = "Convention « {code} » inconnue."
    remede = '{suggestion}Sinon déclarez-la : {date} custom "ptce-convention" "{code}" "financeur" 10000.00 EUR'


class CleInconnue(PtceError):
    """Une clé de répartition n’est pas déclarée, ou pas encore à la date de l’écriture.

    La clé qui vaut est la dernière déclarée à la date de l’écriture, ce jour compris.
    """

    __slots__ = ()
    constat = "Aucune clé de répartition « {code} » n’est en vigueur le {jour}."
    remede = '{suggestion}Sinon déclarez-la à cette date ou avant : {date} custom "ptce-cle" "{code}", avec une ligne par périmètre.'


class CleInvalide(PtceError):
    """Une clé de répartition ne partage pas un tout.

    Les parts d’une clé sont soit des fractions dont la somme vaut exactement 1
    (cellule: 0.5), soit des poids entiers (cellule: 2), toutes positives.
    """

    __slots__ = ()
    constat = "La clé « {code} » n’est pas valable : {raison}."
    remede = "Donnez une ligne par périmètre, par exemple « cellule: 0.5 » et « {projet}: 0.5 » ; la somme doit faire 1, ou toutes les parts être entières."


class PeriodeInvalide(PtceError):
    """Une période finit avant d’avoir commencé."""

    __slots__ = ()
    constat = "« {cle}: » ({fin}) est avant le début ({debut})."
    remede = "Corrigez l’une des deux dates."


class MembreHorsPeriode(PtceError):
    """Un chiffre d’affaires imputable est déclaré pour qui n’a jamais été membre de l’exercice.

    Seul un membre du pôle, à un moment de l’exercice, a un chiffre d’affaires
    imputable. Corrigez le code ou la date, ou la date d’adhésion du membre.
    """

    __slots__ = ()
    constat = "« {code} » n’est membre du pôle à aucun moment de l’exercice {exercice}."
    remede = "Corrigez le code, la date de cette ligne, ou les dates de « ptce-membre » « {code} »."


class PartSuperieureAUn(PtceError):
    """Un membre impute au pôle plus que son chiffre d’affaires entier.

    Le chiffre d’affaires imputable (« ptce-ca » et comptes 467) est une part du
    chiffre d’affaires du membre (« ptce-donnees ») : l’un des deux est faux.
    """

    __slots__ = ()
    constat = "« {code} » déclare {imputable} imputables au pôle en {exercice}, pour un chiffre d’affaires de {total}."
    remede = (
        "Corrigez « ca: » dans « ptce-donnees », ou les lignes « ptce-ca » du membre."
    )
