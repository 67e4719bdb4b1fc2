"""The card of a published folder: of which pole it is, for whom, and made how.

It is what makes a folder a publication: who publishes writes it, who gives links, who
serves and who publishes again read it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from typing import NamedTuple

FICHE = "publication.json"
#: Where the ledger of a published folder is.
LIVRE = Path("livre") / "publication.beancount"


class Fiche(NamedTuple):
    """What the card says; the two codes are always there."""

    pole: str
    financeur: str
    exercices: tuple[int, ...] = ()
    personnes_minimum: int = 0
    version: str = ""
    #: « publique », or « convention »: handed over to who pays, never put online.
    diffusion: str = "publique"
    #: The last day of the books that it tells of.
    arrete_au: str = ""
    #: What copies that it replaced gave of people, and it does not give.
    gardees: tuple[dict[str, Any], ...] = ()


class FicheIllisible(Exception):
    """A card that is there, and cannot be read."""


class FicheMuette(FicheIllisible):
    """A card that names no pole or no funder."""


def write_fiche(dossier: Path, fiche: Fiche) -> None:
    """Write the card of a folder. Raises OSError."""
    texte = json.dumps(fiche._asdict(), ensure_ascii=False, indent=2) + "\n"
    (dossier / FICHE).write_text(texte, encoding="utf-8", newline="\n")


def read_fiche(dossier: Path) -> Fiche:
    """Read the card of a folder. Raises FileNotFoundError, FicheIllisible."""
    try:
        data = json.loads((dossier / FICHE).read_bytes())
    except FileNotFoundError:
        raise
    except (OSError, ValueError, RecursionError) as erreur:
        raise FicheIllisible from erreur
    dits: dict[str, Any] = data if isinstance(data, dict) else {}
    codes = [dits.get("pole"), dits.get("financeur")]
    if not all(isinstance(code, str) and code for code in codes):
        raise FicheMuette
    listes = {nom: dits.get(nom, []) for nom in ("exercices", "gardees")}
    if not all(isinstance(liste, list) for liste in listes.values()):
        raise FicheIllisible
    lus = {nom: dits[nom] for nom in Fiche._fields if nom in dits}
    return Fiche(**{**lus, **{nom: tuple(liste) for nom, liste in listes.items()}})


def find_fiche(dossier: Path) -> Fiche | None:
    """Read the card of a folder; None when it is no publication."""
    try:
        return read_fiche(dossier)
    except (OSError, FicheIllisible):
        return None
