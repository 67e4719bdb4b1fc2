"""Like entries from one: its text, dated a month later, then two… Printed, never posted.

The text is that of the ledger, with its keys and its spaces. What is of that day alone is
left out: the number of its voucher, its document, what links it to a payment. Each text is
read again: it is printed only when it is the same entry on another day.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TYPE_CHECKING

from beancount.core.data import Transaction
from beancount.parser import parser

from ptce_ledger.mots import source
from ptce_ledger.mots.typographie import COMMANDES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.suivi.suivi import Suivi

#: How far the next is: months, or days.
PAS = {
    "semaine": (0, 7),
    "mois": (1, 0),
    "trimestre": (3, 0),
    "semestre": (6, 0),
    "an": (12, 0),
}
_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_RANGS = {nom: rang for rang, nom in enumerate(_MOIS)} | {
    "fevrier": 1,
    "aout": 7,
    "decembre": 11,
}
_NOM = "|".join(sorted(_RANGS, key=len, reverse=True))
#: A month said in a text, with « de » before it and the year after it.
_DIT = re.compile(
    rf"(?i)\b(?P<de>de\s+|d['’])?(?P<mois>{_NOM})\b(?P<an>\s+(?P<annee>\d{{4}}))?"
)
_TRIMESTRE = re.compile(
    r"(?i)\b(?P<rang>[1-4])(?:er|e|ème)\s+trimestre\b(?P<an>\s+(?P<annee>\d{4}))?"
)
#: What is of one day alone.
_DU_JOUR = re.compile(r"\s+(?:piece|document|remarque-lue)\s*:")
_LIEN = re.compile(r"\s+\^([A-Za-z0-9\-_/.]+)")
_DATE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}")
_TEXTE = re.compile(r'"(?:[^"\\]|\\.)*"')


class SansPareilleError(Exception):
    """The text of the entry cannot be repeated as it is written."""


def find_entry(suivi: Suivi, fichier: str, ligne: int) -> Transaction | None:
    """Find the entry that holds a line of a file, named as messages name it."""
    siennes = [
        entry
        for entry in suivi.ecritures
        if suivi.releve.fichier(str(entry.meta.get("filename"))) == fichier
        and entry.meta["lineno"] <= ligne
    ]
    if not siennes:
        return None
    derniere = max(siennes, key=lambda e: e.meta["lineno"])
    fin = derniere.meta["lineno"] + len(_text(derniere.meta)) - 1
    return derniere if ligne <= fin else None


def days(depart: datetime.date, pas: str) -> Iterator[datetime.date]:
    """Yield the days that follow one, a step apart; the 31st is the last of a short month.

    >>> suite = days(datetime.date(2024, 1, 31), "mois")
    >>> [next(suite).isoformat() for _ in range(2)]
    ['2024-02-29', '2024-03-31']
    """
    mois, jours = PAS[pas]
    rang = 1
    while True:
        try:
            jour = depart + datetime.timedelta(jours * rang)
            annee, reste = divmod(depart.month - 1 + mois * rang, 12)
            if mois:
                dernier = calendar.monthrange(depart.year + annee, reste + 1)[1]
                jour = datetime.date(
                    depart.year + annee, reste + 1, min(depart.day, dernier)
                )
        except (OverflowError, ValueError, calendar.IllegalMonthError):
            return
        yield jour
        rang += 1


def repeat(suivi: Suivi, entry: Transaction, jour: datetime.date) -> str:
    """Write an entry for another day. Raises SansPareilleError."""
    lignes = _text(entry.meta)
    if not lignes or COMMANDES.search("".join(lignes)):
        raise SansPareilleError
    ecart = (jour.year - entry.date.year) * 12 + jour.month - entry.date.month
    tete = _said_later(_DATE.sub(jour.isoformat(), lignes[0], count=1), ecart)
    texte = "\n".join(
        _without_links(suivi, ligne)
        for ligne in (tete, *lignes[1:])
        if not _DU_JOUR.match(ligne)
    )
    if not _same("\n".join(lignes), texte, jour):
        raise SansPareilleError
    return texte + "\n"


def _text(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the lines of an entry: its head, and what is indented under it."""
    lignes = source.read_lines(str(meta.get("filename")))
    debut = meta["lineno"] - 1
    fin = debut + 1
    while fin < len(lignes) and lignes[fin][:1] in (" ", "\t") and lignes[fin].strip():
        fin += 1
    return lignes[debut:fin]


def _said_later(tete: str, ecart: int) -> str:
    """Move the months of the narration, the last text of a head: a payee is a name."""
    textes = list(_TEXTE.finditer(tete))
    if not textes:
        return tete
    debut, fin = textes[-1].span()
    return tete[:debut] + _later(tete[debut:fin], ecart) + tete[fin:]


def _later(texte: str, ecart: int) -> str:
    """Say a month, or a quarter, so many months later.

    >>> _later("Loyer de mars", 1), _later("Paie de DÉCEMBRE 2025", 1)
    ("Loyer d'avril", 'Paie de JANVIER 2026')
    >>> _later("Copieur, 4e trimestre 2025", 3), _later("Loyer de mars", 0)
    ('Copieur, 1er trimestre 2026', 'Loyer de mars')
    """

    def month(m: re.Match[str]) -> str:
        annees, rang = divmod(_RANGS[m["mois"].lower()] + ecart, 12)
        nom, dit = _MOIS[rang], m["mois"]
        nom = nom.upper() if dit.isupper() else nom
        nom = nom.capitalize() if dit.istitle() else nom
        avant = m["de"] or ""
        if avant:
            grand = avant[0]
            avant = f"{grand}'" if nom[0].lower() in "ao" else f"{grand}e "
        return f"{avant}{nom}{_year(m, annees)}"

    def quarter(m: re.Match[str]) -> str:
        annees, rang = divmod(int(m["rang"]) - 1 + ecart // 3, 4)
        return f"{rang + 1}{'e' if rang else 'er'} trimestre{_year(m, annees)}"

    if not ecart:
        return texte
    dit = _DIT.sub(month, texte)
    return dit if ecart % 3 else _TRIMESTRE.sub(quarter, dit)


def _year(m: re.Match[str], annees: int) -> str:
    if not m["annee"]:
        return ""
    return m["an"].replace(m["annee"], str(int(m["annee"]) + annees))


def _without_links(suivi: Suivi, ligne: str) -> str:
    """Take off the links of a line, save those that name an agreement."""
    cache = source.mask(ligne)
    morceaux, fin = [], 0
    for m in _LIEN.finditer(cache):
        if m[1] not in suivi.registre.conventions:
            morceaux.append(ligne[fin : m.start()])
            fin = m.end()
    return "".join((*morceaux, ligne[fin:]))


def _same(avant: str, apres: str, jour: datetime.date) -> bool:
    """Tell whether two texts are one entry each, alike but for the day."""
    premiere, seconde = _read(avant), _read(apres)
    if premiere is None or seconde is None or seconde.date != jour:
        return False
    return [p[:2] for p in premiere.postings] == [p[:2] for p in seconde.postings]


def _read(texte: str) -> Transaction | None:
    entries, errors, _ = parser.parse_string(texte)
    if errors or len(entries) != 1 or not isinstance(entries[0], Transaction):
        return None
    return entries[0]
