"""Errors of the form of a line: quotes, keys, spaces, as a hand types them."""

from __future__ import annotations

from ptce_ledger.erreurs.base import PtceError


class ErreurDeSyntaxe(PtceError):
    """A line that Beancount could not read: one such error a line says enough."""

    __slots__ = ()


class SyntaxeInvalide(ErreurDeSyntaxe):
    """Une ligne n’est pas écrite dans la forme d’un livre.

    Vérifiez la date (AAAA-MM-JJ), les guillemets droits, le retrait de deux espaces des
    lignes de compte, le point décimal et la devise : 1234.56 EUR.
    """

    __slots__ = ()
    constat = "La ligne n’est pas comprise."
    remede = "Une écriture a cette forme :"
    forme = (
        '2025-01-31 * "Bénéficiaire" "Libellé"\n'
        "  Expenses:60-Achats   12.50 EUR\n"
        "  Assets:512-Banque"
    )


class DateEnRetrait(ErreurDeSyntaxe):
    """Une date est précédée d’espaces.

    Ce qui commence par une date commence au bord de la ligne ; en retrait, Beancount le
    prend pour la suite de l’écriture d’avant.
    """

    __slots__ = ()
    constat = "Des espaces précèdent cette date : elle commence au bord de la ligne."
    remede = "Écrivez :"
    forme = "{forme}"


class MotIncompris(ErreurDeSyntaxe):
    """Un mot n’a pas sa place là où il est écrit.

    Un texte est entre guillemets droits ; une remarque commence par un point-virgule.
    """

    __slots__ = ()
    constat = "« {mot} » n’est pas compris à cet endroit."
    remede = "Un texte se met entre guillemets droits, une remarque après « ; »."


class MotTraduit(ErreurDeSyntaxe):
    """Le mot qui suit une date est traduit, ou porte une majuscule.

    Les mots d’un livre sont ceux de Beancount, en anglais et en minuscules : open,
    close, balance, price…
    """

    __slots__ = ()
    constat = "« {mot} » n’est pas un mot du livre."
    remede = "« {mot} » s’écrit « {juste} » :"
    forme = "{forme}"


class GuillemetsInvalides(ErreurDeSyntaxe):
    """Un texte n’est pas entre guillemets droits.

    Les traitements de texte courbent les guillemets ; un livre n’emploie que le signe
    droit et double, le même au début et à la fin.
    """

    __slots__ = ()
    constat = "Les guillemets doivent être droits et doubles."
    remede = "{remede}"
    forme = "{forme}"


class GuillemetsManquants(ErreurDeSyntaxe):
    """Un texte n’est pas entre guillemets.

    Les codes, les libellés et les noms de fichiers sont entre guillemets droits.
    """

    __slots__ = ()
    constat = "Il manque des guillemets autour de « {texte} »."
    remede = "Écrivez :"
    forme = "{forme}"


class GuillemetOuvert(ErreurDeSyntaxe):
    """Un guillemet ouvert n’est pas fermé.

    Tout ce qui suit, jusqu’au guillemet d’après, est alors pris pour un texte.
    """

    __slots__ = ()
    constat = "Il manque un guillemet sur cette ligne."
    remede = 'Fermez chaque texte par un guillemet droit : "'


class CleMalEcrite(ErreurDeSyntaxe):
    """Le nom d’une clé n’a pas la bonne forme.

    Une clé s’écrit en minuscules, sans accent, et touche ses deux points : « projet: ».
    """

    __slots__ = ()
    constat = "La clé « {cle} » n’est pas bien écrite."
    remede = "Une clé s’écrit en minuscules, sans accent, et touche ses deux points :"
    forme = "{forme}"


class CleEnDouble(ErreurDeSyntaxe):
    """La même clé est écrite deux fois au même endroit.

    Une écriture, une ligne ou une directive porte chaque clé une seule fois.
    """

    __slots__ = ()
    constat = "La clé « {cle}: » est écrite deux fois."
    remede = "N’en gardez qu’une."


class VirguleEnTrop(ErreurDeSyntaxe):
    """Les valeurs d’une directive sont séparées par des virgules.

    Une espace suffit entre deux valeurs.
    """

    __slots__ = ()
    constat = "Il n’y a pas de virgule entre les valeurs."
    remede = "Écrivez :"
    forme = "{forme}"


class EspaceInsecable(ErreurDeSyntaxe):
    """Une espace insécable s’est glissée dans la ligne.

    Les traitements de texte et les pages web en mettent ; elle se voit comme une autre,
    mais un livre n’emploie que des espaces ordinaires.
    """

    __slots__ = ()
    constat = "Une espace insécable s’est glissée dans cette ligne."
    remede = "Retapez la ligne avec des espaces ordinaires :"
    forme = "{forme}"


class RetraitManquant(ErreurDeSyntaxe):
    """Une ligne de compte n’est pas en retrait.

    Les lignes de compte et les clés d’une écriture commencent par deux espaces ; celles
    que colle un traitement de texte, insécables, ne comptent pas.
    """

    __slots__ = ()
    constat = "Cette ligne doit être en retrait."
    remede = "Mettez deux espaces au début :"
    forme = "{forme}"


class EtoileManquante(ErreurDeSyntaxe):
    """La première ligne d’une écriture n’a pas d’étoile après sa date."""

    __slots__ = ()
    constat = "Il manque une étoile après la date."
    remede = "Écrivez :"
    forme = "{forme}"


class TextesEnTrop(ErreurDeSyntaxe):
    """La première ligne d’une écriture porte plus de deux textes.

    Le premier est le bénéficiaire, le second le libellé.
    """

    __slots__ = ()
    constat = "Cette écriture a plus de deux textes."
    remede = "Gardez le bénéficiaire et le libellé, par exemple :"
    forme = "{forme}"


class EtiquetteOuverte(ErreurDeSyntaxe):
    """Une ligne « pushtag » ou « pushmeta » n’a pas de fin dans son fichier.

    Elle marquerait toutes les écritures qui suivent.
    """

    __slots__ = ()
    constat = "« {ouverture} » n’a pas de fin dans ce fichier."
    remede = "Ajoutez après la dernière écriture qu’elle concerne :"
    forme = "{fermeture}"
