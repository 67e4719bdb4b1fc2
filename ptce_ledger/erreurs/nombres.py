"""Errors of dates, numbers and units, as a hand types them."""

from __future__ import annotations

from ptce_ledger.erreurs.syntaxe import ErreurDeSyntaxe


class DateInvalide(ErreurDeSyntaxe):
    """Une date n’existe pas dans le calendrier.

    Une date s’écrit année-mois-jour : 2025-01-31.
    """

    __slots__ = ()
    constat = "Cette date n’existe pas."
    remede = "Une date s’écrit année-mois-jour, par exemple 2025-01-31."


class DateRenversee(ErreurDeSyntaxe):
    """Une date est écrite le jour d’abord, comme sur une lettre.

    Dans un livre une date s’écrit année-mois-jour : 2025-01-31.
    """

    __slots__ = ()
    constat = "La date « {date} » n’est pas écrite année-mois-jour."
    remede = "Écrivez : {juste}"


class DateMalEcrite(ErreurDeSyntaxe):
    """Une date n’est pas écrite année-mois-jour.

    L’année a quatre chiffres, le mois et le jour deux : 2025-01-31.
    """

    __slots__ = ()
    constat = "La date « {date} » n’est pas écrite année-mois-jour."
    remede = "Écrivez {juste}."


class DateManquante(ErreurDeSyntaxe):
    """Une directive ne commence pas par sa date.

    Toute directive, « open » ou « custom » comme les autres, commence par une date.
    """

    __slots__ = ()
    constat = "Il manque la date au début de la ligne."
    remede = "Écrivez-la d’abord, par exemple :"
    forme = "2025-01-31 {ligne}"


class NombreInvalide(ErreurDeSyntaxe):
    """Un nombre n’est pas écrit comme un livre l’attend.

    Le séparateur décimal est le point, et il n’y a pas d’espace entre les milliers :
    1234.56.
    """

    __slots__ = ()
    constat = "Le nombre « {nombre} » n’est pas compris."
    remede = "Écrivez-le avec un point et sans espace : {juste}"


class NombreAmbigu(ErreurDeSyntaxe):
    """Un nombre peut se lire de plusieurs façons.

    « 1,234 » est-il un peu plus d’un, ou un peu plus de mille ? « 350.50- » est-il à
    retrancher ? Le séparateur décimal est le point, il n’y a pas d’espace entre les
    milliers, et le signe est devant : -1234.56.
    """

    __slots__ = ()
    constat = "Le nombre « {nombre} » peut se lire de plusieurs façons."
    remede = "{remede}"


class PourcentInvalide(ErreurDeSyntaxe):
    """Une part est écrite en pourcentage.

    Les parts d’une clé de répartition s’écrivent en décimal : 0.5 pour la moitié.
    """

    __slots__ = ()
    constat = "Une part ne s’écrit pas en pourcentage."
    remede = "Écrivez :"
    forme = "{forme}"


class DureeInvalide(ErreurDeSyntaxe):
    """Une durée est écrite en heures et minutes.

    Les heures s’écrivent en décimal : 12 h 30 font 12.5 heures.
    """

    __slots__ = ()
    constat = "« {duree} » n’est pas un nombre d’heures."
    remede = "Trente minutes font une demi-heure, 0.5 ; écrivez :"
    forme = "{forme}"


class DeviseMalEcrite(ErreurDeSyntaxe):
    """Une unité n’est pas écrite comme un livre l’attend.

    Les euros s’écrivent EUR, les heures HEURE, après le nombre et une espace.
    """

    __slots__ = ()
    constat = "« {unite} » n’est pas une unité du livre."
    remede = "Écrivez :"
    forme = "{forme}"


class DeviseManquante(ErreurDeSyntaxe):
    """Un montant est écrit sans sa devise.

    Chaque montant porte sa devise : EUR pour des euros, HEURE pour des heures.
    """

    __slots__ = ()
    constat = "Ce montant n’a pas de devise."
    remede = "Écrivez :"
    forme = "{nombre} {devise}"
