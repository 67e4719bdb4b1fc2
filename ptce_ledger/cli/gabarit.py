"""Start a pole: from the example, its register, its accounts and its last exercice.

The example has three exercices; a newcomer wants one. The last is kept, and an opening
entry (`a-nouveau: TRUE`) carries the balances that the earlier ones would have given.
Or start from nothing but accounts.
"""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.analyse.tables.encours import OWED
from ptce_ledger.analyse.tables.encours import people_behind
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.lecture.livre import PRINCIPAL
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.suivi.subventions import family
from ptce_ledger.suivi.suivi import Suivi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_ANNEE = re.compile(r"\d{4}\.beancount")
#: Every « 2025 » of the empty pole is its first year.
_ANNEE_DU_VIDE = "2025"
_OUVERTURE = "Equity:110-Report-A-Nouveau"


def example() -> Path:
    """Find the example pole that comes with the program."""
    return _shipped("exemple")


def _shipped(nom: str) -> Path:
    dossier = resources.files("ptce_ledger.ledgers") / nom
    if not isinstance(dossier, Path):  # pragma: no cover - zipped installs
        raise FileNotFoundError("les modèles ne sont pas lisibles dans une archive")
    return dossier


def blank(annee: int) -> dict[str, str]:
    """Give the files of an almost empty pole, that begins a year, by name."""
    return {
        fichier.name.replace(_ANNEE_DU_VIDE, str(annee)): fichier.read_text(
            encoding="utf-8"
        ).replace(_ANNEE_DU_VIDE, str(annee))
        for fichier in sorted(_shipped("vide").glob("*.beancount"))
    }


def scaffold() -> dict[str, str]:
    """Give the files of a new pole, by name."""
    source = example()
    annees = sorted(f.name for f in source.iterdir() if _ANNEE.fullmatch(f.name))
    derniere, anterieures = annees[-1], annees[:-1]
    fichiers = {
        fichier.name: fichier.read_text(encoding="utf-8")
        for fichier in sorted(source.glob("*.beancount"))
        if fichier.name not in anterieures
    }
    principal = fichiers[PRINCIPAL]
    for nom in anterieures:
        principal = re.sub(rf'(?m)^include "{re.escape(nom)}"\n', "", principal)
    fichiers[PRINCIPAL] = principal
    debut = f"{derniere[:4]}-01-01"
    # The opening entry is of that morning: a balance of the same day would not see it.
    ecritures = re.sub(rf"(?m)^{debut} balance .*\n", "", fichiers[derniere])
    fichiers[derniere] = _opening(source, debut) + "\n" + ecritures
    return fichiers


def _opening(source: Path, debut: str) -> str:
    """Write the opening entry: the balances at the eve of a day, result included.

    What is of a grant is carried forward under its agreement, what somebody lent or
    brought under who it is, with the number of people behind.
    """
    suivi = Suivi(Dossier(load_livre(source / PRINCIPAL).releve))
    soldes: dict[tuple[str, str, str], Decimal] = {}
    personnes: dict[tuple[str, str, str], int] = {}
    for cle, nombre, combien in _balances(suivi, debut):
        soldes[cle] = soldes.get(cle, ZERO) + nombre
        personnes[cle] = personnes.get(cle, 0) + combien
    for piece in suivi.subventions.until(debut):
        dit = f'convention: "{piece.convention}"' if piece.convention else ""
        cle = piece.posting.account, dit, EURO
        soldes[cle] = soldes.get(cle, ZERO) + piece.booked
    lignes = [
        "; Soldes repris de l’exercice précédent.",
        f'{debut} * "À-nouveaux"',
        "  a-nouveau: TRUE",
    ]
    for (nom, dit, devise), solde in sorted(soldes.items()):
        if solde:
            lignes.append(f"  {nom:<50} {solde:>14.2f} {devise}")
            combien = personnes.get((nom, dit, devise), 0)
            lignes += [f"    {dit}"] if dit else []
            lignes += [f"    personnes: {combien}"] if combien else []
    return "\n".join(lignes) + "\n"


def _balances(
    suivi: Suivi, debut: str
) -> Iterator[tuple[tuple[str, str, str], Decimal, int]]:
    """Yield what is done before a day: account, key and currency, amount, people."""
    releve, comptes = suivi.releve, suivi.releve.comptes
    for entry in suivi.ecritures:
        if entry.date.isoformat() >= debut:
            continue
        resolve = releve.affectation.resolve_entry
        if entry.meta.get("a-nouveau") is True:
            resolve = releve.affectation.resolve_opening
        for posting, axe in zip(entry.postings, resolve(entry), strict=True):
            compte = comptes[posting.account]
            if compte.role in ("86", "87") or family(releve, posting.account):
                continue
            nombre, devise = read_units(posting)
            dit, combien = "", 0
            if axe.type in OWED:
                qui = ("tiers", axe.tiers) if axe.tiers else ("origine", axe.origine)
                dit = f'{qui[0]}: "{qui[1]}"' if qui[1] else ""
                combien = people_behind(entry, posting) or 0
            # Classes 6 and 7 start again from zero: their result is carried forward.
            gestion = compte.role in ("produit", "charge")
            nom = _OUVERTURE if gestion else posting.account
            yield (nom, dit, devise), nombre, combien
