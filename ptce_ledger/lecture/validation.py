"""Beancount's errors of accounts, amounts and balances, said in French."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.convert import get_weight

from ptce_ledger.erreurs import comptes
from ptce_ledger.erreurs import ecritures
from ptce_ledger.erreurs import fichiers
from ptce_ledger.erreurs import nombres
from ptce_ledger.erreurs import syntaxe
from ptce_ledger.erreurs.base import suggest_else
from ptce_ledger.faits.comptes import RACINES
from ptce_ledger.faits.comptes import Comptes
from ptce_ledger.lecture.saisie.intitules import understand_account
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import ACopier
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Liste
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import iter_montants
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.dits import read_montants
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.usuels import usual_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.lecture.lieux import Lieu

_DEUX_TEXTES = re.compile(r'[^"]*"[^"]*"\s+"[^"]*"')


def unknown_account(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report an account that no line opens, and how to open it from its first use."""
    compte, opens = trouve[1], lieu.lecture.opens
    place = lieu.on(compte)
    # A hard space passes for a letter.
    faux = compte.partition(":")[0] not in RACINES or re.search(r"\s", compte)
    if faux and (coquille := understand_account(compte)):
        return coquille.tell(place)
    return comptes.CompteInconnu.at(
        place,
        lieu.entry,
        compte=compte,
        sinon=suggest_else(compte, opens),
        ouverture=ACopier(tuple(_opening(lieu, compte))),
    )


def _opening(lieu: Lieu, compte: str) -> Iterator[str]:
    """Write how an account is opened from its first use, with the type of its number.

    Without it, a capital would be in no table, and a sale in none that has a name.
    """
    premier = lieu.lecture.emplois.get(compte, lieu.entry)
    jour = getattr(premier, "date", "2025-01-01")
    yield " ".join([f"{jour} open {compte}", *_currencies(lieu, compte)])
    decrit = Comptes(lieu.lecture.opens.values(), {})[compte]
    usuel = usual_type(decrit.numero)
    if usuel in decrit.types and not any(n.get("type") for n in decrit.niveaux):
        yield f'  type: "{usuel}"'


def _currencies(lieu: Lieu, compte: str) -> list[str]:
    """Give the currency in which the account is used where the error stands."""
    units = getattr(lieu.posting(compte), "units", None)
    montant = units or getattr(lieu.entry, "amount", None)
    devise = getattr(montant, "currency", None)
    return [devise] if isinstance(devise, str) else []


