"""Days that may be mistyped: of another exercice, of another century, of an old bill."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections import defaultdict
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.mots.dates import read_date
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Suite
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.langue import OU
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from ptce_ledger.remarques.regard import Regard

_ANNEE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ECRITE = re.compile(r"(?<!\d)\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d)")
#: Accounts by which a charge or a product is put in its own exercice.
_RATTACHENT = ("408", "418", "428", "438", "448", "468", "486", "487")
#: A file that has this many entries has a year of its own, save one in this many.
_NOMBREUSES = 8
#: Years between an entry and the nearest other one.
_ISOLEE = 10


class AutreExercice(Remarque):
    """Une écriture n’est pas datée de l’exercice de son fichier.

    C’est souvent l’année d’avant, tapée par habitude. L’exercice d’un fichier est
    l’année de son nom (« 2025.beancount ») ou, à défaut, celui de ses autres écritures.
    """

    __slots__ = ()
    constat = "Écriture du {jour} dans un fichier de l’exercice {exercice}."
    remede = "Corrigez l’année, ou déplacez l’écriture dans le fichier de son exercice."


class DateInvraisemblable(Remarque):
    """Une date est très loin de toutes les autres.

    Deux chiffres de l’année sont sans doute inversés : 2062 pour 2026.
    """

    __slots__ = ()
    constat = "La date du {jour} est très loin des autres écritures."
    remede = "Vérifiez l’année, qui a quatre chiffres : 2026-01-15."


class PieceDAutreExercice(Remarque):
    """Une charge ou un produit porte la date d’une pièce de l’exercice précédent.

    Ce qui est reçu ou facturé en décembre est de l’année finie, même payé en janvier :
    une charge, par un compte à payer (408, 468) ; un produit, par une créance (411, 418,
    441). La date d’une convention, d’un contrat ou d’un devis n’est pas celle d’une pièce.
    """

    __slots__ = ()
    constat = "Pièce du {jour}, comptée en {exercice}."
    remede = "{remede} :"
    forme = "  {compte}"


#: What to do, and by which account, for a charge; then for a product.
_DE_CHARGE = (
    later(
        "Datez la charge de l’exercice de la pièce, par un compte à payer, que le "
        "règlement soldera"
    ),
    "Liabilities:408-Factures-Non-Parvenues",
)
_DE_PRODUIT = (
    later(
        "Datez le produit de l’exercice de la pièce, par une créance, que le règlement "
        "soldera"
    ),
    "Assets:411-Clients",
)
#: Words before a day among which it may be said what it is the day of.
_MOTS_D_ACTE = 4
_SUBVENTION = "Assets:441-Subventions-A-Recevoir"
#: What is signed one year and paid over others.
_ACTES = re.compile(
    r"(?:convention|contrat|bail|devis|commande|marche|accord|protocole|avenant|arrete"
    r"|decision|deliberation|assembleegenerale|assemblee|ag|statuts|charte)s?"
    r"(?:signee?|datee?|n°?[\w/-]*)?(?:du|le|en|,|:|\()?"
)


def iter_exercices(regard: Regard) -> Iterator[Remarque]:
    """Look for entries of another exercice than their file."""
    par_fichier: defaultdict[str, list[Transaction]] = defaultdict(list)
    for entry in regard.ecritures:
        par_fichier[entry.meta["filename"]].append(entry)
    for entries in par_fichier.values():
        entries.sort(key=lambda entry: int(entry.meta["lineno"]))
        attendus = _expected(regard, entries)
        rangs = [regard.exercice(entry) in attendus for entry in entries]
        for entry, dedans in zip(entries, rangs, strict=True):
            if not dedans and attendus:
                exercice = Suite(tuple(sorted(attendus)), OU)
                jour = Jour(entry.date)
                yield AutreExercice.at(entry.meta, entry, jour=jour, exercice=exercice)


def _expected(regard: Regard, entries: Sequence[Transaction]) -> set[int]:
    """Name the exercices of a file: from its name, else from nearly all its entries."""
    compte = Counter(regard.exercice(entry) for entry in entries)
    total = len(entries)
    nom = regard.nom(entries[0].meta).rpartition("/")[2]
    annees = {int(annee) for annee in _ANNEE.findall(nom)}
    if annees and sum(compte[annee] for annee in annees) * 2 > total:
        return annees
    majeure, nombre = compte.most_common(1)[0]
    # A new year begins at the end of its file, an old one at its start: neither is odd.
    dedans = [regard.exercice(entry) == majeure for entry in entries]
    if nombre < _NOMBREUSES or (total - nombre) * _NOMBREUSES > total:
        return set()
    return {majeure} if dedans[0] and dedans[-1] else set()


def iter_dates(regard: Regard) -> Iterator[Remarque]:
    """Look for years that nobody lives in."""
    entries = regard.ecritures
    annees = Counter(e.date.year for e in entries if _is_of_our_times(e.date.year))
    for entry in entries:
        if _is_lone(entry.date.year, annees):
            yield DateInvraisemblable.at(entry.meta, entry, jour=Jour(entry.date))


def _is_lone(annee: int, annees: Counter[int]) -> bool:
    if not _is_of_our_times(annee):
        return True
    proches = sum(n for a, n in annees.items() if abs(a - annee) < _ISOLEE)
    autres = annees.total() - proches
    # As many on both sides: a year to come is less likely than one gone by.
    return autres > proches or (autres == proches and annee == max(annees))


def _is_of_our_times(annee: int) -> bool:
    return 1950 <= annee <= 2100


def iter_pieces(regard: Regard) -> Iterator[Remarque]:
    """Look for a charge or a product whose words give a day of an exercice gone by."""
    for entry in regard.ecritures:
        jour = _written(f"{entry.payee or ''} {entry.narration or ''}")
        if jour is None or is_apart(entry):
            continue
        exercice = regard.exercice(entry)
        roles = _counted(regard, entry)
        if regard.livre.registre.exercice(jour) < exercice and roles:
            remede, compte = _DE_CHARGE if "charge" in roles else _DE_PRODUIT
            if "charge" not in roles and _grants(regard, entry):
                compte = _SUBVENTION
            yield PieceDAutreExercice.at(
                entry.meta,
                entry,
                jour=Jour(jour),
                exercice=exercice,
                remede=remede,
                compte=compte,
            )


def _written(texte: str) -> datetime.date | None:
    """Read the first day of a text that may be a voucher's."""
    ecrites = [e for e in _ECRITE.finditer(texte) if not _is_deed(texte[: e.start()])]
    lue = next(filter(None, (read_date(ecrite[0]) for ecrite in ecrites)), "")
    return datetime.date.fromisoformat(lue) if lue else None


def _is_deed(avant: str) -> bool:
    """Tell that the day which follows is that of an agreement, by the words before it."""
    mots = avant.split()[-_MOTS_D_ACTE:]
    return any(
        _ACTES.fullmatch(fold("".join(mots[rang:]))) for rang in range(len(mots))
    )


def _grants(regard: Regard, entry: Transaction) -> bool:
    comptes = regard.livre.releve.comptes
    return any(comptes[p.account].numero.startswith("74") for p in entry.postings)


def _counted(regard: Regard, entry: Transaction) -> set[str]:
    """Say whether an entry counts a charge or a product; nothing once it is attached."""
    comptes: list[Any] = [
        regard.livre.releve.comptes[posting.account] for posting in entry.postings
    ]
    if any(compte.numero.startswith(_RATTACHENT) for compte in comptes):
        return set()
    return {compte.role for compte in comptes} & {"charge", "produit"}
