"""The published ledger: a valid Beancount file that holds nothing but published parts.

It is written from the parts and from the few words of the register that may be seen,
never by taking things out of the pole's own files: what nobody listed is not there.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.pages.liste import ACCUEIL
from ptce_ledger.publication.copie.declarations import iter_declarations
from ptce_ledger.publication.copie.redaction import directive
from ptce_ledger.publication.copie.redaction import quote
from ptce_ledger.publication.copie.registre import iter_registre

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.analyse.chiffres.adresse import Adresse
    from ptce_ledger.publication.copie.conventions import Suivie
    from ptce_ledger.publication.copie.emplois import Emplois
    from ptce_ledger.publication.copie.masses import CleDeMasse
    from ptce_ledger.publication.copie.noms import Noms
    from ptce_ledger.publication.copie.parts import Part
    from ptce_ledger.publication.copie.permission import Permission
    from ptce_ledger.registre.pole import Registre

_CONTREPARTIE = "Equity:Contrepartie"
_EMPLOIS = "Equity:CVN:86-Emplois"
_FONDS = "Expenses:689-Fonds-Dedies"
#: How the parts of a published ledger begin.
_ECRITURE = re.compile(r'\d{4}-\d\d-\d\d \* ""')
_CA = re.compile(r'\d{4}-\d\d-\d\d custom "ptce-ca" ')
_RACINES = {
    "apports": "Equity",
    "prets": "Liabilities",
    "subventions-investissement": "Equity",
}
_DURABLE = "investissements"
_ENTETE = """\
; Copie publiée : des sommes seulement, celles que le financeur peut voir.
; Elle est faite par « ptce publier » ; ne la modifiez pas.
option "title" {titre}
option "operating_currency" "EUR"
plugin "{plugin}"
{ouverture} custom "fava-extension" "{extension}"
{ouverture} custom "fava-option" "default-page" "extension/{accueil}/"
"""
#: What a published ledger loads, and nothing else.
EXTENSIONS = ("ptce_ledger.plugins", "ptce_ledger.reports.fava")


class Contenu(NamedTuple):
    """What a copy is made of: names as they are met, sums of facts, jobs, agreements."""

    noms: Noms
    parts: Sequence[Part]
    emplois: Sequence[Emplois]
    suivies: Sequence[Suivie] = ()

    def given(self) -> set[CleDeMasse]:
        """List the sums about people that it gives, whole or in pieces."""
        donnees = {p.masse for p in self.parts if p.masse and not p.retenue}
        return donnees | {un.masse for un in self.emplois if not un.retenu}


def write_livre(
    registre: Registre,
    permission: Permission,
    contenu: Contenu,
    retenus: Mapping[int, Iterable[Adresse]] = MappingProxyType({}),
) -> str:
    """Write the published ledger; `retenus` are addresses not to be given, by exercice."""
    ouverture = _first_day(registre, permission)
    noms, parts, emplois, suivies = contenu
    declares = list(iter_declarations(registre, permission, noms, parts, emplois))
    ecritures = list(_iter_ecritures(parts))
    lignes = [
        _ENTETE.format(
            titre=quote(registre.libelle),
            ouverture=ouverture,
            plugin=EXTENSIONS[0],
            extension=EXTENSIONS[1],
            accueil=ACCUEIL,
        ),
        *iter_registre(registre, permission, noms, ouverture),
        "",
        *_iter_comptes(ouverture, parts),
        "",
        *ecritures,
        *declares,
        *(
            ligne
            for suivie in suivies
            for ligne in directive(
                suivie.date,
                "ptce-suivi",
                suivie.tableau,
                suivie.convention,
                **suivie.cles,
            )
        ),
        *(
            ligne
            for exercice in sorted(retenus)
            for adresse in sorted(map(str, retenus[exercice]))
            for ligne in directive(registre.bornes(exercice)[1], "ptce-retenu", adresse)
        ),
    ]
    return "\n".join(lignes) + "\n"


def place_parts(texte: str, parts: Sequence[Part]) -> dict[int, int]:
    """Tell which part each line of a published ledger is of, by their numbers."""
    lieux: dict[int, int] = {}
    ecrites = (rang for rang, part in enumerate(parts) if _is_booked(part))
    declarees = (rang for rang, part in enumerate(parts) if not _is_booked(part))
    dedans = None
    for numero, ligne in enumerate(texte.splitlines(), start=1):
        if _ECRITURE.fullmatch(ligne):
            dedans = next(ecrites)
        elif _CA.match(ligne):
            lieux[numero] = next(declarees)
        elif not ligne:
            dedans = None
        if dedans is not None:
            lieux[numero] = dedans
    return lieux


def _first_day(registre: Registre, permission: Permission) -> datetime.date:
    """Give a day on which everything can be open, before any line."""
    debut = min(registre.bornes(annee)[0] for annee in permission.exercices)
    entrees = [e for t in registre.tiers.values() for e, _ in t.periodes]
    return min([debut, *entrees, *(jour for jour, _ in registre.phases)])


def accounts_of(parts: Iterable[Part]) -> dict[str, str]:
    """Name the accounts of some parts, each with the type that it bears."""
    comptes = {_compte(part): _type(part) for part in parts if _is_booked(part)}
    return {_CONTREPARTIE: "", _EMPLOIS: "", **comptes}


def _iter_comptes(ouverture: datetime.date, parts: Sequence[Part]) -> Iterator[str]:
    comptes = accounts_of(parts)
    for compte in sorted(comptes):
        yield f"{ouverture} open {compte}"
        # The class of a charge is its number; a fund set aside is a resource.
        charge = compte.startswith("Expenses:") and compte != _FONDS
        if comptes[compte] and not charge:
            yield f'  type: "{comptes[compte]}"'
    if any(part.cle.en_heures for part in parts):
        yield "; La valeur des heures est à part, en euros, comptée au prix de leur jour."
        yield f"{ouverture} price {lexique.HEURE}  0.00 {lexique.EURO}"


def _is_booked(part: Part) -> bool:
    return part.cle.nature != "ca"


def _compte(part: Part) -> str:
    """Name the account of a part, by what it is."""
    cle = part.cle
    mot = "-".join(m.capitalize() for m in cle.type.split("-")) or "Sans-Type"
    if cle.nature == "investissement":
        return f"Assets:{cle.type}-{_DURABLE.capitalize()}"
    if cle.nature == "charge":
        return f"Expenses:{cle.type.capitalize()}"
    if cle.au_debit:
        return _FONDS
    if cle.nature == "produit":
        return f"Income:{mot}"
    if cle.nature == "contribution":
        return f"Equity:CVN:87-Contributions:{mot}"
    return f"{_RACINES[cle.type]}:{mot}"


def _type(part: Part) -> str:
    """Give the type of an account: an investment has its class in its number."""
    return _DURABLE if part.cle.nature == "investissement" else part.cle.type


def _iter_ecritures(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if _is_booked(part):
            yield from _ecriture(part)
            yield ""


def _ecriture(part: Part) -> Iterator[str]:
    cle = part.cle
    yield f'{cle.date} * ""'
    for nom in ("perimetre", "projet", "tiers", "convention", "preuve"):
        valeur = getattr(cle, nom)
        if valeur and not (nom == "perimetre" and cle.projet):
            yield f'  {nom}: "{valeur}"'
    if cle.origine and cle.origine != "pole":
        yield f'  origine: "{cle.origine}"'
    compte = _compte(part)
    debit = cle.nature in lexique.PAR_CLASSE
    montant = ZERO if part.retenue else part.montant
    if not debit:
        montant = -montant
    autre = _EMPLOIS if cle.nature == "contribution" else _CONTREPARTIE
    yield from _leg(compte, f"{montant:f} {lexique.EURO}", retenue=part.retenue)
    yield f"  {autre}  {-montant:f} {lexique.EURO}"
    if cle.en_heures:
        heures = ZERO if part.retenue else -part.heures
        yield from _leg(compte, f"{heures:f} {lexique.HEURE}", retenue=part.retenue)
        yield f"  {autre}  {-heures:f} {lexique.HEURE}"


def _leg(compte: str, montant: str, *, retenue: bool) -> Iterator[str]:
    yield f"  {compte}  {montant}"
    if retenue:
        yield "    retenu: TRUE"
