"""Errors of the scales of dues."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class TrancheMalEcrite(PtceError):
    """Une tranche d’un barème n’est pas lisible.

    Une tranche s’écrit « des-500000: » (dès le seuil) ou « plus-de-10: » (au-dessus du
    seuil), le seuil en entier. Sa valeur est un montant, qui remplace le forfait, ou un
    nombre, le taux de ce qui dépasse le seuil ; un seuil n’a qu’un taux.
    """

    __slots__ = ()
    constat = "La tranche « {cle}: » n’est pas lisible : {trouve}."
    remede = "Écrivez un seuil entier, puis un montant ou un taux, par exemple :"
    forme = "{debut}-10: 300.00 EUR"


class BaremeSansBase(PtceError):
    """Un barème a un taux ou une tranche, et ne dit pas ce qu’il compte.

    Un taux et une tranche portent sur une base : « ca », « etp », « habitants » ou
    « ca-imputable ».
    """

    __slots__ = ()
    constat = "Le barème « {code} » a « {cle}: » et pas de « base: »."
    remede = "Dites ce qu’il compte, par exemple :"
    forme = 'base: "etp"'


class BaremeAmbigu(PtceError):
    """Deux barèmes du même type visent un même membre d’aussi près.

    Le barème qui vaut est celui qui nomme le membre, sinon sa forme, sinon son origine,
    sinon celui qui est pour tous : un seul à chaque rang.
    """

    __slots__ = ()
    constat = "Les barèmes « {code} » et « {autre} » (ligne {ligne} de {fichier}) valent tous deux pour « {membre} » en {exercice}."
    remede = (
        "Corrigez « pour: » de l’un des deux, ou écrivez un barème pour ce seul membre."
    )


class ArrondiInvalide(PtceError):
    """Un arrondi n’est pas un pas : il est nul ou négatif.

    L’arrondi est le pas de la somme : 1.00 EUR arrondit à l’euro.
    """

    __slots__ = ()
    constat = "« arrondi: {valeur} » n’est pas un pas."
    remede = "Écrivez un montant positif, par exemple :"
    forme = "arrondi: 1.00 EUR"
