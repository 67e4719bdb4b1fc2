"""Errors of a text that Beancount would read as something else, or would pass over."""

from __future__ import annotations

from ptce_ledger.erreurs.syntaxe import ErreurDeSyntaxe


class CaractereInvisible(ErreurDeSyntaxe):
    """Un caractère que l’on ne voit pas s’est glissé dans une ligne.

    Il vient d’un copier-coller depuis une page web, un PDF ou un traitement de texte.
    Deux mots qui se ressemblent ne sont alors plus le même mot.
    """

    __slots__ = ()
    constat = "Un caractère invisible s’est glissé colonne {colonne} : {nom} ({code})."
    remede = "Effacez-le, ou retapez la ligne :"
    forme = "{forme}"


class FinDeLigneInvalide(ErreurDeSyntaxe):
    """Les lignes finissent comme sur un très vieux Macintosh.

    Beancount lirait tout le fichier comme une seule ligne, et n’y verrait rien.
    """

    __slots__ = ()
    constat = "Les fins de ligne sont celles d’un ancien Mac (CR seul)."
    remede = (
        "Dans VS Code, cliquez sur « CR » ou « CRLF » en bas à droite et choisissez "
        "« LF » ; puis enregistrez."
    )


class EcritureIgnoree(ErreurDeSyntaxe):
    """Une ligne commence par un signe qui la fait ignorer tout entière.

    Une ligne qui commence par « * », « # », « ! », « : », « % », « & » ou « ? » est
    sautée sans un mot par Beancount. Une remarque se met après un point-virgule.
    """

    __slots__ = ()
    constat = "« {signe} » au début de la ligne la fait ignorer tout entière."
    remede = "Retirez ce signe, ou mettez « ; » devant pour en faire une remarque :"
    forme = "{forme}"


class ConflitGit(ErreurDeSyntaxe):
    """Deux versions du livre sont restées l’une sous l’autre après une fusion.

    Git a marqué le passage par des lignes de « < », de « = » et de « > ».
    """

    __slots__ = ()
    constat = "Deux versions du livre se contredisent ici : la fusion n’est pas finie."
    remede = (
        "Gardez l’une des deux versions, et retirez les lignes de marque "
        "(<<<<<<<, =======, >>>>>>>)."
    )


class LigneDeTableur(ErreurDeSyntaxe):
    """Une ligne de tableur ou de relevé est collée telle quelle.

    Beancount ne lit pas les colonnes d’un CSV : chaque opération devient une écriture.
    Seul est proposé ce que la ligne dit sans doute : de deux nombres, rien ne dit lequel
    est le montant et lequel le solde, si la ligne d’en-tête n’est pas au-dessus.
    """

    __slots__ = ()
    constat = "Cette ligne vient d’un tableur ou d’un relevé de banque."
    remede = "{lus}{reste}Faites-en une écriture, les comptes à votre choix :"
    forme = '{date} * "{libelle}"\n  Assets:512-Banque   {montant} EUR\n  {compte}'


class EnTeteDeTableur(ErreurDeSyntaxe):
    """La ligne d’en-tête d’un tableau est collée telle quelle.

    Beancount ne lit pas les colonnes d’un CSV. Au-dessus des lignes collées, l’en-tête
    dit quel nombre est le montant ; une fois qu’elles sont des écritures, il est de trop.
    """

    __slots__ = ()
    constat = (
        "Cette ligne est l’en-tête d’un tableau, d’un relevé de banque par exemple."
    )
    remede = "Retirez-la : seules les écritures de ses lignes comptent."


class AccentDecompose(ErreurDeSyntaxe):
    """Un accent est séparé de sa lettre.

    Certains Mac écrivent « é » comme un « e » suivi d’un accent. Rien ne se voit, mais
    deux noms pareils à l’œil sont alors deux comptes.
    """

    __slots__ = ()
    constat = "Un accent est séparé de sa lettre, colonne {colonne}."
    remede = "Retapez le mot :"
    forme = "{forme}"


class LettreEtrangere(ErreurDeSyntaxe):
    """Une lettre d’un autre alphabet ressemble à une lettre latine.

    Un « А » cyrillique et un « A » latin sont deux lettres : le compte n’est pas celui
    que l’on croit lire.
    """

    __slots__ = ()
    constat = "« {lettre} », colonne {colonne}, est une lettre d’un autre alphabet."
    remede = "Retapez le mot au clavier :"
    forme = "{forme}"


class ParenthesesInterdites(ErreurDeSyntaxe):
    """Un montant est entre parenthèses.

    En comptabilité (100.00) veut dire moins cent ; Beancount lit plus cent.
    """

    __slots__ = ()
    constat = "« {nombre} » se lirait sans tenir compte des parenthèses."
    remede = "Un montant négatif porte le signe moins ; un calcul donne son résultat."


class DivisionInterdite(ErreurDeSyntaxe):
    """Un montant est le résultat d’une division.

    Le quotient aurait vingt-huit chiffres, et une division par zéro fait tomber
    Beancount. Écrivez le résultat, au centime.
    """

    __slots__ = ()
    constat = "« {calcul} » est une division."
    remede = "{remede}"
    forme = "{forme}"


class CalculInvalide(ErreurDeSyntaxe):
    """Un calcul porte deux signes à la suite.

    « --5 » serait lu 5, et « ** » n’est pas compris. Un livre admet l’addition, la
    soustraction et le produit de deux nombres.
    """

    __slots__ = ()
    constat = "« {calcul} » porte deux signes à la suite."
    remede = "Gardez un seul signe."


class NombreDemesure(ErreurDeSyntaxe):
    """Un nombre a plus de quinze chiffres, ou un calcul pourrait en donner autant."""

    __slots__ = ()
    constat = "Le nombre « {nombre} » a plus de {chiffres} chiffres."
    remede = "Vérifiez ce montant : aucun pôle n’en a de tel."


class QuantiteNulle(ErreurDeSyntaxe):
    """Une quantité nulle a un coût ou un prix total.

    Un prix total se partage entre les unités : sans unité, il disparaîtrait, ou ferait
    tomber Beancount.
    """

    __slots__ = ()
    constat = "Une quantité nulle ne peut avoir de prix total : « {ecrit} »."
    remede = "Écrivez la quantité, ou l’écriture en euros."


class DateLointaine(ErreurDeSyntaxe):
    """Une date est hors du temps d’un pôle : avant 1900 ou après 2200."""

    __slots__ = ()
    constat = "L’année de {date} n’est pas possible."
    remede = "Corrigez l’année : elle est comprise entre {premiere} et {derniere}."


class DeviseAvant(ErreurDeSyntaxe):
    """La devise est écrite avant le nombre, ou collée devant lui.

    Dans un livre le nombre vient d’abord, puis une espace et la devise.
    """

    __slots__ = ()
    constat = "La devise est devant le nombre : « {ecrit} »."
    remede = "Écrivez :"
    forme = "{forme}"
