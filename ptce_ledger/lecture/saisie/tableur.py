"""A row of a spreadsheet or a bank statement: what it says without doubt, and no more.

Of two numbers nobody knows which is the amount and which the balance; a number without a
sign comes in or goes out. What a header says of its columns settles it; else the message
says what is left to its author, and proposes no figure.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.erreurs.texte import EnTeteDeTableur
from ptce_ledger.erreurs.texte import LigneDeTableur
from ptce_ledger.lecture.saisie.coquille import Coquille
from ptce_ledger.lecture.saisie.ligne import cut
from ptce_ledger.mots.dates import read_date
from ptce_ledger.mots.dits import Dit
from ptce_ledger.mots.dits import Liste
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.mots.nombres import SIGNES
from ptce_ledger.mots.quantites import read_quantite
from ptce_ledger.mots.source import read_lines
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.unites import is_side
from ptce_ledger.mots.unites import read_unite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.lecture.saisie.ligne import LigneTypee

_CSV = re.compile(
    r"[ \t]*\"?(?P<date>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})\"?[ \t]*(?P<signe>[;,\t])"
)
_CODE = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_EUROS = re.compile(r"[+-]?\d+(?:\.(?:\d\d?)?)?")
_MOT = re.compile(r"[^\W\d_]{2}")
#: What a column is, by how its header begins, folded; a header that says nothing is "".
_EN_TETES = (
    ("valeur", re.compile(r"(?:date(?:de)?)?valeur")),
    ("date", re.compile(r"date|jour")),
    ("libelle", re.compile(r"libelle|designation|description|motif|beneficiaire")),
    ("debit", re.compile(r"debit|depense|sortie")),
    ("credit", re.compile(r"credit|recette|entree")),
    ("montant", re.compile(r"montant|somme")),
)
#: What else names a column, in French or in English. Rows are not read by it: a foreign
#: table may put the month before the day.
_AUTRES_EN_TETES = re.compile(
    r"(?:transaction|posting|booking|value)?date|amount|value|balance|solde|label|narration"
    r"|payee|memo|details|reference|account|compte|currency|devise|categor|type|member"
    r"|membre|client|customer|annee|year|niveau|tableau|ligne|colonne|piece|tiers|projet"
    r"|project|preuve|name|nom"
)
_NOM_DE_COLONNE = re.compile(r"[^\W\d_]+(?:[ _'’-][^\W\d_]+)*")
#: Lines above among which a header is looked for, and signs of a row that is read.
_AU_DESSUS = 30
_LONGUE = 1000
#: What makes of a number no amount in euros, or none of an operation.
_AUTREMENT = re.compile(
    r"USD|CHF|GBP|CAD|XPF|XOF|MAD|JPY|[kK] ?€|milliers|\b[Ss]oldes?\b|SOLDE"
)
#: What stands for what the line does not say.
_DATE_A_DIRE, _LIBELLE_A_DIRE, _MONTANT_A_DIRE = "AAAA-MM-JJ", "LIBELLÉ", "MONTANT"

_Rangs = tuple[int, ...]


class _Lu(NamedTuple):
    """What was read of a row, the columns it was read in, or why it was not."""

    texte: str
    rangs: _Rangs = ()
    raison: Dit | None = None


def explain_pasted(ligne: LigneTypee) -> Coquille | None:
    """Report a row of a spreadsheet, and propose what it says as an entry."""
    brut = ligne.brut.partition("\n")[0]
    trouve = _CSV.match(brut)
    if not trouve:
        return None
    cases = _split(brut, trouve["signe"])
    if len(cases) < 3:
        return None
    roles = _header(ligne, trouve["signe"], len(cases))
    date = _read_day(cases, roles)
    libelle = _read_label(cases, roles)
    montant = _read_amount(cases, roles)
    sortie = montant.texte.startswith("-") or not montant.rangs
    return Coquille(
        LigneDeTableur,
        0,
        0,
        mots={
            "lus": _tell_read(date, libelle, montant),
            "reste": montant.raison or date.raison or "",
            "date": date.texte,
            "libelle": libelle.texte,
            "montant": montant.texte,
            "compte": "Expenses:60-Achats" if sortie else "Income:70-Ventes",
        },
    )


def explain_header(ligne: LigneTypee) -> Coquille | None:
    """Report the names of columns, out of a text or a remark, once no row follows."""
    brut = ligne.brut.partition("\n")[0]
    if not (ligne.code[:1].isalpha() or ligne.code[:1] == '"'):
        return None
    suivante = slice(ligne.numero, ligne.numero + 1)
    if any(map(_CSV.match, read_lines(ligne.fichier)[suivante])):
        return None  # they say it, and need it above them
    for signe in ";\t,":
        cases = _split(brut, signe) if signe in brut else []
        roles = set(filter(None, map(_role, cases)))
        if len(cases) > 2 and (len(roles) > 1 or _are_names(cases)):
            return Coquille(EnTeteDeTableur, 0, 0)
    return None


def _are_names(cases: Sequence[str]) -> bool:
    """Tell cells that are words only, two of which name columns of a table."""
    connus = {case for case in cases if _AUTRES_EN_TETES.match(fold(case))}
    return len(connus) > 1 and all(map(_NOM_DE_COLONNE.fullmatch, cases))


def _split(brut: str, signe: str) -> list[str]:
    if len(brut) > _LONGUE:
        return ["", "", ""]
    (cases,) = csv.reader([brut.strip(" ")], delimiter=signe)
    return [case.strip() for case in cases]


def _header(ligne: LigneTypee, signe: str, nombre: int) -> list[str]:
    """Say what each column is, by the header above; nothing where there is none."""
    fin = max(0, ligne.numero - 1)
    lignes = read_lines(ligne.fichier)[max(0, fin - _AU_DESSUS) : fin]
    for brut in reversed(lignes):
        if _CSV.match(brut):
            continue
        cases = _split(brut, signe) if signe in brut else []
        roles = [_role(case) for case in cases]
        connus = [role for role in roles if role]
        return roles if len(roles) == nombre and len(connus) > 1 else []
    return []


def _role(en_tete: str) -> str:
    plie = fold(en_tete)
    if _AUTREMENT.search(en_tete):
        return ""
    return next((role for role, motif in _EN_TETES if motif.match(plie)), "")


def _columns(roles: Sequence[str], role: str) -> _Rangs:
    return tuple(rang for rang, autre in enumerate(roles) if autre == role)


def _read_day(cases: Sequence[str], roles: Sequence[str]) -> _Lu:
    rangs = _columns(roles, "date") or tuple(
        rang for rang, case in enumerate(cases) if _DATE.fullmatch(case)
    )
    jours = {read_date(cases[rang]) for rang in rangs} - ({""} if roles else set())
    if len(jours) == 1 and (jour := jours.pop()):
        return _Lu(jour, tuple(r for r in rangs if read_date(cases[r]) == jour))
    raison = later("Le jour est à vous de dire. ")
    return _Lu(_DATE_A_DIRE, (), raison)


def _read_label(cases: Sequence[str], roles: Sequence[str]) -> _Lu:
    rangs = _columns(roles, "libelle") or tuple(
        rang
        for rang, case in enumerate(cases)
        if _MOT.search(case) and not (read_unite(case) or is_side(case))
        if _number(case) is None
    )
    dits = [cases[rang].replace("\\", "/").replace('"', "'") for rang in rangs]
    texte = " ".join(filter(None, dits))
    if not texte or any(not case.isprintable() for case in dits):
        return _Lu(_LIBELLE_A_DIRE)
    return _Lu(cut(texte), tuple(rang for rang in rangs if cases[rang]))


def _number(case: str) -> str | None:
    """Read a cell as euros: "" in doubt, None for what is no number."""
    lue = read_quantite(case)
    if lue is None or (lue.unite and lue.nombre and lue.monnaie != EURO):
        return None
    # No percentage, no calculation, and no point that may set thousands apart.
    nombre = lue.nombre.replace(" ", "")
    return nombre if "%" not in case and _EUROS.fullmatch(nombre) else ""


def _read_amount(cases: Sequence[str], roles: Sequence[str]) -> _Lu:
    """Read the one amount of a row whose sign is said, by itself or by its column."""
    if any(map(_AUTREMENT.search, cases)) or any(map(is_side, cases)):
        return _Lu(_MONTANT_A_DIRE, (), later("Le montant est à vous de dire. "))
    nommees = [r for r in ("debit", "credit", "montant") if r in roles]
    rangs = tuple(
        rang
        for rang, case in enumerate(cases)
        if (roles[rang] in nommees if nommees else not _DATE.fullmatch(case))
        if case and _number(case) is not None and not _is_nothing(case, roles, rang)
    )
    if len(rangs) != 1:
        return _Lu(_MONTANT_A_DIRE, (), _why_not(rangs))
    (rang,) = rangs
    nombre, role = _number(cases[rang]) or "", roles[rang] if roles else ""
    if nombre and role in ("debit", "credit"):
        nombre = nombre.lstrip(SIGNES)
        return _Lu(f"-{nombre}" if role == "debit" else nombre, rangs)
    if nombre[:1] in ("-", "+"):
        return _Lu(nombre.lstrip("+"), rangs)
    return _Lu(_MONTANT_A_DIRE, (), _why_not(rangs))


def _is_nothing(case: str, roles: Sequence[str], rang: int) -> bool:
    """Tell a zero beside a debit or a credit: the column that is not used."""
    nul = re.fullmatch(r"0+(?:[.,]0*)?", case) is not None
    return nul and bool(roles) and roles[rang] in ("debit", "credit")


def _why_not(rangs: _Rangs) -> Dit:
    if not rangs:
        return later("Le montant est à vous de dire. ")
    if len(rangs) == 1:
        return later(
            "Rien ne dit si le nombre de la colonne {rang} entre ou sort : le montant est à "
            "vous de dire. ",
            rang=rangs[0] + 1,
        )
    return later(
        "Rien ne dit lequel des nombres des colonnes {rangs} est le montant : il est à vous "
        "de dire. ",
        rangs=Liste(tuple(rang + 1 for rang in rangs)),
    )


def _tell_read(date: _Lu, libelle: _Lu, montant: _Lu) -> object:
    """Name each column that was read, and what was read in it."""
    dits = (
        (date, later("la date ({ou})", ou=_where(date))),
        (libelle, later("le libellé ({ou})", ou=_where(libelle))),
        (montant, later("le montant ({ou})", ou=_where(montant))),
    )
    lus = tuple(dit for lu, dit in dits if lu.rangs)
    if not lus:
        return ""
    return later("S’y lisent avec certitude : {quoi}. ", quoi=Liste(lus))


def _where(lu: _Lu) -> Dit:
    rangs = Liste(tuple(rang + 1 for rang in lu.rangs))
    if len(lu.rangs) == 1:
        return later("colonne {rangs}", rangs=rangs)
    return later("colonnes {rangs}", rangs=rangs)
