"""Look at a line that Beancount could not read, and say what a treasurer meant.

Each check knows one mistake of hand, finds it in the line and writes the line as it must
be; the first that finds its own speaks. Order matters: what spoils the reading of all
the rest comes first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ptce_ledger import source
from ptce_ledger.ecriture import fold
from ptce_ledger.erreurs import fichiers
from ptce_ledger.erreurs import syntaxe as erreurs
from ptce_ledger.genres import read_date
from ptce_ledger.intitules import explain_account
from ptce_ledger.intitules import find_account
from ptce_ledger.intitules import root_of
from ptce_ledger.nombres import NOMBRE
from ptce_ledger.nombres import find_nombre
from ptce_ledger.nombres import read_nombre
from ptce_ledger.proprietes import explain_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from typing import Any

    from ptce_ledger.erreurs.base import PtceError

_COURBES = re.compile(r"«\s*|\s*»|[“”„]|(?<![\w’'])'(?=[^']*')|(?<=[^\s'])'(?![\w'])")
_DATE = re.compile(r"(?:^|\s)(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?=\s|$)")
_DATE_DOUTEUSE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?=\s)|\d{1,2}(?:er)? [^\W\d_]+ \d{4}(?=\s)"
    r"|\d{4}[. ]\d{1,2}[. ]\d{1,2}(?=\s)"
)
_MOT_CLE = re.compile(r"\b(custom|plugin|include|option)\s")
_MOT = re.compile(r"(?<=\s)[^\s\",]+")
#: A word of a « custom » that can be no number, currency, account nor boolean.
_TEXTE_NU = re.compile(r"[a-zà-ÿ][^\s:]*")
_SANS_DATE = re.compile(r"(?:open|close|balance|pad|price|document|custom)\s")
_CLE = re.compile(r"[a-z][\w-]+:")
_VIRGULE = re.compile(r"(?<=\")\s*,")
_INSECABLES = re.compile(r"[\u00a0\u202f\u2009]")
_DIRECTIVE = re.compile(
    r"(?:open|close|balance|pad|price|note|document|custom|commodity|event|query|txn)\b"
)
_ENTETE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(?:[*!]\s*)?([^\"*!\s].*)$")
_SANS_ETOILE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(\".*)$")
_UNITES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "h": "HEURE",
    "heure": "HEURE",
    "heures": "HEURE",
}
_MONTANT = re.compile(
    rf"(?<![^\s(])(?P<nombre>{NOMBRE})\s*(?P<unite>€|[^\W\d]+)\.?(?=\s|$)"
)
_DUREE = re.compile(r"(?<=\s)(\d+)\s?h\s?([0-5]\d)\b")
_AVANT = re.compile(rf"(?P<unite>€)\s*(?P<nombre>{NOMBRE})(?=\s|$)")
#: How far above a quote left open may be.
_PORTEE = 200


def explain_line(lieu: Mapping[str, Any]) -> PtceError | None:
    """Say what is wrong at a place that Beancount could not read, if we know it."""
    ligne = source.read_line(lieu)
    if ligne.startswith("\ufeff"):
        return fichiers.MarqueInvisible.at(lieu)
    sans_commentaire = ligne[: len(source.mask(ligne).partition(";")[0])].rstrip()
    for check in _CHECKS:
        erreur = check(lieu, sans_commentaire)
        if erreur is not None:
            return erreur
    return _opened_above(lieu)


def _quotes(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    if not _COURBES.search(source.mask(ligne)):
        return None
    forme = _COURBES.sub('"', ligne).strip()
    return erreurs.GuillemetsInvalides.at(lieu, forme=forme)


def _opened(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    return erreurs.GuillemetOuvert.at(lieu) if _is_opened(ligne) else None


def _is_opened(ligne: str) -> bool:
    return source.mask(ligne).count('"') % 2 == 1


def _opened_above(lieu: Mapping[str, Any]) -> PtceError | None:
    """Find the quote left open above: Beancount stumbles on the next one only."""
    lignes = source.read_lines(str(lieu["filename"]))
    # Beancount stumbles after the end when nothing closes the quote.
    dernier = min(int(lieu["lineno"]) - 1, len(lignes))
    for precedent in range(dernier, max(0, dernier - _PORTEE), -1):
        if _is_opened(lignes[precedent - 1].partition(";")[0]):
            place = {"filename": lieu["filename"], "lineno": precedent}
            return erreurs.GuillemetOuvert.at(place)
    return None


def _date(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    trouve = _DATE.search(source.mask(ligne))
    juste = read_date(trouve[1]) if trouve else ""
    if trouve and juste:
        return erreurs.DateRenversee.at(lieu, date=trouve[1], juste=juste)
    trouve = _DATE_DOUTEUSE.match(ligne)
    return erreurs.DateMalEcrite.at(lieu, date=trouve[0]) if trouve else None


def _keyword(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    visible = source.mask(ligne)
    motcle = _MOT_CLE.search(visible)
    if not motcle:
        return None
    for trouve in _MOT.finditer(visible, motcle.end()):
        if motcle[1] != "custom" or _TEXTE_NU.fullmatch(trouve[0]):
            debut, fin = trouve.span()
            texte = ligne[debut:fin]
            forme = f'{ligne[:debut]}"{texte}"{ligne[fin:]}'
            return erreurs.GuillemetsManquants.at(lieu, texte=texte, forme=forme)
    return None


def _header(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    trouve = _SANS_ETOILE.match(ligne)
    if trouve:
        return erreurs.EtoileManquante.at(lieu, forme=f"{trouve[1]} * {trouve[2]}")
    if _SANS_DATE.match(ligne):
        return erreurs.DateManquante.at(lieu, ligne=ligne)
    trouve = _ENTETE.match(ligne)
    if not trouve or '"' in trouve[2] or _DIRECTIVE.match(trouve[2]):
        return None
    texte = trouve[2].strip()
    forme = f'{trouve[1]} * "{texte}"'
    return erreurs.GuillemetsManquants.at(lieu, texte=texte, forme=forme)


def _comma(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    visible = source.mask(ligne)
    virgules = {trouve.end() - 1 for trouve in _VIRGULE.finditer(visible)}
    if not virgules:
        return None
    forme = "".join(signe for i, signe in enumerate(ligne) if i not in virgules)
    return erreurs.VirguleEnTrop.at(lieu, forme=forme)


def _indent(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    propre = ligne.lstrip("\u00a0\u202f \t")
    premier = propre.partition(" ")[0]
    if ligne[:1] in (" ", "\t") or not (root_of(premier) or _CLE.fullmatch(premier)):
        return None
    return erreurs.RetraitManquant.at(lieu, forme=f"  {propre}")


def _account(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    compte = find_account(ligne)
    return explain_account(lieu, compte) if compte else None


def _duration(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    trouve = _DUREE.search(source.mask(ligne))
    centiemes, reste = divmod(int(trouve[2]) * 100, 60) if trouve else (0, 1)
    if not trouve or reste:
        return None
    heures = f"{trouve[1]}.{centiemes:02}".rstrip("0").rstrip(".")
    return erreurs.DureeInvalide.at(lieu, duree=trouve[0], heures=heures)


def _unit(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    visible = source.mask(ligne)
    for trouve in (*_MONTANT.finditer(visible), *_AVANT.finditer(visible)):
        juste = _UNITES.get(fold(trouve["unite"]))
        if juste and trouve["unite"] != juste:
            forme = f"{read_nombre(trouve['nombre'])} {juste}".strip()
            return erreurs.DeviseMalEcrite.at(lieu, unite=trouve["unite"], forme=forme)
    return None


def _number(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    nombre = find_nombre(source.mask(ligne))
    if nombre is None:
        return None
    if not nombre.juste:
        return erreurs.NombreAmbigu.at(lieu, nombre=nombre.ecrit)
    return erreurs.NombreInvalide.at(lieu, nombre=nombre.ecrit, juste=nombre.juste)


def _hard_space(lieu: Mapping[str, Any], ligne: str) -> PtceError | None:
    if not _INSECABLES.search(source.mask(ligne)):
        return None
    return erreurs.EspaceInsecable.at(lieu, forme=_INSECABLES.sub(" ", ligne).strip())


_CHECKS: tuple[Callable[[Mapping[str, Any], str], PtceError | None], ...] = (
    _quotes,
    _opened,
    _date,
    _keyword,
    _header,
    explain_key,
    _indent,
    _account,
    _duration,
    _unit,
    _number,
    _comma,
    _hard_space,
)
