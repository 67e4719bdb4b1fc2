"""Entries that are not finished: pending, empty, of a fraction of a cent."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import write_decimal
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.quantites import iter_quantites
from ptce_ledger.mots.source import hide_words
from ptce_ledger.mots.source import mask
from ptce_ledger.mots.source import read_line
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.regard import euros_of
from ptce_ledger.remarques.regard import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Transaction

    from ptce_ledger.remarques.regard import Regard

_CENTIME = Decimal("0.01")
#: A number alone, finer than the cent.
_FRACTION = re.compile(r"[+-]?\s*\d+\.\d{3,}")


class EcritureEnAttente(Remarque):
    """Une écriture est marquée « ! », à vérifier, et compte pourtant dans les chiffres.

    Le point d’exclamation sert de pense-bête. Une fois l’écriture vérifiée, l’étoile le
    remplace.
    """

    __slots__ = ()
    constat = "Cette écriture est marquée « ! », à vérifier ; elle compte déjà."
    remede = "Une fois vérifiée, remplacez « ! » par « * »."


class EcritureVide(Remarque):
    """Une écriture n’a aucune ligne de compte.

    Elle ne compte pour rien : ses lignes ont pu être perdues, ou coupées.
    """

    __slots__ = ()
    constat = "Cette écriture n’a aucune ligne de compte."
    remede = "Ajoutez ses lignes, ou supprimez-la."


class FractionDeCentime(Remarque):
    """Un montant en euros a plus de deux décimales.

    Un compte se tient au centime. C’est souvent une division, ou un point mis entre les
    milliers : 1.500 est un et demi, pas mille cinq cents.
    """

    __slots__ = ()
    constat = "Ce montant a plus de deux décimales : {montant} EUR."
    remede = "Écrivez-le au centime : {juste}"


class CompteDAutrePole(Remarque):
    """Un compte porte le nom d’un autre pôle.

    Chaque pôle tient son livre. Une écriture d’un autre pôle a pu être collée ici.
    """

    __slots__ = ()
    constat = "Le compte {compte} semble être celui d’un autre pôle."
    remede = "Vérifiez que cette ligne est bien du pôle « {pole} »."


def iter_inacheves(regard: Regard) -> Iterator[Remarque]:
    """Look at each entry by itself."""
    for entry in regard.ecritures:
        if not entry.postings:
            yield EcritureVide.at(entry.meta, entry)
        if entry.flag == "!":
            yield EcritureEnAttente.at(entry.meta, entry)
        for posting in entry.postings:
            if posting.flag == "!" and entry.flag != "!":
                yield EcritureEnAttente.at(place_of(posting, entry), entry)
        yield from _fractions(entry)


def _fractions(entry: Transaction) -> Iterator[Remarque]:
    """Report the first amount only: that of the line which balances follows."""
    for posting in entry.postings:
        montant = euros_of(posting)
        if montant is None or not _is_fine(montant):
            continue
        lieu = place_of(posting, entry)
        if not (typed := _typed(montant, read_line(lieu))):
            continue
        juste: object = f"{write_decimal(montant)} EUR"
        if len(typed.partition(".")[2]) == 3:
            juste = later(
                "{juste} ; si le point est entre des milliers : {milliers}",
                juste=juste,
                milliers=f"{write_decimal(montant * 1000)} EUR",
            )
        yield FractionDeCentime.at(lieu, entry, montant=typed, juste=juste)
        return


def _is_fine(montant: Decimal) -> bool:
    """Tell an amount that has, or may have had, more than two decimals."""
    exposant = montant.as_tuple().exponent
    return isinstance(exposant, int) and exposant < -2


def _typed(montant: Decimal, ligne: str) -> str:
    """Give an amount of more than two decimals, as typed when it was.

    A product may be exact to the cent and have more of them: 100 * 0.529.
    """
    code = mask(ligne).partition(";")[0]
    typee = next(iter_quantites(hide_words(code)), None)
    if typee and typee.unite == EURO and _FRACTION.fullmatch(typee.ecrit):
        return typee.ecrit
    return f"{montant:.6f}".rstrip("0") if montant % _CENTIME else ""


def iter_etrangers(regard: Regard) -> Iterator[Remarque]:
    """Look for postings on the accounts of a pole that is not ours."""
    registre = regard.livre.registre
    titre = str(regard.livre.options.get("title") or "")
    siens = {fold(mot) for nom in (titre, registre.libelle) for mot in nom.split()}
    siens |= {fold(nom) for nom in (titre, registre.libelle, registre.code)}
    autres: dict[str, bool] = {}
    for entry in regard.ecritures:
        for posting in entry.postings:
            compte = posting.account
            if compte not in autres:
                pole_nomme = _pole_of(compte)
                connu = any(pole_nomme in (s, f"pole{s}") for s in siens)
                autres[compte] = bool(pole_nomme) and not connu
            if autres[compte]:
                pole = registre.libelle or titre or later("ce livre")
                yield CompteDAutrePole.at(
                    place_of(posting, entry), entry, compte=posting.account, pole=pole
                )


def _pole_of(compte: str) -> str:
    """Give the name that follows « Pole » or « PTCE » in a component: « PoleB » → « b ».

    >>> [_pole_of(f"Expenses:{c}:60") for c in ("PoleB", "Ptce-Du-Bocage", "Pole-Emploi")]
    ['b', 'bocage', '']
    """
    for composant in compte.split(":")[1:]:
        for prefixe in ("Pole", "Pôle", "Ptce", "PTCE"):
            reste = composant.removeprefix(prefixe)
            mots = reste.strip("-").split("-")
            mots = [
                m for m in mots if m not in ("Du", "De", "Des", "La", "Le", "D", "L")
            ]
            if reste == composant or not (
                reste[:1].isupper() or reste[:1] in "-0123456789"
            ):
                continue
            nom = fold("".join(mots))
            if nom and nom not in _NOMS_COMMUNS:
                return nom
    return ""


#: Poles that are a service, not another cluster.
_NOMS_COMMUNS = frozenset(
    fold(mot)
    for mot in [
        "Emploi",
        "Animation",
        "Formation",
        "Numérique",
        "Social",
        "Santé",
        "Jeunesse",
        "Culture",
        "Énergie",
        "Alimentaire",
        "Accueil",
        "Ressources",
        "Commun",
        "Logistique",
        "Insertion",
        "Mobilité",
    ]
)
