"""Errors of report definitions: the fault is in the definition, never in the ledger."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class DefinitionIllisible(PtceError):
    """Une définition de rapport ne peut pas être lue.

    C’est un fichier de texte au format TOML, dans le dossier du livre ou dans un de ses
    sous-dossiers. Les écritures du livre ne sont pas en cause.
    """

    __slots__ = ()
    constat = "La définition « {fichier} » ne peut pas être lue : {raison}."
    remede = "Corrigez ce fichier, ou retirez la ligne « ptce-rapport » qui le nomme."


class DefinitionInvalide(PtceError):
    """Une définition de rapport emploie un mot qui n’a pas sa place à cet endroit.

    Une définition ne peut nommer que des sélections, des tableaux, des colonnes et des
    indicateurs connus ; un code ou un chemin n’y est celui que d’une chose ; un chiffre
    n’y ajoute que ce qui peut l’être. Les écritures du livre ne sont pas en cause.
    """

    __slots__ = ()
    constat = "Définition « {fichier} », « {ou} » : {faute}."
    remede = "{remede}"


class DefinitionIncomplete(PtceError):
    """Une définition de rapport ne dit pas tout ce qu’il faut.

    Un tableau, une fiche ou un chiffre a toujours un code et un titre. Les écritures du
    livre ne sont pas en cause.
    """

    __slots__ = ()
    constat = "Définition « {fichier} », « {ou} » : il manque « {mot} »."
    remede = "Ajoutez-le : c’est {attendu}."