def inactive_account(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report an account used before its opening, or after its closing."""
    compte, place = trouve[1], lieu.on(trouve[1])
    ouverture = lieu.lecture.opens[compte].date
    fermeture = lieu.lecture.closes.get(compte)
    if lieu.entry.date < ouverture or fermeture is None:
        return comptes.CompteNonOuvert.at(
            place, lieu.entry, compte=compte, jour=Jour(ouverture)
        )
    return comptes.CompteFerme.at(
        place, lieu.entry, compte=compte, jour=Jour(fermeture.date)
    )


def unopened_account(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a `close` without an `open`, or before it."""
    return (inactive_account if trouve[1] in lieu.lecture.opens else unknown_account)(
        lieu, trouve
    )


def currency(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a posting in a currency that its account does not admit."""
    return _forbidden(lieu, trouve[1], trouve[2])


def balance_currency(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a balance in a currency that its account does not admit."""
    return _forbidden(lieu, trouve[1], lieu.entry.account)


def _forbidden(lieu: Lieu, devise: str, compte: str) -> PtceError:
    admises = lieu.lecture.opens[compte].currencies or []
    return comptes.DeviseInterdite.at(
        lieu.on(compte),
        lieu.entry,
        devise=devise,
        compte=compte,
        admises=Liste(tuple(admises)),
        sinon=suggest_else(devise, admises),
    )


def unbalanced(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report an entry whose lines do not add up to zero."""
    return comptes.EcritureDesequilibree.at(
        lieu.meta,
        lieu.entry,
        ecart=read_montants(trouve[1]),
        sinon=_reversed(lieu, trouve[1]),
    )


def _reversed(lieu: Lieu, reste: str) -> object:
    """Say that one line has the wrong sign, when what is left is twice that line."""
    restes = list(iter_montants(reste))
    if len(restes) != 1:
        return ""
    (ecart,) = restes
    poids = [get_weight(posting) for posting in lieu.entry.postings]
    doubles = [p for p in poids if (p.number * 2, p.currency) == ecart]
    if not doubles:
        return ""
    montant = Montant(abs(doubles[0].number), ecart.devise)
    return later(
        "Le signe d’une ligne de {montant} est sans doute inversé : ce qui entre ou se "
        "dépense est en plus, ce qui sort ou se gagne en moins ; sinon, ",
        montant=montant,
    )


def no_lot(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a cost that no lot has: in its own currency, it is the cost that is wrong."""
    posting = lieu.posting(trouve[1])
    units, cout = getattr(posting, "units", None), getattr(posting, "cost", None)
    if units is None or cout is None or units.currency != cout.currency:
        return untranslated(lieu, trouve)
    unitaire = cout.number_per or Decimal(1)
    return ecritures.PrixDansSaDevise.at(
        posting.meta,
        lieu.entry,
        montant=Montant(*units),
        prix=Montant(unitaire, cout.currency),
        compte=posting.account,
        somme=f"{round_euros(units.number * unitaire)} {units.currency}",
    )


def uncategorized(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report an amount without a currency: that of its account, else euros."""
    postings = lieu.entry.postings
    posting = postings[int(trouve[1]) - 1]
    nombre, devise = posting.units
    if not isinstance(nombre, Decimal) or isinstance(devise, str):
        return untranslated(lieu, trouve)
    ouvert = lieu.lecture.opens.get(posting.account)
    devises = (ouvert.currencies if ouvert else None) or [EURO]
    return nombres.DeviseManquante.at(
        posting.meta, lieu.entry, nombre=nombre, devise=devises[0]
    )


def untranslated(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Give a message as it is: its first line, in English."""
    message = trouve.string.strip() or "?"
    return fichiers.ErreurBeancount.at(
        lieu.meta, lieu.entry, message=message.splitlines()[0]
    )


def wrong_balance(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a balance that is not the one expected."""
    compte, attendu, accumule, ecart, sens = trouve.groups()
    devise = attendu.rpartition(" ")[2]
    exces = read_montants(f"{ecart} {devise}")
    de_trop: object = ""
    if ecart and sens == "much":
        de_trop = later(" ({ecart} de trop)", ecart=exces)
    elif ecart:
        de_trop = later(" ({ecart} de moins)", ecart=exces)
    return comptes.SoldeFaux.at(
        lieu.meta,
        lieu.entry,
        compte=compte,
        attendu=read_montants(attendu),
        trouve=read_montants(accumule),
        ecart=de_trop,
    )


def pad_useless(lieu: Lieu, _trouve: re.Match[str]) -> PtceError:
    """Report a `pad` that no balance needs."""
    return comptes.RemplissageInutile.at(
        lieu.meta, lieu.entry, compte=lieu.entry.account
    )


def balance_twice(lieu: Lieu, _trouve: re.Match[str]) -> PtceError:
    """Report two balances of a day that do not agree."""
    return comptes.SoldeEnDouble.at(lieu.meta, lieu.entry, compte=lieu.entry.account)


def key_twice(lieu: Lieu, trouve: re.Match[str]) -> PtceError:
    """Report a key written twice, at its second line."""
    place = source.place_of_second(lieu.meta, trouve[1])
    return syntaxe.CleEnDouble.at(place, lieu.entry, cle=trouve[1])


def texts_in_excess(lieu: Lieu, _trouve: re.Match[str]) -> PtceError:
    """Report an entry with more than a payee and a narration."""
    entete = _DEUX_TEXTES.match(lieu.line())
    forme = entete[0] if entete else '2025-01-31 * "Bénéficiaire" "Libellé"'
    return syntaxe.TextesEnTrop.at(lieu.meta, forme=forme)
